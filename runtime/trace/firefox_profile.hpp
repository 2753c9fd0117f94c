#pragma once

#include <memory>

#include "runtime/trace/output_file.hpp"
#include "runtime/trace/timeline.hpp"

namespace minipy::trace {

/// Writes a timeline as a processed profile of the Firefox profiler (profiler.firefox.com): a track a thread
/// and one for the lock, the spans as markers. The format wants each thread's columns one after the other, so
/// the rows wait in a file without a name until the end. Says why that cannot be made.
Result<std::unique_ptr<TimelineSink>, FileError> make_firefox_profile(std::unique_ptr<OutputFile> file);

}  // namespace minipy::trace
