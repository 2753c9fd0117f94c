// The module `_regex`: the engine under re.py.

#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/regex/objects.hpp"

namespace minipy::modules {
namespace {

/// compile(pattern, flags)
Result<Value> compile(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t flags = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  return regex::make_pattern(thread, arguments[0], static_cast<std::uint32_t>(flags));
}

/// set_error(class): what is raised for expressions that are wrong.
Result<Value> set_error(ThreadState& thread, const Arguments& arguments) {
  regex::error_slot(thread).store(arguments[0]);
  return Value::none();
}

const NativeDefinition kFunctions[] = {
    {"compile", compile, "pattern, flags, /"},
    {"set_error", set_error, "error, /"},
};

}  // namespace

Result<Value> make_regex(ThreadState& thread) {
  Module* module = new_module(thread, "_regex");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "Pattern", regex::pattern_type(thread));
  builtins::add_value(thread, module, "Match", regex::match_type(thread));
  return Value(module);
}

}  // namespace minipy::modules
