// Tables of a world with a key for their order.

#include <algorithm>
#include <random>
#include <set>

#include "value/due_order.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class TableOrderTest : public World {
 protected:
  TableOrderTest() { heap.set_order_key({1, 2}); }

  static std::vector<uint64_t> numbers(Table* t) {
    std::vector<uint64_t> out;
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) out.push_back(entry.keys[0].u);
    return out;
  }
  Table* make_set(std::vector<uint64_t> elements, const TableAttributes* attributes = nullptr) {
    Table* t = make_table(heap, set_type({t_count}), attributes);
    for (uint64_t n : elements) put_plain(heap, t, num(n), Value::null());
    return t;
  }

  const std::vector<uint64_t> few{1, 2, 3, 4, 5, 6, 7, 8};
};

TEST_F(TableOrderTest, IsAnotherThanThatOfInsertionButTheSameEachTime) {
  Table* one = make_set(few);
  Table* two = make_set(few);
  EXPECT_NE(numbers(one), few);
  EXPECT_EQ(numbers(one), numbers(two));
  std::vector<uint64_t> sorted = numbers(one);
  std::ranges::sort(sorted);
  EXPECT_EQ(sorted, few);
  Heap other;
  Table* in_order = make_table(other, set_type({t_count}));
  for (uint64_t n : few) put_plain(other, in_order, num(n), Value::null());
  EXPECT_EQ(numbers(in_order), few);
  for (Table* t : {one, two, in_order}) release(t);
}

TEST_F(TableOrderTest, IsThatOfInsertionIfTheTableSaysSo) {
  TableAttributes ordered;
  ordered.ordered = true;
  Table* t = make_set(few, &ordered);
  EXPECT_EQ(numbers(t), few);
  Table* later = make_set(few);
  set_attributes(later, &ordered);
  EXPECT_EQ(numbers(later), few);
  release(t);
  release(later);
}

TEST_F(TableOrderTest, HoldsTheElementsWhateverHappens) {
  Table* t = make_set({});
  std::set<uint64_t> expected;
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    uint64_t key = random() % (i < 10000 ? 2000 : 300);
    if (random() % 3 != 0) {
      put_plain(heap, t, num(key), Value::null());
      expected.insert(key);
    } else {
      EXPECT_EQ(erase_key(t, num(key)), expected.erase(key) == 1);
    }
    if (i % 1000 != 999) continue;
    std::vector<uint64_t> all = numbers(t);
    EXPECT_EQ(all.size(), expected.size());
    EXPECT_EQ(std::set<uint64_t>(all.begin(), all.end()), expected);
  }
  clear(t);
  EXPECT_EQ(numbers(t), std::vector<uint64_t>{});
  for (uint64_t n : few) put_plain(heap, t, num(n), Value::null());
  Table* fresh = make_set(few);
  EXPECT_EQ(numbers(t), numbers(fresh));
  release(t);
  release(fresh);
}

TEST_F(TableOrderTest, OfACopyIsThatOfInsertingAsTheOriginalIsIterated) {
  Table* t = make_set(few);
  CopyResult copied = make_copy(heap, t->type, Value::of(t));
  Table* inserted = make_set(numbers(t));
  EXPECT_EQ(numbers(copied.value.table()), numbers(inserted));
  put_plain(heap, copied.value.table(), num(9), Value::null());
  put_plain(heap, inserted, num(9), Value::null());
  EXPECT_EQ(numbers(copied.value.table()), numbers(inserted));
  for (Table* each : {t, copied.value.table(), inserted}) release(each);
}

