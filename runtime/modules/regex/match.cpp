// Match objects.

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/regex/objects.hpp"

namespace minipy::modules::regex {
namespace {

void trace_match(Object* object, heap::Marker& marker) {
  auto* match = static_cast<MatchObject*>(object);
  marker.mark(match->pattern);
  marker.mark(match->string);
  marker.mark(match->text);
}

Result<MatchObject*> self_match(ThreadState& thread, Value self) {
  return self_as<MatchObject>(thread, self, kMatchInfo);
}

const PatternObject* pattern_of(const MatchObject* match) { return match->pattern.load_as<PatternObject>(); }

/// What a group captured, or `otherwise`.
Value group_value(ThreadState& thread, const MatchObject* match, std::uint32_t group,
                  Value otherwise = Value::none()) {
  const std::int64_t begin = match->marks[group * 2];
  if (begin < 0) return otherwise;
  return text_of(match).slice(thread, begin, match->marks[group * 2 + 1]);
}

/// The group that a number or a name stands for; IndexError "no such group".
Result<std::uint32_t> group_index(ThreadState& thread, const MatchObject* match, Value key) {
  Value number = key;
  if (!objects::is_integer(key) && vm::find_special(thread, key, objects::Special::kIndex).is_empty()) {
    auto found = pattern_of(match)->group_index.load_as<Dict>()->get(thread, key);
    if (!found.ok()) thread.take_exception();  // an unhashable key is no group either
    number = found.ok() ? found.value() : Value{};
  }
  if (!number.is_empty()) {
    auto index = vm::index_int64(thread, number);
    if (!index.ok()) {
      thread.take_exception();
    } else if (index.value() >= 0 && index.value() < match->groups) {
      return static_cast<std::uint32_t>(index.value());
    }
  }
  return thread.raise(thread.types.IndexError, "no such group");
}

Result<Value> match_group(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "group", arguments));
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  if (arguments.count == 1) return group_value(thread, self, 0);
  if (arguments.count == 2) {
    return group_value(thread, self, MINIPY_TRY(group_index(thread, self, arguments[1])));
  }
  vm::RootedValues values(thread);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    values.push_back(group_value(thread, self, MINIPY_TRY(group_index(thread, self, arguments[i]))));
  }
  return Value(Tuple::create(thread, values.span()));
}

Result<Value> match_getitem(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  return group_value(thread, self, MINIPY_TRY(group_index(thread, self, arguments[1])));
}

Value default_of(const Arguments& arguments) {
  return arguments.get(1).is_empty() ? Value::none() : arguments[1];
}

Result<Value> match_groups(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  vm::RootedValues values(thread);
  for (std::uint32_t group = 1; group < self->groups; ++group) {
    values.push_back(group_value(thread, self, group, default_of(arguments)));
  }
  return Value(Tuple::create(thread, values.span()));
}

Result<Value> match_groupdict(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  Dict* result = Dict::create(thread);
  std::size_t position = 0;
  Value name;
  Value number;
  const Dict* names = pattern_of(self)->group_index.load_as<Dict>();
  while (names->next(position, name, number)) {
    MINIPY_TRY(result->set(
        thread, name,
        group_value(thread, self, static_cast<std::uint32_t>(number.as_int()), default_of(arguments))));
  }
  return Value(result);
}

/// begin, end or both of a group.
Result<std::uint32_t> group_argument(ThreadState& thread, const MatchObject* match,
                                     const Arguments& arguments) {
  if (arguments.get(1).is_empty()) return 0;
  return group_index(thread, match, arguments[1]);
}

Value span_of(ThreadState& thread, const MatchObject* match, std::uint32_t group) {
  return make_tuple(thread, {objects::make_int(thread, match->marks[group * 2]),
                             objects::make_int(thread, match->marks[group * 2 + 1])});
}

template <std::uint32_t Side>
Result<Value> match_side(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  const std::uint32_t group = MINIPY_TRY(group_argument(thread, self, arguments));
  return objects::make_int(thread, self->marks[group * 2 + Side]);
}

Result<Value> match_span(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  return span_of(thread, self, MINIPY_TRY(group_argument(thread, self, arguments)));
}

/// A match's groups, as `Output::fill` asks for them.
struct MatchGroups {
  const MatchObject* match;
  std::int64_t begin(std::uint32_t group) const { return match->marks[group * 2]; }
  std::int64_t end(std::uint32_t group) const { return match->marks[group * 2 + 1]; }
  bool has(std::uint32_t group) const { return begin(group) >= 0; }
};

