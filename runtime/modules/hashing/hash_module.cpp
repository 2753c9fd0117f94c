// The module `_hashes` under hashlib.py: OpenSSL's algorithms, and BLAKE2 with all its parameters, which
// OpenSSL does not offer.
//
// A hash object is used by one thread at a time: under its mutex, which is only ever waited for detached.
// What is hashed is bytes that do not change (a copy of what may), so large ones are hashed detached.

#include <cstring>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/hashing/blake2.hpp"
#include "runtime/modules/hashing/hash_state.hpp"
#include "runtime/modules/hashing/libcrypto.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using hashing::Blake2;
using hashing::Blake2Parameters;
using hashing::HashState;
using hashing::Libcrypto;
using objects::Bytes;

/// From here on hashing is worth letting go of the lock, as in CPython.
constexpr std::size_t kLarge = 2048;

const char kLibraryKey = 0, kHashKey = 0;

// ---- libcrypto, as an object of the interpreter

struct Library : objects::Opaque {
  Libcrypto* functions;
};

void finalize_library(Object* object) { delete static_cast<Library*>(object)->functions; }

constexpr objects::OpaqueInfo kLibraryInfo = {"_hashes.libcrypto", nullptr, finalize_library};

const Libcrypto& library(ThreadState& thread) {
  return *thread.interpreter.state_slot(&kLibraryKey).load_as<Library>()->functions;
}

class OpensslState final : public HashState {
 public:
  OpensslState(const Libcrypto& functions, EVP_MD* algorithm, bool extendable)
      : functions_(functions), context_(functions.context_new()), extendable_(extendable) {
    functions_.init(context_, algorithm, nullptr);
  }
  OpensslState(const OpensslState& other)
      : HashState(),
        functions_(other.functions_),
        context_(other.functions_.context_new()),
        extendable_(other.extendable_) {
    functions_.context_copy(context_, other.context_);
  }
  OpensslState& operator=(const OpensslState&) = delete;
  ~OpensslState() override { functions_.context_free(context_); }

  void update(std::string_view bytes) override { functions_.update(context_, bytes.data(), bytes.size()); }
  std::string digest(std::size_t length) const override {
    const OpensslState end(*this);
    std::string bytes(extendable_ ? length : EVP_MAX_MD_SIZE, '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (extendable_) {
      functions_.finish_xof(end.context_, out, length);
      return bytes;
    }
    unsigned int size = 0;
    functions_.finish(end.context_, out, &size);
    bytes.resize(size);
    return bytes;
  }
  std::unique_ptr<HashState> copy() const override { return std::make_unique<OpensslState>(*this); }

 private:
  const Libcrypto functions_;  // a copy: the library's object may be finalized before this one's
  EVP_MD_CTX* context_;
  bool extendable_;
};

template <typename Word>
class Blake2State final : public HashState {
 public:
  explicit Blake2State(const Blake2Parameters& parameters) : hash_(parameters) {}
  explicit Blake2State(const Blake2<Word>& hash) : hash_(hash) {}
  void update(std::string_view bytes) override { hash_.update(bytes); }
  std::string digest(std::size_t) const override { return hash_.digest(); }
  std::unique_ptr<HashState> copy() const override { return std::make_unique<Blake2State>(hash_); }

 private:
  Blake2<Word> hash_;
};

// ---- hash objects

struct HashObject : objects::Opaque {
  Slot name;  ///< Str
  HashState* state;
  std::int64_t digest_size;  ///< 0: as long as one asks for
  std::int64_t block_size;
};

void trace_hash(Object* object, heap::Marker& marker) { marker.mark(static_cast<HashObject*>(object)->name); }
void finalize_hash(Object* object) { delete static_cast<HashObject*>(object)->state; }

constexpr objects::OpaqueInfo kHashInfo = {"_hashlib.HASH", trace_hash, finalize_hash};

Type* hash_type(ThreadState& thread);

Result<HashObject*> self_hash(ThreadState& thread, Value self) {
  return self_as<HashObject>(thread, self, kHashInfo);
}

