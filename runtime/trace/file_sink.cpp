#include "runtime/trace/file_sink.hpp"

#include "runtime/trace/chrome_trace.hpp"
#include "runtime/trace/firefox_profile.hpp"

namespace minipy::trace {

Result<std::shared_ptr<EventSink>, FileError> make_file_sink(const std::string& path, FileFormat format) {
  auto file = MINIPY_TRY(OutputFile::create(path));
  auto sink = format == FileFormat::kChrome ? make_chrome_trace(std::move(file))
                                            : MINIPY_TRY(make_firefox_profile(std::move(file)));
  return std::shared_ptr<EventSink>(std::make_shared<Timeline>(std::move(sink)));
}

}  // namespace minipy::trace
