#include "sema/dump.h"

#include "base/check.h"
#include "sema/report.h"
#include "sema/tree_text.h"

namespace avocet::sema {

using namespace tree;

namespace {

std::string_view convert_text(Convert c) {
  switch (c) {
  case Convert::kIntToDouble:
  case Convert::kCountToDouble:
  case Convert::kIntervalToDouble: return "double";
  case Convert::kCountToInt:
  case Convert::kBoolToInt:
  case Convert::kEnumToInt: return "int";
  case Convert::kIntToCount:
  case Convert::kDoubleToCount: return "count";
  case Convert::kDoubleToInt: return "int";
  case Convert::kToAny: return "any";
  case Convert::kDoubleToInterval: return "interval";
  case Convert::kAddrToSubnet: return "subnet";
  case Convert::kVoid: return "void";
  case Convert::kFromAny:
  case Convert::kRecord:
  case Convert::kVector:
  case Convert::kContainerType:
  case Convert::kTable:
  case Convert::kFunction: return {};
  }
  UNREACHABLE();
}

std::string escaped(std::string_view text) {
  std::string out("\"");
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f) {
      static constexpr char kHex[] = "0123456789abcdef";
      out += "\\x";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

class Printer {
 public:
  std::string out;

  void expr(const Expr* e);
  void stmt(const Stmt* s, int indent);
  void attributes(const Attributes* a);
  void line(int indent) { out.append(size_t(indent) * 2, ' '); }

 private:
  void list(std::span<Expr* const> items) {
    bool first = true;
    for (const Expr* e : items) {
      if (!first) out += ", ";
      first = false;
      expr(e);
    }
  }
  void constant(const ConstantExpr* e);
  void unary(const UnaryExpr* e);
  void call(const CallExpr* e);
  void convert(const ConvertExpr* e);
  void container(const ContainerExpr* e);
  void function(const tree::Function* f);
  void cases(const SwitchStmt* s, int indent);
  void for_loop(const ForStmt* s, int indent);
  void when(const WhenStmt* s, int indent);
  void body(const Stmt* s, int indent);
};

void Printer::constant(const ConstantExpr* e) {
  switch (e->type->kind) {
  case TypeKind::kError: out += "<error>"; return;
  case TypeKind::kString: out += escaped(e->value.string()->view()); return;
  case TypeKind::kInt:
    if (e->value.i >= 0) out += '+';
    break;
  default: break;
  }
  out += to_string(e->type, e->value);
}

void Printer::unary(const UnaryExpr* e) {
  switch (e->op) {
  case UnaryOp::kNegate: out += '-'; break;
  case UnaryOp::kPlus: out += '+'; break;
  case UnaryOp::kNot: out += '!'; break;
  case UnaryOp::kComplement: out += '~'; break;
  case UnaryOp::kSize:
    out += '|';
    expr(e->operand);
    out += '|';
    return;
  case UnaryOp::kClone:
    out += "copy(";
    expr(e->operand);
    out += ')';
    return;
  }
  expr(e->operand);
}

void Printer::call(const CallExpr* e) {
  if (e->function->flavor == Flavor::kHook) out += "hook ";
  if (e->global) {
    out += e->global->name;
  } else {
    out += '(';
    expr(e->callee);
    out += ')';
  }
  out += '(';
  list(e->arguments);
  out += ')';
}

void Printer::convert(const ConvertExpr* e) {
  std::string_view word = convert_text(e->convert);
  out += '<';
  out += word.empty() ? name_of(e->type) : std::string(word);
  out += '>';
  bool group = e->operand->kind == ExprKind::kBinary;
  if (group) out += '(';
  expr(e->operand);
  if (group) out += ')';
}

void Printer::container(const ContainerExpr* e) {
  out += name_of(e->type);
  out += " {";
  bool first = true;
  for (const ContainerItem& item : e->items) {
    out += first ? " " : ", ";
    first = false;
    if (!item.keys.empty()) {
      out += '[';
      list(item.keys);
      out += ']';
    }
    if (item.value) {
      if (!item.keys.empty()) out += " = ";
      expr(item.value);
    }
  }
  out += first ? "}" : " }";
  attributes(e->attributes);
}

void Printer::function(const tree::Function* f) {
  out += f->name;
  if (f->captures.empty()) return;
  out += '[';
  bool first = true;
  for (const Capture& c : f->captures) {
    if (!first) out += ", ";
    first = false;
    if (c.deep_copy) out += "copy ";
    out += c.inner->name;
  }
  out += ']';
}

void Printer::expr(const Expr* e) {
  switch (e->kind) {
  case ExprKind::kConstant: return constant(static_cast<const ConstantExpr*>(e));
  case ExprKind::kLocal: out += static_cast<const LocalExpr*>(e)->local->name; return;
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue: {
    std::string_view name = static_cast<const GlobalExpr*>(e)->global->name;
    if (name.find("::") == std::string_view::npos) out += "::";
    out += name;
    return;
  }
  case ExprKind::kUnary: return unary(static_cast<const UnaryExpr*>(e));
  case ExprKind::kBinary: {
    const auto* b = static_cast<const BinaryExpr*>(e);
    out += '(';
    expr(b->left);
    out += ' ';
    out += op_text(b->op);
    out += ' ';
    expr(b->right);
    out += ')';
    return;
  }
  case ExprKind::kConditional: {
    const auto* c = static_cast<const ConditionalExpr*>(e);
    out += '(';
    expr(c->condition);
    out += " ? ";
    expr(c->yes);
    out += " : ";
    expr(c->no);
    out += ')';
    return;
  }
  case ExprKind::kAssign:
  case ExprKind::kCompound: {
    const auto* a = static_cast<const AssignExpr*>(e);
    expr(a->target);
    out += ' ';
    if (e->kind == ExprKind::kCompound) out += op_text(a->op);
    out += "= ";
    if (e->kind == ExprKind::kCompound && a->append_all) out += "all ";
    expr(a->value);
    return;
  }
  case ExprKind::kStep: {
    const auto* s = static_cast<const StepExpr*>(e);
    out += s->up ? "++" : "--";
    expr(s->target);
    return;
  }
  case ExprKind::kIndex: {
    const auto* i = static_cast<const IndexExpr*>(e);
    expr(i->container);
    out += '[';
    list(i->keys);
    out += ']';
    return;
  }
  case ExprKind::kSlice: {
    const auto* s = static_cast<const SliceExpr*>(e);
    expr(s->container);
    out += '[';
    if (s->from) expr(s->from);
    out += ':';
    if (s->to) expr(s->to);
    out += ']';
    return;
  }
  case ExprKind::kField:
  case ExprKind::kHasField: {
    const auto* f = static_cast<const FieldExpr*>(e);
    expr(f->record);
    out += e->kind == ExprKind::kField ? "$" : "?$";
    out += as_record(f->record->type)->fields[f->field].name;
    return;
  }
  case ExprKind::kCall: return call(static_cast<const CallExpr*>(e));
  case ExprKind::kIn: {
    const auto* i = static_cast<const InExpr*>(e);
    out += '(';
    if (i->keys.size() != 1) out += '[';
    list(i->keys);
    if (i->keys.size() != 1) out += ']';
    out += i->negated ? " !in " : " in ";
    expr(i->container);
    out += ')';
    return;
  }
  case ExprKind::kRecord: {
    const auto* r = static_cast<const RecordExpr*>(e);
    if (!r->type->name.empty()) out += r->type->name;
    out += '[';
    bool first = true;
    for (const FieldValue& f : r->fields) {
      if (!first) out += ", ";
      first = false;
      out += '$';
      out += as_record(r->type)->fields[f.field].name;
      out += '=';
      expr(f.value);
    }
    out += ']';
    return;
  }
  case ExprKind::kContainer: return container(static_cast<const ContainerExpr*>(e));
  case ExprKind::kLambda: return function(static_cast<const LambdaExpr*>(e)->function);
  case ExprKind::kConvert: return convert(static_cast<const ConvertExpr*>(e));
  case ExprKind::kCast:
  case ExprKind::kIs: {
    const auto* c = static_cast<const CastExpr*>(e);
    out += '(';
    expr(c->operand);
    out += e->kind == ExprKind::kCast ? " as " : " is ";
    out += name_of(c->target);
    out += ')';
    return;
  }
  case ExprKind::kSchedule: {
    const auto* s = static_cast<const ScheduleExpr*>(e);
    out += "schedule ";
    expr(s->delay);
    out += " { ";
    if (s->event)
      out += s->event->name;
    else
      expr(s->callee);
    out += '(';
    list(s->arguments);
    out += ") }";
    return;
  }
  case ExprKind::kListAssign: {
    const auto* l = static_cast<const ListAssignExpr*>(e);
    out += '[';
    list(l->targets);
    out += "] = ";
    if (l->value) return expr(l->value);
    out += '[';
    list(l->values);
    out += ']';
    return;
  }
  }
  UNREACHABLE();
}

void Printer::attributes(const Attributes* a) {
  if (!a) return;
  auto valued = [&](std::string_view name, const Expr* e) {
    if (!e) return;
    out += ' ';
    out += name;
    out += '=';
    expr(e);
  };
  if (a->redefinable) out += " &redef";
  if (a->optional) out += " &optional";
  if (a->log) out += " &log";
  if (a->ordered) out += " &ordered";
  if (a->raw_output) out += " &raw_output";
  valued(a->default_insert     ? "&default_insert"
         : a->default_is_yield ? "&default(missing)"
                               : "&default",
         a->default_value);
  static constexpr std::string_view kExpiry[] = {"&expire", "&create_expire", "&read_expire",
                                                 "&write_expire"};
  valued(kExpiry[a->expiry & 3], a->expire_interval);
  valued("&expire_func", a->expire_function);
  valued("&on_change", a->on_change);
  valued("&add_func", a->add_function);
  valued("&delete_func", a->delete_function);
  if (a->deprecated) out += " &deprecated";
}

void Printer::body(const Stmt* s, int indent) {
  stmt(s, s->kind == StmtKind::kBlock ? indent : indent + 1);
}

void Printer::for_loop(const ForStmt* s, int indent) {
  out += "for ( [";
  bool first = true;
  for (const Local* k : s->keys) {
    if (!first) out += ", ";
    first = false;
    out += k->name;
    out += ": ";
    out += name_of(k->type);
  }
  out += ']';
  if (s->value) {
    out += ", ";
    out += s->value->name;
    out += ": ";
    out += name_of(s->value->type);
  }
  out += " in ";
  expr(s->container);
  out += " )\n";
  body(s->body, indent);
}

void Printer::cases(const SwitchStmt* s, int indent) {
  out += "switch ";
  expr(s->value);
  out += '\n';
  for (const SwitchCase& c : s->cases) {
    line(indent + 1);
    if (c.is_default) {
      out += "default";
    } else if (c.type) {
      out += "case type " + name_of(c.type);
      if (c.binding) {
        out += " as ";
        out += c.binding->name;
      }
    } else {
      out += "case ";
      list(c.values);
    }
    out += ":\n";
    if (c.body) body(c.body, indent + 1);
  }
}

void Printer::when(const WhenStmt* s, int indent) {
  out += s->is_return ? "return when\n" : "when\n";
  auto part = [&](std::string_view what, const tree::Function* f) {
    if (!f) return;
    line(indent + 1);
    out += what;
    out += ' ';
    function(f);
    out += '\n';
    if (f->body) body(f->body, indent + 1);
  };
  part("if", s->condition);
  part("then", s->body);
  if (!s->timeout) return;
  line(indent + 1);
  out += "timeout ";
  expr(s->timeout);
  out += '\n';
  part("else", s->timeout_body);
}

void Printer::stmt(const Stmt* s, int indent) {
  if (s->kind == StmtKind::kBlock) {
    for (const Stmt* inner : static_cast<const BlockStmt*>(s)->statements) stmt(inner, indent + 1);
    return;
  }
  line(indent);
  switch (s->kind) {
  case StmtKind::kBlock: return;
  case StmtKind::kExpr: expr(static_cast<const ExprStmt*>(s)->expr); break;
  case StmtKind::kAdd:
    out += "add ";
    expr(static_cast<const ExprStmt*>(s)->expr);
    break;
  case StmtKind::kDelete:
    out += "delete ";
    expr(static_cast<const ExprStmt*>(s)->expr);
    break;
  case StmtKind::kLocal: {
    const auto* l = static_cast<const LocalStmt*>(s);
    out += l->local->constant ? "const " : "local ";
    out += l->local->name;
    out += ": ";
    out += name_of(l->local->type);
    if (l->local->maybe_unset) out += " (maybe unset)";
    if (l->value) {
      out += " = ";
      expr(l->value);
    }
    attributes(l->attributes);
    break;
  }
  case StmtKind::kIf: {
    const auto* i = static_cast<const IfStmt*>(s);
    out += "if ";
    expr(i->condition);
    out += '\n';
    body(i->then, indent);
    if (!i->otherwise) return;
    line(indent);
    out += "else\n";
    return body(i->otherwise, indent);
  }
  case StmtKind::kWhile: {
    const auto* w = static_cast<const WhileStmt*>(s);
    out += "while ";
    expr(w->condition);
    out += '\n';
    return body(w->body, indent);
  }
  case StmtKind::kFor: return for_loop(static_cast<const ForStmt*>(s), indent);
  case StmtKind::kSwitch: return cases(static_cast<const SwitchStmt*>(s), indent);
  case StmtKind::kReturn: {
    out += "return";
    const auto* r = static_cast<const ReturnStmt*>(s);
    if (r->value) {
      out += ' ';
      expr(r->value);
    }
    break;
  }
  case StmtKind::kNext: out += "next"; break;
  case StmtKind::kBreak: out += "break"; break;
  case StmtKind::kFallthrough: out += "fallthrough"; break;
  case StmtKind::kPrint:
    out += "print ";
    list(static_cast<const PrintStmt*>(s)->values);
    break;
  case StmtKind::kEvent: {
    const auto* v = static_cast<const EventStmt*>(s);
    out += "event ";
    if (v->event) {
      out += v->event->name;
    } else {
      expr(v->callee);
    }
    out += '(';
    list(v->arguments);
    out += ')';
    break;
  }
  case StmtKind::kWhen: return when(static_cast<const WhenStmt*>(s), indent);
  case StmtKind::kAssert: {
    const auto* a = static_cast<const AssertStmt*>(s);
    out += "assert ";
    expr(a->condition);
    if (a->message) {
      out += ", ";
      expr(a->message);
    }
    break;
  }
  case StmtKind::kNull: out += "null"; break;
  }
  out += '\n';
}

}  // namespace

std::string dump(const Expr& expr) {
  Printer p;
  p.expr(&expr);
  return p.out;
}

std::string dump(const Stmt& statement, int indent) {
  Printer p;
  p.stmt(&statement, indent);
  return p.out;
}

std::string dump(const Attributes& attributes) {
  Printer p;
  p.attributes(&attributes);
  return p.out;
}

}  // namespace avocet::sema
