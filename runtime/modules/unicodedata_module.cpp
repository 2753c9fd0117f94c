// The module `unicodedata`: what Unicode knows of each character, and its normal forms (UAX 15).

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>
#include <vector>

#include "interpreter/base/character_names.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

struct Record {
  const char* category;
  const char* bidirectional;
  std::uint8_t combining;
  const char* width;
  bool mirrored;
};
struct Run {
  char32_t first;
  std::uint16_t record;
};
struct Decomposition {
  char32_t point;
  const char* text;  ///< "<tag> 0041 0300", without a tag where it is canonical
};
struct Number {
  char32_t point;
  double value;
  int digit;
  int decimal;
};
struct Composition {
  char32_t first;
  char32_t second;
  char32_t composed;
};

#include "runtime/modules/unicode_data.inc"

const Record& record_of(char32_t point) {
  const Run* const after = std::upper_bound(std::begin(kRuns), std::end(kRuns), point,
                                            [](char32_t key, const Run& run) { return key < run.first; });
  return kRecords[(after - 1)->record];
}

template <typename Row, std::size_t Count>
const Row* row_of(const Row (&table)[Count], char32_t point) {
  const Row* const found = std::lower_bound(std::begin(table), std::end(table), point,
                                            [](const Row& row, char32_t key) { return row.point < key; });
  return found != std::end(table) && found->point == point ? found : nullptr;
}

// ---- normal forms

// Hangul is composed by rule (The Unicode Standard, 3.12).
constexpr char32_t kSyllables = 0xAC00;
constexpr char32_t kLeading = 0x1100;
constexpr char32_t kVowels = 0x1161;
constexpr char32_t kTrailing = 0x11A7;
constexpr char32_t kVowelCount = 21;
constexpr char32_t kTrailingCount = 28;
constexpr char32_t kLeadingCount = 19;
constexpr char32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

using Points = std::vector<char32_t>;

void decompose(char32_t point, bool compatible, Points& out) {
  if (point >= kSyllables && point < kSyllables + kSyllableCount) {
    const char32_t index = point - kSyllables;
    out.push_back(kLeading + index / (kVowelCount * kTrailingCount));
    out.push_back(kVowels + index / kTrailingCount % kVowelCount);
    if (index % kTrailingCount != 0) out.push_back(kTrailing + index % kTrailingCount);
    return;
  }
  const Decomposition* const found = row_of(kDecompositions, point);
  if (found == nullptr || (found->text[0] == '<' && !compatible)) {
    out.push_back(point);
    return;
  }
  const char* at = found->text;
  if (*at == '<') {
    while (*at != '>') ++at;
    ++at;
  }
  while (*at != '\0') {
    char* end = nullptr;
    const auto part = static_cast<char32_t>(std::strtoul(at, &end, 16));
    decompose(part, compatible, out);
    at = end;
  }
}

/// Marks behind a character go in the order of their combining classes.
void order_marks(Points& points) {
  for (std::size_t i = 0; i < points.size();) {
    if (record_of(points[i]).combining == 0) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < points.size() && record_of(points[end]).combining != 0) ++end;
    std::stable_sort(points.begin() + static_cast<std::ptrdiff_t>(i),
                     points.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char32_t a, char32_t b) { return record_of(a).combining < record_of(b).combining; });
    i = end;
  }
}

char32_t composed(char32_t first, char32_t second) {
  if (first >= kLeading && first < kLeading + kLeadingCount && second >= kVowels &&
      second < kVowels + kVowelCount) {
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) * kTrailingCount;
  }
  const bool is_pair = first >= kSyllables && first < kSyllables + kSyllableCount &&
                       (first - kSyllables) % kTrailingCount == 0 && second > kTrailing &&
                       second < kTrailing + kTrailingCount;
  if (is_pair) return first + (second - kTrailing);
  const auto before = [](const Composition& row, const std::pair<char32_t, char32_t>& key) {
    return std::pair(row.first, row.second) < key;
  };
  const Composition* const found =
      std::lower_bound(std::begin(kCompositions), std::end(kCompositions), std::pair(first, second), before);
  const bool known = found != std::end(kCompositions) && found->first == first && found->second == second;
  return known ? found->composed : 0;
}

