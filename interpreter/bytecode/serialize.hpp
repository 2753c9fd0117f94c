#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "interpreter/bytecode/code_unit.hpp"

namespace minipy::bytecode {

/// What has to be the same where a unit is written and where it is read: the opcodes with their operands, and
/// the compiler that made them. Any thread.
std::uint64_t code_fingerprint();

/// The unit and those nested in it as bytes, without its source text. Specialised opcodes become generic
/// ones. Any thread, also while the unit runs.
std::string serialize(const CodeUnit& unit);

/// The unit that `serialize` wrote, whose text is `source`; null when the bytes are not what it writes. What
/// comes from outside has to pass `verify` before it runs.
std::shared_ptr<CodeUnit> deserialize(std::string_view bytes, std::shared_ptr<const base::Source> source);

}  // namespace minipy::bytecode
