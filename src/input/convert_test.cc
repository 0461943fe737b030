#include "input/convert.h"

#include <gtest/gtest.h>

#include "input/test_sink.h"

namespace avocet {
namespace {

class ConvertTest : public ReaderTest {
 protected:
  // The rendering of what `text` is as a value, or what is wrong with it.
  std::string as(const Type* type, std::string_view text) {
    InputCell cell;
    cell.text = text;
    Conversion c = convert(heap_, type, cell, format_);
    if (!c.ok()) return (c.value.is_null() ? "! " : "a value, and ") + c.trouble;
    std::string shown = to_string(type, c.value);
    if (type->managed()) release(c.value);
    return c.remark.empty() ? shown : shown + " ? " + c.remark;
  }
  std::string as(TypeKind kind, std::string_view text) { return as(types_.basic(kind), text); }

  Heap heap_;
  TextFormat format_;
};

TEST_F(ConvertTest, Scalars) {
  EXPECT_EQ(as(TypeKind::kBool, "T"), "T");
  EXPECT_EQ(as(TypeKind::kBool, "0"), "F");
  EXPECT_EQ(as(TypeKind::kInt, "-42"), "-42");
  EXPECT_EQ(as(TypeKind::kInt, "+42"), "42");
  EXPECT_EQ(as(TypeKind::kCount, "18446744073709551612"), "18446744073709551612");
  EXPECT_EQ(as(TypeKind::kDouble, "3.14"), "3.14");
  EXPECT_EQ(as(TypeKind::kInterval, "60"), "1.0 min");
  EXPECT_EQ(as(TypeKind::kAddr, "[2001:db8::1]"), "2001:db8::1");
  EXPECT_EQ(as(TypeKind::kSubnet, "10.0.0.0/8"), "10.0.0.0/8");
  EXPECT_EQ(as(TypeKind::kPattern, "/a|b/i"), "/(?i:^?(a|b)$?)/");
}

TEST_F(ConvertTest, Ports) {
  EXPECT_EQ(as(TypeKind::kPort, "80/tcp"), "80/tcp");
  EXPECT_EQ(as(TypeKind::kPort, "80/TCP"), "80/tcp");
  EXPECT_EQ(as(TypeKind::kPort, "80"), "80/unknown");
  EXPECT_EQ(as(TypeKind::kPort, "80/sctp"), "80/unknown ? port '80/sctp' has an unknown protocol");
  EXPECT_EQ(as(TypeKind::kPort, "65536"),
            "! '65536' is no port: a number up to 65535, or one like 80/tcp, was expected");
}

TEST_F(ConvertTest, WhatIsNoNumber) {
  EXPECT_EQ(as(TypeKind::kCount, "-1"), "! '-1' is no count: a whole number like 42 was expected");
  EXPECT_EQ(as(TypeKind::kCount, "x"), "! 'x' is no count: a whole number like 42 was expected");
  EXPECT_EQ(as(TypeKind::kInt, "9223372036854775808"),
            "! '9223372036854775808' is no int: too large");
  EXPECT_EQ(as(TypeKind::kCount, "1x"), "1 ? of '1x', 'x' is no part of a number and is ignored");
  EXPECT_EQ(as(TypeKind::kBool, "maybe"), "! 'maybe' is no bool: T or F was expected");
}

TEST_F(ConvertTest, StringsWithEscapes) {
  EXPECT_EQ(as(TypeKind::kString, "a\\x09b\\\\c"), "a\tb\\c");
  EXPECT_EQ(as(TypeKind::kString, "\\x9"), "\\x9");
  EXPECT_EQ(as(TypeKind::kString, "(empty)"), "");
  format_.escapes = false;
  EXPECT_EQ(as(TypeKind::kString, "\\x41"), "\\x41");
}

TEST_F(ConvertTest, SetsAndVectors) {
  const Type* keys[] = {types_.basic(TypeKind::kString)};
  const Type* set = types_.set(keys);
  const Type* vec = types_.vector(types_.basic(TypeKind::kCount));
  EXPECT_EQ(as(set, "a,,a\\x2cb"), "{\na,\n,\na,b\n}");
  EXPECT_EQ(as(set, ""), "{\n\n}");
  EXPECT_EQ(as(set, "(empty)"), "{\n\n}");
  EXPECT_EQ(as(vec, "1,2"), "[1, 2]");
  EXPECT_EQ(as(vec, "1,x"), "! 'x' is no count: a whole number like 42 was expected");
  const Type* addresses[] = {types_.basic(TypeKind::kAddr)};
  EXPECT_EQ(as(types_.set(addresses), "10.0.0.1,10.0.0"),
            "! '10.0.0' is no address: one like 192.0.2.1 or 2001:db8::1 was expected");
}

}  // namespace
}  // namespace avocet
