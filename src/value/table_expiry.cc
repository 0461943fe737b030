// The expiry list: entries linked from the oldest date to the youngest.

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
void link_behind(TableStore& s, uint32_t older, uint32_t position) {
  ExpiryList& list = *s.expiry;
  uint32_t younger = older == kNowhere ? list.head : s.links(older)[kYounger];
  s.links(position)[kOlder] = older;
  s.links(position)[kYounger] = younger;
  (older == kNowhere ? list.head : s.links(older)[kYounger]) = position;
  (younger == kNowhere ? list.tail : s.links(younger)[kOlder]) = position;
}

void redate(TableStore& s, uint32_t position, double now) {
  s.expiry->now = std::max(s.expiry->now, now);
  s.date(position) = now;
  if (s.expiry->tail == position) return;
  unlink(s, position);
  link_youngest(s, position);
}

// Puts an unlinked entry where its date belongs, walking from the nearer end.
void link_by_date(TableStore& s, uint32_t position) {
  ExpiryList& list = *s.expiry;
  double date = s.date(position);
  if (list.head == kNowhere) return link_behind(s, kNowhere, position);
  double middle = (s.date(list.head) + s.date(list.tail)) / 2;
  uint32_t older = kNowhere;
  if (date < middle) {
    for (uint32_t at = list.head; at != kNowhere && s.date(at) <= date; at = s.links(at)[kYounger])
      older = at;
  } else {
    older = list.tail;
    while (older != kNowhere && s.date(older) > date) older = s.links(older)[kOlder];
  }
  link_behind(s, older, position);
}

}  // namespace

void link_youngest(TableStore& s, uint32_t position) { link_behind(s, s.expiry->tail, position); }

void unlink(TableStore& s, uint32_t position) {
  ExpiryList& list = *s.expiry;
  uint32_t older = s.links(position)[kOlder];
  uint32_t younger = s.links(position)[kYounger];
  (older == kNowhere ? list.head : s.links(older)[kYounger]) = younger;
  (younger == kNowhere ? list.tail : s.links(younger)[kOlder]) = older;
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
  if (!expires(t) || t->store->expiry->head == kNowhere)
    return std::numeric_limits<double>::infinity();
  return t->store->date(t->store->expiry->head) + interval;
}

bool peek_expired(Table* t, double interval, double now, TableEntry& entry) {
  if (!(next_expiry(t, interval) <= now)) return false;
  t->store->last = t->store->expiry->head;
  return entry_at(t, t->store->expiry->head, entry);
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
      unlink(s, position);
      link_behind(s, kNowhere, position);
      return true;
    }
    place_ = next;
  }
  return false;
}

void postpone_expired(Table* t, double interval, double now, double wait) {
  if (!expires(t) || t->store->expiry->head == kNowhere) return;
  TableStore& s = *t->store;
  uint32_t position = s.expiry->head;
  unlink(s, position);
  s.date(position) = now + wait - interval;
  link_by_date(s, position);
}

}  // namespace avocet