Result<Value> match_expand(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  const Replacement replacement = MINIPY_TRY(make_replacement(thread, pattern_of(self), arguments[1]));
  Output output(pattern_of(self)->is_text);
  output.fill(replacement, text_of(self), MatchGroups{self});
  return output.finish(thread);
}

Result<Value> match_repr(ThreadState& thread, const Arguments& arguments) {
  MatchObject* self = MINIPY_TRY(self_match(thread, arguments[0]));
  Str* shown = MINIPY_TRY(vm::repr(thread, group_value(thread, self, 0)));
  if (shown->length > 50) shown = Str::substring(thread, shown, 0, 50);
  return make_str(thread, "<re.Match object; span=(" + std::to_string(self->marks[0]) + ", " +
                              std::to_string(self->marks[1]) + "), match=" + shown->utf8() + ">");
}

Result<Value> match_itself(ThreadState&, const Arguments& arguments) { return arguments[0]; }

Result<Value> get_string(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_match(thread, self))->string.load();
}
Result<Value> get_re(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_match(thread, self))->pattern.load();
}
Result<Value> get_pos(ThreadState& thread, Value self) {
  return objects::make_int(thread, MINIPY_TRY(self_match(thread, self))->start);
}
Result<Value> get_endpos(ThreadState& thread, Value self) {
  return objects::make_int(thread, MINIPY_TRY(self_match(thread, self))->end);
}
Result<Value> get_lastindex(ThreadState& thread, Value self) {
  const std::int64_t group = MINIPY_TRY(self_match(thread, self))->last_group;
  return group == 0 ? Value::none() : objects::make_int(thread, group);
}
Result<Value> get_lastgroup(ThreadState& thread, Value self) {
  const MatchObject* match = MINIPY_TRY(self_match(thread, self));
  if (match->last_group == 0) return Value::none();
  return pattern_of(match)->group_names.load_as<Tuple>()->items[match->last_group];
}
Result<Value> get_regs(ThreadState& thread, Value self) {
  const MatchObject* match = MINIPY_TRY(self_match(thread, self));
  vm::RootedValues values(thread);
  for (std::uint32_t group = 0; group < match->groups; ++group) {
    values.push_back(span_of(thread, match, group));
  }
  return Value(Tuple::create(thread, values.span()));
}

const NativeDefinition kMethods[] = {
    {"group", match_group, "*args, **kwargs"},
    {"__getitem__", match_getitem, "self, key, /"},
    {"groups", match_groups, "self, default="},
    {"groupdict", match_groupdict, "self, default="},
    {"start", match_side<0>, "self, group=, /"},
    {"end", match_side<1>, "self, group=, /"},
    {"span", match_span, "self, group=, /"},
    {"expand", match_expand, "self, template"},
    {"__repr__", match_repr, "self, /"},
    {"__copy__", match_itself, "self, /"},
    {"__deepcopy__", match_itself, "self, memo, /"},
};
const NativeDefinition kClassMethods[] = {{"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kAttributes[] = {
    {"string", get_string},
    {"re", get_re},
    {"pos", get_pos},
    {"endpos", get_endpos},
    {"lastindex", get_lastindex},
    {"lastgroup", get_lastgroup},
    {"regs", get_regs},
};

Type* make_type(ThreadState& thread) {
  Type* type = new_type(thread, "Match", "re", false, kMethods, kAttributes);
  builtins::add_class_methods(thread, type, kClassMethods);
  return type;
}

const char kTypeKey = 0;

}  // namespace

const objects::OpaqueInfo kMatchInfo = {"re.Match", trace_match};

Type* match_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTypeKey, make_type); }

Text text_of(const MatchObject* match) {
  Text text;
  text.string = match->string.load();
  text.held = match->text.load();
  text.is_text = pattern_of(match)->is_text;
  return text;
}

Value make_match(ThreadState& thread, Value pattern, const Text& text, const Matcher& matcher,
                 std::int64_t start, std::int64_t end) {
  const std::uint32_t groups = pattern.as<PatternObject>()->compiled->program.groups;
  auto* match = objects::create_opaque<MatchObject>(thread, match_type(thread), kMatchInfo,
                                                    sizeof(std::int64_t) * 2 * groups);
  match->pattern.store(pattern);
  match->string.store(text.string);
  match->text.store(text.held);
  match->start = start;
  match->end = end;
  match->last_group = matcher.last_group();
  match->groups = groups;
  for (std::uint32_t group = 0; group < groups; ++group) {
    const bool has = matcher.has(group);
    match->marks[group * 2] = has ? matcher.begin(group) : -1;
    match->marks[group * 2 + 1] = has ? matcher.end(group) : -1;
  }
  return match;
}

}  // namespace minipy::modules::regex
