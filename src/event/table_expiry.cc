#include "event/table_expiry.h"

#include <algorithm>

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
  std::span<const Value> values() const { return values_; }

 private:
  Heap& heap_;
  const FunctionType* function_;
  std::vector<Value> values_;
  std::vector<Owned> boxes_;
};

}  // namespace

TableExpiry::~TableExpiry() {
  for (Table* table : tables_) release(table);
}

void TableExpiry::watch(Table* table) {
  if (std::find(tables_.begin(), tables_.end(), table) != tables_.end()) return;
  retain(table);
  tables_.push_back(table);
  // Its first element is not dated yet: look as soon as time goes on.
  next_due_ = 0;
}

bool TableExpiry::expire(double now) {
  if (now < next_due_) return false;
  bool any = false;
  next_due_ = std::numeric_limits<double>::infinity();
  // Expire functions may make new tables expire: those are appended and looked at as well.
  for (size_t i = 0; i < tables_.size();) {
    Table* table = tables_[i];
    if (expire_table(table, now, any)) {
      ++i;
      continue;
    }
    tables_[i] = tables_.back();
    tables_.pop_back();
    release(table);
  }
  return any;
}

bool TableExpiry::expire_table(Table* table, double now, bool& any) {
  if (table->refs == 1 && !table->immortal()) return false;
  if (table->size() == 0) return false;
  double interval = machine_.expire_interval(table);
  if (interval <= 0) return true;
  while (expire_first(table, interval, now)) any = true;
  if (table->size() == 0) return false;
  next_due_ = std::min(next_due_, next_expiry(table, interval));
  return true;
}

bool TableExpiry::expire_first(Table* table, double interval, double now) {
  TableEntry entry;
  // A loop over the table that is suspended must not lose elements under it.
  if (table->iterators != 0 || !peek_expired(table, interval, now, entry)) return false;
  OwnedKeys keys(table->type, entry.keys);
  if (!table->attributes->expire_function.is_null()) {
    double wait = ask_expire_function(table, keys.slots());
    // The function may have deleted or renewed the element, or cleared the table.
    if (!peek_expired(table, interval, now, entry) || !keys.equal(entry.keys)) return true;
    if (wait > 0) {
      postpone_expired(table, interval, now, wait);
      return true;
    }
  }
  Value removed = Value::null();
  erase(table, keys.slots(), &removed);
  Owned value(table->type->value && table->type->value->managed() ? removed : Value::null());
  if (!table->attributes->change_function.is_null()) report_change(table, keys.slots(), removed);
  return true;
}

double TableExpiry::ask_expire_function(Table* table, const Value* keys) {
  Function* function = table->attributes->expire_function.function();
  Arguments arguments(machine_.heap(), function->type);
  arguments.add(nullptr, Value::of(table));
  for (size_t i = 0; i < table->type->keys.size(); ++i) arguments.add(table->type->keys[i], keys[i]);
  Returned answer;
  if (!machine_.run(function, arguments.values(), &answer)) return 0;
  return answer.get().d;
}

void TableExpiry::report_change(Table* table, const Value* keys, Value value) {
  Function* function = table->attributes->change_function.function();
  Arguments arguments(machine_.heap(), function->type);
  arguments.add(nullptr, Value::of(table));
  arguments.add(nullptr, Value::of_int(int64_t(TableChange::kExpired)));
  for (size_t i = 0; i < table->type->keys.size(); ++i) arguments.add(table->type->keys[i], keys[i]);
  if (table->type->value) arguments.add(table->type->value, value);
  machine_.run(function, arguments.values());
}

}  // namespace avocet
