// The module `_signal`; signal.py makes enumerations of its numbers.
//
// Handlers run in the main thread, at a checkpoint: `Discipline` calls `handle` for each signal that has
// come.

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/signals.hpp"
#include "runtime/modules/waiting.hpp"
#include "runtime/sched/signal_watcher.hpp"

namespace minipy::modules {
namespace {

using sched::Disposition;
using sched::Scheduler;
using sched::SignalWatcher;

constexpr int kSignals = 65;
const char kHandlersKey = 0;

struct SignalNumber {
  const char* name;
  int number;
};

constexpr SignalNumber kNumbers[] = {
    {"SIGHUP", SIGHUP},       {"SIGINT", SIGINT},     {"SIGQUIT", SIGQUIT}, {"SIGILL", SIGILL},
    {"SIGTRAP", SIGTRAP},     {"SIGABRT", SIGABRT},   {"SIGIOT", SIGIOT},   {"SIGBUS", SIGBUS},
    {"SIGFPE", SIGFPE},       {"SIGKILL", SIGKILL},   {"SIGUSR1", SIGUSR1}, {"SIGSEGV", SIGSEGV},
    {"SIGUSR2", SIGUSR2},     {"SIGPIPE", SIGPIPE},   {"SIGALRM", SIGALRM}, {"SIGTERM", SIGTERM},
    {"SIGSTKFLT", SIGSTKFLT}, {"SIGCHLD", SIGCHLD},   {"SIGCLD", SIGCHLD},  {"SIGCONT", SIGCONT},
    {"SIGSTOP", SIGSTOP},     {"SIGTSTP", SIGTSTP},   {"SIGTTIN", SIGTTIN}, {"SIGTTOU", SIGTTOU},
    {"SIGURG", SIGURG},       {"SIGXCPU", SIGXCPU},   {"SIGXFSZ", SIGXFSZ}, {"SIGVTALRM", SIGVTALRM},
    {"SIGPROF", SIGPROF},     {"SIGWINCH", SIGWINCH}, {"SIGIO", SIGIO},     {"SIGPOLL", SIGIO},
    {"SIGPWR", SIGPWR},       {"SIGSYS", SIGSYS},
};

/// What each signal does, by its number: what signal.signal() was given, before that SIG_DFL or SIG_IGN as
/// the process was started. A list.
List* handlers(ThreadState& thread) { return thread.interpreter.state_slot(&kHandlersKey).load_as<List>(); }

Result<Value> default_int_handler(ThreadState& thread, const Arguments&) {
  return thread.raise_with(thread.types.KeyboardInterrupt, {});
}
const NativeDefinition kDefaultIntHandler = {"default_int_handler", default_int_handler,
                                             "signalnum, frame, /"};

bool is_handler(ThreadState& thread, Value value) {
  return value.is_object() && vm::is_callable(thread, value);
}

/// The innermost frame, where there is such a thing.
Result<Value> current_frame(ThreadState& thread) {
  const Value function = thread.interpreter.sys->namespace_()->get_str(vm::intern(thread, "_getframe"));
  if (function.is_empty()) return Value::none();
  return vm::call(thread, function);
}

Result<void> handle(ThreadState& thread, int number) {
  const Value handler = handlers(thread)->get(number);
  if (!is_handler(thread, handler)) return Done{};
  const Value frame = MINIPY_TRY(current_frame(thread));
  MINIPY_TRY(vm::call(thread, handler, {Value::from_int(number), frame}));
  return Done{};
}

Result<int> signal_argument(ThreadState& thread, Value value) {
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError));
  if (number < 1 || number >= kSignals) {
    return thread.raise(thread.types.ValueError, "signal number out of range");
  }
  return static_cast<int>(number);
}

