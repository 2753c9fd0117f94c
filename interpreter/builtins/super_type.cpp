// super(): with arguments, and without them from the frame that calls it.
#include "interpreter/builtins/super_type.hpp"

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/descriptor.hpp"

namespace minipy::builtins {

using objects::Super;

namespace {

struct Implicit {
  Value type;
  Value self;
};

// The class from the cell __class__ of the calling function, and its first argument.
Result<Implicit> implicit_arguments(ThreadState& thread) {
  Type* error = thread.types.RuntimeError;
  const vm::Frame* frame = thread.frame;
  if (frame == nullptr) return thread.raise(error, "super(): no current frame");
  const bytecode::CodeUnit& unit = *frame->code->unit;
  if (unit.positional == 0 && (unit.flags & bytecode::kVarArgs) == 0) {
    return thread.raise(error, "super(): no arguments");
  }
  Value self = frame->registers[0];
  if (objects::has_kind(self, objects::kCell)) self = self.as<objects::Cell>()->value.load();
  if (unit.positional == 0 && objects::is_tuple(self)) {
    const Tuple* given = self.as<Tuple>();
    self = given->length > 0 ? given->items[0] : Value{};
  }
  if (!self) return thread.raise(error, "super(): arg[0] deleted");
  for (std::size_t i = 0; i < unit.free_names.size(); ++i) {
    if (unit.free_names[i] != "__class__") continue;
    const Value closure = frame->function != nullptr ? frame->function->closure.load() : Value{};
    if (!closure) break;
    const Value type = closure.as<Tuple>()->items[i].as<objects::Cell>()->value.load();
    if (!type) return thread.raise(error, "super(): empty __class__ cell");
    if (!objects::has_kind(type, objects::kType)) {
      return thread.raise(error, "super(): __class__ is not a type (%T)", type);
    }
    return Implicit{type, self};
  }
  return thread.raise(error, "super(): __class__ cell not found");
}

// The class whose MRO is searched: that of the object, or the object itself where it is a class.
Result<Value> search_type(ThreadState& thread, Type* type, Value object) {
  if (objects::has_kind(object, objects::kType) && object.as<Type>()->derives_from(type)) return object;
  Type* own = objects::type_of(thread, object);
  if (own->derives_from(type)) return Value(own);
  const Value claimed = MINIPY_TRY(vm::find_attribute(thread, object, thread.names.dunder_class));
  if (claimed && objects::has_kind(claimed, objects::kType) && claimed.as<Type>()->derives_from(type))
    return claimed;
  return thread.raise(thread.types.TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

// super.__init__ of `self`; arguments[0] is left aside. `wanted` is for the message.
Result<void> bind(ThreadState& thread, Super* self, const Arguments& arguments, const char* wanted) {
  if (arguments.keyword_count() > 0) {
    return thread.raise(thread.types.TypeError, "super() takes no keyword arguments");
  }
  if (arguments.count > 3) {
    return thread.raise(thread.types.TypeError, "super() expected at most 2 arguments, got %d",
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  Value type = arguments.get(1);
  Value object = arguments.get(2);
  if (!type) {
    const Implicit implicit = MINIPY_TRY(implicit_arguments(thread));
    type = implicit.type;
    object = implicit.self;
  } else if (!objects::has_kind(type, objects::kType)) {
    return thread.raise(thread.types.TypeError, "super() argument 1 must be %s, not %T", wanted, type);
  }
  Value search;
  if (object && !object.is_none()) {
    search = MINIPY_TRY(search_type(thread, type.as<Type>(), object));
  } else {
    object = {};
  }
  // Bound anew by hand, it may be half of each for a thread that looks meanwhile: a search that finds
  // nothing.
  self->self_type.store(search);
  self->self.store(object);
  self->type.store(type);
  return Done{};
}

// Does for super itself what a class below leaves to __init__, so that super() is one call.
Result<Value> super_new(ThreadState& thread, const Arguments& arguments) {
  auto* type = arguments[0].as<Type>();
  Super* self = Super::create(thread, type);
  if (type == thread.types.super) MINIPY_TRY(bind(thread, self, arguments, "a type"));
  return Value(self);
}

Result<Value> super_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(bind(thread, arguments[0].as<Super>(), arguments, "type"));
  return Value::none();
}

Result<Value> super_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Super>();
  const Value type = self->type.load();
  const Value bound = self->self_type.load();
  std::string text = "<super: <class '";
  text += type ? type.as<Type>()->name.load_as<Str>()->utf8() : "NULL";
  text += bound ? "'>, <" + bound.as<Type>()->name.load_as<Str>()->utf8() + " object>>" : "'>, NULL>";
  return Value(Str::create(thread, text));
}

Result<Value> super_get(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Super>();
  if (arguments[1].is_none() || self->self.load()) return arguments[0];
  const Value type = self->type.load();
  return vm::call(thread, objects::type_of(thread, arguments[0]),
                  {type ? type : Value::none(), arguments[1]});
}

template <Slot Super::*slot>
Result<Value> super_part(ThreadState& /*thread*/, Value self) {
  const Value part = (self.as<Super>()->*slot).load();
  return part ? part : Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", super_new, "cls, *args, **kwargs"},
    {"__init__", super_init, "self, *args, **kwargs"},
    {"__repr__", super_repr, "self, /"},
    {"__get__", super_get, "self, instance, owner=, /"},
};

constexpr GetSetDefinition kGetSets[] = {
    {"__thisclass__", super_part<&Super::type>, readonly_attribute},
    {"__self__", super_part<&Super::self>, readonly_attribute},
    {"__self_class__", super_part<&Super::self_type>, readonly_attribute},
};

}  // namespace

void install_super(ThreadState& thread) {
  add_methods(thread, thread.types.super, kMethods);
  add_getsets(thread, thread.types.super, kGetSets);
}

}  // namespace minipy::builtins
