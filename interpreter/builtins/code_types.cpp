// Code objects, tracebacks, and frames as far as scripts may look into them.
#include <algorithm>

#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::builtins {

using objects::Cell;
using objects::Code;
using objects::Dict;
using objects::Traceback;

namespace {

// ---- code

const bytecode::CodeUnit& unit_of(Value self) { return *self.as<Code>()->unit; }

Value name_tuple(ThreadState& thread, const std::vector<std::string>& names) {
  Tuple* tuple = Tuple::create_uninitialised(thread, static_cast<std::int64_t>(names.size()));
  for (std::size_t i = 0; i < names.size(); ++i) tuple->items[i] = vm::intern(thread, names[i]);
  return tuple;
}

std::size_t parameter_count(const bytecode::CodeUnit& unit) {
  return std::size_t{unit.positional} + unit.keyword_only + ((unit.flags & bytecode::kVarArgs) != 0 ? 1 : 0) +
         ((unit.flags & bytecode::kVarKeywords) != 0 ? 1 : 0);
}

// CPython's co_varnames: parameters, and the other locals that are no cells.
std::vector<std::string> variable_names(const bytecode::CodeUnit& unit) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < unit.local_names.size(); ++i) {
    const std::string& name = unit.local_names[i];
    const bool cell =
        std::find(unit.cell_names.begin(), unit.cell_names.end(), name) != unit.cell_names.end();
    if (i < parameter_count(unit) || !cell) names.push_back(name);
  }
  return names;
}

Result<Value> code_name(ThreadState& /*thread*/, Value self) { return Value(self.as<Code>()->name); }
Result<Value> code_qualname(ThreadState& /*thread*/, Value self) { return Value(self.as<Code>()->qualname); }
Result<Value> code_filename(ThreadState& thread, Value self) {
  return Value(Str::create(thread, unit_of(self).source->name()));
}
template <std::uint16_t bytecode::CodeUnit::*member>
Result<Value> code_count(ThreadState& /*thread*/, Value self) {
  return Value::from_int(unit_of(self).*member);
}
Result<Value> code_first_line(ThreadState& /*thread*/, Value self) {
  return Value::from_int(unit_of(self).first_line);
}
Result<Value> code_varnames(ThreadState& thread, Value self) {
  return name_tuple(thread, variable_names(unit_of(self)));
}
Result<Value> code_nlocals(ThreadState& /*thread*/, Value self) {
  return Value::from_int(static_cast<std::int64_t>(variable_names(unit_of(self)).size()));
}
Result<Value> code_cellvars(ThreadState& thread, Value self) {
  return name_tuple(thread, unit_of(self).cell_names);
}
Result<Value> code_freevars(ThreadState& thread, Value self) {
  return name_tuple(thread, unit_of(self).free_names);
}
Result<Value> code_names(ThreadState& thread, Value self) { return name_tuple(thread, unit_of(self).names); }

Result<Value> code_consts(ThreadState& thread, Value self) {
  const auto* code = self.as<Code>();
  const std::int64_t count = code->constants->length;
  const std::int64_t nested = code->nested->length;
  Tuple* tuple = Tuple::create_uninitialised(thread, count + nested);
  for (std::int64_t i = 0; i < count; ++i) tuple->items[i] = code->constants->items[count - 1 - i];
  for (std::int64_t i = 0; i < nested; ++i) tuple->items[count + i] = code->nested->items[i];
  return Value(tuple);
}

Result<Value> code_bytes(ThreadState& thread, Value self) {
  const bytecode::CodeUnit& unit = unit_of(self);
  return Value(objects::Bytes::create(thread, {reinterpret_cast<const char*>(unit.instructions.data()),
                                               unit.instructions.size() * sizeof(bytecode::Instruction)}));
}

Result<Value> code_flags(ThreadState& /*thread*/, Value self) {
  // The numbers are CPython's CO_ constants.
  const std::uint32_t flags = unit_of(self).flags;
  std::int64_t shown = (flags & (bytecode::kModule | bytecode::kClassBody)) != 0 ? 0 : 3;
  if ((flags & bytecode::kVarArgs) != 0) shown |= 4;
  if ((flags & bytecode::kVarKeywords) != 0) shown |= 8;
  if ((flags & bytecode::kNested) != 0) shown |= 16;
  if ((flags & bytecode::kGenerator) != 0) shown |= 32;
  if ((flags & bytecode::kCoroutine) != 0) shown |= 128;
  if ((flags & bytecode::kIterableCoroutine) != 0) shown |= 256;
  if ((flags & bytecode::kAsyncGenerator) != 0) shown |= 512;
  return Value::from_int(shown);
}

