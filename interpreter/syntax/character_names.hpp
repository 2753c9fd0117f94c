#pragma once

#include <string_view>

namespace minipy::syntax {

/// The character that Unicode names `name`, in any case; 0 when there is none. Knows the names of the
/// scripts and symbols that programs spell as `\N{...}`, not the whole of Unicode.
char32_t character_named(std::string_view name);

}  // namespace minipy::syntax
