#pragma once

#include <cstdint>

#include "interpreter/base/result.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

/// What `from __future__ import ...` at the top of a module asks for.
struct Future {
  bool annotations = false;     ///< annotations are kept as strings
  std::uint32_t last_line = 0;  ///< of the last such import; one further down is an error
};

Result<Future, base::Diagnostic> find_future(const syntax::Module* module, const base::Source& source);

}  // namespace minipy::compile
