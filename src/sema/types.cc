// What a written type means; records, enums and their growth.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

const Type* basic_type(const TypeTable& types, BasicType type) {
  switch (type) {
  case BasicType::kBool: return types.basic(TypeKind::kBool);
  case BasicType::kInt: return types.basic(TypeKind::kInt);
  case BasicType::kCount: return types.basic(TypeKind::kCount);
  case BasicType::kDouble: return types.basic(TypeKind::kDouble);
  case BasicType::kTime: return types.basic(TypeKind::kTime);
  case BasicType::kInterval: return types.basic(TypeKind::kInterval);
  case BasicType::kString: return types.basic(TypeKind::kString);
  case BasicType::kPattern: return types.basic(TypeKind::kPattern);
  case BasicType::kPort: return types.basic(TypeKind::kPort);
  case BasicType::kAddr: return types.basic(TypeKind::kAddr);
  case BasicType::kSubnet: return types.basic(TypeKind::kSubnet);
  case BasicType::kAny: return types.basic(TypeKind::kAny);
  case BasicType::kVoid: return types.basic(TypeKind::kVoid);
  }
  UNREACHABLE();
}

// What people write who come from other languages.
std::string_view familiar_type(std::string_view name) {
  if (name == "str" || name == "String" || name == "char") return "string";
  if (name == "boolean" || name == "Bool") return "bool";
  if (name == "float" || name == "real" || name == "number") return "double";
  if (name == "integer" || name == "long" || name == "int64" || name == "int32") return "int";
  if (name == "uint" || name == "uint64" || name == "uint32" || name == "unsigned" ||
      name == "size_t")
    return "count";
  if (name == "ip" || name == "address" || name == "ipaddr" || name == "host") return "addr";
  if (name == "net" || name == "network" || name == "cidr" || name == "prefix") return "subnet";
  if (name == "duration" || name == "timedelta") return "interval";
  if (name == "timestamp" || name == "datetime") return "time";
  if (name == "text" || name == "bytes") return "string";
  if (name == "num" || name == "short" || name == "byte") return "count";
  if (name == "struct" || name == "object") return "record";
  if (name == "map" || name == "dict") return "table";
  if (name == "list" || name == "array") return "vector";
  if (name == "regex" || name == "regexp") return "pattern";
  return {};
}

constexpr std::string_view kTypeWords[] = {
    "bool",    "int",    "count", "double",   "time",  "interval", "string",
    "pattern", "port",   "addr",  "subnet",   "any",   "table",    "set",
    "vector",  "record", "enum",  "function", "event", "hook",     "file"};

}  // namespace

WrittenType Analysis::read_written_type(NodeRef node, std::string_view name) {
  if (depth_ >= kMaxDepth) {
    report.error(node.span(), "too-deep", "this type is nested too deeply");
    return {type_error()};
  }
  struct Deeper {
    uint32_t& d;
    explicit Deeper(uint32_t& depth) : d(depth) { ++d; }
    ~Deeper() { --d; }
  } deeper(depth_);
  switch (node.kind()) {
  case NodeKind::kBasicType:
    if (node.basic_type() == BasicType::kVoid) {
      report.error(node.span(), "unknown-type", "there is no type `void` in scripts")
          .hint("leave the type out");
      return {type_error()};
    }
    return {basic_type(types, node.basic_type())};
  case NodeKind::kNamedType: return read_named(node);
  case NodeKind::kTableType:
  case NodeKind::kSetType: return read_table(node);
  case NodeKind::kVectorType: {
    WrittenType element = read_written_type(node.first_child());
    if (element.type->kind == TypeKind::kError) return element;
    return {types.vector(element.type), defaults_of_container(element.defaults)};
  }
  case NodeKind::kFileType: {
    NodeRef of = node.first_child();
    const Type* element = of.is_none() ? basic(TypeKind::kString) : read_type(of);
    return {element->kind == TypeKind::kError ? element : types.file(element)};
  }
  case NodeKind::kOpaqueType: return {read_opaque(node)};
  case NodeKind::kRecordType: return {read_record(node, name)};
  case NodeKind::kEnumType: return {read_enum(node, name)};
  case NodeKind::kFunctionType: {
    Signature signature = read_signature(node, node.flavor());
    if (signature.broken) return {type_error()};
    NodeRef result = node.first_child().next_sibling();
    if (node.flavor() == Flavor::kHook && !result.is_none()) {
      report.error(result.full_span(), "bad-signature", "the type of a hook names no result")
          .hint("leave it out: what calls a hook gets whether no body broke it off");
      return {type_error()};
    }
    return {signature.type, defaults_of(signature)};
  }
  default:
    report.error(node.span(), "expected-type", "a type is expected here");
    return {type_error()};
  }
}

