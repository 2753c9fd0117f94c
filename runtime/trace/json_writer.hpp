#pragma once

#include <string>

#include "runtime/trace/json_text.hpp"
#include "runtime/trace/stats_writer.hpp"

namespace minipy::trace {

/// Appends named values as JSON. One thread.
class JsonWriter final : public StatsWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object(const char* name) override { begin(name, '{'); }
  void end_object() override { end('}'); }
  void begin_list(const char* name) override { begin(name, '['); }
  void end_list() override { end(']'); }
  void number(const char* name, std::uint64_t value) override {
    key(name);
    append_json_number(out_, value);
  }
  void text(const char* name, std::string_view value) override {
    key(name);
    append_json_string(out_, value);
  }
  void flag(const char* name, bool value) override {
    key(name);
    out_ += value ? "true" : "false";
  }

 private:
  void key(const char* name) {
    if (!first_) out_ += ',';
    first_ = false;
    if (*name == '\0') return;
    append_json_string(out_, name);
    out_ += ':';
  }
  void begin(const char* name, char bracket) {
    key(name);
    out_ += bracket;
    first_ = true;
  }
  void end(char bracket) {
    out_ += bracket;
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;  // of what is open
};

}  // namespace minipy::trace
