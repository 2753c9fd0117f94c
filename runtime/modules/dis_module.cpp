// The module `_dis`: minipy's bytecode as text, for dis.py.

#include "interpreter/bytecode/disassembler.hpp"
#include "interpreter/objects/code.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

/// disassemble(code): the code and all that is nested in it.
Result<Value> disassemble(ThreadState& thread, const Arguments& arguments) {
  if (!objects::has_kind(arguments[0], objects::kCode)) {
    return thread.raise(thread.types.TypeError, "a code object is required, not %T", arguments[0]);
  }
  return make_str(thread, bytecode::disassemble(*arguments[0].as<objects::Code>()->unit));
}

const NativeDefinition kFunctions[] = {{"disassemble", disassemble, "code, /"}};

}  // namespace

Result<Value> make_dis(ThreadState& thread) {
  Module* module = new_module(thread, "_dis");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
