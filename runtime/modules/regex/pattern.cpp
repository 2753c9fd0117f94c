// Pattern objects: making them, and the methods that look for matches.

#include <algorithm>

#include "interpreter/base/character_names.hpp"
#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/regex/flags.hpp"
#include "runtime/modules/regex/objects.hpp"
#include "runtime/modules/regex/parser.hpp"

namespace minipy::modules::regex {
namespace {

void trace_pattern(Object* object, heap::Marker& marker) {
  auto* pattern = static_cast<PatternObject*>(object);
  marker.mark(pattern->pattern);
  marker.mark(pattern->group_index);
  marker.mark(pattern->group_names);
}

void finalize_pattern(Object* object) { delete static_cast<PatternObject*>(object)->compiled; }

Result<PatternObject*> self_pattern(ThreadState& thread, Value self) {
  return self_as<PatternObject>(thread, self, kPatternInfo);
}

std::u32string points_of(Value text) {
  std::u32string points;
  if (objects::is_bytes(text)) {
    for (const char c : text.as<objects::Bytes>()->view()) points.push_back(static_cast<unsigned char>(c));
    return points;
  }
  const Str* str = text.as<Str>();
  points.reserve(static_cast<std::size_t>(str->length));
  for (std::int64_t i = 0; i < str->length; ++i) points.push_back(str->at(i));
  return points;
}

/// Raises what is wrong with `source`, an expression or a template.
Raised raise_problem(ThreadState& thread, const SyntaxProblem& problem, Value source) {
  switch (problem.kind) {
    case SyntaxProblem::kPending:
      return Raised{};
    case SyntaxProblem::kOverflow:
      return thread.raise(thread.types.OverflowError, "%s", problem.message.c_str());
    case SyntaxProblem::kValue:
      return thread.raise(thread.types.ValueError, "%s", problem.message.c_str());
    case SyntaxProblem::kIndex:
      return thread.raise(thread.types.IndexError, "%s", problem.message.c_str());
    case SyntaxProblem::kError:
      break;
  }
  const bool somewhere = problem.position >= 0;
  auto exception = vm::call(thread, error_slot(thread).load(),
                            {make_str(thread, problem.message), somewhere ? source : Value::none(),
                             somewhere ? objects::make_int(thread, problem.position) : Value::none()});
  if (!exception.ok()) return Raised{};
  return thread.raise_exception(exception.value());
}

Result<void> warn(ThreadState& thread, const std::vector<std::pair<std::string, bool>>& warnings) {
  if (warnings.empty()) return Done{};
  const Value module = MINIPY_TRY(vm::import_module(thread, "warnings"));
  for (const auto& [text, is_deprecation] : warnings) {
    Type* category = is_deprecation ? thread.types.DeprecationWarning : thread.types.FutureWarning;
    MINIPY_TRY(vm::call_method(thread, module, vm::intern(thread, "warn"),
                               {make_str(thread, text), Value(category), Value::from_int(3)}));
  }
  return Done{};
}

std::optional<char32_t> find_character(const std::u32string& name) {
  const char32_t found = base::character_named(to_utf8(name));
  return found != 0 ? std::optional(found) : std::nullopt;
}

// ---- looking for matches

/// pos and endpos, as they are given to match() and its kin, fitted to a text.
struct Part {
  std::int64_t start;
  std::int64_t end;
};

Result<Part> part_of(ThreadState& thread, const Arguments& arguments, std::uint32_t first,
                     std::int64_t length) {
  const auto clamp = [&](Value value, std::int64_t otherwise) -> Result<std::int64_t> {
    if (value.is_empty()) return otherwise;
    const std::int64_t index = MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError));
    return std::clamp<std::int64_t>(index, 0, length);
  };
  const std::int64_t start = MINIPY_TRY(clamp(arguments.get(first), 0));
  const std::int64_t end = MINIPY_TRY(clamp(arguments.get(first + 1), length));
  return Part{start, end};
}

enum class Method : std::uint8_t { kMatch, kFullMatch, kSearch };