Result<Value> code_repr(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Code>();
  return Value(Str::create(thread, "<code object " + self->name->utf8() + " at " +
                                       address_text(arguments[0]) + ", file \"" + self->unit->source->name() +
                                       "\", line " + std::to_string(self->unit->first_line) + ">"));
}

/// co_positions() -> an iterator over (line, end line, column, end column) of the instructions.
Result<Value> code_positions(ThreadState& thread, const Arguments& arguments) {
  objects::List* positions = objects::List::create(thread);
  for (const base::Span& span : unit_of(arguments[0]).spans) {
    const Value place[] = {Value::from_int(span.line), Value::from_int(span.end_line),
                           Value::from_int(span.column), Value::from_int(span.end_column)};
    positions->append(thread, Tuple::create(thread, place));
  }
  return vm::iterate(thread, positions);
}

// A copy of the code under another name, or with the flag that `types.coroutine` sets. Nothing else of what
// CPython's bytecode knows has a counterpart here.
Result<Value> code_replace(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Code>();
  auto unit = std::make_shared<bytecode::CodeUnit>(*self->unit);
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    const std::string name = arguments.keywords->items[i].as<Str>()->utf8();
    const Value value = arguments.values[arguments.count + i];
    if (name == "co_flags") {
      const std::int64_t flags = MINIPY_TRY(vm::index_int64(thread, value));
      const std::int64_t before = MINIPY_TRY(code_flags(thread, arguments[0])).as_int();
      constexpr std::int64_t kAwaitable = 256;
      if ((flags & ~kAwaitable) != (before & ~kAwaitable)) {
        return thread.raise(
            thread.types.NotImplementedError,
            "code.replace(): only CO_ITERABLE_COROUTINE may change in co_flags, the rest is not "
            "supported");
      }
      unit->flags &= ~std::uint32_t{bytecode::kIterableCoroutine};
      if ((flags & kAwaitable) != 0) unit->flags |= bytecode::kIterableCoroutine;
    } else if (name == "co_firstlineno") {
      unit->first_line = static_cast<std::uint32_t>(MINIPY_TRY(vm::index_int64(thread, value)));
    } else if ((name == "co_name" || name == "co_qualname") && objects::is_str(value)) {
      (name == "co_name" ? unit->name : unit->qualname) = value.as<Str>()->utf8();
    } else if (name == "co_filename" && objects::is_str(value)) {
      unit->source =
          std::make_shared<const base::Source>(value.as<Str>()->utf8(), std::string(unit->source->text()));
    } else {
      return thread.raise(thread.types.NotImplementedError, "code.replace(): '%s' is not supported",
                          name.c_str());
    }
  }
  return Value(Code::link(thread, std::move(unit), self->globals, self->builtins));
}

constexpr NativeDefinition kCodeMethods[] = {
    {"__repr__", code_repr, "self, /"},
    {"co_positions", code_positions, "self, /"},
    {"replace", code_replace, "self, /, **kwargs"},
};

constexpr GetSetDefinition kCodeGetSets[] = {
    {"co_name", code_name, readonly_attribute},
    {"co_qualname", code_qualname, readonly_attribute},
    {"co_filename", code_filename, readonly_attribute},
    {"co_argcount", code_count<&bytecode::CodeUnit::positional>, readonly_attribute},
    {"co_posonlyargcount", code_count<&bytecode::CodeUnit::positional_only>, readonly_attribute},
    {"co_kwonlyargcount", code_count<&bytecode::CodeUnit::keyword_only>, readonly_attribute},
    {"co_stacksize", code_count<&bytecode::CodeUnit::registers>, readonly_attribute},
    {"co_firstlineno", code_first_line, readonly_attribute},
    {"co_varnames", code_varnames, readonly_attribute},
    {"co_nlocals", code_nlocals, readonly_attribute},
    {"co_cellvars", code_cellvars, readonly_attribute},
    {"co_freevars", code_freevars, readonly_attribute},
    {"co_names", code_names, readonly_attribute},
    {"co_consts", code_consts, readonly_attribute},
    {"co_code", code_bytes, readonly_attribute},
    {"co_flags", code_flags, readonly_attribute},
};

// ---- frames

// What was known of a frame when it was asked for: a frame itself lives on the thread's stack only.
struct FrameObject : objects::Opaque {
  Slot code;
  Slot locals;
  Slot back;
  std::uint32_t line;
  std::uint32_t instruction;
};

void trace_frame(Object* object, heap::Marker& marker) {
  auto* self = static_cast<FrameObject*>(object);
  for (const Slot* slot : {&self->code, &self->locals, &self->back}) marker.mark(*slot);
}

constexpr objects::OpaqueInfo kFrameInfo = {"frame", trace_frame};

