#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/base/source.hpp"
#include "interpreter/bytecode/opcode.hpp"

namespace minipy::bytecode {

struct Constant;

struct NoneConstant {};
struct EllipsisConstant {};
/// An integer too large for 64 bits: digits in `base`, no sign.
struct BigIntConstant {
  std::string digits;
  int base = 10;
};
struct StrConstant {
  std::string utf8;     ///< lone surrogates as three bytes
  bool intern = false;  ///< looks like a name
};
struct BytesConstant {
  std::string bytes;
};
struct ComplexConstant {
  double real = 0;
  double imaginary = 0;
};
struct TupleConstant {
  std::vector<Constant> items;
};
/// For `x in {1, 2, 3}` with constants.
struct FrozenSetConstant {
  std::vector<Constant> items;
};

/// A literal, as plain data: made a Python value when the code is linked.
struct Constant {
  std::variant<NoneConstant, EllipsisConstant, bool, std::int64_t, double, BigIntConstant, ComplexConstant,
               StrConstant, BytesConstant, TupleConstant, FrozenSetConstant>
      value;
};

/// Where an exception goes that is raised by an instruction in [start, end): to `handler`, with the exception
/// in register `exception` and the one handled before in `exception + 1`. Inner ranges come first.
struct Handler {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint32_t handler = 0;
  std::uint16_t exception = 0;
};

/// Bits of `CodeUnit::flags`.
enum CodeFlag : std::uint32_t {
  kGenerator = 1,
  kCoroutine = 2,
  kAsyncGenerator = 4,
  kVarArgs = 8,         ///< has *args: the parameter behind the named ones
  kVarKeywords = 16,    ///< has **kwargs: the last parameter
  kUsesNamespace = 32,  ///< module exec'd with locals, or class body: LoadName and StoreName
  kModule = 64,
  kClassBody = 128,
  kNested = 256,
  kSimpleParameters = 512,    ///< positional parameters only, no *args, **kwargs, keyword-only: arguments may
                              ///< stay where they lie
  kIterableCoroutine = 1024,  ///< a generator whose generators can be awaited: `types.coroutine`
};

/// Something in a source text that is allowed but most likely a mistake: a SyntaxWarning.
struct Warning {
  std::uint32_t line = 0;
  std::string message;
};

/// A function body, class body or module, compiled: plain data, without a pointer into any heap, so that it
/// may be cached, shared between interpreters and read by any thread. Never changes: who executes it
/// specialises a copy of the instructions. Registers: parameters first (positional, keyword-only, *args,
/// **kwargs), other locals, temporaries.
struct CodeUnit {
  std::string name;
  std::string qualname;
  std::shared_ptr<const base::Source> source;
  std::uint32_t first_line = 0;
  std::uint32_t flags = 0;

  std::uint16_t positional = 0;  ///< parameters that may be given by position, positional-only included
  std::uint16_t positional_only = 0;
  std::uint16_t keyword_only = 0;
  std::uint16_t registers = 0;  ///< how many in all
  std::uint16_t locals = 0;     ///< the first of them are variables (`local_names`)

  std::vector<Instruction> instructions;
  std::vector<base::Span> spans;  ///< where each instruction stands in the source
  std::vector<Constant> constants;
  std::vector<std::string> names;
  std::vector<std::uint32_t> globals;  ///< global index -> name index
  std::vector<std::uint32_t> sites;    ///< attribute site -> name index
  std::vector<std::string> local_names;
  std::vector<std::string> cell_names;  ///< locals that live in cells (shown by dis)
  std::vector<std::string> free_names;  ///< names of the closure's cells, in its order
  std::vector<std::shared_ptr<CodeUnit>> nested;
  std::vector<Handler> handlers;
  /// For a class body: how many attributes its methods set on self, so that instances get room for them.
  std::uint16_t attribute_hint = 0;
  std::string doc;
  bool has_doc = false;
  std::vector<Warning>
      warnings;  ///< of the whole source text, when it was compiled just now; of no nested unit
};

}  // namespace minipy::bytecode
