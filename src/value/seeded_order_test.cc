#include "value/seeded_order.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using Kind = OrderChange::Kind;

// What counts is the product with an odd number that ends in 0x15, of which this is a kind of
// inverse.
uint32_t hash_with_bucket(uint32_t bucket) { return 61 * bucket; }

uint32_t some_hash(uint32_t i) {
  uint32_t mixed = (i + 1) * 2654435761u;
  return mixed ^ mixed >> 13;
}

std::vector<uint32_t> shown(const SeededOrder& order) {
  std::vector<uint32_t> all;
  uint32_t place = 0, entry = 0;
  while (order.next(place, entry)) all.push_back(entry);
  return all;
}

using Entries = std::vector<uint32_t>;

TEST(SeededOrderTest, FollowsTheBuckets) {
  SeededOrder order;
  EXPECT_EQ(shown(order), Entries{});
  for (uint32_t bucket : {5, 2, 7})
    order.apply({Kind::kInsert, bucket, hash_with_bucket(bucket)});  // of two: 1, 0, 1
  EXPECT_EQ(shown(order), (Entries{2, 5, 7}));
}

TEST(SeededOrderTest, WhatMovedWhenTheTableGrewComesLastInItsBucket) {
  SeededOrder order;
  uint32_t entry = 0;
  for (uint32_t bucket : {5, 2, 7, 2})
    order.apply({Kind::kInsert, entry++, hash_with_bucket(bucket)});
  EXPECT_EQ(shown(order), (Entries{0, 3, 1, 2}));
}

TEST(SeededOrderTest, DependsOnWhatWasInsertedAndErased) {
  SeededOrder order;
  for (uint32_t i = 0; i < 40; ++i) order.apply({Kind::kInsert, i, some_hash(i)});
  EXPECT_EQ(shown(order),
            (Entries{5, 12, 36, 3, 13, 38, 25, 26, 20, 31, 7, 27, 18, 10, 0, 11, 19, 22, 6, 15, 37,
                     8, 2,  28, 9, 29, 16, 33, 39, 32, 24, 4, 14, 34, 21, 1, 30, 35, 17, 23}));
  for (uint32_t i : {3, 30, 17, 8, 22, 0}) order.apply({Kind::kErase, i});
  EXPECT_EQ(shown(order),
            (Entries{5,  12, 36, 38, 13, 25, 26, 20, 31, 7,  27, 18, 10, 11, 19, 6,  15,
                     37, 2,  28, 9,  29, 16, 33, 39, 32, 24, 4,  14, 34, 21, 1,  35, 23}));
  SeededOrder copy;
  copy.insert_all(order);
  EXPECT_EQ(shown(copy),
            (Entries{5,  12, 36, 13, 38, 25, 26, 20, 31, 27, 7, 18, 10, 11, 19, 6,  15,
                     37, 2,  28, 29, 9,  16, 33, 39, 32, 14, 4, 24, 34, 21, 1,  35, 23}));
  order.apply({Kind::kClear});
  EXPECT_EQ(shown(order), Entries{});
}

TEST(SeededOrderTest, MovesTheElementsOfLargeTablesLittleByLittle) {
  SeededOrder order;
  for (uint32_t i = 0; i < 5000; ++i) order.apply({Kind::kInsert, i, some_hash(i)});
  for (uint32_t i = 0; i < 5000; i += 3) order.apply({Kind::kErase, i});
  for (uint32_t i = 5000; i < 6000; ++i) order.apply({Kind::kInsert, i, some_hash(i)});
  uint32_t digest = 0;
  for (uint32_t entry : shown(order)) digest = digest * 31 + entry;
  EXPECT_EQ(shown(order).size(), 4333u);
  EXPECT_EQ(digest, 3554339749u);
}

TEST(SeededOrderTest, StandsStillUntilChangesAreAppliedThatWereDeferred) {
  SeededOrder order, changed_at_once;
  for (uint32_t i = 0; i < 4; ++i) {
    order.apply({Kind::kInsert, i, hash_with_bucket(i)});
    changed_at_once.apply({Kind::kInsert, i, hash_with_bucket(i)});
  }
  Entries before = shown(order);
  uint32_t place = 0, entry = 0;
  ASSERT_TRUE(order.next(place, entry));
  for (const OrderChange& change :
       {OrderChange{Kind::kErase, entry}, OrderChange{Kind::kInsert, 4, hash_with_bucket(0)},
        OrderChange{Kind::kErase, 4}, OrderChange{Kind::kInsert, 5, hash_with_bucket(1)}}) {
    order.defer(change);
    changed_at_once.apply(change);
  }
  Entries rest;
  while (order.next(place, entry)) rest.push_back(entry);
  EXPECT_EQ(rest, (Entries{before[1], before[2], before[3], 4, 5}));
  order.apply_deferred();
  EXPECT_EQ(shown(order), shown(changed_at_once));
}

TEST(SeededOrderTest, TakesOverNewNumbersOfEntries) {
  SeededOrder order;
  for (uint32_t i = 0; i < 4; ++i) order.apply({Kind::kInsert, i, hash_with_bucket(i)});
  order.apply({Kind::kErase, 1});
  Entries before = shown(order);
  order.renumber({0, UINT32_MAX, 1, 2});
  for (uint32_t& entry : before) entry -= entry > 1;
  EXPECT_EQ(shown(order), before);
  order.apply({Kind::kErase, 2});
  EXPECT_EQ(shown(order).size(), 2u);
}

}  // namespace
}  // namespace avocet