template <Method How>
Result<Value> pattern_find(ThreadState& thread, const Arguments& arguments) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  const Text text = MINIPY_TRY(text_of(thread, self, arguments[1]));
  const Part part = MINIPY_TRY(part_of(thread, arguments, 2, text.subject.length));
  Matcher matcher(thread, self->compiled->program, text.subject, part.start, part.end);
  const bool found =
      MINIPY_TRY(How == Method::kSearch ? matcher.search() : matcher.match(How == Method::kFullMatch));
  if (!found) return Value::none();
  return make_match(thread, self, text, matcher, part.start, part.end);
}

/// What findall() gives for a match: the only group, all of them, or the whole.
Value found_item(ThreadState& thread, const Text& text, const Matcher& matcher, std::uint32_t groups) {
  const auto value = [&](std::uint32_t group) {
    return matcher.has(group) ? text.slice(thread, matcher.begin(group), matcher.end(group))
                              : text.slice(thread, 0, 0);
  };
  if (groups <= 2) return value(groups - 1);
  vm::RootedValues values(thread);
  for (std::uint32_t group = 1; group < groups; ++group) values.push_back(value(group));
  return Tuple::create(thread, values.span());
}

Result<Value> pattern_findall(ThreadState& thread, const Arguments& arguments) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  const Text text = MINIPY_TRY(text_of(thread, self, arguments[1]));
  const Part part = MINIPY_TRY(part_of(thread, arguments, 2, text.subject.length));
  Matcher matcher(thread, self->compiled->program, text.subject, part.start, part.end);
  List* result = List::create(thread);
  while (MINIPY_TRY(matcher.search())) {
    result->append(thread, found_item(thread, text, matcher, self->compiled->program.groups));
    matcher.advance();
  }
  return Value(result);
}

Result<Value> pattern_split(ThreadState& thread, const Arguments& arguments) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  const Text text = MINIPY_TRY(text_of(thread, self, arguments[1]));
  std::int64_t left = INT64_MAX;
  if (!arguments.get(2).is_empty()) {
    const std::int64_t most = MINIPY_TRY(vm::index_int64(thread, arguments[2], thread.types.OverflowError));
    if (most != 0) left = most;
  }
  Matcher matcher(thread, self->compiled->program, text.subject, 0, text.subject.length);
  List* result = List::create(thread);
  std::int64_t last = 0;
  for (; left > 0 && MINIPY_TRY(matcher.search()); --left) {
    result->append(thread, text.slice(thread, last, matcher.begin(0)));
    for (std::uint32_t group = 1; group < self->compiled->program.groups; ++group) {
      result->append(thread, matcher.has(group) ? text.slice(thread, matcher.begin(group), matcher.end(group))
                                                : Value::none());
    }
    last = matcher.end(0);
    matcher.advance();
  }
  result->append(thread, text.slice(thread, last, text.subject.length));
  return Value(result);
}

// ---- scanner() and finditer()

struct Scanner : objects::Opaque {
  Slot pattern;
  Slot string;
  Slot text;
  /// Where the next match is looked for, times two, plus one if it may not be empty there; -1 when there is
  /// none. relaxed: threads that share a scanner race for its matches.
  std::atomic<std::int64_t> state;
  std::int64_t start;
  std::int64_t end;
};

void trace_scanner(Object* object, heap::Marker& marker) {
  auto* scanner = static_cast<Scanner*>(object);
  marker.mark(scanner->pattern);
  marker.mark(scanner->string);
  marker.mark(scanner->text);
}

