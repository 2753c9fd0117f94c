#include "interpreter/vm/calls.hpp"

#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/eval.hpp"

namespace minipy::vm {

using objects::BoundMethod;
using objects::Function;
using objects::Generator;
using objects::kBoundMethod;
using objects::kFunction;
using objects::kNative;
using objects::kType;
using objects::Native;

namespace {

constexpr std::uint32_t kGeneratorFlags =
    bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator;

void note_unawaited(ThreadState& thread, Generator* coroutine) {
  const Frame* caller = thread.frame;
  if (caller == nullptr) return thread.interpreter.unawaited.add(coroutine, nullptr, 0);
  const auto pc = static_cast<std::uint32_t>(caller->pc - caller->code->instructions);
  thread.interpreter.unawaited.add(coroutine, *caller->code->owner, pc);
}

// A call of a generator function makes the generator: the arguments are bound in a frame that then moves to
// it. Another thread may give the function another code meanwhile, so what the call is goes by the frame.
CallState make_generator(ThreadState& thread, Function* function, const Frame* frame, Value& result) {
  auto* generator = Generator::create(thread, function, frame->code);
  std::copy(frame->registers, frame->registers + generator->register_count, generator->registers);
  thread.pop_frame();
  if (objects::has_kind(Value(generator), objects::kCoroutine)) note_unawaited(thread, generator);
  result = generator;
  return CallState::kDone;
}

// Begins callee(self, *values).
CallState begin_bound(ThreadState& thread, Value callee, Value self, Value* values, std::uint32_t count,
                      const Tuple* keywords, std::int16_t target, bool overlay, bool room, Value& result) {
  if (room) {
    values[-1] = self;
    return begin_call(thread, callee, values - 1, count + 1, keywords, target, overlay, false, result);
  }
  RootedValues shifted(thread);
  const std::uint32_t all = count + (keywords == nullptr ? 0 : static_cast<std::uint32_t>(keywords->length));
  shifted.values().reserve(all + 1);
  shifted.push_back(self);
  shifted.values().insert(shifted.values().end(), values, values + all);
  return begin_call(thread, callee, shifted.values().data(), count + 1, keywords, target, false, false,
                    result);
}

// Begins the call of a special method of `self`, `found` in its class: a function, or any descriptor.
CallState begin_method(ThreadState& thread, Value found, Value self, Value* values, std::uint32_t count,
                       const Tuple* keywords, std::int16_t target, bool overlay, bool room, Value& result) {
  if (objects::has_kind(found, kFunction) || objects::has_kind(found, kNative)) {
    return begin_bound(thread, found, self, values, count, keywords, target, overlay, room, result);
  }
  // What comes of it may be an instance with a `__call__` again, and so on.
  if (!thread.check_native_stack(" while calling a Python object").ok()) return CallState::kRaised;
  const auto bound = descriptor_get(thread, found, self, objects::type_of(thread, self));
  if (!bound.ok()) return CallState::kRaised;
  return begin_call(thread, bound.value(), values, count, keywords, target, overlay, room, result);
}

Result<Value> new_method(ThreadState& thread, Type* type) {
  const Value found = type->special_method(Special::kNew);
  if (!found || objects::has_kind(found, kNative)) return found;
  if (objects::MethodWrapper* wrapper = objects::as_static_method(found)) return wrapper->function.load();
  return descriptor_get(thread, found, {}, type);
}

Result<void> initialise(ThreadState& thread, Value instance, Value init, Value* values, std::uint32_t count,
                        const Tuple* keywords) {
  Value returned;
  switch (begin_method(thread, init, instance, values, count, keywords, 0, false, false, returned)) {
    case CallState::kDone:
      break;
    case CallState::kFrame:
      returned = MINIPY_TRY(run_frame(thread, thread.frame));
      break;
    case CallState::kRaised:
      return Raised{};
  }
  if (returned.is_none()) return Done{};
  return thread.raise(thread.types.TypeError, "__init__() should return None, not '%T'", returned);
}

// Calls a class: __new__, then __init__. A plain Python class with a Python __init__ goes on in the eval
// loop.
CallState begin_type_call(ThreadState& thread, Type* type, Value* values, std::uint32_t count,
                          const Tuple* keywords, std::int16_t target, bool overlay, bool room,
                          Value& result) {
  const objects::CoreTypes& types = thread.types;
  if (type == types.type && count == 1 && keywords == nullptr) {
    result = objects::type_of(thread, values[0]);
    return CallState::kDone;
  }
  const Value init = type->special_method(Special::kInit);
  const Value object_init = types.object->special_method(Special::kInit);
  const Value object_new = types.object->special_method(Special::kNew);
  if (type->special_method(Special::kNew) == object_new && !(init == object_init) &&
      !type->has(Type::kAbstract) && type->instance_kind == objects::kInstance) {
    const Value instance = objects::Instance::create(thread, type);
    if (objects::has_kind(init, kFunction) && room) {
      values[-1] = instance;
      Frame* frame =
          push_function_frame(thread, init.as<Function>(), values - 1, count + 1, keywords, overlay);
      if (frame == nullptr) return CallState::kRaised;
      frame->flags |= kFrameInit;
      frame->instance = instance;
      frame->result_register = target;
      return CallState::kFrame;
    }
    if (!initialise(thread, instance, init, values, count, keywords).ok()) return CallState::kRaised;
    result = instance;
    return CallState::kDone;
  }
  const auto found = new_method(thread, type);
  if (!found.ok()) return CallState::kRaised;
  const Value maker = found.value();
  if (!maker) {
    static_cast<void>(
        thread.raise(types.TypeError, "cannot create '%S' instances", type->name.load_as<Str>()));
    return CallState::kRaised;
  }
  Value made;
  switch (begin_bound(thread, maker, type, values, count, keywords, 0, false, false, made)) {
    case CallState::kDone:
      break;
    case CallState::kFrame: {
      const auto returned = run_frame(thread, thread.frame);
      if (!returned.ok()) return CallState::kRaised;
      made = returned.value();
      break;
    }
    case CallState::kRaised:
      return CallState::kRaised;
  }
  result = made;
  if (!instance_of(thread, made, type)) return CallState::kDone;
  const Value made_init = objects::type_of(thread, made)->special_method(Special::kInit);
  if (made_init == object_init || !made_init) return CallState::kDone;
  if (type == types.super) return CallState::kDone;  // bound by its __new__
  return initialise(thread, made, made_init, values, count, keywords).ok() ? CallState::kDone
                                                                           : CallState::kRaised;
}

}  // namespace

CallState begin_call(ThreadState& thread, Value callee, Value* values, std::uint32_t count,
                     const Tuple* keywords, std::int16_t target, bool overlay, bool room, Value& result) {
  if (callee.is_object()) [[likely]] {
    switch (callee.as_object()->kind) {
      case kFunction: {
        auto* function = callee.as<Function>();
        Frame* frame = push_function_frame(thread, function, values, count, keywords, overlay);
        if (frame == nullptr) return CallState::kRaised;
        if ((frame->code->unit->flags & kGeneratorFlags) != 0) {
          return make_generator(thread, function, frame, result);
        }
        frame->result_register = target;
        return CallState::kFrame;
      }
      case kNative: {
        const auto returned = call_native(thread, callee.as<Native>(), Arguments{values, count, keywords});
        if (!returned.ok()) return CallState::kRaised;
        result = returned.value();
        return CallState::kDone;
      }
      case kBoundMethod: {
        auto* method = callee.as<BoundMethod>();
        return begin_bound(thread, method->function.load(), method->self.load(), values, count, keywords,
                           target, overlay, room, result);
      }
      case kType: {
        const Type* meta = objects::type_of(thread, callee);
        const Value meta_call = meta->special_method(Special::kCall);
        if (meta == thread.types.type || meta_call == thread.types.type->special_method(Special::kCall)) {
          return begin_type_call(thread, callee.as<Type>(), values, count, keywords, target, overlay, room,
                                 result);
        }
        return begin_method(thread, meta_call, callee, values, count, keywords, target, overlay, room,
                            result);
      }
      default:
        break;
    }
  }
  const Value special = find_special(thread, callee, Special::kCall);
  if (!special) {
    static_cast<void>(thread.raise(thread.types.TypeError, "'%T' object is not callable", callee));
    return CallState::kRaised;
  }
  return begin_method(thread, special, callee, values, count, keywords, target, overlay, room, result);
}

Result<Value> call(ThreadState& thread, Value callee, const Arguments& arguments) {
  Value result;
  switch (begin_call(thread, callee, const_cast<Value*>(arguments.values), arguments.count,
                     arguments.keywords, 0, false, false, result)) {
    case CallState::kDone:
      return result;
    case CallState::kFrame:
      return run_frame(thread, thread.frame);
    case CallState::kRaised:
      break;
  }
  return Raised{};
}

Result<Value> call(ThreadState& thread, Value callee, std::span<const Value> arguments) {
  return call(thread, callee,
              Arguments{arguments.data(), static_cast<std::uint32_t>(arguments.size()), nullptr});
}

Result<Value> call_type(ThreadState& thread, Type* type, const Arguments& arguments) {
  Value result;
  switch (begin_type_call(thread, type, const_cast<Value*>(arguments.values), arguments.count,
                          arguments.keywords, 0, false, false, result)) {
    case CallState::kDone:
      return result;
    case CallState::kFrame:
      return run_frame(thread, thread.frame);
    case CallState::kRaised:
      break;
  }
  return Raised{};
}

Result<Value> call_method(ThreadState& thread, Value object, Str* name,
                          std::initializer_list<Value> arguments) {
  const Value method = MINIPY_TRY(get_attribute(thread, object, name));
  return call(thread, method, arguments);
}

Value find_special(ThreadState& thread, Value object, Special special) {
  return objects::type_of(thread, object)->special_method(special);
}

Result<Value> call_special(ThreadState& thread, Value object, Special special,
                           std::initializer_list<Value> arguments) {
  Type* type = objects::type_of(thread, object);
  const Value found = type->special_method(special);
  if (!found) {
    return thread.raise(thread.types.AttributeError, "'%T' object has no attribute '%s'", object,
                        objects::special_name(special));
  }
  Value values[5];
  std::uint32_t count = 0;
  if (objects::has_kind(found, kNative) && arguments.size() < std::size(values)) {
    auto* native = found.as<Native>();
    values[count++] = object;
    for (const Value argument : arguments) values[count++] = argument;
    // What a class has for a special method need not be of a class that it derives from.
    const bool applies = native->owner == type || native->owner == thread.types.object ||
                         (native->owner != nullptr && type->derives_from(native->owner));
    if (native->accepts(count) && applies) {
      return native->definition->function(thread, Arguments{values, count, nullptr});
    }
    return call_native(thread, native, Arguments{values, count, nullptr});
  }
  if (objects::has_kind(found, kFunction) && arguments.size() < std::size(values)) {
    values[count++] = object;
    for (const Value argument : arguments) values[count++] = argument;
    return call(thread, found, Arguments{values, count, nullptr});
  }
  const Value bound = MINIPY_TRY(descriptor_get(thread, found, object, type));
  return call(thread, bound, arguments);
}

bool is_callable(ThreadState& thread, Value value) {
  if (value.is_object()) {
    switch (value.as_object()->kind) {
      case kFunction:
      case kNative:
      case kBoundMethod:
      case kType:
        return true;
      default:
        break;
    }
  }
  return static_cast<bool>(find_special(thread, value, Special::kCall));
}

}  // namespace minipy::vm
