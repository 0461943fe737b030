#include "value/format.h"
#include "value/json.h"
#include "value/pattern.h"
#include "value/world_test.h"

namespace avocet {
namespace {

std::string double_text(double d) {
  std::string out;
  append_double(out, d);
  return out;
}
std::string interval_text(double d) {
  std::string out;
  append_interval(out, d);
  return out;
}
std::string fixed_text(double d, int decimals = 6) {
  std::string out;
  append_fixed(out, d, decimals);
  return out;
}
std::string json_number(double d) {
  std::string out;
  append_json_number(out, d);
  return out;
}

TEST(Format, Doubles) {
  EXPECT_EQ(double_text(3.14), "3.14");
  EXPECT_EQ(double_text(5), "5.0");
  EXPECT_EQ(double_text(0), "0.0");
  EXPECT_EQ(double_text(-1.23), "-1.23");
  EXPECT_EQ(double_text(0.000005), "0.000005");
  EXPECT_EQ(double_text(0.000001), "0.000001");
  EXPECT_EQ(double_text(5e-7), "5e-07");
  EXPECT_EQ(double_text(1e-13), "1e-13");
  EXPECT_EQ(double_text(3.14e15), "3.14e+15");
  EXPECT_EQ(double_text(3139244209995776.0), "3.139244209995776e+15");
  EXPECT_EQ(double_text(-11644473600.0), "-1.16444736e+10");
  EXPECT_EQ(double_text(1832673600.0), "1832673600.0");
  EXPECT_EQ(double_text(1362692526.869344), "1362692526.869344");
  EXPECT_EQ(double_text(1254722767.492060), "1254722767.49206");
  EXPECT_EQ(double_text(0.9999999), "1.0");
  EXPECT_EQ(double_text(1e308 * 10), "inf");
  EXPECT_EQ(double_text(-1e308 * 10), "-inf");
}

TEST(Format, Intervals) {
  EXPECT_EQ(interval_text(0), "0 secs");
  EXPECT_EQ(interval_text(100), "1.0 min 40.0 secs");
  EXPECT_EQ(interval_text(0.12345678912345e-6), "0.123457 usecs");
  EXPECT_EQ(interval_text(-0.12345678912345e-6), "-0.123457 usecs");
  EXPECT_EQ(interval_text(0.12345678912345e-6 * 10000), "1.0 msec 234.567891 usecs");
  EXPECT_EQ(interval_text(0.12345678912345e-6 * 10000 * 10000),
            "12.0 secs 345.0 msecs 678.912345 usecs");
  EXPECT_EQ(interval_text(0.12345678912345e-6 * 10000 * 10000 * 10000),
            "1.0 day 10.0 hrs 17.0 mins 36.0 secs 789.0 msecs 123.449984 usecs");
  EXPECT_EQ(interval_text(1.001e-6), "1.001 usecs");
  EXPECT_EQ(interval_text(1.001e-6 * 1000), "1.0 msec 1.0 usec");
  EXPECT_EQ(interval_text(1.1e-6 * 10000), "11.0 msecs");
  EXPECT_EQ(interval_text(8.5 * 86400), "8.0 days 12.0 hrs");
  EXPECT_EQ(interval_text(5.5), "5.0 secs 500.0 msecs");
  EXPECT_EQ(interval_text(4.5e-3), "4.0 msecs 500.0 usecs");
  EXPECT_EQ(interval_text(3.5e-6), "3.5 usecs");
  EXPECT_EQ(interval_text(1234563.14),
            "14.0 days 6.0 hrs 56.0 mins 3.0 secs 139.0 msecs 999.999898 usecs");
  EXPECT_EQ(interval_text(-1234563.14),
            "-14.0 days -6.0 hrs -56.0 mins -3.0 secs -139.0 msecs -999.999898 usecs");
  EXPECT_EQ(interval_text(0.2), "200.0 msecs");
  EXPECT_EQ(interval_text(0.3), "300.0 msecs");
  EXPECT_EQ(interval_text(59.9999999999999), "1.0 min");
  EXPECT_EQ(interval_text(-300), "-5.0 mins");
}

TEST(Format, EveryMillisecondIsOnePart) {
  for (int ms = 1; ms < 1000; ++ms) {
    std::string expected = std::to_string(ms) + (ms == 1 ? ".0 msec" : ".0 msecs");
    ASSERT_EQ(interval_text(ms / 1000.0), expected);
  }
}

TEST(Format, FixedAndShortest) {
  EXPECT_EQ(fixed_text(1700000000.123456), "1700000000.123456");
  EXPECT_EQ(fixed_text(-0.5), "-0.500000");
  EXPECT_EQ(fixed_text(1e20), "100000000000000000000.000000");
  EXPECT_EQ(fixed_text(2.5, 0), "2");
  EXPECT_EQ(json_number(0.1), "0.1");
  EXPECT_EQ(json_number(100), "100.0");
  EXPECT_EQ(json_number(1e300), "1e300");
  EXPECT_EQ(json_number(1681652265.042767), "1681652265.042767");
  char expected[64];
  for (double d :
       {0.0000005, 1.0000005, 123.4567895, 0.1234565, 1e9 + 0.0000005, 7.0, 0.30000004}) {
    std::snprintf(expected, sizeof expected, "%.6f", d);
    EXPECT_EQ(fixed_text(d), expected);
  }
}

class RenderTest : public World {};

TEST_F(RenderTest, Scalars) {
  EXPECT_EQ(shown(t_bool, Value::of_bool(true)), "T");
  EXPECT_EQ(shown(t_int, Value::of_int(INT64_MIN)), "-9223372036854775808");
  EXPECT_EQ(shown(t_count, num(~uint64_t(0))), "18446744073709551615");
  EXPECT_EQ(shown(t_port, Port{80, PortProtocol::kTcp}.value()), "80/tcp");
  EXPECT_EQ(shown(t_port, Port{3, PortProtocol::kUnknown}.value()), "3/unknown");
  EXPECT_EQ(shown(t_addr, make_v4_address(0x0a000001)), "10.0.0.1");
  EXPECT_EQ(shown(t_subnet, net("10.0.0.0/8")), "10.0.0.0/8");
  EnumType* e = types.enumeration("E");
  e->add("Conn::LOG", 4);
  EXPECT_EQ(shown(e, Value::of_int(4)), "Conn::LOG");
  EXPECT_EQ(shown(e, Value::of_int(5)), "5");
  EXPECT_EQ(shown(t_string, Value::null()), "<uninitialized>");
}

TEST_F(RenderTest, StringsByStyle) {
  Owned s(str(std::string("a\x00\x7f\xff\n\\b", 7)));
  EXPECT_EQ(shown(t_string, s.get(), Style::kPrint), "a\\x00\\x7f\\xff\\x0a\\b");
  EXPECT_EQ(shown(t_string, s.get(), Style::kRaw), std::string("a\x00\x7f\xff\n\\b", 7));
  EXPECT_EQ(shown(t_string, s.get(), Style::kFormat).size(), 7u);
}

TEST_F(RenderTest, Tables) {
  Table* s = make_table(heap, set_type({t_count}));
  EXPECT_EQ(shown(s->type, Value::of(s)), "{\n\n}");
  for (uint64_t n : {2, 1, 3}) put_plain(heap, s, num(n), Value::null());
  EXPECT_EQ(shown(s->type, Value::of(s)), "{\n2,\n1,\n3\n}");
  EXPECT_EQ(shown(s->type, Value::of(s), Style::kFormat), "{\n\t2,\n\t1,\n\t3\n}");
  Table* pairs = make_table(heap, set_type({t_addr, t_port}));
  put_taking(pairs, {ip("192.168.0.1"), Port{80, PortProtocol::kTcp}.value()});
  EXPECT_EQ(shown(pairs->type, Value::of(pairs)), "{\n[192.168.0.1, 80/tcp]\n}");
  Table* t = make_table(heap, table_type({t_string}, s->type));
  put_taking(t, {str("a")}, Value::of(s));
  EXPECT_EQ(shown(t->type, Value::of(t)), "{\n[a] = {\n2,\n1,\n3\n}\n}");
  EXPECT_EQ(shown(t->type, Value::of(t), Style::kFormat),
            "{\n\t[a] = {\n\t\t2,\n\t\t1,\n\t\t3\n\t}\n}");
  release(t);
  release(pairs);
}

TEST_F(RenderTest, CyclesAreNamed) {
  const VectorType* anys = types.vector(t_any);
  Vector* v = make_vector(heap, anys);
  push(heap, v, box(anys, retained(Value::of(v))));
  EXPECT_EQ(shown(anys, Value::of(v)), "[<cycle>]");
  Value inner = v->items[0];
  v->items[0] = Value::null();
  release(inner);
  release(v);
}

TEST_F(RenderTest, FunctionsPatternsTypesAndAny) {
  std::vector<Parameter> ps{{"c", t_count}};
  const FunctionType* type = types.function(Flavor::kFunction, ps, basic(TypeKind::kVoid));
  Owned f(Value::of(make_function(heap, 0, type, 0, nullptr, "myfunc")));
  EXPECT_EQ(shown(type, f.get()), "myfunc: function(c:count) : void");
  Owned p(Value::of(make_pattern(heap, "^foo|bar")));
  EXPECT_EQ(shown(t_pattern, p.get()), "/^?(^foo|bar)$?/");
  Owned t(Value::of(make_type_object(heap, types.vector(t_int))));
  EXPECT_EQ(shown(basic(TypeKind::kType), t.get()), "vector of int");
  Owned alias(Value::of(make_type_object(heap, t_string, "mystring")));
  EXPECT_EQ(shown(basic(TypeKind::kType), alias.get()), "mystring");
  Owned any(box(t_count, num(7)));
  EXPECT_EQ(shown(t_any, any.get()), "7");
}

class JsonTest : public World {
 protected:
  std::string json(const Type* type, Value v, const JsonOptions& options = {}) {
    std::string out;
    append_json(out, type, v, options);
    return out;
  }
  std::string json_string(std::string_view s) {
    std::string out;
    append_json_string(out, s);
    return out;
  }
};

TEST_F(JsonTest, Scalars) {
  EXPECT_EQ(json(t_bool, num(1)), "true");
  EXPECT_EQ(json(t_int, Value::of_int(-999)), "-999");
  EXPECT_EQ(json(t_double, Value::of_double(3.14)), "3.14");
  EXPECT_EQ(json(t_double, Value::of_double(1e308 * 10)), "null");
  EXPECT_EQ(json(t_time, Value::of_double(1480788576.868945)), "1480788576.868945");
  EXPECT_EQ(json(t_interval, Value::of_double(-43200)), "\"-12.0 hrs\"");
  EXPECT_EQ(json(t_interval, Value::of_double(2.5), {.interval_as_double = true}), "2.5");
  EXPECT_EQ(json(t_port, Port{65535, PortProtocol::kUdp}.value()),
            "{\"port\":65535,\"proto\":\"udp\"}");
  EXPECT_EQ(json(t_addr, make_v4_address(0x01020304)), "\"1.2.3.4\"");
}

TEST_F(JsonTest, Strings) {
  EXPECT_EQ(json_string("hello \"x\" \\ \n\t"), R"("hello \"x\" \\ \n\t")");
  EXPECT_EQ(json_string("\x07\xd4\xb7o"), R"("\\x07\\xd4\\xb7o")");
  EXPECT_EQ(json_string("/printable_\xf0\x9f\x98\x84"), "\"/printable_\xf0\x9f\x98\x84\"");
  EXPECT_EQ(json_string("\xff"), R"("\\xff")");
  EXPECT_EQ(json_string("\xc0\x80"), R"("\\xc0\\x80")");
  EXPECT_EQ(json_string("\xed\xa0\x80"), R"("\\xed\\xa0\\x80")");
  EXPECT_EQ(json_string("\xe2\x82"), R"("\\xe2\\x82")");
}

TEST_F(JsonTest, Containers) {
  RecordType* r = types.record("R");
  r->add({"s", t_string, kFieldLog});
  r->add({"c", t_count, kFieldOptional});
  r->add({"_x", t_count, kFieldOptional});
  r->add({"set", set_type({t_addr, t_bool}), kFieldOptional});
  RecordShape shape;
  shape.type = r;
  finish_shape(shape);
  Record* v = make_record(heap, shape);
  v->set(0, str("test"));
  v->set(2, num(1));
  Table* s = make_table(heap, set_type({t_addr, t_bool}));
  put_taking(s, {ip("1.2.3.4"), num(1)});
  v->set(3, Value::of(s));
  Owned escape(Value::of(make_pattern(heap, "^_")));
  EXPECT_EQ(json(r, Value::of(v)), R"({"s":"test","_x":1,"set":[["1.2.3.4",true]]})");
  EXPECT_EQ(json(r, Value::of(v), {.field_escape = escape.get().pattern()}),
            R"({"s":"test","x":1,"set":[["1.2.3.4",true]]})");
  EXPECT_EQ(json(r, Value::of(v), {.only_loggable = true}), R"({"s":"test"})");
  release(v);
  const VectorType* counts = types.vector(t_count);
  Vector* vec = make_vector(heap, counts);
  put(heap, vec, 0, num(0));
  put(heap, vec, 2, num(2));
  EXPECT_EQ(json(counts, Value::of(vec)), "[0,null,2]");
  release(vec);
}

TEST_F(JsonTest, TableKeysAreStrings) {
  Table* t = make_table(heap, table_type({t_count}, t_string));
  put_taking(t, {num(2)}, str("x"));
  EXPECT_EQ(json(t->type, Value::of(t)), R"({"2":"x"})");
  release(t);
  t = make_table(heap, table_type({t_addr}, t_count));
  put_taking(t, {ip("10.1.1.1")}, num(1));
  EXPECT_EQ(json(t->type, Value::of(t)), R"({"10.1.1.1":1})");
  release(t);
  t = make_table(heap, table_type({t_addr, t_count}, t_count));
  put_taking(t, {ip("10.1.1.1"), num(5)}, num(1));
  EXPECT_EQ(json(t->type, Value::of(t)), R"({"[\"10.1.1.1\",5]":1})");
  release(t);
}

}  // namespace
}  // namespace avocet
