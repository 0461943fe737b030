#include "value/record.h"

#include "value/world_test.h"

namespace avocet {
namespace {

class RecordTest : public World {
 protected:
  void SetUp() override {
    seen = types.record("Seen");
    seen->add({"first", t_count});
    seen->add({"hits", t_count, kFieldDefault});
    seen->add({"who", t_string, kFieldOptional});
    seen->add({"ports", set_type({t_port}), kFieldDefault});
    seen->add({"list", types.vector(t_count), kFieldDefault});
    seen->add({"inner", seen, kFieldDefault});
    seen->add({"name", t_string, kFieldDefault});
    shape.type = seen;
    shape.fields.resize(7);
    shape.fields[1] = {.init = FieldInit::kConstant, .value = num(3)};
    shape.fields[3].init = FieldInit::kTable;
    shape.fields[4].init = FieldInit::kVector;
    shape.fields[5].init = FieldInit::kRecord;
    name = str("none");
    shape.fields[6] = {.init = FieldInit::kConstant, .value = name};
    finish_shape(shape);
  }
  void TearDown() override {
    release(name);
    World::TearDown();
  }

  RecordType* seen = nullptr;
  RecordShape shape;
  Value name = Value::null();
};

TEST_F(RecordTest, StartsAsItsShapeSays) {
  Record* r = make_record(heap, shape);
  EXPECT_FALSE(r->has(0));
  EXPECT_TRUE(r->has(1));
  EXPECT_EQ(r->at(1).u, 3u);
  EXPECT_FALSE(r->has(2));
  EXPECT_TRUE(r->has(3));
  EXPECT_FALSE(r->stored(3));
  EXPECT_EQ(r->at(6).string()->view(), "none");
  EXPECT_EQ(name.object->refs, 2u);
  release(r);
  EXPECT_EQ(name.object->refs, 1u);
}

TEST_F(RecordTest, SetsAndClears) {
  Record* r = make_record(heap, shape);
  r->set(0, num(9));
  r->set(2, str("me"));
  r->set(2, str("you"));
  r->set(6, str("other"));
  EXPECT_EQ(r->at(2).string()->view(), "you");
  r->clear(0);
  r->clear(2);
  r->clear(6);
  EXPECT_FALSE(r->has(0));
  EXPECT_FALSE(r->has(2));
  EXPECT_EQ(r->at(6).string()->view(), "none") << "a constant default comes back";
  r->set(1, num(20));
  r->clear(1);
  EXPECT_EQ(r->at(1).u, 3u);
  release(r);
}

TEST_F(RecordTest, MakesLazyFieldsWhenAsked) {
  Record* r = make_record(heap, shape);
  Value ports = make_lazy_field(heap, r, 3);
  EXPECT_TRUE(r->stored(3));
  put_plain(heap, ports.table(), Port{80, PortProtocol::kTcp}.value(), Value::null());
  EXPECT_EQ(r->at(3).table()->size(), 1u);
  make_lazy_field(heap, r, 4);
  Record* inner = make_lazy_field(heap, r, 5).record();
  EXPECT_TRUE(inner->has(5));
  r->clear(3);
  EXPECT_FALSE(r->stored(3));
  EXPECT_TRUE(r->has(3));
  release(r);
}

TEST_F(RecordTest, ShowsLazyFieldsAsTheyWouldBe) {
  RecordType* leaf = types.record("Leaf");
  leaf->add({"n", t_count});
  RecordShape leaf_shape;
  leaf_shape.type = leaf;
  finish_shape(leaf_shape);
  RecordType* holder = types.record("Holder");
  holder->add({"ports", set_type({t_port})});
  holder->add({"list", types.vector(t_count)});
  holder->add({"leaf", leaf});
  RecordShape holder_shape;
  holder_shape.type = holder;
  holder_shape.fields.resize(3);
  holder_shape.fields[0].init = FieldInit::kTable;
  holder_shape.fields[1].init = FieldInit::kVector;
  holder_shape.fields[2].init = FieldInit::kRecord;
  finish_shape(holder_shape);
  Record* r = make_record(heap, holder_shape);
  EXPECT_EQ(shown(holder, Value::of(r)), "[ports={\n\n}, list=[], leaf=[n=<uninitialized>]]");
  EXPECT_FALSE(r->stored(0));
  release(r);
}

TEST_F(RecordTest, ATypeMayContainItselfByDefault) {
  RecordType* twin = types.record("Twin");
  twin->add({"left", twin});
  twin->add({"right", twin});
  RecordShape twin_shape;
  twin_shape.type = twin;
  twin_shape.fields.resize(2);
  twin_shape.fields[0].init = twin_shape.fields[1].init = FieldInit::kRecord;
  finish_shape(twin_shape);
  Owned a(Value::of(make_record(heap, twin_shape)));
  Owned b(Value::of(make_record(heap, twin_shape)));
  EXPECT_NE(shown(twin, a.get()), "");
  EXPECT_TRUE(equal(twin, a.get(), b.get()));
  make_lazy_field(heap, a.get().record(), 0);
  EXPECT_TRUE(equal(twin, a.get(), b.get()));
  EXPECT_EQ(hash_of(twin, a.get()), hash_of(twin, b.get()));
  Heap constants;
  make_immortal(twin, Value::of(make_record(constants, twin_shape)));
}

TEST_F(RecordTest, HandlesMoreThan64Fields) {
  RecordType* wide = types.record("Wide");
  std::vector<std::string> names;
  for (int i = 0; i < 130; ++i) names.push_back("f" + std::to_string(i));
  for (auto& n : names) wide->add({n, t_string, kFieldOptional});
  RecordShape wide_shape;
  wide_shape.type = wide;
  finish_shape(wide_shape);
  Record* r = make_record(heap, wide_shape);
  for (uint32_t i = 0; i < 130; i += 3) r->set(i, str(names[i]));
  for (uint32_t i = 0; i < 130; ++i) EXPECT_EQ(r->has(i), i % 3 == 0);
  CopyResult copy = make_copy(heap, wide, Value::of(r));
  EXPECT_TRUE(equal(wide, Value::of(r), copy.value));
  release(copy.value);
  release(r);
}

TEST_F(RecordTest, KnowsFieldsThatWereAddedLaterAreMissing) {
  Record* old = make_record(heap, shape);
  seen->add({"late", t_count, kFieldOptional});
  finish_shape(shape);
  EXPECT_FALSE(old->has(7));
  Record* fresh = make_record(heap, shape);
  fresh->set(7, num(1));
  EXPECT_TRUE(fresh->has(7));
  release(old);
  release(fresh);
}

}  // namespace
}  // namespace avocet
