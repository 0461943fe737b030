// RowPlan: how a record becomes a row, worked out once for each filter.
//
// A plan is a flat list of steps in the order of the columns. A step reads one field and makes a
// cell of it, or enters a nested record and says how many columns lie within. Filling a row walks
// the steps and the record's slots; nothing is allocated but the items of sets and vectors, in
// buffers that are kept from row to row.
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logging/cell.h"
#include "logging/writer.h"
#include "value/record.h"

namespace avocet {

// What a filter wants of a record type.
struct ColumnSelection {
  std::string prefix;           // in front of every name
  std::string separator = ".";  // between the parts of a nested name
  const std::set<std::string, std::less<>>* include = nullptr;  // null: everything
  const std::set<std::string, std::less<>>* exclude = nullptr;  // null: nothing
  std::function<std::string(const std::string&)> rename;        // may be empty
  std::set<std::string, std::less<>>* all = nullptr;  // gets the names of all columns there are
};

// How much of strings and containers is written; 0: everything.
struct RowLimits {
  uint64_t field_string_bytes = 0;
  uint64_t total_string_bytes = 0;
  uint64_t field_items = 0;
  uint64_t total_items = 0;
};

// Whether values of a type may stand in a column.
bool is_loggable(const Type* type);

// Hands out fields of records, computing the ones that nobody has read yet.
class FieldReader {
 public:
  virtual ~FieldReader() = default;
  // The value of a field that is not stored, lent; false if it has none.
  virtual bool make_field(Record* record, uint32_t field, Value& value) = 0;
};

class RowPlan {
 public:
  RowPlan() = default;
  // Adds the columns of the &log fields of `type`.
  void add(const RecordType* type, const ColumnSelection& selection);

  const std::vector<LogField>& fields() const { return fields_; }
  size_t columns() const { return fields_.size(); }

 private:
  friend class RowBuilder;
  struct Step {
    uint32_t field;
    uint32_t columns;  // of a nested record; 0: a column
    uint32_t steps;    // of a nested record: how many follow that belong to it
    const Type* type;
  };
  void add_nested(const RecordType* type, const ColumnSelection& selection,
                  const std::string& path);

  std::vector<Step> steps_;
  std::vector<LogField> fields_;
};

// Makes rows. One of these serves all plans of a manager.
class RowBuilder {
 public:
  explicit RowBuilder(FieldReader& reader) : reader_(reader) {}

  // How many strings and containers of the last row were cut off.
  struct Truncation {
    uint64_t strings = 0;
    uint64_t containers = 0;
  };

  void begin(const RowLimits& limits);
  // Appends the columns of `plan` for `record`, or unset ones if it is null.
  void add(const RowPlan& plan, Record* record);
  // The finished row; good until the next begin().
  std::span<const Cell> finish();
  Truncation truncation() const { return truncation_; }
  // Bytes of the row, as it lies in memory.
  uint64_t size() const { return string_bytes_ + (cells_.size() + items_.size()) * sizeof(Cell); }

 private:
  struct Pending {
    size_t cell;   // which one has the items
    bool nested;   // in items_, else in cells_
    size_t first;  // its first item in items_
  };

  void fill(const RowPlan& plan, size_t step, size_t end, Record* record);
  Cell make_cell(const Type* type, Value v, bool& has_items, size_t& first);
  Cell make_scalar(const Type* type, Value v);
  Cell make_table_items(Table* table);
  Cell make_vector_items(Vector* vec);
  Cell text_cell(std::string_view text);
  bool take_item(size_t taken);

  FieldReader& reader_;
  RowLimits limits_;
  uint64_t string_bytes_ = 0;
  uint64_t item_count_ = 0;
  Truncation truncation_;
  std::vector<Cell> cells_;
  std::vector<Cell> items_;
  std::vector<Pending> pending_;
  std::deque<std::string> texts_;  // renderings that no record holds
};

}  // namespace avocet