WrittenType Analysis::read_named(NodeRef node) {
  NameId name = names.of(node);
  Entry* entry = look_up(name);
  if (!entry) {
    std::string_view text = node.text();
    std::string_view known = familiar_type(text);
    Nearest nearest(text);
    for (std::string_view word : kTypeWords) nearest.offer(word);
    bool is_opaque = text == "x509" || text == "md5" || text == "sha1" || text == "sha256" ||
                     text == "topk" || text == "bloomfilter" || text == "cardinality" ||
                     text == "entropy" || text == "paraglob";
    if (is_opaque) {
      report.error(node.span(), "unknown-type", "unknown type " + quoted(text))
          .hint("it is written `opaque of " + std::string(text) + "`");
      missing_names_.push_back(name);
      return {type_error()};
    }
    if (nearest.found().empty() && known.empty()) {
      unknown_name(node, "type", node.span());
      return {type_error()};
    }
    if (is_missing(name) || unread_.mentions(text) || is_of_lost_name(node, "type")) {
      report.count_silently();
      return {type_error()};
    }
    for (Entry* e : symbols.entries())
      if (e->kind == SymbolKind::kType && e->module_id == names.global_module())
        nearest.offer(e->name);
    report.error(node.span(), "unknown-type", "unknown type " + quoted(text))
        .hint(known.empty() ? nearest.hint() : "the type is called " + quoted(known));
    missing_names_.push_back(name);
    return {type_error()};
  }
  entry = resolve(node, "type");
  if (!entry) return {type_error()};
  if (entry->kind == SymbolKind::kType || entry->also_type)
    return {entry->type, entry->type_defaults};
  if (entry->type && entry->type->kind == TypeKind::kError) return {entry->type};
  report.error(node.span(), "not-a-type", quoted(entry->name) + " is not a type")
      .hint(node.text() == "None" ? "whether a field is set is asked with `r?$field`" : "")
      .note(entry->span, quoted(entry->name) + " is declared here");
  return {type_error()};
}

bool Analysis::is_key_type(const Type* type, Span span, const Type* whole) {
  if (type->kind == TypeKind::kFile || type->kind == TypeKind::kOpaque) {
    report
        .error(span, "bad-key",
               "a key of " + type_text(whole) + " is " + a_type(type) +
                   ", which cannot be an index")
        .hint("take something that tells one from another, such as its name");
    return false;
  }
  // Looks for `any` within what would be a key: such keys cannot be hashed by type.
  std::vector<const Type*> open{type};
  std::vector<const Type*> seen;
  while (!open.empty()) {
    const Type* t = open.back();
    open.pop_back();
    if (std::find(seen.begin(), seen.end(), t) != seen.end()) continue;
    seen.push_back(t);
    switch (t->kind) {
    case TypeKind::kAny:
    case TypeKind::kVoid:
      report
          .error(span, "bad-key",
                 "a key of " + type_text(whole) +
                     " contains a value of type any, which cannot be an index")
          .hint("name the type of the index");
      return false;
    case TypeKind::kRecord:
      for (const RecordField& f : as_record(t)->fields) open.push_back(f.type);
      break;
    case TypeKind::kVector: open.push_back(as_vector(t)->element); break;
    case TypeKind::kTable:
    case TypeKind::kSet:
      for (const Type* k : as_table(t)->keys) open.push_back(k);
      if (as_table(t)->value) open.push_back(as_table(t)->value);
      break;
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
    case TypeKind::kType:
    case TypeKind::kList: break;
    }
  }
  return true;
}