/// The next match, or empty.
Result<Value> scan(ThreadState& thread, Scanner* self, Method how) {
  const Value pattern = self->pattern.load();
  const auto* compiled = pattern.as<PatternObject>()->compiled;
  Text text;
  text.string = self->string.load();
  text.held = self->text.load();
  text.is_text = pattern.as<PatternObject>()->is_text;
  text.subject = subject_of(text.held);
  const std::int64_t state = self->state.load(std::memory_order_relaxed);
  if (state < 0) return Value{};
  Matcher matcher(thread, compiled->program, text.subject, state / 2, self->end);
  if (state % 2 != 0) matcher.refuse_empty();
  const bool found =
      MINIPY_TRY(how == Method::kSearch ? matcher.search() : matcher.match(how == Method::kFullMatch));
  if (!found) {
    self->state.store(-1, std::memory_order_relaxed);
    return Value{};
  }
  const std::int64_t next = matcher.end(0) * 2 + (matcher.begin(0) == matcher.end(0) ? 1 : 0);
  self->state.store(next, std::memory_order_relaxed);
  return make_match(thread, pattern, text, matcher, self->start, self->end);
}

Result<Value> scanner_step(ThreadState& thread, Object* object) {
  return scan(thread, static_cast<Scanner*>(object), Method::kSearch);
}

constexpr objects::OpaqueInfo kScannerInfo = {"_sre.SRE_Scanner", trace_scanner, nullptr, nullptr};
constexpr objects::OpaqueInfo kFinderInfo = {"callable_iterator", trace_scanner, nullptr, scanner_step};

template <Method How>
Result<Value> scanner_find(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Scanner>(thread, arguments[0], kScannerInfo));
  const Value found = MINIPY_TRY(scan(thread, self, How));
  return found.is_empty() ? Value::none() : found;
}

Result<Value> scanner_pattern(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_as<Scanner>(thread, self, kScannerInfo))->pattern.load();
}

const NativeDefinition kScannerMethods[] = {{"match", scanner_find<Method::kMatch>, "self, /"},
                                            {"search", scanner_find<Method::kSearch>, "self, /"}};
const GetSetDefinition kScannerAttributes[] = {{"pattern", scanner_pattern}};

Type* make_scanner_type(ThreadState& thread) {
  return new_type(thread, "SRE_Scanner", "_sre", false, kScannerMethods, kScannerAttributes);
}
Type* make_finder_type(ThreadState& thread) {
  Type* type = new_type(thread, "callable_iterator", "builtins", false, {});
  builtins::install_iterator(thread, type);
  return type;
}
const char kScannerKey = 0, kFinderKey = 0;

Result<Value> make_scanner(ThreadState& thread, const Arguments& arguments, Type* type,
                           const objects::OpaqueInfo& info) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  const Text text = MINIPY_TRY(text_of(thread, self, arguments[1]));
  const Part part = MINIPY_TRY(part_of(thread, arguments, 2, text.subject.length));
  auto* scanner = objects::create_opaque<Scanner>(thread, type, info);
  scanner->pattern.store(self);
  scanner->string.store(text.string);
  scanner->text.store(text.held);
  scanner->state.store(part.start * 2, std::memory_order_relaxed);
  scanner->start = part.start;
  scanner->end = part.end;
  return Value(scanner);
}

Result<Value> pattern_scanner(ThreadState& thread, const Arguments& arguments) {
  return make_scanner(thread, arguments, builtins::builtin_type(thread, &kScannerKey, make_scanner_type),
                      kScannerInfo);
}
Result<Value> pattern_finditer(ThreadState& thread, const Arguments& arguments) {
  return make_scanner(thread, arguments, builtins::builtin_type(thread, &kFinderKey, make_finder_type),
                      kFinderInfo);
}

// ---- what a pattern is

Result<Value> pattern_repr(ThreadState& thread, const Arguments& arguments) {
  static constexpr const char* kNames[] = {"TEMPLATE", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL",
                                           "UNICODE",  "VERBOSE",    "DEBUG",  "ASCII"};
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  std::uint32_t flags = self->flags;
  // What every str has is not shown.
  if (self->is_text && (flags & kTypeFlags) == kUnicode) flags &= ~kUnicode;
  Str* shown = MINIPY_TRY(vm::repr(thread, self->pattern.load()));
  if (shown->length > 200) shown = Str::substring(thread, shown, 0, 200);
  std::string text;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if ((flags & (1U << i)) == 0) continue;
    text += std::string(text.empty() ? "" : "|") + "re." + kNames[i];
    flags &= ~(1U << i);
  }
  if (flags != 0) {
    char rest[16];
    std::snprintf(rest, sizeof(rest), "0x%x", flags);
    text += std::string(text.empty() ? "" : "|") + rest;
  }
  return make_str(thread, "re.compile(" + shown->utf8() + (text.empty() ? "" : ", ") + text + ")");
}

