// redef: of values, attributes, records and enums.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

// Attributes of a redef win over those of the declaration.
Attributes* merged(Arena& arena, const Attributes* old, const Attributes& more) {
  auto* a = arena.make<Attributes>(old ? *old : Attributes{});
  if (more.default_value) {
    a->default_value = more.default_value;
    a->default_is_yield = more.default_is_yield;
    a->default_insert = more.default_insert;
  }
  if (more.expire_interval) {
    a->expire_interval = more.expire_interval;
    a->expiry = more.expiry;
  }
  if (more.expire_function) a->expire_function = more.expire_function;
  if (more.on_change) a->on_change = more.on_change;
  if (more.add_function) a->add_function = more.add_function;
  if (more.delete_function) a->delete_function = more.delete_function;
  a->ordered |= more.ordered;
  a->raw_output |= more.raw_output;
  a->log |= more.log;
  a->redefinable |= more.redefinable;
  a->is_used |= more.is_used;
  return a;
}

bool has_values(NodeRef node) {
  return node.has_children() && node.first_child().is(NodeKind::kAssign);
}

bool is_written_list(NodeRef node) {
  return node.is(NodeKind::kBraces) || node.is(NodeKind::kListConstructor) ||
         node.is(NodeKind::kSetCall) || node.is(NodeKind::kTableCall) ||
         node.is(NodeKind::kVectorCall);
}

}  // namespace

void Analysis::check_redef(NodeRef item) {
  NameId name = names.of(item);
  Entry* entry = look_up(name);
  if (!entry) {
    unknown_name(item, "name", item.span());
    // `redef enumNotice::Type += { ... }` would have declared labels.
    if (item.full_span().length > 0) note_unread(item);
    return;
  }
  if (entry->type && entry->type->kind == TypeKind::kError) return;
  if (entry->kind == SymbolKind::kType) {
    Message m = report.error(item.span(), "bad-redef",
                             quoted(entry->name) + " is a type and has no value to redefine");
    if (as_enum(entry->type))
      m.hint("to add labels, write `redef enum " + std::string(item.text()) + " += { ... }`");
    if (as_record(entry->type))
      m.hint("to add fields, write `redef record " + std::string(item.text()) + " += { ... }`");
    m.note(entry->span, "it is declared here");
    note_unread(item);
    return;
  }
  bool function =
      entry->global && entry->global->kind == tree::GlobalKind::kFunction && entry->redefinable;
  if (function) {
    make_variable_of(entry->global);
    return redef_value(item, entry, entry->global->variable);
  }
  if (entry->kind == SymbolKind::kEnumLabel || !entry->global || entry->global->callable()) {
    report.error(item.span(), "bad-redef", quoted(entry->name) + " cannot be redefined")
        .hint(entry->global && entry->global->kind == tree::GlobalKind::kEvent
                  ? "to replace its handlers, write `redef event " + std::string(item.text()) +
                        "(...) { ... }`"
              : entry->global && entry->global->kind == tree::GlobalKind::kHook
                  ? "add a handler: `hook " + std::string(item.text()) + "(...) { ... }`"
                  : "")
        .note(entry->span, "it is declared here");
    return;
  }
  use(entry, item.span());
  if (!entry->redefinable) {
    report.error(item.span(), "bad-redef", quoted(entry->name) + " is not marked &redef")
        .note(entry->span, "it is declared here")
        .hint("only globals marked &redef and options can be redefined");
    return;
  }
  redef_value(item, entry, entry->global);
}

void Analysis::redef_value(NodeRef item, Entry* entry, tree::Global* global) {
  NodeRef type_node = item.first_child();
  NodeRef value_node = type_node.next_sibling();
  NodeRef attributes_node = value_node.next_sibling();
  const Type* type = global->type;
  size_t before = report.errors();
  if (!type_node.is_none()) {
    const Type* given = read_type(type_node);
    if (given->kind != TypeKind::kError && !same_type(given, type))
      report
          .error(type_node.full_span(), "type-mismatch",
                 quoted(entry->name) + " is " + a_type(type) + "; a redef cannot change its type")
          .note(entry->span, "it is declared here");
  }
  if (Attributes* more = read_attributes(attributes_node, Place::kGlobal, type, entry->name)) {
    global->attributes = merged(arena, global->attributes, *more);
    if (report.errors() == before) consumer.update(*global);
  }
  bool is_empty = value_node.is_none() && type_node.is_none() && !attributes_node.has_children();
  if (options.lint && is_empty)
    report.error(item.span(), "empty-redef", "this `redef` changes nothing")
        .hint("write `redef " + std::string(item.text()) + " = value;`");
  if (value_node.is_none() || report.errors() != before) return;
  AssignOp op = item.assign_op();
  // A pattern without a value has nothing that could be added to: it begins with this.
  bool begins = op == AssignOp::kAddTo && type->kind == TypeKind::kPattern && !global->initialised;
  if (begins) op = AssignOp::kSet;
  Frame* outer = std::exchange(frame_, &idle_);
  Expr* value = op == AssignOp::kSet
                    ? check(value_node, {type, Role::kInitialise, entry->name, entry->span})
                    : redef_change(value_node, entry, op == AssignOp::kAddTo);
  frame_ = outer;
  if (report.errors() != before || is_error(value)) return;
  if (op == AssignOp::kSet) {
    dress(value, global->attributes);
    if (!global->initialised) {
      global->initialised = true;
      consumer.update(*global);
    }
    entry->defined = true;
  }
  tree::Action* action = make_action(tree::ActionKind::kRedefine, global, value, item.full_span());
  action->op = op == AssignOp::kSet     ? tree::Action::Op::kAssign
               : op == AssignOp::kAddTo ? tree::Action::Op::kAdd
                                        : tree::Action::Op::kRemove;
  consumer.act(*action);
}

