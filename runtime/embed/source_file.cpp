#include "runtime/embed/source_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "interpreter/compile/compile.hpp"

namespace minipy::embed {

namespace {

ScriptError cannot_open(const std::string& path, int error) {
  return {"minipy: can't open file '" + absolute_path(path) + "': [Errno " + std::to_string(error) + "] " +
              std::strerror(error),
          2};
}

}  // namespace

std::string absolute_path(const std::string& path) {
  if (!path.empty() && path[0] == '/') return path;
  char* directory = getcwd(nullptr, 0);
  std::string result = directory != nullptr ? std::string(directory) + "/" + path : path;
  std::free(directory);
  return result;
}

Result<std::string, ScriptError> read_script(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_open(path, errno);
  struct stat information {};
  if (fstat(descriptor, &information) == 0 && S_ISDIR(information.st_mode)) {
    close(descriptor);
    return ScriptError{"minipy: can't find '__main__' module in '" + absolute_path(path) + "'", 1};
  }
  std::string text;
  if (information.st_size > 0) text.reserve(static_cast<std::size_t>(information.st_size) + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int error = errno;
      close(descriptor);
      return cannot_open(path, error);
    }
    if (count == 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  close(descriptor);
  return text;
}

vm::CompileResult compile_text(const std::string& file, std::string text, vm::CompileMode mode) {
  auto source = std::make_shared<const base::Source>(file, std::move(text));
  if (mode == vm::CompileMode::kEval) {
    auto parsed = syntax::parse_expression(*source);
    if (!parsed.ok()) return parsed.release_error();
    return compile::compile_expression(*parsed.value(), source);
  }
  const bool single = mode == vm::CompileMode::kSingle;
  auto parsed = syntax::parse_module(*source, syntax::kParserStack, !single);
  if (!parsed.ok()) return parsed.release_error();
  return compile::compile_module(*parsed.value(), source,
                                 {.uses_namespace = single || mode == vm::CompileMode::kExec,
                                  .interactive = single || mode == vm::CompileMode::kPrompt});
}

}  // namespace minipy::embed
