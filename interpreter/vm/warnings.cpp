#include "interpreter/vm/warnings.hpp"

#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

Result<void> warn(ThreadState& thread, objects::Type* category, const std::string& text) {
  const Value module = MINIPY_TRY(import_module(thread, "warnings"));
  MINIPY_TRY(
      call_method(thread, module, intern(thread, "warn"), {Str::create(thread, text), Value(category)}));
  return Done{};
}

Result<void> warn_of_subclass(ThreadState& thread, const std::string& method, Value result,
                              const objects::Type* type) {
  if (objects::type_of(thread, result) == type) return Done{};
  const std::string kind = type->name.load_as<Str>()->utf8();
  return warn(thread, thread.types.DeprecationWarning,
              method + " returned non-" + kind + " (type " + objects::type_name(thread, result) +
                  ").  The ability to return an instance of a strict subclass of " + kind +
                  " is deprecated, and may be removed in a future version of Python.");
}

}  // namespace minipy::vm
