// The module `time`. All clocks that threads may be measured by come from the runtime's, so that virtual time
// reaches scripts too.

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "runtime/modules/lock.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// struct_time: nine items, then two that only their names reach: tm_zone and tm_gmtoff.
constexpr std::int64_t kItems = 9;

/// What stands for tm_zone behind the items, where the collector does not look.
enum Zone : std::int64_t { kNoZone, kUtc, kStandard, kDaylight };

const char kStructTimeKey = 0;

// time.tzname[which], and not the C library's, which belongs to the whole process.
Result<Value> zone_of_module(ThreadState& thread, std::int64_t which) {
  const Value module = MINIPY_TRY(vm::import_module(thread, "time"));
  const Value names = MINIPY_TRY(vm::get_attribute(thread, module, vm::intern(thread, "tzname")));
  return vm::get_item(thread, names, Value::from_int(which));
}

Result<Value> get_zone(ThreadState& thread, Value self) {
  switch (self.as<Tuple>()->items[kItems].as_int()) {
    case kUtc:
      return make_str(thread, "GMT");
    case kStandard:
      return zone_of_module(thread, 0);
    case kDaylight:
      return zone_of_module(thread, 1);
    default:
      return Value::none();
  }
}

Result<Value> get_offset(ThreadState&, Value self) { return self.as<Tuple>()->items[kItems + 1]; }

const GetSetDefinition kStructTimeFields[] = {
    {"tm_year", struct_field<0>}, {"tm_mon", struct_field<1>},  {"tm_mday", struct_field<2>},
    {"tm_hour", struct_field<3>}, {"tm_min", struct_field<4>},  {"tm_sec", struct_field<5>},
    {"tm_wday", struct_field<6>}, {"tm_yday", struct_field<7>}, {"tm_isdst", struct_field<8>},
    {"tm_zone", get_zone},        {"tm_gmtoff", get_offset},
};

Value create_struct_time(ThreadState& thread, Type* type, std::span<const Value> items, Zone zone,
                         Value offset) {
  Tuple* tuple = Tuple::create_uninitialised(thread, type, kItems + 2);
  std::copy_n(items.begin(), kItems, tuple->items);
  tuple->items[kItems] = Value::from_int(zone);
  tuple->items[kItems + 1] = offset;
  tuple->length = kItems;
  return tuple;
}

Result<Value> struct_time_new(ThreadState& thread, const Arguments& arguments) {
  Tuple* items = MINIPY_TRY(vm::to_tuple(thread, arguments[1]));
  if (items->length < kItems) {
    return thread.raise(thread.types.TypeError,
                        "time.struct_time() takes an at least 9-sequence (%d-sequence given)", items->length);
  }
  if (items->length > kItems + 2) {
    return thread.raise(thread.types.TypeError,
                        "time.struct_time() takes an at most 11-sequence (%d-sequence given)", items->length);
  }
  const Value offset = items->length == kItems + 2 ? items->items[kItems + 1] : Value::none();
  return create_struct_time(thread, arguments[0].as<Type>(), items->values(), kNoZone, offset);
}

const NativeDefinition kStructTimeMethods[] = {{"__new__", struct_time_new, "cls, sequence, dict="}};

Type* make_struct_time(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "struct_time", "time", kStructTimeFields, kItems);
  builtins::add_methods(thread, type, kStructTimeMethods);
  return type;
}

Type* struct_time_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kStructTimeKey, make_struct_time);
}

Value from_tm(ThreadState& thread, const tm& broken, bool utc) {
  const Value items[] = {Value::from_int(broken.tm_year + 1900),
                         Value::from_int(broken.tm_mon + 1),
                         Value::from_int(broken.tm_mday),
                         Value::from_int(broken.tm_hour),
                         Value::from_int(broken.tm_min),
                         Value::from_int(broken.tm_sec),
                         Value::from_int((broken.tm_wday + 6) % 7),
                         Value::from_int(broken.tm_yday + 1),
                         Value::from_int(broken.tm_isdst)};
  const Zone zone = utc ? kUtc : broken.tm_isdst > 0 ? kDaylight : kStandard;
  return create_struct_time(thread, struct_time_type(thread), items, zone, Value::from_int(broken.tm_gmtoff));
}

