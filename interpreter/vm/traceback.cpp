// What CPython 3.11 prints for an exception nobody caught: the calls, the lines with their marks, causes and
// contexts, groups, notes.
#include <algorithm>

#include "interpreter/base/text.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/suggestions.hpp"
#include "interpreter/vm/traceback_anchors.hpp"

namespace minipy::vm {

using objects::Exception;
using objects::Traceback;

namespace {

constexpr int kRepeatedCutoff = 3;
constexpr std::int64_t kDefaultLimit = 1000;
constexpr std::size_t kIndent = 4;
constexpr std::int64_t kMaxGroupWidth = 15;
constexpr int kMaxGroupDepth = 10;

// ---- source lines and their marks

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

std::size_t points_before(std::string_view line, std::size_t column) {
  return base::utf8_length(line.substr(0, std::min(column, line.size())));
}

// The marks under a line, without a newline; empty when the whole line would be marked.
std::string marks_for(std::string_view line, std::size_t blanks, const base::Span& span) {
  const std::size_t start = points_before(line, span.column);
  std::size_t end = points_before(line, span.end_column);
  std::optional<Anchors> anchors;
  if (span.end_line == span.line) {
    if (span.column < span.end_column && span.end_column <= line.size()) {
      anchors = find_anchors(line.substr(span.column, span.end_column - span.column));
    }
  } else {
    std::size_t last = line.size();
    while (last > 0 && is_blank(line[last - 1])) --last;
    end = points_before(line, last);
  }
  if (end <= start) return {};
  const std::size_t stripped = base::utf8_length(line) - blanks;
  if (end - start == stripped && !anchors) return {};
  std::string marks(kIndent + start - std::min(start, blanks), ' ');
  if (!anchors) return marks + std::string(end - start, '^');
  const std::size_t left = points_before(line, span.column + anchors->start);
  const std::size_t right = points_before(line, span.column + anchors->end);
  for (std::size_t at = start; at < end; ++at) marks += at >= left && at < right ? '^' : '~';
  return marks;
}

bool shows_source(const std::string& file) {
  return file.empty() || file.front() != '<' || file.back() != '>';
}

void print_entry(const Traceback* traceback, std::string& out) {
  const bytecode::CodeUnit& unit = *traceback->code->unit;
  const base::Span span =
      traceback->instruction < unit.spans.size() ? unit.spans[traceback->instruction] : base::Span{};
  const std::uint32_t line_number = span.line != 0 ? span.line : unit.first_line;
  const std::string& file = unit.source->name();
  out += "  File \"" + file + "\", line " + std::to_string(line_number) + ", in " +
         traceback->code->name->utf8() + "\n";
  if (!shows_source(file)) return;
  const std::string_view line = unit.source->line(line_number);
  std::size_t blanks = 0;
  while (blanks < line.size() && is_blank(line[blanks])) ++blanks;
  if (blanks == line.size()) return;
  out.append(kIndent, ' ');
  out += line.substr(blanks);
  out += "\n";
  if (span.line == 0 || span.end_line == 0) return;
  const std::string marks = marks_for(line, blanks, span);
  if (!marks.empty()) out += marks + "\n";
}

void print_repeated(int count, std::string& out) {
  if (count <= kRepeatedCutoff) return;
  count -= kRepeatedCutoff;
  out +=
      "  [Previous line repeated " + std::to_string(count) + (count > 1 ? " more times]\n" : " more time]\n");
}

std::int64_t traceback_limit(ThreadState& thread) {
  if (thread.interpreter.sys == nullptr) return kDefaultLimit;
  const Value limit = thread.interpreter.sys->namespace_()->get_str(intern(thread, "tracebacklimit"));
  return limit && limit.is_int() ? limit.as_int() : kDefaultLimit;
}

bool same_place(const Traceback* a, const Traceback* b) {
  const auto line = [](const Traceback* traceback) {
    const bytecode::CodeUnit& unit = *traceback->code->unit;
    return traceback->instruction < unit.spans.size() ? unit.spans[traceback->instruction].line
                                                      : unit.first_line;
  };
  return a->code->unit->source->name() == b->code->unit->source->name() && a->code->name == b->code->name &&
         line(a) == line(b);
}

// The entries of a traceback; empty when there is nothing to show.
std::string traceback_text(Value first, std::int64_t limit) {
  std::string out;
  std::int64_t depth = 0;
  for (Value at = first; objects::has_kind(at, objects::kTraceback); at = at.as<Traceback>()->next.load())
    ++depth;
  const Traceback* last = nullptr;
  int count = 0;
  for (Value at = first; objects::has_kind(at, objects::kTraceback); at = at.as<Traceback>()->next.load()) {
    if (depth-- > limit) continue;
    const auto* entry = at.as<Traceback>();
    if (last == nullptr || !same_place(last, entry)) {
      print_repeated(count, out);
      last = entry;
      count = 0;
    }
    if (++count <= kRepeatedCutoff) print_entry(entry, out);
  }
  print_repeated(count, out);
  return out;
}

// ---- the line that names the exception

class Printer {
 public:
  explicit Printer(ThreadState& thread) : thread_(thread), limit_(traceback_limit(thread)) {}