Result<Value> signal_signal(ThreadState& thread, const Arguments& arguments) {
  const int number = MINIPY_TRY(signal_argument(thread, arguments[0]));
  const Value handler = arguments[1];
  if (!thread.is_main) {
    return thread.raise(thread.types.ValueError, "signal only works in main thread of the main interpreter");
  }
  Disposition disposition = Disposition::kDeliver;
  if (objects::is_integer(handler)) {
    const auto which = objects::to_int64(handler);
    if (which == 0) disposition = Disposition::kDefault;
    if (which == 1) disposition = Disposition::kIgnore;
  }
  if (disposition == Disposition::kDeliver && !is_handler(thread, handler)) {
    return thread.raise(thread.types.TypeError,
                        "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  SignalWatcher* watcher = Scheduler::of(thread).signals();
  if (watcher != nullptr && watcher->watches(number)) {
    watcher->set_disposition(number, disposition);
  } else if (disposition == Disposition::kDeliver || number == SIGKILL || number == SIGSTOP) {
    if (number == SIGKILL || number == SIGSTOP) return raise_os_error(thread, EINVAL);
    return thread.raise(thread.types.ValueError, "handlers for signal %d are not supported",
                        static_cast<std::int64_t>(number));
  } else {
    ::signal(number, disposition == Disposition::kIgnore ? SIG_IGN : SIG_DFL);
  }
  const Value previous = handlers(thread)->get(number);
  handlers(thread)->set(thread, number, handler);
  return previous;
}

Result<Value> signal_getsignal(ThreadState& thread, const Arguments& arguments) {
  return handlers(thread)->get(MINIPY_TRY(signal_argument(thread, arguments[0])));
}

Result<Value> signal_raise(ThreadState& thread, const Arguments& arguments) {
  const int number = MINIPY_TRY(signal_argument(thread, arguments[0]));
  if (MINIPY_TRY(raise_signal(thread, number))) return Value::none();
  if (::raise(number) != 0) return raise_os_error(thread, errno);
  return Value::none();
}

Result<Value> signal_pthread_kill(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  if (number == 0) return Value::none();
  // Handlers run in the main thread, whichever thread is hit.
  return signal_raise(thread, Arguments{arguments.values + 1, 1, nullptr});
}

Result<Value> signal_alarm(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t seconds = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  return Value::from_int(::alarm(static_cast<unsigned>(seconds)));
}

timeval to_timeval(double seconds) {
  timeval result{};
  result.tv_sec = static_cast<time_t>(seconds);
  result.tv_usec = static_cast<suseconds_t>(std::ceil((seconds - static_cast<double>(result.tv_sec)) * 1e6));
  if (result.tv_usec >= 1000000) {
    result.tv_usec -= 1000000;
    ++result.tv_sec;
  }
  return result;
}

Value from_timer(ThreadState& thread, const itimerval& timer) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return make_tuple(thread, {objects::make_float(seconds(timer.it_value)),
                             objects::make_float(seconds(timer.it_interval))});
}

/// signal.ItimerError is OSError.
Result<Value> signal_setitimer(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t which = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  const double seconds = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  const double interval = arguments.get(2).is_empty() ? 0.0 : MINIPY_TRY(vm::to_double(thread, arguments[2]));
  if (!(seconds >= 0) || !(interval >= 0)) return raise_os_error(thread, EINVAL);
  const itimerval timer{to_timeval(interval), to_timeval(seconds)};
  itimerval old{};
  if (::setitimer(static_cast<__itimer_which_t>(which), &timer, &old) != 0)
    return raise_os_error(thread, errno);
  return from_timer(thread, old);
}

Result<Value> signal_getitimer(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t which = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  itimerval timer{};
  if (::getitimer(static_cast<__itimer_which_t>(which), &timer) != 0) return raise_os_error(thread, errno);
  return from_timer(thread, timer);
}

Result<Value> signal_pause(ThreadState& thread, const Arguments&) {
  while (true) {
    {
      const vm::Detached detached(thread, "signal.pause");
      sync::ThreadContext::of(thread).parker->park_until(sync::kNever);
    }
    const bool arrived = (thread.breaker.load(std::memory_order_acquire) & vm::kBreakSignal) != 0;
    MINIPY_TRY(vm::checkpoint(thread));
    if (arrived) return Value::none();
  }
}

Result<Value> signal_strsignal(ThreadState& thread, const Arguments& arguments) {
  const int number = MINIPY_TRY(signal_argument(thread, arguments[0]));
  const char* text = sigdescr_np(number);
  return text == nullptr ? Value::none() : make_str(thread, text);
}

Result<Value> signal_valid_signals(ThreadState& thread, const Arguments&) {
  List* numbers = List::create(thread);
  for (int number = 1; number < kSignals; ++number) {
    if (number != 32 && number != 33)
      numbers->append(thread, Value::from_int(number));  // the C library's own
  }
  return vm::call(thread, Value(thread.types.set), {Value(numbers)});
}

Result<Value> signal_siginterrupt(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(signal_argument(thread, arguments[0]));
  return Value::none();
}

const NativeDefinition kFunctions[] = {
    kDefaultIntHandler,
    {"signal", signal_signal, "signalnum, handler, /"},
    {"getsignal", signal_getsignal, "signalnum, /"},
    {"raise_signal", signal_raise, "signalnum, /"},
    {"pthread_kill", signal_pthread_kill, "thread_id, signalnum, /"},
    {"alarm", signal_alarm, "seconds, /"},
    {"setitimer", signal_setitimer, "which, seconds, interval=, /"},
    {"getitimer", signal_getitimer, "which, /"},
    {"pause", signal_pause, ""},
    {"strsignal", signal_strsignal, "signalnum, /"},
    {"valid_signals", signal_valid_signals, ""},
    {"siginterrupt", signal_siginterrupt, "signalnum, flag, /"},
};

}  // namespace

