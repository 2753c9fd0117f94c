#pragma once

#include <string_view>

namespace minipy::report {

// The files of runtime/report/page/ and the library for charts, as cmake/embed_page.cmake puts them in.

/// page.html, with @NAME@ where something goes in.
std::string_view page_frame();
std::string_view page_style();
std::string_view page_script();
/// Chart.js, https://www.chartjs.org, MIT licence; its notice is in it.
std::string_view page_charts();

}  // namespace minipy::report
