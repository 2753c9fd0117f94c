# Writes OUTPUT: a C++ file with the text of every .py file under DIRECTORY. Run with cmake -P.

file(GLOB_RECURSE scripts RELATIVE ${DIRECTORY} ${DIRECTORY}/*.py)
list(SORT scripts)

set(code [[
// Written by cmake/write_embedded_stdlib.cmake.
#include "runtime/modules/embedded_stdlib.hpp"

namespace minipy::modules {
namespace {

using namespace std::string_view_literals;

// With sv the compiler knows the length of a text and need not count it, which Clang does only so far.
struct Row {
  std::string_view name;
  std::string_view text;
  bool is_package;
};

constexpr Row kRows[] = {
    {"", "", false},
]])
foreach(script IN LISTS scripts)
  file(READ ${DIRECTORY}/${script} text)
  set(is_package false)
  string(REGEX REPLACE "\\.py$" "" name "${script}")
  if(name MATCHES "(^|/)__init__$")
    set(is_package true)
    string(REGEX REPLACE "/?__init__$" "" name "${name}")
  endif()
  string(REPLACE "/" "." name "${name}")
  string(APPEND code "    {\"${name}\", R\"__minipy__(${text})__minipy__\"sv, ${is_package}},\n")
endforeach()
string(APPEND code [[
};

const Row* find(std::string_view name) {
  for (const Row& row : kRows) {
    if (!name.empty() && row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string_view> embedded_module(std::string_view name) {
  const Row* row = find(name);
  if (row == nullptr) return std::nullopt;
  return row->text;
}

bool embedded_module_is_package(std::string_view name) {
  const Row* row = find(name);
  return row != nullptr && row->is_package;
}

}  // namespace minipy::modules
]])
file(WRITE ${OUTPUT} "${code}")
