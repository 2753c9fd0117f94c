// Code units as bytes. Numbers are varints (seven bits a byte, low ones first; signed ones zigzag), texts are
// a length and their bytes, instructions lie as they are in memory: the file belongs to this machine. Spans,
// which would be two thirds of it, are written as differences from the one before.

#include "interpreter/bytecode/serialize.hpp"

#include <cstring>
#include <type_traits>

#include "interpreter/bytecode/compiler_fingerprint.hpp"
#include "interpreter/bytecode/opcode.hpp"

namespace minipy::bytecode {

namespace {

// No program nests functions or constants this deep; a damaged file might seem to.
constexpr int kDeepest = 200;

enum class Tag : std::uint8_t {
  kNone,
  kEllipsis,
  kFalse,
  kTrue,
  kInt,
  kFloat,
  kBigInt,
  kComplex,
  kStr,
  kInternedStr,
  kBytes,
  kTuple,
  kFrozenSet
};

class Writer {
 public:
  void unit(const CodeUnit& unit);
  std::string take() { return std::move(out_); }

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) out_.push_back(static_cast<char>(value | 0x80U));
    out_.push_back(static_cast<char>(value));
  }
  void signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  void texts(const std::vector<std::string>& list) {
    number(list.size());
    for (const std::string& item : list) text(item);
  }
  void numbers(const std::vector<std::uint32_t>& list) {
    number(list.size());
    for (const std::uint32_t item : list) number(item);
  }
  template <typename T>
  void raw(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void tag(Tag tag) { out_.push_back(static_cast<char>(tag)); }
  void constants(const std::vector<Constant>& list) {
    number(list.size());
    for (const Constant& item : list) std::visit([this](const auto& value) { constant(value); }, item.value);
  }
  void constant(const NoneConstant& /*none*/) { tag(Tag::kNone); }
  void constant(const EllipsisConstant& /*ellipsis*/) { tag(Tag::kEllipsis); }
  void constant(bool value) { tag(value ? Tag::kTrue : Tag::kFalse); }
  void constant(std::int64_t value) {
    tag(Tag::kInt);
    signed_number(value);
  }
  void constant(double value) {
    tag(Tag::kFloat);
    raw(value);
  }
  void constant(const BigIntConstant& value) {
    tag(Tag::kBigInt);
    text(value.digits);
    number(static_cast<std::uint64_t>(value.base));
  }
  void constant(const ComplexConstant& value) {
    tag(Tag::kComplex);
    raw(value.real);
    raw(value.imaginary);
  }
  void constant(const StrConstant& value) {
    tag(value.intern ? Tag::kInternedStr : Tag::kStr);
    text(value.utf8);
  }
  void constant(const BytesConstant& value) {
    tag(Tag::kBytes);
    text(value.bytes);
  }
  void constant(const TupleConstant& value) {
    tag(Tag::kTuple);
    constants(value.items);
  }
  void constant(const FrozenSetConstant& value) {
    tag(Tag::kFrozenSet);
    constants(value.items);
  }

  std::string out_;
};

void Writer::unit(const CodeUnit& unit) {
  text(unit.name);
  text(unit.qualname);
  for (const std::uint32_t value :
       {unit.first_line, unit.flags, std::uint32_t{unit.positional}, std::uint32_t{unit.positional_only},
        std::uint32_t{unit.keyword_only}, std::uint32_t{unit.registers}, std::uint32_t{unit.locals},
        std::uint32_t{unit.attribute_hint}, std::uint32_t{unit.has_doc ? 1U : 0U}}) {
    number(value);
  }
  text(unit.doc);
  number(unit.instructions.size());
  for (const Instruction& instruction : unit.instructions) {
    Instruction generic;
    generic.op = static_cast<std::uint16_t>(opcode_info(instruction.opcode()).generic);
    generic.a = instruction.a;
    generic.b = instruction.b;
    generic.c = instruction.c;
    raw(generic);
  }
  base::Span before;
  for (const base::Span& span : unit.spans) {
    signed_number(std::int64_t{span.line} - before.line);
    signed_number(std::int64_t{span.column} - before.column);
    signed_number(std::int64_t{span.end_line} - span.line);
    signed_number(std::int64_t{span.end_column} - span.column);
    before = span;
  }
  constants(unit.constants);
  texts(unit.names);
  numbers(unit.globals);
  numbers(unit.sites);
  texts(unit.local_names);
  texts(unit.cell_names);
  texts(unit.free_names);
  number(unit.handlers.size());
  for (const Handler& handler : unit.handlers) {
    for (const std::uint32_t value :
         {handler.start, handler.end, handler.handler, std::uint32_t{handler.exception}}) {
      number(value);
    }
  }
  number(unit.nested.size());
  for (const auto& nested : unit.nested) this->unit(*nested);
}

// Reads until something is wrong; from then on everything is empty and `failed` is true.
class Reader {
 public:
  Reader(std::string_view bytes, std::shared_ptr<const base::Source> source)
      : bytes_(bytes), source_(std::move(source)) {}

