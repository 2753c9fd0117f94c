#pragma once

#include <string>
#include <string_view>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// text.encode(encoding, errors): utf-8, ascii, latin-1, utf-16 and utf-32 under their usual names, with the
/// error handlers strict, ignore, replace, backslashreplace, xmlcharrefreplace, surrogateescape and
/// surrogatepass. Raises LookupError or UnicodeEncodeError.
Result<std::string> encode(ThreadState& thread, const Str* text, std::string_view encoding,
                           std::string_view errors);

/// bytes.decode(encoding, errors). Raises LookupError or UnicodeDecodeError.
Result<Str*> decode(ThreadState& thread, std::string_view bytes, std::string_view encoding,
                    std::string_view errors);

/// What an error handler of the registry puts in place of what cannot be decoded, and where to go on.
struct CodecAnswer {
  Str* replacement;
  std::int64_t position;
};
/// Asks the handler of that name about a UnicodeDecodeError in `size` bytes; LookupError when nobody has
/// registered one. Runs Python code.
Result<CodecAnswer> ask_error_handler(ThreadState& thread, std::string_view errors, Value error,
                                      std::int64_t size);

/// The arguments encoding and errors of str(), bytes(), encode() and decode(), both optional.
struct CodecArguments {
  std::string encoding = "utf-8";
  std::string errors = "strict";
};
/// `function` is the name that messages show.
Result<CodecArguments> codec_arguments(ThreadState& thread, const char* function, Value encoding,
                                       Value errors);

}  // namespace minipy::builtins
