// Registers: moving, loading constants, and tests for locals that may be unset.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet::op {

struct MovePlain : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = b, for plain registers.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.r[i.b];
  }
};

struct CopyManaged : Op<kManagedOut, kManagedIn, kNone> {
  static constexpr std::string_view doc = "a = b; both own a count afterwards. b may be null.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, retained(x.m[i.b]));
  }
};

struct TakeManaged : Op<kManagedOut, kManagedTake, kNone> {
  static constexpr std::string_view doc = "a = b, and b becomes null: the last use of b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value v = take_managed(x, i.b);
    put_managed(x, i.a, v);
  }
};

struct ClearManaged : Op<kManagedOut> {
  static constexpr std::string_view doc = "a = null: unset, or no longer needed.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, Value::null());
  }
};

struct LoadNumber : Op<kPlainOut, kWideImmediate, kNone, kPure> {
  static constexpr std::string_view doc =
      "a = a small number, sign extended, for any plain type but doubles.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].i = i.bc();
  }
};

struct LoadConstant : Op<kPlainOut, kWideConstant, kNone, kPure> {
  static constexpr std::string_view doc = "a = a plain constant.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.constants[uint32_t(i.bc())];
  }
};

struct LoadManagedConstant : Op<kManagedOut, kWideManagedConstant, kNone> {
  static constexpr std::string_view doc = "a = an immortal or inline constant; nothing is counted.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, x.constants[uint32_t(i.bc())]);
  }
};

struct CheckManaged : Op<kManagedIn, kText, kNone, kFails> {
  static constexpr std::string_view doc =
      "Fails if a is null: `value used but not set`, with the name b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (!x.m[i.a].is_null()) [[likely]]
      return true;
    return x.vm().fail_unset(x.constants[i.b]);
  }
};

struct CheckFlag : Op<kPlainIn, kText, kNone, kFails> {
  static constexpr std::string_view doc = "Fails if a is 0: `value used but not set`, with the "
                                          "name b. The flag of a plain local that may be unset.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.a].u) [[likely]]
      return true;
    return x.vm().fail_unset(x.constants[i.b]);
  }
};

}  // namespace avocet::op

#define AVOCET_MOVE_OPS(X)                                                                         \
  X(MovePlain)                                                                                     \
  X(CopyManaged)                                                                                   \
  X(TakeManaged)                                                                                   \
  X(ClearManaged)                                                                                  \
  X(LoadNumber)                                                                                    \
  X(LoadConstant)                                                                                  \
  X(LoadManagedConstant)                                                                           \
  X(CheckManaged)                                                                                  \
  X(CheckFlag)
