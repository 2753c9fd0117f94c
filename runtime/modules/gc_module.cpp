// The module `gc`: what can be said of a tracing collector in the words of
// CPython's.
//
// There are no generations and no thresholds in numbers of objects: a
// collection is due when enough bytes were allocated since the last one.
// Thresholds and debug flags are kept for whoever asks for them.

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

const char kThresholdKey = 0, kDebugKey = 0, kCallbacksKey = 0;

/// Calls gc.callbacks with "start" or "stop", as CPython does around a collection that was asked for. What
/// they raise is told, and does not stop it. Nobody counts what the sweep reclaims later: `collected` is 0.
void run_callbacks(ThreadState& thread, const char* phase) {
  const Value callbacks = thread.interpreter.state_slot(&kCallbacksKey).load();
  if (callbacks.is_empty() || callbacks.as<List>()->size() == 0) return;
  const Tuple* functions = callbacks.as<List>()->to_tuple(thread);
  for (const Value function : functions->values()) {
    Dict* info = Dict::create(thread);
    info->set_str(thread, vm::intern(thread, "generation"), Value::from_int(2));
    info->set_str(thread, vm::intern(thread, "collected"), Value::from_int(0));
    info->set_str(thread, vm::intern(thread, "uncollectable"), Value::from_int(0));
    if (!vm::call(thread, function, {make_str(thread, phase), Value(info)}).ok()) {
      thread.interpreter.report_unraisable(thread, function);
    }
  }
}

Result<Value> collect(ThreadState& thread, const Arguments& arguments) {
  if (!arguments.get(0).is_empty()) {
    const std::int64_t generation = MINIPY_TRY(vm::index_int64(thread, arguments[0]));
    if (generation < 0 || generation > 2) return thread.raise(thread.types.ValueError, "invalid generation");
  }
  run_callbacks(thread, "start");
  thread.collect_for_script(collect);
  warn_unawaited(thread, false);
  run_callbacks(thread, "stop");
  return Value::from_int(0);
}

Result<Value> enable(ThreadState& thread, const Arguments&) {
  thread.interpreter.heap.set_automatic(true);
  return Value::none();
}
Result<Value> disable(ThreadState& thread, const Arguments&) {
  thread.interpreter.heap.set_automatic(false);
  return Value::none();
}
Result<Value> isenabled(ThreadState& thread, const Arguments&) {
  return Value::from_bool(thread.interpreter.heap.automatic());
}

Result<Value> get_count(ThreadState& thread, const Arguments&) {
  return make_tuple(thread, {Value::from_int(0), Value::from_int(0), Value::from_int(0)});
}

Result<Value> get_threshold(ThreadState& thread, const Arguments&) {
  const Value kept = thread.interpreter.state_slot(&kThresholdKey).load();
  if (!kept.is_empty()) return kept;
  return make_tuple(thread, {Value::from_int(700), Value::from_int(10), Value::from_int(10)});
}

Result<Value> set_threshold(ThreadState& thread, const Arguments& arguments) {
  const Value old = MINIPY_TRY(get_threshold(thread, arguments));
  vm::RootedValues values(thread);
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Value given = arguments.get(i);
    values.push_back(given.is_empty()
                         ? old.as<Tuple>()->items[i]
                         : objects::make_int(thread, MINIPY_TRY(vm::index_int64(
                                                         thread, given, thread.types.OverflowError))));
  }
  thread.interpreter.state_slot(&kThresholdKey).store(Tuple::create(thread, values.span()));
  return Value::none();
}

Result<Value> get_debug(ThreadState& thread, const Arguments&) {
  const Value kept = thread.interpreter.state_slot(&kDebugKey).load();
  return kept.is_empty() ? Value::from_int(0) : kept;
}

Result<Value> set_debug(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t flags = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  thread.interpreter.state_slot(&kDebugKey).store(objects::make_int(thread, flags));
  return Value::none();
}

Result<Value> nothing(ThreadState&, const Arguments&) { return Value::none(); }
Result<Value> zero(ThreadState&, const Arguments&) { return Value::from_int(0); }

/// Whether CPython's collector would look at such an object.
Result<Value> is_tracked(ThreadState&, const Arguments& arguments) {
  const Value value = arguments[0];
  if (!value.is_object()) return Value::false_();
  switch (value.as_object()->kind) {
    case objects::kStr:
    case objects::kBytes:
    case objects::kByteArray:
    case objects::kBigInt:
    case objects::kComplex:
    case objects::kRange:
      return Value::false_();
    default:
      return Value::true_();
  }
}

Result<Value> is_finalized(ThreadState&, const Arguments&) { return Value::false_(); }

Result<Value> get_stats(ThreadState& thread, const Arguments&) {
  // Every collection is one of the oldest generation.
  List* result = List::create(thread);
  for (int generation = 0; generation < 3; ++generation) {
    Dict* row = Dict::create(thread);
    const std::uint64_t collections = generation == 2 ? thread.interpreter.heap.collections() : 0;
    row->set_str(thread, vm::intern(thread, "collections"), objects::make_int_u64(thread, collections));
    row->set_str(thread, vm::intern(thread, "collected"), Value::from_int(0));
    row->set_str(thread, vm::intern(thread, "uncollectable"), Value::from_int(0));
    result->append(thread, row);
  }
  return Value(result);
}

const NativeDefinition kFunctions[] = {
    {"collect", collect, "generation="},
    {"enable", enable, ""},
    {"disable", disable, ""},
    {"isenabled", isenabled, ""},
    {"get_count", get_count, ""},
    {"get_threshold", get_threshold, ""},
    {"set_threshold", set_threshold, "threshold0, threshold1=, threshold2=, /"},
    {"set_debug", set_debug, "flags, /"},
    {"get_debug", get_debug, ""},
    {"freeze", nothing, ""},
    {"unfreeze", nothing, ""},
    {"get_freeze_count", zero, ""},
    {"is_tracked", is_tracked, "obj, /"},
    {"is_finalized", is_finalized, "obj, /"},
    {"get_stats", get_stats, ""},
};

}  // namespace

Result<Value> make_gc(ThreadState& thread) {
  Module* module = new_module(thread, "gc");
  builtins::add_functions(thread, module, kFunctions);
  List* callbacks = List::create(thread);
  thread.interpreter.state_slot(&kCallbacksKey).store(callbacks);
  builtins::add_value(thread, module, "garbage", List::create(thread));
  builtins::add_value(thread, module, "callbacks", callbacks);
  builtins::add_value(thread, module, "DEBUG_STATS", Value::from_int(1));
  builtins::add_value(thread, module, "DEBUG_COLLECTABLE", Value::from_int(2));
  builtins::add_value(thread, module, "DEBUG_UNCOLLECTABLE", Value::from_int(4));
  builtins::add_value(thread, module, "DEBUG_SAVEALL", Value::from_int(32));
  builtins::add_value(thread, module, "DEBUG_LEAK", Value::from_int(38));
  return Value(module);
}

}  // namespace minipy::modules
