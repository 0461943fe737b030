// What each opcode does, group by group: small bodies, run.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "vm/test_world.h"

namespace avocet {
namespace {

// r1 and r2 hold two constants; `Op r0, r1, r2` is run.
template <class O> Value binary(TestWorld& world, const Type* type, Value a, Value b) {
  return world
      .run(world.count,
           [&](CodeBuilder& builder) {
             builder.emit<op::LoadConstant>(1, builder.constant(a, type));
             builder.emit<op::LoadConstant>(2, builder.constant(b, type));
             builder.emit<O>(0, 1, 2);
             builder.emit<op::ReturnPlain>(0);
           })
      .get();
}
template <class O> uint64_t counts(uint64_t a, uint64_t b) {
  TestWorld world;
  return binary<O>(world, world.count, Value::of_count(a), Value::of_count(b)).u;
}
template <class O> int64_t ints(int64_t a, int64_t b) {
  TestWorld world;
  return binary<O>(world, world.integer, Value::of_int(a), Value::of_int(b)).i;
}
template <class O> double doubles(double a, double b) {
  TestWorld world;
  return binary<O>(world, world.real, Value::of_double(a), Value::of_double(b)).d;
}
template <class O> bool compares(double a, double b) {
  TestWorld world;
  return binary<O>(world, world.real, Value::of_double(a), Value::of_double(b)).u != 0;
}
// The message of the error that `Op r0, r1, r2` ends in.
template <class O> std::string error_of(Value a, Value b) {
  TestWorld world;
  binary<O>(world, world.count, a, b);
  return world.host.errors.empty() ? "" : world.host.errors[0].message;
}
template <class O> Value unary(TestWorld& world, Value a) {
  return world
      .run(world.count,
           [&](CodeBuilder& b) {
             b.emit<op::LoadConstant>(1, b.constant(a, world.count));
             b.emit<O>(0, 1);
             b.emit<op::ReturnPlain>(0);
           })
      .get();
}

constexpr int64_t kMinInt = std::numeric_limits<int64_t>::min();

TEST(ArithmeticOps, WrapAsWordsDo) {
  EXPECT_EQ(counts<op::AddInt>(UINT64_MAX, 2), 1u);
  EXPECT_EQ(counts<op::SubInt>(1, 2), UINT64_MAX);
  EXPECT_EQ(ints<op::MulInt>(kMinInt, -1), kMinInt);
  EXPECT_EQ(counts<op::AndInt>(6, 3), 2u);
  EXPECT_EQ(counts<op::OrInt>(6, 3), 7u);
  EXPECT_EQ(counts<op::XorInt>(6, 3), 5u);
  EXPECT_EQ(counts<op::ShiftLeft>(1, 63), uint64_t(1) << 63);
  EXPECT_EQ(counts<op::ShiftLeft>(1, 64), 0u);
  EXPECT_EQ(counts<op::ShiftRightCount>(UINT64_MAX, 60), 15u);
  EXPECT_EQ(ints<op::ShiftRightInt>(-8, 1), -4);
  EXPECT_EQ(ints<op::ShiftRightInt>(-8, 100), -1);
}

TEST(ArithmeticOps, DivideTowardsZeroAndNotByZero) {
  EXPECT_EQ(counts<op::DivCount>(UINT64_MAX, 2), UINT64_MAX / 2);
  EXPECT_EQ(ints<op::DivInt>(-7, 2), -3);
  EXPECT_EQ(ints<op::DivInt>(kMinInt, -1), kMinInt);
  EXPECT_EQ(ints<op::ModInt>(-7, 2), -1);
  EXPECT_EQ(ints<op::ModInt>(kMinInt, -1), 0);
  EXPECT_EQ(counts<op::ModCount>(7, 4), 3u);
  EXPECT_EQ(error_of<op::DivCount>(Value::of_count(1), Value::of_count(0)), "division by zero");
  EXPECT_EQ(error_of<op::DivInt>(Value::of_count(1), Value::of_count(0)), "division by zero");
  EXPECT_EQ(error_of<op::ModCount>(Value::of_count(1), Value::of_count(0)), "modulo by zero");
  EXPECT_EQ(error_of<op::ModInt>(Value::of_count(1), Value::of_count(0)), "modulo by zero");
  EXPECT_EQ(error_of<op::DivDouble>(Value::of_double(1), Value::of_double(0)), "division by zero");
}

TEST(ArithmeticOps, ConstantFormsDoTheSame) {
  TestWorld world;
  Returned result = world.run(world.count, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 100);
    b.emit<op::AddIntConst>(0, 0, b.count_constant(5));    // 105
    b.emit<op::SubIntConst>(0, 0, b.count_constant(1));    // 104
    b.emit<op::MulIntConst>(0, 0, b.count_constant(3));    // 312
    b.emit<op::DivCountConst>(0, 0, b.count_constant(2));  // 156
    b.emit<op::DivIntConst>(0, 0, b.count_constant(1));
    b.emit<op::ModCountConst>(0, 0, b.count_constant(100));  // 56
    b.emit<op::ModIntConst>(0, 0, b.count_constant(50));     // 6
    b.emit<op::OrIntConst>(0, 0, b.count_constant(9));       // 15
    b.emit<op::AndIntConst>(0, 0, b.count_constant(12));     // 12
    b.emit<op::XorIntConst>(0, 0, b.count_constant(1));      // 13
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(result.get().u, 13u);
  Returned real = world.run(world.real, [&](CodeBuilder& b) {
    b.emit<op::LoadConstant>(0, b.double_constant(1.5));
    b.emit<op::AddDoubleConst>(0, 0, b.double_constant(1));
    b.emit<op::MulDoubleConst>(0, 0, b.double_constant(4));
    b.emit<op::SubDoubleConst>(0, 0, b.double_constant(0.5));
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(real.get().d, 9.5);
}

TEST(ArithmeticOps, Doubles) {
  EXPECT_EQ(doubles<op::AddDouble>(1.5, 2), 3.5);
  EXPECT_EQ(doubles<op::SubDouble>(1.5, 2), -0.5);
  EXPECT_EQ(doubles<op::MulDouble>(1.5, 2), 3.0);
  EXPECT_EQ(doubles<op::DivDouble>(1.5, 2), 0.75);
}

TEST(ArithmeticOps, OneOperand) {
  TestWorld world;
  EXPECT_EQ(unary<op::NegateInt>(world, Value::of_int(5)).i, -5);
  EXPECT_EQ(unary<op::NegateDouble>(world, Value::of_double(5)).d, -5);
  EXPECT_EQ(unary<op::Complement>(world, Value::of_count(0)).u, UINT64_MAX);
  EXPECT_EQ(unary<op::Not>(world, Value::of_bool(true)).u, 0u);
  EXPECT_EQ(unary<op::AbsInt>(world, Value::of_int(-5)).u, 5u);
  EXPECT_EQ(unary<op::AbsDouble>(world, Value::of_double(-5)).d, 5);
  EXPECT_EQ(unary<op::IntToDouble>(world, Value::of_int(-2)).d, -2.0);
  EXPECT_EQ(unary<op::CountToDouble>(world, Value::of_count(UINT64_MAX)).d, 18446744073709551615.0);
  EXPECT_EQ(unary<op::IntToCount>(world, Value::of_int(3)).u, 3u);
  EXPECT_EQ(unary<op::DoubleToInt>(world, Value::of_double(-2.9)).i, -2);
  EXPECT_EQ(unary<op::DoubleToCount>(world, Value::of_double(2.9)).u, 2u);
  EXPECT_TRUE(world.host.errors.empty());
  unary<op::IntToCount>(world, Value::of_int(-3));
  unary<op::CountToInt>(world, Value::of_count(UINT64_MAX));
  unary<op::DoubleToInt>(world, Value::of_double(1e19));
  unary<op::DoubleToCount>(world, Value::of_double(-1));
  ASSERT_EQ(world.host.errors.size(), 4u);
  EXPECT_EQ(world.host.errors[0].message, "a count is never negative");
  EXPECT_EQ(world.host.errors[1].message, "too large for an int");
  EXPECT_EQ(world.host.errors[2].message, "this double does not fit into an int");
  EXPECT_EQ(world.host.errors[3].message, "this double does not fit into a count");
}

TEST(CompareOps, KnowSignsAndNaNs) {
  EXPECT_EQ(ints<op::LessInt>(-1, 1), 1);
  EXPECT_EQ(counts<op::LessCount>(UINT64_MAX, 1), 0u);
  EXPECT_EQ(ints<op::LessEqualInt>(1, 1), 1);
  EXPECT_EQ(counts<op::LessEqualCount>(2, 1), 0u);
  EXPECT_EQ(counts<op::EqualInt>(2, 2), 1u);
  EXPECT_EQ(counts<op::NotEqualInt>(2, 2), 0u);
  double nan = std::nan("");
  EXPECT_FALSE(compares<op::EqualDouble>(nan, nan));
  EXPECT_TRUE(compares<op::NotEqualDouble>(nan, nan));
  EXPECT_FALSE(compares<op::LessDouble>(nan, 1));
  EXPECT_TRUE(compares<op::LessEqualDouble>(1, 1));
  EXPECT_TRUE(compares<op::EqualDouble>(0.0, -0.0));
}

// Whether `Op r1, r2, ->` jumps.
template <class O> bool jumps(const Type* type, Value a, Value c, TestWorld& world) {
  return world
             .run(world.count,
                  [&](CodeBuilder& b) {
                    Label yes = b.new_label();
                    b.emit<op::LoadConstant>(1, b.constant(a, type));
                    b.emit<op::LoadConstant>(2, b.constant(c, type));
                    b.emit<O>(1, 2, yes);
                    b.emit<op::ReturnConstant>(b.count_constant(0));
                    b.bind(yes);
                    b.emit<op::ReturnConstant>(b.count_constant(1));
                  })
             .get()
             .u != 0;
}
template <class O> bool jumps_const(const Type* type, Value a, Value c, TestWorld& world) {
  return world
             .run(world.count,
                  [&](CodeBuilder& b) {
                    Label yes = b.new_label();
                    b.emit<op::LoadConstant>(1, b.constant(a, type));
                    b.emit<O>(1, b.constant(c, type), yes);
                    b.emit<op::ReturnConstant>(b.count_constant(0));
                    b.bind(yes);
                    b.emit<op::ReturnConstant>(b.count_constant(1));
                  })
             .get()
             .u != 0;
}

TEST(JumpOps, CompareRegisters) {
  TestWorld w;
  auto c = [](uint64_t n) { return Value::of_count(n); };
  auto i = [](int64_t n) { return Value::of_int(n); };
  auto d = [](double n) { return Value::of_double(n); };
  EXPECT_TRUE(jumps<op::JumpIfEqualInt>(w.count, c(1), c(1), w));
  EXPECT_TRUE(jumps<op::JumpUnlessEqualInt>(w.count, c(1), c(2), w));
  EXPECT_TRUE(jumps<op::JumpIfLessInt>(w.integer, i(-1), i(0), w));
  EXPECT_FALSE(jumps<op::JumpIfLessCount>(w.count, c(UINT64_MAX), c(0), w));
  EXPECT_TRUE(jumps<op::JumpIfLessEqualInt>(w.integer, i(0), i(0), w));
  EXPECT_TRUE(jumps<op::JumpIfLessEqualCount>(w.count, c(0), c(0), w));
  double nan = std::nan("");
  EXPECT_FALSE(jumps<op::JumpIfLessDouble>(w.real, d(nan), d(1), w));
  EXPECT_TRUE(jumps<op::JumpUnlessLessDouble>(w.real, d(nan), d(1), w));
  EXPECT_FALSE(jumps<op::JumpIfLessEqualDouble>(w.real, d(nan), d(1), w));
  EXPECT_TRUE(jumps<op::JumpUnlessLessEqualDouble>(w.real, d(nan), d(1), w));
  EXPECT_TRUE(jumps<op::JumpIfEqualDouble>(w.real, d(1), d(1), w));
  EXPECT_TRUE(jumps<op::JumpUnlessEqualDouble>(w.real, d(nan), d(nan), w));
}

TEST(JumpOps, CompareWithConstants) {
  TestWorld w;
  auto c = [](uint64_t n) { return Value::of_count(n); };
  auto i = [](int64_t n) { return Value::of_int(n); };
  auto d = [](double n) { return Value::of_double(n); };
  EXPECT_TRUE(jumps_const<op::JumpIfEqualIntConst>(w.count, c(1), c(1), w));
  EXPECT_FALSE(jumps_const<op::JumpUnlessEqualIntConst>(w.count, c(1), c(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfLessIntConst>(w.integer, i(-1), i(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfLessEqualIntConst>(w.integer, i(1), i(1), w));
  EXPECT_FALSE(jumps_const<op::JumpIfGreaterIntConst>(w.integer, i(-1), i(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfGreaterEqualIntConst>(w.integer, i(1), i(1), w));
  EXPECT_FALSE(jumps_const<op::JumpIfLessCountConst>(w.count, c(UINT64_MAX), c(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfLessEqualCountConst>(w.count, c(1), c(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfGreaterCountConst>(w.count, c(UINT64_MAX), c(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfGreaterEqualCountConst>(w.count, c(1), c(1), w));
  double nan = std::nan("");
  EXPECT_FALSE(jumps_const<op::JumpIfLessDoubleConst>(w.real, d(nan), d(1), w));
  EXPECT_TRUE(jumps_const<op::JumpUnlessLessDoubleConst>(w.real, d(nan), d(1), w));
  EXPECT_TRUE(jumps_const<op::JumpIfGreaterDoubleConst>(w.real, d(2), d(1), w));
  EXPECT_TRUE(jumps_const<op::JumpUnlessGreaterDoubleConst>(w.real, d(nan), d(1), w));
}

TEST(JumpOps, SwitchesFindTheirCase) {
  TestWorld w;
  auto chosen = [&](auto emit_switch) {
    return w
        .run(w.count,
             [&](CodeBuilder& b) {
               Label one = b.new_label(), two = b.new_label(), otherwise = b.new_label();
               emit_switch(b, one, two, otherwise);
               b.bind(one);
               b.emit<op::ReturnConstant>(b.count_constant(1));
               b.bind(two);
               b.emit<op::ReturnConstant>(b.count_constant(2));
               b.bind(otherwise);
               b.emit<op::ReturnConstant>(b.count_constant(0));
             })
        .get()
        .u;
  };
  auto plain = [&](uint64_t n) {
    return chosen([&](CodeBuilder& b, Label one, Label two, Label otherwise) {
      std::vector<CodeBuilder::Case> cases{
          {Value::of_count(70), two}, {Value::of_int(-4), one}, {Value::of_count(5), one}};
      b.emit<op::LoadConstant>(0, b.count_constant(n));
      b.emit<op::SwitchPlain>(0, b.switch_list(cases, w.count, otherwise));
    });
  };
  EXPECT_EQ(plain(5), 1u);
  EXPECT_EQ(plain(70), 2u);
  EXPECT_EQ(plain(uint64_t(-4)), 1u);
  EXPECT_EQ(plain(6), 0u);
  auto text = [&](const char* s) {
    return chosen([&](CodeBuilder& b, Label one, Label two, Label otherwise) {
      auto value = [&](const char* t) {
        Value made = Value::of(make_string(w.program.heap, t));
        make_immortal(w.string, made);
        return made;
      };
      std::vector<CodeBuilder::Case> cases{{value("a"), one}, {value("b"), two}};
      b.emit<op::LoadManagedConstant>(0, b.text(s));
      b.emit<op::SwitchValue>(0, b.switch_list(cases, w.string, otherwise), b.type(w.string));
    });
  };
  EXPECT_EQ(text("a"), 1u);
  EXPECT_EQ(text("b"), 2u);
  EXPECT_EQ(text("c"), 0u);
  auto real = [&](double d) {
    return chosen([&](CodeBuilder& b, Label one, Label two, Label otherwise) {
      std::vector<CodeBuilder::Case> cases{{Value::of_double(1.5), one},
                                           {Value::of_double(0), two}};
      b.emit<op::LoadConstant>(0, b.double_constant(d));
      b.emit<op::SwitchDouble>(0, b.switch_list(cases, w.real, otherwise));
    });
  };
  EXPECT_EQ(real(1.5), 1u);
  EXPECT_EQ(real(-0.0), 2u);
  EXPECT_EQ(real(3), 0u);
  auto type = [&](const Type* of) {
    return chosen([&](CodeBuilder& b, Label one, Label two, Label otherwise) {
      std::pair<const Type*, Label> cases[] = {{w.count, one}, {w.integer, two}};
      b.emit<op::LoadNumber>(0, 7);
      b.emit<op::BoxPlain>(0, 0, b.type(of));
      b.emit<op::SwitchType>(0, b.type_switch_list(cases, otherwise));
    });
  };
  EXPECT_EQ(type(w.count), 1u);
  EXPECT_EQ(type(w.integer), 2u);
  EXPECT_EQ(type(w.real), 0u);
}

// ---- Strings, addresses ---------------------------------------------------------------

TEST(StringOps, IndexAndSliceFromBothEnds) {
  TestWorld w;
  auto slice = [&](int64_t from, int64_t end) {
    Returned r = w.run(w.string, [&](CodeBuilder& b) {
      b.emit<op::LoadManagedConstant>(0, b.text("abcdef"));
      b.emit<op::LoadConstant>(0, b.int_constant(from));
      b.emit<op::LoadConstant>(1, b.int_constant(end));
      b.emit<op::SliceString>(1, 0, 0);
      b.emit<op::ReturnManaged>(1);
    });
    return std::string(r.get().string()->view());
  };
  EXPECT_EQ(slice(1, 3), "bc");
  EXPECT_EQ(slice(-2, INT64_MAX), "ef");
  EXPECT_EQ(slice(-100, 2), "ab");
  EXPECT_EQ(slice(4, 2), "");
  auto at = [&](int64_t i) {
    Returned r = w.run(w.string, [&](CodeBuilder& b) {
      b.emit<op::LoadManagedConstant>(0, b.text("abc"));
      b.emit<op::LoadConstant>(0, b.int_constant(i));
      b.emit<op::IndexString>(0, 0, 0);
      b.emit<op::ReturnManaged>(0);
    });
    return std::string(r.get().string()->view());
  };
  EXPECT_EQ(at(1), "b");
  EXPECT_EQ(at(-1), "c");
  EXPECT_EQ(at(9), "");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(StringOps, AppendGrowsItsOwnStringAndLeavesOthersAlone) {
  TestWorld w;
  Returned r = w.run(w.string, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("x"));
    b.emit<op::CopyManaged>(1, 0);
    b.emit<op::AppendString>(1, 0);
    b.emit<op::CopyManaged>(2, 1);
    b.emit<op::AppendString>(1, 1);
    b.emit<op::AppendString>(1, 2);
    b.emit<op::ReturnManaged>(1);
  });
  EXPECT_EQ(r.get().string()->view(), "xxxxxx");
}

TEST(StringOps, CompareAndContain) {
  TestWorld w;
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("abc"));
    b.emit<op::LoadManagedConstant>(1, b.text("b"));
    b.emit<op::ContainsString>(0, 1, 0);  // 1
    b.emit<op::ContainsString>(1, 0, 1);  // 0
    b.emit<op::EqualString>(2, 0, 0);     // 1
    b.emit<op::CompareString>(3, 0, 1);   // < 0
    b.emit<op::LoadNumber>(4, 0);
    b.emit<op::LessInt>(3, 3, 4);  // 1
    b.emit<op::SizeString>(5, 0);  // 3
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::AddInt>(0, 0, 2);
    b.emit<op::AddInt>(0, 0, 3);
    b.emit<op::AddInt>(0, 0, 5);
    Label same = b.new_label(), other = b.new_label();
    b.emit<op::JumpIfEqualString>(0, 0, same);
    b.emit<op::ReturnConstant>(b.count_constant(100));
    b.bind(same);
    b.emit<op::JumpUnlessEqualString>(0, 1, other);
    b.emit<op::ReturnConstant>(b.count_constant(101));
    b.bind(other);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 6u);
}

Value pattern(TestWorld& w, const char* text) {
  Value made = Value::of(make_pattern(w.program.heap, text));
  make_immortal(w.program.types.basic(TypeKind::kPattern), made);
  return made;
}

TEST(StringOps, Patterns) {
  TestWorld w;
  const Type* type = w.program.types.basic(TypeKind::kPattern);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("foobar"));
    b.emit<op::LoadManagedConstant>(1, b.managed_constant(pattern(w, "foo"), type));
    b.emit<op::LoadManagedConstant>(2, b.managed_constant(pattern(w, "bar"), type));
    b.emit<op::MatchAnywhere>(0, 1, 0);  // 1
    b.emit<op::MatchExactly>(1, 1, 0);   // 0
    b.emit<op::PatternAnd>(3, 1, 2);
    b.emit<op::MatchExactly>(2, 3, 0);  // 1
    b.emit<op::PatternOr>(3, 1, 2);
    b.emit<op::MatchExactly>(3, 3, 0);  // 0
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::AddInt>(0, 0, 2);
    b.emit<op::AddInt>(0, 0, 3);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 2u);
}

TEST(AddressOps, MaskContainAndCount) {
  TestWorld w;
  Value a = make_v4_address(0x0A010203);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.managed_constant(a, w.address));
    b.emit<op::LoadNumber>(0, 8);
    b.emit<op::MaskAddress>(1, 0, 0);
    b.emit<op::AddressInSubnet>(0, 0, 1);  // 1
    b.emit<op::AddressToSubnet>(2, 0);
    b.emit<op::SubnetInSubnet>(1, 2, 1);  // 1
    b.emit<op::SubnetInSubnet>(2, 1, 2);  // 0
    b.emit<op::SizeAddress>(3, 0);        // 32
    b.emit<op::EqualAddress>(4, 0, 0);    // 1
    b.emit<op::EqualSubnet>(5, 1, 2);     // 0
    for (int i = 1; i < 6; ++i) b.emit<op::AddInt>(0, 0, i);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 35u);
  Returned size = w.run(w.real, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.managed_constant(a, w.address));
    b.emit<op::LoadNumber>(0, 24);
    b.emit<op::MaskAddress>(1, 0, 0);
    b.emit<op::SizeSubnet>(0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(size.get().d, 256.0);
  w.run(w.subnet, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.managed_constant(a, w.address));
    b.emit<op::LoadNumber>(0, 33);
    b.emit<op::MaskAddress>(1, 0, 0);
    b.emit<op::ReturnManaged>(1);
  });
  EXPECT_EQ(w.host.errors.at(0).message, "a subnet of IPv4 has at most 32 bits");
}

// ---- any, closures --------------------------------------------------------------------

TEST(AnyOps, CastsAreChecked) {
  TestWorld w;
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 7);
    b.emit<op::BoxPlain>(0, 0, b.type(w.count));
    b.emit<op::UnboxPlain>(1, 0, b.type(w.count));
    b.emit<op::IsType>(2, 0, b.type(w.count));
    b.emit<op::IsType>(3, 0, b.type(w.string));
    b.emit<op::AddInt>(1, 1, 2);
    b.emit<op::AddInt>(1, 1, 3);
    b.emit<op::ReturnPlain>(1);
  });
  EXPECT_EQ(r.get().u, 8u);
  w.run(w.string, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 7);
    b.emit<op::BoxPlain>(0, 0, b.type(w.count));
    b.emit<op::UnboxManaged>(0, 0, b.type(w.string));
    b.emit<op::ReturnManaged>(0);
  });
  EXPECT_EQ(w.host.errors.at(0).message, "a count cannot be made a string");
}

TEST(AnyOps, EqualManagedComparesContents) {
  TestWorld w;
  const VectorType* counts_type = w.program.types.vector(w.count);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 1);
    for (int i = 0; i < 2; ++i) {
      b.emit<op::MakeVector>(i, b.type(counts_type), 0);
      b.emit<op::Append>(i, 0);
    }
    b.emit<op::EqualManaged>(1, 0, 1);
    b.emit<op::Append>(1, 0);
    b.emit<op::EqualManaged>(2, 0, 1);
    b.emit<op::ShiftLeft>(2, 2, 0);
    b.emit<op::AddInt>(1, 1, 2);
    b.emit<op::ReturnPlain>(1);
  });
  EXPECT_EQ(r.get().u, 1u);
}

