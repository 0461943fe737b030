#include "analyzer/record_binding.h"

namespace avocet {

RecordBinding::RecordBinding(const RecordShape* shape, std::string_view name, std::string& errors)
    : shape_(shape), name_(name), errors_(errors) {
  if (!shape_) errors_ += "the scripts declare no record type `" + name_ + "`\n";
}

int RecordBinding::optional_field(std::string_view name, TypeKind kind) const {
  if (!shape_) return -1;
  int index = shape_->type->find(name);
  if (index < 0) return -1;
  const Type* type = shape_->type->fields[size_t(index)].type;
  if (type->kind == kind) return index;
  errors_ += "field `" + std::string(name) + "` of record `" + name_ + "` must be a " +
             std::string(kind_name(kind)) + ", not a " + to_string(type) + "\n";
  return -1;
}

uint32_t RecordBinding::field(std::string_view name, TypeKind kind) const {
  if (!shape_) return 0;
  int index = optional_field(name, kind);
  if (index >= 0) return uint32_t(index);
  if (shape_->type->find(name) < 0)
    errors_ += "record `" + name_ + "` has no field `" + std::string(name) + "`\n";
  return 0;
}

const RecordShape* RecordBinding::nested(std::string_view name) const {
  if (!shape_) return nullptr;
  int index = shape_->type->find(name);
  if (index < 0) return nullptr;
  const RecordType* type = as_record(shape_->type->fields[size_t(index)].type);
  return type ? type->shape : nullptr;
}

RecordMaker::RecordMaker(const ShapeFinder& shapes, std::string_view type,
                         std::initializer_list<Field> fields, std::string& errors)
    : shape_(shapes(type)) {
  RecordBinding binding(shape_, type, errors);
  for (const Field& field : fields) numbers_.push_back(binding.field(field.name, field.kind));
}

Record* RecordMaker::make(Heap& heap, std::initializer_list<Value> values) const {
  DCHECK(values.size() <= numbers_.size());
  Record* record = make_record(heap, *shape_);
  size_t i = 0;
  for (Value value : values) record->set(numbers_[i++], value);
  return record;
}

}  // namespace avocet
