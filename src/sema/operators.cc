// Operators of two operands.
#include "sema/analysis.h"
#include "sema/tree_text.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

tree::BinaryOp tree_op(BinaryOp op) {
  switch (op) {
  case BinaryOp::kOr: return tree::BinaryOp::kOr;
  case BinaryOp::kAnd: return tree::BinaryOp::kAnd;
  case BinaryOp::kEqual: return tree::BinaryOp::kEqual;
  case BinaryOp::kNotEqual: return tree::BinaryOp::kNotEqual;
  case BinaryOp::kLess: return tree::BinaryOp::kLess;
  case BinaryOp::kLessEqual: return tree::BinaryOp::kLessEqual;
  case BinaryOp::kGreater: return tree::BinaryOp::kGreater;
  case BinaryOp::kGreaterEqual: return tree::BinaryOp::kGreaterEqual;
  case BinaryOp::kBitOr: return tree::BinaryOp::kBitOr;
  case BinaryOp::kBitXor: return tree::BinaryOp::kBitXor;
  case BinaryOp::kBitAnd: return tree::BinaryOp::kBitAnd;
  case BinaryOp::kShiftLeft: return tree::BinaryOp::kShiftLeft;
  case BinaryOp::kShiftRight: return tree::BinaryOp::kShiftRight;
  case BinaryOp::kAdd: return tree::BinaryOp::kAdd;
  case BinaryOp::kSubtract: return tree::BinaryOp::kSubtract;
  case BinaryOp::kMultiply: return tree::BinaryOp::kMultiply;
  case BinaryOp::kDivide: return tree::BinaryOp::kDivide;
  case BinaryOp::kModulo: return tree::BinaryOp::kModulo;
  case BinaryOp::kIn:
  case BinaryOp::kNotIn: break;
  }
  UNREACHABLE();
}

bool is_comparison(tree::BinaryOp op) {
  return op >= tree::BinaryOp::kEqual && op <= tree::BinaryOp::kGreaterEqual;
}

}  // namespace

Expr* Analysis::make_binary(tree::BinaryOp op, Expr* left, Expr* right, const Type* type,
                            Span span) {
  if (Expr* folded = fold_binary(op, left, right, type, span)) return folded;
  auto* e = make_expr<tree::BinaryExpr>(ExprKind::kBinary, type, span);
  e->op = op;
  e->left = left;
  e->right = right;
  return e;
}

Expr* Analysis::bad_operands(Span span, std::string_view op, const Expr* left, const Expr* right) {
  Message m = report.error(span, "bad-operands",
                           quoted(op) + " is not possible between " + a_value(left->type) +
                               " and " + a_value(right->type));
  m.fold(suspect(left)).fold(suspect(right));
  TypeKind l = left->type->kind, r = right->type->kind;
  const TableType* set = as_table(left->type);
  if (l == TypeKind::kAny || r == TypeKind::kAny)
    m.hint("say what the value of type any is: `x as count`");
  if (op == "+" && (l == TypeKind::kString || r == TypeKind::kString))
    m.hint("make one string of both with cat() or fmt()");
  if (op == "&" && l == TypeKind::kBool && r == TypeKind::kBool) m.hint("did you mean `&&`?");
  if (op == "|" && l == TypeKind::kBool && r == TypeKind::kBool) m.hint("did you mean `||`?");
  if (op == "&" && l == TypeKind::kString && r == TypeKind::kString)
    m.hint("whether a string holds another is asked with `in`: `\"S\" in flags`");
  if (l == TypeKind::kTime && r == TypeKind::kTime && op == "+")
    m.hint("times can be subtracted, which gives an interval");
  if (l == TypeKind::kTime && is_number(right->type))
    m.hint("give the number a unit, such as `5 sec`");
  if (l == TypeKind::kTime && r == TypeKind::kInterval)
    m.hint("subtract a time first, which gives an interval: `network_time() - t`");
  if (l == TypeKind::kInterval && r == TypeKind::kInterval)
    m.hint("intervals are multiplied by numbers");
  if (l == TypeKind::kSet && r == TypeKind::kSet && op == "+") m.hint("the union is `a | b`");
  if (l == TypeKind::kSet && r == TypeKind::kSet && op == "*")
    m.hint("the intersection is `a & b`");
  if (l == TypeKind::kPattern && r == TypeKind::kPattern)
    m.hint("patterns are joined by `&`, one behind the other, or by `|`, one or the other");
  if (l == TypeKind::kString && op == "*") m.hint("string_fill() repeats a string");
  bool is_sized = set || as_vector(left->type) || l == TypeKind::kString;
  if (is_sized && is_number(right->type) && l != TypeKind::kAny && op != "+" && op != "-" &&
      op != "%" && !(l == TypeKind::kString && is_constant(left)) &&
      !(is_constant(right) && l == TypeKind::kString && (op == "==" || op == "!=")))
    m.hint("its size is `|x|`");
  if (as_vector(left->type) || as_vector(right->type)) m.hint("both must be vectors of one type");
  if (l == TypeKind::kString && op == "%")
    m.hint("values are put into a string with fmt(\"... %s\", value)");
  if ((op == "&" && (l == TypeKind::kBool || r == TypeKind::kBool)))
    m.hint("truth values are joined with `&&`");
  if ((op == "|" && (l == TypeKind::kBool || r == TypeKind::kBool)))
    m.hint("truth values are joined with `||`");
  if (is_place(left) || is_place(right)) m.hint(std::string(kPlaceHint));
  if (set && set->keys.size() == 1 && same_type(set->keys[0], right->type)) {
    if (op == "==" || op == "!=") m.hint("whether it holds a value is asked with `in`: `x in s`");
    if (op == "+" && set->is_set()) m.hint("an element is put into a set with `add s[x]`");
  }
  m.hint(value_hint(right, left->type));
  return error_expr(span);
}

