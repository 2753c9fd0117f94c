#include "runtime/sync/source_place.hpp"

namespace minipy::sync {

namespace {

// As vm/import names the files of the embedded library.
constexpr std::string_view kLibrary = "<minipy>/";

trace::LocationId add(const objects::Code& code, const base::Span* span, trace::LocationTable& table) {
  const bytecode::CodeUnit& unit = *code.unit;
  trace::Location location;
  location.owner = *code.owner;
  location.source = unit.source;
  location.file = unit.source->name();
  location.function = unit.qualname;
  location.line = span->line != 0 ? span->line : unit.first_line;
  return table.add(span, std::move(location));
}

}  // namespace

trace::LocationId source_place(const vm::ThreadState& thread, ThreadContext& context,
                               trace::LocationTable& table) {
  const vm::Frame* callee = nullptr;
  for (const vm::Frame* frame = thread.frame; frame != nullptr; callee = frame, frame = frame->previous) {
    const objects::Code& code = *frame->code;
    const std::string& file = code.unit->source->name();
    if (file.compare(0, kLibrary.size(), kLibrary) == 0) continue;
    // A frame that the eval loop called itself has its caller's pc past the call.
    const bool past = callee != nullptr && (callee->flags & vm::kFrameEntry) == 0;
    const auto index = static_cast<std::size_t>(frame->pc - code.instructions) - (past ? 1 : 0);
    if (index >= code.unit->spans.size()) return 0;
    const base::Span* span = &code.unit->spans[index];
    PlaceCache::Entry& cached = context.places.entry(span);
    if (cached.span != span) cached = {span, add(code, span, table)};
    return cached.location;
  }
  return 0;
}

}  // namespace minipy::sync
