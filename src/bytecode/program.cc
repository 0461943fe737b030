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

RecordShape& Program::shape(const RecordType* type) {
  if (type->shape) return *type->shape;
  RecordShape& shape = *shapes_.emplace_back(std::make_unique<RecordShape>());
  shape.type = type;
  finish_shape(shape);
  type->shape = &shape;
  return shape;
}

Code* Program::add_code() { return codes_.emplace_back(std::make_unique<Code>()).get(); }

TableAttributes* Program::add_table_attributes() {
  return table_attributes_.emplace_back(std::make_unique<TableAttributes>()).get();
}

}  // namespace avocet