  void print(Value exception);
  std::string finish() { return std::move(out_); }

 private:
  struct Link {
    Value exception;
    const char* message;  // what joins it to the one before
  };

  Value field(Value exception, Str* name) {
    const Value found = instance_attribute(thread_, exception.as_object(), name);
    return found ? found : Value::none();
  }
  std::string text_of(Value value, const char* otherwise) {
    const auto text = str(thread_, value);
    if (text.ok()) return text.value()->utf8();
    static_cast<void>(thread_.take_exception());
    return otherwise;
  }
  std::string class_name(Value exception);
  std::string syntax_error_place(Value exception, bool& shown);
  void print_last_lines(Value exception);
  std::string notes(Value exception);
  void print_one(Value exception);
  void print_group(Value exception);
  // Appends text, each line behind the margin of the groups around it.
  void emit(std::string_view text, char margin = '|');
  std::string margin_blanks() const { return std::string(2 * static_cast<std::size_t>(depth_), ' '); }

  ThreadState& thread_;
  const std::int64_t limit_;
  std::string out_;
  int depth_ = 0;
  bool need_close_ = false;
};

void Printer::emit(std::string_view text, char margin) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (depth_ > 0) out_ += margin_blanks() + margin + ' ';
    out_ += text.substr(0, end);
    text.remove_prefix(end);
  }
}

std::string Printer::class_name(Value exception) {
  const Type* type = objects::type_of(thread_, exception);
  std::string text;
  const auto module = get_attribute(thread_, Value(const_cast<Type*>(type)), thread_.names.dunder_module);
  if (!module.ok() || !objects::is_str(module.value())) {
    if (!module.ok()) static_cast<void>(thread_.take_exception());
    text = "<unknown>.";
  } else {
    const std::string name = module.value().as<Str>()->utf8();
    if (name != "builtins" && name != "__main__") text = name + ".";
  }
  return text + type->qualname.load_as<Str>()->utf8();
}

// The file, line, text and carets that a SyntaxError points at.
std::string Printer::syntax_error_place(Value exception, bool& shown) {
  shown = false;
  const objects::Names& names = thread_.names;
  const Value line = field(exception, names.lineno);
  if (!line.is_int()) return {};
  shown = true;
  const Value file = field(exception, names.filename);
  std::string out = "  File \"" + (file.is_none() ? "<string>" : text_of(file, "?")) + "\", line " +
                    std::to_string(line.as_int()) + "\n";
  const Value given = field(exception, names.text);
  if (!objects::is_str(given)) return out;
  const std::string whole = given.as<Str>()->utf8();
  const Value offset_value = field(exception, names.offset);
  const Value end_line = field(exception, names.end_lineno);
  const Value end_value = field(exception, names.end_offset);
  std::int64_t offset = offset_value.is_int() ? offset_value.as_int() : -1;
  std::int64_t end = end_value.is_int() ? end_value.as_int() : offset;
  if (end_line.is_int() && end_line.as_int() > line.as_int()) {
    end = static_cast<std::int64_t>(whole.size());
  }
  end = std::min(end, given.as<Str>()->length + 1);
  const std::int64_t carets = end > 0 && end > offset ? end - offset : 1;
  --offset;
  std::size_t start = 0;
  while (start < whole.size() && is_blank(whole[start])) {
    ++start;
    --offset;
  }
  std::string shown_text = whole.substr(start);
  if (!shown_text.empty() && shown_text.back() == '\n') shown_text.pop_back();
  offset = std::min(offset, static_cast<std::int64_t>(base::utf8_length(shown_text)));
  // Of a text of several lines the one with the error is shown.
  for (std::size_t newline = 0; (newline = shown_text.find('\n')) != std::string::npos;) {
    if (static_cast<std::int64_t>(newline) >= offset) {
      shown_text.resize(newline);
      break;
    }
    offset -=
        static_cast<std::int64_t>(base::utf8_length(std::string_view(shown_text).substr(0, newline))) + 1;
    shown_text.erase(0, newline + 1);
  }
  out += "    " + shown_text + "\n";
  if (offset < 0) return out;
  return out + "    " + std::string(static_cast<std::size_t>(offset), ' ') +
         std::string(static_cast<std::size_t>(carets), '^') + "\n";
}

std::string Printer::notes(Value exception) {
  const auto found = find_attribute(thread_, exception, thread_.names.dunder_notes);
  if (!found.ok()) {
    static_cast<void>(thread_.take_exception());
    return {};
  }
  const Value notes = found.value();
  if (!notes || notes.is_none()) return {};
  if (!objects::is_list(notes) && !objects::is_tuple(notes)) {
    const auto text = repr(thread_, notes);
    if (text.ok()) return text.value()->utf8();
    static_cast<void>(thread_.take_exception());
    return "<__notes__ repr() failed>";
  }
  std::string out;
  const auto all = to_tuple(thread_, notes);
  if (!all.ok()) {
    static_cast<void>(thread_.take_exception());
    return {};
  }
  for (const Value note : all.value()->values()) out += text_of(note, "<note str() failed>") + "\n";
  return out;
}

