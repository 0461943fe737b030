#include "sema/describe.h"

#include "base/check.h"
#include "sema/tree_text.h"

namespace avocet::sema {

using namespace tree;

namespace {

// As Zeek turns comparisons: see sides().
std::string_view turned_text(BinaryOp op) {
  if (op == BinaryOp::kGreater) return op_text(BinaryOp::kLess);
  return op_text(op == BinaryOp::kGreaterEqual ? BinaryOp::kLessEqual : op);
}

// How tightly an operator binds; what is no operator binds tightest.
constexpr int kTightest = 12;

int tightness(BinaryOp op) {
  switch (op) {
  case BinaryOp::kMultiply:
  case BinaryOp::kDivide:
  case BinaryOp::kModulo: return 10;
  case BinaryOp::kAdd:
  case BinaryOp::kSubtract: return 9;
  case BinaryOp::kShiftLeft:
  case BinaryOp::kShiftRight: return 8;
  case BinaryOp::kBitAnd: return 7;
  case BinaryOp::kBitXor: return 6;
  case BinaryOp::kBitOr: return 5;
  case BinaryOp::kEqual:
  case BinaryOp::kNotEqual:
  case BinaryOp::kLess:
  case BinaryOp::kLessEqual:
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual: return 4;
  case BinaryOp::kAnd: return 3;
  case BinaryOp::kOr: return 2;
  }
  UNREACHABLE();
}

int tightness(const Expr* e) {
  switch (e->kind) {
  case ExprKind::kBinary: return tightness(static_cast<const BinaryExpr*>(e)->op);
  case ExprKind::kIn: return 4;
  case ExprKind::kConditional: return 1;
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kListAssign: return 0;
  case ExprKind::kUnary:
  case ExprKind::kStep:
  case ExprKind::kCast:
  case ExprKind::kIs: return 11;
  case ExprKind::kConstant:
  case ExprKind::kLocal:
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue:
  case ExprKind::kIndex:
  case ExprKind::kSlice:
  case ExprKind::kField:
  case ExprKind::kHasField:
  case ExprKind::kCall:
  case ExprKind::kRecord:
  case ExprKind::kContainer:
  case ExprKind::kLambda:
  case ExprKind::kConvert:
  case ExprKind::kSchedule: return kTightest;
  }
  UNREACHABLE();
}

bool is_name(const Expr* e) {
  return e->kind == ExprKind::kLocal || e->kind == ExprKind::kGlobal ||
         e->kind == ExprKind::kFunctionValue;
}

// The sides of a comparison as Zeek turns them: the smaller first, a constant before a variable.
std::pair<const Expr*, const Expr*> sides(const BinaryExpr* b) {
  bool equality = b->op == BinaryOp::kEqual || b->op == BinaryOp::kNotEqual;
  bool turned = b->op == BinaryOp::kGreater || b->op == BinaryOp::kGreaterEqual ||
                (equality && is_name(b->left) && !is_name(b->right));
  return turned ? std::pair(b->right, b->left) : std::pair(b->left, b->right);
}

class Description {
 public:
  Description(const tree::Function& function, std::string& out)
      : out_(out), module_(function.module) {}

  void body(const Stmt* s) {
    if (s->kind == StmtKind::kBlock) return stmt(s);
    out_ += "{ ";
    line();
    stmt(s);
    line();
    out_ += '}';
  }

 private:
  // ---- Expressions ----

  void expr(const Expr* e);
  void operand(const Expr* e, int at_least);
  void list(std::span<Expr* const> items);
  void constant(const ConstantExpr* e);
  void unary(const UnaryExpr* e);
  void binary(const BinaryExpr* e);
  void conditional(const ConditionalExpr* e);
  void assignment(const AssignExpr* e);
  void index(const IndexExpr* e);
  void slice(const SliceExpr* e);
  void call(const Global* global, const Expr* callee, std::span<Expr* const> arguments);
  void membership(const InExpr* e);
  void record(const RecordExpr* e);
  void container(const ContainerExpr* e);
  void lambda(const tree::Function* f);
  void convert(const ConvertExpr* e);
  void cast(const CastExpr* e);
  void schedule(const ScheduleExpr* e);
  void list_assign(const ListAssignExpr* e);

  // ---- Statements ----

  void stmt(const Stmt* s);
  void block(const BlockStmt* s);
  void local(const LocalStmt* s);
  void if_else(const IfStmt* s);
  void for_loop(const ForStmt* s);
  void switch_over(const SwitchStmt* s);
  void when(const WhenStmt* s);
  void inner(const Stmt* s);
  void word_and(std::string_view word, const Expr* e);

  void name(const Local* local) {
    if (!module_.empty() && module_ != "GLOBAL") {
      out_ += module_;
      out_ += "::";
    }
    out_ += local->name;
  }
  void name(const Type* type) { out_ += type->name.empty() ? to_string(type) : type->name; }
  void line() {
    out_ += '\n';
    out_.append(indent_, '\t');
  }

