#pragma once

#include <set>
#include <string>
#include <string_view>

#include "interpreter/base/mutex.hpp"

namespace minipy::trace {

/// Keeps names that a program made, so that an event can point to one. Each is kept once and stays until the
/// table goes. Any thread.
class NameTable {
 public:
  NameTable() = default;
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;

  /// `name` with the life of the table.
  const char* keep(std::string_view name) {
    const base::MutexLock guard(mutex_);
    auto found = names_.find(name);
    if (found == names_.end()) found = names_.emplace(name).first;
    return found->c_str();
  }

 private:
  base::Mutex mutex_;
  std::set<std::string, std::less<>> names_ GUARDED_BY(mutex_);  // elements stay where they are
};

}  // namespace minipy::trace
