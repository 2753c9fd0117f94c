#include "runtime/trace/recorder.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <thread>
#include <utility>

namespace minipy::trace {

const char* name(Cause cause) {
  switch (cause) {
    case Cause::kInterval:
      return "interval";
    case Cause::kBlocking:
      return "blocking";
    case Cause::kTicks:
      return "ticks";
    case Cause::kExit:
      return "exit";
    case Cause::kStopWorld:
      return "stop";
    case Cause::kYield:
      return "yield";
    case Cause::kPriority:
      return "priority";
  }
  return "?";
}

void Totals::add(const Totals& other) {
  takes += other.takes;
  life_ns += other.life_ns;
  waits += other.waits;
  hold_ns += other.hold_ns;
  wait_ns += other.wait_ns;
  longest_wait_ns = std::max(longest_wait_ns, other.longest_wait_ns);
  blocked_ns += other.blocked_ns;
  cpu_ns += other.cpu_ns;
  drop_requests += other.drop_requests;
  collections += other.collections;
  collection_ns += other.collection_ns;
  longest_collection_ns = std::max(longest_collection_ns, other.longest_collection_ns);
  contentions += other.contentions;
  contention_ns += other.contention_ns;
  recording_waits += other.recording_waits;
  recording_wait_ns += other.recording_wait_ns;
  for (std::size_t i = 0; i < kCauses; ++i) {
    detaches[i] += other.detaches[i];
    hand_offs[i] += other.hand_offs[i];
  }
}

void ThreadSummary::add(const ThreadSummary& other) {
  totals.add(other.totals);
  waits.add(other.waits);
  holds.add(other.holds);
}

ThreadRecord::ThreadRecord(Recorder& recorder, std::uint32_t number, std::string name)
    : recorder_(recorder), number_(number), name_(std::move(name)) {}

ThreadRecord::~ThreadRecord() {
  // Whoever let go last adds the record to the sum of the ended threads, so that not even a hand-off that is
  // counted after the end of a thread is lost.
  const base::MutexLock guard(recorder_.folded_mutex_);
  recorder_.folded_.add(summary(recorder_.clock().now()));
  ++recorder_.folded_threads_;
  recorder_.folded_lost_ += lost_before_;
  if (owned_ring_ != nullptr) recorder_.folded_lost_ += owned_ring_->lost();
}

void ThreadRecord::set_name(std::string name) {
  const base::MutexLock guard(name_mutex_);
  name_ = std::move(name);
  renamed_.fetch_add(1, std::memory_order_release);
}

std::string ThreadRecord::name() const {
  const base::MutexLock guard(name_mutex_);
  return name_;
}

void ThreadRecord::begin(std::int64_t time) {
  born_.store(time, std::memory_order_relaxed);
  since_.store(time, std::memory_order_relaxed);
}

std::int64_t ThreadRecord::enter(Phase next, std::int64_t time) {
  // relaxed loads: what only this thread writes.
  const std::uint32_t sequence = sequence_.load(std::memory_order_relaxed);
  const std::int64_t spent = time - since_.load(std::memory_order_relaxed);
  sequence_.store(sequence + 1, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
  phase_ns_[static_cast<std::size_t>(phase_.load(std::memory_order_relaxed))].add_time(spent);
  phase_.store(next, std::memory_order_relaxed);
  since_.store(time, std::memory_order_relaxed);
  sequence_.store(sequence + 2, std::memory_order_release);
  return spent;
}

// Calls `read` until no change of phase came in between.
template <typename Read>
void ThreadRecord::read_phases(Read read) const {
  for (;;) {
    const std::uint32_t before = sequence_.load(std::memory_order_acquire);
    if (before % 2 == 0) {
      read();
      std::atomic_thread_fence(std::memory_order_acquire);
      if (sequence_.load(std::memory_order_relaxed) == before) return;
    }
    std::this_thread::yield();
  }
}

ThreadRecord::Standing ThreadRecord::standing() const {
  Standing result;
  read_phases([&] {
    result = {phase_.load(std::memory_order_relaxed), since_.load(std::memory_order_relaxed)};
  });
  return result;
}

Totals ThreadRecord::totals(std::int64_t now) const {
  Totals result;
  read_phases([&] {
    std::uint64_t spent[kPhases];
    for (std::size_t i = 0; i < kPhases; ++i) spent[i] = phase_ns_[i].get();
    const Phase phase = phase_.load(std::memory_order_relaxed);
    const std::int64_t since = since_.load(std::memory_order_relaxed);
    // It may have changed after the caller read the clock.
    const std::int64_t until = phase == Phase::kEnded ? since : std::max(now, since);
    spent[static_cast<std::size_t>(phase)] += static_cast<std::uint64_t>(until - since);
    result.blocked_ns = spent[static_cast<std::size_t>(Phase::kBlocked)];
    result.wait_ns = spent[static_cast<std::size_t>(Phase::kWaiting)];
    result.hold_ns = spent[static_cast<std::size_t>(Phase::kAttached)];
    result.life_ns = static_cast<std::uint64_t>(until - born_.load(std::memory_order_relaxed));
  });
  result.takes = takes.get();
  result.waits = waits.get();
  result.longest_wait_ns = longest_wait_ns.get();
  result.cpu_ns = cpu_ns.get();
  result.drop_requests = drop_requests.get();
  result.collections = collections.get();
  result.collection_ns = collection_ns.get();
  result.longest_collection_ns = longest_collection_ns.get();
  result.contentions = contentions.get();
  result.contention_ns = contention_ns.get();
  result.recording_waits = recording_waits.get();
  result.recording_wait_ns = recording_wait_ns.get();
  for (std::size_t i = 0; i < kCauses; ++i) {
    result.detaches[i] = detaches[i].get();
    result.hand_offs[i] = hand_offs[i].get();
  }
  return result;
}

ThreadSummary ThreadRecord::summary(std::int64_t now) const {
  return {number(), name(), totals(now), wait_times.counts(), hold_times.counts()};
}

Recorder::Recorder(const Clock& clock, LogSink* sink)
    : clock_(clock), sink_(sink), started_(clock.now()), cpu_started_(process_cpu_now()) {}

Recorder::~Recorder() = default;

std::shared_ptr<ThreadRecord> Recorder::add_thread(std::string name) {
  const base::MutexLock guard(mutex_);
  auto record = std::make_shared<ThreadRecord>(*this, next_number_++, std::move(name));
  if (ring_capacity_ != 0) give_ring(record);
  // The collector fetches new records under this mutex: it finds the event.
  const Moment moment(*record);
  record->begin(clock_.now());
  moment.emit({.time = record->since(), .kind = EventKind::kThreadStarted});
  records_.push_back(record);
  return record;
}

void Recorder::give_ring(const std::shared_ptr<ThreadRecord>& record) {
  if (record->owned_ring_ == nullptr) {
    record->owned_ring_ = std::make_unique<EventRing>(ring_capacity_, backlog_);
  }
  record->ring_.store(record->owned_ring_.get(), std::memory_order_release);
  untaken_.push_back(record);
}

void Recorder::finish(const std::shared_ptr<ThreadRecord>& record) {
  record->finished_.store(true, std::memory_order_release);
  const base::MutexLock guard(mutex_);
  if (records_.size() <= kKeptRecords) return;
  const auto at = std::find(records_.begin(), records_.end(), record);
  if (at != records_.end()) records_.erase(at);
}

void Recorder::start_events(std::size_t capacity) {
  const base::MutexLock guard(mutex_);
  if (ring_capacity_ != 0) return;
  ring_capacity_ = capacity;
  for (const auto& record : records_) {
    if (!record->finished()) give_ring(record);
  }
}

void Recorder::stop_events() {
  const base::MutexLock guard(mutex_);
  ring_capacity_ = 0;
  for (const auto& record : records_) record->ring_.store(nullptr, std::memory_order_release);
  untaken_.clear();
}

std::vector<std::shared_ptr<ThreadRecord>> Recorder::take_traced() {
  const base::MutexLock guard(mutex_);
  return std::exchange(untaken_, {});
}

void Recorder::release_ring(ThreadRecord& record) {
  const base::MutexLock guard(mutex_);
  if (record.owned_ring_ == nullptr) return;
  record.lost_before_ += record.owned_ring_->lost();
  record.ring_.store(nullptr, std::memory_order_release);
  record.owned_ring_.reset();
}

std::vector<ThreadSummary> Recorder::threads(std::int64_t now) const {
  const base::MutexLock guard(mutex_);
  std::vector<ThreadSummary> result;
  result.reserve(records_.size());
  for (const auto& record : records_) result.push_back(record->summary(now));
  return result;
}

std::vector<std::shared_ptr<ThreadRecord>> Recorder::living() const {
  const base::MutexLock guard(mutex_);
  std::vector<std::shared_ptr<ThreadRecord>> result;
  for (const auto& record : records_) {
    if (!record->finished() && record->standing().phase != Phase::kEnded) result.push_back(record);
  }
  return result;
}

ThreadSummary Recorder::folded() const {
  const base::MutexLock guard(folded_mutex_);
  return folded_;
}

std::uint64_t Recorder::folded_threads() const {
  const base::MutexLock guard(folded_mutex_);
  return folded_threads_;
}

std::uint64_t Recorder::lost_events() const {
  const base::MutexLock guard(mutex_);
  const base::MutexLock folded_guard(folded_mutex_);
  std::uint64_t lost = folded_lost_;
  for (const auto& record : records_) {
    lost += record->lost_before_;
    if (record->owned_ring_ != nullptr) lost += record->owned_ring_->lost();
  }
  return lost;
}

void Recorder::log(LogLevel level, const char* format, ...) {
  if (!logs(level)) return;
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof(text), format, arguments);
  va_end(arguments);
  sink_->write(level, text);
}

}  // namespace minipy::trace
