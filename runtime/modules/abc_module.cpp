// The module `_abc`: what abc.py cannot do in Python.

#include "interpreter/objects/list.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

// Classes of C++ keep what they have: strings are sequences, and match no sequence pattern.
void match_like(ThreadState& thread, Type* type, std::uint32_t flags) {
  if (!type->has(Type::kHeapType) || (type->type_flags & Type::kPatterns) == flags) return;
  type->type_flags.fetch_and(~Type::kPatterns);
  type->type_flags.fetch_or(flags);
  const Value listed = type->subclasses.load();
  if (!listed) return;
  for (const Value subclass : listed.as<objects::List>()->snapshot(thread)) {
    match_like(thread, subclass.as<Type>(), flags);
  }
}

/// _match_like(cls, other): instances of `cls` and its subclasses match the sequence or mapping patterns that
/// those of `other` match.
Result<Value> match_like_other(ThreadState& thread, const Arguments& arguments) {
  for (const Value value : {arguments[0], arguments[1]}) {
    if (!objects::has_kind(value, objects::kType)) {
      return thread.raise(thread.types.TypeError, "a class is required, not %T", value);
    }
  }
  const std::uint32_t flags = arguments[1].as<Type>()->type_flags & Type::kPatterns;
  if (flags != 0) match_like(thread, arguments[0].as<Type>(), flags);
  return Value::none();
}

const NativeDefinition kFunctions[] = {{"_match_like", match_like_other, "cls, other, /"}};

}  // namespace

Result<Value> make_abc(ThreadState& thread) {
  Module* module = new_module(thread, "_abc");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
