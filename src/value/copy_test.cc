#include "value/pattern.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class CopyTest : public World {
 protected:
  void SetUp() override {
    node = types.record("Node");
    node->add({"n", t_count, kFieldOptional});
    node->add({"next", node, kFieldOptional});
    node->add({"any", t_any, kFieldOptional});
    shape.type = node;
    finish_shape(shape);
  }
  Record* make(uint64_t n) {
    Record* r = make_record(heap, shape);
    r->set(0, num(n));
    return r;
  }
  RecordType* node = nullptr;
  RecordShape shape;
};

TEST_F(CopyTest, SharedPartsStayShared) {
  const VectorType* type = types.vector(node);
  Vector* v = make_vector(heap, type);
  Record* r = make(42);
  push(heap, v, retained(Value::of(r)));
  push(heap, v, Value::of(r));
  Owned copy(make_copy(heap, type, Value::of(v)).value);
  Vector* w = copy.get().vector();
  EXPECT_NE(w, v);
  EXPECT_EQ(w->items[0].u, w->items[1].u);
  EXPECT_NE(w->items[0].u, v->items[0].u);
  EXPECT_EQ(shown(type, copy.get()), "[[n=42, next=<uninitialized>, any=<uninitialized>], "
                                     "[n=42, next=<uninitialized>, any=<uninitialized>]]");
  release(v);
}

TEST_F(CopyTest, CyclesStayCycles) {
  Record* r = make(1);
  retain(r);
  r->set(1, Value::of(r));
  Value copy = make_copy(heap, node, Value::of(r)).value;
  EXPECT_NE(copy.record(), r);
  EXPECT_EQ(copy.record()->at(1).record(), copy.record());
  r->clear(1);
  release(r);
  copy.record()->clear(1);
  release(copy);
}

TEST_F(CopyTest, CopiesVeryLongLists) {
  Record* head = make(0);
  for (uint64_t i = 1; i < 200000; ++i) {
    Record* r = make(i);
    r->set(1, Value::of(head));
    head = r;
  }
  Value copy = make_copy(heap, node, Value::of(head)).value;
  EXPECT_EQ(copy.record()->at(1).record()->at(0).u, 199998u);
  release(head);
  EXPECT_EQ(copy.record()->at(0).u, 199999u);
  release(copy);
}

TEST_F(CopyTest, CopiesTablesOfEverything) {
  const TableType* inner = set_type({t_addr, t_port});
  const TableType* type = table_type({t_string}, inner);
  Table* t = make_table(heap, type);
  for (int i = 0; i < 100; ++i) {
    Table* s = make_table(heap, inner);
    put_taking(s, {ip("fe80::1"), Port{80, PortProtocol::kTcp}.value()});
    put_taking(t, {str("key" + std::to_string(i))}, Value::of(s));
  }
  for (int i = 0; i < 100; i += 2) {
    Owned key(str("key" + std::to_string(i)));
    erase_key(t, key.get());
  }
  Value copy = make_copy(heap, type, Value::of(t)).value;
  EXPECT_TRUE(equal(type, copy, Value::of(t)));
  Owned key(str("key7"));
  put_taking(peek_string(copy.table(), key.get().string())->table(), {ip("1.1.1.1"), num(1)});
  EXPECT_FALSE(equal(type, copy, Value::of(t)));
  EXPECT_EQ(shown(type, Value::of(t)).find("1.1.1.1"), std::string::npos);
  release(t);
  release(copy);
}

TEST_F(CopyTest, CopiesBoxesHolesAndClosures) {
  const VectorType* counts = types.vector(t_count);
  Vector* v = make_vector(heap, counts);
  put(heap, v, 3, num(3));
  Value any = box(counts, Value::of(v));
  Value copy = make_copy(heap, t_any, any).value;
  EXPECT_EQ(shown(t_any, copy), "[, , , 3]");
  EXPECT_NE(copy.box()->value.u, any.box()->value.u);
  release(any);
  release(copy);

  const FunctionType* type = types.function(Flavor::kFunction, {}, basic(TypeKind::kVoid));
  const Type* captured[] = {counts};
  Function* f = make_function(heap, 1, type, 1, captured, "f");
  f->captures[0] = Value::of(make_vector(heap, counts));
  Value g = make_copy(heap, type, Value::of(f)).value;
  EXPECT_NE(g.function(), f);
  EXPECT_NE(g.function()->captures[0].u, f->captures[0].u);
  release(f);
  release(g);
}

struct Fixed : Opaque {
  explicit Fixed(const OpaqueType* t) : Opaque(t) {}
  size_t byte_size() const override { return sizeof(*this); }
};

TEST_F(CopyTest, RefusesOpaquesThatCannotBeCopied) {
  const OpaqueType* type = types.opaque("fixed");
  Record* r = make(1);
  r->set(2, box(type, Value::of(make_object<Fixed>(heap, type))));
  r->set(1, Value::of(make(2)));
  CopyResult result = make_copy(heap, node, Value::of(r));
  EXPECT_TRUE(result.value.is_null());
  ASSERT_NE(result.error, nullptr);
  release(r);
}

TEST_F(CopyTest, MakesWholeValuesImmortal) {
  const VectorType* strings = types.vector(t_string);
  Heap other;
  Vector* v = make_vector(other, strings);
  push(other, v, Value::of(make_string(other, "a")));
  make_immortal(strings, Value::of(v));
  EXPECT_TRUE(v->immortal());
  EXPECT_TRUE(v->items[0].object->immortal());
  Value copy = make_copy(heap, strings, Value::of(v)).value;
  EXPECT_FALSE(copy.object->immortal());
  EXPECT_EQ(copy.vector()->items[0].u, v->items[0].u) << "strings are shared";
  release(copy);
}

}  // namespace
}  // namespace avocet