template <bool Equal>
Result<Value> pattern_compare(ThreadState& thread, const Arguments& arguments) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  auto* other = objects::as_opaque<PatternObject>(arguments[1], kPatternInfo);
  if (other == nullptr) return Value::not_implemented();
  const bool same =
      self == other || (self->flags == other->flags && self->is_text == other->is_text &&
                        MINIPY_TRY(vm::equal(thread, self->pattern.load(), other->pattern.load())));
  return Value::from_bool(same == Equal);
}

Result<Value> pattern_hash(ThreadState& thread, const Arguments& arguments) {
  PatternObject* self = MINIPY_TRY(self_pattern(thread, arguments[0]));
  const std::int64_t hash = MINIPY_TRY(vm::hash(thread, self->pattern.load()));
  return objects::make_int(thread, (hash ^ self->flags) >> 16);
}

Result<Value> pattern_itself(ThreadState&, const Arguments& arguments) { return arguments[0]; }

Result<Value> get_pattern(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_pattern(thread, self))->pattern.load();
}
Result<Value> get_flags(ThreadState& thread, Value self) {
  return Value::from_int(MINIPY_TRY(self_pattern(thread, self))->flags);
}
Result<Value> get_groups(ThreadState& thread, Value self) {
  return Value::from_int(MINIPY_TRY(self_pattern(thread, self))->compiled->program.groups - 1);
}
Result<Value> get_groupindex(ThreadState& thread, Value self) {
  return builtins::make_mapping_proxy(thread, MINIPY_TRY(self_pattern(thread, self))->group_index.load());
}

const NativeDefinition kMethods[] = {
    {"match", pattern_find<Method::kMatch>, "self, string, pos=, endpos="},
    {"fullmatch", pattern_find<Method::kFullMatch>, "self, string, pos=, endpos="},
    {"search", pattern_find<Method::kSearch>, "self, string, pos=, endpos="},
    {"findall", pattern_findall, "self, string, pos=, endpos="},
    {"finditer", pattern_finditer, "self, string, pos=, endpos="},
    {"scanner", pattern_scanner, "self, string, pos=, endpos="},
    {"split", pattern_split, "self, string, maxsplit="},
    {"__repr__", pattern_repr, "self, /"},
    {"__eq__", pattern_compare<true>, "self, other, /"},
    {"__ne__", pattern_compare<false>, "self, other, /"},
    {"__hash__", pattern_hash, "self, /"},
    {"__copy__", pattern_itself, "self, /"},
    {"__deepcopy__", pattern_itself, "self, memo, /"},
};
const NativeDefinition kClassMethods[] = {{"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kAttributes[] = {
    {"pattern", get_pattern},
    {"flags", get_flags},
    {"groups", get_groups},
    {"groupindex", get_groupindex},
};

Type* make_type(ThreadState& thread) {
  Type* type = weakly_referenced(new_type(thread, "Pattern", "re", false, kMethods, kAttributes));
  builtins::add_methods(thread, type, pattern_substitution_methods());
  builtins::add_class_methods(thread, type, kClassMethods);
  return type;
}

const char kTypeKey = 0, kErrorKey = 0;

}  // namespace

const objects::OpaqueInfo kPatternInfo = {"re.Pattern", trace_pattern, finalize_pattern};

Type* pattern_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTypeKey, make_type); }

Slot& error_slot(ThreadState& thread) { return thread.interpreter.state_slot(&kErrorKey); }

Subject subject_of(Value held) {
  if (objects::is_bytes(held)) {
    const auto* bytes = held.as<objects::Bytes>();
    return {bytes->data, 1, bytes->length};
  }
  const Str* str = held.as<Str>();
  return {str->data, str->width(), str->length};
}

