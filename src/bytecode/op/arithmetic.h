// Numbers. int and count share what does not depend on the sign: both wrap. time and interval are
// doubles.
// `...Const` takes its last operand from the constants.
#pragma once

#include <cmath>

#include "bytecode/op/operation.h"
#include "value/number.h"

namespace avocet::op {

// Shapes of arithmetic: F is a struct with `static uint64_t of(uint64_t, uint64_t)` and its like.
template <class F> struct WordBinary : Op<kPlainOut, kPlainIn, kPlainIn, kPure> {
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = F::of(x.r[i.b].u, x.r[i.c].u);
  }
};
template <class F> struct WordBinaryConst : Op<kPlainOut, kPlainIn, kConstant, kPure> {
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = F::of(x.r[i.b].u, x.constants[i.c].u);
  }
};
template <class F> struct DoubleBinary : Op<kPlainOut, kPlainIn, kPlainIn, kPure> {
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = F::of(x.r[i.b].d, x.r[i.c].d);
  }
};
template <class F> struct DoubleBinaryConst : Op<kPlainOut, kPlainIn, kConstant, kPure> {
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = F::of(x.r[i.b].d, x.constants[i.c].d);
  }
};

struct WordAdd {
  static uint64_t of(uint64_t a, uint64_t b) { return a + b; }
};
struct WordSub {
  static uint64_t of(uint64_t a, uint64_t b) { return a - b; }
};
struct WordMul {
  static uint64_t of(uint64_t a, uint64_t b) { return a * b; }
};
struct WordAnd {
  static uint64_t of(uint64_t a, uint64_t b) { return a & b; }
};
struct WordOr {
  static uint64_t of(uint64_t a, uint64_t b) { return a | b; }
};
struct WordXor {
  static uint64_t of(uint64_t a, uint64_t b) { return a ^ b; }
};
struct WordShl {
  static uint64_t of(uint64_t a, uint64_t b) { return b < 64 ? a << b : 0; }
};
struct WordShr {
  static uint64_t of(uint64_t a, uint64_t b) { return b < 64 ? a >> b : 0; }
};
struct DoublePlus {
  static double of(double a, double b) { return a + b; }
};
struct DoubleMinus {
  static double of(double a, double b) { return a - b; }
};
struct DoubleTimes {
  static double of(double a, double b) { return a * b; }
};

struct AddInt : WordBinary<WordAdd> {
  static constexpr std::string_view doc = "a = b + c for int and count, wrapping.";
};
struct AddIntConst : WordBinaryConst<WordAdd> {
  static constexpr std::string_view doc = "a = b + a constant for int and count, wrapping.";
};
struct SubInt : WordBinary<WordSub> {
  static constexpr std::string_view doc = "a = b - c for int and count, wrapping.";
};
struct SubIntConst : WordBinaryConst<WordSub> {
  static constexpr std::string_view doc = "a = b - a constant for int and count, wrapping.";
};
// A count that falls below zero wraps, with a warning.
struct SubCount : Op<kPlainOut, kPlainIn, kPlainIn> {
  static constexpr std::string_view doc = "a = b - c for count; warns where it wraps below zero.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    uint64_t from = x.r[i.b].u, by = x.r[i.c].u;
    if (from < by) [[unlikely]] {
      x.sync();
      x.vm().warn("count underflow");
    }
    x.r[i.a].u = from - by;
  }
};
struct SubCountConst : Op<kPlainOut, kPlainIn, kConstant> {
  static constexpr std::string_view doc =
      "a = b - a constant for count; warns where it wraps below zero.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    uint64_t from = x.r[i.b].u, by = x.constants[i.c].u;
    if (from < by) [[unlikely]] {
      x.sync();
      x.vm().warn("count underflow");
    }
    x.r[i.a].u = from - by;
  }
};
struct MulInt : WordBinary<WordMul> {
  static constexpr std::string_view doc = "a = b * c for int and count, wrapping.";
};
struct MulIntConst : WordBinaryConst<WordMul> {
  static constexpr std::string_view doc = "a = b * a constant for int and count, wrapping.";
};
struct AndInt : WordBinary<WordAnd> {
  static constexpr std::string_view doc = "a = b & c.";
};
struct AndIntConst : WordBinaryConst<WordAnd> {
  static constexpr std::string_view doc = "a = b & a constant.";
};
struct OrInt : WordBinary<WordOr> {
  static constexpr std::string_view doc = "a = b | c.";
};
struct OrIntConst : WordBinaryConst<WordOr> {
  static constexpr std::string_view doc = "a = b | a constant.";
};
struct XorInt : WordBinary<WordXor> {
  static constexpr std::string_view doc = "a = b ^ c.";
};
struct XorIntConst : WordBinaryConst<WordXor> {
  static constexpr std::string_view doc = "a = b ^ a constant.";
};
struct ShiftLeft : WordBinary<WordShl> {
  static constexpr std::string_view doc = "a = b << c for int and count; 0 for 64 bits or more.";
};
struct ShiftRightCount : WordBinary<WordShr> {
  static constexpr std::string_view doc = "a = b >> c for count; 0 for 64 bits or more.";
};
struct ShiftRightInt : Op<kPlainOut, kPlainIn, kPlainIn, kPure> {
  static constexpr std::string_view doc = "a = b >> c for int, keeping the sign.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    uint64_t by = x.r[i.c].u;
    x.r[i.a].i = x.r[i.b].i >> (by < 64 ? by : 63);
  }
};

