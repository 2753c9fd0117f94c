#include "interpreter/vm/source_encoding.hpp"

#include <algorithm>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\f";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

/// What a comment declares: nothing, unless it says "coding:" or "coding=" and a name.
std::optional<std::string> encoding_in(std::string_view comment) {
  constexpr std::string_view kWord = "coding";
  for (std::size_t at = 0; (at = comment.find(kWord, at)) != std::string_view::npos; at += kWord.size()) {
    std::string_view rest = comment.substr(at + kWord.size());
    if (rest.empty() || (rest[0] != ':' && rest[0] != '=')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_name_character);
    if (end != rest.begin()) return std::string(rest.begin(), end);
  }
  return std::nullopt;
}

/// CPython's own spelling of the two encodings that have many.
std::string normal_name(const std::string& name) {
  std::string lower;
  for (const char c : name) lower += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto is = [&](std::string_view known) {
    return lower.compare(0, known.size(), known) == 0 &&
           (lower.size() == known.size() || lower[known.size()] == '-');
  };
  if (is("utf-8")) return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1")) return "iso-8859-1";
  return name;
}

Raised raise_problem(ThreadState& thread, const std::string& file, const std::string& message) {
  const Value place[] = {Str::create(thread, file), Value::from_int(0), Value::from_int(-1), Value::none()};
  const Value arguments[] = {Str::create(thread, message), Tuple::create(thread, place)};
  return thread.raise_with(thread.types.SyntaxError, arguments);
}

}  // namespace

std::optional<std::string> declared_encoding(std::string_view source) {
  for (int line = 0; line < 2 && !source.empty(); ++line) {
    const std::size_t end = std::min(source.find_first_of("\r\n"), source.size());
    const std::string_view text = source.substr(0, end);
    const std::size_t start = text.find_first_not_of(kBlanks);
    if (start != std::string_view::npos) {
      if (text[start] != '#') return std::nullopt;  // code: what comes behind it declares nothing
      if (auto found = encoding_in(text.substr(start))) return found;
    }
    source.remove_prefix(end);
    source.remove_prefix(std::min<std::size_t>(source.substr(0, 2) == "\r\n" ? 2 : 1, source.size()));
  }
  return std::nullopt;
}

Result<std::string> decode_source(ThreadState& thread, const std::string& file, std::string source) {
  const bool marked = source.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0;
  const std::string_view text = std::string_view(source).substr(marked ? kByteOrderMark.size() : 0);
  const auto declared = declared_encoding(text);
  if (!declared) return source;
  const std::string name = normal_name(*declared);
  if (name == "utf-8") return source;
  if (marked) return raise_problem(thread, file, "encoding problem: " + name + " with BOM");
  const auto decoded = call_method(thread, objects::Bytes::create(thread, text), intern(thread, "decode"),
                                   {Str::create(thread, name)});
  if (decoded.ok()) {
    if (objects::is_str(decoded.value())) return decoded.value().as<Str>()->utf8();
    return raise_problem(thread, file, "encoding problem: " + name);
  }
  if (thread.exception_is(thread.types.LookupError)) {
    static_cast<void>(thread.take_exception());
    return raise_problem(thread, file, "unknown encoding: " + *declared);
  }
  if (!thread.exception_is(thread.types.UnicodeDecodeError)) return Raised{};
  const Value problem = thread.take_exception();
  return raise_problem(thread, file, MINIPY_TRY(str(thread, problem))->utf8());
}

}  // namespace minipy::vm
