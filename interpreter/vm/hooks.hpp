#pragma once

// The seam between the machine and who runs it. The eval loop and native code call these; the runtime's
// disciplines implement them. With `SingleThreaded` a program that links interpreter/ alone runs scripts.

#include <memory>
#include <string>
#include <string_view>

#include "interpreter/base/inline.hpp"
#include "interpreter/base/result.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/heap/heap.hpp"
#include "interpreter/vm/kept_registers.hpp"

namespace minipy::vm {

class ThreadState;
class InterpreterState;

/// Bits of a thread's eval breaker: why it shall call `Hooks::checkpoint`.
enum Breaker : std::uint32_t {
  kBreakDropRequest = 1,  ///< the thread shall let go for a moment: of the GIL, or of its worker
  kBreakCollect = 2,      ///< a collection is due
  kBreakStopWorld = 4,    ///< somebody stops the world
  kBreakSignal = 8,       ///< main thread: a signal arrived (Ctrl-C)
  kBreakAbandon = 16,     ///< the program ends: a daemon thread never runs again
  kBreakException = 32,   ///< an exception was set from outside (`pending_async`)
  kBreakTicks = 64,       ///< stays set: the policy counts checkpoints itself
};

/// Why a thread detaches; the trace and the statistics show it.
enum class DetachCause : std::uint8_t { kInterval, kBlocking, kTicks, kExit, kStopWorld, kYield, kPriority };

/// How source text shall be compiled.
enum class CompileMode : std::uint8_t {
  kModule,
  kExec,    ///< module-level names live in a namespace beside the globals
  kEval,    ///< one expression
  kSingle,  ///< as kExec, one statement as it was typed: expression statements show their values
  kPrompt,  ///< as kSingle, names being globals
};

/// A unit, or what is wrong with the source.
using CompileResult = Result<std::shared_ptr<bytecode::CodeUnit>, base::Diagnostic>;

/// What the machine asks of the one who runs it. Called by the thread that `thread` is, attached (except
/// attach).
class Hooks {
 public:
  virtual ~Hooks() = default;

  /// The thread saw its breaker set at a checkpoint. Does what the bits ask; may block, collect, switch
  /// threads and raise (KeyboardInterrupt).
  virtual Result<void> checkpoint(ThreadState& thread) = 0;
  /// The same inside a native function that goes through many items, but the lock stays with the thread
  /// however long others wait: as in CPython, what is one function in C is one step.
  virtual Result<void> poll(ThreadState& thread) = 0;
  /// The thread will touch no Python object until `attach`. `what` names the blocking call ("time.sleep");
  /// static storage.
  virtual void detach(ThreadState& thread, DetachCause cause, const char* what) = 0;
  /// Waits until the thread may touch Python objects again. Keeps errno.
  virtual void attach(ThreadState& thread) = 0;
  /// Stops the world and collects.
  virtual heap::CollectionResult collect(ThreadState& thread) = 0;
  /// Runs `action` with the world stopped: for changes of an object's layout that no lock-free reader may
  /// see.
  virtual void with_world_stopped(ThreadState& thread, void (*action)(void*), void* context) = 0;
  /// Waits, detached, until `ready` (called detached, any thread) says so, or a signal came for the thread;
  /// looks again now and then. For waits so rare that nobody keeps a queue for them.
  virtual void wait_until(ThreadState& thread, const char* what, bool (*ready)(void*), void* context);
  /// Takes the lock of `object`, which another thread had a moment ago. The thread stays attached: whoever
  /// holds such a lock is about to give it back.
  virtual void wait_for_lock(const ThreadState& thread, heap::Object& object);
  /// Compiles; the arrow from vm to compile runs through here.
  /// `stack_left` is how many bytes of the caller's native stack are free.
  virtual CompileResult compile(const std::string& file, std::string text, CompileMode mode,
                                std::size_t stack_left) = 0;
};

/// What the runtime keeps for each thread (carrier, trace ring, statistics).
class ThreadExtension {
 public:
  virtual ~ThreadExtension() = default;
};

/// The registers that a callee must preserve, as they were when it was made. Lives on the native stack, where
/// the collector finds what they hold.
class KeptRegisters {
 public:
  MINIPY_ALWAYS_INLINE KeptRegisters() { keep(); }

 private:
  // Clobbering all others makes sure that what is needed later is in a kept register or on the stack.
  MINIPY_ALWAYS_INLINE void keep() {
#if defined(__x86_64__)
    asm volatile(MINIPY_STORE_KEPT_REGISTERS
                 :
                 : "a"(registers_)
                 : "memory", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11");
#elif defined(__aarch64__)
    asm volatile(MINIPY_STORE_KEPT_REGISTERS
                 :
                 : "r"(registers_)
                 : "memory", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
                   "x14", "x15", "x16", "x17");
#endif
  }

  std::uintptr_t registers_[kKeptRegisters];
};

/// Detaches for a scope: every wait and every blocking system call sits in one. Nothing inside touches a
/// Python object. Lives on the native stack.
///
/// The scope keeps the registers that a callee must preserve: what they hold, for the function around it or
/// one that called that, may be the only pointer to an object. `Hooks::detach` could not keep them, because
/// its own stack frame is gone, and written over, while the thread is in the scope.
class Detached {
 public:
  MINIPY_ALWAYS_INLINE Detached(ThreadState& thread, const char* what,
                                DetachCause cause = DetachCause::kBlocking)
      : thread_(thread) {
    detach(what, cause);
  }
  ~Detached();
  Detached(const Detached&) = delete;
  Detached& operator=(const Detached&) = delete;

 private:
  void detach(const char* what, DetachCause cause);

  KeptRegisters registers_;
  ThreadState& thread_;
};

}  // namespace minipy::vm
