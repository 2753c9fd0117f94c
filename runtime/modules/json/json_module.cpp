// The module `_json`: the fast parts of json.

#include "interpreter/objects/function.hpp"
#include "runtime/modules/json/text.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {

Result<Value> make_json(ThreadState& thread) {
  Module* module = new_module(thread, "_json");
  builtins::add_functions(thread, module, json::scanner_functions());
  builtins::add_functions(thread, module, json::encoder_functions());
  return Value(module);
}

}  // namespace minipy::modules
