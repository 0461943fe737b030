// Comparisons, and comparisons fused with a jump.
//
// a > b is b < a with the operands swapped; with a constant on the right there are forms for all
// six. For integers the opposite of Less is LessEqual with swapped operands; doubles have
// JumpUnless forms, because comparisons with a NaN are all false.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet::op {

struct SameWord {
  static bool of(Value a, Value b) { return a.u == b.u; }
};
struct OtherWord {
  static bool of(Value a, Value b) { return a.u != b.u; }
};
struct IntBelow {
  static bool of(Value a, Value b) { return a.i < b.i; }
};
struct IntAtMost {
  static bool of(Value a, Value b) { return a.i <= b.i; }
};
struct IntAbove {
  static bool of(Value a, Value b) { return a.i > b.i; }
};
struct IntAtLeast {
  static bool of(Value a, Value b) { return a.i >= b.i; }
};
struct CountBelow {
  static bool of(Value a, Value b) { return a.u < b.u; }
};
struct CountAtMost {
  static bool of(Value a, Value b) { return a.u <= b.u; }
};
struct CountAbove {
  static bool of(Value a, Value b) { return a.u > b.u; }
};
struct CountAtLeast {
  static bool of(Value a, Value b) { return a.u >= b.u; }
};
struct SameDouble {
  static bool of(Value a, Value b) { return a.d == b.d; }
};
struct DoubleBelow {
  static bool of(Value a, Value b) { return a.d < b.d; }
};
struct DoubleAtMost {
  static bool of(Value a, Value b) { return a.d <= b.d; }
};
struct DoubleAbove {
  static bool of(Value a, Value b) { return a.d > b.d; }
};
struct DoubleAtLeast {
  static bool of(Value a, Value b) { return a.d >= b.d; }
};
template <class F> struct Unless {
  static bool of(Value a, Value b) { return !F::of(a, b); }
};

template <class F> struct Comparison : Op<kPlainOut, kPlainIn, kPlainIn, kPure> {
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = F::of(x.r[i.b], x.r[i.c]);
  }
};
template <class F> struct CompareJump : Op<kPlainIn, kPlainIn, kJump, kJumps> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (F::of(x.r[i.a], x.r[i.b])) return x.jump(int16_t(i.c));
    return true;
  }
};
template <class F> struct CompareConstJump : Op<kPlainIn, kConstant, kJump, kJumps> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (F::of(x.r[i.a], x.constants[i.b])) return x.jump(int16_t(i.c));
    return true;
  }
};

struct EqualInt : Comparison<SameWord> {
  static constexpr std::string_view doc = "a = b == c for bool, int, count, enum and port.";
};
struct NotEqualInt : Comparison<OtherWord> {
  static constexpr std::string_view doc = "a = b != c for bool, int, count, enum and port.";
};
struct LessInt : Comparison<IntBelow> {
  static constexpr std::string_view doc = "a = b < c for int and enum.";
};
struct LessEqualInt : Comparison<IntAtMost> {
  static constexpr std::string_view doc = "a = b <= c for int and enum.";
};
struct LessCount : Comparison<CountBelow> {
  static constexpr std::string_view doc = "a = b < c for count and port.";
};
struct LessEqualCount : Comparison<CountAtMost> {
  static constexpr std::string_view doc = "a = b <= c for count and port.";
};
struct EqualDouble : Comparison<SameDouble> {
  static constexpr std::string_view doc = "a = b == c for double, time and interval.";
};
struct NotEqualDouble : Comparison<Unless<SameDouble>> {
  static constexpr std::string_view doc = "a = b != c for double, time and interval.";
};
struct LessDouble : Comparison<DoubleBelow> {
  static constexpr std::string_view doc = "a = b < c for double, time and interval.";
};
struct LessEqualDouble : Comparison<DoubleAtMost> {
  static constexpr std::string_view doc = "a = b <= c for double, time and interval.";
};