struct AddDouble : DoubleBinary<DoublePlus> {
  static constexpr std::string_view doc = "a = b + c for double, time and interval.";
};
struct AddDoubleConst : DoubleBinaryConst<DoublePlus> {
  static constexpr std::string_view doc = "a = b + a constant for double, time and interval.";
};
struct SubDouble : DoubleBinary<DoubleMinus> {
  static constexpr std::string_view doc = "a = b - c for double, time and interval.";
};
struct SubDoubleConst : DoubleBinaryConst<DoubleMinus> {
  static constexpr std::string_view doc = "a = b - a constant for double, time and interval.";
};
struct MulDouble : DoubleBinary<DoubleTimes> {
  static constexpr std::string_view doc = "a = b * c for double and interval.";
};
struct MulDoubleConst : DoubleBinaryConst<DoubleTimes> {
  static constexpr std::string_view doc = "a = b * a constant for double and interval.";
};
struct DivDouble : Op<kPlainOut, kPlainIn, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a = b / c for double and interval; fails if c is 0.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    double by = x.r[i.c].d;
    if (by == 0) [[unlikely]]
      return x.fail("division by zero");
    x.r[i.a].d = x.r[i.b].d / by;
    return true;
  }
};

// Division by one of the two integer kinds, from a register or a constant.
struct CountQuotient {
  static constexpr std::string_view by_zero = "division by zero";
  static uint64_t of(Value a, Value b) { return a.u / b.u; }
};
struct CountRemainder {
  static constexpr std::string_view by_zero = "modulo by zero";
  static uint64_t of(Value a, Value b) { return a.u % b.u; }
};
struct IntQuotient {  // the one quotient that does not fit wraps
  static constexpr std::string_view by_zero = "division by zero";
  static uint64_t of(Value a, Value b) { return b.i == -1 ? 0 - a.u : uint64_t(a.i / b.i); }
};
struct IntRemainder {
  static constexpr std::string_view by_zero = "modulo by zero";
  static uint64_t of(Value a, Value b) { return b.i == -1 ? 0 : uint64_t(a.i % b.i); }
};
template <class F> struct Division : Op<kPlainOut, kPlainIn, kPlainIn, kFails> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.c].u == 0) [[unlikely]]
      return x.fail(F::by_zero);
    x.r[i.a].u = F::of(x.r[i.b], x.r[i.c]);
    return true;
  }
};
template <class F> struct DivisionConst : Op<kPlainOut, kPlainIn, kConstant, kFails> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.constants[i.c].u == 0) [[unlikely]]
      return x.fail(F::by_zero);
    x.r[i.a].u = F::of(x.r[i.b], x.constants[i.c]);
    return true;
  }
};
struct DivCount : Division<CountQuotient> {
  static constexpr std::string_view doc = "a = b / c for count; fails if c is 0.";
};
struct DivCountConst : DivisionConst<CountQuotient> {
  static constexpr std::string_view doc = "a = b / a constant for count.";
};
struct DivInt : Division<IntQuotient> {
  static constexpr std::string_view doc = "a = b / c for int, towards zero; fails if c is 0.";
};
struct DivIntConst : DivisionConst<IntQuotient> {
  static constexpr std::string_view doc = "a = b / a constant for int.";
};
struct ModCount : Division<CountRemainder> {
  static constexpr std::string_view doc = "a = b % c for count; fails if c is 0.";
};
struct ModCountConst : DivisionConst<CountRemainder> {
  static constexpr std::string_view doc = "a = b % a constant for count.";
};
struct ModInt : Division<IntRemainder> {
  static constexpr std::string_view doc = "a = b % c for int, with the sign of b; fails if c is 0.";
};
struct ModIntConst : DivisionConst<IntRemainder> {
  static constexpr std::string_view doc = "a = b % a constant for int.";
};

