#include "type/type.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

class TypeTest : public testing::Test {
 protected:
  const Type* basic(TypeKind kind) { return types.basic(kind); }
  const TableType* set_of(std::vector<const Type*> keys) { return types.set(keys); }
  const TableType* table_of(std::vector<const Type*> keys, const Type* value) {
    return types.table(keys, value);
  }

  Arena arena;
  TypeTable types{arena};
  const Type* count = basic(TypeKind::kCount);
  const Type* addr = basic(TypeKind::kAddr);
  const Type* port = basic(TypeKind::kPort);
  const Type* string = basic(TypeKind::kString);
};

TEST_F(TypeTest, InternsContainersAndFunctions) {
  EXPECT_EQ(set_of({addr}), set_of({addr}));
  EXPECT_NE(set_of({addr}), set_of({port}));
  EXPECT_NE(set_of({addr, port}), set_of({port, addr}));
  EXPECT_EQ(table_of({addr}, set_of({port})), table_of({addr}, set_of({port})));
  EXPECT_NE(static_cast<const Type*>(table_of({addr}, count)), set_of({addr}));
  EXPECT_EQ(types.vector(count), types.vector(count));
  EXPECT_EQ(types.opaque("md5"), types.opaque("md5"));
  EXPECT_NE(types.opaque("md5"), types.opaque("sha1"));
  std::vector<Parameter> ps{{"c", count}, {"s", string}};
  const FunctionType* f = types.function(Flavor::kFunction, ps, count);
  EXPECT_EQ(f, types.function(Flavor::kFunction, ps, count));
  EXPECT_NE(f, types.function(Flavor::kEvent, ps, count));
  ps[1].name = "t";
  EXPECT_NE(f, types.function(Flavor::kFunction, ps, count));
  EXPECT_TRUE(same_type(f, types.function(Flavor::kFunction, ps, count)));
}

TEST_F(TypeTest, StaysCorrectWithThousandsOfTypes) {
  std::vector<const Type*> made;
  for (int i = 0; i < 3000; ++i) {
    made.push_back(types.vector(made.empty() ? count : made.back()));
  }
  for (int i = 1; i < 3000; ++i) EXPECT_EQ(types.vector(made[size_t(i) - 1]), made[size_t(i)]);
}

TEST_F(TypeTest, FindsFieldsInSmallAndLargeRecords) {
  RecordType* r = types.record("Wide");
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("field_" + std::to_string(i));
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(r->find(names[size_t(i)]), -1);
    r->add({names[size_t(i)], count});
    EXPECT_EQ(r->find(names[size_t(i)]), i);
  }
  for (int i = 0; i < 100; ++i) EXPECT_EQ(r->find(names[size_t(i)]), i);
  EXPECT_EQ(r->find("nothing"), -1);
}

TEST_F(TypeTest, KnowsEnumLabels) {
  EnumType* e = types.enumeration("Log::ID");
  e->add("Log::UNKNOWN", 0);
  e->add("Conn::LOG", 1);
  e->add("X", 100);
  e->add("Y", -3);
  e->add("X_AGAIN", 100);
  EXPECT_EQ(e->label_of(1), "Conn::LOG");
  EXPECT_EQ(e->label_of(100), "X");
  EXPECT_EQ(e->label_of(-3), "Y");
  EXPECT_EQ(e->label_of(2), "");
  ASSERT_NE(e->find("GLOBAL::X"), nullptr);
  EXPECT_EQ(e->find("GLOBAL::X")->value, 100);
  EXPECT_EQ(e->find("LOG"), nullptr);
  EXPECT_EQ(e->next_value, 101);
}

// Types that lead to the same ones on 2^60 ways.
TEST_F(TypeTest, ComparesSharedPartsOnce) {
  const Type* chains[2] = {count, count};
  for (int i = 0; i < 60; ++i)
    for (const Type*& last : chains) {
      RecordType* next = types.record("");
      next->add({"x", last});
      next->add({"y", last});
      last = next;
    }
  EXPECT_TRUE(same_type(chains[0], chains[1]));
  RecordType* other = types.record("");
  other->add({"x", chains[0]});
  other->add({"y", count});
  RecordType* like = types.record("");
  like->add({"x", chains[1]});
  like->add({"y", string});
  EXPECT_FALSE(same_type(other, like));
}

