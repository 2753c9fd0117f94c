#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/sched/native_stack.hpp"
#include "runtime/sync/thread_context.hpp"

namespace minipy::sched {

/// A thread that shall run: `run(argument)` on `stack`, waiting through `parker`. The parker may die inside.
struct CarrierTask {
  void (*run)(void* argument) = nullptr;
  void* argument = nullptr;
  sync::Parker* parker = nullptr;
  NativeStack stack;
};

/// What script threads run on.
class Carrier {
 public:
  virtual ~Carrier() = default;

  /// "OS threads", "fibers on 2 workers": for reports.
  virtual std::string description() const = 0;
  /// How many OS threads carry the script's threads, which are fibers; 0: each one is an OS thread.
  virtual unsigned workers() const = 0;

  /// The parker of the calling thread, which is the main thread. Once.
  virtual std::unique_ptr<sync::Parker> main_parker() = 0;
  /// A parker for a thread that will be started.
  virtual std::unique_ptr<sync::Parker> make_parker() = 0;
  /// Tells the carrier of `parker` the breaker of its thread; null before the thread state dies.
  virtual void set_breaker(sync::Parker& parker, std::atomic<std::uint32_t>* breaker) = 0;

  /// Memory for a thread's stack, which `start` takes over; nothing when there is none left.
  virtual std::optional<NativeStack> take_stack() = 0;
  virtual void give_stack(NativeStack stack) = 0;
  /// Runs the task on a carrier of its own. False when the system refuses; the stack is the caller's again
  /// then.
  virtual bool start(const CarrierTask& task) = 0;
  /// Whether threads are fibers: they have small stacks and must not block their worker.
  virtual bool fibers() const = 0;
  /// Runs `function(argument)`, which blocks, so that only the calling thread waits for it. Detached.
  virtual void run_blocking(sync::Parker& parker, void (*function)(void*), void* argument) = 0;

  /// What `set_stack_size` was told; 0: the default. The carrier rounds it and may use more.
  virtual std::size_t stack_size() const = 0;
  virtual void set_stack_size(std::size_t size) = 0;
  /// Takes down what threads that have ended still have. Any thread, detached.
  virtual void release_ended() = 0;
  /// Returns when everything that was started has come to its end. By the main thread, when no thread is
  /// left.
  virtual void finish() = 0;
};

}  // namespace minipy::sched