/// Does `action` with the state to itself.
template <typename Action>
void exclusively(ThreadState& thread, const HashState& state, bool large, Action action) {
  if (!large && state.mutex.try_lock()) {
    action();
    state.mutex.unlock();
    return;
  }
  const vm::Detached detached(thread, "hashlib");
  const base::MutexLock guard(state.mutex);
  action();
}

/// What is to be hashed, as bytes that do not change.
Result<Bytes*> data_argument(ThreadState& thread, Value value) {
  if (objects::is_bytes(value)) return value.as<Bytes>();
  if (objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "Strings must be encoded before hashing");
  }
  const auto bytes = builtins::bytes_like(thread, value);
  if (!bytes) return thread.raise(thread.types.TypeError, "object supporting the buffer API required");
  return Bytes::create(thread, *bytes);
}

Result<void> update(ThreadState& thread, HashObject* self, Value value) {
  const Bytes* data = MINIPY_TRY(data_argument(thread, value));
  HashState* state = self->state;
  const std::string_view bytes = data->view();
  exclusively(thread, *state, bytes.size() >= kLarge, [&] { state->update(bytes); });
  return Done{};
}

HashObject* create(ThreadState& thread, std::string_view name, std::unique_ptr<HashState> state,
                   std::int64_t digest_size, std::int64_t block_size) {
  auto* object = objects::create_opaque<HashObject>(thread, hash_type(thread), kHashInfo);
  object->name.store(make_str(thread, name));
  object->state = state.release();
  object->digest_size = digest_size;
  object->block_size = block_size;
  return object;
}

Result<Value> hash_update(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(update(thread, MINIPY_TRY(self_hash(thread, arguments[0])), arguments[1]));
  return Value::none();
}

Result<std::string> digest_of(ThreadState& thread, const Arguments& arguments, const char* method) {
  HashObject* self = MINIPY_TRY(self_hash(thread, arguments[0]));
  std::int64_t length = self->digest_size;
  if (length == 0) {
    if (arguments.get(1).is_empty()) {
      return thread.raise(thread.types.TypeError, "%s() missing required argument 'length' (pos 1)", method);
    }
    length = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
    if (length < 0) return thread.raise(thread.types.ValueError, "value must be positive");
  } else if (!arguments.get(1).is_empty()) {
    return thread.raise(thread.types.TypeError, "HASH.%s() takes no arguments (1 given)", method);
  }
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(length)));
  std::string bytes;
  exclusively(thread, *self->state, false,
              [&] { bytes = self->state->digest(static_cast<std::size_t>(length)); });
  return bytes;
}

Result<Value> hash_digest(ThreadState& thread, const Arguments& arguments) {
  return Value(Bytes::create(thread, MINIPY_TRY(digest_of(thread, arguments, "digest"))));
}

Result<Value> hash_hexdigest(ThreadState& thread, const Arguments& arguments) {
  std::string text;
  for (const char c : MINIPY_TRY(digest_of(thread, arguments, "hexdigest"))) {
    text.push_back("0123456789abcdef"[static_cast<unsigned char>(c) >> 4U]);
    text.push_back("0123456789abcdef"[static_cast<unsigned char>(c) & 15U]);
  }
  return make_str(thread, text);
}

Result<Value> hash_copy(ThreadState& thread, const Arguments& arguments) {
  HashObject* self = MINIPY_TRY(self_hash(thread, arguments[0]));
  std::unique_ptr<HashState> state;
  exclusively(thread, *self->state, false, [&] { state = self->state->copy(); });
  return Value(create(thread, self->name.load_as<Str>()->utf8(), std::move(state), self->digest_size,
                      self->block_size));
}

Result<Value> hash_repr(ThreadState& thread, const Arguments& arguments) {
  HashObject* self = MINIPY_TRY(self_hash(thread, arguments[0]));
  char address[24];
  std::snprintf(address, sizeof(address), "%p", static_cast<void*>(self));
  return make_str(thread,
                  "<" + self->name.load_as<Str>()->utf8() + " _hashlib.HASH object @ " + address + ">");
}

