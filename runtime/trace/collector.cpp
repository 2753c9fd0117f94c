#include "runtime/trace/collector.hpp"

#include <signal.h>

#include <algorithm>

namespace minipy::trace {

namespace {

// A round is due after this time, or when a ring is half full.
constexpr std::int64_t kPause = 50'000'000;

// Signals are for the threads of the host and of the script.
std::thread start_without_signals(auto body) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(body));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace

Collector::Collector(Recorder& recorder, std::size_t ring_capacity)
    : recorder_(recorder), ring_capacity_(ring_capacity) {}

Collector::~Collector() { remove_all(); }

void Collector::add(std::shared_ptr<EventSink> sink, TraceHeader header) {
  const base::MutexLock control(control_mutex_);
  recorder_.start_events(ring_capacity_);
  auto recording = std::make_shared<Recording>();
  recording->sink = std::move(sink);
  recording->header = std::move(header);
  recording->header.locations = &recorder_.locations();
  recording->lost_before = recorder_.lost_events();
  {
    // A round notes its time under this mutex too, so it hands on nothing from this moment on without the
    // sink.
    const base::MutexLock guard(mutex_);
    recording->header.began = recorder_.clock().now();
    recording->header.wall_began = recorder_.clock().wall_now();
    for (const auto& record : recorder_.living()) {
      recording->threads.push_back({record, record->standing().phase});
    }
    recordings_.push_back(std::move(recording));
    stopping_ = false;
  }
  if (!thread_.joinable()) {
    thread_ = start_without_signals([this] { run(); });
  }
}

void Collector::remove(const EventSink& sink) {
  const base::MutexLock control(control_mutex_);
  {
    base::MutexLock lock(mutex_);
    const auto at = std::find_if(recordings_.begin(), recordings_.end(),
                                 [&sink](const auto& recording) { return recording->sink.get() == &sink; });
    if (at == recordings_.end()) return;
    const std::shared_ptr<Recording> recording = *at;
    recording->ends = recorder_.clock().now();
    recorder_.nudge().give();
    while (!recording->done) done_.wait(lock);
    if (!recordings_.empty()) return;
    stopping_ = true;
  }
  recorder_.nudge().give();
  thread_.join();
  recorder_.stop_events();
}

void Collector::remove_all() {
  for (;;) {
    std::shared_ptr<EventSink> sink;
    {
      const base::MutexLock guard(mutex_);
      if (recordings_.empty()) return;
      sink = recordings_.back()->sink;
    }
    remove(*sink);
  }
}

// ---- the collector's thread

void Collector::run() {
  for (;;) {
    recorder_.nudge().take(kPause);
    round();
    const base::MutexLock guard(mutex_);
    if (stopping_) break;
  }
  traced_.clear();
}

void Collector::round() {
  std::int64_t now = 0;
  {
    const base::MutexLock guard(mutex_);
    now = recorder_.clock().now();
    current_ = recordings_;
  }
  std::atomic_thread_fence(std::memory_order_seq_cst);
  empty_rings(now);
  for (const auto& recording : current_) {
    if (!recording->begun) begin(*recording);
  }
  const std::int64_t until = complete_until(now);
  hand_on(until);
  tell_names();
  forget_finished();
  end_recordings(until);
  current_.clear();
}

void Collector::empty_rings(std::int64_t now) {
  for (auto& record : recorder_.take_traced()) {
    auto traced = std::make_unique<Traced>();
    traced->renamed = record->renamed();
    traced->record = std::move(record);
    traced_.push_back(std::move(traced));
  }
  for (const auto& traced : traced_) {
    EventRing* ring = traced->record->ring();
    if (traced->pending.size() >= ring_capacity_) {
      // Others hold up what it has: its ring fills, and then it waits.
      traced->complete = std::max(traced->complete, traced->pending.back().time);
      continue;
    }
    traced->finished = traced->record->finished();
    const bool open = ring->is_open();
    ring->drain([&traced](const Event& event) { traced->pending.push_back(event); });
    if (!open) {
      traced->complete = now;
    } else if (!traced->pending.empty()) {
      traced->complete = std::max(traced->complete, traced->pending.back().time);
    }
  }
}

std::int64_t Collector::complete_until(std::int64_t now) const {
  std::int64_t until = now;
  for (const auto& traced : traced_) until = std::min(until, traced->complete);
  return until;
}

// Gives the sinks all events before `until`, by time.
void Collector::hand_on(std::int64_t until) {
  merged_.clear();
  for (const auto& traced : traced_) {
    auto& pending = traced->pending;
    const auto end = std::partition_point(pending.begin(), pending.end(),
                                          [until](const Event& event) { return event.time < until; });
    for (auto at = pending.begin(); at != end; ++at) merged_.push_back({traced->record.get(), *at});
    pending.erase(pending.begin(), end);
  }
  std::stable_sort(merged_.begin(), merged_.end(),
                   [](const Merged& a, const Merged& b) { return a.event.time < b.event.time; });
  for (const auto& recording : current_) {
    for (const Merged& merged : merged_) deliver(*recording, *merged.record, merged.event);
  }
}

void Collector::tell_thread(Recording& recording, const ThreadRecord& record, Phase phase,
                            std::int64_t time) {
  if (recording.told.size() <= record.number()) recording.told.resize(record.number() + 1);
  if (recording.told[record.number()]) return;
  recording.told[record.number()] = true;
  recording.sink->thread_started(record.number(), record.name(), phase, time);
}

void Collector::begin(Recording& recording) {
  recording.begun = true;
  recording.sink->begin(recording.header);
  for (const Start& start : recording.threads) {
    tell_thread(recording, *start.record, start.phase, recording.header.began);
  }
  recording.threads.clear();
}

void Collector::deliver(Recording& recording, const ThreadRecord& record, const Event& event) {
  if (event.time < recording.header.began || event.time > recording.ends) return;
  tell_thread(recording, record, Phase::kBlocked, event.time);
  recording.sink->event(record.number(), event);
  if (event.kind == EventKind::kThreadEnded) recording.sink->thread_ended(record.number(), event.time);
}

void Collector::tell_names() {
  for (const auto& traced : traced_) {
    const ThreadRecord& record = *traced->record;
    const std::uint32_t renamed = record.renamed();
    if (renamed == traced->renamed) continue;
    traced->renamed = renamed;
    for (const auto& recording : current_) {
      if (record.number() < recording->told.size() && recording->told[record.number()])
        recording->sink->thread_named(record.number(), record.name());
    }
  }
}

void Collector::forget_finished() {
  const auto gone = [this](const std::unique_ptr<Traced>& traced) {
    if (!traced->finished || !traced->pending.empty()) return false;
    recorder_.release_ring(*traced->record);
    return true;
  };
  traced_.erase(std::remove_if(traced_.begin(), traced_.end(), gone), traced_.end());
}

void Collector::end_recordings(std::int64_t until) {
  for (const auto& recording : current_) {
    if (recording->ends >= until) continue;
    recording->sink->finish(recording->ends, recorder_.lost_events() - recording->lost_before);
    const base::MutexLock guard(mutex_);
    recordings_.erase(std::find(recordings_.begin(), recordings_.end(), recording));
    recording->done = true;
    done_.notify_all();
  }
}

}  // namespace minipy::trace
