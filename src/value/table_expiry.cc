// The expiry list: which entry is due first.

#include <algorithm>
#include <limits>

#include "value/due_order.h"
#include "value/table_store.h"

namespace avocet {

namespace {

constexpr int kOlder = 0;
constexpr int kYounger = 1;

bool expires(const Table* t) { return t->store != nullptr && t->store->date_at != 0; }

// Links an unlinked entry behind `older` (kNowhere: at the head).
void link_behind(TableStore& s, ExpiryChain& chain, uint32_t older, uint32_t position) {
  uint32_t younger = older == kNowhere ? chain.head : s.links(older)[kYounger];
  s.links(position)[kOlder] = older;
  s.links(position)[kYounger] = younger;
  (older == kNowhere ? chain.head : s.links(older)[kYounger]) = position;
  (younger == kNowhere ? chain.tail : s.links(younger)[kOlder]) = position;
}

void redate(TableStore& s, uint32_t position, double now) {
  s.expiry->now = std::max(s.expiry->now, now);
  s.date(position) = now;
  if (s.expiry->led == position) s.expiry->led = kNowhere;
  if (s.expiry->touched.tail == position) return;
  unlink(s, position);
  link_youngest(s, position);
}

// Puts an unlinked entry where its date belongs, walking from the nearer end.
void link_postponed(TableStore& s, uint32_t position) {
  ExpiryChain& chain = s.expiry->postponed;
  double date = s.date(position);
  if (chain.head == kNowhere) return link_behind(s, chain, kNowhere, position);
  double middle = (s.date(chain.head) + s.date(chain.tail)) / 2;
  uint32_t older = kNowhere;
  if (date < middle) {
    for (uint32_t at = chain.head; at != kNowhere && s.date(at) <= date; at = s.links(at)[kYounger])
      older = at;
  } else {
    older = chain.tail;
    while (older != kNowhere && s.date(older) > date) older = s.links(older)[kOlder];
  }
  link_behind(s, chain, older, position);
}

// The entry that expires next, or kNowhere.
uint32_t first_entry(TableStore& s) {
  const ExpiryList& list = *s.expiry;
  if (list.led != kNowhere) return list.led;
  uint32_t touched = list.touched.head, postponed = list.postponed.head;
  if (touched == kNowhere || postponed == kNowhere) return std::min(touched, postponed);
  return s.date(postponed) < s.date(touched) ? postponed : touched;
}

}  // namespace

void link_youngest(TableStore& s, uint32_t position) {
  ExpiryChain& chain = s.expiry->touched;
  link_behind(s, chain, chain.tail, position);
}

void unlink(TableStore& s, uint32_t position) {
  ExpiryList& list = *s.expiry;
  if (list.led == position) list.led = kNowhere;
  uint32_t older = s.links(position)[kOlder];
  uint32_t younger = s.links(position)[kYounger];
  // Whoever stands at an end stands at that of its chain.
  uint32_t& head = list.touched.head == position ? list.touched.head : list.postponed.head;
  uint32_t& tail = list.touched.tail == position ? list.touched.tail : list.postponed.tail;
  (older == kNowhere ? head : s.links(older)[kYounger]) = younger;
  (younger == kNowhere ? tail : s.links(younger)[kOlder]) = older;
}

void touch(Table* t, const Value* keys, double now) {
  if (!expires(t)) return;
  Place place = find_key(t, keys, key_hash(t, keys));
  if (place.position != kNowhere) redate(*t->store, place.position, now);
}

void touch_last(Table* t, double now) {
  if (!expires(t)) return;
  TableStore& s = *t->store;
  if (s.last < s.used && s.is_live(s.last)) redate(s, s.last, now);
}

double next_expiry(Table* t, double interval) {
  uint32_t first = expires(t) ? first_entry(*t->store) : kNowhere;
  if (first == kNowhere) return std::numeric_limits<double>::infinity();
  return t->store->date(first) + interval;
}

bool peek_expired(Table* t, double interval, double now, TableEntry& entry) {
  if (!(next_expiry(t, interval) <= now)) return false;
  t->store->last = first_entry(*t->store);
  return entry_at(t, t->store->last, entry);
}

bool DueWalk::lead(Table* t, const std::function<bool(double date)>& is_due) {
  if (!expires(t)) return false;
  TableStore& s = *t->store;
  uint32_t next = place_, position = 0;
  while (t->order->next(next, position)) {
    bool had_its_turn = next == place_ + 1 && position == led_;
    if (!had_its_turn && s.is_live(position) && is_due(s.date(position))) {
      place_ = next - 1;
      led_ = position;
      s.expiry->led = position;
      return true;
    }
    place_ = next;
  }
  return false;
}

void postpone_expired(Table* t, double interval, double now, double wait) {
  uint32_t position = expires(t) ? first_entry(*t->store) : kNowhere;
  if (position == kNowhere) return;
  TableStore& s = *t->store;
  unlink(s, position);
  s.date(position) = now + wait - interval;
  link_postponed(s, position);
}

}  // namespace avocet
