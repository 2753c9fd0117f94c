#pragma once

#include <string>

#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// What has to be the same for kept code to be used: of the compiler and the opcodes. Any thread.
std::uint64_t cache_fingerprint();

/// Where the compiled form of a source file is kept: in `__pycache__` beside it, below `sys.pycache_prefix`
/// where that is set, and for CPython's library below `InterpreterState::library_cache`. "" when nowhere.
/// Attached.
std::string cache_path(ThreadState& thread, const std::string& file, bool in_library);

/// Compiles a source file, or takes what was kept of it when neither the file nor the compiler changed since,
/// and links it to `globals`. Keeps what it compiled, unless `sys.dont_write_bytecode`; that it could not is
/// no error. SyntaxError, or OSError when the file cannot be read. Attached; detaches while it reads.
Result<objects::Code*> load_code(ThreadState& thread, const std::string& file, bool in_library,
                                 objects::Dict* globals);

/// The same for a module whose text is part of the program; kept below `InterpreterState::library_cache`.
Result<objects::Code*> load_embedded_code(ThreadState& thread, const std::string& file, std::string_view text,
                                          objects::Dict* globals);

}  // namespace minipy::vm
