// NetTime and NetInterval: time as packets carry it, in whole nanoseconds.
//
// Integers make timeouts exact ("a gap of exactly the timeout") and comparisons
// free of rounding. Scripts see doubles: seconds() converts through whole
// microseconds, because that is the resolution that logs print and that other
// analyzers of the same capture use.
#pragma once

#include <compare>
#include <cstdint>

namespace avocet {

inline constexpr int64_t kNanosPerSecond = 1'000'000'000;

// A signed span of time. Plain value, wraps nowhere near the lifetime of a capture.
struct NetInterval {
  int64_t nanos = 0;

  // Rounds to the nearest microsecond and saturates at about +-292 years; NaN is 0.
  static constexpr NetInterval from_seconds(double seconds) {
    constexpr double kLimit = 9.2e12;  // microseconds * 1000 must fit
    double micros = seconds * 1e6;
    if (!(micros == micros)) return {0};
    if (micros > kLimit * 1e3) return {INT64_MAX};
    if (micros < -kLimit * 1e3) return {INT64_MIN};
    return {static_cast<int64_t>(micros + (micros < 0 ? -0.5 : 0.5)) * 1000};
  }
  static constexpr NetInterval micros(int64_t n) { return {n * 1000}; }
  static constexpr NetInterval millis(int64_t n) { return {n * 1'000'000}; }
  static constexpr NetInterval secs(int64_t n) { return {n * kNanosPerSecond}; }

  // Whole microseconds as seconds: the value of a script-level interval.
  constexpr double seconds() const { return static_cast<double>(nanos / 1000) / 1e6; }

  friend constexpr auto operator<=>(NetInterval, NetInterval) = default;
  friend constexpr NetInterval operator+(NetInterval a, NetInterval b) {
    return {a.nanos + b.nanos};
  }
  friend constexpr NetInterval operator-(NetInterval a, NetInterval b) {
    return {a.nanos - b.nanos};
  }
};

// A moment since the Unix epoch. Zero means 'not known yet'.
struct NetTime {
  int64_t nanos = 0;

  static constexpr NetTime from_parts(int64_t seconds, int64_t nanos) {
    return {seconds * kNanosPerSecond + nanos};
  }
  static constexpr NetTime from_seconds(double seconds) {
    return {NetInterval::from_seconds(seconds).nanos};
  }

  constexpr bool is_set() const { return nanos != 0; }
  // The same moment with everything below a microsecond cut off.
  constexpr NetTime whole_micros() const { return {nanos - nanos % 1000}; }
  // The value of a script-level time. Computed from the parts, so that it is the
  // double nearest to the decimal that a log prints.
  constexpr double seconds() const {
    return static_cast<double>(nanos / kNanosPerSecond) +
           static_cast<double>(nanos % kNanosPerSecond / 1000) / 1e6;
  }

  friend constexpr auto operator<=>(NetTime, NetTime) = default;
  friend constexpr NetInterval operator-(NetTime a, NetTime b) { return {a.nanos - b.nanos}; }
  // Saturates at the end of time, so that an endless timeout never wraps into the past.
  friend constexpr NetTime operator+(NetTime a, NetInterval b) {
    int64_t sum = 0;
    if (__builtin_add_overflow(a.nanos, b.nanos, &sum))
      return {b.nanos > 0 ? INT64_MAX : INT64_MIN};
    return {sum};
  }
  friend constexpr NetTime operator-(NetTime a, NetInterval b) { return {a.nanos - b.nanos}; }
};

}  // namespace avocet
