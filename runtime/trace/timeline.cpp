#include "runtime/trace/timeline.hpp"

#include <algorithm>

namespace minipy::trace {

Timeline::State& Timeline::state(std::uint32_t thread) {
  if (thread >= states_.size()) states_.resize(thread + 1);
  return states_[thread];
}

void Timeline::begin(const TraceHeader& header) {
  header_ = header;
  sink_->begin(header);
}

void Timeline::thread_started(std::uint32_t thread, const std::string& name, Phase phase, std::int64_t time) {
  State& started = state(thread);
  started = {};
  started.alive = phase != Phase::kEnded;
  started.now.thread = thread;
  started.now.phase = phase;
  started.now.begin = time;
  sink_->thread_started(thread, name, time);
  if (phase == Phase::kAttached) ++running_.attached;
  count_waiting(started, phase == Phase::kWaiting);
  tell_running(time);
}

void Timeline::thread_named(std::uint32_t thread, const std::string& name) {
  sink_->thread_named(thread, name);
}

void Timeline::event(std::uint32_t thread, const Event& event) {
  State& state = this->state(thread);
  switch (event.kind) {
    case EventKind::kThreadStarted:
    case EventKind::kThreadEnded:
      break;
    case EventKind::kAttachAsked:
      count_waiting(state, true);
      break;
    case EventKind::kAttached:
      attached(state, event);
      break;
    case EventKind::kDetached:
      detached(state, event);
      break;
    case EventKind::kDropRequested:
      sink_->drop_requested(thread, event.other, event.time);
      break;
    case EventKind::kCollectionBegan:
      state.collecting_since = event.time;
      break;
    case EventKind::kCollectionEnded:
      sink_->collected(thread, std::max(state.collecting_since, header_.began), event.time, event.argument);
      break;
    case EventKind::kContended:
      sink_->contended(thread,
                       std::max(event.time - static_cast<std::int64_t>(event.argument), header_.began),
                       event.time, event.what, event.location);
      break;
    case EventKind::kHeldUp:
      sink_->held_up(thread, std::max(event.time - static_cast<std::int64_t>(event.argument), header_.began),
                     event.time);
      break;
  }
  tell_running(event.time);
}

// Tells the span that ends. What is held under the lock waits for its hand-off: nobody else can have it
// meanwhile.
void Timeline::close(State& state, std::int64_t end, bool open) {
  state.now.end = std::max(end, state.now.begin);
  state.now.open = open;
  if (header_.run.gil && state.now.phase == Phase::kAttached) {
    flush_hold();
    hold_ = state.now;
  } else if (state.now.end > state.now.begin) {
    if (hold_ && hold_->thread == state.now.thread) flush_hold();
    sink_->span(state.now);
  }
}

void Timeline::flush_hold() {
  if (hold_) sink_->span(*hold_);
  hold_.reset();
}

void Timeline::attached(State& state, const Event& event) {
  const std::int64_t asked = std::max(event.time - static_cast<std::int64_t>(event.argument), header_.began);
  Span next{.thread = state.now.thread, .phase = Phase::kAttached, .begin = event.time};
  HandOff hand_off;
  if (event.other != 0) {
    const State& from = this->state(event.other);
    hand_off = {++hand_offs_, event.other, state.now.thread, event.cause,
                from.left,    event.time,  from.left_at};
    next.hand_off_in = hand_off.number;
    if (hold_ && hold_->thread == event.other) hold_->hand_off_out = hand_off.number;
  }
  flush_hold();
  if (event.other != 0) sink_->hand_off(hand_off);
  if (state.now.phase == Phase::kBlocked) {
    const Span blocked = state.now;
    close(state, asked);
    state.now = blocked;
    state.now.phase = Phase::kWaiting;
    state.now.begin = std::max(asked, blocked.begin);
  }
  close(state, event.time);
  count_waiting(state, false);
  if (state.now.phase != Phase::kAttached) ++running_.attached;
  state.now = next;
}

void Timeline::detached(State& state, const Event& event) {
  const std::int64_t since = event.time - static_cast<std::int64_t>(event.argument);
  if (state.now.phase != Phase::kAttached) {
    // Its beginning was not seen: the recording began between its parts.
    close(state, std::max(since, header_.began));
    state.now.phase = Phase::kAttached;
    state.now.begin = std::max({since, header_.began, state.now.begin});
    ++running_.attached;
  }
  state.now.what = event.what;
  state.now.location = event.location;
  state.now.cause = event.cause;
  state.now.asked_by = event.other;
  close(state, event.time);
  --running_.attached;
  state.left = event.time;
  state.left_at = event.location;
  const bool blocks = event.cause == Cause::kBlocking || event.cause == Cause::kExit;
  state.now = {.thread = state.now.thread,
               .phase = blocks ? Phase::kBlocked : Phase::kWaiting,
               .begin = event.time,
               .what = event.what,
               .location = event.location,
               .cause = event.cause};
  count_waiting(state, !blocks);
}

void Timeline::count_waiting(State& state, bool waits) {
  if (state.asked == waits) return;
  state.asked = waits;
  running_.waiting += waits ? 1U : -1U;
}

void Timeline::tell_running(std::int64_t time) {
  if (running_.attached == told_.attached && running_.waiting == told_.waiting) return;
  running_.time = time;
  told_ = running_;
  sink_->running(running_);
}

void Timeline::thread_ended(std::uint32_t thread, std::int64_t time) {
  state(thread).alive = false;
  sink_->thread_ended(thread, time);
}

void Timeline::finish(std::int64_t time, std::uint64_t lost) {
  for (State& state : states_) {
    if (state.alive) close(state, time, true);
  }
  flush_hold();
  sink_->finish(time, lost);
}

}  // namespace minipy::trace
