#include "runtime/embed/prompt.hpp"

#include <unistd.h>

#include <cerrno>

#include "interpreter/objects/function.hpp"
#include "interpreter/syntax/input_state.hpp"
#include "interpreter/vm/protocols.hpp"
#include "runtime/embed/line_editor.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::embed {

using objects::Dict;
using objects::List;
using objects::Module;
using objects::Str;
using vm::ThreadState;
using vm::Value;

namespace {

constexpr const char* kFile = "<stdin>";

/// Lines of sys.stdin, when it is no terminal; prompts go to standard error, as CPython's do.
class PlainLines final : public LineEditor {
 public:
  explicit PlainLines(ThreadState& thread) : thread_(thread) {}

  LineEnd read(const std::string& prompt, std::string& line) override {
    write_error(thread_, prompt);
    flush_streams(thread_);
    const Value stream = thread_.interpreter.sys->namespace_()->get_str(thread_.names.stdin_);
    if (stream.is_empty() || stream.is_none()) return LineEnd::kEndOfInput;
    const auto read = vm::call_method(thread_, stream, vm::intern(thread_, "readline"), {});
    if (!read.ok()) return LineEnd::kInterrupted;
    if (!objects::is_str(read.value()) || read.value().as<Str>()->length == 0) return LineEnd::kEndOfInput;
    line = read.value().as<Str>()->utf8();
    if (line.back() == '\n') line.pop_back();
    return LineEnd::kLine;
  }
  void remember(const std::string& /*line*/) override {}

 private:
  ThreadState& thread_;
};

class Session {
 public:
  explicit Session(ThreadState& thread)
      : thread_(thread),
        space_(thread.interpreter.modules->get_str(thread.names.dunder_main).as<Module>()->namespace_()) {
    host_.read_byte = [this](char* byte) { return read_byte(byte); };
    host_.complete = [this](const std::string& word) { return complete(word); };
  }

  ProgramEnd run(const std::string& banner) {
    const auto module = vm::import_module(thread_, "_prompt");
    if (!module.ok()) return end_with_exception(thread_);
    helper_ = module.value();
    if (!call("start", {}).ok()) return end_with_exception(thread_);
    choose_editor();
    if (!banner.empty()) write_error(thread_, banner + "\n");
    ProgramEnd end;
    while (step(end)) {
    }
    return end;
  }

 private:
  Result<Value> call(const char* name, std::initializer_list<Value> arguments) {
    return vm::call_method(thread_, helper_, vm::intern(thread_, name), arguments);
  }

  void choose_editor() {
    if (isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0) {
      const auto path = call("history_path", {});
      const bool known = path.ok() && objects::is_str(path.value());
      if (!path.ok()) thread_.take_exception();
      editor_ = make_terminal_editor(host_, known ? path.value().as<Str>()->utf8() : "");
      if (editor_ == nullptr)
        write_error(thread_, "minipy: without libedit (package libedit2) lines cannot be edited\n");
    }
    if (editor_ == nullptr) editor_ = std::make_unique<PlainLines>(thread_);
  }

  // Reads a statement and runs it. False at the end of the session.
  bool step(ProgramEnd& end) {
    flush_streams(thread_);
    modules::warn_unawaited(thread_, false);
    std::string text;
    switch (read_statement(text)) {
      case LineEnd::kEndOfInput:
        write_error(thread_, "\n");
        return false;
      case LineEnd::kInterrupted:
        return interrupted(end);
      case LineEnd::kLine:
        break;
    }
    const auto code = vm::compile_source(thread_, kFile, std::move(text), vm::CompileMode::kPrompt, space_);
    if (code.ok() && vm::run_code(thread_, code.value()).ok()) return true;
    return show_exception(end);
  }

  // What ended the reading: Ctrl-C starts over, anything else is told.
  bool interrupted(ProgramEnd& end) {
    if (!thread_.exception_is(thread_.types.KeyboardInterrupt)) return show_exception(end);
    thread_.take_exception();
    write_error(thread_, "\nKeyboardInterrupt\n");
    return true;
  }

  // False when it ends the session.
  bool show_exception(ProgramEnd& end) {
    if (thread_.exception_is(thread_.types.SystemExit)) {
      end = end_with_exception(thread_);
      return false;
    }
    const Value exception = thread_.exception();
    static_cast<void>(end_with_exception(thread_));
    if (!call("note", {exception}).ok()) thread_.take_exception();
    return true;
  }

  LineEnd read_statement(std::string& text) {
    bool continues = false;
    for (;;) {
      std::string line;
      const LineEnd end = editor_->read(prompt(continues), line);
      if (end == LineEnd::kInterrupted) return end;
      if (end == LineEnd::kEndOfInput) return text.empty() ? end : LineEnd::kLine;
      if (line.find('\0') == std::string::npos) editor_->remember(line);
      text += line + "\n";
      switch (syntax::input_state(base::Source(kFile, text))) {
        case syntax::InputState::kComplete:
        case syntax::InputState::kWrong:
          return LineEnd::kLine;
        case syntax::InputState::kBlock:
        case syntax::InputState::kUnfinished:
          if (continues && line.empty()) return LineEnd::kLine;
          break;
        case syntax::InputState::kOpen:
          break;
      }
      continues = true;
    }
  }

  std::string prompt(bool continues) {
    const auto text = call("prompt", {Value::from_bool(continues)});
    if (text.ok() && objects::is_str(text.value())) return text.value().as<Str>()->utf8();
    if (!text.ok()) thread_.take_exception();
    return "";
  }

  // Attached; waits detached, so that other threads run, and Ctrl-C is noticed.
  int read_byte(char* byte) {
    for (;;) {
      if (!sched::Scheduler::of(thread_).wait_readable(thread_, STDIN_FILENO).ok()) return -1;
      const ssize_t count = ::read(STDIN_FILENO, byte, 1);
      if (count >= 0) return static_cast<int>(count);
      if (errno != EINTR && errno != EAGAIN) return 0;
    }
  }

  std::vector<std::string> complete(const std::string& word) {
    std::vector<std::string> words;
    const auto found = call("complete", {Str::create(thread_, word)});
    if (!found.ok()) {
      thread_.take_exception();
      return words;
    }
    if (!objects::is_list(found.value())) return words;
    for (const Value item : found.value().as<List>()->snapshot(thread_)) {
      if (objects::is_str(item)) words.push_back(item.as<Str>()->utf8());
    }
    return words;
  }

  ThreadState& thread_;
  Dict* const space_;
  Value helper_;  // the module _prompt, which sys.modules holds
  LineHost host_;
  std::unique_ptr<LineEditor> editor_;
};

}  // namespace

ProgramEnd run_prompt(ThreadState& thread, const std::string& banner) { return Session(thread).run(banner); }

}  // namespace minipy::embed
