// The module `_io`: the files of the system. io.py adds those in memory.

#include "interpreter/objects/function.hpp"
#include "runtime/modules/file.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {

Result<Value> make_io(ThreadState& thread) {
  Module* module = new_module(thread, "_io");
  const auto add = [&](const char* name, Value value) { builtins::add_value(thread, module, name, value); };
  add("_IOBase", io_base_type(thread));
  add("_RawIOBase", raw_base_type(thread));
  add("_BufferedIOBase", buffered_base_type(thread));
  add("_TextIOBase", text_base_type(thread));
  add("TextIOWrapper", text_file_type(thread));
  add("BufferedReader", buffered_reader_type(thread));
  add("BufferedWriter", buffered_writer_type(thread));
  add("BufferedRandom", buffered_random_type(thread));
  add("FileIO", raw_file_type(thread));
  add("UnsupportedOperation", MINIPY_TRY(unsupported_operation_type(thread)));
  add("DEFAULT_BUFFER_SIZE", Value::from_int(8192));
  builtins::add_functions(thread, module, {&kOpenDefinition, 1});
  return Value(module);
}

}  // namespace minipy::modules