void compose(Points& points) {
  std::size_t size = 0;     // of what is done
  std::size_t starter = 0;  // the last character that others may join
  bool has_starter = false;
  int last_class = 0;
  for (const char32_t point : points) {
    const int own = record_of(point).combining;
    const bool blocked = last_class != 0 && last_class >= own;
    const bool adjacent = has_starter && starter + 1 == size;
    const char32_t joined =
        has_starter && (adjacent || (!blocked && own != 0)) ? composed(points[starter], point) : 0;
    if (joined != 0) {
      points[starter] = joined;
      continue;
    }
    if (own == 0) {
      starter = size;
      has_starter = true;
    }
    last_class = own;
    if (own == 0) last_class = 0;
    points[size++] = point;
  }
  points.resize(size);
}

Result<Value> normal_form(ThreadState& thread, const Arguments& arguments) {
  const std::string form = MINIPY_TRY(text_argument(thread, arguments[0], "normalize() argument 1"));
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "normalize() argument 2 must be str, not %T", arguments[1]);
  }
  if (form != "NFC" && form != "NFD" && form != "NFKC" && form != "NFKD") {
    return thread.raise(thread.types.ValueError, "invalid normalization form");
  }
  const Str* text = arguments[1].as<Str>();
  if (text->is_ascii()) return arguments[1];
  Points points;
  for (std::int64_t i = 0; i < text->length; ++i) decompose(text->at(i), form.size() == 4, points);
  order_marks(points);
  if (form.back() == 'C') compose(points);
  objects::StrBuilder out;
  for (const char32_t point : points) out.append(point);
  return Value(out.finish(thread));
}

Result<Value> is_normal_form(ThreadState& thread, const Arguments& arguments) {
  const Value normal = MINIPY_TRY(normal_form(thread, arguments));
  return Value::from_bool(MINIPY_TRY(vm::equal(thread, normal, arguments[1])));
}

// ---- one character

Result<char32_t> character(ThreadState& thread, Value value, const char* function) {
  if (!objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "%s() argument must be a unicode character, not %T", function,
                        value);
  }
  if (value.as<Str>()->length != 1) {
    return thread.raise(thread.types.TypeError, "%s() argument must be a unicode character, not str",
                        function);
  }
  return value.as<Str>()->at(0);
}

Result<Value> category(ThreadState& thread, const Arguments& arguments) {
  return make_str(thread, record_of(MINIPY_TRY(character(thread, arguments[0], "category"))).category);
}
Result<Value> bidirectional(ThreadState& thread, const Arguments& arguments) {
  return make_str(thread,
                  record_of(MINIPY_TRY(character(thread, arguments[0], "bidirectional"))).bidirectional);
}
Result<Value> combining(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(record_of(MINIPY_TRY(character(thread, arguments[0], "combining"))).combining);
}
Result<Value> east_asian_width(ThreadState& thread, const Arguments& arguments) {
  return make_str(thread, record_of(MINIPY_TRY(character(thread, arguments[0], "east_asian_width"))).width);
}
Result<Value> mirrored(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(record_of(MINIPY_TRY(character(thread, arguments[0], "mirrored"))).mirrored ? 1 : 0);
}
Result<Value> decomposition(ThreadState& thread, const Arguments& arguments) {
  const Decomposition* found =
      row_of(kDecompositions, MINIPY_TRY(character(thread, arguments[0], "decomposition")));
  return make_str(thread, found != nullptr ? found->text : "");
}

