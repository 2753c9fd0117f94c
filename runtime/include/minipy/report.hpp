#pragma once

#include <string>
#include <vector>

namespace minipy {

/// One self-contained HTML page that shows what happened in `runs`, each of them from
/// `Interpreter::recorded_run`, possibly in another process: a timeline and numbers; two runs side by side,
/// on one scale. Any thread.
std::string make_report(const std::vector<std::string>& runs);

}  // namespace minipy
