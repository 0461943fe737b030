#include "analyzer/named_record.h"

namespace avocet {

NamedRecord& NamedRecord::set(std::string_view field, Value taken) {
  int index = record_->type()->find(field);
  if (index >= 0)
    record_->set(uint32_t(index), taken);
  else
    release(taken);
  return *this;
}

NamedRecord& NamedRecord::plain(std::string_view field, Value value) {
  int index = record_->type()->find(field);
  if (index >= 0) record_->set(uint32_t(index), value);
  return *this;
}

NamedRecord& NamedRecord::bytes(std::string_view field, ByteSpan bytes) {
  return this->bytes(field,
                     std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

Vector* NamedRecord::vector(std::string_view field) {
  int index = record_->type()->find(field);
  if (index < 0) return nullptr;
  const VectorType* type = as_vector(record_->type()->fields[size_t(index)].type);
  if (!type) return nullptr;
  Vector* made = make_vector(heap_, type);
  record_->set(uint32_t(index), Value::of(made));
  return made;
}

const RecordShape* NamedRecord::shape_of(std::string_view field) const {
  int index = record_->type()->find(field);
  if (index < 0) return nullptr;
  const Type* type = record_->type()->fields[size_t(index)].type;
  if (const VectorType* list = as_vector(type)) type = list->element;
  const RecordType* inner = as_record(type);
  return inner ? inner->shape : nullptr;
}

}  // namespace avocet
