#include "logging/plan.h"

#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

bool is_loggable_item(TypeKind kind) {
  switch (kind) {
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kPattern: return true;
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return false;
  }
  UNREACHABLE();
}

CellKind cell_kind(const Type* type) {
  switch (type->kind) {
  case TypeKind::kBool: return CellKind::kBool;
  case TypeKind::kInt: return CellKind::kInt;
  case TypeKind::kCount: return CellKind::kCount;
  case TypeKind::kDouble: return CellKind::kDouble;
  case TypeKind::kTime: return CellKind::kTime;
  case TypeKind::kInterval: return CellKind::kInterval;
  case TypeKind::kPort: return CellKind::kPort;
  case TypeKind::kAddr: return CellKind::kAddress;
  case TypeKind::kSubnet: return CellKind::kSubnet;
  case TypeKind::kSet:
  case TypeKind::kVector: return CellKind::kItems;
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kEnum:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return CellKind::kText;
  }
  UNREACHABLE();
}

// How the line #types names it.
std::string type_text(const Type* type) {
  if (type->kind == TypeKind::kSet) return "set[" + type_text(as_table(type)->keys[0]) + "]";
  if (type->kind == TypeKind::kVector) return "vector[" + type_text(as_vector(type)->element) + "]";
  if (type->kind == TypeKind::kEnum) return "enum";
  if (type->kind == TypeKind::kFunction) return "func";
  return std::string(kind_name(type->kind));
}

// What stands between the quotation marks of a file's rendering.
std::string file_name(const std::string& rendering) {
  size_t begin = rendering.find('"'), end = rendering.rfind('"');
  return begin < end && end != std::string::npos ? rendering.substr(begin + 1, end - begin - 1)
                                                 : rendering;
}

const Type* item_type(const Type* type) {
  if (type->kind == TypeKind::kSet) return as_table(type)->keys[0];
  if (type->kind == TypeKind::kVector) return as_vector(type)->element;
  return nullptr;
}

LogField make_field(std::string name, const RecordField& field) {
  LogField made;
  made.name = std::move(name);
  made.type = type_text(field.type);
  made.optional = field.optional();
  made.kind = cell_kind(field.type);
  made.is_vector = field.type->kind == TypeKind::kVector;
  if (const Type* item = item_type(field.type)) made.item_kind = cell_kind(item);
  return made;
}

}  // namespace

bool is_loggable(const Type* type) {
  switch (type->kind) {
  case TypeKind::kRecord: return true;
  case TypeKind::kSet:
    return as_table(type)->keys.size() == 1 && is_loggable_item(as_table(type)->keys[0]->kind);
  case TypeKind::kVector: return is_loggable_item(as_vector(type)->element->kind);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return is_loggable_item(type->kind);
  }
  UNREACHABLE();
}

void RowPlan::add(const RecordType* type, const ColumnSelection& selection) {
  add_nested(type, selection, selection.prefix);
}

void RowPlan::add_nested(const RecordType* type, const ColumnSelection& selection,
                         const std::string& path) {
  for (uint32_t i = 0; i < type->fields.size(); ++i) {
    const RecordField& field = type->fields[i];
    if (!field.logged()) continue;
    std::string name = path + std::string(field.name);
    if (const RecordType* nested = as_record(field.type)) {
      size_t step = steps_.size();
      size_t column = fields_.size();
      steps_.push_back({i, 0, 0, field.type});
      add_nested(nested, selection, name + selection.separator);
      steps_[step].columns = uint32_t(fields_.size() - column);
      steps_[step].steps = uint32_t(steps_.size() - step - 1);
      if (fields_.size() == column) steps_.resize(step);  // nothing in it is wanted
      continue;
    }
    if (selection.all) selection.all->insert(name);
    if (selection.include && !selection.include->contains(name)) continue;
    if (selection.exclude && selection.exclude->contains(name)) continue;
    steps_.push_back({i, 0, 0, field.type});
    fields_.push_back(make_field(selection.rename ? selection.rename(name) : name, field));
  }
}

// ---- Rows -----------------------------------------------------------------------------

void RowBuilder::begin(const RowLimits& limits) {
  limits_ = limits;
  string_bytes_ = 0;
  item_count_ = 0;
  truncation_ = {};
  cells_.clear();
  items_.clear();
  pending_.clear();
  texts_.clear();
}

void RowBuilder::add(const RowPlan& plan, Record* record) {
  fill(plan, 0, plan.steps_.size(), record);
}

