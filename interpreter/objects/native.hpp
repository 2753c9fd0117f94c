#pragma once

#include <cstdint>
#include <string_view>

#include "interpreter/objects/mutator.hpp"

namespace minipy::vm {
class ThreadState;
}

namespace minipy::objects {

struct Tuple;
struct Type;

/// The arguments of a call, as they lie: `count` positional values, then one value for each keyword name.
/// A bound method's self is values[0]. Valid during the call.
struct Arguments {
  const Value* values = nullptr;
  std::uint32_t count = 0;
  const Tuple* keywords = nullptr;  ///< names (Str) of the values behind the positional ones, or null

  Value operator[](std::uint32_t index) const { return values[index]; }
  /// The argument, or empty when it was not given (natives with parameter names get every one's place).
  Value get(std::uint32_t index) const { return index < count ? values[index] : Value{}; }
  std::uint32_t keyword_count() const;
};

/// A function of the interpreter written in C++. Runs attached; raises by returning `Raised{}` with the
/// exception pending in the thread. It may call back into Python, which may collect: plain pointers on its
/// stack keep objects alive, pointers inside malloc'ed memory do not.
using NativeFunction = Result<Value> (*)(vm::ThreadState& thread, const Arguments& arguments);

/// How a native is declared: rows of a static table.
struct NativeDefinition {
  const char* name;
  NativeFunction function;
  /// Parameters as in Python, for checking, keywords and `inspect`: "self, sub, start=, end=, /". A `=` marks
  /// an optional one (empty `Value` when not given), `/` and `*` as in Python; "*args" or "**kwargs" anywhere
  /// means that the function takes `Arguments` as they are given and checks them itself.
  const char* parameters = "";
  const char* doc = "";
  /// A pure double -> double function behind `function`, which the eval loop may call directly when the
  /// argument is an int or a float and the result is finite; anything else goes through `function`.
  double (*unary_double)(double) = nullptr;
};

/// A built-in function, a method of a built-in type, or either of them bound to its self.
struct Native : Object {
  const NativeDefinition* definition;
  Type* owner;            ///< the type it is a method of, or null
  Slot self;              ///< bound self, or empty
  Slot module;            ///< Str: the module of a built-in function, or empty
  std::uint32_t minimum;  ///< fewest and most positional arguments, self of a method included
  std::uint32_t maximum;  ///< UINT32_MAX: it checks itself
  std::uint32_t slots;    ///< how many parameters in all, keyword-only ones included
  bool of_class;          ///< its self is the class `owner`, or one below it
  Type* makes;            ///< of a `__new__`: its first argument is this type, or one below it; else null

  /// A built-in function (no owner) or an unbound method of `owner`.
  static Native* create(Mutator& mutator, const NativeDefinition& definition, Type* owner, Value module);
  /// The method bound to `self`.
  Native* bind(Mutator& mutator, Value self) const;
  /// Whether positional arguments alone may be passed on as they are.
  bool accepts(std::uint32_t count) const { return count >= minimum && count <= maximum; }
};

}  // namespace minipy::objects
