#include "interpreter/builtins/type_substitution.hpp"

#include <algorithm>
#include <optional>

namespace minipy::builtins {

namespace {

void add_once(vm::RootedValues& into, Value value) {
  if (std::ranges::find(into.values(), value) == into.values().end()) into.push_back(value);
}

// The attribute of an argument that is no class (a class's are those of its instances), or empty.
Result<Value> find_of(ThreadState& thread, Value argument, const char* name) {
  if (objects::has_kind(argument, objects::kType)) return Value{};
  return vm::find_attribute(thread, argument, vm::intern(thread, name));
}

// What is given, with *tuple[int, str] replaced by what it stands for.
Result<void> unpack_given(ThreadState& thread, Value item, vm::RootedValues& into) {
  std::span<const Value> given(&item, 1);
  if (objects::is_tuple(item)) given = item.as<Tuple>()->values();
  for (const Value argument : given) {
    const Value inner = MINIPY_TRY(find_of(thread, argument, "__typing_unpacked_tuple_args__"));
    const Tuple* items = inner && objects::is_tuple(inner) ? inner.as<Tuple>() : nullptr;
    const bool open = items != nullptr && items->length > 0 && items->items[items->length - 1].is_ellipsis();
    if (items == nullptr || open) {
      into.push_back(argument);
      continue;
    }
    for (const Value value : items->values()) into.push_back(value);
  }
  return Done{};
}

std::optional<std::size_t> index_in(const Tuple* parameters, Value parameter) {
  const auto values = parameters->values();
  const auto found = std::ranges::find(values, parameter);
  if (found == values.end()) return std::nullopt;
  return static_cast<std::size_t>(found - values.begin());
}

// An argument that has variables inside, such as list[T], subscripted with what is given for them.
Result<Value> substitute_inside(ThreadState& thread, Value argument, const Tuple* parameters,
                                const Tuple* given) {
  MINIPY_TRY(thread.check_native_stack());
  const Value own = MINIPY_TRY(find_of(thread, argument, "__parameters__"));
  if (!own || !objects::is_tuple(own) || own.as<Tuple>()->length == 0) return argument;
  vm::RootedValues inner(thread);
  inner.push_back(own);
  const std::size_t first = inner.size();
  for (const Value parameter : own.as<Tuple>()->values()) {
    const auto index = index_in(parameters, parameter);
    if (!index) {
      inner.push_back(parameter);
      continue;
    }
    const Value value = given->items[*index];
    // Of a TypeVarTuple, which is the one that can be iterated, any number are given.
    if (objects::is_tuple(value) && vm::find_special(thread, parameter, vm::Special::kIter)) {
      for (const Value part : value.as<Tuple>()->values()) inner.push_back(part);
    } else {
      inner.push_back(value);
    }
  }
  return vm::get_item(thread, argument, Tuple::create(thread, inner.span().subspan(first)));
}

// What becomes of one argument, appended to `into`.
Result<void> substitute_one(ThreadState& thread, Value argument, const Tuple* parameters, const Tuple* given,
                            vm::RootedValues& into) {
  const Value unpacked = MINIPY_TRY(find_of(thread, argument, "__typing_is_unpacked_typevartuple__"));
  const bool several = unpacked && MINIPY_TRY(vm::truth(thread, unpacked));
  const Value substitute = MINIPY_TRY(find_of(thread, argument, "__typing_subst__"));
  const auto index = substitute ? index_in(parameters, argument) : std::nullopt;
  Value made;
  if (index) {
    made = MINIPY_TRY(vm::call(thread, substitute, {given->items[*index]}));
  } else {
    made = MINIPY_TRY(substitute_inside(thread, argument, parameters, given));
  }
  if (several && objects::is_tuple(made)) {
    for (const Value value : made.as<Tuple>()->values()) into.push_back(value);
  } else {
    into.push_back(made);
  }
  return Done{};
}

}  // namespace

Result<Tuple*> type_parameters(ThreadState& thread, const Tuple* arguments) {
  MINIPY_TRY(thread.check_native_stack());
  vm::RootedValues found(thread);
  for (const Value argument : arguments->values()) {
    if (MINIPY_TRY(find_of(thread, argument, "__typing_subst__"))) {
      add_once(found, argument);
      continue;
    }
    const Value inner = MINIPY_TRY(find_of(thread, argument, "__parameters__"));
    if (!inner || !objects::is_tuple(inner)) continue;
    for (const Value parameter : inner.as<Tuple>()->values()) add_once(found, parameter);
  }
  return Tuple::create(thread, found.span());
}

Result<Tuple*> substitute_parameters(ThreadState& thread, Value alias, const Tuple* arguments,
                                     const Tuple* parameters, Value item) {
  if (parameters->length == 0) {
    return thread.raise(thread.types.TypeError, "%R is not a generic class", alias);
  }
  vm::RootedValues unpacked(thread);
  MINIPY_TRY(unpack_given(thread, item, unpacked));
  Value given = Tuple::create(thread, unpacked.span());
  for (const Value parameter : parameters->values()) {
    const Value prepare = MINIPY_TRY(find_of(thread, parameter, "__typing_prepare_subst__"));
    if (!prepare || prepare.is_none()) continue;
    given = MINIPY_TRY(vm::call(thread, prepare, {alias, given}));
    if (!objects::is_tuple(given)) given = Tuple::create(thread, {&given, 1});
  }
  const auto* values = given.as<Tuple>();
  if (values->length != parameters->length) {
    return thread.raise(thread.types.TypeError, "Too %s arguments for %R; actual %d, expected %d",
                        values->length > parameters->length ? "many" : "few", alias, values->length,
                        parameters->length);
  }
  vm::RootedValues made(thread);
  made.push_back(given);
  for (const Value argument : arguments->values()) {
    MINIPY_TRY(substitute_one(thread, argument, parameters, values, made));
  }
  return Tuple::create(thread, made.span().subspan(1));
}

}  // namespace minipy::builtins