TEST_F(TypeTest, SpellsTypesAsZeekDoes) {
  EnumType* color = types.enumeration("color");
  RecordType* r = types.record("");
  r->add({"c", count});
  r->add({"s", string});
  EXPECT_EQ(to_string(set_of({port, string})), "set[port,string]");
  EXPECT_EQ(to_string(table_of({string}, table_of({addr, port}, string))),
            "table[string] of table[addr,port] of string");
  EXPECT_EQ(to_string(types.vector(types.vector(string))), "vector of vector of string");
  EXPECT_EQ(to_string(r), "record { c:count; s:string; }");
  EXPECT_EQ(to_string(types.record("")), "record {  }");
  EXPECT_EQ(to_string(color), "color");
  EXPECT_EQ(to_string(basic(TypeKind::kFile)), "file of string");
  EXPECT_EQ(to_string(types.opaque("md5")), "opaque of md5");
  std::vector<Parameter> ps{{"aa", basic(TypeKind::kInt)}, {"bb", basic(TypeKind::kInt)}};
  EXPECT_EQ(to_string(types.function(Flavor::kFunction, ps, basic(TypeKind::kBool))),
            "function(aa:int, bb:int) : bool");
  EXPECT_EQ(to_string(types.function(Flavor::kFunction, {}, basic(TypeKind::kVoid))),
            "function() : void");
  EXPECT_EQ(to_string(types.function(Flavor::kEvent, {}, basic(TypeKind::kVoid))), "event()");
  EXPECT_EQ(to_string(types.function(Flavor::kHook, {}, basic(TypeKind::kBool))), "hook() : bool");
}

TEST_F(TypeTest, SpellsNamedRecordsBothWays) {
  RecordType* tt = types.record("tt");
  tt->add({"a", count});
  EnumType* color = types.enumeration("color");
  EXPECT_EQ(to_string(tt), "tt");
  EXPECT_EQ(type_name(tt), "record { a:count; }");
  EXPECT_EQ(type_name(set_of({tt})), "set[tt]");
  EXPECT_EQ(field_type_name(set_of({basic(TypeKind::kDouble), tt})), "set[double,record tt]");
  EXPECT_EQ(field_type_name(color), "enum color");
  EXPECT_EQ(type_name(color), "color");
}

TEST_F(TypeTest, ComparesRecordsByStructureAlsoRecursiveOnes) {
  RecordType* a = types.record("A");
  RecordType* b = types.record("B");
  a->add({"next", a, kFieldOptional});
  b->add({"next", b, kFieldOptional});
  EXPECT_TRUE(same_type(a, b));
  b->add({"n", count});
  EXPECT_FALSE(same_type(a, b));
  a->add({"n", count, kFieldOptional});
  EXPECT_FALSE(same_type(a, b));
  EXPECT_FALSE(same_type(set_of({a}), set_of({b})));
  EXPECT_TRUE(same_type(set_of({a}), set_of({a})));
  EXPECT_FALSE(same_type(types.enumeration("E"), types.enumeration("F")));
}

TEST_F(TypeTest, NamesOnlyWhatHasNoName) {
  RecordType* r = types.record("");
  types.name_type(r, "First");
  types.name_type(r, "Second");
  EXPECT_EQ(r->name, "First");
  types.name_type(count, "Number");
  EXPECT_EQ(to_string(count), "count");
}

TEST_F(TypeTest, TellsPlainFromManaged) {
  EXPECT_TRUE(port->plain());
  EXPECT_TRUE(basic(TypeKind::kInterval)->plain());
  EXPECT_TRUE(types.enumeration("E")->plain());
  EXPECT_TRUE(addr->managed());
  EXPECT_TRUE(basic(TypeKind::kAny)->managed());
  EXPECT_FALSE(basic(TypeKind::kVoid)->managed());
}

}  // namespace
}  // namespace avocet