  std::shared_ptr<CodeUnit> unit(int depth);
  bool finished() const { return !failed_ && at_ == bytes_.size(); }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<std::uint8_t>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  template <typename T>
  T small() {
    const std::uint64_t value = number();
    if (value > std::numeric_limits<T>::max()) failed_ = true;
    return static_cast<T>(value);
  }
  // How many items follow, each of at least `least` bytes.
  std::size_t count(std::size_t least = 1) {
    const std::uint64_t value = number();
    if (value > (bytes_.size() - at_) / least) failed_ = true;
    return failed_ ? 0 : static_cast<std::size_t>(value);
  }
  std::string_view view(std::size_t size) {
    if (failed_ || size > bytes_.size() - at_) {
      failed_ = true;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  std::string text() { return std::string(view(count())); }
  void texts(std::vector<std::string>& list) {
    list.resize(count());
    for (std::string& item : list) item = text();
  }
  void numbers(std::vector<std::uint32_t>& list) {
    list.resize(count());
    for (std::uint32_t& item : list) item = small<std::uint32_t>();
  }
  double real() {
    const std::string_view from = view(sizeof(double));
    double value = 0;
    if (!from.empty()) std::memcpy(&value, from.data(), sizeof value);
    return value;
  }
  void constants(std::vector<Constant>& list, int depth) {
    if (depth > kDeepest) failed_ = true;
    const std::size_t size = count();
    list.reserve(size);
    for (std::size_t i = 0; i < size && !failed_; ++i) list.push_back(constant(depth));
  }
  Constant constant(int depth);
  std::uint32_t span_field(std::int64_t value) {
    if (value < 0 || value > std::int64_t{UINT32_MAX}) failed_ = true;
    return static_cast<std::uint32_t>(value);
  }
  void code(CodeUnit& unit);

  std::string_view bytes_;
  std::shared_ptr<const base::Source> source_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

Constant Reader::constant(int depth) {
  const std::string_view tag = view(1);
  if (tag.empty()) return {NoneConstant{}};
  switch (static_cast<Tag>(tag[0])) {
    case Tag::kNone:
      return {NoneConstant{}};
    case Tag::kEllipsis:
      return {EllipsisConstant{}};
    case Tag::kFalse:
      return {false};
    case Tag::kTrue:
      return {true};
    case Tag::kInt:
      return {signed_number()};
    case Tag::kFloat:
      return {real()};
    case Tag::kBigInt: {
      BigIntConstant big;
      big.digits = text();
      big.base = small<std::uint8_t>();
      return {std::move(big)};
    }
    case Tag::kComplex: {
      const double first = real();
      return {ComplexConstant{first, real()}};
    }
    case Tag::kStr:
      return {StrConstant{text(), false}};
    case Tag::kInternedStr:
      return {StrConstant{text(), true}};
    case Tag::kBytes:
      return {BytesConstant{text()}};
    case Tag::kTuple: {
      TupleConstant tuple;
      constants(tuple.items, depth + 1);
      return {std::move(tuple)};
    }
    case Tag::kFrozenSet: {
      FrozenSetConstant set;
      constants(set.items, depth + 1);
      return {std::move(set)};
    }
  }
  failed_ = true;
  return {NoneConstant{}};
}

void Reader::code(CodeUnit& unit) {
  const std::size_t size = count(sizeof(Instruction));
  const std::string_view raw = view(size * sizeof(Instruction));
  unit.instructions.resize(size);
  if (!raw.empty()) std::memcpy(unit.instructions.data(), raw.data(), raw.size());
  unit.spans.resize(size);
  base::Span before;
  for (base::Span& span : unit.spans) {
    span.line = span_field(before.line + signed_number());
    span.column = span_field(before.column + signed_number());
    span.end_line = span_field(span.line + signed_number());
    span.end_column = span_field(span.column + signed_number());
    before = span;
  }
}

std::shared_ptr<CodeUnit> Reader::unit(int depth) {
  auto unit = std::make_shared<CodeUnit>();
  if (depth > kDeepest) failed_ = true;
  unit->source = source_;
  unit->name = text();
  unit->qualname = text();
  unit->first_line = small<std::uint32_t>();
  unit->flags = small<std::uint32_t>();
  for (std::uint16_t* field : {&unit->positional, &unit->positional_only, &unit->keyword_only,
                               &unit->registers, &unit->locals, &unit->attribute_hint}) {
    *field = small<std::uint16_t>();
  }
  unit->has_doc = small<bool>();
  unit->doc = text();
  code(*unit);
  constants(unit->constants, 0);
  texts(unit->names);
  numbers(unit->globals);
  numbers(unit->sites);
  texts(unit->local_names);
  texts(unit->cell_names);
  texts(unit->free_names);
  unit->handlers.resize(count(4));
  for (Handler& handler : unit->handlers) {
    handler.start = small<std::uint32_t>();
    handler.end = small<std::uint32_t>();
    handler.handler = small<std::uint32_t>();
    handler.exception = small<std::uint16_t>();
  }
  const std::size_t nested = count();
  for (std::size_t i = 0; i < nested && !failed_; ++i) unit->nested.push_back(this->unit(depth + 1));
  return unit;
}

}  // namespace

std::uint64_t code_fingerprint() { return kCompilerFingerprint; }

std::string serialize(const CodeUnit& unit) {
  Writer writer;
  writer.unit(unit);
  return writer.take();
}

std::shared_ptr<CodeUnit> deserialize(std::string_view bytes, std::shared_ptr<const base::Source> source) {
  Reader reader(bytes, std::move(source));
  auto unit = reader.unit(0);
  return reader.finished() ? unit : nullptr;
}

}  // namespace minipy::bytecode