  std::string& out_;
  std::string_view module_;
  size_t indent_ = 0;
  bool quotes_ = false;
};

// ---- Expressions --------------------------------------------------------------------------------

void Description::list(std::span<Expr* const> items) {
  bool first = true;
  for (const Expr* e : items) {
    if (!first) out_ += ", ";
    first = false;
    expr(e);
  }
}

void Description::operand(const Expr* e, int at_least) {
  bool grouped = tightness(e) < at_least;
  if (grouped) out_ += '(';
  expr(e);
  if (grouped) out_ += ')';
}

void Description::constant(const ConstantExpr* e) {
  bool quoted = quotes_ && e->type->kind == TypeKind::kString;
  if (quoted) out_ += '"';
  out_ += to_string(e->type, e->value);
  if (quoted) out_ += '"';
}

void Description::unary(const UnaryExpr* e) {
  switch (e->op) {
  case UnaryOp::kNegate: out_ += '-'; break;
  case UnaryOp::kPlus: out_ += '+'; break;
  case UnaryOp::kNot: out_ += '!'; break;
  case UnaryOp::kComplement: out_ += '~'; break;
  case UnaryOp::kSize:
    out_ += '|';
    expr(e->operand);
    out_ += '|';
    return;
  case UnaryOp::kClone:
    out_ += "copy(";
    expr(e->operand);
    out_ += ')';
    return;
  }
  operand(e->operand, 11);
}

void Description::binary(const BinaryExpr* e) {
  auto [first, second] = sides(e);
  operand(first, tightness(e));
  out_ += ' ';
  out_ += turned_text(e->op);
  out_ += ' ';
  operand(second, tightness(e) + 1);
}

void Description::conditional(const ConditionalExpr* e) {
  operand(e->condition, 2);
  out_ += " ? ";
  operand(e->yes, 1);
  out_ += " : ";
  operand(e->no, 1);
}

void Description::assignment(const AssignExpr* e) {
  expr(e->target);
  out_ += ' ';
  if (e->kind == ExprKind::kCompound) out_ += op_text(e->op);
  out_ += "= ";
  expr(e->value);
}

void Description::index(const IndexExpr* e) {
  operand(e->container, kTightest);
  out_ += '[';
  list(e->keys);
  out_ += ']';
}

void Description::slice(const SliceExpr* e) {
  operand(e->container, kTightest);
  out_ += '[';
  if (e->from) expr(e->from);
  out_ += ':';
  if (e->to) expr(e->to);
  out_ += ']';
}

void Description::call(const Global* global, const Expr* callee, std::span<Expr* const> arguments) {
  if (global)
    out_ += global->name;
  else
    operand(callee, kTightest);
  out_ += '(';
  list(arguments);
  out_ += ')';
}

void Description::membership(const InExpr* e) {
  if (e->negated) out_ += '!';
  if (e->negated) out_ += '(';
  if (e->keys.size() != 1) out_ += '[';
  list(e->keys);
  if (e->keys.size() != 1) out_ += ']';
  out_ += " in ";
  operand(e->container, 5);
  if (e->negated) out_ += ')';
}

void Description::record(const RecordExpr* e) {
  bool named = !e->type->name.empty();
  out_ += e->type->name;
  out_ += named ? '(' : '[';
  bool first = true;
  for (const FieldValue& f : e->fields) {
    if (!first) out_ += ", ";
    first = false;
    out_ += '$';
    out_ += as_record(e->type)->fields[f.field].name;
    out_ += '=';
    expr(f.value);
  }
  out_ += named ? ')' : ']';
}

void Description::container(const ContainerExpr* e) {
  out_ += e->type->kind == TypeKind::kVector ? "vector"
          : e->type->kind == TypeKind::kSet  ? "set"
                                             : "table";
  out_ += '(';
  bool first = true;
  for (const ContainerItem& item : e->items) {
    if (!first) out_ += ", ";
    first = false;
    bool bracketed = item.keys.size() > 1 || (item.value && !item.keys.empty());
    if (bracketed) out_ += '[';
    list(item.keys);
    if (bracketed) out_ += ']';
    if (!item.value) continue;
    if (!item.keys.empty()) out_ += " = ";
    expr(item.value);
  }
  out_ += ')';
}

void Description::lambda(const tree::Function* f) {
  out_ += f->name;
  if (f->captures.empty()) return;
  out_ += '[';
  bool first = true;
  for (const Capture& c : f->captures) {
    if (!first) out_ += ", ";
    first = false;
    if (c.deep_copy) out_ += "copy ";
    name(c.inner);
  }
  out_ += ']';
}

void Description::convert(const ConvertExpr* e) {
  switch (e->convert) {
  case Convert::kToAny: out_ += "to_any_coerce "; return operand(e->operand, 11);
  case Convert::kIntToDouble:
  case Convert::kCountToDouble:
  case Convert::kCountToInt:
  case Convert::kIntToCount:
  case Convert::kDoubleToInt:
  case Convert::kDoubleToCount:
  case Convert::kBoolToInt:
  case Convert::kRecord: {
    out_ += "(coerce ";
    expr(e->operand);
    out_ += " to ";
    name(e->type);
    out_ += ')';
    return;
  }
  case Convert::kEnumToInt:
  case Convert::kIntervalToDouble:
  case Convert::kDoubleToInterval:
  case Convert::kFromAny:
  case Convert::kVector:
  case Convert::kContainerType:
  case Convert::kTable:
  case Convert::kAddrToSubnet:
  case Convert::kFunction:
  case Convert::kVoid: return expr(e->operand);
  }
}

void Description::cast(const CastExpr* e) {
  if (e->operand->kind == ExprKind::kAssign) return expr(e->operand);  // `local` of a `when`
  operand(e->operand, 11);
  out_ += e->kind == ExprKind::kIs ? " is " : " as ";
  name(e->target);
}

void Description::schedule(const ScheduleExpr* e) {
  out_ += "schedule ";
  expr(e->delay);
  out_ += " { ";
  call(e->event, e->callee, e->arguments);
  out_ += " }";
}

void Description::list_assign(const ListAssignExpr* e) {
  out_ += '[';
  list(e->targets);
  out_ += "] = ";
  if (e->value) return expr(e->value);
  out_ += '[';
  list(e->values);
  out_ += ']';
}

void Description::expr(const Expr* e) {
  switch (e->kind) {
  case ExprKind::kConstant: return constant(static_cast<const ConstantExpr*>(e));
  case ExprKind::kLocal: return name(static_cast<const LocalExpr*>(e)->local);
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue: out_ += static_cast<const GlobalExpr*>(e)->global->name; return;
  case ExprKind::kUnary: return unary(static_cast<const UnaryExpr*>(e));
  case ExprKind::kBinary: return binary(static_cast<const BinaryExpr*>(e));
  case ExprKind::kConditional: return conditional(static_cast<const ConditionalExpr*>(e));
  case ExprKind::kAssign:
  case ExprKind::kCompound: return assignment(static_cast<const AssignExpr*>(e));
  case ExprKind::kStep:
    out_ += static_cast<const StepExpr*>(e)->up ? "++" : "--";
    return operand(static_cast<const StepExpr*>(e)->target, 11);
  case ExprKind::kIndex: return index(static_cast<const IndexExpr*>(e));
  case ExprKind::kSlice: return slice(static_cast<const SliceExpr*>(e));
  case ExprKind::kField:
  case ExprKind::kHasField: {
    const auto* f = static_cast<const FieldExpr*>(e);
    operand(f->record, kTightest);
    out_ += e->kind == ExprKind::kField ? "$" : "?$";
    out_ += as_record(f->record->type)->fields[f->field].name;
    return;
  }
  case ExprKind::kCall: {
    const auto* c = static_cast<const CallExpr*>(e);
    if (c->function->flavor == Flavor::kHook) out_ += "hook ";
    return call(c->global, c->callee, c->arguments);
  }
  case ExprKind::kIn: return membership(static_cast<const InExpr*>(e));
  case ExprKind::kRecord: return record(static_cast<const RecordExpr*>(e));
  case ExprKind::kContainer: return container(static_cast<const ContainerExpr*>(e));
  case ExprKind::kLambda: return lambda(static_cast<const LambdaExpr*>(e)->function);
  case ExprKind::kConvert: return convert(static_cast<const ConvertExpr*>(e));
  case ExprKind::kCast:
  case ExprKind::kIs: return cast(static_cast<const CastExpr*>(e));
  case ExprKind::kSchedule: return schedule(static_cast<const ScheduleExpr*>(e));
  case ExprKind::kListAssign: return list_assign(static_cast<const ListAssignExpr*>(e));
  }
  UNREACHABLE();
}

// ---- Statements ---------------------------------------------------------------------------------

void Description::word_and(std::string_view word, const Expr* e) {
  out_ += word;
  out_ += ' ';
  expr(e);
  out_ += ';';
}

// What hangs on an `if` or a loop: on lines of its own, the next line is begun.
void Description::inner(const Stmt* s) {
  ++indent_;
  line();
  stmt(s);
  --indent_;
  line();
}

void Description::block(const BlockStmt* s) {
  out_ += "{ ";
  line();
  for (const Stmt* part : s->statements) {
    stmt(part);
    line();
  }
  out_ += '}';
}

void Description::local(const LocalStmt* s) {
  if (!s->value) out_ += "init ";
  name(s->local);
  if (s->value) {
    out_ += " = ";
    expr(s->value);
  }
  out_ += ';';
}

void Description::if_else(const IfStmt* s) {
  out_ += "if (";
  expr(s->condition);
  out_ += ") ";
  inner(s->then);
  if (!s->otherwise) return;
  out_ += "else";
  inner(s->otherwise);
}

void Description::for_loop(const ForStmt* s) {
  out_ += "for ([";
  bool first = true;
  for (const Local* k : s->keys) {
    if (!first) out_ += ", ";
    first = false;
    name(k);
  }
  out_ += ']';
  if (s->value) {
    out_ += ", ";
    name(s->value);
  }
  out_ += " in ";
  expr(s->container);
  out_ += ") ";
  inner(s->body);
}

void Description::switch_over(const SwitchStmt* s) {
  out_ += "switch (";
  expr(s->value);
  out_ += ") {";
  for (const SwitchCase& c : s->cases) {
    line();
    if (c.is_default) {
      out_ += "default";
    } else if (c.type) {
      out_ += "case type ";
      name(c.type);
      if (c.binding) out_ += " as ";
      if (c.binding) name(c.binding);
    } else {
      out_ += "case ";
      list(c.values);
    }
    out_ += ':';
    if (c.body) inner(c.body);
  }
  out_ += '}';
}

void Description::when(const WhenStmt* s) {
  if (s->is_return) out_ += "return ";
  out_ += "when ";
  if (!s->captures.empty()) {
    out_ += '[';
    bool first = true;
    for (const Capture& c : s->captures) {
      if (!first) out_ += ", ";
      first = false;
      if (c.deep_copy) out_ += "copy ";
      name(c.inner);
    }
    out_ += ']';
  }
  out_ += '(';
  const Stmt* test = s->condition->body;
  while (test->kind == StmtKind::kBlock) test = static_cast<const BlockStmt*>(test)->statements[0];
  expr(static_cast<const ReturnStmt*>(test)->value);
  out_ += ") ";
  inner(s->body->body);
  if (!s->timeout) return;
  out_ += "timeout ";
  expr(s->timeout);
  out_ += ' ';
  if (s->timeout_body) inner(s->timeout_body->body);
}

void Description::stmt(const Stmt* s) {
  switch (s->kind) {
  case StmtKind::kBlock: return block(static_cast<const BlockStmt*>(s));
  case StmtKind::kExpr:
    expr(static_cast<const ExprStmt*>(s)->expr);
    out_ += ';';
    return;
  case StmtKind::kAdd: return word_and("add", static_cast<const ExprStmt*>(s)->expr);
  case StmtKind::kDelete: return word_and("delete", static_cast<const ExprStmt*>(s)->expr);
  case StmtKind::kLocal: return local(static_cast<const LocalStmt*>(s));
  case StmtKind::kIf: return if_else(static_cast<const IfStmt*>(s));
  case StmtKind::kWhile:
    out_ += "while (";
    expr(static_cast<const WhileStmt*>(s)->condition);
    out_ += ") ";
    return inner(static_cast<const WhileStmt*>(s)->body);
  case StmtKind::kFor: return for_loop(static_cast<const ForStmt*>(s));
  case StmtKind::kSwitch: return switch_over(static_cast<const SwitchStmt*>(s));
  case StmtKind::kReturn: {
    const Expr* value = static_cast<const ReturnStmt*>(s)->value;
    out_ += "return";
    if (value) out_ += " (";
    if (value) expr(value);
    out_ += value ? ");" : ";";
    return;
  }
  case StmtKind::kNext: out_ += "next;"; return;
  case StmtKind::kBreak: out_ += "break;"; return;
  case StmtKind::kFallthrough: out_ += "fallthrough;"; return;
  case StmtKind::kPrint:
    out_ += "print ";
    list(static_cast<const PrintStmt*>(s)->values);
    out_ += ';';
    return;
  case StmtKind::kEvent: {
    const auto* e = static_cast<const EventStmt*>(s);
    out_ += "event ";
    call(e->event, e->callee, e->arguments);
    out_ += ';';
    return;
  }
  case StmtKind::kWhen: return when(static_cast<const WhenStmt*>(s));
  case StmtKind::kAssert: {
    const auto* a = static_cast<const AssertStmt*>(s);
    quotes_ = true;
    out_ += "assert ";
    expr(a->condition);
    if (a->message) out_ += ", ";
    if (a->message) expr(a->message);
    out_ += ';';
    quotes_ = false;
    return;
  }
  case StmtKind::kNull: return;
  }
  UNREACHABLE();
}

}  // namespace

void describe_body(const tree::Function& function, std::string& out) {
  if (function.body) Description(function, out).body(function.body);
}

}  // namespace avocet::sema
