#include "interpreter/compile/scope.hpp"

namespace minipy::compile {

const Symbol* Scope::find(std::string_view mangled) const {
  const auto at = index_.find(mangled);
  return at == index_.end() ? nullptr : &symbols[at->second];
}

Symbol* Scope::find(std::string_view mangled) {
  const auto at = index_.find(mangled);
  return at == index_.end() ? nullptr : &symbols[at->second];
}

Symbol& Scope::add(std::string_view mangled) {
  const auto [at, added] = index_.try_emplace(mangled, static_cast<std::uint32_t>(symbols.size()));
  if (added) symbols.push_back({mangled});
  return symbols[at->second];
}

std::string_view SymbolTable::mangle(std::string_view private_name, std::string_view name) {
  if (private_name.empty() || !name.starts_with("__") || name.ends_with("__")) return name;
  if (name.find('.') != std::string_view::npos) return name;
  const std::size_t start = private_name.find_first_not_of('_');
  if (start == std::string_view::npos) return name;
  std::string& made = mangled_.emplace_back("_");
  made.append(private_name.substr(start));
  made.append(name);
  return made;
}

base::Diagnostic syntax_error(const base::Source& source, std::string message, const base::Span& span) {
  base::Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.file = source.name();
  diagnostic.span = span;
  diagnostic.line = std::string(source.line(span.line));
  const std::string& file = source.name();
  diagnostic.shows_line = file.size() < 2 || file.front() != '<' || file.back() != '>';
  return diagnostic;
}

}  // namespace minipy::compile
