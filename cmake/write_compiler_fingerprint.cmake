# Writes OUTPUT: a header with a hash over the files that LIST names. Run with cmake -P.
file(READ ${LIST} files)
set(all "")
foreach(file IN LISTS files)
  file(SHA256 ${file} hash)
  string(APPEND all ${hash})
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 16 hash)
file(WRITE ${OUTPUT} "#pragma once

#include <cstdint>

namespace minipy::bytecode {

/// Of the compiler's sources and the opcodes.
constexpr std::uint64_t kCompilerFingerprint = 0x${hash}U;

}  // namespace minipy::bytecode
")
