// Tables that are looked up by something else than a key: subnets by address, patterns by text.

#include "value/table_store.h"

namespace avocet {

namespace {

constexpr int kIpv4Length = 96;  // of the prefix before an IPv4 address

// The entry of exactly this prefix of IPv4.
Place find_v4_prefix(Table* t, uint32_t address, int length128) {
  // A counted object on the C++ stack would do, but inline subnets need none.
  Value key = Value::of_count(uint64_t{address} << 32 | uint64_t(length128 - kIpv4Length) << 1 | 1);
  return find_key(t, &key, key_hash(t, &key));
}

Place find_prefix(Table* t, const Prefix& prefix) {
  if (prefix.address().is_v4() && prefix.length128() >= kIpv4Length)
    return find_v4_prefix(t, prefix.address().v4_bits(), prefix.length128());
  SubnetObject object(prefix);
  Value key = Value::of(&object);
  return find_key(t, &key, key_hash(t, &key));
}

// Calls `found(place)` for the entries that hold `prefix`, longest first, until it returns false.
template <class Found> void walk_covering(Table* t, const Prefix& prefix, Found found) {
  if (t->store == nullptr || t->store->lengths == nullptr) return;
  const PrefixLengths& lengths = *t->store->lengths;
  bool is_v4 = prefix.address().is_v4() && prefix.length128() >= kIpv4Length;
  lengths.walk(prefix, [&](int length) {
    Place place;
    if (is_v4 && length > kIpv4Length) {
      uint32_t address = prefix.address().v4_bits() & ~uint32_t{0} << (128 - length);
      if (!lengths.may_have_v4(address, length)) return true;
      place = find_v4_prefix(t, address, length);
    } else {
      place = find_prefix(t, Prefix::from_length128(prefix.address(), length));
    }
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
