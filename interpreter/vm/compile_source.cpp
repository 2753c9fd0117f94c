#include "interpreter/objects/number.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

namespace {

// SyntaxError(message, (file, line, offset, text, end line, end offset)), offsets counted in code points
// from 1.
Raised raise_diagnostic(ThreadState& thread, const base::Diagnostic& diagnostic) {
  Type* type = diagnostic.kind == base::Diagnostic::Kind::kTab           ? thread.types.TabError
               : diagnostic.kind == base::Diagnostic::Kind::kIndentation ? thread.types.IndentationError
                                                                         : thread.types.SyntaxError;
  const std::string& line = diagnostic.line;
  const auto offset = [&](std::uint32_t column) {
    if (column == base::Span::kBeforeLine) return Value::from_int(0);
    const std::string_view before = std::string_view(line).substr(0, column);
    return Value::from_int(static_cast<std::int64_t>(Str::create(thread, before)->length) +
                           (column == base::Span::kNoColumn && !diagnostic.line_ends ? 0 : 1));
  };
  const base::Span& span = diagnostic.span;
  const Value message = Str::create(thread, diagnostic.message);
  if (span.line == 0 && span.column != base::Span::kNoColumn)
    return thread.raise_with(type, std::span<const Value>(&message, 1));
  if (span.line == 0) {  // a text without anything in it
    const Value zero = Value::from_int(0);
    const Value nowhere[] = {
        Str::create(thread, diagnostic.file), zero, zero, thread.names.empty, zero, zero};
    const Value arguments[] = {message, Tuple::create(thread, nowhere)};
    return thread.raise_with(type, arguments);
  }
  const Value details[] = {
      Str::create(thread, diagnostic.file),
      Value::from_int(span.line),
      offset(span.column),
      diagnostic.shows_line
          ? Value(Str::create(thread, line.empty() || !diagnostic.line_ends ? line : line + "\n"))
          : Value::none(),
      Value::from_int(span.end_line),
      span.end_column == base::Span::kNoColumn && !diagnostic.line_ends ? Value::from_int(-1)
                                                                        : offset(span.end_column)};
  const Value arguments[] = {message, Tuple::create(thread, details)};
  return thread.raise_with(type, arguments);
}

// Through the module `warnings`, whose filters may make an error of one.
Result<void> issue_warnings(ThreadState& thread, const std::string& file, const bytecode::CodeUnit& unit) {
  if (unit.warnings.empty()) return Done{};
  const Value module = MINIPY_TRY(import_module(thread, "warnings"));
  for (const bytecode::Warning& warning : unit.warnings) {
    const auto warned = call_method(thread, module, intern(thread, "warn_explicit"),
                                    {Str::create(thread, warning.message), thread.types.SyntaxWarning,
                                     Str::create(thread, file), Value::from_int(warning.line)});
    if (warned.ok()) continue;
    if (!thread.exception_is(thread.types.SyntaxWarning)) return Raised{};
    static_cast<void>(thread.take_exception());
    base::Diagnostic diagnostic;
    diagnostic.message = warning.message;
    diagnostic.file = file;
    diagnostic.span = {warning.line, 0, warning.line, 0};
    diagnostic.line = std::string(unit.source->line(warning.line));
    return raise_diagnostic(thread, diagnostic);
  }
  return Done{};
}

}  // namespace

objects::Dict* builtins_of(ThreadState& thread, objects::Dict* globals) {
  const Value found = globals->get_str(thread.names.dunder_builtins);
  if (!found) return thread.interpreter.builtins;
  if (objects::is_dict(found)) return found.as<objects::Dict>();
  if (objects::has_kind(found, objects::kModule)) return found.as<objects::Module>()->namespace_();
  return objects::Dict::create(thread);
}

Result<objects::Code*> compile_source(ThreadState& thread, const std::string& file, std::string text,
                                      CompileMode mode, objects::Dict* globals) {
  CompileResult compiled =
      thread.interpreter.hooks->compile(file, std::move(text), mode, thread.native_stack_left());
  if (!compiled.ok()) return raise_diagnostic(thread, compiled.error());
  MINIPY_TRY(issue_warnings(thread, file, *compiled.value()));
  return objects::Code::link(thread, compiled.release_value(), globals, builtins_of(thread, globals));
}

}  // namespace minipy::vm
