#include "interpreter/objects/number.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/unit/objects/objects_world.hpp"

namespace {

using minipy::tests::ObjectsWorld;
using namespace minipy::objects;

struct Numbers {
  ObjectsWorld world{false};
  Value operator()(const char* text) { return parse_int(world.main(), text, 0); }
  Mutator& main() { return world.main(); }
};

TEST_CASE("an integer is inline exactly when it fits 51 bits") {
  Numbers number;
  CHECK(make_int(number.main(), Value::kMaxInt).is_int());
  CHECK(make_int(number.main(), Value::kMinInt).is_int());
  CHECK_FALSE(make_int(number.main(), Value::kMaxInt + 1).is_int());
  CHECK_FALSE(make_int(number.main(), Value::kMinInt - 1).is_int());
  const Value big = int_add(number.main(), Value::from_int(Value::kMaxInt), Value::from_int(1));
  CHECK(int_sub(number.main(), big, Value::from_int(1)) == Value::from_int(Value::kMaxInt));
}

TEST_CASE("division rounds down and the modulo has the divisor's sign") {
  Numbers number;
  const Value big = number("100000000000000000000000000000000000007");
  for (const Value a : {big, int_neg(number.main(), big), Value::from_int(7), Value::from_int(-7)}) {
    for (const char* divisor : {"3", "-3", "12345678901234567890", "-12345678901234567890"}) {
      const Value b = number(divisor);
      Value quotient;
      Value modulo;
      int_divmod(number.main(), a, b, quotient, modulo);
      const Value back = int_add(number.main(), int_mul(number.main(), quotient, b), modulo);
      CHECK(int_compare(back, a) == 0);
      CHECK((int_sign(modulo) == 0 || int_sign(modulo) == int_sign(b)));
    }
  }
}

TEST_CASE("the smallest 64-bit integer is no trap") {
  Numbers number;
  const Value lowest = make_int(number.main(), INT64_MIN);
  CHECK(to_int64(lowest) == INT64_MIN);
  CHECK(int_to_string(int_neg(number.main(), lowest)) == "9223372036854775808");
  CHECK(int_to_string(int_floor_div(number.main(), lowest, Value::from_int(-1))) == "9223372036854775808");
  CHECK(int_to_string(int_abs(number.main(), lowest)) == "9223372036854775808");
}

TEST_CASE("bits of negative numbers are those of two's complement") {
  Numbers number;
  const Value minus = number("-0x1_0000_0000_0000_0000_0000");
  CHECK(int_to_string(int_and(number.main(), minus, number("0xffff_ffff_ffff_ffff_ffff_ffff")), 16) ==
        "ffff00000000000000000000");
  CHECK(int_to_string(int_shift_right(number.main(), number("-36893488147419103233"), 65)) == "-2");
  CHECK(int_to_string(int_invert(number.main(), number("0xffffffffffffffffff")), 16) ==
        "-1000000000000000000");
}

TEST_CASE("texts become integers as literals do") {
  Numbers number;
  CHECK(int_to_string(number("0xff")) == "255");
  CHECK(int_to_string(number("-0b1_0")) == "-2");
  CHECK(int_to_string(parse_int(number.main(), "zz", 36)) == "1295");
  for (const char* bad : {"", "-", "0x", "1__0", "_1", "1_", "010", "0b2", "1.5"}) CHECK_FALSE(number(bad));
  CHECK(int_to_string(number("123456789012345678901234567890"), 7) == "21653251153414601406403630240331250");
}

TEST_CASE("True and False are integers") {
  Numbers number;
  CHECK(is_integer(Value::true_()));
  CHECK(to_int64(Value::true_()) == 1);
  CHECK(int_add(number.main(), Value::true_(), Value::true_()) == Value::from_int(2));
  CHECK(int_plain(number.main(), Value::false_()) == Value::from_int(0));
}

TEST_CASE("integers and doubles convert and compare exactly") {
  Numbers number;
  CHECK(int_to_double(number("9007199254740993")) == 9007199254740992.0);
  CHECK(int_to_double(number("36893488147419107329")) == 36893488147419111424.0);
  const Value huge = int_shift_left(number.main(), Value::from_int(1), 1024);
  CHECK_FALSE(int_to_double(huge));
  CHECK(int_compare_double(huge, 1.7e308) > 0);
  CHECK(int_compare_double(number("9007199254740993"), 9007199254740992.0) > 0);
  CHECK(int_compare_double(Value::from_int(1), 1.5) < 0);
  CHECK(int_true_div(huge, int_shift_left(number.main(), Value::from_int(3), 1023)) == 2.0 / 3.0);
  CHECK_FALSE(int_true_div(huge, Value::from_int(1)));
}

TEST_CASE("equal numbers have equal hashes") {
  Numbers number;
  CHECK(hash_int(Value::from_int(-1)) == -2);
  CHECK(hash_int(number("2305843009213693951")) == 0);
  CHECK(hash_int(number("1000000000000000019884624838656")) == hash_double(1e30));
  CHECK(hash_double(0.5) == 1152921504606846976);
  CHECK(hash_double(-3.0) == hash_int(Value::from_int(-3)));
}

TEST_CASE("repr of a float is the shortest text that reads back the same") {
  CHECK(float_repr(0.1) == "0.1");
  CHECK(float_repr(1e16) == "1e+16");
  CHECK(float_repr(123456789012345680.0) == "1.2345678901234568e+17");
  CHECK(float_repr(1e15) == "1000000000000000.0");
  CHECK(float_repr(0.0001) == "0.0001");
  CHECK(float_repr(0.00001) == "1e-05");
  CHECK(float_repr(-0.0) == "-0.0");
  CHECK(float_repr(5e-324) == "5e-324");
  CHECK(float_repr(-HUGE_VAL) == "-inf");
}

TEST_CASE("texts become floats, and nothing else does") {
  CHECK(parse_float("1_000.5") == 1000.5);
  CHECK(parse_float("-.5e-3") == -0.0005);
  CHECK(parse_float("Infinity") == HUGE_VAL);
  CHECK(parse_float("1e400") == HUGE_VAL);
  CHECK(parse_float("1e-400") == 0.0);
  CHECK(std::isnan(*parse_float("nan")));
  for (const char* bad : {"", ".", "1e", "0x10", "1__0", "_1", "1_", "1_.5", "+-1", "inf_", "nan(1)"}) {
    CHECK_FALSE(parse_float(bad));
  }
}

TEST_CASE("floor division and modulo of doubles have Python's signs") {
  CHECK(float_mod(-7.5, 2.0) == 0.5);
  CHECK(float_mod(7.5, -2.0) == -0.5);
  CHECK(float_floor_div(-7.5, 2.0) == -4.0);
  CHECK(std::signbit(float_mod(4.0, -2.0)));
  CHECK(float_floor_div(1.0, 0.1) == 9.0);
}

}  // namespace
