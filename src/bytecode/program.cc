#include "bytecode/program.h"

namespace avocet {

Program::Program() = default;
Program::~Program() = default;

FunctionId Program::find_function(std::string_view name) const {
  auto it = function_ids.find(name);
  return it == function_ids.end() ? kNoFunction : it->second;
}

const Type* Program::find_type(std::string_view name) const {
  auto it = type_names.find(name);
  return it == type_names.end() ? nullptr : it->second;
}

namespace {

FieldInit fresh_init(const RecordField& field) {
  if (field.optional() || field.has_default()) return FieldInit::kNone;
  switch (field.type->kind) {
  case TypeKind::kRecord: return FieldInit::kRecord;
  case TypeKind::kVector: return FieldInit::kVector;
  case TypeKind::kTable:
  case TypeKind::kSet: return FieldInit::kTable;
  default: return FieldInit::kNone;
  }
}

}  // namespace

RecordShape& Program::shape(const RecordType* type) {
  if (type->shape) return *type->shape;
  RecordShape& shape = *shapes_.emplace_back(std::make_unique<RecordShape>());
  shape.type = type;
  type->shape = &shape;
  prepare_shape(shape);
  return shape;
}

// Records within a record get shapes as well, since a fresh one may be made at any time.
void Program::prepare_shape(RecordShape& shape) {
  size_t known = shape.fields.size();
  const auto& fields = shape.type->fields;
  shape.fields.resize(fields.size());
  for (size_t i = known; i < fields.size(); ++i) shape.fields[i].init = fresh_init(fields[i]);
  finish_shape(shape);
  for (size_t i = known; i < fields.size(); ++i)
    if (const RecordType* inner = as_record(fields[i].type)) this->shape(inner);
}

void Program::refresh_shapes() {
  for (size_t i = 0; i < shapes_.size(); ++i)
    if (shapes_[i]->fields.size() != shapes_[i]->type->fields.size()) prepare_shape(*shapes_[i]);
}

Code* Program::add_code() { return codes_.emplace_back(std::make_unique<Code>()).get(); }

TableAttributes* Program::add_table_attributes() {
  return table_attributes_.emplace_back(std::make_unique<TableAttributes>()).get();
}

}  // namespace avocet
