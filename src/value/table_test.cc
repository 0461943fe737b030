#include "value/table.h"

#include <deque>
#include <limits>
#include <map>
#include <random>

#include "value/own_attribute.h"
#include "value/pattern.h"
#include "value/set_algebra.h"
#include "value/table_store.h"
#include "value/world_test.h"

namespace avocet {
namespace {

class TableTest : public World {
 protected:
  const TableType* counts = types.table(std::vector<const Type*>{t_count}, t_count);
  const TableType* strings = types.table(std::vector<const Type*>{t_string}, t_string);

  std::string keys_of(Table* t) {
    std::string out;
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) {
      if (!out.empty()) out += ' ';
      append(out, t->type->keys[0], entry.keys[0]);
    }
    return out;
  }
};

TEST_F(TableTest, PutsFindsAndErases) {
  Table* t = make_table(heap, counts);
  EXPECT_EQ(peek_plain(t, num(1)), nullptr);
  EXPECT_FALSE(erase_key(t, num(1)));
  EXPECT_TRUE(put_plain(heap, t, num(1), num(10)));
  EXPECT_FALSE(put_plain(heap, t, num(1), num(11)));
  EXPECT_EQ(peek_plain(t, num(1))->u, 11u);
  EXPECT_TRUE(erase_key(t, num(1)));
  EXPECT_EQ(t->size(), 0u);
  EXPECT_EQ(peek_plain(t, num(1)), nullptr);
  release(t);
}

TEST_F(TableTest, IteratesInInsertionOrder) {
  Table* t = make_table(heap, counts);
  for (uint64_t i = 0; i < 20; ++i) put_plain(heap, t, num((i * 7) % 20), num(i));
  erase_key(t, num(7));
  put_plain(heap, t, num(7), num(0));
  put_plain(heap, t, num(14), num(1));
  EXPECT_EQ(keys_of(t), "0 14 1 8 15 2 9 16 3 10 17 4 11 18 5 12 19 6 13 7");
  release(t);
}

TEST_F(TableTest, AgreesWithAMapUnderRandomOperations) {
  std::mt19937_64 random(7);
  for (uint64_t range : {6u, 40u, 3000u}) {
    Table* t = make_table(heap, counts);
    std::map<uint64_t, uint64_t> model;
    for (int i = 0; i < 30000; ++i) {
      uint64_t key = random() % range;
      switch (random() % 4) {
      case 0:
      case 1:
        ASSERT_EQ(put_plain(heap, t, num(key), num(uint64_t(i))),
                  model.insert_or_assign(key, i).second);
        break;
      case 2: ASSERT_EQ(erase_key(t, num(key)), model.erase(key) == 1); break;
      default: {
        Value* found = peek_plain(t, num(key));
        ASSERT_EQ(found != nullptr, model.contains(key));
        if (found != nullptr) {
          ASSERT_EQ(found->u, model[key]);
        }
      }
      }
      ASSERT_EQ(t->size(), model.size());
    }
    size_t visited = 0;
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) {
      ++visited;
      ASSERT_EQ(entry.value->u, model.at(entry.keys[0].u));
    }
    EXPECT_EQ(visited, model.size());
    clear(t);
    EXPECT_EQ(t->size(), 0u);
    EXPECT_EQ(peek_plain(t, num(1)), nullptr);
    release(t);
  }
}

TEST_F(TableTest, AgreesWithAMapForStringsAndComposites) {
  std::mt19937_64 random(8);
  const TableType* pairs = table_type({t_addr, t_string}, t_string);
  Table* s = make_table(heap, strings);
  Table* p = make_table(heap, pairs);
  std::map<std::string, std::string> model;
  for (int i = 0; i < 20000; ++i) {
    std::string key = "key" + std::to_string(random() % 700);
    std::vector<Value> pair{ip(random() % 2 ? "1.2.3.4" : "fe80::1"), str(key)};
    std::string pair_key = key + (pair[0].is_inline() ? "4" : "6");
    Value found_value = Value::null();
    Owned k(str(key));
    if (random() % 3 == 0) {
      bool there = model.erase(key) == 1;
      ASSERT_EQ(erase_key(s, k.get()), there);
    } else {
      model[key] = pair_key;
      put_string(heap, s, k.get().string(), str(pair_key));
      put(heap, p, pair.data(), str(pair_key));
    }
    Value* found = peek_value(p, pair.data());
    if (found != nullptr) {
      ASSERT_EQ(found->string()->view(), pair_key);
      if (random() % 2) {
        ASSERT_TRUE(erase(p, pair.data(), &found_value));
        ASSERT_EQ(found_value.string()->view(), pair_key);
        release(found_value);
      }
    }
    release(pair[0]);
    release(pair[1]);
  }
  ASSERT_EQ(s->size(), model.size());
  for (const auto& [key, value] : model) {
    Owned k(str(key));
    ASSERT_NE(peek_string(s, k.get().string()), nullptr);
    ASSERT_EQ(peek_string(s, k.get().string())->string()->view(), value);
  }
  release(s);
  release(p);
}

