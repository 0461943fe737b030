// GrowingRecords: records that are made while initialisers run, of types that scripts extend
// further below.
//
// Scripts are loaded as a whole before any initialiser runs, so a fresh record has all fields from
// the start. But people see when a default is computed: for all records there are when the
// field is declared, not before. A service of the machine while initialisers run.
#pragma once

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bytecode/late_field.h"
#include "value/record.h"

namespace avocet {

class Machine;

class GrowingRecords {
 public:
  // The fields in the order of their declaration. The machine outlives this.
  GrowingRecords(Machine& machine, const std::vector<LateField>& fields);

  // So many initialisers have run: declares what stands before the next one. An error while a
  // default is computed is reported and leaves the field unset.
  void reach(size_t initialisers);
  // To be called once when reach() comes to the first statement at top level, or to the end.
  void before_statements(std::function<void()> call) { before_statements_ = std::move(call); }
  // A record was made. Borrowed.
  void made(Record* record);
  bool is_hidden(const RecordType* type, uint32_t field) const;

 private:
  void declare(const LateField& late);

  Machine& machine_;
  std::vector<LateField> fields_;
  std::function<void()> before_statements_;
  size_t next_ = 0;  // of fields_: the first that is not declared yet
  std::unordered_map<const RecordType*, std::vector<uint32_t>> hidden_;
  std::vector<Owned> records_;  // with hidden fields, in the order they were made
};

}  // namespace avocet
