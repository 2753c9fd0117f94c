#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "interpreter/vm/thread_state.hpp"
#include "interpreter/vm/unawaited.hpp"
#include "interpreter/vm/weak_references.hpp"

namespace minipy::vm {

/// Makes and fills a built-in module on its first import.
using ModuleInitialiser = Result<Value> (*)(ThreadState& thread);

/// A module whose source is part of the program.
struct EmbeddedModule {
  std::string_view text;
  bool is_package = false;
};

/// All that one interpreter has, and no other: heap, types, names, modules, threads. No static state anywhere
/// else.
class InterpreterState final : public heap::RootSource {
 public:
  explicit InterpreterState(bool free_threaded);
  ~InterpreterState() override;

  heap::Heap heap;
  objects::CoreTypes types;
  objects::Names names;
  objects::InternTable intern_table;
  const bool free_threaded;

  /// Who runs the machine. Set once, before the first script.
  Hooks* hooks = nullptr;
  /// Whether threads look at their breaker before every instruction. Set once, before the first thread.
  bool checks_every_instruction = false;

  // Made by `initialise`, constant from then on.
  objects::Dict* builtins = nullptr;  ///< namespace of the module builtins
  objects::Dict* modules = nullptr;   ///< sys.modules
  objects::Module* sys = nullptr;
  Value import_function;  ///< `__import__`, as long as no script puts another in its place

  /// Makes the iterator of an object that has __getitem__ and no __iter__; set by builtins.
  Result<Value> (*sequence_iterator)(ThreadState& thread, Value object) = nullptr;

  std::atomic<std::uint32_t> recursion_limit{1000};    ///< relaxed: a setting
  std::atomic<std::int64_t> int_max_str_digits{4300};  ///< relaxed: a setting; 0: no limit
  std::atomic<std::uint32_t> next_type_version{1};

  /// Modules written in C++, and modules of the embedded standard library (name to source text).
  void add_builtin_module(const char* name, ModuleInitialiser initialiser);
  ModuleInitialiser find_builtin_module(std::string_view name) const;
  std::vector<std::string> builtin_module_names() const;
  /// Where the source texts of modules come from that are part of the program; set while it is made. Null:
  /// none.
  std::optional<EmbeddedModule> (*find_embedded_module)(std::string_view name) = nullptr;

  base::Mutex import_mutex;

  /// Finds the directory of an installed CPython's library, "" for none; called once, when a module is wanted
  /// that nothing before it has. Set while the interpreter is made, null: none.
  std::string (*find_library)(InterpreterState& interpreter) = nullptr;
  /// The directory that the host names for it, or "": `find_library` looks.
  std::string chosen_library;
  /// Where compiled modules of that library are kept (they stand below it by their full path), or "":
  /// nowhere.
  std::string library_cache;
  /// What `find_library` said, once it was asked.
  std::optional<std::string> library GUARDED_BY(import_mutex);

  /// The modules that threads are importing right now: a second thread waits for the first (vm/import.cpp).
  struct Importing {
    std::string name;
    const ThreadState* owner;
  };
  std::vector<Importing> importing GUARDED_BY(import_mutex);

  Unawaited unawaited;             ///< coroutines that nobody has waited for yet
  WeakReferences weak_references;  ///< who refers weakly to what

  /// Takes the pending exception and tells sys.unraisablehook of it: nobody can catch it, and `object` is
  /// what raised it. Set while the interpreter is made.
  void (*report_unraisable)(ThreadState& thread, Value object) = nullptr;

  /// A value that lives as long as the interpreter. Any attached thread.
  void keep(Value value);
  /// A place for a value of a module written in C++, found by a static address. Any attached thread.
  Slot& state_slot(const void* key);

  // ---- threads

  void add_thread(ThreadState* thread);
  void remove_thread(ThreadState* thread);
  /// Calls `visit` for every thread, with the list locked.
  template <typename Visit>
  void for_each_thread(Visit visit) {
    const base::MutexLock guard(threads_mutex_);
    for (ThreadState* thread : threads_) visit(*thread);
  }

  void mark_roots(heap::Marker& marker) override;
  void drop_unmarked(heap::Heap& heap) override;

 private:
  base::Mutex threads_mutex_;
  std::vector<ThreadState*> threads_ GUARDED_BY(threads_mutex_);
  struct BuiltinModule {
    std::string name;
    ModuleInitialiser initialiser;
  };
  std::vector<BuiltinModule> builtin_modules_;
  base::ByteLock kept_lock_;
  std::vector<Value> kept_;
  struct StateSlot {
    const void* key;
    std::unique_ptr<Slot> slot;
  };
  std::vector<StateSlot> state_slots_;
};

}  // namespace minipy::vm