/// The nine items of a tuple as the C library's, checked as CPython checks them for strftime.
Result<tm> to_tm(ThreadState& thread, Value value, bool check, const char* function) {
  if (!objects::is_tuple(value)) {
    return thread.raise(thread.types.TypeError, "Tuple or struct_time argument required");
  }
  const Tuple* tuple = value.as<Tuple>();
  if (tuple->length != kItems) {
    return thread.raise(thread.types.TypeError, "%s(): illegal time tuple argument", function);
  }
  std::int64_t fields[kItems];
  for (std::int64_t i = 0; i < kItems; ++i) fields[i] = MINIPY_TRY(vm::index_int64(thread, tuple->items[i]));
  if (fields[0] - 1900 > INT32_MAX || fields[0] - 1900 < INT32_MIN) {
    return thread.raise(thread.types.OverflowError, "year out of range");
  }
  tm broken{};
  broken.tm_year = static_cast<int>(fields[0] - 1900);
  broken.tm_mon = static_cast<int>(fields[1] - 1);
  broken.tm_mday = static_cast<int>(fields[2]);
  broken.tm_hour = static_cast<int>(fields[3]);
  broken.tm_min = static_cast<int>(fields[4]);
  broken.tm_sec = static_cast<int>(fields[5]);
  broken.tm_wday = static_cast<int>((fields[6] + 1) % 7);
  broken.tm_yday = static_cast<int>(fields[7] - 1);
  broken.tm_isdst = static_cast<int>(fields[8]);
  if (!check) return broken;
  if (broken.tm_mon == -1) broken.tm_mon = 0;
  if (broken.tm_mday == 0) broken.tm_mday = 1;
  if (broken.tm_yday == -1) broken.tm_yday = 0;
  const auto bad = [&](const char* what) {
    return thread.raise(thread.types.ValueError, "%s out of range", what);
  };
  if (broken.tm_mon < 0 || broken.tm_mon > 11) return bad("month");
  if (broken.tm_mday < 0 || broken.tm_mday > 31) return bad("day of month");
  if (broken.tm_hour < 0 || broken.tm_hour > 23) return bad("hour");
  if (broken.tm_min < 0 || broken.tm_min > 59) return bad("minute");
  if (broken.tm_sec < 0 || broken.tm_sec > 61) return bad("seconds");
  if (broken.tm_wday < 0) return bad("day of week");
  if (broken.tm_yday < 0 || broken.tm_yday > 365) return bad("day of year");
  return broken;
}

/// Seconds since 1970 from an argument; the present where it is missing.
Result<time_t> seconds_argument(ThreadState& thread, Value value) {
  if (value.is_empty() || value.is_none()) {
    return static_cast<time_t>(discipline_of(thread).recorder().clock().wall_now() / kSecond);
  }
  if (objects::is_float(value)) {
    const double seconds = std::floor(objects::float_value(value));
    if (std::isnan(seconds)) return thread.raise(thread.types.ValueError, "Invalid value NaN (not a number)");
    if (std::fabs(seconds) > 9e18) {
      return thread.raise(thread.types.OverflowError, "timestamp out of range for platform time_t");
    }
    return static_cast<time_t>(seconds);
  }
  return static_cast<time_t>(MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError)));
}

Result<Value> time_localtime(ThreadState& thread, const Arguments& arguments) {
  const time_t seconds = MINIPY_TRY(seconds_argument(thread, arguments.get(0)));
  tm broken{};
  if (localtime_r(&seconds, &broken) == nullptr) return raise_os_error(thread, EOVERFLOW);
  return from_tm(thread, broken, false);
}

Result<Value> time_gmtime(ThreadState& thread, const Arguments& arguments) {
  const time_t seconds = MINIPY_TRY(seconds_argument(thread, arguments.get(0)));
  tm broken{};
  if (gmtime_r(&seconds, &broken) == nullptr) return raise_os_error(thread, EOVERFLOW);
  return from_tm(thread, broken, true);
}

Result<Value> time_mktime(ThreadState& thread, const Arguments& arguments) {
  tm broken = MINIPY_TRY(to_tm(thread, arguments[0], false, "mktime"));
  broken.tm_wday = -1;
  const time_t seconds = mktime(&broken);
  if (seconds == -1 && broken.tm_wday == -1) {
    return thread.raise(thread.types.OverflowError, "mktime argument out of range");
  }
  return Value::from_double(static_cast<double>(seconds));
}

/// The time tuple given, or the local time now.
Result<tm> tm_argument(ThreadState& thread, Value value, const char* function) {
  if (!value.is_empty()) return to_tm(thread, value, true, function);
  const time_t seconds = MINIPY_TRY(seconds_argument(thread, {}));
  tm broken{};
  localtime_r(&seconds, &broken);
  return broken;
}

Result<Value> time_strftime(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "strftime() argument 1 must be str, not %T", arguments[0]);
  }
  const tm broken = MINIPY_TRY(tm_argument(thread, arguments.get(1), "strftime"));
  const std::string format = arguments[0].as<Str>()->utf8();
  if (format.empty()) return arguments[0];
  std::string text(256 + format.size() * 8, '\0');
  // An empty result and too little room look the same; no format needs more than this.
  const std::size_t length = strftime(text.data(), text.size(), format.c_str(), &broken);
  text.resize(length);
  return make_str(thread, text);
}

