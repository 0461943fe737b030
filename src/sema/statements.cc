// Statements without inner bodies of their own, blocks, and scopes.
#include <algorithm>

#include "sema/analysis.h"
#include "sema/walk.h"

namespace avocet::sema {

// ---- Scopes -----------------------------------------------------------------------------------

bool Analysis::in_reach(const Frame* frame) const {
  for (const Frame* f = frame_; f; f = f->outer)
    if (f == frame) return true;
  return false;
}

Binding* Analysis::find_local(NameId name) {
  for (Binding* b = names[name].binding; b; b = b->shadowed)
    if (in_reach(b->frame)) return b;
  return nullptr;
}

Local* Analysis::add_local(Frame& frame, NameId name, const Type* type, Span span, bool bind) {
  auto* local = arena.make<Local>();
  local->name = names.text(name);
  local->type = type;
  local->span = span;
  local->index = uint32_t(frame.locals.size());
  frame.locals.push_back(local);
  if (bind) bind_local(frame, name, local, span);
  return local;
}

void Analysis::bind_local(Frame& frame, NameId name, Local* local, Span span) {
  auto* binding = arena.make<Binding>();
  binding->local = local;
  binding->span = span;
  binding->frame = &frame;
  binding->name = name;
  binding->shadowed = names[name].binding;
  names[name].binding = binding;
  frame.bindings.push_back(binding);
}

void Analysis::leave_block(size_t mark) {
  for (size_t i = mark; i < frame_->bindings.size(); ++i) frame_->bindings[i]->block_ended = true;
}

void Analysis::leave_body() {
  // What would have read them may be what is wrong.
  if ((options.lint || options.doubts) && report.errors() == frame_->errors_before)
    for (const Binding* b : frame_->bindings) {
      if (b->read || b->is_used || b->local->parameter || b->local->capture ||
          b->local->type->kind == TypeKind::kError)
        continue;
      report.warning(b->span, "unused", "the local " + quoted(b->local->name) + " is never read")
          .hint("remove it, or mark it &is_used");
    }
  for (; !frame_->bindings.empty(); frame_->bindings.pop_back()) {
    const Binding* b = frame_->bindings.back();
    names[b->name].binding = b->shadowed;
  }
}

// A path around the block leaves the variable without a value, and every declaration of it in
// blocks before is one that is read here.
void Analysis::used_behind_block(Binding* used) {
  if (!used->block_ended) return;
  const Local* local = used->local;
  auto& tracked = used->frame->tracked;
  if (!local->parameter && !local->capture &&
      std::find(tracked.begin(), tracked.end(), local) == tracked.end())
    tracked.push_back(used->local);
  for (Binding* b = used; b; b = b->shadowed)
    if (b->local == local) b->read = true;
}

Local* Analysis::declare_local(NodeRef node, const Type* type, Span span) {
  NameId name = names.of(node);
  if (name == names.blank()) return add_local(*frame_, name, type, span, false);
  if (names[name].module != kNoModule) {
    report.error(span, "bad-name", "a local variable has no module in its name");
    return add_local(*frame_, name, type, span, false);
  }
  Binding* known = find_local(name);
  if (known && known->frame == frame_ && known->local->type->kind == TypeKind::kError)
    return add_local(*frame_, name, type, span, true);
  if (known && known->frame == frame_ && known->block_ended) {
    if (known->local->constant || !same_type(known->local->type, type))
      return add_local(*frame_, name, type, span, true);
    bind_local(*frame_, name, known->local, span);
    return known->local;
  }
  if (known && known->frame == frame_) {
    report.error(span, "redeclared", quoted(node.text()) + " is already declared in this function")
        .note(known->span, "it is declared here")
        .echo(suspect_copy(span, known->span))
        .hint(known->local->capture ? "it is captured from the function around this one"
                                    : "to change it, leave out the word `local`");
    // Perhaps another name was meant, and which of the two a use means nobody knows.
    if (!is_pasted(span)) ++frame_->lost_parameters;
    known->is_used = true;
    return add_local(*frame_, name, type_error(), span, true);
  }
  if (Entry* entry = known ? nullptr : look_up(name)) {
    // What could not be read may have been meant to be a local itself.
    bool is_doubtful = entry->type && entry->type->kind == TypeKind::kError && !entry->global;
    if (is_doubtful || type->kind == TypeKind::kError)
      return add_local(*frame_, name, type, span, true);
    report
        .error(span, "redeclared", quoted(node.text()) + " is already the name of something global")
        .note(entry->span, quoted(entry->name) + " is declared here");
    return add_local(*frame_, name, type_error(), span, true);
  }
  return add_local(*frame_, name, type, span, true);
}

// ---- Statements -------------------------------------------------------------------------------

Stmt* Analysis::statement(NodeRef node) {
  if (depth_ >= kMaxDepth) {
    if (!too_deep_) report.error(node.span(), "too-deep", "this statement is nested too deeply");
    too_deep_ = true;
    return nullptr;
  }
  ++depth_;
  Stmt* s = statement_unguarded(node);
  --depth_;
  return s;
}

Stmt* Analysis::statement_unguarded(NodeRef node) {
  switch (node.kind()) {
  case NodeKind::kBlock: return block(node);
  case NodeKind::kVariable: return local_variable(node);
  case NodeKind::kExprStmt: return expression_statement(node);
  case NodeKind::kPrint: return print_statement(node);
  case NodeKind::kEventStmt: return event_statement(node);
  case NodeKind::kIf: return if_statement(node);
  case NodeKind::kFor: return for_statement(node);
  case NodeKind::kWhile: return while_statement(node);
  case NodeKind::kSwitch: return switch_statement(node);
  case NodeKind::kBreak:
  case NodeKind::kNext:
  case NodeKind::kFallthrough: return jump_statement(node);
  case NodeKind::kReturn: return return_statement(node);
  case NodeKind::kWhen: return when_statement(node);
  case NodeKind::kAssert: return assert_statement(node);
  case NodeKind::kEmpty: return make_stmt<Stmt>(StmtKind::kNull, node.full_span());
  case NodeKind::kLoad:
  case NodeKind::kLoadSigs:
  case NodeKind::kLoadPlugin:
  case NodeKind::kUnload:
  case NodeKind::kPrefixes:
  case NodeKind::kDeprecated:
  case NodeKind::kBroken: return make_stmt<Stmt>(StmtKind::kNull, node.full_span());
  default:
    report.error(node.span(), "expected-statement", "this cannot stand within a body");
    return nullptr;
  }
}

Stmt* Analysis::make_block(const std::vector<Stmt*>& statements, Span span) {
  auto* s = make_stmt<tree::BlockStmt>(StmtKind::kBlock, span);
  s->statements = keep(statements);
  return s;
}

namespace {

std::string empty_body_text(NodeRef owner, std::string_view behind = "the block") {
  std::string_view word = owner.is(NodeKind::kIf)    ? "if"
                          : owner.is(NodeKind::kFor) ? "for"
                                                     : "while";
  return "this `;` is all that the " + quoted(word) + " does: " + std::string(behind) +
         " behind it stands alone";
}

size_t column_of(NodeRef node) {
  std::string_view text = node.ast().source().text;
  size_t begin = node.full_span().begin - node.ast().source().base;
  size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  return text.find_first_not_of(" \t", line) == begin ? begin - line : text.npos;
}

// A block, or what begins a line further to the right than what is before it.
bool looks_like_body(NodeRef node, NodeRef before) {
  if (node.is(NodeKind::kBlock)) return true;
  size_t column = column_of(node), owner = column_of(before);
  return column != std::string_view::npos && owner != std::string_view::npos && column > owner;
}

}  // namespace

Stmt* Analysis::block(NodeRef node) {
  size_t mark = enter_block();
  std::vector<Stmt*> statements;
  bool good = true;
  NodeRef last;
  for (NodeRef child : node.children()) {
    bool may_be_body = options.lint && last && looks_like_body(child, last);
    Span empty = may_be_body ? empty_body(last) : Span{};
    Span outer = frame_->empty_loop;
    NodeRef outer_node = frame_->empty_loop_node;
    if (empty.known() && !last.is(NodeKind::kIf)) {
      frame_->empty_loop = empty;
      frame_->empty_loop_node = last;
    }
    size_t before = report.errors();
    Stmt* s = statement(child);
    frame_->empty_loop = outer;
    frame_->empty_loop_node = outer_node;
    if (empty.known() && report.errors() == before)
      report
          .warning(empty, "empty-body",
                   empty_body_text(last, child.is(NodeKind::kBlock) ? "the block" : "the line"))
          .hint("leave the `;` out");
    good = good && s;
    if (s) statements.push_back(s);
    last = child;
  }
  leave_block(mark);
  return good ? make_block(statements, node.full_span()) : nullptr;
}

// if ( x ); { ... }: `node` stands right before a block. The `;`, if that is all it does.
Span Analysis::empty_body(NodeRef node) {
  if (!node.is(NodeKind::kIf) && !node.is(NodeKind::kFor) && !node.is(NodeKind::kWhile)) return {};
  for (NodeRef part : node.children())
    if (part.is(NodeKind::kEmpty)) return part.full_span();
  return {};
}

// while ( x ); { ... break; }
bool Analysis::in_block_of_empty_loop(NodeRef jump) {
  if (!frame_->empty_loop.known()) return false;
  report.error(frame_->empty_loop, "empty-body", empty_body_text(frame_->empty_loop_node))
      .hint("leave the `;` out")
      .note(jump.span(), quoted(jump.source_text()) + " stands in it")
      .fold("empty loop " + std::to_string(frame_->empty_loop.begin));
  return true;
}

Stmt* Analysis::local_variable(NodeRef node) {
  NodeRef type_node = node.first_child();
  NodeRef value_node = type_node.next_sibling();
  NodeRef attributes_node = value_node.next_sibling();
  bool constant = node.storage() == Storage::kLocalConst;
  if (node.storage() != Storage::kLocal && !constant) {
    report
        .error(node.span(), "bad-local",
               "a " + std::string(storage_name(node.storage())) +
                   " cannot be declared within a body")
        .hint("use `local`");
    return nullptr;
  }
  size_t before = report.errors();
  auto [type, defaults] = type_node.is_none() ? WrittenType{} : read_written_type(type_node);
  Expr* value = nullptr;
  if (!value_node.is_none()) {
    if (!type_for_value(value_node, type))
      value = type ? check(value_node, {type, Role::kInitialise, node.text(), node.span()})
                   : infer_initial(value_node);
    if (!type) type = value ? value->type : type_error();
  } else if (stands_behind_attributes(attributes_node, node.text())) {
    type = type_error();
  } else if (!type) {
    report.error(node.span(), "untyped", quoted(node.text()) + " needs a type or an initial value");
    type = type_error();
  } else if (constant) {
    report.error(node.span(), "no-initial-value",
                 "the const " + quoted(node.text()) + " needs an initial value");
  }
  // Where the value was found not to go with the type, an attribute that does not says nothing.
  bool is_doubtful = value && is_error(value) && report.errors() != before;
  if (is_doubtful) report.mute();
  Attributes* attributes = value_node.is_none() && type->kind == TypeKind::kError
                               ? nullptr
                               : read_attributes(attributes_node, Place::kLocal, type, node.text());
  if (is_doubtful) report.unmute();
  size_t bindings = frame_->bindings.size();
  Local* local = declare_local(node, report.errors() == before ? type : type_error(), node.span());
  local->constant = constant;
  if (type_node.is_none() && value) report.derive(suspect_local(local), suspect(value));
  local->defaults = type_node.is_none() && value ? defaults_of(value) : defaults;
  if (frame_->bindings.size() > bindings && attributes &&
      (attributes->is_used || attributes->is_assigned))
    frame_->bindings.back()->is_used = attributes->is_used;
  if (report.errors() != before) return nullptr;
  if (!value && !tree::makes_itself(type) && type->kind != TypeKind::kError) {
    if (attributes && attributes->is_assigned) {
      local->maybe_unset = true;
    } else {
      frame_->tracked.push_back(local);
    }
  }
  if (value) dress(value, attributes);
  auto* s = make_stmt<tree::LocalStmt>(StmtKind::kLocal, node.full_span());
  s->local = local;
  s->value = value;
  s->attributes = attributes;
  return s;
}

void Analysis::dress(Expr* value, Attributes* attributes) {
  if (!attributes || value->kind != ExprKind::kContainer) return;
  auto* container = static_cast<tree::ContainerExpr*>(value);
  if (!container->attributes) container->attributes = attributes;
}

namespace {

bool is_pure(const Expr* e);

bool are_pure(std::span<Expr* const> list) {
  return std::all_of(list.begin(), list.end(), is_pure);
}

// Whether looking at its value is all that it is good for.
bool is_pure(const Expr* e) {
  switch (e->kind) {
  case ExprKind::kConstant:
  case ExprKind::kLocal:
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue:
  case ExprKind::kHasField:
  case ExprKind::kIs:
  case ExprKind::kLambda: return true;
  case ExprKind::kUnary: return is_pure(static_cast<const tree::UnaryExpr*>(e)->operand);
  case ExprKind::kBinary: {
    const auto* b = static_cast<const tree::BinaryExpr*>(e);
    return is_pure(b->left) && is_pure(b->right);
  }
  case ExprKind::kConvert: return is_pure(static_cast<const tree::ConvertExpr*>(e)->operand);
  case ExprKind::kCast: return is_pure(static_cast<const tree::CastExpr*>(e)->operand);
  case ExprKind::kField: return is_pure(static_cast<const tree::FieldExpr*>(e)->record);
  case ExprKind::kIn: {
    const auto* in = static_cast<const tree::InExpr*>(e);
    return are_pure(in->keys) && is_pure(in->container);
  }
  case ExprKind::kConditional: {
    const auto* c = static_cast<const tree::ConditionalExpr*>(e);
    return is_pure(c->condition) && is_pure(c->yes) && is_pure(c->no);
  }
  // Looking up what is not there may call a &default.
  case ExprKind::kIndex: {
    const auto* index = static_cast<const tree::IndexExpr*>(e);
    const auto* set = as_table(index->container->type);
    return set && set->is_set();
  }
  case ExprKind::kSlice:
  case ExprKind::kRecord:
  case ExprKind::kContainer:
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kCall:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign: return false;
  }
  UNREACHABLE();
}

}  // namespace

void Analysis::ignored_value(const Expr* e) {
  bool compares = e->kind == ExprKind::kBinary &&
                  static_cast<const tree::BinaryExpr*>(e)->op == tree::BinaryOp::kEqual;
  bool is_index = e->kind == ExprKind::kIndex;
  if (!(compares && options.lint) && (!is_pure(e) || (is_index && !options.lint))) return;
  bool is_mistake = compares || e->kind == ExprKind::kFunctionValue;
  std::string text = "the value of this expression is ignored";
  Message m = options.lint && is_mistake ? report.error(e->span, "value-ignored", text)
                                         : report.warning(e->span, "value-ignored", text);
  if (compares) m.hint("`==` compares; `=` assigns");
  if (e->kind == ExprKind::kFunctionValue) m.hint("a call takes parentheses");
  if (e->kind == ExprKind::kIndex) m.hint("`add s[x];` puts an element into a set");
}

Stmt* Analysis::expression_statement(NodeRef node) {
  NodeRef child = node.first_child();
  bool add = child.is(NodeKind::kAdd), remove = child.is(NodeKind::kDelete);
  Expr* e = add || remove ? change_target(child) : infer(child);
  if (is_error(e)) return nullptr;
  if (!add && !remove) {
    if (options.lint)
      frame_->ignored.push_back(e);
    else
      ignored_value(e);
  }
  auto* s = make_stmt<tree::ExprStmt>(add      ? StmtKind::kAdd
                                      : remove ? StmtKind::kDelete
                                               : StmtKind::kExpr,
                                      node.full_span());
  s->expr = e;
  return s;
}

Stmt* Analysis::if_statement(NodeRef node) {
  NodeRef then_node = node.first_child().next_sibling();
  NodeRef else_node = then_node.next_sibling();
  Expr* test = condition(node.first_child(), "the condition of `if`");
  size_t mark = enter_block();
  Stmt* then = statement(then_node);
  leave_block(mark);
  Stmt* otherwise = else_node.is_none() ? nullptr : statement(else_node);
  leave_block(mark);
  if (is_error(test) || !then || (!else_node.is_none() && !otherwise)) return nullptr;
  auto* s = make_stmt<tree::IfStmt>(StmtKind::kIf, node.full_span());
  s->condition = test;
  s->then = then;
  s->otherwise = otherwise;
  return s;
}

Stmt* Analysis::return_statement(NodeRef node) {
  NodeRef value_node = node.first_child();
  Span span = node.full_span();
  if (misses_head(node.span(), "`return`", false)) return nullptr;
  if (frame_->kind == Frame::Kind::kTopLevel || frame_->kind == Frame::Kind::kInitialiser) {
    std::string_view before = node.ast().source().text;
    before = before.substr(0, node.full_span().begin - node.ast().source().base);
    size_t last = before.find_last_not_of(" \t\r\n;");
    report
        .error(node.span(), "bad-return",
               "`return` is only possible within a function, event or hook")
        .echo(last == before.npos
                  ? ""
                  : "end of body " + std::to_string(node.ast().source().base + last));
    return nullptr;
  }
  auto* s = make_stmt<tree::ReturnStmt>(StmtKind::kReturn, span);
  s->value = nullptr;
  if (value_node.is_none()) {
    if (frame_->result && frame_->result->kind != TypeKind::kError && !frame_->drops_result) {
      report
          .error(span, "bad-return",
                 "the function returns " + a_type(frame_->result) + ", but there is no value here")
          .hint("write `return ...;` with a value");
      return nullptr;
    }
    return s;
  }
  if (frame_->in_hook) {
    report.warning(span, "hook-return", "returning a value from a hook has no effect")
        .hint("`break` keeps hooks of lower priority from running");
    Expr* e = check(value_node, {basic(TypeKind::kBool), Role::kReturn});
    return is_error(e) ? nullptr : s;
  }
  if (!frame_->result && frame_->infers_result) {
    Expr* value = frame_->drops_result ? infer(value_node) : infer_value(value_node);
    if (is_error(value)) return nullptr;
    if (value->type->kind == TypeKind::kVoid) return call_and_return(value, s);
    frame_->result = value->type;
    frame_->result_defaults = defaults_of(value);
    s->value = frame_->drops_result ? nullptr : value;
    return s;
  }
  if (!frame_->result) {
    if (is_error(infer(value_node))) return nullptr;
    if (frame_->owner) frame_->owner->result_is_wrong = true;
    report
        .error(
            value_node.full_span(), "bad-return",
            std::string(frame_->flavor == Flavor::kEvent ? "an event handler" : "this function") +
                " returns nothing, but there is a value here")
        .hint(frame_->flavor == Flavor::kFunction
                  ? "declare what it returns: `function f(...): string`"
                  : "")
        .fold(suspect_body() + " returns nothing");
    return nullptr;
  }
  Expr* value = check(value_node, {frame_->result, Role::kReturn});
  s->value = frame_->drops_result ? nullptr : value;
  return is_error(value) ? nullptr : s;
}

// `return f();` in a function without a result, of a call without one.
Stmt* Analysis::call_and_return(Expr* call, Stmt* leave) {
  auto* s = make_stmt<tree::ExprStmt>(StmtKind::kExpr, call->span);
  s->expr = call;
  return make_block({s, leave}, leave->span);
}

Stmt* Analysis::print_statement(NodeRef node) {
  std::vector<Expr*> values;
  bool good = true;
  for (NodeRef child : node.children()) {
    values.push_back(infer_value(child));
    good = good && !is_error(values.back());
  }
  if (!good) return nullptr;
  auto* s = make_stmt<tree::PrintStmt>(StmtKind::kPrint, node.full_span());
  s->values = keep(values);
  return s;
}

Stmt* Analysis::assert_statement(NodeRef node) {
  NodeRef message_node = node.first_child().next_sibling();
  Expr* test = condition(node.first_child(), "the condition of `assert`");
  Expr* message = message_node.is_none()
                      ? nullptr
                      : check(message_node, {basic(TypeKind::kString), Role::kCondition,
                                             "the message of `assert`"});
  if (is_error(test) || (message && is_error(message))) return nullptr;
  auto* s = make_stmt<tree::AssertStmt>(StmtKind::kAssert, node.full_span());
  s->condition = test;
  s->message = message;
  s->text = node.first_child().source_text();
  return s;
}

Stmt* Analysis::jump_statement(NodeRef node) {
  if (node.is(NodeKind::kNext)) {
    if (frame_->loops == 0) {
      if (in_block_of_empty_loop(node)) return nullptr;
      report.error(node.span(), "bad-jump", "`next` is only possible within a loop").each();
      return nullptr;
    }
    return make_stmt<Stmt>(StmtKind::kNext, node.full_span());
  }
  if (node.is(NodeKind::kBreak)) {
    if (node.span().begin == misplaced_break_) return nullptr;
    if (frame_->loops == 0 && frame_->switches == 0 && !frame_->in_hook) {
      if (misses_head(node.span(), "`break`", false) || in_block_of_empty_loop(node))
        return nullptr;
      report
          .error(node.span(), "bad-jump",
                 "`break` is only possible within a loop, a switch or a hook")
          .each()
          .hint("`return` leaves a function or event handler");
      return nullptr;
    }
    return make_stmt<Stmt>(StmtKind::kBreak, node.full_span());
  }
  if (frame_->switches == 0) {
    report.error(node.span(), "bad-jump", "`fallthrough` is only possible within a switch");
    return nullptr;
  }
  if (frame_->type_case) {
    report.error(node.span(), "bad-jump",
                 "`fallthrough` is not possible in a case that gives the value a name");
    return nullptr;
  }
  return make_stmt<Stmt>(StmtKind::kFallthrough, node.full_span());
}

}  // namespace avocet::sema
