#include "event/table_expiry.h"

#include <algorithm>

namespace avocet {

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
  double wait = 0;
  if (!table->attributes->expire_function.is_null()) {
    // The function may delete the element, or the whole table: what it was given is kept alive.
    std::vector<Owned> keys;
    for (size_t i = 0; i < table->type->keys.size(); ++i)
      keys.emplace_back(table->type->keys[i]->managed() ? retained(entry.keys[i]) : Value::null());
    wait = ask_expire_function(table, entry);
    if (!peek_expired(table, interval, now, entry)) return true;
  }
  if (wait > 0) {
    postpone_expired(table, interval, now, wait);
    return true;
  }
  machine_.erase_expired(table, entry);
  return true;
}

double TableExpiry::ask_expire_function(Table* table, const TableEntry& entry) {
  Function* function = table->attributes->expire_function.function();
  std::vector<Value> arguments{Value::of(table)};
  std::vector<Owned> boxes;
  for (size_t i = 0; i < table->type->keys.size() && arguments.size() < function->type->parameters.size(); ++i) {
    Value key = entry.keys[i];
    if (function->type->parameters[arguments.size()].type->kind == TypeKind::kAny) {
      const Type* type = table->type->keys[i];
      if (type->managed()) retain(key);
      boxes.emplace_back(Value::of(make_box(machine_.heap(), type, key)));
      key = boxes.back().get();
    }
    arguments.push_back(key);
  }
  Owned answer;
  if (!machine_.run(function, arguments, &answer)) return 0;
  return answer.get().d;
}

}  // namespace avocet
