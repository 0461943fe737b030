// Records, vectors, tables and sets: making them, and their elements.
#include "compiler/body.h"
#include "compiler/fold.h"

namespace avocet {

using namespace tree;

// ---- Keys

// One key of a table of subnets, looked up by what lies in it.
bool BodyCompiler::by_prefix(const TableType* table, const Expr* key) {
  return table->keys.size() == 1 && table->keys[0]->kind == TypeKind::kSubnet &&
         (key->type->kind == TypeKind::kAddr || key->type->kind == TypeKind::kSubnet);
}

// A table of patterns, looked up by a string.
bool BodyCompiler::by_pattern(const TableType* table, const Expr* key) {
  return table->keys.size() == 1 && table->keys[0]->kind == TypeKind::kPattern &&
         key->type->kind == TypeKind::kString;
}

BodyCompiler::Key BodyCompiler::key(const TableType* table, std::span<Expr* const> keys) {
  return key(table, values(keys));
}

BodyCompiler::Key BodyCompiler::key(const TableType* table, const std::vector<Reg>& parts) {
  if (parts.size() > 1 || table->keys.size() > 1)
    return {Key::Form::kList, b_.register_list(parts)};
  Reg r = parts[0];
  if (!r.managed) return {Key::Form::kPlain, r.number};
  bool is_string = table->keys[0]->kind == TypeKind::kString;
  return {is_string ? Key::Form::kString : Key::Form::kValue, r.number};
}

void BodyCompiler::load_element(const TableType*, Reg t, Key k, Reg to) {
  switch (k.form) {
  case Key::Form::kPlain:
    if (to.managed) return emit<op::LoadManagedTableByPlain>(to, t, k.operand);
    return emit<op::LoadTableByPlain>(to, t, k.operand);
  case Key::Form::kString:
    if (to.managed) return emit<op::LoadManagedTableByString>(to, t, k.operand);
    return emit<op::LoadTableByString>(to, t, k.operand);
  case Key::Form::kValue:
    if (to.managed) return emit<op::LoadManagedTableByValue>(to, t, k.operand);
    return emit<op::LoadTableByValue>(to, t, k.operand);
  case Key::Form::kList:
    if (to.managed) return emit<op::LoadManagedTableByKeys>(to, t, k.operand);
    return emit<op::LoadTableByKeys>(to, t, k.operand);
  }
}

void BodyCompiler::store_element(const TableType*, Reg t, Key k, Reg v, bool last_use) {
  bool take = last_use && v.managed && is_temporary(v);
  switch (k.form) {
  case Key::Form::kPlain:
    if (take) return emit<op::StoreManagedTableTakeByPlain>(t, k.operand, v);
    if (v.managed) return emit<op::StoreManagedTableByPlain>(t, k.operand, v);
    return emit<op::StoreTableByPlain>(t, k.operand, v);
  case Key::Form::kString:
    if (take) return emit<op::StoreManagedTableTakeByString>(t, k.operand, v);
    if (v.managed) return emit<op::StoreManagedTableByString>(t, k.operand, v);
    return emit<op::StoreTableByString>(t, k.operand, v);
  case Key::Form::kValue:
    if (take) return emit<op::StoreManagedTableTakeByValue>(t, k.operand, v);
    if (v.managed) return emit<op::StoreManagedTableByValue>(t, k.operand, v);
    return emit<op::StoreTableByValue>(t, k.operand, v);
  case Key::Form::kList:
    if (take) return emit<op::StoreManagedTableTakeByKeys>(t, k.operand, v);
    if (v.managed) return emit<op::StoreManagedTableByKeys>(t, k.operand, v);
    return emit<op::StoreTableByKeys>(t, k.operand, v);
  }
}

void BodyCompiler::add_element(Reg set, Key k) {
  switch (k.form) {
  case Key::Form::kPlain: return emit<op::AddToSetByPlain>(set, k.operand);
  case Key::Form::kString:
  case Key::Form::kValue: return emit<op::AddToSetByValue>(set, k.operand);
  case Key::Form::kList: return emit<op::AddToSetByKeys>(set, k.operand);
  }
}

void BodyCompiler::erase_element(Reg table, Key k) {
  switch (k.form) {
  case Key::Form::kPlain: return emit<op::EraseByPlain>(table, k.operand);
  case Key::Form::kString:
  case Key::Form::kValue: return emit<op::EraseByValue>(table, k.operand);
  case Key::Form::kList: return emit<op::EraseByKeys>(table, k.operand);
  }
}

void BodyCompiler::contains_element(Reg table, Key k, Reg to) {
  switch (k.form) {
  case Key::Form::kPlain: return emit<op::InTableByPlain>(to, table, k.operand);
  case Key::Form::kString: return emit<op::InTableByString>(to, table, k.operand);
  case Key::Form::kValue: return emit<op::InTableByValue>(to, table, k.operand);
  case Key::Form::kList: return emit<op::InTableByKeys>(to, table, k.operand);
  }
}

// ---- Vectors and fields

void BodyCompiler::store_in_vector(Reg vector, Reg index, Reg v, bool last_use) {
  if (!v.managed) return emit<op::StoreElement>(vector, index, v);
  if (last_use && is_temporary(v)) return emit<op::StoreManagedElementTake>(vector, index, v);
  emit<op::StoreManagedElement>(vector, index, v);
}

void BodyCompiler::append(Reg vector, Reg v, bool last_use) {
  if (!v.managed) return emit<op::Append>(vector, v);
  if (last_use && is_temporary(v)) return emit<op::AppendManagedTake>(vector, v);
  emit<op::AppendManaged>(vector, v);
}

void BodyCompiler::store_in_field(Reg record, uint32_t field, Reg v, bool last_use) {
  if (!v.managed) return emit<op::StoreField>(record, field, v);
  if (last_use && is_temporary(v)) return emit<op::StoreManagedFieldTake>(record, field, v);
  emit<op::StoreManagedField>(record, field, v);
}

bool BodyCompiler::store_constant_in_field(Reg record, uint32_t field, Value v, const Type* type) {
  if (type->managed() && v.is_null()) return false;
  uint32_t c = type->managed() ? b_.managed_constant(v, type) : plain_constant(v, type);
  if (c > UINT16_MAX) return false;
  if (type->managed())
    emit<op::StoreManagedFieldConst>(record, field, c);
  else
    emit<op::StoreFieldConst>(record, field, c);
  return true;
}

// ---- Constructors

template <class F> void BodyCompiler::build(Reg to, F&& make) {
  bool is_target = optimise() && target_ && place_of(target_).kind == LocalPlace::Kind::kRegister &&
                   target_->type->managed() && place_of(target_).number == to.number;
  if (is_target || is_temporary(to)) return make(to);
  Temporaries scope(*this);
  Reg made = temporary(true);
  make(made);
  emit<op::TakeManaged>(to, made);
}

void BodyCompiler::record(const RecordExpr& e, Reg to) {
  build(to, [&](Reg made) {
    emit<op::MakeRecord>(made, type_operand(e.type));
    if (e.is_bare) emit<op::MarkBareRecord>(made);
    for (const FieldValue& f : e.fields) {
      Temporaries scope(*this);
      auto known = optimise() ? fold(f.value, compiler_) : std::nullopt;
      if (known && store_constant_in_field(made, f.field, *known, f.value->type)) continue;
      store_in_field(made, f.field, value(f.value), true);
    }
    complete(e, made);
  });
}

// Defaults that are computed, unless every such field was given.
void BodyCompiler::complete(const RecordExpr& e, Reg made) {
  const RecordShape& shape = program_.shape(as_record(e.type));
  if (!shape.computes) return;
  size_t given = 0, computed = 0;
  for (const FieldShape& field : shape.fields)
    computed += field.init == FieldInit::kFunction || field.init == FieldInit::kRecord;
  for (const FieldValue& f : e.fields)
    given += shape.fields[f.field].init == FieldInit::kFunction ||
             shape.fields[f.field].init == FieldInit::kRecord;
  if (given < computed) emit<op::CompleteRecord>(made);
}

void BodyCompiler::container(const ContainerExpr& e, const Type* type,
                             const TableAttributes* attributes, Reg to) {
  build(to, [&](Reg made) {
    if (const TableType* table = as_table(type)) {
      emit<op::MakeTable>(made, type_operand(type), b_.attributes(attributes));
      own_attributes(e.attributes, type, made);
      return fill_table(e, table, made);
    }
    size_t room = e.items.size() < UINT16_MAX ? e.items.size() : UINT16_MAX;
    emit<op::MakeVector>(made, type_operand(type), room);
    fill_vector(e, made);
  });
}

void BodyCompiler::fill_vector(const ContainerExpr& e, Reg to) {
  for (const ContainerItem& item : e.items) {
    Temporaries scope(*this);
    append(to, value(item.value), true);
  }
}

void BodyCompiler::fill_table(const ContainerExpr& e, const TableType* type, Reg to) {
  for (const ContainerItem& item : e.items) {
    Temporaries scope(*this);
    spread(item, type, 0, values(item.keys), to);
  }
}

// Adds an item whose parts from `first` on may be sets that stand for each of their elements: a
// loop for each.
void BodyCompiler::spread(const ContainerItem& item, const TableType* type, size_t first,
                          std::vector<Reg> parts, Reg to) {
  auto is_spread = [&](size_t i) {
    return item.keys[i]->type->kind == TypeKind::kSet && type->keys[i]->kind != TypeKind::kSet;
  };
  while (first < parts.size() && !is_spread(first)) ++first;
  Temporaries scope(*this);
  if (first == parts.size()) {
    Key k = key(type, parts);
    if (type->is_set()) return add_element(to, k);
    return store_element(type, to, k, value(item.value), true);
  }
  Reg cursor = temporary(true), element = temporary(type->keys[first]);
  Label next = b_.new_label(), exit = b_.new_label();
  emit<op::BeginEntries>(cursor, parts[first]);
  b_.bind(next);
  emit<op::NextEntry>(cursor, exit);
  if (element.managed)
    emit<op::EntryManagedKey>(element, cursor, 0);
  else
    emit<op::EntryKey>(element, cursor, 0);
  parts[first] = element;
  spread(item, type, first + 1, std::move(parts), to);
  emit<op::Jump>(next);
  b_.bind(exit);
  emit<op::ClearManaged>(cursor);
}

void BodyCompiler::into_with(const Expr* e, const TableAttributes* attributes, Reg to) {
  const Expr* made = e;
  if (e->kind == ExprKind::kConvert && as<ConvertExpr>(e).convert == Convert::kContainerType)
    made = as<ConvertExpr>(e).operand;
  if (made->kind == ExprKind::kContainer && attributes) {
    auto& c = as<ContainerExpr>(made);
    const TableAttributes* own = compiler_.table_attributes(c.attributes, e->type);
    At at(*this, e->span);
    return container(c, e->type, own ? own : attributes, to);
  }
  into(e, to);
  if (attributes && as_table(e->type)) attach(to, attributes);
}

// Attributes that read variables belong to the one table that was made beside them.
void BodyCompiler::own_attributes(const tree::Attributes* attributes, const Type* type, Reg table) {
  const TableType* of = as_table(type);
  if (!attributes || !of) return;
  if (attributes->default_is_yield) {
    bool computes = makes_default(attributes->default_value, of);
    own_attribute(attributes->default_value, table,
                  computes ? OwnAttribute::kDefaultFunction : OwnAttribute::kDefault);
  }
  own_attribute(attributes->expire_function, table, OwnAttribute::kExpireFunction);
  own_attribute(attributes->on_change, table, OwnAttribute::kChangeFunction);
  own_attribute(attributes->expire_interval, table, OwnAttribute::kExpireInterval);
}

void BodyCompiler::own_attribute(const Expr* e, Reg table, OwnAttribute which) {
  if (!e || !needs_locals(e)) return;
  Temporaries scope(*this);
  if (which == OwnAttribute::kExpireInterval) return emit<op::OwnInterval>(table, value(e));
  Reg made = temporary(e->type);
  CHECK(made.managed);  // a value that needs locals became a closure over it
  into(e, made);
  emit<op::OwnAttribute>(table, made, int(which));
}

void BodyCompiler::attach(Reg table, const TableAttributes* attributes) {
  emit<op::AttachAttributes>(table, b_.attributes(attributes));
}

bool BodyCompiler::make_fresh(const Type* type, const TableAttributes* attributes, Reg to) {
  switch (type->kind) {
  case TypeKind::kRecord:
    emit<op::MakeRecord>(to, type_operand(type));
    if (program_.shape(as_record(type)).computes) emit<op::CompleteRecord>(to);
    return true;
  case TypeKind::kVector: emit<op::MakeVector>(to, type_operand(type), 0); return true;
  case TypeKind::kTable:
  case TypeKind::kSet:
    emit<op::MakeTable>(to, type_operand(type), b_.attributes(attributes));
    return true;
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
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return false;
  }
  UNREACHABLE();
}

}  // namespace avocet
