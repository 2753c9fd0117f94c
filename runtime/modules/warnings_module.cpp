// The module `_warnings`: where code stands, for `warnings`, `traceback` and whoever wants to know its
// caller.

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using objects::Code;
using objects::Exception;
using objects::Traceback;

/// The Python code `level` calls up from the one that runs; null when there are not so many.
const vm::Frame* frame_at(const ThreadState& thread, std::int64_t level) {
  const vm::Frame* frame = thread.frame;
  while (frame != nullptr && level-- > 0) frame = frame->previous;
  return frame;
}

/// Where a frame stands. One that is waiting for a call has its counter behind it already.
const base::Span& place_of(const ThreadState& thread, const vm::Frame* frame) {
  const auto* pc = frame->pc;
  if (frame != thread.frame && pc > frame->code->instructions) --pc;
  return frame->code->span_at(pc);
}

/// _position(level) -> (file name, line, module name, globals, function name); 0: the function that asks.
/// None behind the outermost call.
Result<Value> position(ThreadState& thread, const Arguments& arguments) {
  const vm::Frame* frame = frame_at(thread, MINIPY_TRY(vm::index_int64(thread, arguments[0])));
  if (frame == nullptr) return Value::none();
  Dict* globals = frame->code->globals;
  Value name = globals->get_str(thread.names.dunder_name);
  if (name.is_empty()) name = make_str(thread, "<string>");
  return make_tuple(thread, {make_str(thread, frame->code->unit->source->name()),
                             Value::from_int(place_of(thread, frame).line), name, Value(globals),
                             Value(frame->code->name)});
}

/// (file name, line, name, source line, end line, column, end column)
Value entry(ThreadState& thread, const Code* code, const base::Span& span) {
  const base::Source& source = *code->unit->source;
  return make_tuple(thread, {make_str(thread, source.name()), Value::from_int(span.line), Value(code->name),
                             make_str(thread, source.line(span.line)), Value::from_int(span.end_line),
                             Value::from_int(span.column), Value::from_int(span.end_column)});
}

/// _traceback_entries(tb) -> list of entries
Result<Value> traceback_entries(ThreadState& thread, const Arguments& arguments) {
  List* entries = List::create(thread);
  Value next = arguments[0];
  while (objects::has_kind(next, objects::kTraceback)) {
    const auto* traceback = next.as<Traceback>();
    entries->append(thread,
                    entry(thread, traceback->code,
                          traceback->code->span_at(traceback->code->instructions + traceback->instruction)));
    next = traceback->next.load();
  }
  return Value(entries);
}

/// _stack_entries(level) -> list of entries, the outermost call first
Result<Value> stack_entries(ThreadState& thread, const Arguments& arguments) {
  List* entries = List::create(thread);
  const vm::Frame* frame = frame_at(thread, MINIPY_TRY(vm::index_int64(thread, arguments[0])));
  for (; frame != nullptr; frame = frame->previous) {
    entries->append(thread, entry(thread, frame->code, place_of(thread, frame)));
  }
  entries->reverse(thread);
  return Value(entries);
}

/// The same exception without its history.
Result<Value> bare_copy(ThreadState& thread, Value exception) {
  auto* copy = Exception::create(thread, objects::type_of(thread, exception),
                                 exception.as<Exception>()->args.load_as<Tuple>());
  const Value attributes = MINIPY_TRY(vm::attribute_dict(thread, exception));
  if (!attributes.is_empty()) {
    for (const auto& [name, value] : attributes.as<Dict>()->snapshot(thread)) {
      MINIPY_TRY(vm::set_attribute(thread, copy, name.as<Str>(), value));
    }
  }
  return Value(copy);
}

/// _format_exception(exception, only=False) -> text
Result<Value> format_exception(ThreadState& thread, const Arguments& arguments) {
  Value exception = arguments[0];
  if (!objects::is_exception(exception)) {
    return thread.raise(thread.types.TypeError, "Exception expected for value, %T found", exception);
  }
  if (!arguments.get(1).is_empty() && MINIPY_TRY(vm::truth(thread, arguments[1]))) {
    exception = MINIPY_TRY(bare_copy(thread, exception));
  }
  return make_str(thread, vm::format_exception(thread, exception));
}

const NativeDefinition kFunctions[] = {
    {"_position", position, "level, /"},
    {"_traceback_entries", traceback_entries, "tb, /"},
    {"_stack_entries", stack_entries, "level, /"},
    {"_format_exception", format_exception, "exception, only=, /"},
};

}  // namespace

void warn_unawaited(ThreadState& thread, bool at_exit) {
  const auto warn = [&](const vm::Unawaited::Lost& lost, const char* file, std::uint32_t line, Value source) {
    const auto module = vm::import_module(thread, "warnings");
    const bool warned =
        module.ok() && vm::call_method(thread, module.value(), vm::intern(thread, "_warn_unawaited"),
                                       {make_str(thread, lost.qualname), make_str(thread, file),
                                        Value::from_int(line), source})
                           .ok();
    // Whoever showed the warning failed: there is nobody else to tell.
    if (!warned) static_cast<void>(thread.take_exception());
  };
  vm::Unawaited& unawaited = thread.interpreter.unawaited;
  // What nobody holds any more is told with its place.
  if (at_exit && unawaited.any_alive()) thread.interpreter.hooks->collect(thread);
  if (unawaited.any_lost()) {
    for (const auto& lost : unawaited.take_lost()) {
      warn(lost, lost.file.empty() ? "sys" : lost.file.c_str(), std::max(lost.line, 1U),
           make_str(thread, lost.qualname));
    }
  }
  if (!at_exit) return;
  for (const auto& lost : unawaited.take_alive()) warn(lost, "sys", 1, Value::none());
}

Result<Value> make_warnings(ThreadState& thread) {
  Module* module = new_module(thread, "_warnings");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
