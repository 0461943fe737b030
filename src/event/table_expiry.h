// TableExpiry: removes elements of tables when their time has come.
//
// A table with &create_expire, &read_expire or &write_expire keeps its elements in the order in
// which they fall due (value/table.h), so its next moment is known from its first element. Tables
// wait in a heap by that moment, or, with an ExpiryPace, by that of the next look at all of them;
// reads and writes only ever move it later. What is due goes at the next look, as in Zeek, and
// without a pace at the first packet.
//
// A watched table is kept alive until its next moment, and then dropped if it is empty or
// nobody else holds it.
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

  // Called when a table gets its first element; again is harmless.
  void watch(Table* table);
  // Removes what is due at `now`, calling &expire_func and &on_change. True if anything was due.
  bool expire(double now);
  // When something may be due next.
  double next_due() const {
    return waiting_.empty() ? std::numeric_limits<double>::infinity() : waiting_.front().due;
  }
  size_t watched() const { return waiting_.size(); }

 private:
  struct Waiting {
    double due;
    Table* table;  // with one count of ours
  };
  static bool later(const Waiting& a, const Waiting& b) { return a.due > b.due; }

  void wait_until(double due, Table* table);
  Table* take_first();
  bool expire_table(Table* table, double now);
  bool expire_first(Table* table, double interval, double now);
  double ask_expire_function(Table* table, const Value* keys);

  Machine& machine_;
  std::vector<Waiting> waiting_;  // a heap
};

}  // namespace avocet
