// Loops and switches.
#include "sema/analysis.h"
#include "sema/flow.h"
#include "type/kinds.h"

namespace avocet::sema {

Stmt* Analysis::while_statement(NodeRef node) {
  Expr* test = condition(node.first_child(), "the condition of `while`");
  size_t mark = enter_block();
  ++frame_->loops;
  Stmt* body = statement(node.first_child().next_sibling());
  --frame_->loops;
  leave_block(mark);
  if (is_error(test) || !body) return nullptr;
  auto* s = make_stmt<tree::WhileStmt>(StmtKind::kWhile, node.full_span());
  s->condition = test;
  s->body = body;
  return s;
}

// ---- for --------------------------------------------------------------------------------------

bool Analysis::loop_types(const Expr* container, size_t keys, bool has_value, Span span,
                          std::vector<const Type*>& out, const Type*& value) {
  const Type* type = container->type;
  value = nullptr;
  if (const TableType* table = as_table(type)) {
    if (table->unspecified()) {
      out.assign(keys, basic(TypeKind::kAny));
      if (has_value) value = basic(TypeKind::kAny);
      return true;
    }
    if (has_value && table->is_set()) {
      report.error(span, "bad-loop", "a set has no values to loop over: this is " + a_type(type))
          .hint("name the element alone, or its parts in brackets: `[a, b]`")
          .fold(suspect(container));
      return false;
    }
    if (keys != table->keys.size()) {
      std::string wanted = std::to_string(table->keys.size());
      report
          .error(span, "bad-loop",
                 type_text(type) + " is indexed by " + wanted +
                     (wanted == "1" ? " value" : " values") + ", but " + std::to_string(keys) +
                     (keys == 1 ? " variable is" : " variables are") + " given")
          .hint(table->keys.size() > 1 ? "write all of them in brackets: `for ( [a, b] in t )`"
                                       : "");
      return false;
    }
    out.assign(table->keys.begin(), table->keys.end());
    if (has_value) value = table->value;
    return true;
  }
  if (const VectorType* vector = as_vector(type)) {
    out.push_back(basic(TypeKind::kCount));
    if (has_value)
      value = vector->element->kind == TypeKind::kVoid ? basic(TypeKind::kAny) : vector->element;
    if (keys == 1) return true;
    report.error(span, "bad-loop", "a vector is indexed by one value")
        .hint("`for ( i, x in v )` names the index and the element");
    return false;
  }
  if (type->kind == TypeKind::kString) {
    out.push_back(type);
    if (keys == 1 && !has_value) return true;
    report.error(span, "bad-loop", "a loop over a string has one variable");
    return false;
  }
  report
      .error(container->span, "bad-loop",
             "a loop needs a table, set, vector or string, but this is " + a_type(type))
      .hint(type->kind == TypeKind::kCount || type->kind == TypeKind::kInt ? "count with `while`"
                                                                           : "")
      .echo(suspect(container));
  return false;
}

Local* Analysis::loop_variable(NodeRef node, const Type* type, bool takes_int) {
  NameId name = names.of(node);
  bool said = type->kind == TypeKind::kError && !find_local(name) && look_up(name);
  if (said || name == names.blank()) return add_local(*frame_, name, type, node.span(), false);
  Binding* known = find_local(name);
  bool other = known && known->block_ended &&
               (known->local->constant || !same_type(known->local->type, type));
  if (!known || known->frame != frame_ || other) {
    Local* local = declare_local(node, type, node.span());
    if (Binding* b = find_local(name); b && b->local == local) b->is_used = true;
    frame_->tracked.push_back(local);
    return local;
  }
  if (known->local->constant) {
    report
        .error(node.span(), "const",
               quoted(node.text()) + " is a const and cannot be a loop variable")
        .note(known->local->span, "it is declared here");
    return nullptr;
  }
  const Type* before = known->local->type;
  if (before->kind == TypeKind::kError || type->kind == TypeKind::kError)
    return add_local(*frame_, name, type, node.span(), true);
  if (before->kind == TypeKind::kEnum && type->kind == TypeKind::kEnum) {
    mixed_enums(before, type, node.span());
  } else if (!same_type(before, type) && !(takes_int && before->kind == TypeKind::kInt)) {
    report
        .error(node.span(), "type-mismatch",
               quoted(node.text()) + " is " + a_type(before) + " already, but the loop gives " +
                   a_type(type))
        .note(known->local->span, "it is declared here")
        .hint("give the loop variable another name");
    // Within the loop it is neither.
    return add_local(*frame_, name, type_error(), node.span(), true);
  }
  known->written = true;
  known->is_used = true;
  return known->local;
}

namespace {

bool differ(const std::vector<Local*>& variables) {
  for (const Local* v : variables)
    if (!same_type(v->type, variables[0]->type)) return true;
  return false;
}

}  // namespace

// for ( value, key in t ): where two of the variables are used for what they are not, they stand in
// the wrong order.
void Analysis::tell_swapped(const std::vector<Local*>& variables, NodeRef loop,
                            std::vector<Reporter::Held> held) {
  std::vector<const Reporter::Held*> blamed;  // the first error of each
  std::vector<std::string> keys;
  std::string are;
  for (const Local* v : variables) {
    std::string key = suspect_local(v);
    for (const Reporter::Held& h : held) {
      if (std::find(h.mistakes.begin(), h.mistakes.end(), key) == h.mistakes.end()) continue;
      if (std::find(blamed.begin(), blamed.end(), &h) != blamed.end()) continue;
      blamed.push_back(&h);
      keys.push_back(key);
      break;
    }
    are += (are.empty()             ? ""
            : v == variables.back() ? " and "
                                    : ", ") +
           quoted(v->name) + " is " + a_type(v->type);
  }
  if (blamed.size() < 2) return report.deliver(std::move(held));
  NodeRef names_node = loop.first_child();
  NodeRef value_node = names_node.next_sibling();
  Span span = names_node.first_child().span();
  span = Span::cover(span, (value_node.is_none() ? names_node.last_child() : value_node).span());
  {
    Message m = report.error(span, "swapped", are + " here, but they are used as something else");
    m.hint(value_node.is_none() ? "do they stand in another order?"
                                : "the index stands before the value: `for ( key, value in t )`");
    for (const Reporter::Held* h : blamed) m.note(h->diagnostic.span, h->diagnostic.message);
    for (std::string& key : keys) m.fold(std::move(key));
  }
  std::erase_if(held, [&](const Reporter::Held& h) {
    return std::find(blamed.begin(), blamed.end(), &h) != blamed.end();
  });
  report.deliver(std::move(held));
}

// for ( n in t ) { print k, n; }: `n` was meant to be the value, and the name of the index is
// missing, where `n` is used as something else than an index and another name is unknown.
void Analysis::tell_lacking_value(const std::vector<Local*>& keys, NodeRef loop,
                                  std::vector<Reporter::Held>& held) {
  auto is_unknown = [](const Reporter::Held& h) {
    return h.diagnostic.code == "unknown-name" && h.diagnostic.message.starts_with("unknown name");
  };
  auto unknown = std::find_if(held.begin(), held.end(), is_unknown);
  if (unknown == held.end()) return;
  const Source& source = loop.ast().source();
  Span span = unknown->diagnostic.span;
  std::string name(std::string_view(source.text).substr(span.begin - source.base, span.length));
  const Local* key = keys[0];
  std::string blame = suspect_local(key);
  std::string blame_as_record = "fields of " + blame;
  auto is_blamed = [&](const Reporter::Held& h) {
    return std::any_of(h.mistakes.begin(), h.mistakes.end(), [&](const std::string& mistake) {
      return mistake == blame || mistake == blame_as_record;
    });
  };
  auto misuse = std::find_if(held.begin(), held.end(), is_blamed);
  if (misuse == held.end() || keys.size() > 1) {
    if (unknown->diagnostic.hint.empty())
      unknown->diagnostic.hint = "a loop over a table gives values, too: `for ( key, value in t )`";
    return;
  }
  report
      .error(key->span, "swapped",
             quoted(key->name) + " is " + a_type(key->type) +
                 " here, an index of the table, but it is used as something else, and " +
                 quoted(name) + " is unknown")
      .hint("the index stands before the value: `for ( " + name + ", " + std::string(key->name) +
            " in t )`")
      .note(span, quoted(name) + " is used here")
      .note(misuse->diagnostic.span, misuse->diagnostic.message)
      .fold(blame)
      .fold(blame_as_record);
  Span first = span;
  std::erase_if(held, [&](const Reporter::Held& h) {
    return is_blamed(h) || (is_unknown(h) && h.diagnostic.span == first);
  });
}

Stmt* Analysis::for_statement(NodeRef node) {
  NodeRef keys_node = node.first_child();
  NodeRef value_node = keys_node.next_sibling();
  NodeRef container_node = value_node.next_sibling();
  NodeRef body_node = container_node.next_sibling();
  Expr* container = infer_value(container_node);
  std::vector<NodeRef> key_nodes;
  for (NodeRef k : keys_node.children()) key_nodes.push_back(k);
  bool has_value = !value_node.is_none();
  bool good = !is_error(container);
  std::vector<const Type*> key_types;
  const Type* value_type = nullptr;
  // One blank stands for all parts of an index.
  const TableType* table = good ? as_table(container->type) : nullptr;
  size_t wanted = key_nodes.size();
  if (table && wanted == 1 && names.of(key_nodes[0]) == names.blank() && node.sub() == 0)
    wanted = std::max<size_t>(table->keys.size(), 1);
  if (good)
    good = loop_types(container, wanted, has_value, keys_node.first_child().span(), key_types,
                      value_type);
  if (!good) {
    key_types.assign(wanted, type_error());
    value_type = type_error();
  }
  std::vector<Local*> keys;
  for (size_t i = 0; i < key_types.size() && (good || i < key_nodes.size()); ++i) {
    Local* local = loop_variable(i < key_nodes.size() ? key_nodes[i] : key_nodes[0], key_types[i],
                                 good && as_vector(container->type));
    good = good && local;
    if (local && !has_value && good && as_vector(container->type)) places_.insert(local);
    keys.push_back(local);
  }
  Local* value = has_value ? loop_variable(value_node, value_type) : nullptr;
  if (value && value->span == value_node.span()) value->defaults = defaults_of_element(container);
  good = good && (!has_value || value);
  bool has_places = good && !table;  // of a vector or string: its indexes are counts
  for (const Local* key : keys)
    if (key && !has_places) report.derive(suspect_local(key), suspect(container));
  if (value) report.derive(suspect_local(value), suspect(container));
  std::vector<Local*> variables = keys;
  if (value) variables.push_back(value);
  size_t mark = enter_block();
  ++frame_->loops;
  bool may_lack_value = good && table && !table->is_set() && !has_value;
  bool may_be_swapped = good && differ(variables);
  if (may_be_swapped || may_lack_value) report.hold();
  Stmt* body = statement(body_node);
  if (may_be_swapped || may_lack_value) {
    std::vector<Reporter::Held> held = report.take_held();
    if (may_lack_value) tell_lacking_value(keys, node, held);
    if (may_be_swapped)
      tell_swapped(variables, node, std::move(held));
    else
      report.deliver(std::move(held));
  }
  --frame_->loops;
  leave_block(mark);
  if (!good || !body) return nullptr;
  auto* s = make_stmt<tree::ForStmt>(StmtKind::kFor, node.full_span());
  s->keys = keep(keys);
  s->value = value;
  s->container = container;
  s->body = body;
  return s;
}

// ---- switch -----------------------------------------------------------------------------------

namespace {

bool switchable(const Type* t) {
  return is_plain(t->kind) || t->kind == TypeKind::kString || t->kind == TypeKind::kAddr ||
         t->kind == TypeKind::kSubnet;
}

// The same for labels that are equal.
size_t hash_of_label(const Type* type, Value v) {
  if (!type->plain()) return std::hash<std::string>()(to_string(type, v));
  return is_floating(type->kind) && v.d == 0 ? 0 : std::hash<uint64_t>()(v.u);
}

}  // namespace

bool Analysis::case_values(NodeRef node, Expr* value, SwitchState& state, tree::SwitchCase& into) {
  std::vector<Expr*> labels;
  bool good = true;
  bool repeats = false;  // another case: told once
  for (NodeRef child : node.children()) {
    if (child.is(NodeKind::kBlock)) break;
    if (child.is(NodeKind::kBinary) && child.binary_op() == BinaryOp::kOr &&
        value->type->kind != TypeKind::kBool) {
      report.error(child.full_span(), "bad-label", "the values of a case are separated by `,`")
          .hint("write `case x, y:`");
      good = false;
      continue;
    }
    Expr* e = infer_value(child, value->type);
    if (is_error(e) || is_error(value)) {
      good = false;
      continue;
    }
    if (!switchable(value->type)) {
      if (!state.reported && !state.mixed)
        report.error(value->span, "bad-switch",
                     "a switch over values cannot be over " + a_value(value->type));
      state.reported = true;
      return false;
    }
    e = coerce(e, {.type = value->type,
                   .role = Role::kCondition,
                   .name = "the label of a case",
                   .container = value});
    if (is_error(e)) {  // the labels of one case are wrong alike
      good = false;
      break;
    }
    if (!is_constant(e)) {
      report.error(e->span, "bad-case", "the label of a case must be a constant");
      good = false;
      continue;
    }
    size_t hash = hash_of_label(value->type, value_of(e));
    auto [first, last] = state.labels.equal_range(hash);
    auto known = std::find_if(first, last, [&](const auto& label) {
      return equal(value->type, value_of(label.second), value_of(e));
    });
    if (known != last && std::exchange(repeats, true)) continue;
    if (known != last) {
      report.error(e->span, "duplicate-case", "there is a case for this value already")
          .note(known->second->span, "it is here")
          .fold("case " + std::to_string(known->second->span.begin));
      good = false;
    } else {
      state.labels.emplace(hash, e);
    }
    labels.push_back(e);
  }
  into.values = keep(labels);
  return good;
}

bool Analysis::case_type(NodeRef node, const Type* type, Expr* value, SwitchState& state) {
  if (type->kind == TypeKind::kError || is_error(value)) return false;
  const Type* from = value->type;
  if (from->kind != TypeKind::kAny && from->kind != TypeKind::kOpaque && !same_type(from, type)) {
    report.error(node.full_span(), "bad-cast",
                 "a value of type " + type_text(from) + " is never a " + type_text(type));
    return false;
  }
  for (auto& [known, span] : state.types)
    if (same_type(known, type)) {
      report
          .error(node.full_span(), "duplicate-case",
                 "there is a case for type " + type_text(type) + " already")
          .note(span, "it is here");
      return false;
    }
  state.types.push_back({type, node.full_span()});
  return true;
}

namespace {

// Where a `break` stands behind the `}` that ends a switch, of which that is the last case.
std::optional<uint32_t> break_behind_switch(NodeRef last_case) {
  constexpr std::string_view kJump = "break;";
  const Source& source = last_case.ast().source();
  std::string_view text = source.text;
  bool is_ended = false;
  for (size_t at = last_case.full_span().end() - source.base; at < text.size(); ++at) {
    if (text[at] == '#') at = std::min(text.find('\n', at), text.size());
    if (at == text.size() || text.substr(at).starts_with(kJump)) {
      if (at == text.size() || !is_ended) break;
      return source.base + uint32_t(at);
    }
    if (text[at] == '}')
      is_ended = true;
    else if (std::string_view(" \t\r\n").find(text[at]) == std::string_view::npos)
      break;
  }
  return std::nullopt;
}

}  // namespace

// A case that goes on at its end: the `break` may stand behind the `}` of the switch, where nothing
// else takes one.
void Analysis::tell_open_case(NodeRef node) {
  bool takes_break = frame_->loops > 0 || frame_->switches > 1 || frame_->in_hook;
  std::optional<uint32_t> jump = takes_break ? std::nullopt : break_behind_switch(node);
  if (jump) {
    misplaced_break_ = *jump;
    report
        .error(
            {*jump, uint32_t(std::string_view("break").size())}, "case-end",
            "this `break` stands behind the `}` that ends the switch, and its last case lacks it")
        .hint("exchange the two")
        .note(node.full_span(), "this case must end in `break`, `fallthrough` or `return`");
    return;
  }
  // One that is written twice has no body of its own.
  report
      .error(node.full_span(), "case-end",
             "this case must end in `break`, `fallthrough` or `return`")
      .fold("case " + std::to_string(node.first_child().full_span().begin));
}

bool Analysis::switch_case(NodeRef node, Expr* value, SwitchState& state,
                           std::vector<tree::SwitchCase>& out) {
  bool good = true;
  size_t mark = enter_block();
  CaseKind kind = node.case_kind();
  size_t first = out.size();
  if (kind == CaseKind::kDefault) {
    if (state.has_default) {
      report.error(node.span(), "duplicate-case", "there is a `default` already");
      good = false;
    }
    state.has_default = true;
  } else {
    bool by_type = kind == CaseKind::kTypes;
    if (state.kind && *state.kind != kind) {
      if (!state.mixed)
        report.error(node.span(), "mixed-cases",
                     "a switch has cases by value or by type, not both");
      state.mixed = true;
      good = false;
    }
    state.kind = kind;
    if (!by_type) {
      tree::SwitchCase c{};
      good = case_values(node, value, state, c) && good;
      out.push_back(c);
    }
  }
  if (kind == CaseKind::kDefault) out.push_back({});
  bool named = false;
  if (kind == CaseKind::kTypes) {
    for (NodeRef child : node.children()) {
      if (!child.is(NodeKind::kCaseType)) continue;
      tree::SwitchCase c{};
      WrittenType written = read_written_type(child.first_child());
      c.type = written.type;
      bool fine = case_type(child, written.type, value, state);
      good = fine && good;
      if (!child.text().empty()) {
        named = true;
        c.binding = declare_local(child, fine ? c.type : type_error(), child.span());
        c.binding->defaults = written.defaults;
        if (Binding* b = find_local(names.of(child))) b->is_used = true;
      }
      out.push_back(c);
    }
    // Several types share the body: only one of the names is set.
    if (out.size() - first > 1)
      for (size_t i = first; i < out.size(); ++i)
        if (out[i].binding) out[i].binding->maybe_unset = true;
  }
  bool outer_type_case = frame_->type_case;
  frame_->type_case = named;
  Stmt* body = block(node.last_child());
  frame_->type_case = outer_type_case;
  leave_block(mark);
  if (!body) return false;
  if (completes(body)) {
    tell_open_case(node);
    return false;
  }
  for (size_t i = first; i < out.size(); ++i) {
    out[i].span = node.full_span();
    out[i].is_default = kind == CaseKind::kDefault;
    out[i].body = i + 1 == out.size() ? body : nullptr;
  }
  return good;
}

Stmt* Analysis::switch_statement(NodeRef node) {
  NodeRef value_node = node.first_child();
  Expr* value = infer_value(value_node);
  bool good = !is_error(value);
  SwitchState state;
  std::vector<tree::SwitchCase> cases;
  ++frame_->switches;
  for (NodeRef child = value_node.next_sibling(); child != node.next_sibling();
       child = child.next_sibling())
    good = switch_case(child, value, state, cases) && good;
  --frame_->switches;
  if (!good) return nullptr;
  auto* s = make_stmt<tree::SwitchStmt>(StmtKind::kSwitch, node.full_span());
  s->value = value;
  s->cases = keep(cases);
  return s;
}

}  // namespace avocet::sema
