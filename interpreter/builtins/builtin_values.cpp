// Built-in functions of one value or two: numbers, characters, representations.
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Special;

namespace {

Value make_str(ThreadState& thread, const std::string& text) { return Str::create(thread, text); }

Result<Value> builtin_abs(ThreadState& thread, const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.is_int()) return objects::int_abs(thread, value);
  if (value.is_double()) return Value::from_double(__builtin_fabs(value.as_double()));
  if (!vm::find_special(thread, value, Special::kAbs)) {
    return thread.raise(thread.types.TypeError, "bad operand type for abs(): '%T'", value);
  }
  return vm::call_special(thread, value, Special::kAbs, {});
}

Result<Value> builtin_ascii(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(vm::ascii(thread, arguments[0])));
}

Result<Value> in_base(ThreadState& thread, Value value, int base, const char* prefix) {
  const Value integer = MINIPY_TRY(vm::index(thread, value));
  std::string text = objects::int_to_string(integer, base);
  text.insert(text[0] == '-' ? 1 : 0, prefix);
  return make_str(thread, text);
}
Result<Value> builtin_bin(ThreadState& thread, const Arguments& arguments) {
  return in_base(thread, arguments[0], 2, "0b");
}
Result<Value> builtin_oct(ThreadState& thread, const Arguments& arguments) {
  return in_base(thread, arguments[0], 8, "0o");
}
Result<Value> builtin_hex(ThreadState& thread, const Arguments& arguments) {
  return in_base(thread, arguments[0], 16, "0x");
}

Result<Value> builtin_callable(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(vm::is_callable(thread, arguments[0]));
}

Result<Value> builtin_chr(ThreadState& thread, const Arguments& arguments) {
  const Value integer = MINIPY_TRY(vm::index(thread, arguments[0]));
  const auto point = objects::to_int64(integer);
  if (!point || *point > INT32_MAX || *point < INT32_MIN) {
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  }
  if (*point < 0 || *point > 0x10FFFF) {
    return thread.raise(thread.types.ValueError, "chr() arg not in range(0x110000)");
  }
  return Value(Str::of_point(thread, static_cast<char32_t>(*point)));
}

Result<Value> builtin_ord(ThreadState& thread, const Arguments& arguments) {
  const Value value = arguments[0];
  std::int64_t length = 0;
  if (objects::is_str(value)) {
    length = value.as<Str>()->length;
    if (length == 1) return Value::from_int(value.as<Str>()->at(0));
  } else if (objects::is_bytes(value)) {
    length = value.as<objects::Bytes>()->length;
    if (length == 1) return Value::from_int(static_cast<unsigned char>(value.as<objects::Bytes>()->data[0]));
  } else if (objects::has_kind(value, objects::kByteArray)) {
    length = MINIPY_TRY(vm::length(thread, value));
    if (length == 1) return vm::get_item(thread, value, Value::from_int(0));
  } else {
    return thread.raise(thread.types.TypeError, "ord() expected string of length 1, but %T found", value);
  }
  return thread.raise(thread.types.TypeError, "ord() expected a character, but string of length %d found",
                      length);
}

// divmod has its special methods, but no operator of the bytecode.
Result<Value> builtin_divmod(ThreadState& thread, const Arguments& arguments) {
  const Value a = arguments[0];
  const Value b = arguments[1];
  const Type* left = objects::type_of(thread, a);
  const Type* right = objects::type_of(thread, b);
  const bool plain = static_cast<bool>(left->special_method(Special::kDivmod));
  const bool reflected = left != right && right->special_method(Special::kRDivmod);
  const bool reflected_first =
      reflected && right->derives_from(left) &&
      !(right->special_method(Special::kRDivmod) == left->special_method(Special::kRDivmod));
  if (reflected_first) {
    const Value result = MINIPY_TRY(vm::call_special(thread, b, Special::kRDivmod, {a}));
    if (!result.is_not_implemented()) return result;
  }
  if (plain) {
    const Value result = MINIPY_TRY(vm::call_special(thread, a, Special::kDivmod, {b}));
    if (!result.is_not_implemented()) return result;
  }
  if (reflected && !reflected_first) {
    const Value result = MINIPY_TRY(vm::call_special(thread, b, Special::kRDivmod, {a}));
    if (!result.is_not_implemented()) return result;
  }
  return thread.raise(thread.types.TypeError, "unsupported operand type(s) for divmod(): '%T' and '%T'", a,
                      b);
}

