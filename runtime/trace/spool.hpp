#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/result.hpp"
#include "runtime/trace/output_file.hpp"

namespace minipy::trace {

/// Rows of fixed size in many lists that grow at once, kept in a file without a name: for formats that want
/// everything of one thread together, so that a long recording needs no memory. One thread at a time.
class RawSpool {
 public:
  /// The file is made in the directory of `path`. Says why that fails.
  static Result<std::unique_ptr<RawSpool>, FileError> create(const std::string& path, std::size_t row_size);
  ~RawSpool();
  RawSpool(const RawSpool&) = delete;
  RawSpool& operator=(const RawSpool&) = delete;

  void append(std::size_t list, const void* row);
  std::uint64_t size(std::size_t list) const;
  /// Calls `visit(context, row)` for every row of a list, in order. A row is valid during its call.
  void for_each(std::size_t list, void (*visit)(void* context, const void* row), void* context);
  /// What went wrong, or nothing with number 0.
  const FileError& error() const { return error_; }

 private:
  static constexpr std::size_t kRows = 512;  // written together

  struct List {
    std::vector<std::byte> last;           // rows that are not written yet
    std::vector<std::uint64_t> positions;  // of the full blocks in the file
    std::uint64_t rows = 0;
  };

  RawSpool(std::string path, int descriptor, std::size_t row_size)
      : path_(std::move(path)), descriptor_(descriptor), row_size_(row_size) {}
  void fail(const char* what, int error);

  const std::string path_;
  const int descriptor_;
  const std::size_t row_size_;
  std::uint64_t end_ = 0;
  std::vector<List> lists_;
  FileError error_;
};

/// The same for rows of type `Row`, which is plain data.
template <typename Row>
class Spool {
 public:
  static Result<std::unique_ptr<Spool>, FileError> create(const std::string& path) {
    auto raw = RawSpool::create(path, sizeof(Row));
    if (!raw.ok()) return raw.release_error();
    return std::unique_ptr<Spool>(new Spool(raw.release_value()));
  }

  void append(std::size_t list, const Row& row) { raw_->append(list, &row); }
  std::uint64_t size(std::size_t list) const { return raw_->size(list); }
  template <typename Visit>
  void for_each(std::size_t list, Visit visit) {
    raw_->for_each(
        list,
        [](void* context, const void* bytes) {
          Row row;
          std::memcpy(&row, bytes, sizeof(row));
          (*static_cast<Visit*>(context))(row);
        },
        &visit);
  }
  const FileError& error() const { return raw_->error(); }

 private:
  explicit Spool(std::unique_ptr<RawSpool> raw) : raw_(std::move(raw)) {}
  const std::unique_ptr<RawSpool> raw_;
};

}  // namespace minipy::trace
