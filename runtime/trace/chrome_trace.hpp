#pragma once

#include <memory>

#include "runtime/trace/output_file.hpp"
#include "runtime/trace/timeline.hpp"

namespace minipy::trace {

/// Writes a timeline as Chrome's trace event format (JSON), which Perfetto, chrome://tracing and speedscope
/// read, while it is told, keeping nothing. docs/trace.md says what is in it.
std::unique_ptr<TimelineSink> make_chrome_trace(std::unique_ptr<OutputFile> file);

}  // namespace minipy::trace
