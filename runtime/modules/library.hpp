#pragma once

#include <string>

namespace minipy::modules {

/// Whether a directory holds the Python part of a CPython standard library. Any thread; may block.
bool is_library(const std::string& directory);

/// The standard library of an installed CPython 3.11, else 3.12, else 3.13: under /usr, /usr/local, and the
/// places that PATH names programs in. "" when there is none. Any thread; may block.
std::string find_installed_library();

/// Where compiled modules of that library are kept: $XDG_CACHE_HOME/minipy, else ~/.cache/minipy; "" where
/// there is neither. Any thread.
std::string library_cache_directory();

}  // namespace minipy::modules