void Printer::print_last_lines(Value exception) {
  bool placed = false;
  if (instance_of(thread_, exception, thread_.types.SyntaxError)) emit(syntax_error_place(exception, placed));
  std::string out = class_name(exception);
  std::string text;
  if (placed) {
    // The place is shown already, so it is left out of the text.
    const Value message = field(exception, thread_.names.msg);
    text = message.is_none() ? "<no detail available>" : text_of(message, "<exception str() failed>");
  } else {
    text = text_of(exception, "<exception str() failed>");
  }
  if (!text.empty()) out += ": " + text;
  const std::string suggestion = suggest_name(thread_, exception);
  if (!suggestion.empty()) out += ". Did you mean: '" + suggestion + "'?";
  // A text of several lines has the margin before the first of them only.
  if (depth_ > 0) out_ += margin_blanks() + "| ";
  out_ += out + "\n";
  emit(notes(exception));
}

void Printer::print_one(Value exception) {
  const Value traceback = exception.as<Exception>()->traceback.load();
  if (limit_ > 0 && objects::has_kind(traceback, objects::kTraceback)) {
    emit("Traceback (most recent call last):\n");
    emit(traceback_text(traceback, limit_));
  }
  print_last_lines(exception);
}

void Printer::print_group(Value exception) {
  if (depth_ > kMaxGroupDepth) {
    emit("... (max_group_depth is " + std::to_string(kMaxGroupDepth) + ")\n");
    return;
  }
  const bool outermost = depth_ == 0;
  if (outermost) ++depth_;
  const Value traceback = exception.as<Exception>()->traceback.load();
  if (limit_ > 0 && objects::has_kind(traceback, objects::kTraceback)) {
    emit("Exception Group Traceback (most recent call last):\n", outermost ? '+' : '|');
    emit(traceback_text(traceback, limit_));
  }
  print_last_lines(exception);
  const Value members = field(exception, intern(thread_, "exceptions"));
  const std::int64_t count = objects::is_tuple(members) ? members.as<Tuple>()->length : 0;
  const std::int64_t shown = std::min(count, kMaxGroupWidth + 1);
  need_close_ = false;
  for (std::int64_t i = 0; i < shown; ++i) {
    const bool last = i == shown - 1;
    if (last) need_close_ = true;
    const bool truncated = i >= kMaxGroupWidth;
    out_ += margin_blanks() + (i == 0 ? "+-" : "  ") + "+---------------- " +
            (truncated ? "..." : std::to_string(i + 1)) + " ----------------\n";
    ++depth_;
    if (!truncated) {
      print(members.as<Tuple>()->items[i]);
    } else {
      const std::int64_t rest = count - kMaxGroupWidth;
      emit("and " + std::to_string(rest) + " more exception" + (rest > 1 ? "s\n" : "\n"));
    }
    if (last && need_close_) {
      out_ += margin_blanks() + "+------------------------------------\n";
      need_close_ = false;
    }
    --depth_;
  }
  if (outermost) depth_ = 0;
}

// Causes and contexts come first, the exception itself last.
void Printer::print(Value exception) {
  std::vector<Link> chain;
  RootedValues keep(thread_);
  const char* message = nullptr;
  for (Value at = exception; objects::is_exception(at);) {
    const bool seen =
        std::any_of(chain.begin(), chain.end(), [at](const Link& link) { return link.exception == at; });
    if (seen) break;
    if (!chain.empty()) chain.back().message = message;
    chain.push_back({at, nullptr});
    keep.push_back(at);
    auto* current = at.as<Exception>();
    const Value cause = current->cause.load();
    const Value context = current->context.load();
    if (objects::is_exception(cause)) {
      message = "\nThe above exception was the direct cause of the following exception:\n\n";
      at = cause;
    } else if (objects::is_exception(context) && !current->suppress_context.load(std::memory_order_relaxed)) {
      message = "\nDuring handling of the above exception, another exception occurred:\n\n";
      at = context;
    } else {
      break;
    }
  }
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (chain[i].message != nullptr) emit(chain[i].message);
    if (instance_of(thread_, chain[i].exception, thread_.types.BaseExceptionGroup)) {
      print_group(chain[i].exception);
    } else {
      print_one(chain[i].exception);
    }
  }
}

}  // namespace

std::string format_exception(ThreadState& thread, Value exception) {
  if (!objects::is_exception(exception)) return {};
  Printer printer(thread);
  printer.print(exception);
  return printer.finish();
}

std::string describe_pending(ThreadState& thread) {
  if (!thread.has_exception()) return "no exception";
  const Value exception = thread.take_exception();
  std::string text = objects::type_name(thread, exception);
  const auto message = str(thread, exception);
  if (!message.ok()) {
    static_cast<void>(thread.take_exception());
    return text;
  }
  if (message.value()->length > 0) text += ": " + message.value()->utf8();
  return text;
}

}  // namespace minipy::vm
