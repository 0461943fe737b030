#include "value/value.h"

#include "value/hash_key.h"
#include "value/pattern.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class ValueTest : public World {};

TEST_F(ValueTest, KeepsIpv4InTheSlot) {
  Value a = ip("10.1.2.3");
  EXPECT_TRUE(a.is_inline());
  EXPECT_EQ(address_of(a).to_string(), "10.1.2.3");
  Value zero = ip("0.0.0.0");
  EXPECT_FALSE(zero.is_null());
  EXPECT_EQ(address_of(zero).to_string(), "0.0.0.0");
  Value v6 = ip("2001:db8::1");
  EXPECT_FALSE(v6.is_inline());
  EXPECT_EQ(address_of(v6).to_string(), "2001:db8::1");
  release(v6);
  EXPECT_EQ(address_of(make_v4_address(0x7f000001)).to_string(), "127.0.0.1");
}

TEST_F(ValueTest, KeepsIpv4SubnetsInTheSlot) {
  for (const char* text : {"10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32"}) {
    Value v = net(text);
    EXPECT_TRUE(v.is_inline()) << text;
    EXPECT_EQ(prefix_of(v).to_string(), text);
  }
  for (const char* text : {"fe80::/10", "::/0"}) {
    Value v = net(text);
    EXPECT_FALSE(v.is_inline()) << text;
    EXPECT_EQ(prefix_of(v).to_string(), text);
    release(v);
  }
}

TEST_F(ValueTest, AppendsInPlaceOnlyWhileAlone) {
  String* s = make_string(heap, "abc");
  String* shared = s;
  retain(shared);
  String* t = take_append(heap, s, "def");
  EXPECT_NE(t, shared);
  EXPECT_EQ(shared->view(), "abc");
  EXPECT_EQ(t->view(), "abcdef");
  String* grown = t;
  for (int i = 0; i < 1000; ++i) grown = take_append(heap, grown, "x");
  EXPECT_EQ(grown->size, 1006u);
  EXPECT_EQ(grown->data[1006], '\0');
  release(grown);
  release(shared);
}

TEST_F(ValueTest, AppendsAStringToItself) {
  String* s = make_string(heap, "0123456789012345678901234567890123456789");
  for (int i = 0; i < 6; ++i) s = take_append(heap, s, s->view());
  EXPECT_EQ(s->size, 40u * 64);
  EXPECT_EQ(s->view().substr(40 * 63), "0123456789012345678901234567890123456789");
  release(s);
}

TEST_F(ValueTest, AppendingAmortises) {
  String* s = make_string(heap, "");
  int moves = 0;
  for (int i = 0; i < 100000; ++i) {
    String* before = s;
    s = take_append(heap, s, "ab");
    moves += s != before;
  }
  EXPECT_LT(moves, 60);
  EXPECT_EQ(s->size, 200000u);
  release(s);
}

TEST_F(ValueTest, HashesTextByContentAndForgetsWhenAppending) {
  Value a = str("hello world");
  Value b = str("hello world");
  EXPECT_EQ(string_hash(a.string()), string_hash(b.string()));
  uint32_t before = string_hash(a.string());
  a = Value::of(take_append(heap, a.string(), "!"));
  EXPECT_NE(string_hash(a.string()), before);
  release(a);
  release(b);
  // Every length and every byte counts.
  std::vector<uint64_t> seen;
  std::string text;
  for (int i = 0; i < 70; ++i) {
    seen.push_back(hash_text(text));
    text += 'a';
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST_F(ValueTest, FreesLongListsWithoutRecursion) {
  RecordType* node = types.record("Node");
  node->add({"next", node, kFieldOptional});
  RecordShape shape;
  shape.type = node;
  finish_shape(shape);
  Record* head = make_record(heap, shape);
  for (int i = 0; i < 300000; ++i) {
    Record* r = make_record(heap, shape);
    r->set(0, Value::of(head));
    head = r;
  }
  release(head);
}

TEST_F(ValueTest, FreesWideAndDeepStructures) {
  const VectorType* inner = types.vector(t_any);
  Vector* v = make_vector(heap, inner);
  for (int i = 0; i < 1000; ++i) {
    Vector* child = make_vector(heap, inner);
    push(heap, child, box(t_string, str("leaf")));
    push(heap, v, box(inner, Value::of(child)));
  }
  release(v);
}

TEST_F(ValueTest, CountsNothingOfImmortals) {
  Value s = str("forever");
  make_immortal(t_string, s);
  EXPECT_NE(s.string()->hash, 0u);
  release(s);
  release(s);
  EXPECT_EQ(s.string()->view(), "forever");
  EXPECT_TRUE(s.object->immortal());
  // Give it back after all, so that the heap is empty.
  s.object->refs = 1;
  release(s);
}

struct Counter : Opaque {
  Counter(const OpaqueType* t, int& d) : Opaque(t), destroyed(d) {}
  ~Counter() override {
    ++destroyed;
    release(held);
  }
  size_t byte_size() const override { return sizeof(*this); }
  Opaque* clone(Heap& heap) const override { return make_object<Counter>(heap, type, destroyed); }
  int& destroyed;
  Value held = Value::null();
};

TEST_F(ValueTest, DestroysOpaquesOnceAtTheLatestWithTheHeap) {
  int destroyed = 0;
  {
    Heap other;
    auto* one = make_object<Counter>(other, types.opaque("counter"), destroyed);
    auto* two = make_object<Counter>(other, types.opaque("counter"), destroyed);
    auto* three = make_object<Counter>(other, types.opaque("counter"), destroyed);
    one->held = Value::of(two);  // they hold each other: only the heap can end them
    two->held = Value::of(one);
    EXPECT_EQ(to_string(three->type, Value::of(three)), "<opaque of counter>");
    release(three);
    EXPECT_EQ(destroyed, 1);
  }
  EXPECT_EQ(destroyed, 3);
}

TEST_F(ValueTest, KeepsPatternsOfCyclesFromLeaking) {
  // LeakSanitizer is the judge.
  Heap other;
  Pattern* p = make_pattern(other, "abc");
  EXPECT_TRUE(matches_exactly(p, "abc"));
}

TEST_F(ValueTest, OwnedReleasesOnce) {
  Owned a(str("x"));
  Owned b(std::move(a));
  EXPECT_TRUE(a.get().is_null());
  a = std::move(b);
  Value v = a.take();
  EXPECT_EQ(v.object->refs, 1u);
  release(v);
}

}  // namespace
}  // namespace avocet
