#include "runtime/modules/lock.hpp"

#include <cmath>
#include <cstdio>
#include <new>

namespace minipy::modules {

Result<bool> LockWord::acquire(ThreadState& thread, const char* what, std::int64_t deadline) {
  if (try_acquire()) return true;
  while (true) {
    bool acquired = false;
    const Wake wake = waiters_.wait(thread, what, deadline, [&] {
      acquired = state_.exchange(kWaitedFor, std::memory_order_acquire) == kFree;
      return !acquired;
    });
    if (acquired) return true;
    if (wake == Wake::kTimeout) return false;
    if (wake == Wake::kInterrupted) MINIPY_TRY(vm::checkpoint(thread));
  }
}

bool LockWord::release() {
  const std::uint32_t before = state_.exchange(kFree, std::memory_order_release);
  if (before == kWaitedFor) waiters_.wake_one();
  return before != kFree;
}

Result<std::int64_t> seconds_to_nanoseconds(ThreadState& thread, Value seconds, const char* too_large) {
  if (seconds.is_double() || objects::is_float(seconds)) {
    const double d = objects::float_value(seconds);
    if (std::isnan(d)) return thread.raise(thread.types.ValueError, "Invalid value NaN (not a number)");
    const double nanoseconds = std::ceil(d * 1e9);
    if (std::fabs(nanoseconds) >= 0x1p63) return thread.raise(thread.types.OverflowError, "%s", too_large);
    return static_cast<std::int64_t>(nanoseconds);
  }
  const Value integer = MINIPY_TRY(vm::index(thread, seconds));
  const auto whole = objects::to_int64(integer);
  if (!whole || *whole > 9'223'372'036 || *whole < -9'223'372'036) {
    return thread.raise(thread.types.OverflowError, "%s", too_large);
  }
  return *whole * 1'000'000'000;
}

Result<std::int64_t> acquire_deadline(ThreadState& thread, Value blocking, Value timeout) {
  const bool waits = blocking.is_empty() || MINIPY_TRY(vm::truth(thread, blocking));
  if (timeout.is_empty()) return waits ? sync::kNever : 0;
  const std::int64_t nanoseconds =
      MINIPY_TRY(seconds_to_nanoseconds(thread, timeout, "timeout value is too large"));
  if (!waits && nanoseconds != -1'000'000'000) {
    return thread.raise(thread.types.ValueError, "can't specify a timeout for a non-blocking call");
  }
  if (nanoseconds < 0 && nanoseconds != -1'000'000'000) {
    return thread.raise(thread.types.ValueError, "timeout value must be positive");
  }
  if (!waits) return 0;
  if (nanoseconds < 0) return sync::kNever;
  if (nanoseconds == 0) return 0;
  return trace::deadline_after(sync::ThreadContext::of(thread).parker->now(), nanoseconds);
}

namespace {

// ---- lock

struct Lock : objects::Opaque {
  LockWord word;
};

constexpr objects::OpaqueInfo kLockInfo = {"_thread.lock", nullptr, nullptr};

Result<Lock*> self_lock(ThreadState& thread, Value self) { return self_as<Lock>(thread, self, kLockInfo); }

Result<Value> lock_acquire(ThreadState& thread, const Arguments& arguments) {
  Lock* self = MINIPY_TRY(self_lock(thread, arguments[0]));
  const std::int64_t deadline = MINIPY_TRY(acquire_deadline(thread, arguments.get(1), arguments.get(2)));
  if (deadline == 0) return Value::from_bool(self->word.try_acquire());
  return Value::from_bool(MINIPY_TRY(self->word.acquire(thread, "lock.acquire", deadline)));
}

Result<Value> lock_enter(ThreadState& thread, const Arguments& arguments) {
  Lock* self = MINIPY_TRY(self_lock(thread, arguments[0]));
  MINIPY_TRY(self->word.acquire(thread, "lock.acquire", sync::kNever));
  return Value::true_();
}

Result<Value> lock_release(ThreadState& thread, const Arguments& arguments) {
  Lock* self = MINIPY_TRY(self_lock(thread, arguments[0]));
  if (!self->word.release()) return thread.raise(thread.types.RuntimeError, "release unlocked lock");
  return Value::none();
}

Result<Value> lock_locked(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(self_lock(thread, arguments[0]))->word.is_held());
}

std::string address_of(Value value) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value.bits()));
  return text;
}

Result<Value> lock_repr(ThreadState& thread, const Arguments& arguments) {
  Lock* self = MINIPY_TRY(self_lock(thread, arguments[0]));
  return make_str(thread, std::string(self->word.is_held() ? "<locked" : "<unlocked") +
                              " _thread.lock object at " + address_of(arguments[0]) + ">");
}