Result<Value> get_name(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_hash(thread, self))->name.load();
}
Result<Value> get_digest_size(ThreadState& thread, Value self) {
  return objects::make_int(thread, MINIPY_TRY(self_hash(thread, self))->digest_size);
}
Result<Value> get_block_size(ThreadState& thread, Value self) {
  return objects::make_int(thread, MINIPY_TRY(self_hash(thread, self))->block_size);
}

const NativeDefinition kHashMethods[] = {
    {"update", hash_update, "self, obj, /"},
    {"digest", hash_digest, "self, length="},
    {"hexdigest", hash_hexdigest, "self, length="},
    {"copy", hash_copy, "self, /"},
    {"__repr__", hash_repr, "self, /"},
};
const GetSetDefinition kHashAttributes[] = {
    {"name", get_name}, {"digest_size", get_digest_size}, {"block_size", get_block_size}};

Type* make_hash_type(ThreadState& thread) {
  return new_type(thread, "HASH", "_hashlib", false, kHashMethods, kHashAttributes);
}

Type* hash_type(ThreadState& thread) { return builtins::builtin_type(thread, &kHashKey, make_hash_type); }

// ---- functions

/// What OpenSSL calls the algorithm that Python calls `name`: "sha3-256" for "sha3_256".
std::string openssl_name(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// new(name, data): an algorithm of OpenSSL; ValueError where there is none of this name.
Result<Value> new_hash(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "name"));
  const Libcrypto& functions = library(thread);
  EVP_MD* algorithm = functions.md_fetch(nullptr, openssl_name(name).c_str(), nullptr);
  if (algorithm == nullptr)
    return thread.raise(thread.types.ValueError, "unsupported hash type %s", name.c_str());
  const bool extendable = (functions.md_flags(algorithm) & EVP_MD_FLAG_XOF) != 0;
  auto state = std::make_unique<OpensslState>(functions, algorithm, extendable);
  HashObject* self = create(thread, name, std::move(state), extendable ? 0 : functions.md_size(algorithm),
                            functions.md_block_size(algorithm));
  functions.md_free(algorithm);
  if (!arguments.get(1).is_empty()) MINIPY_TRY(update(thread, self, arguments[1]));
  return Value(self);
}

/// Whether OpenSSL has an algorithm.
Result<Value> has_hash(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "name"));
  const Libcrypto& functions = library(thread);
  EVP_MD* algorithm = functions.md_fetch(nullptr, openssl_name(name).c_str(), nullptr);
  if (algorithm == nullptr) return Value::false_();
  functions.md_free(algorithm);
  return Value::true_();
}

Result<std::uint64_t> number_argument(ThreadState& thread, Value value, std::uint64_t least,
                                      std::uint64_t greatest, const char* problem) {
  const Value index = MINIPY_TRY(vm::index(thread, value));
  const auto magnitude = objects::int_magnitude(index);
  const std::uint64_t number = magnitude.empty() ? 0 : magnitude[0];
  if (objects::int_sign(index) < 0 || magnitude.size() > 1 || number < least || number > greatest) {
    return thread.raise(thread.types.ValueError, "%s", problem);
  }
  return number;
}

