// Globals, constants, options and types.
#include "sema/analysis.h"
#include "sema/walk.h"

namespace avocet::sema {

namespace {

tree::GlobalKind kind_of(Storage storage) {
  switch (storage) {
  case Storage::kConst: return tree::GlobalKind::kConst;
  case Storage::kOption: return tree::GlobalKind::kOption;
  case Storage::kGlobal:
  case Storage::kRedef:
  case Storage::kLocal:
  case Storage::kLocalConst: return tree::GlobalKind::kVariable;
  }
  UNREACHABLE();
}

}  // namespace

// Which of the two declarations a use means nobody knows.
void Analysis::already_declared(Span span, Entry& entry, Lost meant) {
  report.error(span, "redeclared", quoted(entry.name) + " is already declared")
      .note(entry.span, "it is declared here")
      .echo(suspect_copy(span, entry.span))
      .hint(entry.redefinable ? "to give it another value, use `redef`" : "");
  if (!is_pasted(span)) lose_name(meant);
  entry.type = type_error();
}

bool Analysis::is_valid_name(NodeRef node) {
  const Name& name = names[names.of(node)];
  if (name.module == kNoModule || !name.text.starts_with("::")) return true;
  bool twice = name.text.find("::", 2) != std::string_view::npos;
  if (!twice && !node.is_exported()) return true;
  report.error(node.span(), "bad-name",
               twice ? "`::` stands before names of GLOBAL only, not before those of a module"
                     : "a name within `export` cannot begin with `::`");
  return false;
}

Entry* Analysis::declare(SymbolKind kind, NodeRef node, bool exported) {
  if (!is_valid_name(node)) return nullptr;
  NameId name = names.of(node);
  if (Entry* known = symbols.look_up_for_declaration(name, module_)) {
    if (known->type && known->type->kind == TypeKind::kError && !known->global)
      return nullptr;  // stood in for it
    already_declared(node.span(), *known,
                     kind == SymbolKind::kType ? Lost::kType : Lost::kVariable);
    return nullptr;
  }
  Entry* entry = symbols.add(kind, name, module_, node.span());
  entry->exported = exported;
  return entry;
}

tree::Global* Analysis::make_global(Entry* entry, const Type* type, tree::GlobalKind kind) {
  auto* g = arena.make<tree::Global>();
  g->name = entry->name;
  g->type = type;
  g->kind = kind;
  g->span = entry->span;
  g->exported = entry->exported;
  g->id = g->callable() ? function_count_++ : global_count_++;
  entry->global = g;
  entry->type = type;
  entry_of_[g] = entry;
  return g;
}

tree::Action* Analysis::make_action(tree::ActionKind kind, tree::Global* global, Expr* value,
                                    Span span) {
  auto* a = arena.make<tree::Action>();
  a->kind = kind;
  a->global = global;
  a->value = value;
  a->span = span;
  a->attributes = global ? global->attributes : nullptr;
  return a;
}

Expr* Analysis::infer_initial(NodeRef node) {
  Expr* e = node.is(NodeKind::kListConstructor) && node.has_children() ? infer_braces(node, nullptr)
                                                                       : infer_value(node);
  bool takes_all = as_vector(e->type) && is_untyped(e->type);
  return takes_all ? convert(e, types.vector(basic(TypeKind::kAny))) : e;
}

// x = table[addr] of count: reports it.
bool Analysis::type_for_value(NodeRef value, const Type* type) {
  bool is_type = value.is(NodeKind::kTypeExpr);
  bool is_none = options.lint && !type && value.is(NodeKind::kName) && value.text() == "None";
  if (is_none && look_up(names.of(value))) {
    report.error(value.full_span(), "type-for-value", "there is no value for nothing")
        .hint("declare the type of the variable instead: `x: string`");
    return true;
  }
  if (!is_type || type) return false;
  report.error(value.full_span(), "type-for-value", "this is a type, not a value")
      .hint("the type of a variable stands behind its name and a `:`");
  return true;
}

Expr* Analysis::global_initialiser(NodeRef node, const Target& target) {
  Frame* outer = std::exchange(frame_, &idle_);
  Expr* e = target.type ? check(node, target) : infer_initial(node);
  frame_ = outer;
  return e;
}

void Analysis::check_variable(NodeRef item) {
  NodeRef type_node = item.first_child();
  NodeRef value_node = type_node.next_sibling();
  NodeRef attributes_node = value_node.next_sibling();
  Storage storage = item.storage();
  auto [type, defaults] = type_node.is_none() ? WrittenType{} : read_written_type(type_node);
  bool plain_global = storage == Storage::kGlobal && value_node.is_none();
  if (plain_global && type && type->kind == TypeKind::kFunction) {
    declare_prototype(item, {type, defaults}, attributes_node);
    return;
  }
  if (storage == Storage::kOption && names[names.of(item)].base == names.blank()) {
    report.error(item.span(), "blank", "the blank name `_` cannot be an option");
    return;
  }
  Expr* value = nullptr;
  size_t before = report.errors();
  Target target{type, Role::kInitialise, item.text(), item.span()};
  bool is_postponed = may_postpone(type_node, value_node);
  if (is_postponed) {
    // Its type is known, and its value is wanted later if at all.
  } else if (!value_node.is_none()) {
    value = type_for_value(value_node, type) ? nullptr : global_initialiser(value_node, target);
    if (!type) type = value ? value->type : type_error();
  } else if (stands_behind_attributes(attributes_node, item.text())) {
    type = type_error();
  } else if (!type) {
    report.error(item.span(), "untyped", quoted(item.text()) + " needs a type or an initial value");
    type = type_error();
  }
  Place place = storage == Storage::kOption ? Place::kOption : Place::kGlobal;
  // Where the type was found to be wrong, or the value, a &default that does not fit says nothing.
  bool is_doubtful = type && value && is_error(value) && report.errors() != before;
  if (is_doubtful) report.mute();
  size_t before_attributes = report.errors();
  Attributes* attributes = value_node.is_none() && type->kind == TypeKind::kError
                               ? nullptr
                               : read_attributes(attributes_node, place, type, item.text());
  if (is_doubtful) report.unmute();
  bool again = symbols.look_up_for_declaration(names.of(item), module_) != nullptr;
  if (again && type->kind == TypeKind::kError) return report.count_silently();
  Entry* entry = declare(SymbolKind::kGlobal, item, item.is_exported());
  if (!entry) return;
  entry->type = type;
  entry->redefinable = storage == Storage::kOption || (attributes && attributes->redefinable);
  if (attributes) {
    entry->deprecated = attributes->deprecated;
    entry->deprecation = attributes->deprecation;
    entry->is_used = attributes->is_used;
  }
  // Of its type and its value, or its attributes, nobody knows which is wrong.
  if (value && is_error(value) && report.errors() != before) entry->type = type_error();
  if (report.errors() != before_attributes) entry->type = type_error();
  if (entry->type->kind == TypeKind::kError) return;
  // Records make themselves, too, but not as options.
  bool is_option = storage == Storage::kOption;
  bool fixed = is_option || (storage == Storage::kConst && !entry->redefinable);
  bool empty = tree::makes_itself(type) && !(is_option && type->kind == TypeKind::kRecord);
  bool unset = value_node.is_none() && fixed && !empty;
  if (unset)
    report.error(item.span(), "no-initial-value",
                 "the " + std::string(storage_name(storage)) + " " + quoted(item.text()) +
                     " needs an initial value");
  tree::Global* global = make_global(entry, type, kind_of(storage));
  global->attributes = attributes;
  global->defaults = type_node.is_none() && value ? defaults_of(value) : defaults;
  global->initialised = value || is_postponed || tree::makes_itself(type);
  entry->defined = global->initialised;
  consumer.declare(*global);
  if (report.errors() != before) return;
  if (value) dress(value, attributes);
  bool foldable = value && is_constant(value) && storage == Storage::kConst &&
                  !entry->redefinable && value->type == type &&
                  (is_plain(type->kind) || type->kind == TypeKind::kString);
  if (foldable) entry->constant = static_cast<tree::ConstantExpr*>(value);
  auto* action = make_action(tree::ActionKind::kInitialise, global, value, item.full_span());
  if (is_postponed) action->postponed = postpone(value_node, target, attributes);
  consumer.act(*action);
}

// Two declarations that may meet a first one: the same enum again (shipped and built-in scripts
// both declare some), and the fields of a record that was declared without any.
bool Analysis::declares_again(const Entry& known, NodeRef node) {
  if (known.kind != SymbolKind::kType) return false;
  if (const RecordType* record = as_record(known.type);
      record && node.is(NodeKind::kRecordType) && record->fields.empty()) {
    add_fields(mutable_record(record), node, false);
    return true;
  }
  const EnumType* type = as_enum(known.type);
  if (!type || !node.is(NodeKind::kEnumType)) return false;
  int64_t next = 0;
  for (NodeRef label : node.children()) {
    NodeRef value_node = label.first_child();
    int64_t value = value_node.is(NodeKind::kCount) ? int64_t(value_node.word()) : next;
    next = value + 1;
    Entry* entry = symbols.look_up_for_declaration(names.of(label), module_);
    if (!entry || entry->type != type || entry->value != value) return false;
  }
  return true;
}

void Analysis::check_type_declaration(NodeRef item) {
  NodeRef type_node = item.first_child();
  NodeRef attributes_node = type_node.next_sibling();
  NameId name = names.of(item);
  if (Entry* known = symbols.look_up_for_declaration(name, module_)) {
    if (declares_again(*known, type_node)) return;
    if (!known->type || known->type->kind != TypeKind::kError || known->global)
      already_declared(item.span(), *known, Lost::kType);
    report.mute();
    read_type(type_node);
    report.unmute();
    return;
  }
  // Records and enums are known by name within themselves.
  Entry* entry = nullptr;
  const Type* type = nullptr;
  if (type_node.is(NodeKind::kRecordType) || type_node.is(NodeKind::kEnumType)) {
    entry = declare(SymbolKind::kType, item, item.is_exported());
    if (!entry) return;
    if (type_node.is(NodeKind::kRecordType)) {
      RecordType* record = types.record(entry->name);
      type = entry->type = record;
      type_entries_[type] = entry;
      add_fields(record, type_node, false);
      for (const RecordField& f : record->fields)
        if (f.type == record && !f.optional() && !f.has_default())
          report
              .error(field_span_of(record, uint32_t(record->find(f.name))), "endless-record",
                     "record " + type_text(record) + " contains itself without end")
              .hint("make the field &optional");
    } else {
      EnumType* enumeration = types.enumeration(entry->name);
      type = entry->type = enumeration;
      type_entries_[type] = entry;
      add_labels(enumeration, type_node, item.is_exported(), false);
    }
  } else {
    WrittenType written = read_written_type(type_node);
    entry = declare(SymbolKind::kType, item, item.is_exported());
    if (!entry) return;
    type = entry->type = written.type;
    entry->type_defaults = written.defaults;
    Entry* first = type_node.is(NodeKind::kNamedType) ? look_up(names.of(type_node)) : nullptr;
    if (first) entry->origin = first->origin.empty() ? first->name : first->origin;
  }
  Attributes* attributes = read_attributes(attributes_node, Place::kType, type, item.text());
  if (!attributes) return;
  entry->deprecated = attributes->deprecated;
  entry->deprecation = attributes->deprecation;
  if (attributes->log && as_record(type))
    for (RecordField& f : mutable_record(as_record(type))->fields) f.flags |= kFieldLog;
}

void Analysis::check_module(NodeRef item) {
  module_ = names.of(item);
  symbols.note_module(module_);
}

namespace {

// The global that a statement assigns to, if that is all it does.
const tree::Global* assigned_global(const Stmt* s) {
  if (s->kind != StmtKind::kExpr) return nullptr;
  const Expr* e = static_cast<const tree::ExprStmt*>(s)->expr;
  if (e->kind != ExprKind::kAssign && e->kind != ExprKind::kCompound) return nullptr;
  const Expr* to = static_cast<const tree::AssignExpr*>(e)->target;
  return to->kind == ExprKind::kGlobal ? static_cast<const tree::GlobalExpr*>(to)->global : nullptr;
}

// `event f();` in front of a block: a head and a body with a `;` between, it looks like. Where the
// block begins.
std::optional<uint32_t> block_behind(NodeRef item) {
  const Source& source = item.ast().source();
  size_t at = item.full_span().end() - source.base;
  at = std::string_view(source.text).find_first_not_of(" \t\r\n", at);
  if (at == std::string_view::npos || source.text[at] != '{') return std::nullopt;
  return source.base + uint32_t(at);
}

}  // namespace

void Analysis::check_statement_item(NodeRef item) {
  std::optional<uint32_t> block;
  if (options.lint && item.is(NodeKind::kEventStmt)) block = block_behind(item);
  if (block) {
    report
        .error({item.full_span().end() - 1, 1}, "headless-body",
               "this raises the event, and what stands behind it is no handler")
        .hint("take the `;` out to make it the body of one")
        .fold("head " + std::to_string(*block));
    return;
  }
  Frame* outer = std::exchange(frame_, &top_level_);
  bool is_export_only = item.is(NodeKind::kVariable) && item.is_exported();
  headless_ = item.is(NodeKind::kBlock) ? Span{item.full_span().begin, 1} : Span{};
  size_t before = report.errors();
  Stmt* s = is_export_only ? nullptr : statement(item);
  if (options.lint && headless_.known() && report.errors() == before && item.has_children())
    report
        .warning(headless_, "headless-body", "nothing heads this block: it runs while scripts load")
        .hint("is a line such as `event name(...)` missing above it?");
  headless_ = {};
  if (is_export_only) report.error(item.span(), "bad-local", "a local variable cannot be exported");
  frame_ = outer;
  if (!s) return;
  top_statements_.push_back(s);
  if (!early_statement_.span.known())
    early_statement_ = {item.full_span(), assigned_global(s), item.is(NodeKind::kVariable)};
}

// Statements end a script: what declares something cannot follow them. Of an assignment to a global
// the `redef` is missing.
void Analysis::tell_early_statement(Span declaration) {
  EarlyStatement early = std::exchange(early_statement_, {});
  if (!options.lint || !early.span.known() || report.errors() > 0) return;
  std::string name(early.global ? early.global->name : std::string_view());
  // A block alone lacks its head.
  if (tree_ && tree_->source().text[early.span.begin - tree_->source().base] == '{')
    lose_name(Lost::kCallable);
  report
      .error(early.span, "early-statement",
             early.global ? "no word says what this is: an assignment at top level stands behind "
                            "all declarations"
             : early.is_local ? "a local at top level stands behind all declarations"
                              : "statements at top level stand behind all declarations")
      .hint(early.global     ? "write `redef " + name + " ...;` to change its initial value"
            : early.is_local ? "declare it with `global`"
                             : "move it into a handler such as `event zeek_init() { ... }`")
      .note(declaration, "a declaration follows here")
      .fold(early.is_local ? "local of the top level" : "");
}

}  // namespace avocet::sema