Expr* Analysis::infer_binary(NodeRef node, const Type*) {
  BinaryOp op = node.binary_op();
  if (op == BinaryOp::kIn || op == BinaryOp::kNotIn) return infer_in(node, op == BinaryOp::kNotIn);
  tree::BinaryOp o = tree_op(op);
  if (o == tree::BinaryOp::kAnd || o == tree::BinaryOp::kOr) return infer_logical(node, o);
  if (is_comparison(o)) return infer_comparison(node, o);
  NodeRef left_node = node.first_child();
  Expr* left = infer_value(left_node);
  // USER-AGENT is one mistake.
  NodeRef right_node = left_node.next_sibling();
  bool is_word = is_error(left) && op == BinaryOp::kSubtract && right_node.is(NodeKind::kName) &&
                 left_node.full_span().end() + 1 == right_node.span().begin;
  if (is_word) return left;
  Expr* right = infer_value(right_node);
  if (is_error(left) || is_error(right)) return error_expr(node.full_span());
  return arithmetic(node.full_span(), o, left, right);
}

Expr* Analysis::infer_logical(NodeRef node, tree::BinaryOp op) {
  NodeRef left_node = node.first_child();
  Expr* left = infer_value(left_node, basic(TypeKind::kBool));
  Expr* right = infer_value(left_node.next_sibling(), basic(TypeKind::kBool));
  if (is_error(left) || is_error(right)) return error_expr(node.full_span());
  auto is_bools = [](const Type* t) {
    return as_vector(t) && as_vector(t)->element->kind == TypeKind::kBool;
  };
  if (is_bools(left->type) && is_bools(right->type))
    return make_binary(op, left, right, left->type, node.full_span());
  Target target{basic(TypeKind::kBool), Role::kOperand, op_text(op)};
  if (left->type->kind == TypeKind::kPattern && right->type->kind == TypeKind::kPattern)
    return bad_operands(node.full_span(), op_text(op), left, right);
  left = coerce(left, target);
  if (is_error(left)) return left;  // who takes one count for a bool takes the other one, too
  right = coerce(right, target);
  if (is_error(right)) return right;
  return make_binary(op, left, right, basic(TypeKind::kBool), node.full_span());
}

// ---- Arithmetic and bits ----------------------------------------------------------------------

