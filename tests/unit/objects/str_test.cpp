#include "interpreter/objects/str.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/unit/objects/objects_world.hpp"

namespace {

using minipy::tests::ObjectsWorld;
using namespace minipy::objects;

TEST_CASE("a string is as narrow as its code points allow") {
  ObjectsWorld world(false);
  CHECK(Str::create(world.main(), "abc")->width() == 1);
  CHECK(Str::create(world.main(), "abc")->is_ascii());
  const Str* latin = Str::create(world.main(), "é");
  CHECK(latin->width() == 1);
  CHECK_FALSE(latin->is_ascii());
  CHECK(Str::create(world.main(), "€")->width() == 2);
  CHECK(Str::create(world.main(), "😀")->width() == 4);
  const Str* mixed = Str::create(world.main(), "a😀b");
  CHECK(mixed->length == 3);
  CHECK(Str::substring(world.main(), mixed, 0, 1)->width() == 1);
  CHECK(Str::substring(world.main(), mixed, 1, 2)->width() == 4);
}

TEST_CASE("equal texts are equal and have equal hashes however they were made") {
  ObjectsWorld world(false);
  const Str* whole = Str::create(world.main(), "caf\xC3\xA9");
  const Str* joined =
      Str::concat(world.main(), Str::create(world.main(), "caf"), Str::create(world.main(), "é"));
  const Str* part = Str::substring(world.main(), Str::create(world.main(), "café😀"), 0, 4);
  for (const Str* other : {joined, part}) {
    CHECK(whole->equals(other));
    CHECK(whole->hash_value() == other->hash_value());
  }
  CHECK(whole->hash_value() != 0);
  CHECK(Str::create(world.main(), "")->hash_value() != 0);
}

TEST_CASE("text survives the way through UTF-8, lone surrogates included") {
  ObjectsWorld world(false);
  for (const char* text : {"", "abc", "é€😀", "\xED\xA0\x80"}) {
    CHECK(Str::create(world.main(), text)->utf8() == text);
  }
  CHECK(Str::create(world.main(), "a\xFF")->at(1) == 0xFFFD);
}

TEST_CASE("strings compare by code points across widths") {
  ObjectsWorld world(false);
  const auto compare = [&](const char* a, const char* b) {
    return Str::create(world.main(), a)->compare(Str::create(world.main(), b));
  };
  CHECK(compare("a", "b") < 0);
  CHECK(compare("ab", "a") > 0);
  CHECK(compare("\xEF\xBF\xBF", "😀") < 0);
  CHECK(compare("é", "é") == 0);
}

TEST_CASE("repr chooses quotes and escapes what does not print") {
  ObjectsWorld world(false);
  const auto repr = [&](const char* text, bool ascii = false) {
    return Str::repr(world.main(), Str::create(world.main(), text), ascii)->utf8();
  };
  CHECK(repr("it's") == "\"it's\"");
  CHECK(repr("'\"") == "'\\'\"'");
  CHECK(repr("\n\x01é😀") == "'\\n\\x01é😀'");
  CHECK(repr("é😀", true) == "'\\xe9\\U0001f600'");
}

TEST_CASE("each text is interned once, also by several threads") {
  ObjectsWorld world(true);
  std::vector<std::vector<Str*>> seen(4);
  world.on_threads(4, [&](Mutator& mutator, int which) {
    for (int i = 0; i < 3000; ++i) {
      seen[static_cast<std::size_t>(which)].push_back(
          mutator.intern_table.intern(mutator, "name" + std::to_string(i)));
    }
  });
  CHECK(seen[0] == seen[1]);
  CHECK(seen[1] == seen[2]);
  CHECK(seen[2] == seen[3]);
  CHECK(Str::of_point(world.main(), U'x') == world.main().intern_table.intern(world.main(), "x"));
}

TEST_CASE("a string that grows by concatenation is extended in place, and nobody sees it") {
  ObjectsWorld world(true);
  const Str* piece = Str::create(world.main(), std::string(300, 'p'));
  const Str* base = Str::concat(world.main(), piece, piece);
  base = Str::concat(world.main(), base, piece);
  base = Str::concat(world.main(), base, piece);
  CHECK_FALSE(base->is_inline());
  const Str* with_a = Str::concat(world.main(), base, Str::create(world.main(), "a"));
  const Str* with_b = Str::concat(world.main(), base, Str::create(world.main(), "b"));
  CHECK(with_a->data == base->data);
  CHECK(with_b->data != base->data);
  CHECK(with_a->at(1200) == U'a');
  CHECK(with_b->at(1200) == U'b');
  CHECK(base->utf8() == std::string(1200, 'p'));
  const Str* wide = Str::concat(world.main(), with_a, Str::create(world.main(), "€"));
  CHECK(wide->width() == 2);
  CHECK(wide->at(1201) == U'€');
  CHECK(world.main().intern_table.intern(world.main(), const_cast<Str*>(with_a))->is_inline());
  world.on_threads(4, [&](Mutator& mutator, int which) {
    const Str* text = with_a;
    const Str* digit = Str::create(mutator, std::to_string(which));
    for (int i = 0; i < 2000; ++i) text = Str::concat(mutator, text, digit);
    const std::string expected = with_a->utf8() + std::string(2000, static_cast<char>('0' + which));
    if (text->utf8() != expected) std::abort();
  });
}

TEST_CASE("a builder widens as it must") {
  ObjectsWorld world(false);
  StrBuilder builder;
  builder.append("ab");
  builder.append(U'é');
  CHECK(builder.finish(world.main())->width() == 1);
  builder.append_repeated(U'€', 2);
  builder.append(Str::create(world.main(), "xyz"), 1, 2);
  CHECK(builder.length() == 7);
  CHECK(builder.finish(world.main())->utf8() == "abé€€yz");
}

}  // namespace
