#include "interpreter/vm/exception_groups.hpp"

#include <algorithm>

#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/eval_support.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

using objects::Exception;
using objects::List;

namespace {

bool is_group(ThreadState& thread, Value exception) {
  return instance_of(thread, exception, thread.types.BaseExceptionGroup);
}

Result<Value> make_group(ThreadState& thread, std::span<const Value> members) {
  return call(thread, thread.types.BaseExceptionGroup, {thread.names.empty, List::create(thread, members)});
}

Value notes_of(ThreadState& thread, Value exception) {
  return instance_attribute(thread, exception.as_object(), thread.names.dunder_notes);
}

// A group of some of the members, like the original in everything else; None when there are none.
Result<Value> derive_like(ThreadState& thread, Value original, const RootedValues& members) {
  if (members.size() == 0) return Value::none();
  const Value list = List::create(thread, members.span());
  const Value made = MINIPY_TRY(call_method(thread, original, intern(thread, "derive"), {list}));
  if (!objects::is_exception(made)) {
    return thread.raise(thread.types.TypeError, "derive must return an instance of BaseExceptionGroup");
  }
  auto* from = original.as<Exception>();
  auto* to = made.as<Exception>();
  to->traceback.store(from->traceback.load());
  to->cause.store(from->cause.load());
  to->context.store(from->context.load());
  const Value notes = MINIPY_TRY(find_attribute(thread, original, thread.names.dunder_notes));
  if (notes && objects::is_list(notes)) {
    MINIPY_TRY(set_attribute(thread, made, thread.names.dunder_notes, MINIPY_TRY(to_list(thread, notes))));
  }
  return made;
}

// Exceptions are told apart by identity.
class LeafFilter final : public ExceptionFilter {
 public:
  LeafFilter(ThreadState& thread, const RootedValues& groups) : thread_(thread) {
    for (const Value group : groups.values()) add(group);
  }
  Result<bool> matches(ThreadState& /*thread*/, Value exception) override {
    return std::find(leaves_.begin(), leaves_.end(), exception.as_object()) != leaves_.end();
  }

 private:
  void add(Value exception) {
    if (!is_group(thread_, exception)) return leaves_.push_back(exception.as_object());
    for (const Value member : group_members(thread_, exception)->values()) add(member);
  }
  ThreadState& thread_;
  std::vector<const objects::Object*> leaves_;  // all are members of the groups, which the caller holds
};

// Whether `exception` is a part of `original` that was raised again as it was.
bool is_raised_again(ThreadState& thread, Value exception, Value original) {
  const auto* a = exception.as<Exception>();
  const auto* b = original.as<Exception>();
  return notes_of(thread, exception) == notes_of(thread, original) &&
         a->traceback.load() == b->traceback.load() && a->cause.load() == b->cause.load() &&
         a->context.load() == b->context.load();
}

Result<void> check_clause(ThreadState& thread, Value pattern) {
  if (objects::is_tuple(pattern)) {
    for (const Value item : pattern.as<Tuple>()->values()) MINIPY_TRY(check_clause(thread, item));
    return Done{};
  }
  if (!objects::has_kind(pattern, objects::kType) || !pattern.as<Type>()->has(Type::kException)) {
    return thread.raise(thread.types.TypeError,
                        "catching classes that do not inherit from BaseException is not allowed");
  }
  if (pattern.as<Type>()->derives_from(thread.types.BaseExceptionGroup)) {
    return thread.raise(thread.types.TypeError,
                        "catching ExceptionGroup with except* is not allowed. Use except instead.");
  }
  return Done{};
}

}  // namespace

objects::Tuple* group_members(ThreadState& thread, Value group) {
  const Value found = instance_attribute(thread, group.as_object(), intern(thread, "exceptions"));
  return found && objects::is_tuple(found) ? found.as<Tuple>() : Tuple::create(thread, {});
}

Result<ExceptionHalves> split_exception(ThreadState& thread, Value exception, ExceptionFilter& filter) {
  MINIPY_TRY(thread.check_native_stack(""));
  if (MINIPY_TRY(filter.matches(thread, exception))) return ExceptionHalves{exception, Value::none()};
  if (!is_group(thread, exception)) return ExceptionHalves{Value::none(), exception};
  RootedValues matched(thread);
  RootedValues rest(thread);
  for (const Value member : group_members(thread, exception)->values()) {
    const ExceptionHalves halves = MINIPY_TRY(split_exception(thread, member, filter));
    if (!halves.match.is_none()) matched.push_back(halves.match);
    if (!halves.rest.is_none()) rest.push_back(halves.rest);
  }
  const auto derived = [&](RootedValues& members) -> Result<Value> {
    if (members.size() == 0) return Value::none();
    return derive_like(thread, exception, members);
  };
  const Value first = MINIPY_TRY(derived(matched));
  return ExceptionHalves{first, MINIPY_TRY(derived(rest))};
}

Result<void> split_for_clause(ThreadState& thread, Value exception, Value pattern, Value* base) {
  MINIPY_TRY(check_clause(thread, pattern));
  if (exception.is_none()) {  // the clauses before have matched everything
    base[0] = base[1] = Value::none();
    return Done{};
  }
  const Value whole = MINIPY_TRY(match_exception(thread, exception, pattern));
  if (whole.is_true()) {
    base[0] = is_group(thread, exception) ? exception : MINIPY_TRY(make_group(thread, {&exception, 1}));
    base[1] = Value::none();
    return Done{};
  }
  if (!is_group(thread, exception)) {
    base[0] = Value::none();
    base[1] = exception;
    return Done{};
  }
  const Value halves = MINIPY_TRY(call_method(thread, exception, intern(thread, "split"), {pattern}));
  if (!objects::is_tuple(halves) || halves.as<Tuple>()->length != 2) {
    return thread.raise(thread.types.TypeError, "%T.split must return a 2-tuple, got %T", exception, halves);
  }
  base[0] = halves.as<Tuple>()->items[0];
  base[1] = base[0].is_none() ? exception : halves.as<Tuple>()->items[1];
  return Done{};
}

Result<Value> join_exceptions(ThreadState& thread, Value original, List* left) {
  RootedValues raised(thread);
  RootedValues again(thread);
  const bool grouped = is_group(thread, original);
  for (const Value exception : left->snapshot(thread)) {
    if (exception.is_none()) continue;
    // A single exception can have been handled by one clause only.
    if (!grouped) return exception;
    (is_raised_again(thread, exception, original) ? again : raised).push_back(exception);
  }
  Value rest = Value::none();
  if (again.size() > 0) {
    LeafFilter filter(thread, again);
    rest = MINIPY_TRY(split_exception(thread, original, filter)).match;
  }
  if (raised.size() == 0) return rest;
  if (!rest.is_none()) raised.push_back(rest);
  if (raised.size() == 1) return raised[0];
  return make_group(thread, raised.span());
}

}  // namespace minipy::vm