Result<Value> number_or(ThreadState& thread, const Arguments& arguments, const char* what, Value value) {
  if (value) return value;
  if (arguments.get(1)) return arguments[1];
  return thread.raise(thread.types.ValueError, "%s", what);
}
Result<Value> numeric(ThreadState& thread, const Arguments& arguments) {
  const Number* found = row_of(kNumbers, MINIPY_TRY(character(thread, arguments[0], "numeric")));
  return number_or(thread, arguments, "not a numeric character",
                   found != nullptr ? Value::from_double(found->value) : Value{});
}
Result<Value> digit(ThreadState& thread, const Arguments& arguments) {
  const Number* found = row_of(kNumbers, MINIPY_TRY(character(thread, arguments[0], "digit")));
  return number_or(thread, arguments, "not a digit",
                   found != nullptr && found->digit >= 0 ? Value::from_int(found->digit) : Value{});
}
Result<Value> decimal(ThreadState& thread, const Arguments& arguments) {
  const Number* found = row_of(kNumbers, MINIPY_TRY(character(thread, arguments[0], "decimal")));
  return number_or(thread, arguments, "not a decimal",
                   found != nullptr && found->decimal >= 0 ? Value::from_int(found->decimal) : Value{});
}

// ---- names

/// The order of the names, made when the first name is asked for.
struct Names : objects::Opaque {
  base::CharacterNames* names;
};
void drop_names(Object* object) { delete static_cast<Names*>(object)->names; }
constexpr objects::OpaqueInfo kNamesInfo = {"unicodedata.names", nullptr, drop_names};
constexpr char kNamesKey = 0;
constexpr char kNamesTypeKey = 0;

Type* make_names_type(ThreadState& thread) { return new_type(thread, "names", "unicodedata", false, {}); }

const base::CharacterNames& names_of(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kNamesKey);
  if (slot.load().is_empty()) {
    Type* type = builtins::builtin_type(thread, &kNamesTypeKey, make_names_type);
    auto* made = objects::create_opaque<Names>(thread, type, kNamesInfo);
    made->names = new base::CharacterNames;
    Value expected;
    slot.compare_exchange(expected, made);
  }
  return *static_cast<Names*>(slot.load().as_object())->names;
}

Result<Value> name(ThreadState& thread, const Arguments& arguments) {
  const std::string found = names_of(thread).name_of(MINIPY_TRY(character(thread, arguments[0], "name")));
  return number_or(thread, arguments, "no such name", found.empty() ? Value{} : make_str(thread, found));
}

Result<Value> lookup(ThreadState& thread, const Arguments& arguments) {
  const std::string wanted = MINIPY_TRY(text_argument(thread, arguments[0], "lookup() argument"));
  const char32_t point = base::character_named(wanted);
  if (point == 0) {
    return thread.raise(thread.types.KeyError, "undefined character name '%s'", wanted.c_str());
  }
  objects::StrBuilder out;
  out.append(point);
  return Value(out.finish(thread));
}

const NativeDefinition kFunctions[] = {
    {"category", category, "chr, /"},
    {"bidirectional", bidirectional, "chr, /"},
    {"combining", combining, "chr, /"},
    {"east_asian_width", east_asian_width, "chr, /"},
    {"mirrored", mirrored, "chr, /"},
    {"decomposition", decomposition, "chr, /"},
    {"numeric", numeric, "chr, default=, /"},
    {"digit", digit, "chr, default=, /"},
    {"decimal", decimal, "chr, default=, /"},
    {"name", name, "chr, default=, /"},
    {"lookup", lookup, "name, /"},
    {"normalize", normal_form, "form, unistr, /"},
    {"is_normalized", is_normal_form, "form, unistr, /"},
};

}  // namespace

Result<Value> make_unicodedata(ThreadState& thread) {
  Module* module = new_module(thread, "unicodedata");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "unidata_version", make_str(thread, kUnicodeVersion));
  return Value(module);
}

}  // namespace minipy::modules