Value asctime_text(ThreadState& thread, const tm& broken) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[80];
  std::snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %d", kDays[broken.tm_wday % 7],
                kMonths[broken.tm_mon % 12], broken.tm_mday, broken.tm_hour, broken.tm_min, broken.tm_sec,
                1900 + broken.tm_year);
  return make_str(thread, text);
}

Result<Value> time_asctime(ThreadState& thread, const Arguments& arguments) {
  return asctime_text(thread, MINIPY_TRY(tm_argument(thread, arguments.get(0), "asctime")));
}

Result<Value> time_ctime(ThreadState& thread, const Arguments& arguments) {
  const time_t seconds = MINIPY_TRY(seconds_argument(thread, arguments.get(0)));
  tm broken{};
  if (localtime_r(&seconds, &broken) == nullptr) return raise_os_error(thread, EOVERFLOW);
  return asctime_text(thread, broken);
}

Result<Value> time_strptime(ThreadState& thread, const Arguments& arguments) {
  const Value module = MINIPY_TRY(vm::import_module(thread, "_strptime"));
  const Value format = arguments.get(1).is_empty() ? make_str(thread, "%a %b %d %H:%M:%S %Y") : arguments[1];
  return vm::call_method(thread, module, vm::intern(thread, "_strptime_time"), {arguments[0], format});
}

/// The zone's abbreviation. Copied out by the C library under its own lock: its `tzname` belongs to the whole
/// process, and another interpreter may be setting it.
Value zone_name(ThreadState& thread, const tm& at) {
  char text[64] = "";
  std::strftime(text, sizeof text, "%Z", &at);
  return make_str(thread, text);
}

/// Seconds west of UTC at the begin of this year's January and July: the zone without and with summer time.
void add_zone(ThreadState& thread, Module* module) {
  tzset();
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t january = ::time(nullptr) / kYear * kYear;
  const time_t july = january + kYear / 2;
  tm winter{};
  tm summer{};
  localtime_r(&january, &winter);
  localtime_r(&july, &summer);
  std::int64_t standard = -winter.tm_gmtoff;
  std::int64_t daylight = -summer.tm_gmtoff;
  if (standard < daylight) {
    std::swap(standard, daylight);
    std::swap(winter, summer);
  }
  builtins::add_value(thread, module, "timezone", Value::from_int(standard));
  builtins::add_value(thread, module, "altzone", Value::from_int(daylight));
  builtins::add_value(thread, module, "daylight", Value::from_int(standard != daylight ? 1 : 0));
  builtins::add_value(thread, module, "tzname",
                      make_tuple(thread, {zone_name(thread, winter), zone_name(thread, summer)}));
}

Result<Value> time_tzset(ThreadState& thread, const Arguments&) {
  add_zone(thread, MINIPY_TRY(vm::import_module(thread, "time")).as<Module>());
  return Value::none();
}

// ---- clocks

std::int64_t wall_clock(ThreadState& thread) { return discipline_of(thread).recorder().clock().wall_now(); }
std::int64_t monotonic_clock(ThreadState& thread) { return discipline_of(thread).recorder().clock().now(); }
std::int64_t process_clock(ThreadState&) { return trace::process_cpu_now(); }
std::int64_t thread_clock(ThreadState& thread) { return sync::ThreadContext::of(thread).parker->cpu_now(); }

template <std::int64_t (*Clock)(ThreadState&)>
Result<Value> in_seconds(ThreadState& thread, const Arguments&) {
  return Value::from_double(static_cast<double>(Clock(thread)) / 1e9);
}
template <std::int64_t (*Clock)(ThreadState&)>
Result<Value> in_nanoseconds(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, Clock(thread));
}

Result<std::int64_t> system_clock(ThreadState& thread, Value id) {
  timespec now{};
  const auto clock = static_cast<clockid_t>(MINIPY_TRY(vm::index_int64(thread, id)));
  if (clock_gettime(clock, &now) != 0) return raise_os_error(thread, errno);
  return now.tv_sec * kSecond + now.tv_nsec;
}

