// The module `_operator`: the operators as functions, and itemgetter, attrgetter, methodcaller.

#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using objects::BinaryOperator;
using objects::Comparison;

template <BinaryOperator Op>
Result<Value> binary(ThreadState& thread, const Arguments& arguments) {
  return vm::binary(thread, Op, arguments[0], arguments[1]);
}
template <BinaryOperator Op>
Result<Value> inplace(ThreadState& thread, const Arguments& arguments) {
  return vm::inplace(thread, Op, arguments[0], arguments[1]);
}
template <Comparison Op>
Result<Value> compare(ThreadState& thread, const Arguments& arguments) {
  return vm::compare(thread, Op, arguments[0], arguments[1]);
}

Result<Value> op_neg(ThreadState& thread, const Arguments& arguments) {
  return vm::negative(thread, arguments[0]);
}
Result<Value> op_pos(ThreadState& thread, const Arguments& arguments) {
  return vm::positive(thread, arguments[0]);
}
Result<Value> op_invert(ThreadState& thread, const Arguments& arguments) {
  return vm::invert(thread, arguments[0]);
}
Result<Value> op_not(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(!MINIPY_TRY(vm::truth(thread, arguments[0])));
}
Result<Value> op_truth(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::truth(thread, arguments[0])));
}
Result<Value> op_is(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(arguments[0] == arguments[1]);
}
Result<Value> op_is_not(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(!(arguments[0] == arguments[1]));
}
Result<Value> op_index(ThreadState& thread, const Arguments& arguments) {
  return vm::index(thread, arguments[0]);
}
Result<Value> op_abs(ThreadState& thread, const Arguments& arguments) {
  if (vm::find_special(thread, arguments[0], objects::Special::kAbs).is_empty()) {
    return thread.raise(thread.types.TypeError, "bad operand type for abs(): '%T'", arguments[0]);
  }
  return vm::call_special(thread, arguments[0], objects::Special::kAbs, {});
}
Result<Value> op_contains(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::contains(thread, arguments[0], arguments[1])));
}
Result<Value> op_getitem(ThreadState& thread, const Arguments& arguments) {
  return vm::get_item(thread, arguments[0], arguments[1]);
}
Result<Value> op_setitem(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::set_item(thread, arguments[0], arguments[1], arguments[2]));
  return Value::none();
}
Result<Value> op_delitem(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::delete_item(thread, arguments[0], arguments[1]));
  return Value::none();
}

Result<Value> op_count_of(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[0]));
  std::int64_t count = 0;
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return objects::make_int(thread, count);
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) ++count;
  }
}

Result<Value> op_index_of(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[0]));
  for (std::int64_t index = 0;; ++index) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) {
      return thread.raise(thread.types.ValueError, "sequence.index(x): x not in sequence");
    }
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return objects::make_int(thread, index);
  }
}

Result<Value> op_length_hint(ThreadState& thread, const Arguments& arguments) {
  const bool with_default = !arguments.get(1).is_empty();
  const Value otherwise = with_default ? MINIPY_TRY(vm::index(thread, arguments[1])) : Value::from_int(0);
  // TypeError means that the object has no length, or cannot tell.
  if (!vm::find_special(thread, arguments[0], objects::Special::kLen).is_empty()) {
    const Result<std::int64_t> length = vm::length(thread, arguments[0]);
    if (length.ok()) return objects::make_int(thread, length.value());
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    static_cast<void>(thread.take_exception());
  }
  if (vm::find_special(thread, arguments[0], objects::Special::kLengthHint).is_empty()) return otherwise;
  const Result<Value> hint = vm::call_special(thread, arguments[0], objects::Special::kLengthHint, {});
  if (!hint.ok()) {
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    static_cast<void>(thread.take_exception());
    return otherwise;
  }
  if (hint.value().is_not_implemented()) return otherwise;
  if (!objects::is_integer(hint.value())) {
    return thread.raise(thread.types.TypeError, "__length_hint__ must be an integer, not %T", hint.value());
  }
  if (objects::int_sign(hint.value()) < 0) {
    return thread.raise(thread.types.ValueError, "__length_hint__() should return >= 0");
  }
  return hint;
}

Result<Value> op_call(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count < 1)
    return thread.raise(thread.types.TypeError, "call expected at least 1 argument, got 0");
  return vm::call(thread, arguments[0],
                  Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

// ---- itemgetter, attrgetter, methodcaller

/// itemgetter: keys. attrgetter: a tuple of names for each dotted path. methodcaller: name, arguments,
/// keyword names.
struct Getter : objects::Opaque {
  Slot items;     ///< Tuple of what is fetched; methodcaller: its arguments, keyword values last
  Slot name;      ///< methodcaller: Str
  Slot keywords;  ///< methodcaller: Tuple of Str, or empty
};

void trace_getter(Object* object, heap::Marker& marker) {
  auto* getter = static_cast<Getter*>(object);
  marker.mark(getter->items);
  marker.mark(getter->name);
  marker.mark(getter->keywords);
}

constexpr objects::OpaqueInfo kItemInfo = {"operator.itemgetter", trace_getter, nullptr};
constexpr objects::OpaqueInfo kAttributeInfo = {"operator.attrgetter", trace_getter, nullptr};
constexpr objects::OpaqueInfo kMethodInfo = {"operator.methodcaller", trace_getter, nullptr};

Result<Value> itemgetter_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "itemgetter", arguments));
  if (arguments.count < 2) {
    return thread.raise(thread.types.TypeError, "itemgetter expected at least 1 argument, got 0");
  }
  auto* self = objects::create_opaque<Getter>(thread, arguments[0].as<Type>(), kItemInfo);
  self->items.store(Tuple::create(thread, {arguments.values + 1, arguments.count - 1}));
  return Value(self);
}

