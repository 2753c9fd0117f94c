#pragma once

#include <memory>
#include <string>

#include "interpreter/base/result.hpp"
#include "runtime/trace/output_file.hpp"
#include "runtime/trace/sink.hpp"

namespace minipy::trace {

/// What a recording is written as.
enum class FileFormat {
  kChrome,   ///< Chrome's trace events
  kFirefox,  ///< the Firefox profiler's processed profile
};

/// A sink that writes `path`, which is made or emptied at once. What goes wrong later is in its `error`.
Result<std::shared_ptr<EventSink>, FileError> make_file_sink(const std::string& path, FileFormat format);

}  // namespace minipy::trace