// The type of the result, with both operands converted. Null if the operator does not know them.
const Type* Analysis::arithmetic_type(tree::BinaryOp op, Expr*& left, Expr*& right) {
  const Type* l = left->type;
  const Type* r = right->type;
  bool add = op == tree::BinaryOp::kAdd, subtract = op == tree::BinaryOp::kSubtract;
  if (is_number(l) && is_number(r)) {
    if (op == tree::BinaryOp::kModulo && !(is_integral(l) && is_integral(r))) return nullptr;
    const Type* type = merge(l, r);
    left = convert(left, type);
    right = convert(right, type);
    return left && right ? type : nullptr;
  }
  TypeKind lk = l->kind, rk = r->kind;
  if (add && lk == TypeKind::kString && rk == TypeKind::kString) return l;
  if (add && lk == TypeKind::kTime && rk == TypeKind::kInterval) return l;
  if (add && lk == TypeKind::kInterval && rk == TypeKind::kTime) return r;
  if (subtract && lk == TypeKind::kTime && rk == TypeKind::kTime) return basic(TypeKind::kInterval);
  if (subtract && lk == TypeKind::kTime && rk == TypeKind::kInterval) return l;
  if ((add || subtract) && lk == TypeKind::kInterval && rk == TypeKind::kInterval) return l;
  bool multiply = op == tree::BinaryOp::kMultiply, divide = op == tree::BinaryOp::kDivide;
  if (divide && lk == TypeKind::kInterval && rk == TypeKind::kInterval)
    return basic(TypeKind::kDouble);
  if ((multiply || divide) && lk == TypeKind::kInterval && is_number(r)) {
    right = convert(right, basic(TypeKind::kDouble));
    return l;
  }
  if (multiply && is_number(l) && rk == TypeKind::kInterval) {
    left = convert(left, basic(TypeKind::kDouble));
    return r;
  }
  if (divide && lk == TypeKind::kAddr && is_integral(r)) {
    if (rk == TypeKind::kInt)
      right = make_convert(tree::Convert::kIntToCount, right, basic(TypeKind::kCount));
    return basic(TypeKind::kSubnet);
  }
  if (subtract && lk == TypeKind::kSet && rk == TypeKind::kSet) {
    const Type* type = merge(l, r);
    if (!type) return nullptr;
    left = convert(left, type);
    right = convert(right, type);
    return left && right ? type : nullptr;
  }
  if (divide && is_number(l) && rk == TypeKind::kInterval) {
    // Zeek calls the result an interval; it is computed as of doubles.
    left = convert(left, basic(TypeKind::kDouble));
    right = convert(right, basic(TypeKind::kDouble));
    return r;
  }
  return nullptr;
}

const Type* Analysis::bit_type(tree::BinaryOp op, Expr*& left, Expr*& right) {
  const Type* l = left->type;
  const Type* r = right->type;
  if (op == tree::BinaryOp::kShiftLeft || op == tree::BinaryOp::kShiftRight) {
    if (!is_integral(l) || !is_integral(r)) return nullptr;
    if (r->kind == TypeKind::kInt)
      right = make_convert(tree::Convert::kIntToCount, right, basic(TypeKind::kCount));
    return l;
  }
  if (l->kind == TypeKind::kCount && r->kind == TypeKind::kCount) return l;
  if (op == tree::BinaryOp::kBitXor) return nullptr;
  if (l->kind == TypeKind::kPattern && r->kind == TypeKind::kPattern) return l;
  if (l->kind != TypeKind::kSet || r->kind != TypeKind::kSet) return nullptr;
  const Type* type = merge(l, r);
  if (!type) return nullptr;
  left = convert(left, type);
  right = convert(right, type);
  return left && right ? type : nullptr;
}

namespace {

const Type* element_type(const Type* type) {
  return as_vector(type) ? as_vector(type)->element : type;
}

// Element by element. A string goes with each element of a vector of strings; other types do not
// mix so.
bool is_for_elements(const Type* left, const Type* right) {
  if (!as_vector(left) && !as_vector(right)) return false;
  if (as_vector(left) && as_vector(right)) return true;
  return element_type(left)->kind == TypeKind::kString &&
         element_type(right)->kind == TypeKind::kString;
}

}  // namespace

