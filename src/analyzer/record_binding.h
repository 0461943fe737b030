// RecordBinding: how C++ that fills a script-level record finds its fields.
//
// Records are declared in scripts; C++ asks for fields by name once, when a world starts, and uses
// the numbers from then on. A field that the script does not have, or that is of another kind, is
// collected as an error that stops the start.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "value/record.h"

namespace avocet {

class RecordBinding {
 public:
  // `shape` may be null: then `name` is missing altogether. `errors` receives one line a problem.
  RecordBinding(const RecordShape* shape, std::string_view name, std::string& errors);

  // The number of the field, or 0 after an error.
  uint32_t field(std::string_view name, TypeKind kind) const;
  // The same for a field that may be absent from the script: -1 then.
  int optional_field(std::string_view name, TypeKind kind) const;
  // The shape of a field's own record type; null after an error.
  const RecordShape* nested(std::string_view name) const;

 private:
  const RecordShape* shape_;
  std::string name_;
  std::string& errors_;
};

// The shape of a record type of the scripts by its name, or null.
using ShapeFinder = std::function<const RecordShape*(std::string_view name)>;

// Makes records of one type from values given in a fixed order.
class RecordMaker {
 public:
  struct Field {
    std::string_view name;
    TypeKind kind;
  };
  RecordMaker(const ShapeFinder& shapes, std::string_view type, std::initializer_list<Field> fields,
              std::string& errors);

  // A fresh record with these values for the first fields; takes over their counts.
  Record* make(Heap& heap, std::initializer_list<Value> values) const;
  // Sets one more field, by its place in the list given at construction.
  void set(Record* record, size_t field, Value taken) const { record->set(numbers_[field], taken); }
  const RecordShape* shape() const { return shape_; }

 private:
  const RecordShape* shape_;
  std::vector<uint32_t> numbers_;
};

}  // namespace avocet