Value or_none(Value value) { return value ? value : Value::none(); }

Result<Value> frame_code(ThreadState& /*thread*/, Value self) { return self.as<FrameObject>()->code.load(); }
Result<Value> frame_back(ThreadState& /*thread*/, Value self) {
  return or_none(self.as<FrameObject>()->back.load());
}
Result<Value> frame_locals_get(ThreadState& thread, Value self) {
  const Value known = self.as<FrameObject>()->locals.load();
  return known ? known : Value(Dict::create(thread));
}
Result<Value> frame_globals(ThreadState& /*thread*/, Value self) {
  return Value(self.as<FrameObject>()->code.load_as<Code>()->globals);
}
Result<Value> frame_builtins(ThreadState& /*thread*/, Value self) {
  return Value(self.as<FrameObject>()->code.load_as<Code>()->builtins);
}
Result<Value> frame_lineno(ThreadState& /*thread*/, Value self) {
  return Value::from_int(self.as<FrameObject>()->line);
}
Result<Value> frame_lasti(ThreadState& /*thread*/, Value self) {
  return Value::from_int(std::int64_t{2} * self.as<FrameObject>()->instruction);
}
Result<Value> frame_trace(ThreadState& /*thread*/, Value /*self*/) { return Value::none(); }

Result<Value> frame_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<FrameObject>();
  const auto* code = self->code.load_as<Code>();
  return Value(Str::create(thread, "<frame at " + address_text(arguments[0]) + ", file '" +
                                       code->unit->source->name() + "', line " + std::to_string(self->line) +
                                       ", code " + code->name->utf8() + ">"));
}

Result<Value> frame_clear(ThreadState& /*thread*/, const Arguments& arguments) {
  arguments[0].as<FrameObject>()->locals.store({});
  return Value::none();
}

constexpr NativeDefinition kFrameMethods[] = {
    {"__repr__", frame_repr, "self, /"},
    {"clear", frame_clear, "self, /"},
};
constexpr GetSetDefinition kFrameGetSets[] = {
    {"f_code", frame_code},       {"f_back", frame_back},         {"f_locals", frame_locals_get},
    {"f_globals", frame_globals}, {"f_builtins", frame_builtins}, {"f_lineno", frame_lineno},
    {"f_lasti", frame_lasti},     {"f_trace", frame_trace},
};

Type* make_frame_type(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "frame", "builtins", thread.types.object, objects::kOpaque);
  add_methods(thread, type, kFrameMethods);
  add_getsets(thread, type, kFrameGetSets);
  return type;
}

FrameObject* create_frame(ThreadState& thread, Code* code, std::uint32_t instruction) {
  auto* made = objects::create_opaque<FrameObject>(thread, builtin_type(thread, &kFrameInfo, make_frame_type),
                                                   kFrameInfo);
  made->code.store(code);
  made->instruction = instruction;
  made->line =
      instruction < code->unit->spans.size() ? code->unit->spans[instruction].line : code->unit->first_line;
  return made;
}

// ---- traceback

Result<Value> traceback_next(ThreadState& /*thread*/, Value self) {
  return or_none(self.as<Traceback>()->next.load());
}

Result<void> set_traceback_next(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "can't delete tb_next attribute");
  if (!value.is_none() && !objects::has_kind(value, objects::kTraceback)) {
    return thread.raise(thread.types.TypeError, "expected traceback object, got '%T'", value);
  }
  for (Value at = value; objects::has_kind(at, objects::kTraceback); at = at.as<Traceback>()->next.load()) {
    if (at == self) return thread.raise(thread.types.ValueError, "traceback loop detected");
  }
  self.as<Traceback>()->next.store(value);
  return Done{};
}

Result<Value> traceback_lineno(ThreadState& /*thread*/, Value self) {
  const auto* traceback = self.as<Traceback>();
  return Value::from_int(traceback->code->unit->spans[traceback->instruction].line);
}
Result<Value> traceback_lasti(ThreadState& /*thread*/, Value self) {
  return Value::from_int(std::int64_t{2} * self.as<Traceback>()->instruction);
}
Result<Value> traceback_frame(ThreadState& thread, Value self) {
  const auto* traceback = self.as<Traceback>();
  FrameObject* frame = create_frame(thread, traceback->code, traceback->instruction);
  if ((traceback->code->unit->flags & bytecode::kModule) != 0) frame->locals.store(traceback->code->globals);
  return Value(frame);
}

// The place within the line, for the module traceback: line, end line, columns in bytes.
Result<Value> traceback_position(ThreadState& thread, Value self) {
  const auto* traceback = self.as<Traceback>();
  const base::Span& span = traceback->code->unit->spans[traceback->instruction];
  const Value parts[] = {Value::from_int(span.line), Value::from_int(span.end_line),
                         Value::from_int(span.column), Value::from_int(span.end_column)};
  return Value(Tuple::create(thread, parts));
}

