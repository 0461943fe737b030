#include "event/table_expiry.h"

#include <algorithm>
#include <cmath>

#include "base/never.h"
#include "event/expiry_pace.h"
#include "value/due_order.h"
#include "value/vector.h"

namespace avocet {

namespace {

// The key slots of an element, kept while the element may go.
class OwnedKeys {
 public:
  OwnedKeys(const TableType* type, const Value* keys) : type_(type) {
    for (size_t i = 0; i < type->keys.size(); ++i) {
      if (type->keys[i]->managed()) retain(keys[i]);
      slots_.push_back(keys[i]);
    }
  }
  OwnedKeys(const OwnedKeys&) = delete;
  ~OwnedKeys() {
    for (size_t i = 0; i < slots_.size(); ++i)
      if (type_->keys[i]->managed()) release(slots_[i]);
  }
  const Value* slots() const { return slots_.data(); }
  bool equal(const Value* keys) const {
    for (size_t i = 0; i < slots_.size(); ++i)
      if (!avocet::equal(type_->keys[i], slots_[i], keys[i])) return false;
    return true;
  }

 private:
  const TableType* type_;
  std::vector<Value> slots_;
};

// Borrowed arguments for a script function; those for `any` parameters are boxed.
class Arguments {
 public:
  Arguments(Heap& heap, const FunctionType* function) : heap_(heap), function_(function) {}
  void add(const Type* type, Value value) {
    if (values_.size() == function_->parameters.size()) return;
    bool box = type && function_->parameters[values_.size()].type->kind == TypeKind::kAny &&
               type->kind != TypeKind::kAny;
    if (box) {
      if (type->managed()) retain(value);
      boxes_.emplace_back(Value::of(make_box(heap_, type, value)));
      value = boxes_.back().get();
    }
    values_.push_back(value);
  }
  // Several keys as one `any`: a vector of them, to be taken apart by `[a, b] = index`.
  void add_list(const VectorType* list, const TableType* table, const Value* keys) {
    Vector* all = make_vector(heap_, list, table->keys.size());
    for (size_t i = 0; i < table->keys.size(); ++i) {
      if (table->keys[i]->managed()) retain(keys[i]);
      push(heap_, all, Value::of(make_box(heap_, table->keys[i], keys[i])));
    }
    boxes_.emplace_back(Value::of(make_box(heap_, list, Value::of(all))));
    values_.push_back(boxes_.back().get());
  }
  std::span<const Value> values() const { return values_; }