Expr* Analysis::vector_operation(Span span, tree::BinaryOp op, Expr* left, Expr* right) {
  // The elements stand for the whole: placeholders of their types go through the scalar rules.
  Expr* a = make_expr<Expr>(ExprKind::kGlobal, element_type(left->type), left->span);
  Expr* b = make_expr<Expr>(ExprKind::kGlobal, element_type(right->type), right->span);
  const Type* element = nullptr;
  if (is_comparison(op)) {
    // Strings are not matched against patterns element by element.
    bool mixed = (a->type->kind == TypeKind::kPattern) != (b->type->kind == TypeKind::kPattern);
    element = !mixed && comparable(op, a, b) ? basic(TypeKind::kBool) : nullptr;
  } else {
    element = op < tree::BinaryOp::kBitAnd ? arithmetic_type(op, a, b) : bit_type(op, a, b);
  }
  if (!element || !a || !b) return bad_operands(span, op_text(op), left, right);
  if (a->type != element_type(left->type)) left = convert(left, types.vector(a->type));
  if (b->type != element_type(right->type)) right = convert(right, types.vector(b->type));
  if (!left || !right) return error_expr(span);
  return make_binary(op, left, right, types.vector(element), span);
}

Expr* Analysis::arithmetic(Span span, tree::BinaryOp op, Expr* left, Expr* right) {
  if (is_for_elements(left->type, right->type)) return vector_operation(span, op, left, right);
  Expr* l = left;
  Expr* r = right;
  const Type* type = op < tree::BinaryOp::kBitAnd ? arithmetic_type(op, l, r) : bit_type(op, l, r);
  if (!type || !l || !r) return bad_operands(span, op_text(op), left, right);
  return make_binary(op, l, r, type, span);
}

// ---- Comparison -------------------------------------------------------------------------------

bool Analysis::comparable(tree::BinaryOp op, Expr*& left, Expr*& right) {
  const Type* l = left->type;
  const Type* r = right->type;
  bool equality = op == tree::BinaryOp::kEqual || op == tree::BinaryOp::kNotEqual;
  if (is_number(l) && is_number(r)) {
    const Type* type = merge(l, r);
    left = convert(left, type);
    right = convert(right, type);
    return left && right;
  }
  // 0 is the same in every unit.
  if (is_duration(l) && is_number(r)) {
    right = convert(right, l);
    return right != nullptr;
  }
  if (is_number(l) && is_duration(r)) {
    left = convert(left, r);
    return left != nullptr;
  }
  bool matches = (l->kind == TypeKind::kString && r->kind == TypeKind::kPattern) ||
                 (l->kind == TypeKind::kPattern && r->kind == TypeKind::kString);
  if (equality && matches) return true;
  if (l->kind == TypeKind::kAny || r->kind == TypeKind::kAny) {
    if (!equality) return false;
    left = convert(left, basic(TypeKind::kAny));
    right = convert(right, basic(TypeKind::kAny));
    return left && right;
  }
  if (l->kind != r->kind) return false;
  switch (l->kind) {
  case TypeKind::kBool:
  case TypeKind::kPattern: return equality;
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kString:
  case TypeKind::kSubnet: return equality || l->kind != TypeKind::kSubnet;
  case TypeKind::kEnum: return true;
  case TypeKind::kSet:
  case TypeKind::kTable: {
    if (!equality && l->kind == TypeKind::kTable) return false;
    const Type* type = merge(l, r);
    if (!type) return false;
    left = convert(left, type);
    right = convert(right, type);
    return left && right;
  }
  case TypeKind::kFunction:
  case TypeKind::kFile: return equality;
  case TypeKind::kRecord: return equality && fits(l, r);
  case TypeKind::kType: return equality;
  case TypeKind::kVector:
  case TypeKind::kOpaque:
  case TypeKind::kList:
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kAny: return false;
  }
  UNREACHABLE();
}

Expr* Analysis::infer_comparison(NodeRef node, tree::BinaryOp op) {
  NodeRef left_node = node.first_child();
  Expr* left = infer_value(left_node);
  NodeRef right_node = left_node.next_sibling();
  // What is compared with something unknown may be a label of its type.
  bool may_be_label = !is_error(left) || right_node.is(NodeKind::kName);
  Expr* right = infer_value(right_node, may_be_label ? left->type : nullptr);
  Span span = node.full_span();
  if (is_error(left) || is_error(right)) return error_expr(span);
  if (is_for_elements(left->type, right->type)) return vector_operation(span, op, left, right);
  Expr* l = left;
  Expr* r = right;
  if (!comparable(op, l, r) || !l || !r) return bad_operands(span, op_text(op), left, right);
  if (l->type->kind == TypeKind::kEnum) mixed_enums(l->type, r->type, span);
  return make_binary(op, l, r, basic(TypeKind::kBool), span);
}

