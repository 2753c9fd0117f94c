// The classes of the module `_io`.

#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

namespace {

/// An empty file of a class; __init__ gives it its state.
Result<Value> file_new(ThreadState& thread, const Arguments& arguments) {
  auto* type = vm::instance_of(thread, arguments[0], thread.types.type) ? arguments[0].as<Type>() : nullptr;
  const Type* layout = type == nullptr ? nullptr : type->layout.load_as<Type>();
  if (layout != text_file_type(thread) && layout != buffered_reader_type(thread) &&
      layout != buffered_writer_type(thread) && layout != buffered_random_type(thread) &&
      layout != raw_file_type(thread)) {
    return thread.raise(thread.types.TypeError, "__new__(X): X is not a class of files");
  }
  return Value(objects::create_opaque<File>(thread, type, kFileInfo));
}

constexpr NativeDefinition kNew[] = {{"__new__", file_new, "*args, **kwargs"}};

Type* new_file_type(ThreadState& thread, const char* name, Type* base,
                    std::span<const NativeDefinition> methods, std::span<const GetSetDefinition> attributes) {
  Type* type = weakly_referenced(
      new_type(thread, name, "_io", true, common_file_methods(), common_file_attributes(), base));
  type->type_flags |= Type::kInstancesHaveDict;
  builtins::add_methods(thread, type, kNew);
  builtins::add_methods(thread, type, methods);
  builtins::add_getsets(thread, type, attributes);
  return type;
}

/// A class without anything in it, which scripts derive theirs from.
Type* new_base_type(ThreadState& thread, const char* name, Type* base) {
  Type* type = weakly_referenced(new_type(thread, name, "_io", true, {}, {}, base, objects::kInstance));
  type->layout.store(thread.types.object);
  return type;
}

Type* make_io_base(ThreadState& thread) { return new_base_type(thread, "_IOBase", nullptr); }
Type* make_text_base(ThreadState& thread) {
  return new_base_type(thread, "_TextIOBase", io_base_type(thread));
}
Type* make_buffered_base(ThreadState& thread) {
  return new_base_type(thread, "_BufferedIOBase", io_base_type(thread));
}
Type* make_raw_base(ThreadState& thread) { return new_base_type(thread, "_RawIOBase", io_base_type(thread)); }
Type* make_text_file(ThreadState& thread) {
  return new_file_type(thread, "TextIOWrapper", text_base_type(thread), text_file_methods(),
                       text_file_attributes());
}
Type* make_buffered(ThreadState& thread, const char* name) {
  return new_file_type(thread, name, buffered_base_type(thread), buffered_file_methods(),
                       buffered_file_attributes());
}
Type* make_buffered_reader(ThreadState& thread) { return make_buffered(thread, "BufferedReader"); }
Type* make_buffered_writer(ThreadState& thread) { return make_buffered(thread, "BufferedWriter"); }
Type* make_buffered_random(ThreadState& thread) { return make_buffered(thread, "BufferedRandom"); }
Type* make_raw_file(ThreadState& thread) {
  return new_file_type(thread, "FileIO", raw_base_type(thread), raw_file_methods(), raw_file_attributes());
}

// Addresses only: the keys of the types in InterpreterState.
const char kIoBaseKey = 0, kTextBaseKey = 0, kBufferedBaseKey = 0, kRawBaseKey = 0, kTextFileKey = 0,
           kReaderKey = 0, kWriterKey = 0, kRandomKey = 0, kRawFileKey = 0, kUnsupportedKey = 0;

}  // namespace

Type* io_base_type(ThreadState& thread) { return builtins::builtin_type(thread, &kIoBaseKey, make_io_base); }
Type* text_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kTextBaseKey, make_text_base);
}
Type* buffered_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kBufferedBaseKey, make_buffered_base);
}
Type* raw_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRawBaseKey, make_raw_base);
}
Type* text_file_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kTextFileKey, make_text_file);
}
Type* buffered_reader_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kReaderKey, make_buffered_reader);
}
Type* buffered_writer_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kWriterKey, make_buffered_writer);
}
Type* buffered_random_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRandomKey, make_buffered_random);
}
Type* raw_file_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRawFileKey, make_raw_file);
}

Result<Type*> unsupported_operation_type(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kUnsupportedKey);
  if (slot.load().is_empty()) {
    Dict* space = Dict::create(thread);
    space->set_str(thread, thread.names.dunder_module, vm::intern(thread, "io"));
    Value bases = make_tuple(thread, {Value(thread.types.OSError), Value(thread.types.ValueError)});
    const Value type =
        MINIPY_TRY(vm::create_class(thread, thread.types.type, vm::intern(thread, "UnsupportedOperation"),
                                    bases.as<Tuple>(), space, Arguments{}, 0));
    slot.store(type);
  }
  return slot.load_as<Type>();
}

}  // namespace minipy::modules