WrittenType Analysis::read_table(NodeRef node) {
  bool is_set = node.is(NodeKind::kSetType);
  std::vector<const Type*> keys;
  std::vector<Span> spans;
  const tree::CallDefaults* last_defaults = nullptr;
  bool broken = false;
  for (NodeRef child : node.children()) {
    WrittenType part = read_written_type(child);
    keys.push_back(part.type);
    last_defaults = part.defaults;
    spans.push_back(child.full_span());
    broken |= keys.back()->kind == TypeKind::kError;
  }
  const Type* value = nullptr;
  if (!is_set) {
    value = keys.back();
    keys.pop_back();
  }
  if (broken) return {type_error()};
  const TableType* type = is_set ? types.set(keys) : types.table(keys, value);
  for (size_t i = 0; i < keys.size(); ++i)
    if (!is_key_type(keys[i], spans[i], type)) return {type_error()};
  return {type, is_set ? nullptr : defaults_of_container(last_defaults)};
}

const Type* Analysis::read_record(NodeRef node, std::string_view name) {
  RecordType* record = types.record(name);
  size_t before = report.errors();
  add_fields(record, node, false);
  if (name.empty() && report.errors() != before) return type_error();
  return record;
}

void Analysis::add_fields(RecordType* record, NodeRef fields, bool redef) {
  for (NodeRef field : fields.children()) add_field(record, field, redef);
}

bool Analysis::add_field(RecordType* record, NodeRef node, bool redef) {
  std::string_view name = names.text(names.of(node));
  NodeRef type_node = node.first_child();
  NodeRef attributes_node = type_node.next_sibling();
  auto [type, defaults] = read_written_type(type_node);
  std::vector<FieldInfo>& info = fields_of(record);
  if (int known = record->find(name); known >= 0) {
    report.error(node.span(), "duplicate-field", "there is already a field " + quoted(name))
        .hint(redef ? "a redef adds fields to those that there are: give it another name" : "")
        .echo(suspect_copy(node.span(), info[size_t(known)].span))
        .note(info[size_t(known)].span, "it is declared here");
    if (!same_type(type, record->fields[size_t(known)].type))
      info[size_t(known)].is_doubtful = true;
    lacks_field_.insert(record);
    return false;
  }
  // A default may be checked against the field's type while the record is still open.
  size_t before = report.errors();
  Attributes* attributes = read_attributes(attributes_node, Place::kField, type, name);
  // What was given that does not go with the type: which is wrong nobody knows.
  if (report.errors() != before) type = type_error();
  RecordField field;
  field.name = name;
  field.type = type;
  if (attributes) {
    bool own_default = attributes->default_value && !attributes->default_is_yield;
    if (attributes->optional) field.flags |= kFieldOptional;
    if (attributes->log) field.flags |= kFieldLog;
    if (own_default) field.flags |= kFieldDefault;
    if (attributes->default_value && attributes->default_is_yield)
      field.flags |= kFieldTableDefault;
    if (attributes->deprecated) field.flags |= kFieldDeprecated;
    field.deprecation = attributes->deprecation;
    field.type_column = attributes->type_column;
  }
  bool silent = type->kind == TypeKind::kError;
  bool may_be_absent = field.flags & (kFieldOptional | kFieldDefault);
  if (redef && !may_be_absent && !silent)
    report
        .error(node.span(), "redef-field",
               "field " + quoted(name) + " added to record " + type_text(record) +
                   " must be &optional or have a &default")
        .hint("records that exist already could not get a value for it");
  if (redef && !may_be_absent) field.flags |= kFieldOptional;  // as it was told
  record->add(field);
  fields_of(record).push_back({node.span(), attributes, defaults});
  if (attributes && (attributes->default_value || attributes->shapes_table()))
    consumer.field_default({record, uint32_t(record->fields.size() - 1), attributes});
  return true;
}

const Type* Analysis::read_opaque(NodeRef node) {
  const Type* type = types.opaque(arena.copy(node.text()));
  opaque_types_.emplace(type, node.full_span());
  return type;
}

// Values of type opaque come from functions that are not written in the language.
void Analysis::check_opaque_types() {
  std::unordered_set<const Type*> made;
  auto note = [&made](const Type* type) {
    made.insert(type);
    if (const RecordType* record = as_record(type))
      for (const RecordField& f : record->fields) made.insert(f.type);
  };
  for (const Entry* e : callables_) {
    const FunctionType* f = as_function(e->type);
    if (!f || f->flavor != Flavor::kFunction || !host.is_native(e->name)) continue;
    note(f->result);
    for (const Parameter& p : f->parameters) note(p.type);
  }
  for (auto [type, span] : opaque_types_) {
    if (made.contains(type)) continue;
    Nearest nearest(type->name);
    for (auto [known, where] : opaque_types_)
      if (made.contains(known)) nearest.offer(known->name);
    report
        .error(span, "unknown-opaque",
               "no function makes a value of type opaque of " + std::string(type->name))
        .hint(nearest.hint());
  }
}