Result<Text> text_of(ThreadState& thread, const PatternObject* pattern, Value string) {
  Text text;
  text.string = string;
  text.is_text = objects::is_str(string);
  text.held = string;
  if (!text.is_text && !objects::is_bytes(string)) {
    const auto bytes = builtins::bytes_like(thread, string);
    if (!bytes) {
      return thread.raise(thread.types.TypeError, "expected string or bytes-like object, got '%T'", string);
    }
    text.held = objects::Bytes::create(thread, *bytes);
  }
  if (pattern->is_text != text.is_text) {
    return thread.raise(thread.types.TypeError, text.is_text
                                                    ? "cannot use a bytes pattern on a string-like object"
                                                    : "cannot use a string pattern on a bytes-like object");
  }
  text.subject = subject_of(text.held);
  return text;
}

Value Text::slice(ThreadState& thread, std::int64_t start, std::int64_t end) const {
  if (start > end) start = end;
  if (is_text) {
    const Str* str = held.as<Str>();
    if (start == 0 && end == str->length && objects::type_of(thread, held) == thread.types.str) return held;
    return Str::substring(thread, str, start, end - start);
  }
  return objects::Bytes::create(
      thread, held.as<objects::Bytes>()->view().substr(static_cast<std::size_t>(start),
                                                       static_cast<std::size_t>(end - start)));
}

Result<Value> make_pattern(ThreadState& thread, Value pattern, std::uint32_t flags) {
  const bool is_text = objects::is_str(pattern);
  if (!is_text && !objects::is_bytes(pattern)) {
    const auto bytes = builtins::bytes_like(thread, pattern);
    if (!bytes) {
      return thread.raise(thread.types.TypeError, "first argument must be string or compiled pattern");
    }
    pattern = objects::Bytes::create(thread, *bytes);
  }
  const ParserHost host = {
      find_character,
      [&] { return thread.check_native_stack(" in regular expression").ok(); },
  };
  auto expression = parse(points_of(pattern), is_text, flags, host);
  if (!expression.ok()) return raise_problem(thread, expression.error(), pattern);
  MINIPY_TRY(warn(thread, expression.value().warnings));
  auto program = compile(expression.value());
  if (!program.ok()) return raise_problem(thread, program.error(), pattern);

  Dict* index = Dict::create(thread);
  Tuple* names = Tuple::create_uninitialised(thread, expression.value().groups);
  for (std::int64_t i = 0; i < names->length; ++i) names->items[i] = Value::none();
  for (const auto& [name, group] : expression.value().names) {
    Str* key = vm::intern(thread, to_utf8(name));
    index->set_str(thread, key, Value::from_int(group));
    names->items[group] = key;
  }
  auto* object = objects::create_opaque<PatternObject>(thread, pattern_type(thread), kPatternInfo);
  object->pattern.store(pattern);
  object->group_index.store(index);
  object->group_names.store(names);
  object->flags = expression.value().flags;
  object->is_text = is_text;
  object->compiled = new Compiled{program.release_value(), std::move(expression.value().names)};
  return Value(object);
}

Result<Replacement> make_replacement(ThreadState& thread, const PatternObject* pattern, Value text) {
  Value source = text;
  if (!pattern->is_text && !objects::is_bytes(text)) {
    const auto bytes = builtins::bytes_like(thread, text);
    if (bytes) source = objects::Bytes::create(thread, *bytes);
  }
  if (pattern->is_text ? !objects::is_str(source) : !objects::is_bytes(source)) {
    return thread.raise(thread.types.TypeError,
                        pattern->is_text ? "sequence item 0: expected str instance, %T found"
                                         : "sequence item 0: expected a bytes-like object, %T found",
                        text);
  }
  auto replacement = parse_replacement(points_of(source), pattern->is_text, pattern->compiled->names,
                                       pattern->compiled->program.groups);
  if (!replacement.ok()) return raise_problem(thread, replacement.error(), source);
  MINIPY_TRY(warn(thread, replacement.value().warnings));
  return replacement.release_value();
}

}  // namespace minipy::modules::regex
