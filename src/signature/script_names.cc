#include "signature/script_names.h"

#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

bool add_value(const Type* type, Value value, NamedValues& to) {
  switch (type->kind) {
  case TypeKind::kCount:
  case TypeKind::kInt: to.numbers.push_back(value.u); return true;
  case TypeKind::kPort: to.numbers.push_back(Port::of(value).number); return true;
  case TypeKind::kAddr:
    to.prefixes.push_back(Prefix::from_length128(address_of(value), 128));
    return true;
  case TypeKind::kSubnet: to.prefixes.push_back(prefix_of(value)); return true;
  default: return false;
  }
}

bool add_elements(const TableType* type, Table* table, NamedValues& to) {
  if (type->keys.size() != 1) return false;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table, position, entry))
    if (!add_value(type->keys[0], entry.keys[0], to)) return false;
  return true;
}

bool add_elements(const VectorType* type, const Vector* vector, NamedValues& to) {
  for (uint32_t i = 0; i < vector->size; ++i)
    if (vector->is_set(i) && !add_value(type->element, vector->items[i], to)) return false;
  return true;
}

}  // namespace

bool ScriptNames::find(std::string_view name, NamedValues* values, std::string* problem) const {
  const Program& program = machine_.program();
  std::string quoted = "`" + std::string(name) + "`";
  auto found = program.global_ids.find(name);
  if (found == program.global_ids.end()) {
    *problem = "no script has a constant " + quoted;
    return false;
  }
  const Type* type = program.globals[found->second].type;
  if (!machine_.global_is_set(found->second)) {
    *problem = quoted + " has no value";
    return false;
  }
  Value value = machine_.global(found->second);
  bool good = false;
  if (const TableType* table = as_table(type)) {
    good = add_elements(table, value.table(), *values);
  } else if (const VectorType* vector = as_vector(type)) {
    good = add_elements(vector, value.vector(), *values);
  } else {
    good = add_value(type, value, *values);
  }
  if (good) return true;
  *problem = quoted + " is of type " + to_string(type) +
             "; a signature compares with counts, ports, addresses, subnets, and sets of them";
  return false;
}

}  // namespace avocet
