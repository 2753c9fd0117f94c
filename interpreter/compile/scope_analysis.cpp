// After CPython's symtable analysis: a walk from the outside in that carries the names bound by enclosing
// functions and the names declared global, and brings back the names that inner functions need from outside.

#include <set>

#include "interpreter/compile/scope.hpp"

namespace minipy::compile {

namespace {

using Names = std::set<std::string_view>;

class Analysis {
 public:
  Analysis(const std::vector<Directive>& directives, const base::Source& source)
      : directives_(directives), source_(source) {}

  /// `bound` is null at module level, where `nonlocal` means nothing.
  Result<void, base::Diagnostic> block(Scope& scope, const Names* bound, const Names& global, Names& free);

 private:
  struct Context {
    Names bound;
    Names global;
    Names local;
  };

  Result<void, base::Diagnostic> name(const Scope& scope, Symbol& symbol, bool has_bound, Context& context,
                                      Names& free) const;
  static void make_cells(Scope& scope, Names& free);
  static void pass_through(Scope& scope, const Names* bound, const Names& free);
  base::Diagnostic error(const Scope& scope, std::string_view name, std::string message) const;

  const std::vector<Directive>& directives_;
  const base::Source& source_;
};

base::Diagnostic Analysis::error(const Scope& scope, std::string_view name, std::string message) const {
  for (const Directive& directive : directives_) {
    if (directive.scope == &scope && directive.name == name) {
      return syntax_error(source_, std::move(message), directive.span);
    }
  }
  return syntax_error(source_, std::move(message), scope.span);
}

Result<void, base::Diagnostic> Analysis::name(const Scope& scope, Symbol& symbol, bool has_bound,
                                              Context& context, Names& free) const {
  const std::string_view text = symbol.name;
  if ((symbol.flags & kDefGlobal) != 0) {
    if ((symbol.flags & kDefNonlocal) != 0) {
      return error(scope, text, "name '" + std::string(text) + "' is nonlocal and global");
    }
    symbol.place = Place::kGlobalExplicit;
    context.global.insert(text);
    context.bound.erase(text);
  } else if ((symbol.flags & kDefNonlocal) != 0) {
    if (!has_bound) return error(scope, text, "nonlocal declaration not allowed at module level");
    if (!context.bound.contains(text)) {
      return error(scope, text, "no binding for nonlocal '" + std::string(text) + "' found");
    }
    symbol.place = Place::kFree;
    free.insert(text);
  } else if ((symbol.flags & kBound) != 0) {
    symbol.place = Place::kLocal;
    context.local.insert(text);
    context.global.erase(text);
  } else if (context.bound.contains(text)) {
    symbol.place = Place::kFree;
    free.insert(text);
  } else {
    symbol.place = Place::kGlobalImplicit;
  }
  return Done{};
}

void Analysis::make_cells(Scope& scope, Names& free) {
  for (Symbol& symbol : scope.symbols) {
    if (symbol.place == Place::kLocal && free.erase(symbol.name) != 0) symbol.place = Place::kCell;
  }
}

void Analysis::pass_through(Scope& scope, const Names* bound, const Names& free) {
  for (const std::string_view name : free) {
    if (Symbol* symbol = scope.find(name)) {
      if (scope.kind == ScopeKind::kClass && (symbol->flags & (kBound | kDefGlobal)) != 0) {
        symbol->flags |= kFreeInClass;
      }
    } else if (bound != nullptr && bound->contains(name)) {
      scope.add(name).place = Place::kFree;
    }
  }
}

Result<void, base::Diagnostic> Analysis::block(Scope& scope, const Names* bound, const Names& global,
                                               Names& free) {
  Context context{bound != nullptr ? *bound : Names{}, global, {}};
  // What functions inside a class see does not change by what the class itself declares.
  const bool is_class = scope.kind == ScopeKind::kClass;
  Names inner_bound;
  Names inner_global;
  if (is_class) {
    inner_bound = context.bound;
    inner_global = context.global;
  }
  Names new_free;
  for (Symbol& symbol : scope.symbols) {
    MINIPY_TRY(name(scope, symbol, bound != nullptr, context, new_free));
  }
  if (is_class) {
    inner_bound.insert("__class__");
  } else {
    if (bound != nullptr) inner_bound = context.bound;
    if (scope.kind == ScopeKind::kFunction) inner_bound.insert(context.local.begin(), context.local.end());
    inner_global = context.global;
  }
  for (Scope* child : scope.children) MINIPY_TRY(block(*child, &inner_bound, inner_global, new_free));
  if (scope.kind == ScopeKind::kFunction) {
    make_cells(scope, new_free);
  } else if (is_class && new_free.erase("__class__") != 0) {
    scope.needs_class_cell = true;
  }
  pass_through(scope, bound, new_free);
  free.insert(new_free.begin(), new_free.end());
  return Done{};
}

}  // namespace

Result<void, base::Diagnostic> analyse(Scope& module, const std::vector<Directive>& directives,
                                       const base::Source& source) {
  Names free;
  return Analysis(directives, source).block(module, nullptr, {}, free);
}

}  // namespace minipy::compile
