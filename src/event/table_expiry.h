// TableExpiry: removes elements of tables when their time has come.
//
// A table with &create_expire, &read_expire or &write_expire keeps its elements in the order in
// which they fall due (value/table.h), so looking at a table costs one comparison when nothing is due.
// Elements expire as soon as network time has reached their moment, not at the next sweep.
//
// A watched table is kept alive until it is empty or nobody else holds it.
#pragma once

#include <limits>
#include <vector>

#include "value/table.h"
#include "vm/machine.h"

namespace avocet {

class TableExpiry {
 public:
  explicit TableExpiry(Machine& machine) : machine_(machine) {}
  ~TableExpiry();
  TableExpiry(const TableExpiry&) = delete;

  void watch(Table* table);
  // Removes what is due at `now`, calling &expire_func and &on_change. True if anything was due.
  bool expire(double now);
  // When something may be due next.
  double next_due() const { return next_due_; }
  size_t watched() const { return tables_.size(); }

 private:
  // False once the table need not be watched any more.
  bool expire_table(Table* table, double now, bool& any);
  bool expire_first(Table* table, double interval, double now);
  double ask_expire_function(Table* table, const Value* keys);
  void report_change(Table* table, const Value* keys, Value value);

  Machine& machine_;
  std::vector<Table*> tables_;  // each with one count of ours
  double next_due_ = std::numeric_limits<double>::infinity();
};

}  // namespace avocet
