#pragma once

#include <string>
#include <vector>

namespace minipy::report {

/// The page that shows `runs` (`RunRecorder::json`): one HTML file that needs nothing else. Any thread.
std::string make_page(const std::string& title, const std::vector<std::string>& runs);

}  // namespace minipy::report