struct NegateInt : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = -b for int.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = 0 - x.r[i.b].u;
  }
};
struct NegateDouble : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = -b for double and interval.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = -x.r[i.b].d;
  }
};
struct Complement : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = ~b for count.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = ~x.r[i.b].u;
  }
};
struct Not : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = !b for bool.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.r[i.b].u == 0;
  }
};
struct AbsInt : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for int.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value v = x.r[i.b];
    x.r[i.a].u = v.i < 0 ? 0 - v.u : v.u;
  }
};
struct AbsDouble : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for double, time and interval.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = std::fabs(x.r[i.b].d);
  }
};

struct IntToDouble : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = the double nearest to the int b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = double(x.r[i.b].i);
  }
};
struct CountToDouble : Op<kPlainOut, kPlainIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = the double nearest to the count b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = double(x.r[i.b].u);
  }
};
struct IntToCount : Op<kPlainOut, kPlainIn, kNone, kFails> {
  static constexpr std::string_view doc = "a = the int b as count; fails if it is negative.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.b].i < 0) [[unlikely]]
      return x.vm().fail_to_count(x.r[i.b]);
    x.r[i.a] = x.r[i.b];
    return true;
  }
};
struct CountToInt : Op<kPlainOut, kPlainIn, kNone, kFails> {
  static constexpr std::string_view doc = "a = the count b as int; fails if it is too large.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.b].i < 0) [[unlikely]]
      return x.vm().fail_to_int(x.r[i.b]);
    x.r[i.a] = x.r[i.b];
    return true;
  }
};
struct DoubleToInt : Op<kPlainOut, kPlainIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "a = the double b as int, without its fraction; fails if it does not fit.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    std::optional<int64_t> whole = int_from_double(x.r[i.b].d);
    if (!whole) [[unlikely]]
      return x.fail("this double does not fit into an int");
    x.r[i.a].i = *whole;
    return true;
  }
};
struct DoubleToCount : Op<kPlainOut, kPlainIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "a = the double b as count, without its fraction; fails if it does not fit.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    std::optional<uint64_t> whole = count_from_double(x.r[i.b].d);
    if (!whole) [[unlikely]]
      return x.fail("this double does not fit into a count");
    x.r[i.a].u = *whole;
    return true;
  }
};

}  // namespace avocet::op

#define AVOCET_ARITHMETIC_OPS(X)                                                                   \
  X(AddInt)                                                                                        \
  X(AddIntConst)                                                                                   \
  X(SubInt)                                                                                        \
  X(SubIntConst)                                                                                   \
  X(SubCount)                                                                                      \
  X(SubCountConst)                                                                                 \
  X(MulInt)                                                                                        \
  X(MulIntConst)                                                                                   \
  X(AndInt)                                                                                        \
  X(AndIntConst)                                                                                   \
  X(OrInt)                                                                                         \
  X(OrIntConst)                                                                                    \
  X(XorInt)                                                                                        \
  X(XorIntConst)                                                                                   \
  X(ShiftLeft)                                                                                     \
  X(ShiftRightCount)                                                                               \
  X(ShiftRightInt)                                                                                 \
  X(AddDouble)                                                                                     \
  X(AddDoubleConst)                                                                                \
  X(SubDouble)                                                                                     \
  X(SubDoubleConst)                                                                                \
  X(MulDouble)                                                                                     \
  X(MulDoubleConst)                                                                                \
  X(DivDouble)                                                                                     \
  X(DivCount)                                                                                      \
  X(DivCountConst)                                                                                 \
  X(DivInt)                                                                                        \
  X(DivIntConst)                                                                                   \
  X(ModCount)                                                                                      \
  X(ModCountConst)                                                                                 \
  X(ModInt)                                                                                        \
  X(ModIntConst)                                                                                   \
  X(NegateInt)                                                                                     \
  X(NegateDouble)                                                                                  \
  X(Complement)                                                                                    \
  X(Not)                                                                                           \
  X(AbsInt)                                                                                        \
  X(AbsDouble)                                                                                     \
  X(IntToDouble)                                                                                   \
  X(CountToDouble)                                                                                 \
  X(IntToCount)                                                                                    \
  X(CountToInt)                                                                                    \
  X(DoubleToInt)                                                                                   \
  X(DoubleToCount)
