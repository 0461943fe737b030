#include "value/vector.h"

#include "value/world_test.h"

namespace avocet {
namespace {

class VectorTest : public World {
 protected:
  const VectorType* counts = types.vector(t_count);
  const VectorType* strings = types.vector(t_string);
};

TEST_F(VectorTest, GrowsAndOverwrites) {
  Vector* v = make_vector(heap, counts);
  for (uint64_t i = 0; i < 1000; ++i) push(heap, v, num(i));
  put(heap, v, 500, num(7));
  EXPECT_EQ(v->size, 1000u);
  EXPECT_EQ(v->items[999].u, 999u);
  EXPECT_EQ(v->items[500].u, 7u);
  EXPECT_EQ(v->holes, nullptr);
  release(v);
}

TEST_F(VectorTest, LeavesHolesBeyondTheEnd) {
  Vector* v = make_vector(heap, counts);
  put(heap, v, 2, num(5));
  EXPECT_FALSE(v->is_set(0));
  EXPECT_TRUE(v->is_set(2));
  EXPECT_FALSE(v->is_set(3));
  for (uint32_t i = 3; i < 200; ++i) push(heap, v, num(i));
  EXPECT_FALSE(v->is_set(1));
  EXPECT_TRUE(v->is_set(150));
  put(heap, v, 1, num(0));
  EXPECT_TRUE(v->is_set(1));
  erase(v, 0);
  EXPECT_TRUE(v->is_set(0));
  insert(heap, v, 0, num(9));
  EXPECT_EQ(v->items[0].u, 9u);
  resize(heap, v, 10);
  resize(heap, v, 12);
  EXPECT_TRUE(v->is_set(9));
  EXPECT_FALSE(v->is_set(11));
  push(heap, v, num(1));
  EXPECT_TRUE(v->is_set(12));
  release(v);
}

TEST_F(VectorTest, HolesFollowWhenElementsMove) {
  Vector* v = make_vector(heap, counts);
  put(heap, v, 3, num(3));
  put(heap, v, 5, num(5));
  insert(heap, v, 1, num(1));  // _ 1 _ _ 3 _ 5
  EXPECT_EQ(shown(counts, Value::of(v)), "[, 1, , , 3, , 5]");
  erase(v, 4);
  EXPECT_EQ(shown(counts, Value::of(v)), "[, 1, , , , 5]");
  release(v);
}

TEST_F(VectorTest, OwnsManagedElements) {
  Vector* v = make_vector(heap, strings);
  put(heap, v, 2, str("c"));
  push(heap, v, str("d"));
  put(heap, v, 2, str("cc"));
  EXPECT_EQ(shown(strings, Value::of(v)), "[, , cc, d]");
  insert(heap, v, 1, str("b"));
  erase(v, 0);
  resize(heap, v, 2);
  EXPECT_EQ(shown(strings, Value::of(v)), "[b, ]");
  release(v);
}

}  // namespace
}  // namespace avocet
