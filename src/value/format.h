// Numbers as text: the renderings that values, logs and messages share.
#pragma once

#include <cstdint>
#include <string>

#include "value/value.h"

namespace avocet {

void append_count(std::string& out, uint64_t n);
void append_int(std::string& out, int64_t n);

// Zeek's rendering of doubles and times in print, cat and logs: up to six decimals without trailing
// zeroes, but at least one ("3.14", "5.0", "1362692526.869344"); below 1e-6 and beyond 2^31 the
// shortest scientific form that reads back the same ("5e-07", "-1.16444736e+10"); "inf", "-inf",
// "nan".
void append_double(std::string& out, double d);

// With exactly `decimals` decimals, correctly rounded: "%.6f" and its kin, without a locale.
void append_fixed(std::string& out, double d, int decimals);

// The shortest text that reads back the same, as JSON has it: "0.1", "100.0", and "1e-7", "1.5e22"
// below 1e-6 and beyond 21 digits. `d` must be finite.
void append_json_number(std::string& out, double d);
constexpr size_t kLongestJsonNumber = 32;
// The same into a buffer with so much room; returns its end.
char* put_json_number(char* at, double d);

// "5.0 mins", "1.0 day 10.0 hrs", "-3.0 secs -139.0 msecs", "0 secs".
void append_interval(std::string& out, double seconds);

// "80/tcp"
void append_port(std::string& out, Port port);

// Bytes outside printable ASCII as \xNN: what print shows of a string.
void append_printable(std::string& out, std::string_view bytes);

}  // namespace avocet