Result<Value> itemgetter_call(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Getter>(thread, arguments[0], kItemInfo));
  const auto* keys = self->items.load_as<Tuple>();
  if (keys->length == 1) return vm::get_item(thread, arguments[1], keys->items[0]);
  vm::RootedValues values(thread);
  for (const Value key : keys->values())
    values.push_back(MINIPY_TRY(vm::get_item(thread, arguments[1], key)));
  return Value(Tuple::create(thread, values.span()));
}

Result<Value> attrgetter_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "attrgetter", arguments));
  if (arguments.count < 2) {
    return thread.raise(thread.types.TypeError, "attrgetter expected at least 1 argument, got 0");
  }
  vm::RootedValues paths(thread);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    if (!objects::is_str(arguments[i]))
      return thread.raise(thread.types.TypeError, "attribute name must be a string");
    const std::string text = arguments[i].as<Str>()->utf8();
    vm::RootedValues names(thread);
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t dot = std::min(text.find('.', start), text.size());
      names.push_back(vm::intern(thread, std::string_view(text).substr(start, dot - start)));
      start = dot + 1;
    }
    paths.push_back(Tuple::create(thread, names.span()));
  }
  auto* self = objects::create_opaque<Getter>(thread, arguments[0].as<Type>(), kAttributeInfo);
  self->items.store(Tuple::create(thread, paths.span()));
  return Value(self);
}

Result<Value> follow_path(ThreadState& thread, Value object, Value path) {
  for (const Value name : path.as<Tuple>()->values()) {
    object = MINIPY_TRY(vm::get_attribute(thread, object, name.as<Str>()));
  }
  return object;
}

Result<Value> attrgetter_call(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Getter>(thread, arguments[0], kAttributeInfo));
  const auto* paths = self->items.load_as<Tuple>();
  if (paths->length == 1) return follow_path(thread, arguments[1], paths->items[0]);
  vm::RootedValues values(thread);
  for (const Value path : paths->values())
    values.push_back(MINIPY_TRY(follow_path(thread, arguments[1], path)));
  return Value(Tuple::create(thread, values.span()));
}

Result<Value> methodcaller_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count < 2) {
    return thread.raise(thread.types.TypeError, "methodcaller needs at least one argument, the method name");
  }
  if (!objects::is_str(arguments[1]))
    return thread.raise(thread.types.TypeError, "method name must be a string");
  auto* self = objects::create_opaque<Getter>(thread, arguments[0].as<Type>(), kMethodInfo);
  self->name.store(thread.intern_table.intern(thread, arguments[1].as<Str>()));
  self->items.store(
      Tuple::create(thread, {arguments.values + 2, arguments.count - 2 + arguments.keyword_count()}));
  if (arguments.keyword_count() > 0)
    self->keywords.store(Tuple::create(thread, arguments.keywords->values()));
  return Value(self);
}

Result<Value> methodcaller_call(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Getter>(thread, arguments[0], kMethodInfo));
  const Value method = MINIPY_TRY(vm::get_attribute(thread, arguments[1], self->name.load_as<Str>()));
  const auto* items = self->items.load_as<Tuple>();
  const Value keywords = self->keywords.load();
  const Tuple* names = keywords.is_empty() ? nullptr : keywords.as<Tuple>();
  const std::int64_t positional = items->length - (names == nullptr ? 0 : names->length);
  return vm::call(thread, method, Arguments{items->items, static_cast<std::uint32_t>(positional), names});
}

Result<Value> itemgetter_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Getter>(thread, arguments[0], kItemInfo));
  std::string text = "operator.itemgetter(";
  const auto* items = self->items.load_as<Tuple>();
  for (std::int64_t i = 0; i < items->length; ++i) {
    if (i > 0) text += ", ";
    text += MINIPY_TRY(vm::repr(thread, items->items[i]))->utf8();
  }
  return make_str(thread, text + ")");
}

const NativeDefinition kItemMethods[] = {
    {"__new__", itemgetter_new, "*args, **kwargs"},
    {"__call__", itemgetter_call, "self, obj, /"},
    {"__repr__", itemgetter_repr, "self, /"},
};
const NativeDefinition kAttributeMethods[] = {
    {"__new__", attrgetter_new, "*args, **kwargs"},
    {"__call__", attrgetter_call, "self, obj, /"},
};
const NativeDefinition kMethodMethods[] = {
    {"__new__", methodcaller_new, "*args, **kwargs"},
    {"__call__", methodcaller_call, "self, obj, /"},
};

