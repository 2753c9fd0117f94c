# Writes OUTPUT: a C++ file with the text of DIRECTORY/page.html, DIRECTORY/page.css, CHARTS and SCRIPTS. Run with
# cmake -P.

set(code [[
// Written by cmake/write_embedded_page.cmake.
#include "runtime/report/embedded_page.hpp"

namespace minipy::report {

using namespace std::string_view_literals;

]])

function(append_text name text)
  set(code "${code}std::string_view ${name}() {\n  return R\"__minipy__(${text})__minipy__\"sv;\n}\n\n" PARENT_SCOPE)
endfunction()

file(READ ${DIRECTORY}/page.html text)
append_text(page_frame "${text}")
file(READ ${DIRECTORY}/page.css text)
append_text(page_style "${text}")
file(READ ${CHARTS} text)
append_text(page_charts "${text}")
set(all "")
foreach(script IN LISTS SCRIPTS)
  file(READ ${script} text)
  string(APPEND all "${text}\n")
endforeach()
append_text(page_script "${all}")
file(WRITE ${OUTPUT} "${code}}  // namespace minipy::report\n")