TEST_F(TableTest, SurvivesChangesWhileIterating) {
  Table* t = make_table(heap, counts);
  for (uint64_t i = 0; i < 1000; ++i) put_plain(heap, t, num(i), num(i));
  begin_iteration(t);
  uint32_t position = 0;
  TableEntry entry;
  std::vector<uint64_t> seen;
  while (next_entry(t, position, entry)) {
    uint64_t key = entry.keys[0].u;
    seen.push_back(key);
    if (key < 1000) {
      erase_key(t, num(key));
      if (key % 2 == 0) erase_key(t, num(key + 1));
      if (key % 10 == 0) put_plain(heap, t, num(5000 + key), num(0));
    }
  }
  end_iteration(t);
  EXPECT_EQ(seen.size(), 600u) << "every second one, and those inserted meanwhile";
  EXPECT_EQ(t->size(), 100u);
  EXPECT_EQ(peek_plain(t, num(5990))->u, 0u);
  release(t);
}

// As a script does that takes whatever comes first, puts some back, and begins anew.
TEST_F(TableTest, GivesTheFirstEntryWhateverWasTakenBefore) {
  std::mt19937_64 random(11);
  Table* t = make_table(heap, counts);
  std::deque<uint64_t> model;
  uint64_t next = 0;
  for (int i = 0; i < 20000; ++i) {
    // Grows, shrinks to nothing, and grows again.
    bool adds = random() % 8 < (i / 4000 % 2 == 0 ? 5u : 3u);
    if (adds) {
      put_plain(heap, t, num(next), num(next));
      model.push_back(next++);
    } else if (random() % 4 == 0 && model.size() > 2) {
      erase_key(t, num(model[1]));
      model.erase(model.begin() + 1);
    }
    uint32_t position = 0;
    TableEntry entry;
    bool found = next_entry(t, position, entry);
    ASSERT_EQ(found, !model.empty());
    if (!found || adds) continue;
    ASSERT_EQ(entry.keys[0].u, model.front());
    erase_key(t, num(model.front()));
    model.pop_front();
  }
  release(t);
}

TEST_F(TableTest, ClearsWhileIterating) {
  Table* t = make_table(heap, counts);
  for (uint64_t i = 0; i < 100; ++i) put_plain(heap, t, num(i), num(i));
  begin_iteration(t);
  uint32_t position = 0;
  TableEntry entry;
  ASSERT_TRUE(next_entry(t, position, entry));
  clear(t);
  EXPECT_FALSE(next_entry(t, position, entry));
  put_plain(heap, t, num(3), num(3));
  EXPECT_TRUE(next_entry(t, position, entry));
  EXPECT_EQ(entry.keys[0].u, 3u);
  end_iteration(t);
  EXPECT_EQ(t->size(), 1u);
  release(t);
}

TEST_F(TableTest, GivesMemoryBackAfterMassDeletion) {
  Table* t = make_table(heap, counts);
  for (uint64_t i = 0; i < 50000; ++i) put_plain(heap, t, num(i), num(i));
  size_t full = store_bytes(t);
  for (uint64_t i = 0; i < 49990; ++i) erase_key(t, num(i));
  EXPECT_LT(store_bytes(t), full / 100);
  EXPECT_EQ(keys_of(t), "49990 49991 49992 49993 49994 49995 49996 49997 49998 49999");
  for (uint64_t i = 49990; i < 50000; ++i) erase_key(t, num(i));
  EXPECT_EQ(t->size(), 0u);
  release(t);
}