Result<Value> builtin_format(ThreadState& thread, const Arguments& arguments) {
  const Value spec = arguments.get(1);
  if (spec && !objects::is_str(spec)) {
    return thread.raise(thread.types.TypeError, "format() argument 2 must be str, not %T", spec);
  }
  return Value(MINIPY_TRY(vm::format(thread, arguments[0], spec ? spec.as<Str>() : thread.names.empty)));
}

Result<Value> builtin_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, MINIPY_TRY(vm::hash(thread, arguments[0])));
}

Result<Value> builtin_id(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int_u64(thread, arguments[0].bits());
}

Result<Value> builtin_len(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(vm::length(thread, arguments[0])));
}

Result<Value> builtin_pow(ThreadState& thread, const Arguments& arguments) {
  const Value modulo = arguments.get(2);
  if (!modulo || modulo.is_none()) {
    const auto result = vm::binary(thread, vm::BinaryOperator::kPow, arguments[0], arguments[1]);
    return result;
  }
  for (const Value operand : {arguments[0], arguments[1], modulo}) {
    if (!vm::find_special(thread, operand, Special::kPow)) continue;
    const Value result =
        MINIPY_TRY(vm::call_special(thread, arguments[0], Special::kPow, {arguments[1], modulo}));
    if (!result.is_not_implemented()) return result;
    break;
  }
  return thread.raise(thread.types.TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'",
                      arguments[0], arguments[1], modulo);
}

Result<Value> builtin_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(vm::repr(thread, arguments[0])));
}

Result<Value> builtin_round(ThreadState& thread, const Arguments& arguments) {
  if (!vm::find_special(thread, arguments[0], Special::kRound)) {
    return thread.raise(thread.types.TypeError, "type %T doesn't define __round__ method", arguments[0]);
  }
  const Value digits = arguments.get(1);
  if (!digits || digits.is_none()) return vm::call_special(thread, arguments[0], Special::kRound, {});
  return vm::call_special(thread, arguments[0], Special::kRound, {digits});
}

constexpr NativeDefinition kFunctions[] = {
    {"abs", builtin_abs, "x, /", "Return the absolute value of the argument."},
    {"ascii", builtin_ascii, "obj, /", "Return an ASCII-only representation of an object."},
    {"bin", builtin_bin, "number, /", "Return the binary representation of an integer."},
    {"callable", builtin_callable, "obj, /",
     "Return whether the object is callable (i.e., some kind of function)."},
    {"chr", builtin_chr, "i, /",
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"divmod", builtin_divmod, "x, y, /", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"format", builtin_format, "value, format_spec=, /", "Return value.__format__(format_spec)."},
    {"hash", builtin_hash, "obj, /", "Return the hash value for the given object."},
    {"hex", builtin_hex, "number, /", "Return the hexadecimal representation of an integer."},
    {"id", builtin_id, "obj, /", "Return the identity of an object."},
    {"len", builtin_len, "obj, /", "Return the number of items in a container."},
    {"oct", builtin_oct, "number, /", "Return the octal representation of an integer."},
    {"ord", builtin_ord, "c, /", "Return the Unicode code point for a one-character string."},
    {"pow", builtin_pow,
     "base, exp, mod=", "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"repr", builtin_repr, "obj, /", "Return the canonical string representation of the object."},
    {"round", builtin_round, "number, ndigits=", "Round a number to a given precision in decimal digits."},
};

}  // namespace

std::span<const NativeDefinition> value_functions() { return kFunctions; }

}  // namespace minipy::builtins