#define BINARY(name, op) \
  { name, binary<BinaryOperator::op>, "a, b, /" }
#define INPLACE(name, op) \
  { name, inplace<BinaryOperator::op>, "a, b, /" }
#define COMPARE(name, op) \
  { name, compare<Comparison::op>, "a, b, /" }

/// Looks at every byte, so that the time tells nothing of where two secrets differ.
Result<Value> compare_digest(ThreadState& thread, const Arguments& arguments) {
  std::string texts[2];
  const bool are_texts = objects::is_str(arguments[0]) && objects::is_str(arguments[1]);
  for (std::uint32_t i = 0; i < 2; ++i) {
    if (are_texts) {
      if (!arguments[i].as<Str>()->is_ascii()) {
        return thread.raise(thread.types.TypeError,
                            "comparing strings with non-ASCII characters is not supported");
      }
      texts[i] = arguments[i].as<Str>()->utf8();
    } else if (builtins::is_bytes_like(arguments[i])) {
      texts[i] = MINIPY_TRY(builtins::bytes_from(thread, arguments[i], "bytes"));
    } else {
      return thread.raise(thread.types.TypeError,
                          "unsupported operand types(s) or combination of types: '%T' and '%T'", arguments[0],
                          arguments[1]);
    }
  }
  unsigned difference = texts[0].size() == texts[1].size() ? 0 : 1;
  const std::string& other = difference == 0 ? texts[0] : texts[1];
  for (std::size_t i = 0; i < texts[1].size(); ++i) {
    difference |= static_cast<unsigned char>(other[i]) ^ static_cast<unsigned char>(texts[1][i]);
  }
  return Value::from_bool(difference == 0);
}

const NativeDefinition kFunctions[] = {
    {"_compare_digest", compare_digest, "a, b, /"},
    BINARY("add", kAdd),
    BINARY("sub", kSub),
    BINARY("mul", kMul),
    BINARY("truediv", kTrueDiv),
    BINARY("floordiv", kFloorDiv),
    BINARY("mod", kMod),
    BINARY("pow", kPow),
    BINARY("matmul", kMatMul),
    BINARY("and_", kAnd),
    BINARY("or_", kOr),
    BINARY("xor", kXor),
    BINARY("lshift", kLShift),
    BINARY("rshift", kRShift),
    BINARY("concat", kAdd),
    INPLACE("iadd", kAdd),
    INPLACE("isub", kSub),
    INPLACE("imul", kMul),
    INPLACE("itruediv", kTrueDiv),
    INPLACE("ifloordiv", kFloorDiv),
    INPLACE("imod", kMod),
    INPLACE("ipow", kPow),
    INPLACE("imatmul", kMatMul),
    INPLACE("iand", kAnd),
    INPLACE("ior", kOr),
    INPLACE("ixor", kXor),
    INPLACE("ilshift", kLShift),
    INPLACE("irshift", kRShift),
    INPLACE("iconcat", kAdd),
    COMPARE("lt", kLt),
    COMPARE("le", kLe),
    COMPARE("eq", kEq),
    COMPARE("ne", kNe),
    COMPARE("gt", kGt),
    COMPARE("ge", kGe),
    {"neg", op_neg, "a, /"},
    {"pos", op_pos, "a, /"},
    {"invert", op_invert, "a, /"},
    {"inv", op_invert, "a, /"},
    {"abs", op_abs, "a, /"},
    {"not_", op_not, "a, /"},
    {"truth", op_truth, "a, /"},
    {"is_", op_is, "a, b, /"},
    {"is_not", op_is_not, "a, b, /"},
    {"index", op_index, "a, /"},
    {"contains", op_contains, "a, b, /"},
    {"getitem", op_getitem, "a, b, /"},
    {"setitem", op_setitem, "a, b, c, /"},
    {"delitem", op_delitem, "a, b, /"},
    {"countOf", op_count_of, "a, b, /"},
    {"indexOf", op_index_of, "a, b, /"},
    {"length_hint", op_length_hint, "obj, default=, /"},
    {"call", op_call, "*args, **kwargs"},
};

#undef BINARY
#undef INPLACE
#undef COMPARE

}  // namespace

Result<Value> make_operator(ThreadState& thread) {
  Module* module = new_module(thread, "_operator");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "itemgetter",
                      new_type(thread, "itemgetter", "operator", false, kItemMethods));
  builtins::add_value(thread, module, "attrgetter",
                      new_type(thread, "attrgetter", "operator", false, kAttributeMethods));
  builtins::add_value(thread, module, "methodcaller",
                      new_type(thread, "methodcaller", "operator", false, kMethodMethods));
  return Value(module);
}

}  // namespace minipy::modules