TEST_F(TableTest, DoesNotGrowUnderSteadyChurn) {
  Table* t = make_table(heap, counts);
  for (uint64_t i = 0; i < 100; ++i) put_plain(heap, t, num(i), num(i));
  size_t before = store_bytes(t);
  for (uint64_t i = 0; i < 100000; ++i) {
    erase_key(t, num(i));
    put_plain(heap, t, num(i + 100), num(i));
  }
  EXPECT_LE(store_bytes(t), before * 3);
  release(t);
}

TEST_F(TableTest, TreatsBothZeroesAndNanAsOneKey) {
  const TableType* doubles = set_type({t_double});
  Table* t = make_table(heap, doubles);
  Value minus = Value::of_double(-0.0);
  Value plus = Value::of_double(0.0);
  EXPECT_TRUE(put_plain(heap, t, minus, Value::null()));
  EXPECT_FALSE(put_plain(heap, t, plus, Value::null()));
  EXPECT_TRUE(contains(t, &minus));
  release(t);
}

TEST_F(TableTest, CopiesMutableKeys) {
  RecordType* r = types.record("R");
  r->add({"b", set_type({t_count}), kFieldOptional});
  RecordShape shape;
  shape.type = r;
  finish_shape(shape);
  Table* inner = make_table(heap, set_type({t_count}));
  for (uint64_t n : {1, 3, 5}) put_plain(heap, inner, num(n), Value::null());
  Record* key = make_record(heap, shape);
  key->set(0, Value::of(inner));
  Table* t = make_table(heap, set_type({r}));
  Value slot = Value::of(key);
  put(heap, t, &slot, Value::null());
  put_plain(heap, inner, num(7), Value::null());
  EXPECT_FALSE(contains(t, &slot));
  // Another order, the same set.
  erase_key(inner, num(7));
  erase_key(inner, num(1));
  put_plain(heap, inner, num(1), Value::null());
  EXPECT_TRUE(contains(t, &slot));
  EXPECT_TRUE(erase(t, &slot));
  release(t);
  release(key);
}

TEST_F(TableTest, ShortPrefixesHoldBothFamilies) {
  Table* t = make_table(heap, table_type({t_subnet}, t_count));
  auto longest = [&](const char* address) {
    Value* v = peek_longest_prefix(t, host_prefix(*IpAddress::parse(address)));
    return v == nullptr ? -1 : int(v->u);
  };
  put_taking(t, {net("::/0")}, num(0));
  put_taking(t, {net("4000::/2")}, num(1));
  put_taking(t, {net("0.0.0.0/0")}, num(2));
  put_taking(t, {net("::/90")}, num(3));
  EXPECT_EQ(longest("10.0.0.1"), 2);
  EXPECT_EQ(longest("4001::1"), 1);
  EXPECT_EQ(longest("fe80::1"), 0);
  EXPECT_EQ(longest("::1"), 3);
  for (const char* text : {"0.0.0.0/0", "4000::/2"}) {
    Owned key(net(text));
    Value slot = key.get();
    EXPECT_TRUE(erase(t, &slot));
  }
  EXPECT_EQ(longest("10.0.0.1"), 0);
  EXPECT_EQ(longest("4001::1"), 0);
  release(t);
}

