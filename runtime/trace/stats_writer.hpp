#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/trace/run_stats.hpp"

namespace minipy::trace {

/// Takes statistics as named values, nested: what JSON and Python's dicts have in common.
class StatsWriter {
 public:
  virtual ~StatsWriter() = default;
  /// A member of the object that is open, or an item of the list that is open (then `name` is empty).
  virtual void begin_object(const char* name) = 0;
  virtual void end_object() = 0;
  virtual void begin_list(const char* name) = 0;
  virtual void end_list() = 0;
  virtual void number(const char* name, std::uint64_t value) = 0;
  virtual void text(const char* name, std::string_view value) = 0;
  virtual void flag(const char* name, bool value) = 0;
};

/// Tells how a run was set up, `gil` apart: members of the object that is open.
void write_settings(const RunDescription& run, StatsWriter& writer);

/// Tells all of `stats`, as one object. docs/trace.md names the fields.
void write_stats(const RunStats& stats, StatsWriter& writer);

}  // namespace minipy::trace