constexpr GetSetDefinition kTracebackGetSets[] = {
    {"tb_next", traceback_next, set_traceback_next},
    {"tb_lineno", traceback_lineno},
    {"tb_lasti", traceback_lasti},
    {"tb_frame", traceback_frame},
    {"_position", traceback_position},
};

}  // namespace

namespace {

// What is written down of all threads while the world is stopped: nothing is allocated on the heap then.
struct Stacks {
  struct Stack {
    std::uint64_t thread_id;
    std::vector<std::uint32_t> instructions;  // innermost first
  };
  ThreadState& thread;
  vm::RootedValues codes;  // of all stacks, in their order
  std::vector<Stack> stacks;
};

void note_stacks(void* context) {
  auto& all = *static_cast<Stacks*>(context);
  all.thread.interpreter.for_each_thread([&all](const ThreadState& other) {
    Stacks::Stack& stack = all.stacks.emplace_back(Stacks::Stack{other.id, {}});
    for (const vm::Frame* frame = other.frame; frame != nullptr; frame = frame->previous) {
      all.codes.push_back(frame->code);
      stack.instructions.push_back(static_cast<std::uint32_t>(frame->pc - frame->code->instructions));
    }
  });
}

}  // namespace

Value current_frames(ThreadState& thread) {
  Stacks all{thread, vm::RootedValues(thread), {}};
  thread.interpreter.hooks->with_world_stopped(thread, note_stacks, &all);
  objects::Dict* frames = objects::Dict::create(thread);
  std::size_t end = all.codes.size();
  for (auto stack = all.stacks.rbegin(); stack != all.stacks.rend(); ++stack) {
    const std::size_t first = end - stack->instructions.size();
    Value back;
    for (std::size_t i = end; i-- > first;) {
      FrameObject* frame = create_frame(thread, all.codes[i].as<Code>(), stack->instructions[i - first]);
      frame->back.store(back);
      back = frame;
    }
    end = first;
    if (!back) continue;
    const Value id = objects::make_int_u64(thread, stack->thread_id);
    static_cast<void>(frames->set(thread, id, back));  // an int: no user code
  }
  return frames;
}

std::uint32_t frame_line(const vm::Frame& frame) {
  const auto at = static_cast<std::size_t>(frame.pc - frame.code->instructions);
  const bytecode::CodeUnit& unit = *frame.code->unit;
  return at < unit.spans.size() ? unit.spans[at].line : unit.first_line;
}

Value frame_locals(ThreadState& thread, const vm::Frame& frame) {
  if (frame.locals) return frame.locals;
  const bytecode::CodeUnit& unit = *frame.code->unit;
  if ((unit.flags & bytecode::kModule) != 0) return frame.code->globals;
  Dict* dict = Dict::create(thread);
  const std::size_t count = std::min<std::size_t>(unit.locals, unit.local_names.size());
  for (std::size_t i = 0; i < count; ++i) {
    Value value = frame.registers[i];
    if (objects::has_kind(value, objects::kCell)) value = value.as<Cell>()->value.load();
    auto* name = frame.code->local_names->items[i].as<Str>();
    // Names such as ".0" are the compiler's own, but CPython shows that one too.
    if (value) dict->set_str(thread, name, value);
  }
  const Value closure = frame.function != nullptr ? frame.function->closure.load() : Value{};
  for (std::size_t i = 0; closure && i < unit.free_names.size(); ++i) {
    const Value value = closure.as<Tuple>()->items[i].as<Cell>()->value.load();
    if (value) dict->set_str(thread, vm::intern(thread, unit.free_names[i]), value);
  }
  return dict;
}

Value make_frame_object(ThreadState& thread, const vm::Frame* frame) {
  FrameObject* first = nullptr;
  FrameObject* last = nullptr;
  for (const vm::Frame* at = frame; at != nullptr; at = at->previous) {
    FrameObject* made =
        create_frame(thread, at->code, static_cast<std::uint32_t>(at->pc - at->code->instructions));
    made->locals.store(frame_locals(thread, *at));
    if (first == nullptr) first = made;
    if (last != nullptr) last->back.store(made);
    last = made;
  }
  return first != nullptr ? Value(first) : Value::none();
}

void install_code_types(ThreadState& thread) {
  add_methods(thread, thread.types.code, kCodeMethods);
  add_getsets(thread, thread.types.code, kCodeGetSets);
  add_getsets(thread, thread.types.traceback, kTracebackGetSets);
}

}  // namespace minipy::builtins
