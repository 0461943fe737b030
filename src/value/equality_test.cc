#include <cmath>

#include "value/pattern.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class EqualityTest : public World {
 protected:
  void expect_same(const Type* type, Value a, Value b) {
    EXPECT_TRUE(equal(type, a, b)) << shown(type, a) << " and " << shown(type, b);
    EXPECT_EQ(hash_of(type, a), hash_of(type, b)) << shown(type, a);
  }
  void give_up(std::initializer_list<Value> values) {
    for (Value v : values) release(v);
  }
};

TEST_F(EqualityTest, ComparesScalars) {
  expect_same(t_double, Value::of_double(0.0), Value::of_double(-0.0));
  expect_same(t_double, Value::of_double(NAN), Value::of_double(-NAN));
  EXPECT_FALSE(equal(t_double, Value::of_double(1), Value::of_double(2)));
  EXPECT_NE(hash_of(t_count, num(1)), hash_of(t_count, num(2)));
  EXPECT_LT(compare(t_int, Value::of_int(-1), Value::of_int(1)), 0);
  EXPECT_GT(compare(t_count, num(~uint64_t(0)), num(1)), 0);
  Port tcp{65535, PortProtocol::kTcp};
  Port udp{1, PortProtocol::kUdp};
  Port icmp{0, PortProtocol::kIcmp};
  Port unknown{9, PortProtocol::kUnknown};
  EXPECT_LT(compare(t_port, tcp.value(), udp.value()), 0);
  EXPECT_LT(compare(t_port, udp.value(), icmp.value()), 0);
  EXPECT_LT(compare(t_port, unknown.value(), tcp.value()), 0);
}

TEST_F(EqualityTest, ComparesAddressesStringsAndPatterns) {
  Value a = ip("fe80::1");
  Value b = ip("fe80::1");
  Value v4 = ip("1.2.3.4");
  expect_same(t_addr, a, b);
  EXPECT_FALSE(equal(t_addr, a, v4));
  EXPECT_LT(compare(t_addr, v4, a), 0);
  Value s = str("abc");
  Value t = str("abc");
  Value longer = str("abcd");
  expect_same(t_string, s, t);
  EXPECT_LT(compare(t_string, s, longer), 0);
  Value p = Value::of(make_pattern(heap, "x"));
  Value q = Value::of(make_pattern(heap, "x"));
  Value r = Value::of(make_pattern(heap, "x", {.ignore_case = true}));
  expect_same(t_pattern, p, q);
  EXPECT_FALSE(equal(t_pattern, p, r));
  EXPECT_FALSE(equal(t_string, s, Value::null()));
  expect_same(t_string, Value::null(), Value::null());
  give_up({a, b, s, t, longer, p, q, r});
}

TEST_F(EqualityTest, ComparesContainersByContent) {
  const VectorType* strings = types.vector(t_string);
  auto vec = [&](std::initializer_list<const char*> items) {
    Vector* v = make_vector(heap, strings);
    for (const char* i : items) push(heap, v, str(i));
    return Value::of(v);
  };
  Value a = vec({"a", "b"});
  Value b = vec({"a", "b"});
  Value c = vec({"b", "a"});
  expect_same(strings, a, b);
  EXPECT_FALSE(equal(strings, a, c));
  EXPECT_NE(hash_of(strings, a), hash_of(strings, c));
  const TableType* tables = table_type({t_string}, t_count);
  Table* x = make_table(heap, tables);
  Table* y = make_table(heap, tables);
  for (int i = 0; i < 50; ++i) put_taking(x, {str(std::to_string(i))}, num(1));
  for (int i = 49; i >= 0; --i) put_taking(y, {str(std::to_string(i))}, num(1));
  expect_same(tables, Value::of(x), Value::of(y));
  put_taking(y, {str("7")}, num(2));
  EXPECT_FALSE(equal(tables, Value::of(x), Value::of(y)));
  Value any_a = box(strings, a);
  Value any_b = box(strings, b);
  expect_same(t_any, any_a, any_b);
  Value any_n = box(t_count, num(1));
  EXPECT_FALSE(equal(t_any, any_a, any_n));
  give_up({any_a, any_b, any_n, c, Value::of(x), Value::of(y)});
}

TEST_F(EqualityTest, LazyFieldsEqualTheirValues) {
  RecordType* r = types.record("R");
  r->add({"ports", set_type({t_port}), kFieldDefault});
  RecordShape shape;
  shape.type = r;
  shape.fields.resize(1);
  shape.fields[0].init = FieldInit::kTable;
  finish_shape(shape);
  Record* a = make_record(heap, shape);
  Record* b = make_record(heap, shape);
  make_lazy_field(heap, a, 0);
  expect_same(r, Value::of(a), Value::of(b));
  give_up({Value::of(a), Value::of(b)});
}

TEST_F(EqualityTest, EndsOnCycles) {
  RecordType* node = types.record("Node");
  node->add({"self", node, kFieldOptional});
  node->add({"twin", node, kFieldOptional});
  RecordShape shape;
  shape.type = node;
  finish_shape(shape);
  auto make = [&] {
    Record* r = make_record(heap, shape);
    for (uint32_t f : {0u, 1u}) {
      retain(r);
      r->set(f, Value::of(r));
    }
    return r;
  };
  Record* a = make();
  Record* b = make();
  expect_same(node, Value::of(a), Value::of(b));
  for (Record* r : {a, b}) {
    r->clear(0);
    r->clear(1);
    release(r);
  }
}

TEST_F(EqualityTest, LooksAtLongListsWithoutADeepStack) {
  RecordType* node = types.record("Link");
  node->add({"next", node, kFieldOptional});
  RecordShape shape;
  shape.type = node;
  finish_shape(shape);
  auto make = [&] {
    Record* head = make_record(heap, shape);
    for (int i = 0; i < 50000; ++i) {
      Record* r = make_record(heap, shape);
      r->set(0, Value::of(head));
      head = r;
    }
    return Value::of(head);
  };
  Value a = make();
  Value b = make();
  expect_same(node, a, b);
  EXPECT_NE(shown(node, a).find("..."), std::string::npos);
  give_up({a, b});
}

TEST_F(EqualityTest, FunctionsAreTheirCodeAndCaptures) {
  const FunctionType* type = types.function(Flavor::kFunction, {}, basic(TypeKind::kVoid));
  const Type* captured[] = {t_string};
  Function* f = make_function(heap, 3, type, 0, nullptr, "f");
  Function* same = make_function(heap, 3, type, 0, nullptr, "f");
  Function* other = make_function(heap, 4, type, 0, nullptr, "g");
  Function* closure = make_function(heap, 3, type, 1, captured, "h");
  closure->captures[0] = str("x");
  expect_same(type, Value::of(f), Value::of(same));
  EXPECT_FALSE(equal(type, Value::of(f), Value::of(other)));
  EXPECT_FALSE(equal(type, Value::of(f), Value::of(closure)));
  give_up({Value::of(f), Value::of(same), Value::of(other), Value::of(closure)});
}

}  // namespace
}  // namespace avocet