 private:
  Heap& heap_;
  const FunctionType* function_;
  std::vector<Value> values_;
  std::vector<Owned> boxes_;
};

}  // namespace

namespace {
// Set on a table while it waits.
constexpr uint8_t kWatched = 0x40;
constexpr double kLookAgain = 10;  // seconds
}  // namespace

TableExpiry::~TableExpiry() {
  for (const Waiting& w : waiting_) {
    w.table->flags &= uint8_t(~kWatched);
    release(w.table);
  }
}

void TableExpiry::watch(Table* table) {
  if (table->flags & kWatched) return;
  table->flags |= kWatched;
  retain(table);
  wait_until(0, table);  // its moment is worked out as soon as time goes on
}

void TableExpiry::wait_until(double due, Table* table) {
  waiting_.push_back({due, table});
  std::push_heap(waiting_.begin(), waiting_.end(), later);
}

Table* TableExpiry::take_first() {
  std::pop_heap(waiting_.begin(), waiting_.end(), later);
  Table* table = waiting_.back().table;
  waiting_.pop_back();
  return table;
}

namespace {

// When an element of this date is due. As in Zeek, ages are told in whole seconds since time began
// to run.
double due_of(double date, double interval, const ExpiryPace* pace) {
  if (!pace || date <= pace->started) return date + interval;
  return pace->started + std::floor(date - pace->started) + interval;
}

// What an &expire_func makes waits for the next look.
bool is_due(double date, double interval, double now, const ExpiryPace* pace) {
  return date < now && due_of(date, interval, pace) <= now;
}

// For how many seconds an element stays that an &expire_func keeps for `wait`: never so short that
// it would be due again in the same look, its age being told in whole seconds.
double kept_for(double wait, double interval, double now, const ExpiryPace* pace) {
  double date = now + wait - interval;
  if (!pace || !is_due(date, interval, now, pace)) return wait;
  constexpr double kMiddle = 0.5;  // of a second: far from where rounding matters
  return pace->started + std::ceil(date - pace->started) + kMiddle + interval - now;
}

// When the first element of a table is due.
double first_due(Table* table, double interval, const ExpiryPace* pace) {
  double due = next_expiry(table, interval);
  return due == kNever ? kNever : due_of(due - interval, interval, pace);
}

}  // namespace

bool TableExpiry::expire(double now) {
  auto* pace = machine_.try_service<ExpiryPace>();
  if (pace && pace->started == 0) pace->started = now;
  if (pace && pace->next_look <= now) pace->next_look = now + pace->interval;
  bool any = false;
  std::vector<Waiting> again;  // not before the others had their turn
  while (next_due() <= now) {
    Table* table = take_first();
    bool expired = expire_table(table, now);
    any |= expired;
    bool alone = table->refs == 1 && !table->immortal();
    if (alone || table->size() == 0) {
      table->flags &= uint8_t(~kWatched);
      release(table);
      continue;
    }
    double interval = machine_.expire_interval(table);
    // An interval that is an option may be switched on later.
    double due = interval >= 0 ? first_due(table, interval, pace) : now + kLookAgain;
    if (pace) due = expired && due <= now ? now + pace->delay : pace->next_look;
    again.push_back({due, table});
  }
  for (const Waiting& w : again) wait_until(w.due, w.table);
  return any;
}

bool TableExpiry::expire_table(Table* table, double now) {
  if (table->refs == 1 && !table->immortal()) return false;
  double interval = machine_.expire_interval(table);
  const auto* pace = machine_.try_service<ExpiryPace>();
  // Elements made before the clock of a capture started, dated 0, count from its first packet on.
  double start = pace ? pace->started : now;
  while (interval >= 0 && table->size() > 0 && start > 0 &&
         next_expiry(table, interval) == interval)
    postpone_expired(table, interval, start, interval);
  DueWalk walk;
  auto due_now = [&](double date) { return is_due(date, interval, now, pace); };
  size_t most = pace ? pace->step : std::numeric_limits<size_t>::max(), done = 0;
  while (interval >= 0 && done < most && table->size() > 0) {
    if (table->order != nullptr && !walk.lead(table, due_now)) break;
    if (!expire_first(table, interval, now)) break;
    ++done;
  }
  return done > 0;
}

bool TableExpiry::expire_first(Table* table, double interval, double now) {
  const auto* pace = machine_.try_service<ExpiryPace>();
  TableEntry entry;
  // A loop over the table that is suspended must not lose elements under it.
  bool due = is_due(next_expiry(table, interval) - interval, interval, now, pace);
  if (table->iterators != 0 || !due || !peek_expired(table, interval, kNever, entry)) return false;
  OwnedKeys keys(table->type, entry.keys);
  if (!table->attributes->expire_function.is_null()) {
    double wait = ask_expire_function(table, keys.slots());
    // The function may have deleted the element, or cleared the table. That it read it does not
    // keep it.
    if (!contains(table, keys.slots())) return true;
    if (wait > 0) {
      bool is_first = peek_expired(table, interval, kNever, entry) && keys.equal(entry.keys);
      if (is_first) postpone_expired(table, interval, now, kept_for(wait, interval, now, pace));
      return true;
    }
    entry = {keys.slots(), nullptr};
  }
  machine_.erase_expired(table, entry);
  return true;
}

double TableExpiry::ask_expire_function(Table* table, const Value* keys) {
  Function* function = table->attributes->expire_function.function();
  Arguments arguments(machine_.heap(), function->type);
  arguments.add(nullptr, Value::of(table));
  const VectorType* list = as_vector(machine_.program().find_type("any_vec"));
  bool as_one = function->type->parameters.size() == 2 && table->type->keys.size() > 1;
  if (as_one && list)
    arguments.add_list(list, table->type, keys);
  else
    for (size_t i = 0; i < table->type->keys.size(); ++i)
      arguments.add(table->type->keys[i], keys[i]);
  Returned answer;
  Span from = table->attributes->expire_function_span;
  if (!machine_.run(function, arguments.values(), &answer, from)) return 0;
  return answer.get().d;
}

}  // namespace avocet
