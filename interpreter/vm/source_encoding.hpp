#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interpreter/vm/thread_state.hpp"

namespace minipy::vm {

/// The encoding that a comment in one of the first two lines of a source declares (PEP 263), if any.
std::optional<std::string> declared_encoding(std::string_view source);

/// The bytes of a source as UTF-8. They are returned as they are when they declare no other encoding, whether
/// they are valid or not. SyntaxError for an encoding that is not known, does not fit the bytes, or
/// contradicts a byte order mark. `file` is for the message. Attached; runs the codec.
Result<std::string> decode_source(ThreadState& thread, const std::string& file, std::string source);

}  // namespace minipy::vm
