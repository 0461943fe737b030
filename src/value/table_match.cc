// Tables that are looked up by something else than a key: subnets by address, patterns by text.

#include "value/table_store.h"

namespace avocet {

namespace {

// The entry of exactly this prefix.
Place find_prefix(Table* t, const Prefix& prefix) {
  // A counted object on the C++ stack would do, but inline subnets need none.
  if (prefix.address().is_v4() && prefix.length128() >= 96) {
    auto length = uint64_t(prefix.length128() - 96);
    Value key = Value::of_count(uint64_t(prefix.address().v4_bits()) << 32 | length << 1 | 1);
    return find_key(t, &key, key_hash(t, &key));
  }
  SubnetObject object(prefix);
  Value key = Value::of(&object);
  return find_key(t, &key, key_hash(t, &key));
}

// Calls `found(place)` for the entries that hold `prefix`, longest first, until it returns false.
template <class Found> void walk_covering(Table* t, const Prefix& prefix, Found found) {
  if (t->store == nullptr || t->store->lengths == nullptr) return;
  t->store->lengths->walk(prefix, [&](int length) {
    Place place = find_prefix(t, Prefix::from_length128(prefix.address(), length));
    return place.position == kNowhere || found(place);
  });
}

PatternIndex& pattern_index(Table* t) {
  TableStore& s = *t->store;
  if (s.patterns != nullptr) return *s.patterns;
  Heap& heap = Heap::of(t);
  s.patterns = heap.make<PatternIndex>();
  heap.adopt(*s.patterns);
  std::vector<const Pattern*> patterns;
  for_each_position(s, [&](uint32_t position) {
    patterns.push_back(s.entry(position)->pattern());
    s.patterns->positions.push_back(position);
  });
  s.patterns->set = std::make_unique<PatternSet>(patterns);
  return *s.patterns;
}

}  // namespace

Value* peek_longest_prefix(Table* t, const Prefix& prefix) {
  Value* value = nullptr;
  walk_covering(t, prefix, [&](Place place) {
    TableStore& s = *t->store;
    value = s.entry(place.position) + s.value_at;
    return false;
  });
  return value;
}

std::vector<uint32_t> covering_entries(Table* t, const Prefix& prefix) {
  std::vector<uint32_t> positions;
  walk_covering(t, prefix, [&](Place place) {
    positions.push_back(place.position);
    return true;
  });
  return positions;
}

std::vector<uint32_t> matching_entries(Table* t, std::string_view text) {
  if (t->live == 0) return {};
  PatternIndex& index = pattern_index(t);
  std::vector<uint32_t> positions;
  for (uint32_t match : index.set->matching_exactly(text))
    positions.push_back(index.positions[match]);
  return positions;
}

PatternStatistics pattern_statistics(const Table* t) {
  if (t->store == nullptr || t->store->patterns == nullptr) return {};
  return t->store->patterns->set->statistics();
}

bool matches_any_entry(Table* t, std::string_view text) {
  return t->live != 0 && !pattern_index(t).set->matching_exactly(text).empty();
}

}  // namespace avocet