// ---- in ---------------------------------------------------------------------------------------

Expr* Analysis::make_in(tree::InKind kind, std::span<Expr* const> keys, Expr* container,
                        bool negated, Span span) {
  auto* e = make_expr<tree::InExpr>(ExprKind::kIn, basic(TypeKind::kBool), span);
  e->in = kind;
  e->keys = arena.copy(keys);
  e->container = container;
  e->negated = negated;
  return e;
}

Expr* Analysis::infer_in(NodeRef node, bool negated) {
  NodeRef left_node = node.first_child();
  Span span = node.full_span();
  Expr* container = infer_value(left_node.next_sibling());
  bool misplaced_not = left_node.is(NodeKind::kUnary) && left_node.unary_op() == UnaryOp::kNot &&
                       left_node.source_text().starts_with('!');
  if (misplaced_not && !is_error(container)) {
    Expr* negative = infer_value(left_node.first_child());
    if (is_error(negative)) return negative;
    if (negative->type->kind != TypeKind::kBool) {
      report
          .error(span, "bad-operands",
                 "`!` stands for " + quoted(left_node.first_child().source_text()) + " alone here")
          .hint("write `x !in y`");
      return error_expr(span);
    }
  }
  if (is_error(container)) {
    for (NodeRef part : key_parts(left_node)) infer(part);
    return container;
  }
  if (const TableType* table = as_table(container->type); table && !table->unspecified()) {
    std::vector<NodeRef> nodes;
    std::vector<Expr*> keys;
    if (!key_nodes(left_node, table, container, nodes) ||
        !table_keys(nodes.data(), nodes.size(), table, container, keys))
      return error_expr(span);
    return make_in(tree::InKind::kTable, keys, container, negated, span);
  }
  Expr* key = infer_value(left_node);
  if (is_error(key)) return key;
  TypeKind k = key->type->kind, c = container->type->kind;
  Expr* keys[] = {key};
  if (k == TypeKind::kString && c == TypeKind::kString)
    return make_in(tree::InKind::kSubstring, keys, container, negated, span);
  if (k == TypeKind::kPattern && c == TypeKind::kString)
    return make_in(tree::InKind::kPattern, keys, container, negated, span);
  if (k == TypeKind::kAddr && c == TypeKind::kSubnet)
    return make_in(tree::InKind::kSubnet, keys, container, negated, span);
  if (k == TypeKind::kSubnet && c == TypeKind::kSubnet)
    return make_in(tree::InKind::kSubnet, keys, container, negated, span);
  if (c == TypeKind::kVector && (is_integral(key->type) || k == TypeKind::kAny)) {
    if (k != TypeKind::kCount) {
      keys[0] = k == TypeKind::kInt
                    ? make_convert(tree::Convert::kIntToCount, key, basic(TypeKind::kCount))
                    : convert(key, basic(TypeKind::kCount));
    }
    return make_in(tree::InKind::kVectorIndex, keys, container, negated, span);
  }
  if (as_table(container->type))
    return make_in(tree::InKind::kTable, keys, container, negated, span);
  Message m = report.error(span, "bad-operands",
                           "`in` is not possible between " + a_type(key->type) + " and " +
                               a_type(container->type));
  m.fold(suspect(key)).fold(suspect(container));
  if (k == TypeKind::kString && c == TypeKind::kPattern)
    m.hint("the pattern stands on the left: `/.../ in s`");
  const TableType* turned = as_table(key->type);
  if (turned && turned->keys.size() == 1 && same_type(turned->keys[0], container->type))
    m.hint("what is looked for stands on the left");
  bool is_of_addresses = k == TypeKind::kSet || k == TypeKind::kSubnet;
  if (is_of_addresses && c == TypeKind::kAddr) m.hint("what is looked for stands on the left");
  if (c == TypeKind::kRecord) m.hint("`r?$field` tells whether a field is set");
  if (c == TypeKind::kVector)
    m.hint("`in` asks a vector for an index; loop over it to look for a value");
  if (c == TypeKind::kAny) m.hint("say what the value of type any is: `x as set[string]`");
  return error_expr(span);
}

}  // namespace avocet::sema
