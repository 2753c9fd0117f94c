// The module `_random`: the Mersenne Twister, seeded as CPython seeds it, so that the same seed gives the
// same numbers. After: Matsumoto and Nishimura, Mersenne Twister, 1998.

#include <sys/random.h>

#include <cerrno>
#include <vector>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/sha512.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

constexpr int kWords = 624;
constexpr int kShift = 397;

/// Under the object's lock.
struct Twister : objects::Opaque {
  std::uint32_t state[kWords];
  std::uint32_t index;

  std::uint32_t next() {
    if (index >= kWords) generate();
    std::uint32_t y = state[index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680U;
    y ^= (y << 15) & 0xEFC60000U;
    return y ^ (y >> 18);
  }
  /// A double in [0, 1) with 53 bits.
  double next_double() {
    const std::uint32_t a = next() >> 5;
    const std::uint32_t b = next() >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
  }
  void seed(std::uint32_t number) {
    state[0] = number;
    for (std::uint32_t i = 1; i < kWords; ++i) {
      state[i] = 1812433253U * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    }
    index = kWords;
  }
  void seed(const std::vector<std::uint32_t>& key) {
    seed(19650218U);
    std::uint32_t i = 1;
    std::uint32_t j = 0;
    for (std::size_t k = std::max<std::size_t>(kWords, key.size()); k > 0; --k) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525U)) + key[j] + j;
      step(i);
      if (++j >= key.size()) j = 0;
    }
    for (int k = kWords - 1; k > 0; --k) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941U)) - i;
      step(i);
    }
    state[0] = 0x80000000U;
  }

 private:
  void step(std::uint32_t& i) {
    if (++i < kWords) return;
    state[0] = state[kWords - 1];
    i = 1;
  }
  void generate() {
    for (int k = 0; k < kWords; ++k) {
      const std::uint32_t y = (state[k] & 0x80000000U) | (state[(k + 1) % kWords] & 0x7FFFFFFFU);
      state[k] = state[(k + kShift) % kWords] ^ (y >> 1) ^ ((y & 1U) != 0 ? 0x9908B0DFU : 0U);
    }
    index = 0;
  }
};

constexpr objects::OpaqueInfo kTwisterInfo = {"_random.Random", nullptr, nullptr};

Result<Twister*> twister(ThreadState& thread, Value self) {
  return self_as<Twister>(thread, self, kTwisterInfo);
}

/// The key that a seed stands for: the 32-bit words of its magnitude.
Result<std::vector<std::uint32_t>> seed_key(ThreadState& thread, Value seed) {
  std::vector<std::uint32_t> key;
  if (seed.is_empty() || seed.is_none()) {
    key.resize(kWords);
    std::size_t done = 0;
    auto* bytes = reinterpret_cast<char*>(key.data());
    while (done < key.size() * 4) {
      const ssize_t count = ::getrandom(bytes + done, key.size() * 4 - done, 0);
      if (count < 0 && errno != EINTR) return raise_os_error(thread, errno);
      if (count > 0) done += static_cast<std::size_t>(count);
    }
    return key;
  }
  std::vector<std::uint64_t> limbs;
  if (objects::is_integer(seed)) {
    limbs = objects::int_magnitude(seed);
  } else {
    limbs.push_back(static_cast<std::uint64_t>(MINIPY_TRY(vm::hash(thread, seed))));
  }
  for (const std::uint64_t limb : limbs) {
    key.push_back(static_cast<std::uint32_t>(limb));
    key.push_back(static_cast<std::uint32_t>(limb >> 32));
  }
  while (!key.empty() && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  return key;
}

Result<void> seed_twister(ThreadState& thread, Twister* self, Value seed) {
  const std::vector<std::uint32_t> key = MINIPY_TRY(seed_key(thread, seed));
  const objects::ObjectLock lock(thread, self);
  self->seed(key);
  return Done{};
}

Result<Value> random_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = arguments[0].as<Type>();
  auto* self = objects::create_opaque<Twister>(thread, type, kTwisterInfo);
  self->index = kWords;
  const bool plain = type->has(Type::kHeapType) == false;  // a subclass seeds in its __init__
  if (plain) MINIPY_TRY(seed_twister(thread, self, arguments.count > 1 ? arguments[1] : Value{}));
  return Value(self);
}

Result<Value> random_seed(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(seed_twister(thread, MINIPY_TRY(twister(thread, arguments[0])), arguments.get(1)));
  return Value::none();
}

Result<Value> random_random(ThreadState& thread, const Arguments& arguments) {
  Twister* self = MINIPY_TRY(twister(thread, arguments[0]));
  const objects::ObjectLock lock(thread, self);
  return Value::from_double(self->next_double());
}