Result<Value> lock_reinit(ThreadState& thread, const Arguments& arguments) {
  Lock* self = MINIPY_TRY(self_lock(thread, arguments[0]));
  new (&self->word) LockWord();
  return Value::none();
}

const NativeDefinition kLockMethods[] = {
    {"acquire", lock_acquire, "self, blocking=, timeout="},
    {"acquire_lock", lock_acquire, "self, blocking=, timeout="},
    {"release", lock_release, "self, /"},
    {"release_lock", lock_release, "self, /"},
    {"locked", lock_locked, "self, /"},
    {"locked_lock", lock_locked, "self, /"},
    {"__enter__", lock_enter, "self, /"},
    {"__exit__", lock_release, "self, type=, value=, traceback=, /"},
    {"__repr__", lock_repr, "self, /"},
    {"_at_fork_reinit", lock_reinit, "self, /"},
};

// ---- RLock

struct RLock : objects::Opaque {
  LockWord word;
  std::atomic<std::uint64_t> owner;  ///< ident, 0: none. relaxed: only its own thread finds itself in it
  std::atomic<std::uint64_t> count;  ///< written by the owner only; relaxed
};

constexpr objects::OpaqueInfo kRLockInfo = {"_thread.RLock", nullptr, nullptr};

Result<RLock*> self_rlock(ThreadState& thread, Value self) {
  return self_as<RLock>(thread, self, kRLockInfo);
}

Result<Value> rlock_new(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::create_opaque<RLock>(thread, arguments[0].as<Type>(), kRLockInfo));
}

bool owns(const ThreadState& thread, const RLock* self) {
  return self->owner.load(std::memory_order_relaxed) == thread.id &&
         self->count.load(std::memory_order_relaxed) > 0;
}

Result<bool> rlock_take(ThreadState& thread, RLock* self, std::int64_t deadline) {
  if (owns(thread, self)) {
    self->count.store(self->count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return true;
  }
  const bool taken = deadline == 0 ? self->word.try_acquire()
                                   : MINIPY_TRY(self->word.acquire(thread, "lock.acquire", deadline));
  if (taken) {
    self->owner.store(thread.id, std::memory_order_relaxed);
    self->count.store(1, std::memory_order_relaxed);
  }
  return taken;
}

Result<Value> rlock_acquire(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  const std::int64_t deadline = MINIPY_TRY(acquire_deadline(thread, arguments.get(1), arguments.get(2)));
  return Value::from_bool(MINIPY_TRY(rlock_take(thread, self, deadline)));
}

Result<Value> rlock_enter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(rlock_take(thread, MINIPY_TRY(self_rlock(thread, arguments[0])), sync::kNever));
  return Value::true_();
}

void rlock_free(RLock* self) {
  self->count.store(0, std::memory_order_relaxed);
  self->owner.store(0, std::memory_order_relaxed);
  self->word.release();
}

Result<Value> rlock_release(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  if (!owns(thread, self)) return thread.raise(thread.types.RuntimeError, "cannot release un-acquired lock");
  const std::uint64_t count = self->count.load(std::memory_order_relaxed);
  if (count > 1) {
    self->count.store(count - 1, std::memory_order_relaxed);
  } else {
    rlock_free(self);
  }
  return Value::none();
}

Result<Value> rlock_is_owned(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(owns(thread, MINIPY_TRY(self_rlock(thread, arguments[0]))));
}

Result<Value> rlock_recursion_count(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  return objects::make_int_u64(thread, owns(thread, self) ? self->count.load(std::memory_order_relaxed) : 0);
}

/// Gives the lock up however often it is held; the state is what _acquire_restore wants back.
Result<Value> rlock_release_save(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  if (!owns(thread, self)) return thread.raise(thread.types.RuntimeError, "cannot release un-acquired lock");
  const Value state =
      make_tuple(thread, {objects::make_int_u64(thread, self->count.load(std::memory_order_relaxed)),
                          objects::make_int_u64(thread, thread.id)});
  rlock_free(self);
  return state;
}

Result<Value> rlock_acquire_restore(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  if (!objects::is_tuple(arguments[1]) || arguments[1].as<Tuple>()->length != 2) {
    return thread.raise(thread.types.TypeError, "_acquire_restore() argument 1 must be 2-item tuple");
  }
  const std::int64_t count = MINIPY_TRY(vm::index_int64(thread, arguments[1].as<Tuple>()->items[0]));
  MINIPY_TRY(self->word.acquire(thread, "lock.acquire", sync::kNever));
  self->owner.store(thread.id, std::memory_order_relaxed);
  self->count.store(static_cast<std::uint64_t>(count), std::memory_order_relaxed);
  return Value::none();
}

