#include "interpreter/heap/value.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>

using minipy::heap::Value;

TEST_CASE("integers of 51 bits round-trip and do not look like anything else") {
  for (const std::int64_t i :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, Value::kMaxInt, Value::kMinInt}) {
    const Value value = Value::from_int(i);
    CHECK(value.is_int());
    CHECK(value.as_int() == i);
    CHECK_FALSE(value.is_double());
    CHECK_FALSE(value.is_object());
  }
  CHECK_FALSE(Value::fits_int(Value::kMaxInt + 1));
  CHECK_FALSE(Value::fits_int(Value::kMinInt - 1));
}

TEST_CASE("doubles round-trip, the smallest, the largest and the infinities included") {
  using Limits = std::numeric_limits<double>;
  for (const double d : {0.0, -0.0, 1.5, -1.5, Limits::denorm_min(), -Limits::denorm_min(), Limits::max(),
                         Limits::lowest(), Limits::infinity(), -Limits::infinity()}) {
    const Value value = Value::from_double(d);
    CHECK(value.is_double());
    CHECK_FALSE(value.is_int());
    CHECK_FALSE(value.is_object());
    CHECK(value.as_double() == d);
    CHECK(std::signbit(value.as_double()) == std::signbit(d));
  }
}

TEST_CASE("the NaN that arithmetic makes stays a double without a check") {
  volatile double infinity = std::numeric_limits<double>::infinity();
  const Value value = Value::from_arithmetic(infinity - infinity);
  CHECK(value.is_double());
  CHECK(std::isnan(value.as_double()));
  // A NaN times anything keeps its sign, so products of NaNs are safe too.
  volatile double nan = value.as_double();
  volatile double factor = -1.0;
  CHECK(Value::from_arithmetic(nan * factor).is_double());
}

TEST_CASE("every NaN from outside becomes the one NaN") {
  const double positive = std::numeric_limits<double>::quiet_NaN();
  CHECK(Value::from_double(positive) == Value::nan());
  CHECK(Value::from_double(-positive) == Value::nan());
}

TEST_CASE("immediates are themselves and nothing else") {
  CHECK(Value::none().is_none());
  CHECK(Value::true_().is_bool());
  CHECK(Value::false_().is_bool());
  CHECK_FALSE(Value::none().is_bool());
  CHECK_FALSE(Value::not_implemented().is_bool());
  CHECK_FALSE(Value::none().is_object());
  CHECK(Value{}.is_empty());
}
