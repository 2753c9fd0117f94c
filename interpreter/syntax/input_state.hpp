#pragma once

#include "interpreter/base/source.hpp"

namespace minipy::syntax {

/// How far somebody who types a statement line by line has come.
enum class InputState {
  kComplete,    ///< simple statements, or nothing at all
  kBlock,       ///< a compound statement that is complete: an empty line ends it
  kUnfinished,  ///< wrong only in that it ends: more lines may make it right, an empty line does not
  kOpen,        ///< the same, and empty lines belong to it: inside brackets or a string
  kWrong,       ///< no more text could make it right
};

/// What to do with the lines typed so far, by CPython's rules for its prompt. Touches nothing shared.
InputState input_state(const base::Source& source);

}  // namespace minipy::syntax