Result<Value> rlock_repr(ThreadState& thread, const Arguments& arguments) {
  RLock* self = MINIPY_TRY(self_rlock(thread, arguments[0]));
  const std::uint64_t count = self->count.load(std::memory_order_relaxed);
  Str* name = objects::type_of(thread, arguments[0])->name.load_as<Str>();
  Str* module = objects::type_of(thread, arguments[0])->module.load_as<Str>();
  return make_str(thread, std::string(count > 0 ? "<locked " : "<unlocked ") + module->utf8() + "." +
                              name->utf8() +
                              " object owner=" + std::to_string(self->owner.load(std::memory_order_relaxed)) +
                              " count=" + std::to_string(count) + " at " + address_of(arguments[0]) + ">");
}

const NativeDefinition kRLockMethods[] = {
    {"__new__", rlock_new, "*args, **kwargs"},
    {"acquire", rlock_acquire, "self, blocking=, timeout="},
    {"release", rlock_release, "self, /"},
    {"__enter__", rlock_enter, "self, /"},
    {"__exit__", rlock_release, "self, type=, value=, traceback=, /"},
    {"_is_owned", rlock_is_owned, "self, /"},
    {"_recursion_count", rlock_recursion_count, "self, /"},
    {"_release_save", rlock_release_save, "self, /"},
    {"_acquire_restore", rlock_acquire_restore, "self, state, /"},
    {"__repr__", rlock_repr, "self, /"},
};

// ---- Latch: something that happens once, and may be waited for by many

struct Latch : objects::Opaque {
  std::atomic<bool> open;  ///< release by set, acquire by who sees it
  WaitQueue waiters;
};

constexpr objects::OpaqueInfo kLatchInfo = {"_thread._Latch", nullptr, nullptr};

Result<Latch*> self_latch(ThreadState& thread, Value self) {
  return self_as<Latch>(thread, self, kLatchInfo);
}

Result<Value> latch_new(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::create_opaque<Latch>(thread, arguments[0].as<Type>(), kLatchInfo));
}

Result<Value> latch_set(ThreadState& thread, const Arguments& arguments) {
  Latch* self = MINIPY_TRY(self_latch(thread, arguments[0]));
  self->open.store(true, std::memory_order_release);
  self->waiters.wake_all();
  return Value::none();
}

Result<Value> latch_is_set(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(self_latch(thread, arguments[0]))->open.load(std::memory_order_acquire));
}

/// wait(timeout=None) -> whether it is open.
Result<Value> latch_wait(ThreadState& thread, const Arguments& arguments) {
  Latch* self = MINIPY_TRY(self_latch(thread, arguments[0]));
  std::int64_t deadline = sync::kNever;
  const Value timeout = arguments.get(1);
  if (!timeout.is_empty() && !timeout.is_none()) {
    const std::int64_t nanoseconds =
        MINIPY_TRY(seconds_to_nanoseconds(thread, timeout, "timeout value is too large"));
    if (nanoseconds <= 0) return latch_is_set(thread, arguments);
    deadline = trace::deadline_after(sync::ThreadContext::of(thread).parker->now(), nanoseconds);
  }
  const char* what = "thread.join";
  while (!self->open.load(std::memory_order_acquire)) {
    const Wake wake = self->waiters.wait(thread, what, deadline,
                                         [&] { return !self->open.load(std::memory_order_acquire); });
    if (wake == Wake::kTimeout) return Value::from_bool(self->open.load(std::memory_order_acquire));
    if (wake == Wake::kInterrupted) MINIPY_TRY(vm::checkpoint(thread));
  }
  return Value::true_();
}

const NativeDefinition kLatchMethods[] = {
    {"__new__", latch_new, "cls, /"},
    {"set", latch_set, "self, /"},
    {"is_set", latch_is_set, "self, /"},
    {"wait", latch_wait, "self, timeout=, /"},
};

Type* make_lock_type(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "lock", "_thread", false, kLockMethods));
}
Type* make_rlock_type(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "RLock", "_thread", true, kRLockMethods));
}
Type* make_latch_type(ThreadState& thread) {
  return new_type(thread, "_Latch", "_thread", false, kLatchMethods);
}

const char kLockKey = 0, kRLockKey = 0, kLatchKey = 0;

}  // namespace

Result<Value> end_thread(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(self_latch(thread, arguments[0]));
  sync::ThreadContext::of(thread).ending.store(true, std::memory_order_release);
  return latch_set(thread, arguments);
}

Type* lock_type(ThreadState& thread) { return builtins::builtin_type(thread, &kLockKey, make_lock_type); }
Type* rlock_type(ThreadState& thread) { return builtins::builtin_type(thread, &kRLockKey, make_rlock_type); }
Type* latch_type(ThreadState& thread) { return builtins::builtin_type(thread, &kLatchKey, make_latch_type); }

Value new_lock(ThreadState& thread) {
  return objects::create_opaque<Lock>(thread, lock_type(thread), kLockInfo);
}

}  // namespace minipy::modules
