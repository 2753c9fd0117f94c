// "Did you mean": the nearest of the names that were there, by CPython's weighted edit distance.
// After: Levenshtein (1965); limits and costs are CPython's (Python/suggestions.c).
#include "interpreter/vm/suggestions.hpp"

#include <algorithm>

#include "interpreter/vm/attributes.hpp"

namespace minipy::vm {

namespace {

constexpr std::size_t kMostNames = 750;
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kMove = 2;
constexpr std::size_t kCase = 1;

std::size_t substitution(char a, char b) {
  if ((a & 31) != (b & 31)) return kMove;
  if (a == b) return 0;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b) ? kCase : kMove;
}

// The cost of turning `a` into `b`, or anything above `limit` when it is more than that.
std::size_t distance_between(std::string_view a, std::string_view b, std::size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMove;
  if (a.size() > kLongestName || b.size() > kLongestName) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMove > limit) return limit + 1;
  std::size_t row[kLongestName];
  for (std::size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * kMove;
  std::size_t result = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    std::size_t before = result = j * kMove;
    std::size_t least = SIZE_MAX;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::size_t substitute = before + substitution(b[j], a[i]);
      before = row[i];
      result = std::min(std::min(result, before) + kMove, substitute);
      row[i] = result;
      least = std::min(least, result);
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

std::string nearest(const std::vector<std::string>& names, const std::string& wanted) {
  if (names.size() >= kMostNames) return {};
  std::size_t best = SIZE_MAX;
  std::string found;
  for (const std::string& name : names) {
    if (name == wanted) continue;
    // No more than a third of the characters involved may differ, and worse than what was found is of no use.
    std::size_t limit = (wanted.size() + name.size() + 3) * kMove / 6;
    limit = std::min(limit, best - 1);
    const std::size_t cost = distance_between(wanted, name, limit);
    if (cost > limit) continue;
    best = cost;
    found = name;
    if (best == 0) break;
  }
  return found;
}

void add_keys(const objects::Dict* dict, std::vector<std::string>& names) {
  std::size_t position = 0;
  Value key;
  Value value;
  while (dict->next(position, key, value)) {
    if (objects::is_str(key)) names.push_back(key.as<Str>()->utf8());
  }
}

std::string suggest_variable(Value traceback, const std::string& wanted) {
  if (!objects::has_kind(traceback, objects::kTraceback)) return {};
  const objects::Code* code = nullptr;
  for (Value at = traceback; objects::has_kind(at, objects::kTraceback);
       at = at.as<objects::Traceback>()->next.load()) {
    code = at.as<objects::Traceback>()->code;
  }
  std::vector<std::string> names = code->unit->local_names;
  for (const std::string& name : code->unit->cell_names) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  names.insert(names.end(), code->unit->free_names.begin(), code->unit->free_names.end());
  for (const objects::Dict* dict :
       {static_cast<const objects::Dict*>(nullptr), static_cast<const objects::Dict*>(code->globals),
        static_cast<const objects::Dict*>(code->builtins)}) {
    if (dict != nullptr) {
      names.clear();
      add_keys(dict, names);
    }
    std::string found = nearest(names, wanted);
    if (!found.empty()) return found;
  }
  return {};
}

Result<std::string> suggest_attribute(ThreadState& thread, Value object, const std::string& wanted) {
  if (!find_special(thread, object, Special::kDir)) return std::string();
  RootedValues listed(thread);
  MINIPY_TRY(collect(thread, MINIPY_TRY(call_special(thread, object, Special::kDir, {})), listed));
  std::vector<std::string> names;
  for (const Value name : listed.values()) {
    if (objects::is_str(name)) names.push_back(name.as<Str>()->utf8());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return nearest(names, wanted);
}

}  // namespace

std::string suggest_name(ThreadState& thread, Value exception) {
  const bool attribute = instance_of(thread, exception, thread.types.AttributeError);
  if (!attribute && !instance_of(thread, exception, thread.types.NameError)) return {};
  const Value name = instance_attribute(thread, exception.as_object(), thread.names.name);
  if (!objects::is_str(name)) return {};
  const std::string wanted = name.as<Str>()->utf8();
  if (!attribute) return suggest_variable(exception.as<objects::Exception>()->traceback.load(), wanted);
  const Value object = instance_attribute(thread, exception.as_object(), thread.names.obj);
  if (!object) return {};
  auto found = suggest_attribute(thread, object, wanted);
  if (found.ok()) return found.release_value();
  static_cast<void>(thread.take_exception());
  return {};
}

}  // namespace minipy::vm
