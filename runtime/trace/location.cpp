#include "runtime/trace/location.hpp"

#include "interpreter/base/check.hpp"

namespace minipy::trace {

LocationId LocationTable::add(const base::Span* span, Location location) {
  const base::MutexLock guard(mutex_);
  const auto [at, is_new] = numbers_.try_emplace(span, static_cast<LocationId>(locations_.size() + 1));
  if (is_new) locations_.push_back(std::move(location));
  return at->second;
}

const Location& LocationTable::at(LocationId id) const {
  const base::MutexLock guard(mutex_);
  MINIPY_CHECK(id != 0 && id <= locations_.size(), "a location was given by this table");
  return locations_[id - 1];
}

std::size_t LocationTable::size() const {
  const base::MutexLock guard(mutex_);
  return locations_.size();
}

}  // namespace minipy::trace