TEST(ClosureOps, CapturesAreKeptBetweenCalls) {
  TestWorld w;
  FunctionId counter = w.function("counter", {}, w.count);
  w.program.functions[counter].captures = {w.count, w.string};
  w.define(counter, [&](CodeBuilder& b) {
    b.emit<op::LoadCapture>(0, 0);
    b.emit<op::AddIntConst>(0, 0, b.count_constant(1));
    b.emit<op::StoreCapture>(0, 0);
    b.emit<op::LoadManagedCapture>(0, 1);
    b.emit<op::AppendString>(0, 0);
    b.emit<op::StoreManagedCapture>(1, 0);
    b.emit<op::SizeString>(1, 0);
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 10);
    b.emit<op::LoadManagedConstant>(0, b.text("ab"));
    Register captured[] = {{0, false}, {0, true}};
    b.emit<op::MakeClosure>(1, b.function(counter), b.register_list(captured));
    b.emit<op::CopyManaged>(2, 1);
    b.emit<op::CallValue>(1, 3, 2);  // 11 + 4
    b.emit<op::TakeManaged>(2, 1);
    b.emit<op::CallValue>(2, 3, 2);  // 12 + 8
    b.emit<op::AddInt>(0, 1, 2);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 35u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(ClosureOps, ValuesCallNativesAndHooks) {
  TestWorld w;
  FunctionId native = w.native("join", {w.string, w.count}, w.string, [](NativeCall& call) {
    return call.make_string(std::string(call.text(0)) + std::to_string(call.number(1)));
  });
  Returned text = w.run(w.string, [&](CodeBuilder& b) {
    b.emit<op::MakeClosure>(0, b.function(native), b.register_list({}));
    b.emit<op::LoadManagedConstant>(1, b.text("n="));
    b.emit<op::LoadNumber>(0, 4);
    b.emit<op::CallValue>(0, 1, 0);
    b.emit<op::ReturnManaged>(1);
  });
  EXPECT_EQ(text.get().string()->view(), "n=4");
  FunctionId hook = w.hook("hook", {w.count});
  w.define(hook, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(1, 3);
    b.emit<op::LessCount>(0, 0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  Returned completed = w.run(w.boolean, [&](CodeBuilder& b) {
    b.emit<op::MakeClosure>(0, b.function(hook), b.register_list({}));
    b.emit<op::LoadNumber>(0, 2);
    b.emit<op::CallValue>(0, 1, 0);
    b.emit<op::LoadNumber>(1, 3);
    b.emit<op::CallHook>(1, 0, b.function(hook));
    b.emit<op::ShiftLeft>(1, 1, 0);
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(completed.get().u, 1u);
}

TEST(EventOps, GiveArgumentsWithTheirCountsToTheSink) {
  struct Sink : EventSink {
    std::vector<std::pair<FunctionId, std::vector<Value>>> raised;
    double when = 0;
    void raise(FunctionId event, std::span<const Value> a) override {
      raised.push_back({event, {a.begin(), a.end()}});
    }
    void schedule(double time, FunctionId event, std::span<const Value> a) override {
      when = time;
      raise(event, a);
    }
    void watch(Table*) override {}
  } sink;
  TestWorld w;
  w.machine.set_event_sink(&sink);
  w.machine.set_network_time(100);
  FunctionId event = w.event("ev", {w.count, w.string});
  FunctionId nobody = w.event("nobody", {});
  w.define(event, [](CodeBuilder& b) { b.emit<op::Return>(); });
  w.run(w.none, [&](CodeBuilder& b) {
    Label skip = b.new_label(), end = b.new_label();
    b.emit<op::JumpUnlessWanted>(b.function(nobody), skip);
    b.emit<op::Jump>(end);
    b.bind(skip);
    b.emit<op::JumpUnlessWanted>(b.function(event), end);
    b.emit<op::LoadNumber>(0, 1);
    b.emit<op::LoadConstant>(1, b.double_constant(2.5));
    b.emit<op::LoadManagedConstant>(0, b.text("a"));
    Register arguments[] = {{0, false}, {0, true}};
    b.emit<op::Raise>(b.function(event), b.register_list(arguments));
    b.emit<op::Schedule>(1, b.function(event), b.register_list(arguments));
    b.emit<op::MakeClosure>(1, b.function(event), b.register_list({}));
    b.emit<op::RaiseValue>(1, b.register_list(arguments));
    b.emit<op::Raise>(b.function(nobody), b.register_list({}));
    b.bind(end);
    b.emit<op::Return>();
  });
  ASSERT_EQ(sink.raised.size(), 3u);
  EXPECT_EQ(sink.when, 102.5);
  for (auto& [id, arguments] : sink.raised) {
    EXPECT_EQ(id, event);
    EXPECT_EQ(arguments.at(0).u, 1u);
    EXPECT_EQ(arguments.at(1).string()->view(), "a");
    release(arguments[1]);
  }
}

TEST(MoveOps, UnsetLocalsAreFound) {
  TestWorld w;
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::ClearManaged>(0);
    b.emit<op::CheckManaged>(0, b.text("x"));
    b.emit<op::Return>();
  });
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 0);
    b.emit<op::CheckFlag>(0, b.text("y"));
    b.emit<op::Return>();
  });
  ASSERT_EQ(w.host.errors.size(), 2u);
  EXPECT_EQ(w.host.errors[0].message, "value used but not set");
  EXPECT_EQ(w.host.errors[0].detail, "x");
  EXPECT_EQ(w.host.errors[1].detail, "y");
}

TEST(GlobalOps, KnowWhetherTheyAreSet) {
  TestWorld w;
  GlobalId n = w.global("n", w.count), s = w.global("s", w.string);
  auto read = [&](GlobalId id, bool managed) {
    w.run(w.none, [&](CodeBuilder& b) {
      if (managed)
        b.emit<op::LoadManagedGlobal>(0, b.global(id));
      else
        b.emit<op::CheckGlobal>(b.global(id));
      b.emit<op::Return>();
    });
  };
  read(n, false);
  read(s, true);
  ASSERT_EQ(w.host.errors.size(), 2u);
  EXPECT_EQ(w.host.errors[0].detail, "n");
  EXPECT_EQ(w.host.errors[1].detail, "s");
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::StoreGlobal>(b.global(n), 0);
    b.emit<op::AddGlobalInt>(b.global(n), 0);
    b.emit<op::LoadManagedConstant>(0, b.text("t"));
    b.emit<op::StoreManagedGlobal>(b.global(s), 0);
    b.emit<op::StoreManagedGlobalTake>(b.global(s), 0);
    b.emit<op::Return>();
  });
  read(n, false);
  read(s, true);
  EXPECT_EQ(w.host.errors.size(), 2u);
  EXPECT_EQ(w.machine.global(n).u, 10u);
  EXPECT_EQ(w.machine.global(s).string()->view(), "t");
}

}  // namespace
}  // namespace avocet
