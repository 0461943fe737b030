#include "value/seeded_order.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace avocet {

void SeededOrder::apply(const OrderChange& change) {
  switch (change.kind) {
  case OrderChange::Kind::kInsert: return insert(change.entry, change.hash);
  case OrderChange::Kind::kErase: return erase(change.entry);
  case OrderChange::Kind::kClear: return clear();
  }
}

void SeededOrder::apply_deferred() {
  for (const OrderChange& change : std::exchange(deferred_, {})) apply(change);
}

bool SeededOrder::next(uint32_t& place, uint32_t& entry) const {
  while (place < capacity()) {
    const Element& element = places_[place++];
    if (element.is_free()) continue;
    entry = element.entry;
    return true;
  }
  while (place - capacity() < deferred_.size()) {
    const OrderChange& change = deferred_[place++ - capacity()];
    if (change.kind != OrderChange::Kind::kInsert) continue;
    entry = change.entry;
    return true;
  }
  return false;
}

void SeededOrder::insert_all(const SeededOrder& from) {
  for (const Element& element : from.places_)
    if (!element.is_free()) insert(element.entry, element.hash);
  for (const OrderChange& change : from.deferred_) apply(change);
}

void SeededOrder::renumber(const std::vector<uint32_t>& to) {
  std::ranges::fill(place_of_, kFree);
  for (uint32_t place = 0; place < capacity(); ++place) {
    if (places_[place].is_free()) continue;
    uint32_t entry = to[places_[place].entry];
    places_[place].entry = entry;
    place_of_[entry] = place;
  }
}

// The lower half of the hash, spread by a number near 2^64 divided by the golden ratio.
uint32_t SeededOrder::bucket_of(uint32_t hash) const {
  return uint32_t(hash * uint64_t{11400714819323198485u}) & ((uint32_t{1} << bits_) - 1);
}

uint32_t SeededOrder::most_elements() const {
  return bits_ <= 3 ? capacity() : capacity() - capacity() / 4;
}

bool SeededOrder::is_stale(uint32_t place) const {
  if (place >= capacity() || places_[place].is_free()) return false;
  return places_[place].bucket != bucket_of(places_[place].hash);
}

// Where one more element of a bucket belongs: behind those that the bucket has.
uint32_t SeededOrder::end_of(uint32_t bucket) const {
  uint32_t place = bucket;
  while (place < capacity() && !places_[place].is_free() && places_[place].bucket <= bucket)
    ++place;
  return place;
}

// Returns the last place that changed.
uint32_t SeededOrder::put(uint32_t place, Element element) {
  for (;;) {
    if (place == capacity()) grow();
    std::swap(places_[place], element);
    place_of_[places_[place].entry] = place;
    if (element.is_free()) return place;
    ++place;
    while (place < capacity() && !places_[place].is_free() &&
           places_[place].bucket == element.bucket)
      ++place;
  }
}

SeededOrder::Element SeededOrder::take(uint32_t place) {
  Element taken = places_[place];
  for (;;) {
    uint32_t next = place + 1;
    bool is_last = next == capacity() || places_[next].is_free() || places_[next].bucket == next;
    if (is_last) break;
    uint32_t bucket = places_[next].bucket;
    while (next + 1 < capacity() && !places_[next + 1].is_free() &&
           places_[next + 1].bucket == bucket)
      ++next;
    places_[place] = places_[next];
    place_of_[places_[place].entry] = place;
    place = next;
  }
  places_[place] = Element{};
  return taken;
}

void SeededOrder::grow() {
  unmoved_ = capacity() + 1;
  ++bits_;
  places_.resize((size_t{1} << bits_) + bits_);
}

void SeededOrder::move_some() {
  for (int left = kMovedAtOnce; unmoved_ > 0 && left > 0;) {
    uint32_t place = unmoved_ - 1;
    if (!is_stale(place)) {
      --unmoved_;
      continue;
    }
    Element element = take(place);
    element.bucket = bucket_of(element.hash);
    put(end_of(element.bucket), element);
    --left;
  }
}

void SeededOrder::insert(uint32_t entry, uint32_t hash) {
  if (places_.empty()) places_.resize(1);
  if (place_of_.size() <= entry) place_of_.resize(size_t{entry} + 1, kFree);
  uint32_t bucket = bucket_of(hash);
  uint32_t first = end_of(bucket);
  uint32_t last = put(first, {entry, hash, bucket});
  // What was pushed up may have been pushed out of what is still to be looked at.
  if (first < unmoved_ && unmoved_ <= last) unmoved_ = last + 1;
  if (++size_ > most_elements()) grow();
  move_some();
}

void SeededOrder::erase(uint32_t entry) {
  CHECK(entry < place_of_.size() && place_of_[entry] != kFree);
  take(place_of_[entry]);
  place_of_[entry] = kFree;
  --size_;
}

void SeededOrder::clear() {
  places_.clear();
  place_of_.clear();
  bits_ = size_ = unmoved_ = 0;
}

}  // namespace avocet