struct JumpIfEqualInt : CompareJump<SameWord> {
  static constexpr std::string_view doc = "Jumps if a == b for bool, int, count, enum and port.";
};
struct JumpUnlessEqualInt : CompareJump<OtherWord> {
  static constexpr std::string_view doc = "Jumps if a != b for bool, int, count, enum and port.";
};
struct JumpIfLessInt : CompareJump<IntBelow> {
  static constexpr std::string_view doc = "Jumps if a < b for int and enum.";
};
struct JumpIfLessEqualInt : CompareJump<IntAtMost> {
  static constexpr std::string_view doc = "Jumps if a <= b for int and enum.";
};
struct JumpIfLessCount : CompareJump<CountBelow> {
  static constexpr std::string_view doc = "Jumps if a < b for count and port.";
};
struct JumpIfLessEqualCount : CompareJump<CountAtMost> {
  static constexpr std::string_view doc = "Jumps if a <= b for count and port.";
};
struct JumpIfEqualDouble : CompareJump<SameDouble> {
  static constexpr std::string_view doc = "Jumps if a == b for double, time and interval.";
};
struct JumpUnlessEqualDouble : CompareJump<Unless<SameDouble>> {
  static constexpr std::string_view doc = "Jumps if a != b for double, time and interval.";
};
struct JumpIfLessDouble : CompareJump<DoubleBelow> {
  static constexpr std::string_view doc = "Jumps if a < b for double, time and interval.";
};
struct JumpIfLessEqualDouble : CompareJump<DoubleAtMost> {
  static constexpr std::string_view doc = "Jumps if a <= b for double, time and interval.";
};
struct JumpUnlessLessDouble : CompareJump<Unless<DoubleBelow>> {
  static constexpr std::string_view doc = "Jumps unless a < b for double, time and interval.";
};
struct JumpUnlessLessEqualDouble : CompareJump<Unless<DoubleAtMost>> {
  static constexpr std::string_view doc = "Jumps unless a <= b for double, time and interval.";
};

struct JumpIfEqualIntConst : CompareConstJump<SameWord> {
  static constexpr std::string_view doc =
      "Jumps if a equals a constant, for bool, int, count, enum and port.";
};
struct JumpUnlessEqualIntConst : CompareConstJump<OtherWord> {
  static constexpr std::string_view doc =
      "Jumps if a differs from a constant, for bool, int, count, enum and port.";
};
struct JumpIfLessIntConst : CompareConstJump<IntBelow> {
  static constexpr std::string_view doc = "Jumps if a < a constant, for int and enum.";
};
struct JumpIfLessEqualIntConst : CompareConstJump<IntAtMost> {
  static constexpr std::string_view doc = "Jumps if a <= a constant, for int and enum.";
};
struct JumpIfGreaterIntConst : CompareConstJump<IntAbove> {
  static constexpr std::string_view doc = "Jumps if a > a constant, for int and enum.";
};
struct JumpIfGreaterEqualIntConst : CompareConstJump<IntAtLeast> {
  static constexpr std::string_view doc = "Jumps if a >= a constant, for int and enum.";
};
struct JumpIfLessCountConst : CompareConstJump<CountBelow> {
  static constexpr std::string_view doc = "Jumps if a < a constant, for count and port.";
};
struct JumpIfLessEqualCountConst : CompareConstJump<CountAtMost> {
  static constexpr std::string_view doc = "Jumps if a <= a constant, for count and port.";
};
struct JumpIfGreaterCountConst : CompareConstJump<CountAbove> {
  static constexpr std::string_view doc = "Jumps if a > a constant, for count and port.";
};
struct JumpIfGreaterEqualCountConst : CompareConstJump<CountAtLeast> {
  static constexpr std::string_view doc = "Jumps if a >= a constant, for count and port.";
};
struct JumpIfLessDoubleConst : CompareConstJump<DoubleBelow> {
  static constexpr std::string_view doc = "Jumps if a < a constant, for double, time and interval.";
};
struct JumpUnlessLessDoubleConst : CompareConstJump<Unless<DoubleBelow>> {
  static constexpr std::string_view doc =
      "Jumps unless a < a constant, for double, time and interval.";
};
struct JumpIfGreaterDoubleConst : CompareConstJump<DoubleAbove> {
  static constexpr std::string_view doc = "Jumps if a > a constant, for double, time and interval.";
};
struct JumpUnlessGreaterDoubleConst : CompareConstJump<Unless<DoubleAbove>> {
  static constexpr std::string_view doc =
      "Jumps unless a > a constant, for double, time and interval.";
};

