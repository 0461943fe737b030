// RecordFiller: a fresh record of a type that scripts declare, filled by the names of its fields.
// For what is made once a file or less.
#pragma once

#include <string_view>

#include "value/record.h"
#include "value/vector.h"
#include "vm/machine.h"

namespace avocet {

class RecordFiller {
 public:
  // CHECKs that there is such a type; a field that it lacks is left out.
  RecordFiller(Machine& machine, std::string_view type) : heap_(machine.heap()) {
    const RecordType* found = as_record(machine.program().find_type(type));
    CHECK(found && found->shape);
    record_ = make_record(heap_, *found->shape);
  }

  // Takes over the count of `taken`.
  void set(std::string_view field, Value taken) {
    int at = record_->type()->find(field);
    if (at >= 0)
      record_->set(uint32_t(at), taken);
    else
      release(taken);
  }
  void text(std::string_view field, std::string_view text) {
    set(field, Value::of(make_string(heap_, text)));
  }
  void count(std::string_view field, uint64_t number) { set(field, Value::of_count(number)); }
  void flag(std::string_view field, bool is_set) { set(field, Value::of_bool(is_set)); }
  void seconds(std::string_view field, double time) { set(field, Value::of_double(time)); }
  // Adds to a field that is a vector, which is made for the first element.
  void append(std::string_view field, Value taken) { push(heap_, vector(field), taken); }
  // A vector without elements, if there is none.
  void empty(std::string_view field) { vector(field); }

  // Gives the record's count away.
  Value take() { return Value::of(record_); }

 private:
  Vector* vector(std::string_view field) {
    int at = record_->type()->find(field);
    CHECK(at >= 0);
    const VectorType* type = as_vector(record_->type()->fields[size_t(at)].type);
    if (!record_->stored(uint32_t(at)))
      record_->set(uint32_t(at), Value::of(make_vector(heap_, type)));
    return record_->at(uint32_t(at)).vector();
  }

  Heap& heap_;
  Record* record_;
};

}  // namespace avocet
