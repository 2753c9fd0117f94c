#include "runtime/report/run_recorder.hpp"

#include <algorithm>

#include "runtime/report/json_text.hpp"

namespace minipy::report {

using trace::Cause;
using trace::Event;
using trace::EventKind;
using trace::Phase;

void RunRecorder::begin(const trace::TraceHeader& header) {
  header_ = header;
  last_ = header.began;
}

void RunRecorder::thread_started(std::uint32_t thread, const std::string& name, Phase phase,
                                 std::int64_t time) {
  const auto index = static_cast<std::int32_t>(lanes_.size());
  lane_of_[thread] = lanes_.size();
  lanes_.push_back({index, thread, name});
  State state = State::kGone;
  if (phase == Phase::kBlocked) state = State::kBlocked;
  if (phase == Phase::kWaiting) state = State::kWaits;
  if (phase == Phase::kAttached) state = State::kHolds;
  lanes_.back().was_blocked = phase == Phase::kBlocked;
  emit(lanes_.back(), time, {.state = state});
}

void RunRecorder::thread_named(std::uint32_t thread, const std::string& name) { lane(thread).name = name; }

void RunRecorder::thread_ended(std::uint32_t thread, std::int64_t time) {
  Lane& ended = lane(thread);
  if (ended.state != State::kGone) emit(ended, time, {.state = State::kGone});
}

void RunRecorder::finish(std::int64_t time, std::uint64_t lost) {
  ended_ = time;
  lost_ = lost;
}

void RunRecorder::event(std::uint32_t thread, const Event& event) {
  Lane& here = lane(thread);
  const auto argument = event.argument;
  switch (event.kind) {
    case EventKind::kThreadStarted:
    case EventKind::kThreadEnded:
      break;  // thread_started and thread_ended tell
    case EventKind::kHeldUp:
      break;  // blocked or waiting, as the lane says already
    case EventKind::kAttachAsked:
      here.asked = true;
      if (here.state == State::kBlocked)
        emit(here, event.time, {.state = State::kWaits, .other = lane_index(event.other)});
      break;
    case EventKind::kAttached:
      attached(here, event);
      break;
    case EventKind::kDetached:
      detached(here, event);
      break;
    case EventKind::kDropRequested:
      emit(here, event.time, {.state = State::kAsks, .other = lane_index(event.other)});
      break;
    case EventKind::kCollectionBegan:
      emit(here, event.time, {.state = State::kCollects});
      break;
    case EventKind::kCollectionEnded:
      emit(here, event.time, {.state = State::kHolds});
      break;
    case EventKind::kContended:
      emit(here, event.time,
           {.state = State::kContended,
            .what = string_number(event.what),
            .location = event.location == 0 ? kNone : static_cast<std::int32_t>(event.location),
            .flags = kNumber},
           argument);
      break;
  }
}

void RunRecorder::attached(Lane& lane, const Event& event) {
  Descriptor descriptor{.state = State::kHolds, .other = lane_index(event.other)};
  if (descriptor.other != kNone) descriptor.cause = static_cast<std::int32_t>(event.cause);
  // Who was asked to let go waited, even if the lock is free again when it looks.
  if (lane.asked || !lane.was_blocked) descriptor.flags |= kFoundHeld;
  // When it began to wait is known only now: a little before it found the lock held, if it did.
  if (lane.was_blocked && event.argument != 0) descriptor.flags |= kNumber;
  emit(lane, event.time, descriptor, event.argument);
  lane.asked = false;
}

void RunRecorder::detached(Lane& lane, const Event& event) {
  Descriptor descriptor{.state = State::kWaits,
                        .cause = static_cast<std::int32_t>(event.cause),
                        .what = string_number(event.what),
                        .location = event.location == 0 ? kNone : static_cast<std::int32_t>(event.location),
                        .other = lane_index(event.other)};
  if (event.cause == Cause::kBlocking) descriptor.state = State::kBlocked;
  // A thread that the end of the program finds running stays, and says so in `what`.
  if (event.cause == Cause::kExit) descriptor.state = event.what == nullptr ? State::kGone : State::kBlocked;
  lane.was_blocked = descriptor.state == State::kBlocked;
  emit(lane, event.time, descriptor);
}

RunRecorder::Lane& RunRecorder::lane(std::uint32_t thread) { return lanes_[lane_of_.at(thread)]; }

std::int32_t RunRecorder::lane_index(std::uint32_t thread) const {
  const auto found = lane_of_.find(thread);
  return found == lane_of_.end() ? kNone : static_cast<std::int32_t>(found->second);
}

std::int32_t RunRecorder::string_number(const char* text) {
  if (text == nullptr || *text == '\0') return kNone;
  auto found = std::find(strings_.begin(), strings_.end(), text);
  if (found == strings_.end()) found = strings_.insert(strings_.end(), text);
  return static_cast<std::int32_t>(found - strings_.begin());
}

void RunRecorder::put(std::uint64_t number) {
  while (number >= 128) {
    stream_ += static_cast<char>(number % 128 + 128);
    number /= 128;
  }
  stream_ += static_cast<char>(number);
}

void RunRecorder::emit(Lane& lane, std::int64_t time, Descriptor descriptor, std::uint64_t number) {
  descriptor.lane = lane.index;
  const auto [at, is_new] = numbers_.try_emplace(descriptor, static_cast<std::uint32_t>(descriptors_.size()));
  if (is_new) descriptors_.push_back(descriptor);
  time = std::max(time, last_);
  put(static_cast<std::uint64_t>(time - last_));
  put(at->second);
  if ((descriptor.flags & kNumber) != 0) put(number);
  last_ = time;
  ++count_;
  if (descriptor.state < State::kAsks) lane.state = descriptor.state;
}

void RunRecorder::append_descriptors(std::string& out) {
  out += "\"descriptors\":[";
  for (const Descriptor& one : descriptors_) {
    std::int32_t file = kNone;
    std::uint32_t line = 0;
    if (one.location != kNone && header_.locations != nullptr) {
      const trace::Location& location = header_.locations->at(static_cast<trace::LocationId>(one.location));
      line = location.line;
      file = static_cast<std::int32_t>(sources_.name_line(location.file, line));
    }
    if (&one != &descriptors_.front()) out += ',';
    for (const std::int64_t field :
         {std::int64_t{one.lane}, static_cast<std::int64_t>(one.state), std::int64_t{one.cause},
          std::int64_t{one.what}, std::int64_t{file}, std::int64_t{line}, std::int64_t{one.other}}) {
      out += std::to_string(field) + ",";
    }
    out += std::to_string(one.flags);
  }
  out += ']';
}

std::string RunRecorder::json(const RunFacts& facts) {
  std::string out = "{\"title\":";
  append_json_string(out, facts.title);
  out += ",\"gil\":" + std::string(header_.run.gil ? "true" : "false") + ",\"policy\":";
  append_json_string(out, header_.run.policy);
  out += ",\"interval_ns\":" + std::to_string(header_.run.switch_interval_ns) + ",\"carrier\":";
  append_json_string(out, header_.run.carrier);
  out +=
      ",\"cores\":" + std::to_string(facts.cores) + ",\"wall_ns\":" + std::to_string(ended_ - header_.began) +
      ",\"cpu_ns\":" + std::to_string(facts.cpu_ns) + ",\"lost\":" + std::to_string(lost_) + ",\"threads\":[";
  for (const Lane& one : lanes_) {
    if (&one != &lanes_.front()) out += ',';
    out += "{\"number\":" + std::to_string(one.number) + ",\"name\":";
    append_json_string(out, one.name);
    out += '}';
  }
  out += "],\"causes\":[";
  for (std::size_t cause = 0; cause < trace::kCauses; ++cause) {
    if (cause != 0) out += ',';
    append_json_string(out, trace::name(static_cast<Cause>(cause)));
  }
  out += "],\"strings\":[";
  for (const std::string& text : strings_) {
    if (&text != &strings_.front()) out += ',';
    append_json_string(out, text);
  }
  out += "],";
  append_descriptors(out);
  out += ",\"files\":";
  sources_.append_json(out);
  out += ",\"count\":" + std::to_string(count_) + ",\"events\":\"";
  append_base64(out, stream_);
  return out + "\"}";
}

}  // namespace minipy::report
