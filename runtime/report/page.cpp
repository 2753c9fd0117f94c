#include "runtime/report/page.hpp"

#include <minipy/report.hpp>

#include "runtime/report/embedded_page.hpp"
#include "runtime/report/json_text.hpp"

namespace minipy::report {

namespace {

void append_part(std::string& out, std::string_view name, const std::string& title,
                 const std::vector<std::string>& runs) {
  if (name == "TITLE") {
    out += html_text(title);
  } else if (name == "STYLE") {
    out += page_style();
  } else if (name == "CHARTS") {
    out += page_charts();
  } else if (name == "SCRIPT") {
    out += page_script();
  } else if (name == "RUNS") {
    for (const std::string& run : runs) {
      out += "<script type=\"application/json\" class=\"run\">";
      out += run;
      out += "</script>\n";
    }
  }
}

}  // namespace

// Only the frame is searched for names, never what went in.
std::string make_page(const std::string& title, const std::vector<std::string>& runs) {
  const std::string_view frame = page_frame();
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const std::size_t from = frame.find('@', at);
    const std::size_t to = from == std::string_view::npos ? from : frame.find('@', from + 1);
    if (to == std::string_view::npos) break;
    out += frame.substr(at, from - at);
    append_part(out, frame.substr(from + 1, to - from - 1), title, runs);
    at = to + 1;
  }
  out += frame.substr(at);
  return out;
}

}  // namespace minipy::report

namespace minipy {

std::string make_report(const std::vector<std::string>& runs) {
  return report::make_page("minipy: what the threads did", runs);
}

}  // namespace minipy
