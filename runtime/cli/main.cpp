// The program `minipy`.

#include <minipy/report.hpp>

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "runtime/cli/command_line.hpp"
#include "runtime/cli/files.hpp"
#include "runtime/cli/measures_file.hpp"

namespace {

using minipy::cli::Command;

std::string read_standard_input() {
  std::string text;
  char buffer[65536];
  for (ssize_t count = 0; (count = read(STDIN_FILENO, buffer, sizeof(buffer))) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

int run(minipy::Interpreter& interpreter, const Command& command) {
  switch (command.kind) {
    case Command::Kind::kFile:
      return interpreter.run_file(command.subject);
    case Command::Kind::kCode:
      return interpreter.run_string(command.subject, "<string>");
    case Command::Kind::kModule:
      return interpreter.run_module(command.subject);
    case Command::Kind::kStandardInput:
      return interpreter.run_string(read_standard_input(), "<stdin>");
    case Command::Kind::kPrompt:
      return interpreter.run_prompt(command.banner);
    case Command::Kind::kDisassemble:
    case Command::Kind::kCompare:
      break;
  }
  return 2;
}

int disassemble(const std::string& path) {
  const minipy::Disassembly shown = minipy::disassemble_file(path);
  std::fputs(shown.text.c_str(), stdout);
  std::fputs(shown.error.c_str(), stderr);
  return shown.status;
}

// What other programs or people look at later. False when it cannot be written, which was told.
bool write_results(minipy::Interpreter& interpreter, const Command& command) {
  bool written = true;
  if (!command.measures_path.empty())
    written &= minipy::cli::write_measures(command.measures_path, interpreter);
  if (!command.report_run_path.empty()) {
    written &= minipy::cli::write_file(command.report_run_path, interpreter.recorded_run());
  }
  if (!command.report_path.empty()) {
    written &=
        minipy::cli::write_file(command.report_path, minipy::make_report({interpreter.recorded_run()}));
  }
  return written;
}

// Whoever started us shall see that Ctrl-C ended us, as a shell's loop must.
void die_of_interrupt() {
  signal(SIGINT, SIG_DFL);
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_UNBLOCK, &interrupt, nullptr);
  kill(getpid(), SIGINT);
}

}  // namespace

int main(int argc, char** argv) {
  const minipy::cli::Parsed parsed = minipy::cli::parse(std::vector<std::string>(argv + 1, argv + argc));
  if (!parsed.command) return parsed.status;
  const Command& command = *parsed.command;
  if (command.kind == Command::Kind::kDisassemble) return disassemble(command.subject);
  if (command.kind == Command::Kind::kCompare) {
    const int status = minipy::cli::compare(command.compare);
    if (status == 130) die_of_interrupt();
    return status;
  }

  signal(SIGPIPE, SIG_IGN);  // a closed pipe is an exception: BrokenPipeError
  // Better told now than after the run.
  if (!command.report_path.empty() && !minipy::cli::write_file(command.report_path, "")) return 2;
  std::unique_ptr<minipy::Interpreter> interpreter;
  try {
    interpreter = std::make_unique<minipy::Interpreter>(command.options);
  } catch (const minipy::Error& error) {
    std::fprintf(stderr, "minipy: %s\n", error.what());
    return 2;
  }
  int status = run(*interpreter, command);
  if (command.prompt_after) status = interpreter->run_prompt();
  if (const int failed = interpreter->finish(); failed != 0) status = failed;
  const bool interrupted = interpreter->was_interrupted();
  const std::string stats = command.stats ? interpreter->stats(command.stats_format) : "";
  const std::string trace_error = interpreter->trace_error();
  if (!write_results(*interpreter, command) && status == 0) status = 1;
  interpreter.reset();
  std::fflush(stdout);
  std::fputs(stats.c_str(), stderr);
  if (!trace_error.empty())
    std::fprintf(stderr, "minipy: the trace is not complete: %s\n", trace_error.c_str());
  std::fflush(stderr);
  if (interrupted) die_of_interrupt();
  // Abandoned threads may be left: nothing that they might still need is taken down.
  _exit(status);
}