TEST_F(TableOrderTest, OfACopyMadeInALoopIsThatBehindTheLoop) {
  Table* t = make_set(few);
  std::vector<uint64_t> before = numbers(t);
  begin_iteration(t);
  erase_key(t, num(before[0]));
  for (uint64_t n = 100; n < 110; ++n) put_plain(heap, t, num(n), Value::null());
  Table* copied = make_copy(heap, t->type, Value::of(t)).value.table();
  end_iteration(t);
  Table* inserted = make_set(before);
  erase_key(inserted, num(before[0]));
  for (uint64_t n = 100; n < 110; ++n) put_plain(heap, inserted, num(n), Value::null());
  EXPECT_EQ(numbers(copied), numbers(inserted));
  for (uint64_t n = 100; n < 200; ++n) put_plain(heap, copied, num(n), Value::null());
  for (uint64_t n = 100; n < 200; ++n) EXPECT_TRUE(erase_key(copied, num(n)));
  EXPECT_EQ(numbers(copied).size(), few.size() - 1);
  for (Table* each : {t, copied, inserted}) release(each);
}

TEST_F(TableOrderTest, StandsStillWhileTheTableIsIterated) {
  Table* t = make_set(few);
  Table* at_once = make_set(few);
  std::vector<uint64_t> before = numbers(t), seen;
  auto change = [&](Table* table) {
    erase_key(table, num(before[0]));
    erase_key(table, num(before[3]));
    put_plain(heap, table, num(before[0]), Value::null());
    for (uint64_t n = 100; n < 120; ++n) put_plain(heap, table, num(n), Value::null());
  };
  begin_iteration(t);
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(t, position, entry)) {
    seen.push_back(entry.keys[0].u);
    if (seen.size() == 1) change(t);
  }
  end_iteration(t);
  change(at_once);
  std::vector<uint64_t> expected = before;
  expected.erase(expected.begin() + 3);
  expected.push_back(before[0]);  // inserted anew
  for (uint64_t n = 100; n < 120; ++n) expected.push_back(n);
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(numbers(t), numbers(at_once));
  release(t);
  release(at_once);
}

// What the order puts in the place of one that went comes next.
TEST_F(TableOrderTest, DecidesWhichOfTheDueOnesExpireFirst) {
  TableAttributes attributes;
  attributes.expiry = Expiry::kCreate;
  std::vector<uint64_t> many;
  for (uint64_t n = 0; n < 200; ++n) many.push_back(n);
  Table* t = make_set(many, &attributes);
  Table* other = make_set(many);
  auto is_old = [](uint64_t n) { return n % 7 != 2; };
  for (uint64_t n : many) {
    Value key = num(n);
    touch(t, &key, is_old(n) ? 1 : 5);
  }
  std::vector<uint64_t> expected, taken;
  for (size_t rank = 0; rank < other->size();) {
    uint64_t n = numbers(other)[rank];
    if (!is_old(n)) {
      ++rank;
      continue;
    }
    expected.push_back(n);
    erase_key(other, num(n));
  }
  std::vector<uint64_t> at_first = numbers(t);
  std::erase_if(at_first, [&](uint64_t n) { return !is_old(n); });
  EXPECT_NE(expected, at_first);
  DueWalk walk;
  TableEntry entry;
  while (walk.lead(t, [](double date) { return date <= 1; })) {
    ASSERT_TRUE(peek_expired(t, 10, 12, entry));
    taken.push_back(entry.keys[0].u);
    erase_key(t, entry.keys[0]);
  }
  EXPECT_EQ(taken, expected);
  EXPECT_EQ(numbers(t), numbers(other));
  release(t);
  release(other);
}

TEST_F(TableOrderTest, GivesThoseThatStayOneTurn) {
  TableAttributes attributes;
  attributes.expiry = Expiry::kCreate;
  Table* t = make_set(few, &attributes);
  std::vector<uint64_t> led;
  DueWalk walk;
  TableEntry entry;
  while (walk.lead(t, [](double) { return true; })) {
    ASSERT_TRUE(peek_expired(t, 10, 1000, entry));
    led.push_back(entry.keys[0].u);
  }
  EXPECT_EQ(led, numbers(t));
  release(t);
}

}  // namespace
}  // namespace avocet
