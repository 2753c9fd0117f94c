// Compiled modules on disk. A file holds a head and what bytecode/serialize.hpp writes. The head says for
// which compiler and which state of the source it holds, and a sum over the rest tells a damaged file.
// Whatever does not fit is as good as absent. Files are replaced whole, so that two programs may write at
// once.
#include "interpreter/vm/code_cache.hpp"

#include <cstring>

#include "interpreter/base/file.hpp"
#include "interpreter/bytecode/serialize.hpp"
#include "interpreter/bytecode/verifier.hpp"
#include "interpreter/vm/source_encoding.hpp"

namespace minipy::vm {

namespace {

constexpr char kMagic[8] = {'m', 'i', 'n', 'i', 'p', 'y', '\r', '\n'};

struct Head {
  char magic[8];
  std::uint64_t fingerprint;
  std::int64_t modified;
  std::uint64_t size;
  std::uint64_t sum;
};
static_assert(sizeof(Head) == 40);

// FNV-1a, eight bytes at a time: against accidents, not against an enemy.
std::uint64_t sum_of(std::string_view bytes) {
  std::uint64_t sum = 0xcbf29ce484222325U ^ bytes.size();
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t count = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), count);
    sum = (sum ^ word) * 0x100000001b3U;
    sum ^= sum >> 29U;
    bytes.remove_prefix(count);
  }
  return sum;
}

std::string pack(const bytecode::CodeUnit& unit, const base::FileStamp& stamp) {
  const std::string body = bytecode::serialize(unit);
  Head head{{}, bytecode::code_fingerprint(), stamp.modified, stamp.size, sum_of(body)};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  return std::string(reinterpret_cast<const char*>(&head), sizeof head) + body;
}

std::shared_ptr<bytecode::CodeUnit> unpack(std::string_view bytes, const base::FileStamp& stamp,
                                           std::shared_ptr<const base::Source> source) {
  Head head{};
  if (bytes.size() < sizeof head) return nullptr;
  std::memcpy(&head, bytes.data(), sizeof head);
  const std::string_view body = bytes.substr(sizeof head);
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0 ||
      head.fingerprint != bytecode::code_fingerprint() || head.modified != stamp.modified ||
      head.size != stamp.size || head.sum != sum_of(body)) {
    return nullptr;
  }
  auto unit = bytecode::deserialize(body, std::move(source));
  if (unit == nullptr || !bytecode::verify(*unit).empty()) return nullptr;
  return unit;
}

Value sys_value(ThreadState& thread, const char* name) {
  if (thread.interpreter.sys == nullptr) return {};
  return thread.interpreter.sys->namespace_()->get_str(intern(thread, name));
}

Result<bool> may_keep(ThreadState& thread) {
  const Value unwanted = sys_value(thread, "dont_write_bytecode");
  return unwanted.is_empty() ? Result<bool>(false) : Result<bool>(!MINIPY_TRY(truth(thread, unwanted)));
}

void keep(const std::string& cache, const bytecode::CodeUnit& unit, const base::FileStamp& stamp,
          bool is_private) {
  const std::size_t slash = cache.rfind('/');
  if (!base::make_directories(cache.substr(0, slash), is_private ? 0700 : 0777)) return;
  static_cast<void>(base::replace_file(cache, pack(unit, stamp), stamp.permissions | 0600U));
}

}  // namespace

std::uint64_t cache_fingerprint() { return bytecode::code_fingerprint(); }

std::string cache_path(ThreadState& thread, const std::string& file, bool in_library) {
  const std::size_t slash = file.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : file.substr(0, slash);
  std::string leaf = file.substr(slash == std::string::npos ? 0 : slash + 1);
  if (leaf.size() > 3 && leaf.compare(leaf.size() - 3, 3, ".py") == 0) leaf.resize(leaf.size() - 3);
  leaf += ".minipy-311.pyc";
  const Value prefix = sys_value(thread, "pycache_prefix");
  const bool has_prefix = objects::is_str(prefix);
  if (has_prefix || in_library) {
    const std::string root = has_prefix ? prefix.as<Str>()->utf8() : thread.interpreter.library_cache;
    if (root.empty() || file.empty() || file[0] != '/') return "";
    return root + directory + "/" + leaf;
  }
  return (directory.empty() ? "" : directory + "/") + "__pycache__/" + leaf;
}

Result<objects::Code*> load_code(ThreadState& thread, const std::string& file, bool in_library,
                                 objects::Dict* globals) {
  const std::string cache = cache_path(thread, file, in_library);
  std::optional<base::FileStamp> stamp;
  std::optional<std::string> text;
  std::shared_ptr<bytecode::CodeUnit> unit;
  {
    const Detached detached(thread, "import");
    // The stamp first: a file that changes while it is read is compiled again the next time.
    stamp = base::stamp_of(file);
    if (stamp && !cache.empty()) {
      if (const auto bytes = base::read_file(cache)) {
        unit = unpack(*bytes, *stamp, std::make_shared<const base::Source>(file));
      }
    }
    if (!unit) text = base::read_file(file);
  }
  if (unit) return objects::Code::link(thread, std::move(unit), globals, thread.interpreter.builtins);
  if (!text) return thread.raise(thread.types.OSError, "could not read '%s'", file.c_str());
  const std::string decoded = MINIPY_TRY(decode_source(thread, file, *text));
  // The lines that a traceback shows are those of the file, where the code comes from the cache.
  const bool is_utf8 = decoded == *text;
  objects::Code* code = MINIPY_TRY(compile_source(thread, file, decoded, CompileMode::kModule, globals));
  if (stamp && is_utf8 && !cache.empty() && MINIPY_TRY(may_keep(thread))) {
    const auto compiled = *code->owner;
    const Detached detached(thread, "import");
    // A folder that somebody removed meanwhile shall not be made again for its cache.
    const std::size_t end = file.rfind('/');
    if (base::is_directory(end == std::string::npos ? "." : file.substr(0, end))) {
      keep(cache, *compiled, *stamp, in_library);
    }
  }
  return code;
}

Result<objects::Code*> load_embedded_code(ThreadState& thread, const std::string& file, std::string_view text,
                                          objects::Dict* globals) {
  const std::string& root = thread.interpreter.library_cache;
  const std::string cache = root.empty() ? "" : root + "/" + file + ".minipy-311.pyc";
  // The text has no time; what it is counts.
  const base::FileStamp stamp{static_cast<std::int64_t>(sum_of(text)), text.size(), 0644};
  std::shared_ptr<bytecode::CodeUnit> unit;
  if (!cache.empty()) {
    const Detached detached(thread, "import");
    if (const auto bytes = base::read_file(cache)) {
      unit = unpack(*bytes, stamp, std::make_shared<const base::Source>(file, std::string(text)));
    }
  }
  if (unit) return objects::Code::link(thread, std::move(unit), globals, thread.interpreter.builtins);
  objects::Code* code =
      MINIPY_TRY(compile_source(thread, file, std::string(text), CompileMode::kModule, globals));
  if (!cache.empty() && MINIPY_TRY(may_keep(thread))) {
    const auto compiled = *code->owner;
    const Detached detached(thread, "import");
    keep(cache, *compiled, stamp, true);
  }
  return code;
}

}  // namespace minipy::vm