/// get_clock_info(name): how the clock behaves.
Result<Value> time_get_clock_info(ThreadState& thread, const Arguments& arguments) {
  struct Clock {
    const char* name;
    const char* implementation;
    clockid_t id;
  };
  constexpr Clock kClocks[] = {
      {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME},
      {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC},
      {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC},
      {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID},
      {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID}};
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "get_clock_info() argument 1 must be str, not %T",
                        arguments[0]);
  }
  const std::string name = arguments[0].as<Str>()->utf8();
  for (const Clock& clock : kClocks) {
    if (name != clock.name) continue;
    timespec resolution{};
    clock_getres(clock.id, &resolution);
    const bool adjustable = clock.id == CLOCK_REALTIME;
    const std::pair<const char*, Value> fields[] = {
        {"implementation", make_str(thread, clock.implementation)},
        {"monotonic", Value::from_bool(!adjustable)},
        {"adjustable", Value::from_bool(adjustable)},
        {"resolution", objects::make_float(static_cast<double>(resolution.tv_sec) +
                                           static_cast<double>(resolution.tv_nsec) * 1e-9)}};
    const Value types = MINIPY_TRY(vm::import_module(thread, "types"));
    const Value type = MINIPY_TRY(vm::get_attribute(thread, types, vm::intern(thread, "SimpleNamespace")));
    const Value info = MINIPY_TRY(vm::call(thread, type));
    for (const auto& [field, value] : fields) {
      MINIPY_TRY(vm::set_attribute(thread, info, vm::intern(thread, field), value));
    }
    return info;
  }
  return thread.raise(thread.types.ValueError, "unknown clock");
}

Result<Value> time_clock_gettime(ThreadState& thread, const Arguments& arguments) {
  return Value::from_double(static_cast<double>(MINIPY_TRY(system_clock(thread, arguments[0]))) / 1e9);
}
Result<Value> time_clock_gettime_ns(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, MINIPY_TRY(system_clock(thread, arguments[0])));
}
Result<Value> time_clock_getres(ThreadState& thread, const Arguments& arguments) {
  timespec resolution{};
  const auto clock = static_cast<clockid_t>(MINIPY_TRY(vm::index_int64(thread, arguments[0])));
  if (clock_getres(clock, &resolution) != 0) return raise_os_error(thread, errno);
  return Value::from_double(static_cast<double>(resolution.tv_sec) +
                            static_cast<double>(resolution.tv_nsec) / 1e9);
}

Result<Value> time_sleep(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t nanoseconds = MINIPY_TRY(
      seconds_to_nanoseconds(thread, arguments[0], "timestamp too large to convert to C _PyTime_t"));
  if (nanoseconds < 0) return thread.raise(thread.types.ValueError, "sleep length must be non-negative");
  MINIPY_TRY(sleep_for(thread, nanoseconds));
  return Value::none();
}

const NativeDefinition kFunctions[] = {
    {"sleep", time_sleep, "seconds, /"},
    {"time", in_seconds<wall_clock>, ""},
    {"time_ns", in_nanoseconds<wall_clock>, ""},
    {"monotonic", in_seconds<monotonic_clock>, ""},
    {"monotonic_ns", in_nanoseconds<monotonic_clock>, ""},
    {"perf_counter", in_seconds<monotonic_clock>, ""},
    {"perf_counter_ns", in_nanoseconds<monotonic_clock>, ""},
    {"process_time", in_seconds<process_clock>, ""},
    {"process_time_ns", in_nanoseconds<process_clock>, ""},
    {"thread_time", in_seconds<thread_clock>, ""},
    {"thread_time_ns", in_nanoseconds<thread_clock>, ""},
    {"clock_gettime", time_clock_gettime, "clk_id, /"},
    {"clock_gettime_ns", time_clock_gettime_ns, "clk_id, /"},
    {"get_clock_info", time_get_clock_info, "name, /"},
    {"clock_getres", time_clock_getres, "clk_id, /"},
    {"localtime", time_localtime, "seconds=, /"},
    {"gmtime", time_gmtime, "seconds=, /"},
    {"mktime", time_mktime, "tuple, /"},
    {"strftime", time_strftime, "format, tuple=, /"},
    {"strptime", time_strptime, "string, format=, /"},
    {"asctime", time_asctime, "tuple=, /"},
    {"ctime", time_ctime, "seconds=, /"},
    {"tzset", time_tzset, ""},
};

}  // namespace

Result<Value> make_time(ThreadState& thread) {
  Module* module =
      new_module(thread, "time", "This module provides various functions to manipulate time values.");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "struct_time", struct_time_type(thread));
  add_zone(thread, module);
  const std::pair<const char*, clockid_t> clocks[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                                                      {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                                                      {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                                                      {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                                                      {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                                                      {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID}};
  for (const auto& [name, id] : clocks) builtins::add_value(thread, module, name, Value::from_int(id));
  builtins::add_value(thread, module, "_STRUCT_TM_ITEMS", Value::from_int(kItems + 2));
  return Value(module);
}

}  // namespace minipy::modules
