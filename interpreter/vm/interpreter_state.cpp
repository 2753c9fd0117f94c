#include "interpreter/vm/interpreter_state.hpp"

#include <algorithm>

namespace minipy::vm {

InterpreterState::InterpreterState(bool free) : heap(objects::kind_infos()), free_threaded(free) {}

InterpreterState::~InterpreterState() = default;

void InterpreterState::add_builtin_module(const char* name, ModuleInitialiser initialiser) {
  builtin_modules_.push_back({name, initialiser});
}

std::vector<std::string> InterpreterState::builtin_module_names() const {
  std::vector<std::string> names;
  for (const BuiltinModule& module : builtin_modules_) names.push_back(module.name);
  return names;
}

ModuleInitialiser InterpreterState::find_builtin_module(std::string_view name) const {
  for (const BuiltinModule& module : builtin_modules_) {
    if (module.name == name) return module.initialiser;
  }
  return nullptr;
}

void InterpreterState::keep(Value value) {
  const base::ByteLockGuard guard(kept_lock_);
  kept_.push_back(value);
}

Slot& InterpreterState::state_slot(const void* key) {
  const base::ByteLockGuard guard(kept_lock_);
  for (const StateSlot& known : state_slots_) {
    if (known.key == key) return *known.slot;
  }
  state_slots_.push_back({key, std::make_unique<Slot>()});
  return *state_slots_.back().slot;
}

void InterpreterState::add_thread(ThreadState* thread) {
  const base::MutexLock guard(threads_mutex_);
  threads_.push_back(thread);
}

void InterpreterState::remove_thread(ThreadState* thread) {
  const base::MutexLock guard(threads_mutex_);
  const auto at = std::find(threads_.begin(), threads_.end(), thread);
  *at = threads_.back();
  threads_.pop_back();
}

void InterpreterState::mark_roots(heap::Marker& marker) {
  types.mark(marker);
  names.mark(marker);
  for (objects::Object* object :
       {static_cast<objects::Object*>(builtins), static_cast<objects::Object*>(modules),
        static_cast<objects::Object*>(sys)}) {
    if (object != nullptr) marker.mark_object(object);
  }
  for (const Value value : kept_) marker.mark(value);
  for (const StateSlot& known : state_slots_) marker.mark(*known.slot);
  weak_references.mark(marker);
  // A thread that has ended may take itself off the list although the world is stopped.
  for_each_thread([&marker](ThreadState& thread) { thread.mark(marker); });
}

void InterpreterState::drop_unmarked(heap::Heap& from) {
  unawaited.drop_unmarked(from);
  weak_references.drop_unmarked(from);
  intern_table.drop_unmarked(from);
}

}  // namespace minipy::vm
