// Literals, and operations on constants that are done once, here.
#include "sema/analysis.h"
#include "sema/folding.h"
#include "value/pattern.h"

namespace avocet::sema {

tree::ConstantExpr* Analysis::constant(const Type* type, Value value, Span span) {
  auto* e = make_expr<tree::ConstantExpr>(ExprKind::kConstant, type, span);
  e->value = value;
  return e;
}

Expr* Analysis::error_expr(Span span) { return constant(type_error(), Value::null(), span); }

tree::ConstantExpr* Analysis::string_constant(std::string_view text, Span span) {
  const Type* type = basic(TypeKind::kString);
  Value v = Value::of(make_string(heap, text));
  make_immortal(type, v);
  return constant(type, v, span);
}

Expr* Analysis::type_constant(const Type* type, Span span, std::string_view name) {
  if (type->kind == TypeKind::kError) return error_expr(span);
  const Type* of = types.type_of(type);
  Value v = Value::of(make_type_object(heap, type, name == type->name ? "" : name));
  make_immortal(of, v);
  return constant(of, v, span);
}

Expr* Analysis::literal(NodeRef node) {
  Span span = node.full_span();
  switch (node.kind()) {
  case NodeKind::kBool:
    return constant(basic(TypeKind::kBool), Value::of_bool(node.sub() != 0), span);
  case NodeKind::kCount:
    // Zeek says nothing, and there are scripts that live with it.
    if (node.sub() != 0)
      report.warning(span, "large-number", "this number does not fit into 64 bits")
          .hint("it stands for the largest count, 18446744073709551615");
    return constant(basic(TypeKind::kCount), Value::of_count(node.word()), span);
  case NodeKind::kDouble:
    return constant(basic(TypeKind::kDouble), Value::of_double(node.number()), span);
  case NodeKind::kInterval:
    return constant(basic(TypeKind::kInterval), Value::of_double(node.number()), span);
  case NodeKind::kPort: {
    Port port{node.port(), node.port_protocol()};
    return constant(basic(TypeKind::kPort), port.value(), span);
  }
  case NodeKind::kAddress: {
    Value v = make_address(heap, node.address());
    make_immortal(basic(TypeKind::kAddr), v);
    return constant(basic(TypeKind::kAddr), v, span);
  }
  case NodeKind::kSubnet: {
    Value v = make_subnet(heap, node.prefix());
    make_immortal(basic(TypeKind::kSubnet), v);
    return constant(basic(TypeKind::kSubnet), v, span);
  }
  case NodeKind::kString: return string_constant(node.text(), span);
  case NodeKind::kPattern: {
    PatternFlags flags;
    flags.ignore_case = (node.sub() & kPatternIgnoreCase) != 0;
    flags.single_line = (node.sub() & kPatternSingleLine) != 0;
    if (auto wrong = check_pattern(node.text(), flags)) {
      Span at{span.begin + 1 + uint32_t(std::min(wrong->offset, size_t(span.length))), 1};
      if (at.begin >= span.end()) at = span;
      report.error(at, "bad-pattern", "bad pattern: " + wrong->message);
      return error_expr(span);
    }
    Value v = Value::of(make_pattern(heap, node.text(), flags));
    make_immortal(basic(TypeKind::kPattern), v);
    return constant(basic(TypeKind::kPattern), v, span);
  }
  case NodeKind::kDir:
  case NodeKind::kFilename: {
    std::string_view path = node.ast().source().full_path;
    if (path.empty()) path = node.ast().source().path;
    size_t slash = path.rfind('/');
    bool dir = node.is(NodeKind::kDir);
    if (slash == std::string_view::npos) return string_constant(dir ? "." : path, span);
    return string_constant(dir ? path.substr(0, slash) : path.substr(slash + 1), span);
  }
  default: UNREACHABLE();
  }
}

Expr* Analysis::fold_unary(tree::UnaryOp op, Expr* operand, const Type* type, Span span) {
  if (!is_constant(operand) || !operand->type->plain()) return nullptr;
  std::optional<Value> folded = tree::fold_plain(op, operand->type, value_of(operand));
  return folded ? constant(type, *folded, span) : nullptr;
}

Expr* Analysis::fold_binary(tree::BinaryOp op, Expr* left, Expr* right, const Type* type,
                            Span span) {
  if (!is_constant(left) || !is_constant(right)) return nullptr;
  Value a = value_of(left), b = value_of(right);
  bool are_strings =
      left->type->kind == TypeKind::kString && right->type->kind == TypeKind::kString;
  if (are_strings && op == tree::BinaryOp::kAdd) {
    std::string joined(a.string()->view());
    joined += b.string()->view();
    return string_constant(joined, span);
  }
  // Comparisons of constants stay what scripts say.
  bool compares = op >= tree::BinaryOp::kEqual && op <= tree::BinaryOp::kGreaterEqual;
  if (compares || !left->type->plain() || !right->type->plain() || !type->plain()) return nullptr;
  std::optional<Value> folded = tree::fold_plain(op, left->type, right->type, a, b);
  return folded ? constant(type, *folded, span) : nullptr;
}

}  // namespace avocet::sema