const Type* Analysis::read_enum(NodeRef node, std::string_view name) {
  EnumType* type = types.enumeration(name);
  add_labels(type, node, false, false);
  return type;
}

void Analysis::label_too_large(Span span) {
  report.error(span, "enum-value", "the value of an enum label is at most 9223372036854775807");
}

std::optional<int64_t> Analysis::label_value(NodeRef node) {
  size_t before = report.errors();
  Expr* e = infer(node);
  if (report.errors() != before) return std::nullopt;
  if (is_constant(e) && e->type->kind == TypeKind::kCount) {
    if (value_of(e).i >= 0) return value_of(e).i;
    label_too_large(node.full_span());
    return std::nullopt;
  }
  report.error(node.full_span(), "enum-value", "the value of an enum label is a count constant")
      .hint(e->type->kind == TypeKind::kInt ? "negative values are not possible" : "");
  return std::nullopt;
}

namespace {

// The first label that has a value where the one before has none, or the other way round.
NodeRef first_of_mixed(NodeRef labels) {
  NodeRef before;
  for (NodeRef label : labels.children()) {
    if (before && before.first_child().is_none() != label.first_child().is_none()) return label;
    before = label;
  }
  return {};
}

}  // namespace

void Analysis::add_labels(EnumType* type, NodeRef values, bool exported, bool redef) {
  size_t before = report.errors();
  bool wrong_type = false;  // said once; the labels are there all the same
  for (NodeRef node : values.children()) {
    NodeRef value_node = node.first_child();
    NodeRef attributes_node = value_node.next_sibling();
    NameId name = names.of(node);
    std::optional<int64_t> value;
    if (!value_node.is_none() && !wrong_type) {
      value = label_value(value_node);
      wrong_type = !value && value_node.is(NodeKind::kString);
    }
    Entry* known = symbols.look_up_for_declaration(name, module_);
    if (known) {
      // A redef may name a label again if its value is written and the same.
      bool same = known->kind == SymbolKind::kEnumLabel && known->type == type && value &&
                  *value == known->value;
      if (same) continue;
      report
          .error(node.span(), "duplicate-label",
                 "enum label " + quoted(known->name) + " of " + type_text(type) +
                     " is already declared")
          .echo("labels " + std::to_string(values.full_span().begin))  // a copy of all of them
          .echo(suspect_copy(node.span(), known->span))
          .note(known->span, known->kind == SymbolKind::kEnumLabel
                                 ? "it is a label of " + type_text(known->type) + " here"
                                 : quoted(known->name) + " is declared here")
          .hint(redef ? ""
                      : "labels are names of the module they stand in: they must differ from all "
                        "others");
      if (known->kind == SymbolKind::kGlobal) known->type = type_error();
      lose_name(Lost::kVariable);
      continue;
    }
    Entry* entry = symbols.add(SymbolKind::kEnumLabel, name, module_, node.span());
    entry->exported = exported;
    entry->type = type;
    entry->value = value ? *value : type->next_value;
    if (entry->value < 0) {
      entry->value = 0;  // behind the largest there is
      label_too_large(node.span());
    }
    if (value && !type->label_of(entry->value).empty())
      report.error(node.span(), "duplicate-label",
                   "the value " + std::to_string(entry->value) + " is already " +
                       quoted(type->label_of(entry->value)));
    type->add(entry->name, entry->value);
    if (Attributes* a = read_attributes(attributes_node, Place::kLabel, type, node.text())) {
      entry->deprecated = a->deprecated;
      entry->deprecation = a->deprecation;
    }
  }
  if (NodeRef other = first_of_mixed(values); other && report.errors() == before) {
    bool lacks = other.first_child().is_none();
    report
        .error(other.span(), "enum-value",
               "the label " + quoted(other.text()) + (lacks ? " has no value" : " has a value") +
                   ", unlike the one before it")
        .hint("give all labels of an enum a value, or none");
  }
}

}  // namespace avocet::sema