Expr* Analysis::redef_change(NodeRef node, Entry* entry, bool add) {
  const Type* type = entry->global->type;
  Target target{type, Role::kAssign, entry->name, entry->span};
  switch (type->kind) {
  case TypeKind::kSet: return check(node, target);
  case TypeKind::kTable: {
    if (add || has_values(node)) return check(node, target);
    // What is taken away may be named by index alone.
    Expr* e = infer_value(node, types.set(as_table(type)->keys));
    if (is_error(e)) return e;
    if (e->type->kind == TypeKind::kSet) target.type = types.set(as_table(type)->keys);
    return coerce(e, target);
  }
  case TypeKind::kVector: {
    if (!add) break;
    if (is_written_list(node)) return check(node, target);
    const auto* vector = as_vector(type);
    Expr* e = infer_value(node, vector->element);
    if (is_error(e)) return e;
    if (as_vector(e->type) && fits(e->type, type) && !as_vector(vector->element))
      return coerce(e, target);
    e = coerce(e, {vector->element, Role::kElement, {}, {}, vector});
    if (is_error(e)) return e;
    return make_container(type, {{{}, e}}, e->span);
  }
  case TypeKind::kPattern:
  case TypeKind::kString:
    if (add) return check(node, target);
    break;
  case TypeKind::kCount:
  case TypeKind::kInt:
  case TypeKind::kDouble:
  case TypeKind::kInterval: return check(node, target);
  case TypeKind::kTime: target.type = basic(TypeKind::kInterval); return check(node, target);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kRecord:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: break;
  }
  // What it means is up to a function, if there is one.
  const tree::Attributes* own = entry->global->attributes;
  if (own && (add ? own->add_function : own->delete_function)) return check(node, target);
  report
      .error(node.full_span(), "bad-redef",
             std::string(add ? "`+=`" : "`-=`") + " is not possible for " + quoted(entry->name) +
                 ", which is " + a_type(type))
      .hint("use `=` to give it another value")
      .note(entry->span, "it is declared here");
  return error_expr(node.full_span());
}

// ---- Types ------------------------------------------------------------------------------------

void Analysis::check_redef_record(NodeRef item) {
  NodeRef type_node = item.first_child();
  Entry* entry = resolve(item, "record type");
  const RecordType* type = nullptr;
  if (entry && entry->kind == SymbolKind::kType) {
    type = as_record(entry->type);
    if (!type && entry->type->kind != TypeKind::kError)
      report
          .error(item.span(), "bad-redef",
                 quoted(entry->name) + " is " + a_type(entry->type) + ", not a record")
          .note(entry->span, "it is declared here");
  } else if (entry && entry->type && entry->type->kind != TypeKind::kError) {
    report.error(item.span(), "bad-redef", quoted(entry->name) + " is not a record type")
        .note(entry->span, "it is declared here");
  }
  if (!type) {
    note_unread(item);  // the fields are missing elsewhere
    if (!entry) broken_ = true;
    return;
  }
  RecordType* record = mutable_record(type);
  size_t first = record->fields.size();
  add_fields(record, type_node, true);
  if (Attributes* attributes =
          read_attributes(type_node.next_sibling(), Place::kType, record, entry->name);
      attributes && attributes->log)
    for (size_t i = first; i < record->fields.size(); ++i) record->fields[i].flags |= kFieldLog;
}

void Analysis::check_redef_field(NodeRef item) {
  NodeRef field_node = item.first_child();
  Entry* entry = resolve(item, "record type");
  if (!entry || (entry->type && entry->type->kind == TypeKind::kError)) return;
  const RecordType* type = entry->kind == SymbolKind::kType ? as_record(entry->type) : nullptr;
  if (!type) {
    report.error(item.span(), "bad-redef", quoted(entry->name) + " is not a record type")
        .note(entry->span, "it is declared here");
    return;
  }
  int at = type->find(field_node.text());
  if (at < 0) return unknown_field(field_node, type, field_node.text());
  RecordField& field = mutable_record(type)->fields[size_t(at)];
  bool add = item.assign_op() == AssignOp::kAddTo;
  for (NodeRef attribute : field_node.next_sibling().children()) {
    if (attribute.attribute() != AttributeKind::kLog) {
      report.error(attribute.full_span(), "bad-redef",
                   "only &log can be given to a field, or taken from it, by `redef`");
      continue;
    }
    Attributes checked;
    size_t before = report.errors();
    if (add) read_attribute(attribute, Place::kField, field.type, field.name, checked);
    if (report.errors() != before) continue;
    field.flags = uint16_t(add ? field.flags | kFieldLog : field.flags & ~kFieldLog);
  }
}

void Analysis::check_redef_enum(NodeRef item) {
  Entry* entry = resolve(item, "enum type");
  bool unknown = !entry || (entry->type && entry->type->kind == TypeKind::kError);
  const EnumType* type =
      !unknown && entry->kind == SymbolKind::kType ? as_enum(entry->type) : nullptr;
  if (!type) note_unread(item);  // the labels are missing elsewhere
  if (!entry) broken_ = true;
  if (unknown) return;
  if (!type) {
    report.error(item.span(), "bad-redef", quoted(entry->name) + " is not an enum")
        .note(entry->span, "it is declared here");
    return;
  }
  add_labels(const_cast<EnumType*>(type), item.first_child(), item.is_exported(), true);
}

}  // namespace avocet::sema
