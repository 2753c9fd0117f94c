#include "interpreter/objects/bytes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/objects/objects_world.hpp"

namespace {

using minipy::tests::ObjectsWorld;
using namespace minipy::objects;

TEST_CASE("replacing a part of a bytearray grows and shrinks it") {
  ObjectsWorld world(false);
  ByteArray* array = ByteArray::create(world.main(), "hello");
  array->replace(world.main(), 1, 4, "ipp");
  CHECK(array->snapshot(world.main()) == "hippo");
  array->replace(world.main(), INT64_MAX, INT64_MAX, std::string(100, 's'));
  CHECK(array->size() == 105);
  array->replace(world.main(), 1, INT64_MAX, "");
  CHECK(array->snapshot(world.main()) == "h");
  CHECK(array->get(world.main(), 0) == 'h');
  CHECK(array->get(world.main(), 1) == -1);
  CHECK_FALSE(array->set(world.main(), -1, 0));
  array->replace(world.main(), 0, 1, "");
  CHECK(array->snapshot(world.main()).empty());
}

TEST_CASE("threads that append to one bytearray lose nothing") {
  ObjectsWorld world(true);
  ByteArray* array = ByteArray::create(world.main(), "");
  world.on_threads(4, [&](Mutator& mutator, int which) {
    const std::string byte(1, static_cast<char>('a' + which));
    for (int i = 0; i < 2000; ++i) array->replace(mutator, INT64_MAX, INT64_MAX, byte);
  });
  const std::string all = array->snapshot(world.main());
  CHECK(all.size() == 8000);
  for (char c = 'a'; c < 'e'; ++c) CHECK(std::count(all.begin(), all.end(), c) == 2000);
}

TEST_CASE("equal bytes have equal hashes") {
  ObjectsWorld world(false);
  CHECK(Bytes::create(world.main(), "abc")->hash_value() == Bytes::create(world.main(), "abc")->hash_value());
  CHECK(Bytes::create(world.main(), "")->hash_value() != 0);
}

}  // namespace
