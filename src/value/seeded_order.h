// The order in which Zeek goes over a table or set when the seeds of the run are given: a function
// of the hashes of the keys and of what was inserted and removed before. Recorded outputs of runs
// with a file of seeds show it.
//
// The idea is clustered hashing
// (https://jasonlue.github.io/algo/2019/08/20/clustered-hashing.html): one array of 2^n + n places,
// sorted by bucket; the elements of a bucket, its cluster, lie at the bucket's own place or as soon
// behind it as there is room.
//
//   insert  at the end of the cluster; what lies there, the first of the next cluster, goes to the
//           end of its own, and so on until there is a free place
//   erase   the hole takes the last of the next cluster, unless that lies where it belongs, and so
//           on
//   grow    by one bit of n when three quarters of the array are taken (of a small array: all).
//           Elements move to their new buckets from the end of the array downwards, a few with
//           every insertion, so that the order of a large table depends on when one looks.
//
// Elements are the positions of entries in a table's store, which keeps the keys and finds them.
// While the table is iterated, nothing here moves: changes are deferred, and made up for at the
// end.
#pragma once

#include <cstdint>
#include <vector>

#include "base/heap.h"

namespace avocet {

struct OrderChange {
  enum class Kind : uint8_t { kInsert, kErase, kClear };
  Kind kind;
  uint32_t entry = 0;  // not for kClear
  uint32_t hash = 0;   // kInsert: the lower half of the key's SipHash
};

class SeededOrder : public Heap::Resident {
 public:
  void apply(const OrderChange& change);
  void defer(const OrderChange& change) { deferred_.push_back(change); }
  void apply_deferred();

  // Steps to the next element: `place` starts at 0. Between defer() and apply_deferred(), those
  // inserted meanwhile come last, and those erased are still shown.
  bool next(uint32_t& place, uint32_t& entry) const;

  // Inserts the elements of another order, as it goes over them.
  void insert_all(const SeededOrder& from);

  // The entry at position p is now at to[p].
  void renumber(const std::vector<uint32_t>& to);

 private:
  static constexpr uint32_t kFree = UINT32_MAX;
  static constexpr int kMovedAtOnce = 16;

  struct Element {
    uint32_t entry = kFree;
    uint32_t hash = 0;
    uint32_t bucket = 0;
    bool is_free() const { return entry == kFree; }
  };

  void insert(uint32_t entry, uint32_t hash);
  void erase(uint32_t entry);
  void clear();

  uint32_t bucket_of(uint32_t hash) const;
  uint32_t capacity() const { return uint32_t(places_.size()); }
  uint32_t most_elements() const;
  bool is_stale(uint32_t place) const;
  uint32_t end_of(uint32_t bucket) const;
  uint32_t put(uint32_t place, Element element);
  Element take(uint32_t place);
  void grow();
  void move_some();

  std::vector<Element> places_;
  std::vector<uint32_t> place_of_;  // by entry
  std::vector<OrderChange> deferred_;
  uint32_t bits_ = 0;  // n
  uint32_t size_ = 0;
  uint32_t unmoved_ = 0;  // places below may hold elements that are still in their old bucket
};

}  // namespace avocet
