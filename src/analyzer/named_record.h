// NamedRecord: fills a record of the scripts by the names of its fields, for records that are made
// seldom: options of headers, elements of messages. What is made for each packet is bound once
// instead (record_binding.h).
//
// A field that the scripts do not declare is left out: users may bring their own declarations.
#pragma once

#include <string_view>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "value/record.h"
#include "value/vector.h"

namespace avocet {

class NamedRecord {
 public:
  // A fresh record.
  NamedRecord(Heap& heap, const RecordShape& shape)
      : heap_(heap), record_(make_record(heap, shape)) {}

  // A counted value, whose count it takes over.
  NamedRecord& set(std::string_view field, Value taken);
  NamedRecord& count(std::string_view field, uint64_t number) {
    return plain(field, Value::of_count(number));
  }
  NamedRecord& label(std::string_view field, int64_t number) {
    return plain(field, Value::of_int(number));
  }
  NamedRecord& flag(std::string_view field, bool is_set) {
    return plain(field, Value::of_bool(is_set));
  }
  NamedRecord& seconds(std::string_view field, double interval) {
    return plain(field, Value::of_double(interval));
  }
  NamedRecord& address(std::string_view field, const IpAddress& address) {
    return set(field, make_address(heap_, address));
  }
  NamedRecord& bytes(std::string_view field, ByteSpan bytes);
  NamedRecord& bytes(std::string_view field, std::string_view text) {
    return set(field, Value::of(make_string(heap_, text)));
  }

  // An empty vector of the field's type, already in the record; lent. Null without such a field.
  Vector* vector(std::string_view field);
  // The shape of the field's own record type, or of the elements of a vector; null without one.
  const RecordShape* shape_of(std::string_view field) const;

  // Gives the record's count away.
  Value take() { return Value::of(record_); }
  Record* lent() { return record_; }

 private:
  // One that has no count.
  NamedRecord& plain(std::string_view field, Value value);

  Heap& heap_;
  Record* record_;
};

}  // namespace avocet
