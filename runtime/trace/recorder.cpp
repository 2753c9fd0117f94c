#include "runtime/trace/recorder.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

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
  }
  return "?";
}

void Totals::add(const Totals& other) {
  takes += other.takes;
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
  for (std::size_t i = 0; i < kCauses; ++i) {
    detaches[i] += other.detaches[i];
    hand_offs[i] += other.hand_offs[i];
  }
}

ThreadRecord::ThreadRecord(Recorder& recorder, std::uint32_t number, std::string name)
    : recorder_(recorder), number_(number), name_(std::move(name)) {}

ThreadRecord::~ThreadRecord() {
  // Whoever let go last adds the record to the sum of the ended threads, so that not even a hand-off that is
  // counted after the end of a thread is lost.
  const base::MutexLock guard(recorder_.folded_mutex_);
  recorder_.folded_.add(totals());
  ++recorder_.folded_threads_;
  if (owned_ring_ != nullptr) recorder_.folded_lost_ += owned_ring_->lost();
}

void ThreadRecord::set_name(std::string name) {
  const base::MutexLock guard(name_mutex_);
  name_ = std::move(name);
}

std::string ThreadRecord::name() const {
  const base::MutexLock guard(name_mutex_);
  return name_;
}

Totals ThreadRecord::totals() const {
  Totals result;
  result.takes = takes.get();
  result.waits = waits.get();
  result.hold_ns = hold_ns.get();
  result.wait_ns = wait_ns.get();
  result.longest_wait_ns = longest_wait_ns.get();
  result.blocked_ns = blocked_ns.get();
  result.cpu_ns = cpu_ns.get();
  result.drop_requests = drop_requests.get();
  result.collections = collections.get();
  result.collection_ns = collection_ns.get();
  result.longest_collection_ns = longest_collection_ns.get();
  for (std::size_t i = 0; i < kCauses; ++i) {
    result.detaches[i] = detaches[i].get();
    result.hand_offs[i] = hand_offs[i].get();
  }
  return result;
}

Recorder::Recorder(const Clock& clock, LogSink* sink)
    : clock_(clock), sink_(sink), started_(clock.now()), cpu_started_(process_cpu_now()) {}

Recorder::~Recorder() = default;

std::shared_ptr<ThreadRecord> Recorder::add_thread(std::string name) {
  const base::MutexLock guard(mutex_);
  auto record = std::make_shared<ThreadRecord>(*this, next_number_++, std::move(name));
  if (ring_capacity_ != 0) {
    record->owned_ring_ = std::make_unique<EventRing>(ring_capacity_);
    record->ring_.store(record->owned_ring_.get(), std::memory_order_release);
  }
  records_.push_back(record);
  return record;
}

void Recorder::finish(const std::shared_ptr<ThreadRecord>& record) {
  const base::MutexLock guard(mutex_);
  if (records_.size() <= kKeptRecords) return;
  const auto at = std::find(records_.begin(), records_.end(), record);
  if (at != records_.end()) records_.erase(at);
}

void Recorder::start_events(std::size_t capacity) {
  const base::MutexLock guard(mutex_);
  ring_capacity_ = capacity;
  for (const auto& record : records_) {
    if (record->owned_ring_ != nullptr) continue;
    record->owned_ring_ = std::make_unique<EventRing>(capacity);
    record->ring_.store(record->owned_ring_.get(), std::memory_order_release);
  }
}

std::vector<ThreadSummary> Recorder::threads() const {
  const base::MutexLock guard(mutex_);
  std::vector<ThreadSummary> result;
  result.reserve(records_.size());
  for (const auto& record : records_) result.push_back({record->number(), record->name(), record->totals()});
  return result;
}

Totals Recorder::folded() const {
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
    if (const EventRing* ring = record->ring()) lost += ring->lost();
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
