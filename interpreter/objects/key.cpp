#include "interpreter/objects/key.hpp"

namespace minipy::objects {

namespace {

enum class KeyClass : std::uint8_t { kStr, kInteger, kDouble, kSingleton, kOther };

KeyClass class_of(const Mutator& mutator, Value key) {
  if (key.is_int() || key.is_bool()) return KeyClass::kInteger;
  if (key.is_double()) return KeyClass::kDouble;
  if (!key.is_object()) return KeyClass::kSingleton;
  const Object* object = key.as_object();
  if (object->kind == kStr && is_exactly(object, mutator.types.str)) return KeyClass::kStr;
  if (object->kind == kBigInt && is_exactly(object, mutator.types.int_)) return KeyClass::kInteger;
  return KeyClass::kOther;
}

KeyMatch match(bool same) { return same ? KeyMatch::kSame : KeyMatch::kDifferent; }

}  // namespace

KeyMatch match_keys(const Mutator& mutator, Value stored, Value key) {
  const KeyClass a = class_of(mutator, stored);
  const KeyClass b = class_of(mutator, key);
  if (a == KeyClass::kOther || b == KeyClass::kOther) return KeyMatch::kAskUser;
  if (a == KeyClass::kStr && b == KeyClass::kStr) return match(stored.as<Str>()->equals(key.as<Str>()));
  const bool numbers = (a == KeyClass::kInteger || a == KeyClass::kDouble) &&
                       (b == KeyClass::kInteger || b == KeyClass::kDouble);
  if (!numbers) return KeyMatch::kDifferent;  // identity was looked at before
  if (a == b)
    return match(a == KeyClass::kInteger ? int_compare(stored, key) == 0
                                         : stored.as_double() == key.as_double());
  const double d = a == KeyClass::kDouble ? stored.as_double() : key.as_double();
  return match(d == d && int_compare_double(a == KeyClass::kInteger ? stored : key, d) == 0);
}

}  // namespace minipy::objects
