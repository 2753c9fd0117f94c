#pragma once

#include <optional>
#include <string_view>

namespace minipy::modules {

/// The source text of the standard library module `name` ("queue", "concurrent.futures"), where it is
/// written in Python: a file of runtime/stdlib, embedded at build time. The text lives as long as the
/// program. Any thread may call.
std::optional<std::string_view> embedded_module(std::string_view name);

/// Whether `name` is an embedded package (an `__init__.py`), so that submodules may be looked for in it.
bool embedded_module_is_package(std::string_view name);

}  // namespace minipy::modules
