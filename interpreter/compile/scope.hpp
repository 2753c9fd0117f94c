#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/base/result.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

enum class ScopeKind : std::uint8_t { kModule, kFunction, kClass };

/// Which comprehension a function scope stands for, if any.
enum class ComprehensionKind : std::uint8_t { kNone, kList, kSet, kDict, kGenerator };

/// Where a name lives, seen from one scope.
enum class Place : std::uint8_t { kLocal, kCell, kFree, kGlobalImplicit, kGlobalExplicit };

/// What a scope does with a name.
enum SymbolFlag : std::uint32_t {
  kDefGlobal = 1,
  kDefLocal = 2,
  kDefParameter = 4,
  kDefNonlocal = 8,
  kUsed = 16,
  kDefImport = 32,
  kDefAnnotated = 64,
  kIterationVariable = 128,  ///< target of a comprehension's `for`
  kFreeInClass = 256,        ///< bound in a class body, and free in a function inside it
  kNamedExpression = 512,    ///< bound by `:=`
  kDeleted = 1024,           ///< unbound somewhere: `del`, `except ... as`
  kBound = kDefLocal | kDefParameter | kDefImport,
};

struct Symbol {
  std::string_view name;
  std::uint32_t flags = 0;
  Place place = Place::kGlobalImplicit;
};

/// One block of code with names of its own: a module, a class body, a function, a lambda, a comprehension.
struct Scope {
  ScopeKind kind = ScopeKind::kModule;
  ComprehensionKind comprehension = ComprehensionKind::kNone;
  bool nested = false;  ///< inside a function, at any depth
  bool is_generator = false;
  bool is_coroutine = false;
  bool has_annotations = false;   ///< annotates variables
  bool needs_class_cell = false;  ///< a class one of whose functions asks for __class__
  std::string_view name;
  std::string_view private_name;  ///< the class whose private names are mangled here; may be empty
  base::Span span;
  Scope* parent = nullptr;
  std::vector<Scope*> children;
  std::vector<Symbol> symbols;  ///< parameters first, then in the order of appearance

  const Symbol* find(std::string_view mangled) const;
  Symbol* find(std::string_view mangled);
  Symbol& add(std::string_view mangled);

 private:
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

/// The scopes of a source text, as CPython's symtable finds them.
class SymbolTable {
 public:
  /// Finds the scopes under `root` (a `Module` or an `Expression`). `string_annotations` says that
  /// annotations are not evaluated. The tree has to outlive the table.
  static Result<std::unique_ptr<SymbolTable>, base::Diagnostic> build(const syntax::Node* root,
                                                                      const base::Source& source,
                                                                      bool string_annotations);

  Scope& module() { return scopes_.front(); }
  /// What is doubtful, in the order of the text.
  std::vector<bytecode::Warning> warnings;

  /// The scope that a function, lambda, class or comprehension opens.
  const Scope& of(const syntax::Node* node) const { return *by_node_.at(node); }

  /// `name` as it is spelled inside class `private_name`: `__x` becomes `_C__x`. Lives as long as the table.
  std::string_view mangle(std::string_view private_name, std::string_view name);

 private:
  friend class ScopeBuilder;
  std::deque<Scope> scopes_;
  std::deque<std::string> mangled_;
  std::unordered_map<const syntax::Node*, Scope*> by_node_;
};

/// A `global` or `nonlocal` statement's name, or what stands for one: where to point when it is wrong.
struct Directive {
  const Scope* scope;
  std::string_view name;
  base::Span span;
};

/// Decides for every name of every scope where it lives. Fails as CPython does on a wrong `global` or
/// `nonlocal`.
Result<void, base::Diagnostic> analyse(Scope& module, const std::vector<Directive>& directives,
                                       const base::Source& source);

/// How deep statements and expressions may nest: far beyond what people write, and well within a C++ stack.
constexpr int kMaxNesting = 900;

/// A diagnostic of kind SyntaxError at `span`.
base::Diagnostic syntax_error(const base::Source& source, std::string message, const base::Span& span);

}  // namespace minipy::compile
