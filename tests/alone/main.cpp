// Runs a script with interpreter/ alone: no runtime, no GIL, one thread. With a file as argument it runs
// that.
#include <pthread.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "interpreter/builtins/registry.hpp"
#include "interpreter/compile/compile.hpp"
#include "interpreter/vm/single_threaded.hpp"

namespace {

using namespace minipy;

vm::CompileResult compile_text(const std::string& file, std::string text, vm::CompileMode mode) {
  auto source = std::make_shared<const base::Source>(file, std::move(text));
  if (mode == vm::CompileMode::kEval) {
    auto parsed = syntax::parse_expression(*source);
    if (!parsed.ok()) return parsed.release_error();
    return compile::compile_expression(*parsed.value(), source);
  }
  auto parsed = syntax::parse_module(*source);
  if (!parsed.ok()) return parsed.release_error();
  return compile::compile_module(*parsed.value(), source, {.uses_namespace = mode == vm::CompileMode::kExec});
}

constexpr const char* kScript = R"(
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

class Account:
    def __init__(self, balance):
        self.balance = balance

    def move(self, other, amount):
        self.balance -= amount
        other.balance += amount

accounts = [Account(100) for _ in range(3)]
for i in range(1000):
    accounts[i % 3].move(accounts[(i + 1) % 3], i)
result = (fib(15), sum(a.balance for a in accounts), sorted({1: 'a', 2: 'b'}))
garbage = [[n] * 3 for _ in range(200) for n in range(500)]
)";

}  // namespace

int main(int argc, char** argv) {
  std::string text = kScript;
  if (argc > 1) {
    std::ifstream file(argv[1]);
    std::stringstream all;
    all << file.rdbuf();
    text = all.str();
  }
  vm::InterpreterState interpreter(false);
  vm::SingleThreaded hooks(interpreter, compile_text);
  interpreter.hooks = &hooks;
  pthread_attr_t attributes;
  void* low = nullptr;
  std::size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  vm::ThreadState thread(interpreter, static_cast<char*>(low) + size, size, false);
  objects::create_core_types(thread);
  builtins::install_all(thread);

  auto* main_module = objects::Module::create(thread, thread.names.dunder_main);
  auto code = vm::compile_source(thread, argc > 1 ? argv[1] : "<alone>", text, vm::CompileMode::kModule,
                                 main_module->namespace_());
  const bool ran = code.ok() && vm::run_code(thread, code.value()).ok();
  if (!ran) {
    std::fprintf(stderr, "%s", vm::format_exception(thread, thread.take_exception()).c_str());
    return 1;
  }
  if (argc > 1) return 0;
  const auto shown = vm::repr(thread, main_module->namespace_()->get_str(vm::intern(thread, "result")));
  const std::string got = shown.ok() ? shown.value()->utf8() : "";
  if (got == "(610, 300, [1, 2])") return 0;
  std::fprintf(stderr, "unexpected result: %s\n", got.c_str());
  return 1;
}