template <typename Word>
Result<Value> new_blake2(ThreadState& thread, const Arguments& arguments) {
  using Algorithm = Blake2<Word>;
  constexpr bool kBig = sizeof(Word) == 8;
  const auto bytes = [&](std::uint32_t index, std::size_t most, const char* problem) -> Result<std::string> {
    if (arguments.get(index).is_empty()) return std::string();
    MINIPY_TRY(builtins::check_bytes_like(thread, arguments[index]));
    std::string value = *builtins::bytes_like(thread, arguments[index]);
    if (value.size() > most) return thread.raise(thread.types.ValueError, "%s", problem);
    return value;
  };
  const auto number = [&](std::uint32_t index, std::uint64_t otherwise, std::uint64_t least,
                          std::uint64_t greatest, const char* problem) -> Result<std::uint64_t> {
    if (arguments.get(index).is_empty()) return otherwise;
    return number_argument(thread, arguments[index], least, greatest, problem);
  };
  Blake2Parameters parameters;
  parameters.digest_size = MINIPY_TRY(
      number(1, Algorithm::kLargestDigest, 1, Algorithm::kLargestDigest,
             kBig ? "digest_size for blake2b must be between 1 and 64 bytes, here it is out of range"
                  : "digest_size for blake2s must be between 1 and 32 bytes, here it is out of range"));
  parameters.key =
      MINIPY_TRY(bytes(2, Algorithm::kLargestDigest,
                       kBig ? "maximum key length is 64 bytes" : "maximum key length is 32 bytes"));
  parameters.salt = MINIPY_TRY(bytes(
      3, Algorithm::kSaltSize, kBig ? "maximum salt length is 16 bytes" : "maximum salt length is 8 bytes"));
  parameters.person =
      MINIPY_TRY(bytes(4, Algorithm::kSaltSize,
                       kBig ? "maximum person length is 16 bytes" : "maximum person length is 8 bytes"));
  parameters.fanout =
      static_cast<std::uint8_t>(MINIPY_TRY(number(5, 1, 0, 255, "fanout must be between 0 and 255")));
  parameters.depth =
      static_cast<std::uint8_t>(MINIPY_TRY(number(6, 1, 1, 255, "depth must be between 1 and 255")));
  parameters.leaf_size =
      static_cast<std::uint32_t>(MINIPY_TRY(number(7, 0, 0, UINT32_MAX, "leaf_size is too large")));
  parameters.node_offset = MINIPY_TRY(
      number(8, 0, 0, kBig ? UINT64_MAX : (std::uint64_t{1} << 48) - 1, "node_offset is too large"));
  parameters.node_depth =
      static_cast<std::uint8_t>(MINIPY_TRY(number(9, 0, 0, 255, "node_depth must be between 0 and 255")));
  parameters.inner_size = static_cast<std::uint8_t>(MINIPY_TRY(
      number(10, 0, 0, Algorithm::kLargestDigest,
             kBig ? "inner_size must be between 0 and is 64" : "inner_size must be between 0 and is 32")));
  if (!arguments.get(11).is_empty()) parameters.last_node = MINIPY_TRY(vm::truth(thread, arguments[11]));
  HashObject* self =
      create(thread, kBig ? "blake2b" : "blake2s", std::make_unique<Blake2State<Word>>(parameters),
             static_cast<std::int64_t>(parameters.digest_size), Algorithm::kBlock);
  if (!arguments.get(0).is_empty()) MINIPY_TRY(update(thread, self, arguments[0]));
  return Value(self);
}

/// pbkdf2_hmac(hash_name, password, salt, iterations, dklen)
Result<Value> pbkdf2_hmac(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "hash_name"));
  const Bytes* password = MINIPY_TRY(data_argument(thread, arguments[1]));
  const Bytes* salt = MINIPY_TRY(data_argument(thread, arguments[2]));
  const std::int64_t iterations =
      MINIPY_TRY(vm::index_int64(thread, arguments[3], thread.types.OverflowError));
  const Libcrypto& functions = library(thread);
  EVP_MD* algorithm = functions.md_fetch(nullptr, openssl_name(name).c_str(), nullptr);
  if (algorithm == nullptr)
    return thread.raise(thread.types.ValueError, "unsupported hash type %s", name.c_str());
  std::int64_t length = functions.md_size(algorithm);
  const char* problem = nullptr;
  if (iterations < 1) problem = "iteration value must be greater than 0.";
  if (!arguments.get(4).is_empty() && !arguments[4].is_none()) {
    auto wanted = vm::index_int64(thread, arguments[4], thread.types.OverflowError);
    if (!wanted.ok()) {
      functions.md_free(algorithm);
      return Raised{};
    }
    length = wanted.value();
    if (length < 1) problem = "key length must be greater than 0.";
  }
  Type* kind = thread.types.ValueError;
  if (iterations > INT32_MAX || length > INT32_MAX) {
    problem = iterations > INT32_MAX ? "iteration value is too great." : "key length is too great.";
    kind = thread.types.OverflowError;
  }
  if (problem != nullptr) {
    functions.md_free(algorithm);
    return thread.raise(kind, "%s", problem);
  }
  std::string key(static_cast<std::size_t>(length), '\0');
  {
    const vm::Detached detached(thread, "hashlib.pbkdf2_hmac");
    functions.pbkdf2(password->data, static_cast<int>(password->length),
                     reinterpret_cast<const unsigned char*>(salt->data), static_cast<int>(salt->length),
                     static_cast<int>(iterations), algorithm, static_cast<int>(length),
                     reinterpret_cast<unsigned char*>(key.data()));
  }
  functions.md_free(algorithm);
  return Value(Bytes::create(thread, key));
}

/// scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)
Result<Value> scrypt(ThreadState& thread, const Arguments& arguments) {
  const Bytes* password = MINIPY_TRY(data_argument(thread, arguments[0]));
  const Bytes* salt = MINIPY_TRY(data_argument(thread, arguments[1]));
  const std::uint64_t n =
      MINIPY_TRY(number_argument(thread, arguments[2], 2, UINT64_MAX, "n must be a power of 2."));
  if ((n & (n - 1)) != 0) return thread.raise(thread.types.ValueError, "n must be a power of 2.");
  const std::uint64_t r = MINIPY_TRY(
      number_argument(thread, arguments[3], 0, UINT64_MAX, "r is required and must be an unsigned int"));
  const std::uint64_t p = MINIPY_TRY(
      number_argument(thread, arguments[4], 0, UINT64_MAX, "p is required and must be an unsigned int"));
  const std::uint64_t memory = MINIPY_TRY(number_argument(
      thread, arguments[5], 0, INT32_MAX, "maxmem must be positive and smaller than 2147483647"));
  const std::uint64_t length = MINIPY_TRY(number_argument(
      thread, arguments[6], 1, INT32_MAX, "dklen must be greater than 0 and smaller than 2147483647"));
  const Libcrypto& functions = library(thread);
  std::string key(length, '\0');
  int ok = 0;
  {
    const vm::Detached detached(thread, "hashlib.scrypt");
    ok = functions.scrypt(password->data, static_cast<std::size_t>(password->length),
                          reinterpret_cast<const unsigned char*>(salt->data),
                          static_cast<std::size_t>(salt->length), n, r, p, memory,
                          reinterpret_cast<unsigned char*>(key.data()), key.size());
  }
  if (ok != 1)
    return thread.raise(thread.types.ValueError, "Invalid parameter combination for n, r, p, maxmem.");
  return Value(Bytes::create(thread, key));
}

const NativeDefinition kFunctions[] = {
    {"new", new_hash, "name, data=, /"},
    {"has", has_hash, "name, /"},
    {"blake2b", new_blake2<std::uint64_t>,
     "data=, /, *, digest_size=, key=, salt=, person=, fanout=, depth=, leaf_size=, node_offset=, "
     "node_depth=, "
     "inner_size=, last_node=, usedforsecurity="},
    {"blake2s", new_blake2<std::uint32_t>,
     "data=, /, *, digest_size=, key=, salt=, person=, fanout=, depth=, leaf_size=, node_offset=, "
     "node_depth=, "
     "inner_size=, last_node=, usedforsecurity="},
    {"pbkdf2_hmac", pbkdf2_hmac, "hash_name, password, salt, iterations, dklen="},
    {"scrypt", scrypt, "password, salt, n, r, p, maxmem, dklen, /"},
};

}  // namespace

Result<Value> make_hashes(ThreadState& thread) {
  auto functions = std::make_unique<Libcrypto>();
  if (!functions->open()) {
    return thread.raise(thread.types.ImportError, "hashlib needs libcrypto.so.3 (package libssl3)");
  }
  Type* library_type = new_type(thread, "libcrypto", "_hashes", false, {});
  auto* holder = objects::create_opaque<Library>(thread, library_type, kLibraryInfo);
  holder->functions = functions.release();
  thread.interpreter.state_slot(&kLibraryKey).store(holder);
  Module* module = new_module(thread, "_hashes");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