Result<Value> random_getrandbits(ThreadState& thread, const Arguments& arguments) {
  Twister* self = MINIPY_TRY(twister(thread, arguments[0]));
  std::int64_t bits = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  if (bits < 0) return thread.raise(thread.types.ValueError, "number of bits must be non-negative");
  if (bits == 0) return Value::from_int(0);
  if (bits <= 32) {
    const objects::ObjectLock lock(thread, self);
    return Value::from_int(self->next() >> (32 - bits));
  }
  const std::uint64_t count = static_cast<std::uint64_t>(bits) / 64 + (bits % 64 != 0 ? 1 : 0);
  MINIPY_TRY(builtins::check_allocation(thread, count * sizeof(std::uint64_t)));
  std::vector<std::uint64_t> limbs(count);
  {
    const objects::ObjectLock lock(thread, self);
    for (std::size_t word = 0; bits > 0; ++word, bits -= 32) {
      std::uint64_t drawn = self->next();
      if (bits < 32) drawn >>= 32 - bits;
      limbs[word / 2] |= drawn << (word % 2 * 32);
    }
  }
  while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
  return objects::make_int(thread, limbs, false);
}

/// A number in [0, n), n > 0, as Random._randbelow draws it: what choice, shuffle and randint are made of.
Result<Value> random_below(ThreadState& thread, const Arguments& arguments) {
  Twister* self = MINIPY_TRY(twister(thread, arguments[0]));
  const Value limit = MINIPY_TRY(vm::index(thread, arguments[1]));
  const std::int64_t bits = objects::int_bit_length(limit);
  if (objects::int_sign(limit) <= 0) return Value::from_int(0);
  if (bits <= 32) {
    const auto below = static_cast<std::uint64_t>(*objects::to_int64(limit));
    const objects::ObjectLock lock(thread, self);
    while (true) {
      const std::uint64_t drawn = self->next() >> (32 - bits);
      if (drawn < below) return Value::from_int(static_cast<std::int64_t>(drawn));
    }
  }
  const Value draw[] = {arguments[0], Value::from_int(bits)};
  while (true) {
    const Value drawn = MINIPY_TRY(random_getrandbits(thread, Arguments{draw, 2, nullptr}));
    if (objects::int_compare(drawn, limit) < 0) return drawn;
  }
}

Result<Value> random_getstate(ThreadState& thread, const Arguments& arguments) {
  Twister* self = MINIPY_TRY(twister(thread, arguments[0]));
  Tuple* state = Tuple::create_uninitialised(thread, kWords + 1);
  const objects::ObjectLock lock(thread, self);
  for (int i = 0; i < kWords; ++i) state->items[i] = Value::from_int(self->state[i]);
  state->items[kWords] = Value::from_int(self->index);
  return Value(state);
}

Result<Value> random_setstate(ThreadState& thread, const Arguments& arguments) {
  Twister* self = MINIPY_TRY(twister(thread, arguments[0]));
  if (!objects::is_tuple(arguments[1])) {
    return thread.raise(thread.types.TypeError, "state vector must be a tuple");
  }
  const Tuple* state = arguments[1].as<Tuple>();
  if (state->length != kWords + 1) {
    return thread.raise(thread.types.ValueError, "state vector is the wrong size");
  }
  std::vector<std::uint32_t> words;
  for (const Value word : state->values()) {
    words.push_back(static_cast<std::uint32_t>(MINIPY_TRY(vm::index_int64(thread, word))));
  }
  if (words[kWords] > kWords) return thread.raise(thread.types.ValueError, "invalid state");
  const objects::ObjectLock lock(thread, self);
  std::copy(words.begin(), words.end() - 1, self->state);
  self->index = words[kWords];
  return Value::none();
}

Result<Value> random_sha512(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_bytes(arguments[0])) {
    return thread.raise(thread.types.TypeError, "a bytes-like object is required, not '%T'", arguments[0]);
  }
  const auto digest = sha512(arguments[0].as<objects::Bytes>()->view());
  return Value(objects::Bytes::create(
      thread, std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())));
}

const NativeDefinition kMethods[] = {
    {"__new__", random_new, "*args, **kwargs"},
    {"seed", random_seed, "self, n=, /"},
    {"random", random_random, "self, /", "random() -> x in the interval [0, 1)."},
    {"getrandbits", random_getrandbits, "self, k, /",
     "getrandbits(k) -> x.  Generates an int with k random bits."},
    {"_randbelow", random_below, "self, n, /"},
    {"getstate", random_getstate, "self, /"},
    {"setstate", random_setstate, "self, state, /"},
};

const NativeDefinition kFunctions[] = {{"_sha512", random_sha512, "data, /"}};

}  // namespace

Result<Value> make_random(ThreadState& thread) {
  Module* module =
      new_module(thread, "_random", "Module implements the Mersenne Twister random number generator.");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "Random", new_type(thread, "Random", "_random", true, kMethods));
  return Value(module);
}

}  // namespace minipy::modules
