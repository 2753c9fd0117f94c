#include "interpreter/vm/hooks.hpp"

#include <chrono>
#include <thread>

#include "interpreter/vm/interpreter_state.hpp"

namespace minipy::vm {

void Detached::detach(const char* what, DetachCause cause) {
  thread_.interpreter.hooks->detach(thread_, cause, what);
}

Detached::~Detached() { thread_.interpreter.hooks->attach(thread_); }

void Hooks::wait_until(ThreadState& thread, const char* what, bool (*ready)(void*), void* context) {
  const Detached detached(thread, what);
  while (!ready(context)) std::this_thread::sleep_for(std::chrono::microseconds(100));
}

void Hooks::wait_for_lock(const ThreadState& /*thread*/, heap::Object& object) NO_THREAD_SAFETY_ANALYSIS {
  object.lock.lock();
}

}  // namespace minipy::vm
