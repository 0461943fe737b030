// CHECK and DCHECK: assertions about our own code, never about input.
//
// A failed CHECK is a bug in Avocet: it prints the place and the condition and
// aborts. Input that is wrong is a weird, a script that is wrong a diagnostic.
#pragma once

namespace avocet {

// Prints "file:line: CHECK failed: what" on standard error and aborts.
[[noreturn]] void check_failed(const char* file, int line, const char* what);

}  // namespace avocet

// Stays on in release builds.
#define CHECK(condition)                                                                           \
  (__builtin_expect(!!(condition), 1) ? (void)0                                                    \
                                      : ::avocet::check_failed(__FILE__, __LINE__, #condition))

// For hot loops: compiled out of release builds.
#ifdef NDEBUG
#define DCHECK(condition) ((void)0)
#else
#define DCHECK(condition) CHECK(condition)
#endif

// Marks a place that an exhaustive switch cannot reach.
#define UNREACHABLE() ::avocet::check_failed(__FILE__, __LINE__, "unreachable")