void RowBuilder::fill(const RowPlan& plan, size_t step, size_t end, Record* record) {
  while (step < end) {
    const RowPlan::Step& s = plan.steps_[step];
    Value v = Value::null();
    bool is_set = false;
    if (record) {
      is_set = record->stored(s.field);
      if (is_set)
        v = record->at(s.field);
      else if (record->has(s.field))
        is_set = reader_.make_field(record, s.field, v);
    }
    if (s.columns > 0) {
      fill(plan, step + 1, step + 1 + s.steps, is_set ? v.record() : nullptr);
      step += 1 + s.steps;
      continue;
    }
    ++step;
    if (!is_set || (s.type->managed() && v.is_null())) {
      cells_.emplace_back();
      continue;
    }
    bool has_items = false;
    size_t first = 0;
    Cell cell = make_cell(s.type, v, has_items, first);
    if (has_items) pending_.push_back({cells_.size(), false, first});
    cells_.push_back(cell);
  }
}

std::span<const Cell> RowBuilder::finish() {
  // Items may have moved while the row grew: only now their places are known.
  for (const Pending& p : pending_) cells_[p.cell].items.data = items_.data() + p.first;
  return cells_;
}

Cell RowBuilder::make_cell(const Type* type, Value v, bool& has_items, size_t& first) {
  has_items = type->kind == TypeKind::kSet || type->kind == TypeKind::kVector;
  first = items_.size();
  if (type->kind == TypeKind::kSet) return make_table_items(v.table());
  if (type->kind == TypeKind::kVector) return make_vector_items(v.vector());
  return make_scalar(type, v);
}

Cell RowBuilder::make_scalar(const Type* type, Value v) {
  switch (type->kind) {
  case TypeKind::kBool: return Cell::of_bool(v.b());
  case TypeKind::kInt: return Cell::of_int(v.i);
  case TypeKind::kCount: return Cell::of_count(v.u);
  case TypeKind::kDouble: return Cell::of_double(v.d);
  case TypeKind::kTime: return Cell::of_time(v.d);
  case TypeKind::kInterval: return Cell::of_interval(v.d);
  case TypeKind::kPort: return Cell::of_port(Port::of(v).number);
  case TypeKind::kEnum: return Cell::of_text(as_enum(type)->label_of(v.i));
  case TypeKind::kAddr: return Cell::of_address(address_of(v));
  case TypeKind::kSubnet: return Cell::of_subnet(prefix_of(v));
  case TypeKind::kString: return text_cell(v.string()->view());
  case TypeKind::kFile: return text_cell(texts_.emplace_back(file_name(to_string(type, v))));
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kPattern:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kFunction:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return text_cell(texts_.emplace_back(to_string(type, v)));
  }
  UNREACHABLE();
}

Cell RowBuilder::text_cell(std::string_view text) {
  size_t size = text.size();
  if (limits_.field_string_bytes != 0 && text.size() > limits_.field_string_bytes)
    text = text.substr(0, limits_.field_string_bytes);
  if (limits_.total_string_bytes != 0 && text.size() > limits_.total_string_bytes - string_bytes_)
    text = text.substr(0, limits_.total_string_bytes - string_bytes_);
  if (text.size() < size) ++truncation_.strings;
  string_bytes_ += text.size();
  return Cell::of_text(text);
}

// Whether one more item fits, after `taken` of the same field.
bool RowBuilder::take_item(size_t taken) {
  bool fits = (limits_.field_items == 0 || taken < limits_.field_items) &&
              (limits_.total_items == 0 || item_count_ < limits_.total_items);
  if (fits)
    ++item_count_;
  else
    ++truncation_.containers;
  return fits;
}

Cell RowBuilder::make_table_items(Table* table) {
  size_t first = items_.size();
  const Type* key = table->type->keys.empty() ? nullptr : table->type->keys[0];
  uint32_t position = 0;
  TableEntry entry;
  while (key && next_entry(table, position, entry) && take_item(items_.size() - first))
    items_.push_back(make_scalar(key, entry.keys[0]));
  return Cell::of_items({items_.data() + first, items_.size() - first});
}

Cell RowBuilder::make_vector_items(Vector* vec) {
  size_t first = items_.size();
  const Type* element = vec->type->element;
  for (uint32_t i = 0; i < vec->size && take_item(i); ++i)
    items_.push_back(vec->is_set(i) ? make_scalar(element, vec->items[i]) : Cell());
  return Cell::of_items({items_.data() + first, items_.size() - first});
}

}  // namespace avocet
