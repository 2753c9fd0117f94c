#pragma once

#include <span>
#include <string_view>

namespace minipy::vm {

/// The modules and packages of CPython 3.11's standard library (`sys.stdlib_module_names`), sorted.
std::span<const std::string_view> standard_module_names();

/// Whether `name`, or the package it is in, is one of them.
bool is_standard_module(std::string_view name);

}  // namespace minipy::vm