Result<bool> raise_signal(ThreadState& thread, int number) {
  SignalWatcher* watcher = Scheduler::of(thread).signals();
  if (watcher == nullptr || !watcher->watches(number)) return false;
  watcher->raise(number);
  if (thread.is_main) MINIPY_TRY(vm::checkpoint(thread));
  return true;
}

Result<Value> make_signal(ThreadState& thread) {
  Module* module = new_module(thread, "_signal");
  builtins::add_functions(thread, module, kFunctions);
  for (const SignalNumber& row : kNumbers) {
    builtins::add_value(thread, module, row.name, Value::from_int(row.number));
  }
  builtins::add_value(thread, module, "SIG_DFL", Value::from_int(0));
  builtins::add_value(thread, module, "SIG_IGN", Value::from_int(1));
  builtins::add_value(thread, module, "NSIG", Value::from_int(kSignals));
  builtins::add_value(thread, module, "ITIMER_REAL", Value::from_int(ITIMER_REAL));
  builtins::add_value(thread, module, "ITIMER_VIRTUAL", Value::from_int(ITIMER_VIRTUAL));
  builtins::add_value(thread, module, "ITIMER_PROF", Value::from_int(ITIMER_PROF));
  builtins::add_value(thread, module, "ItimerError", thread.types.OSError);

  List* table = List::create(thread);
  const SignalWatcher* watcher = Scheduler::of(thread).signals();
  for (int number = 0; number < kSignals; ++number) {
    struct sigaction current {};
    const bool known = number > 0 && sigaction(number, nullptr, &current) == 0;
    const bool ignored = known && current.sa_handler == SIG_IGN;
    table->append(thread, Value::from_int(ignored ? 1 : 0));
  }
  if (watcher != nullptr && watcher->watches(SIGINT)) {
    table->set(thread, SIGINT, module->namespace_()->get_str(vm::intern(thread, "default_int_handler")));
  }
  thread.interpreter.state_slot(&kHandlersKey).store(table);
  discipline_of(thread).set_signal_handler(handle);
  return Value(module);
}

}  // namespace minipy::modules
