// isinstance and issubclass: whether a value or class belongs to a class.
#include "interpreter/vm/classes.hpp"

namespace minipy::vm {

namespace {

// The bases of what only looks like a class, or empty.
Result<Value> abstract_bases(ThreadState& thread, Value cls) {
  const Value bases = MINIPY_TRY(find_attribute(thread, cls, thread.names.dunder_bases));
  return bases && objects::is_tuple(bases) ? bases : Value{};
}

Result<bool> abstract_is_subclass(ThreadState& thread, Value derived, Value cls) {
  if (derived == cls) return true;
  MINIPY_TRY(thread.check_native_stack(" in __issubclass__"));
  const Value bases = MINIPY_TRY(abstract_bases(thread, derived));
  if (!bases) return false;
  for (const Value base : bases.as<Tuple>()->values()) {
    if (MINIPY_TRY(abstract_is_subclass(thread, base, cls))) return true;
  }
  return false;
}

bool checks_itself(const ThreadState& thread, Value cls, Special special, Value& checker) {
  checker = objects::type_of(thread, cls)->special_method(special);
  return checker && !(checker == thread.types.type->special_method(special));
}

}  // namespace

Result<bool> type_is_instance(ThreadState& thread, Value value, Value cls) {
  if (objects::has_kind(cls, objects::kType)) {
    if (instance_of(thread, value, cls.as<Type>())) return true;
    // An object may claim another class than its type.
    const Type* type = objects::type_of(thread, value);
    const bool may_claim =
        type->has(Type::kHeapType) || !(type->special_method(Special::kGetAttribute) ==
                                        thread.types.object->special_method(Special::kGetAttribute));
    if (!value.is_object() || !may_claim) return false;
    const Value claimed = MINIPY_TRY(find_attribute(thread, value, thread.names.dunder_class));
    return claimed && objects::has_kind(claimed, objects::kType) &&
           claimed.as<Type>()->derives_from(cls.as<Type>());
  }
  if (!MINIPY_TRY(abstract_bases(thread, cls))) {
    return thread.raise(thread.types.TypeError,
                        "isinstance() arg 2 must be a type, a tuple of types, or a union");
  }
  const Value claimed = MINIPY_TRY(find_attribute(thread, value, thread.names.dunder_class));
  return claimed ? abstract_is_subclass(thread, claimed, cls) : Result<bool>(false);
}

Result<bool> type_is_subclass(ThreadState& thread, Value type, Value cls) {
  if (objects::has_kind(type, objects::kType) && objects::has_kind(cls, objects::kType)) {
    return type.as<Type>()->derives_from(cls.as<Type>());
  }
  if (!objects::has_kind(type, objects::kType) && !MINIPY_TRY(abstract_bases(thread, type))) {
    return thread.raise(thread.types.TypeError, "issubclass() arg 1 must be a class");
  }
  if (!objects::has_kind(cls, objects::kType) && !MINIPY_TRY(abstract_bases(thread, cls))) {
    return thread.raise(thread.types.TypeError,
                        "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return abstract_is_subclass(thread, type, cls);
}

Result<bool> is_instance(ThreadState& thread, Value value, Value cls) {
  if (Value(objects::type_of(thread, value)) == cls) return true;
  if (objects::is_tuple(cls)) {
    MINIPY_TRY(thread.check_native_stack(" in __instancecheck__"));
    for (const Value item : cls.as<Tuple>()->values()) {
      if (MINIPY_TRY(is_instance(thread, value, item))) return true;
    }
    return false;
  }
  Value checker;
  if (!checks_itself(thread, cls, Special::kInstanceCheck, checker))
    return type_is_instance(thread, value, cls);
  return truth(thread, MINIPY_TRY(call_special(thread, cls, Special::kInstanceCheck, {value})));
}

Result<bool> is_subclass(ThreadState& thread, Value type, Value cls) {
  if (objects::is_tuple(cls)) {
    MINIPY_TRY(thread.check_native_stack(" in __subclasscheck__"));
    for (const Value item : cls.as<Tuple>()->values()) {
      if (MINIPY_TRY(is_subclass(thread, type, item))) return true;
    }
    return false;
  }
  Value checker;
  if (!checks_itself(thread, cls, Special::kSubclassCheck, checker))
    return type_is_subclass(thread, type, cls);
  return truth(thread, MINIPY_TRY(call_special(thread, cls, Special::kSubclassCheck, {type})));
}

}  // namespace minipy::vm