// Beside a search through all of them, also when many were removed.
TEST_F(TableTest, FindsOnePrefixOfMany) {
  Table* t = make_table(heap, table_type({t_subnet}, t_count));
  std::vector<Prefix> all;
  uint32_t random = 1;
  for (uint64_t i = 0; i < 600; ++i) {
    random = random * 1664525 + 1013904223;
    Prefix one = *Prefix::parse(IpAddress::v4(random & 0xc00f'ff00).to_string() + "/" +
                                std::to_string(i % 33));
    if (std::find(all.begin(), all.end(), one) != all.end()) continue;
    all.push_back(one);
    put_taking(t, {net(one.to_string().c_str())}, num(i));
  }
  for (size_t left : {all.size(), all.size() / 2, size_t{3}, size_t{0}}) {
    for (; all.size() > left; all.pop_back()) {
      Owned key(net(all.back().to_string().c_str()));
      Value slot = key.get();
      EXPECT_TRUE(erase(t, &slot));
    }
    for (uint32_t i = 0; i < 2000; ++i) {
      random = random * 1664525 + 1013904223;
      IpAddress address = IpAddress::v4(random & 0xc00f'ff01);
      bool is_held = std::any_of(all.begin(), all.end(),
                                 [&](const Prefix& one) { return one.contains(address); });
      EXPECT_EQ(peek_longest_prefix(t, host_prefix(address)) != nullptr, is_held) << left;
    }
  }
  release(t);
}

TEST_F(TableTest, FindsLongestPrefixes) {
  const TableType* nets = table_type({t_subnet}, t_count);
  Table* t = make_table(heap, nets);
  EXPECT_EQ(peek_longest_prefix(t, host_prefix(*IpAddress::parse("10.0.0.1"))), nullptr);
  int n = 0;
  for (const char* text :
       {"10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "fe80::/10", "10.1.2.0/24"})
    put_taking(t, {net(text)}, num(uint64_t(n++)));
  auto longest = [&](const char* address) {
    Value* v = peek_longest_prefix(t, host_prefix(*IpAddress::parse(address)));
    return v == nullptr ? -1 : int(v->u);
  };
  EXPECT_EQ(longest("10.9.9.9"), 0);
  EXPECT_EQ(longest("10.1.9.9"), 1);
  EXPECT_EQ(longest("11.1.9.9"), 2);
  EXPECT_EQ(longest("10.1.2.3"), 3);
  EXPECT_EQ(longest("10.1.2.4"), 5);
  EXPECT_EQ(longest("fe80::1"), 4);
  EXPECT_EQ(longest("2001::1"), -1);
  EXPECT_EQ(peek_longest_prefix(t, *Prefix::parse("10.1.0.0/17"))->u, 1u);
  EXPECT_EQ(peek_longest_prefix(t, *Prefix::parse("fe80::/9")), nullptr);
  std::vector<uint32_t> all = covering_entries(t, host_prefix(*IpAddress::parse("10.1.2.3")));
  std::string shown_all;
  for (uint32_t position : all) {
    TableEntry entry;
    ASSERT_TRUE(entry_at(t, position, entry));
    shown_all += shown(t_subnet, entry.keys[0]) + " ";
  }
  EXPECT_EQ(shown_all, "10.1.2.3/32 10.1.2.0/24 10.1.0.0/16 10.0.0.0/8 0.0.0.0/0 ");
  Value gone = net("10.1.2.0/24");
  erase(t, &gone);
  EXPECT_EQ(longest("10.1.2.4"), 1);
  release(t);
}

TEST_F(TableTest, MatchesPatternsTogether) {
  Table* t = make_table(heap, table_type({t_pattern}, t_count));
  EXPECT_TRUE(matching_entries(t, "foo").empty());
  auto add = [&](const char* text, uint64_t n, PatternFlags flags = {}) {
    put_taking(t, {Value::of(make_pattern(heap, text, flags))}, num(n));
  };
  auto matches = [&](std::string_view text) {
    std::string out;
    for (uint32_t position : matching_entries(t, text)) {
      TableEntry entry;
      EXPECT_TRUE(entry_at(t, position, entry));
      out += std::to_string(entry.value->u) + " ";
    }
    return out;
  };
  add("foo", 1);
  EXPECT_EQ(matches("foo"), "1 ");
  EXPECT_EQ(matches("foox"), "");
  add("bar", 2);
  add("(foo|bletch)", 3);
  EXPECT_EQ(matches("foo"), "1 3 ");
  add("dog.*cat", 5);
  add("dog.*cat", 6, {.single_line = true});
  add("dog.*cat", 7, {.ignore_case = true});
  EXPECT_EQ(matches("dog\ncat"), "6 ");
  EXPECT_EQ(matches("dogmousecat"), "5 6 7 ");
  EXPECT_EQ(matches("dogmouseCat"), "7 ");
  Value key = Value::of(make_pattern(heap, "(foo|bletch)"));
  erase(t, &key);
  release(key);
  EXPECT_EQ(matches("foo"), "1 ");
  EXPECT_TRUE(matches_any_entry(t, "bar"));
  CopyResult copied = make_copy(heap, t->type, Value::of(t));
  clear(t);
  EXPECT_EQ(matches("foo"), "");
  EXPECT_EQ(matching_entries(copied.value.table(), "foo").size(), 1u);
  release(copied.value);
  release(t);
}

class ExpiryTest : public TableTest {
 protected:
  TableAttributes attributes{.expiry = Expiry::kWrite};
};

TEST_F(ExpiryTest, KeepsTheOldestAtTheHead) {
  Table* t = make_table(heap, counts, &attributes);
  EXPECT_EQ(next_expiry(t, 10), std::numeric_limits<double>::infinity());
  for (uint64_t i = 0; i < 100; ++i) {
    put_plain(heap, t, num(i), num(i));
    touch_last(t, 100.0 + double(i));
  }
  EXPECT_EQ(next_expiry(t, 10), 110.0);
  Value zero = num(0);
  touch(t, &zero, 300);
  EXPECT_EQ(next_expiry(t, 10), 111.0);
  TableEntry entry;
  EXPECT_FALSE(peek_expired(t, 10, 110.5, entry));
  ASSERT_TRUE(peek_expired(t, 10, 111, entry));
  EXPECT_EQ(entry.keys[0].u, 1u);
  postpone_expired(t, 10, 111, 50);  // due at 161, between 151 and 152
  for (uint64_t expected = 2; expected <= 51; ++expected) {
    ASSERT_TRUE(peek_expired(t, 10, 1000, entry));
    EXPECT_EQ(entry.keys[0].u, expected);
    erase_key(t, num(expected));
  }
  ASSERT_TRUE(peek_expired(t, 10, 1000, entry));
  EXPECT_EQ(entry.keys[0].u, 1u) << "the postponed one";
  int left = 0;
  while (peek_expired(t, 10, 1000, entry)) {
    erase_key(t, num(entry.keys[0].u));
    ++left;
  }
  EXPECT_EQ(left, 50);
  EXPECT_EQ(t->size(), 0u);
  release(t);
}

// What an &expire_func keeps for long must not keep what comes later.
TEST_F(ExpiryTest, KeepsNothingBehindWhatWasPostponed) {
  Table* t = make_table(heap, counts, &attributes);
  auto write = [&](uint64_t key, double now) {
    put_plain(heap, t, num(key), num(key));
    touch_last(t, now);
  };
  write(1, 100);
  postpone_expired(t, 10, 110, 1000);
  write(2, 111);
  write(3, 112);
  postpone_expired(t, 10, 121, 500);
  EXPECT_EQ(next_expiry(t, 10), 122.0);
  write(1, 113);  // is among the others again
  for (double due : {122.0, 123.0, 621.0}) {
    EXPECT_EQ(next_expiry(t, 10), due);
    TableEntry entry;
    ASSERT_TRUE(peek_expired(t, 10, due, entry));
    erase_key(t, num(entry.keys[0].u));
  }
  EXPECT_EQ(next_expiry(t, 10), std::numeric_limits<double>::infinity());
  release(t);
}

TEST_F(ExpiryTest, SurvivesGrowthCompactionAndCopies) {
  Table* t = make_table(heap, counts, &attributes);
  std::mt19937 random(3);
  double now = 1;
  for (int i = 0; i < 5000; ++i, now += 1) {
    uint64_t key = random() % 200;
    if (random() % 3 == 0) {
      erase_key(t, num(key));
    } else {
      put_plain(heap, t, num(key), num(key));
      touch_last(t, now);
    }
  }
  CopyResult copy = make_copy(heap, counts, Value::of(t));
  for (Table* each : {t, copy.value.table()}) {
    size_t size = each->size();
    double last = 0;
    TableEntry entry;
    for (size_t i = 0; i < size; ++i) {
      double due = next_expiry(each, 0);
      EXPECT_GE(due, last);
      last = due;
      ASSERT_TRUE(peek_expired(each, 0, now, entry));
      erase_key(each, entry.keys[0]);
    }
    EXPECT_EQ(each->size(), 0u);
    release(each);
  }
}

TEST_F(ExpiryTest, MayStartLater) {
  Table* t = make_table(heap, strings);
  for (int i = 0; i < 30; ++i) put_taking(t, {str(std::to_string(i))}, str("v"));
  set_attributes(t, &attributes);
  EXPECT_EQ(t->size(), 30u);
  Owned key(str("17"));
  EXPECT_EQ(peek_string(t, key.get().string())->string()->view(), "v");
  touch_last(t, 50);
  EXPECT_EQ(next_expiry(t, 1), 1.0);
  set_attributes(t, nullptr);
  EXPECT_NE(peek_string(t, key.get().string()), nullptr);
  EXPECT_EQ(next_expiry(t, 1), std::numeric_limits<double>::infinity());
  release(t);
}

class SetTest : public TableTest {
 protected:
  const TableType* type = set_type({t_count});
  Table* of(std::initializer_list<uint64_t> members) {
    Table* t = make_table(heap, type);
    for (uint64_t m : members) put_plain(heap, t, num(m), Value::null());
    return t;
  }
  bool is(Table* t, std::initializer_list<uint64_t> members) {
    Owned other(Value::of(of(members)));
    return equal(type, Value::of(t), other.get());
  }
};

TEST_F(SetTest, CombinesSets) {
  Table* a = of({1, 5, 7, 9, 8, 14});
  Table* b = of({1, 7, 9, 2});
  Table* both = make_union(heap, a, b, 0);
  Table* common = make_intersection(heap, a, b, 0);
  Table* rest = make_difference(heap, a, b, 0);
  EXPECT_TRUE(is(both, {1, 2, 5, 7, 9, 8, 14}));
  EXPECT_TRUE(is(common, {1, 7, 9}));
  EXPECT_TRUE(is(rest, {5, 8, 14}));
  EXPECT_FALSE(is(rest, {5, 8, 15}));
  EXPECT_TRUE(is_subset(common, a));
  EXPECT_FALSE(is_subset(b, a));
  put_all(heap, rest, b);
  EXPECT_TRUE(is(rest, {5, 8, 14, 1, 7, 9, 2}));
  put_all(heap, a, a);
  for (Table* t : {a, b, both, common, rest}) release(t);
}

TEST_F(SetTest, CombinedSetsKeepTheirDates) {
  TableAttributes attributes;
  attributes.expiry = Expiry::kCreate;
  Table* a = make_table(heap, type, &attributes);
  for (uint64_t n : {1, 2, 3}) {
    put_plain(heap, a, num(n), Value::null());
    touch_last(a, double(n));
  }
  Table* b = of({3, 9});
  Table* both = make_union(heap, a, b, 50);
  Table* common = make_intersection(heap, a, b, 50);
  Table* rest = make_difference(heap, a, b, 50);
  EXPECT_EQ(next_expiry(both, 0), 1);
  EXPECT_EQ(next_expiry(common, 0), 3);
  EXPECT_EQ(next_expiry(rest, 0), 1);
  for (uint64_t n : {1, 2, 3}) erase_key(both, num(n));
  EXPECT_EQ(next_expiry(both, 0), 50);
  for (Table* t : {a, b, both, common, rest}) release(t);
}

TEST_F(SetTest, CombinedSetsHaveAttributesOfTheirOwn) {
  Table* a = of({1});
  own_attribute(heap, a, OwnAttribute::kExpireInterval, Value::of_double(5));
  Table* b = of({2});
  using Combine = Table* (*)(Heap&, Table*, Table*, double);
  for (Combine combine :
       {Combine(make_union), Combine(make_intersection), Combine(make_difference)}) {
    Table* made = combine(heap, a, b, 0);
    EXPECT_NE(made->attributes, a->attributes);
    EXPECT_EQ(made->attributes->expire_interval, 5);
    release(made);
  }
  release(a);
  release(b);
}

TEST_F(SetTest, TakesAttributesWhileItIsIterated) {
  TableAttributes attributes;
  attributes.expiry = Expiry::kCreate;
  Table* t = of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  uint32_t position = 0, seen = 0;
  TableEntry entry;
  begin_iteration(t);
  while (next_entry(t, position, entry)) {
    ++seen;
    if (entry.keys[0].u != 3) continue;
    for (uint64_t n : {0, 1, 2, 3}) erase_key(t, num(n));
    set_attributes(t, &attributes);
  }
  end_iteration(t);
  EXPECT_EQ(seen, 12u);
  EXPECT_EQ(next_expiry(t, 7), 7);
  for (uint64_t n = 4; n < 12; ++n) EXPECT_TRUE(erase_key(t, num(n)));
  release(t);
}

}  // namespace
}  // namespace avocet
