#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include "interpreter/base/mutex.hpp"
#include "interpreter/base/source.hpp"
#include "runtime/trace/event.hpp"

namespace minipy::trace {

/// A place in a source file.
struct Location {
  std::shared_ptr<const void> owner;           ///< keeps what the place belongs to alive
  std::shared_ptr<const base::Source> source;  ///< the text, also of what is no file (-c); or null
  std::string file;
  std::string function;  ///< qualified
  std::uint32_t line = 0;
};

/// Gives places in source files numbers, so that an event holds one in four bytes and the text is made once.
/// Places stay until the table goes: there are no more of them than the program has instructions. Any thread.
class LocationTable {
 public:
  LocationTable() = default;
  LocationTable(const LocationTable&) = delete;
  LocationTable& operator=(const LocationTable&) = delete;

  /// The number of the place of `span`, which is added where it is new. The address is the key: `location`
  /// keeps it alive.
  LocationId add(const base::Span* span, Location location);
  /// The place with number `id`, which was given. Stays where it is.
  const Location& at(LocationId id) const;
  std::size_t size() const;

 private:
  mutable base::Mutex mutex_;
  std::unordered_map<const base::Span*, LocationId> numbers_ GUARDED_BY(mutex_);
  std::deque<Location> locations_ GUARDED_BY(mutex_);  // number n is at n - 1; elements never change
};

}  // namespace minipy::trace