struct Jump : Op<kNone, kWideJump, kNone, kJumps | kEnds> {
  static constexpr std::string_view doc = "Jumps.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.jump(i.bc());
  }
};
struct JumpIf : Op<kPlainIn, kWideJump, kNone, kJumps> {
  static constexpr std::string_view doc = "Jumps if a is true.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.a].u) return x.jump(i.bc());
    return true;
  }
};
struct JumpUnless : Op<kPlainIn, kWideJump, kNone, kJumps> {
  static constexpr std::string_view doc = "Jumps if a is false.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (!x.r[i.a].u) return x.jump(i.bc());
    return true;
  }
};
// The targets of a switch: list[0] is the default, then pairs.
struct SwitchPlain : Op<kPlainIn, kSwitchList, kNone, kJumps | kEnds> {
  static constexpr std::string_view doc = "Continues at the target of the constant equal to a "
                                          "(bool, int, count, enum, port), or at the default. "
                                          "Constants are sorted as unsigned words.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.continue_at(x.vm().find_case(*x.code, i.b, x.r[i.a]));
  }
};
struct SwitchValue : Op<kManagedIn, kSwitchList, kType, kJumps | kEnds> {
  static constexpr std::string_view doc =
      "Continues at the target of the constant equal to a, of managed type c (string, addr, subnet "
      "...), or at the default.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.continue_at(x.vm().find_case(*x.code, i.b, x.m[i.a], x.code->types[i.c]));
  }
};
struct SwitchDouble : Op<kPlainIn, kSwitchList, kNone, kJumps | kEnds> {
  static constexpr std::string_view doc = "Continues at the target of the constant equal to a "
                                          "(double, time, interval), or at the default.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.continue_at(x.vm().find_double_case(*x.code, i.b, x.r[i.a]));
  }
};
struct SwitchType : Op<kManagedIn, kTypeSwitchList, kNone, kJumps | kEnds> {
  static constexpr std::string_view doc =
      "Continues at the target of the first type that the box a holds, or at the default.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.continue_at(x.vm().find_type_case(*x.code, i.b, x.m[i.a]));
  }
};

}  // namespace avocet::op

#define AVOCET_COMPARE_OPS(X)                                                                      \
  X(EqualInt)                                                                                      \
  X(NotEqualInt)                                                                                   \
  X(LessInt)                                                                                       \
  X(LessEqualInt)                                                                                  \
  X(LessCount)                                                                                     \
  X(LessEqualCount)                                                                                \
  X(EqualDouble)                                                                                   \
  X(NotEqualDouble)                                                                                \
  X(LessDouble)                                                                                    \
  X(LessEqualDouble)                                                                               \
  X(JumpIfEqualInt)                                                                                \
  X(JumpUnlessEqualInt)                                                                            \
  X(JumpIfLessInt)                                                                                 \
  X(JumpIfLessEqualInt)                                                                            \
  X(JumpIfLessCount)                                                                               \
  X(JumpIfLessEqualCount)                                                                          \
  X(JumpIfEqualDouble)                                                                             \
  X(JumpUnlessEqualDouble)                                                                         \
  X(JumpIfLessDouble)                                                                              \
  X(JumpIfLessEqualDouble)                                                                         \
  X(JumpUnlessLessDouble)                                                                          \
  X(JumpUnlessLessEqualDouble)                                                                     \
  X(JumpIfEqualIntConst)                                                                           \
  X(JumpUnlessEqualIntConst)                                                                       \
  X(JumpIfLessIntConst)                                                                            \
  X(JumpIfLessEqualIntConst)                                                                       \
  X(JumpIfGreaterIntConst)                                                                         \
  X(JumpIfGreaterEqualIntConst)                                                                    \
  X(JumpIfLessCountConst)                                                                          \
  X(JumpIfLessEqualCountConst)                                                                     \
  X(JumpIfGreaterCountConst)                                                                       \
  X(JumpIfGreaterEqualCountConst)                                                                  \
  X(JumpIfLessDoubleConst)                                                                         \
  X(JumpUnlessLessDoubleConst)                                                                     \
  X(JumpIfGreaterDoubleConst)                                                                      \
  X(JumpUnlessGreaterDoubleConst)                                                                  \
  X(Jump)                                                                                          \
  X(JumpIf)                                                                                        \
  X(JumpUnless)                                                                                    \
  X(SwitchPlain)                                                                                   \
  X(SwitchValue)                                                                                   \
  X(SwitchDouble)                                                                                  \
  X(SwitchType)
