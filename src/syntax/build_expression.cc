// Expressions are parsed as a flat sequence of operands and operators. read_pieces() collects the
// sequence, shape() links the operators to their operands by precedence climbing, and emit() writes
// the nodes, which must come parent first. Operands are built only then: until that moment they are
// just places in the list of events.
#include "syntax/tree_builder.h"

namespace avocet {
namespace {

// How tightly operators bind; see the head of the grammar.
enum Precedence : int {
  kAnything,
  kAssignment,
  kConditional,
  kOr,
  kAnd,
  kComparison,
  kMembership,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kProduct,
};

Precedence precedence(BinaryOp op) {
  switch (op) {
  case BinaryOp::kOr: return kOr;
  case BinaryOp::kAnd: return kAnd;
  case BinaryOp::kEqual:
  case BinaryOp::kNotEqual:
  case BinaryOp::kLess:
  case BinaryOp::kLessEqual:
  case BinaryOp::kGreater:
  case BinaryOp::kGreaterEqual: return kComparison;
  case BinaryOp::kIn:
  case BinaryOp::kNotIn: return kMembership;
  case BinaryOp::kBitOr: return kBitOr;
  case BinaryOp::kBitXor: return kBitXor;
  case BinaryOp::kBitAnd: return kBitAnd;
  case BinaryOp::kShiftLeft:
  case BinaryOp::kShiftRight: return kShift;
  case BinaryOp::kAdd:
  case BinaryOp::kSubtract: return kSum;
  case BinaryOp::kMultiply:
  case BinaryOp::kDivide:
  case BinaryOp::kModulo: return kProduct;
  }
  return kAnything;
}

BinaryOp binary_op(TokenType type) {
  switch (type) {
  case TokenType::kOrOr: return BinaryOp::kOr;
  case TokenType::kAndAnd: return BinaryOp::kAnd;
  case TokenType::kEqual: return BinaryOp::kEqual;
  case TokenType::kNotEqual: return BinaryOp::kNotEqual;
  case TokenType::kLess: return BinaryOp::kLess;
  case TokenType::kLessEqual: return BinaryOp::kLessEqual;
  case TokenType::kGreater: return BinaryOp::kGreater;
  case TokenType::kGreaterEqual: return BinaryOp::kGreaterEqual;
  case TokenType::kIn: return BinaryOp::kIn;
  case TokenType::kNot: return BinaryOp::kNotIn;
  case TokenType::kBar: return BinaryOp::kBitOr;
  case TokenType::kCaret: return BinaryOp::kBitXor;
  case TokenType::kAmpersand: return BinaryOp::kBitAnd;
  case TokenType::kShiftLeft: return BinaryOp::kShiftLeft;
  case TokenType::kShiftRight: return BinaryOp::kShiftRight;
  case TokenType::kPlus: return BinaryOp::kAdd;
  case TokenType::kMinus: return BinaryOp::kSubtract;
  case TokenType::kStar: return BinaryOp::kMultiply;
  case TokenType::kSlash: return BinaryOp::kDivide;
  default: return BinaryOp::kModulo;
  }
}

UnaryOp unary_op(TokenType type) {
  switch (type) {
  case TokenType::kNot: return UnaryOp::kNot;
  case TokenType::kComplement: return UnaryOp::kComplement;
  case TokenType::kPlus: return UnaryOp::kPlus;
  case TokenType::kMinus: return UnaryOp::kMinus;
  case TokenType::kIncrement: return UnaryOp::kIncrement;
  default: return UnaryOp::kDecrement;
  }
}

}  // namespace

void TreeBuilder::expressions(uint32_t end) {
  while (!at_end(end)) {
    if (!take_if(TokenType::kComma)) expression();
  }
}

void TreeBuilder::expression() {
  uint32_t end = enter();
  if (event().end == end) return operand();
  size_t base = pieces_.size();
  read_pieces(end);
  size_t next = base;
  uint32_t root = shape(next, kAnything);
  emit(root);
  pieces_.resize(base);
  at_ = end;
}

void TreeBuilder::read_pieces(uint32_t end) {
  pieces_.push_back({.event = at_});
  skip_rule();
  while (!at_end(end)) read_tail();
}

// One operator and the operand behind it.
void TreeBuilder::read_tail() {
  enter();
  Piece op;
  if (at_rule(Rule::kBinaryOperator)) {
    uint32_t end = enter();
    op.kind = Piece::Kind::kBinary;
    op.token = at_;
    op.op = static_cast<uint8_t>(binary_op(token_at(event()).type));
    at_ = end;
  } else if (at_token(TokenType::kQuestion)) {
    op.kind = Piece::Kind::kConditional;
    op.token = at_++;
    op.event = at_;
    skip_rule();
    ++at_;  // the colon
  } else {
    op.kind = Piece::Kind::kAssign;
    op.token = at_;
    TokenType type = token_at(event()).type;
    op.op = static_cast<uint8_t>(type == TokenType::kAssign  ? AssignOp::kSet
                                 : type == TokenType::kAddTo ? AssignOp::kAddTo
                                                             : AssignOp::kRemoveFrom);
    ++at_;
  }
  pieces_.push_back(op);
  pieces_.push_back({.event = at_});
  skip_rule();
}

// Takes an operand and all operators behind it that bind no looser than `loosest`; returns the
// piece that is the root of what was taken.
uint32_t TreeBuilder::shape(size_t& next, int loosest) {
  auto left = static_cast<uint32_t>(next++);
  if (++shape_depth_ > AstBuilder::kMaxDepth) out_.refuse_depth();
  while (next < pieces_.size()) {
    auto at = static_cast<uint32_t>(next);
    Piece::Kind kind = pieces_[at].kind;
    bool is_binary = kind == Piece::Kind::kBinary;
    int own = is_binary ? precedence(static_cast<BinaryOp>(pieces_[at].op))
              : kind == Piece::Kind::kConditional ? kConditional
                                                  : kAssignment;
    if (own < loosest) break;
    ++next;
    if (own == kComparison) check_chain(pieces_[at], left);
    uint32_t right =
        out_.too_deep() ? static_cast<uint32_t>(next++) : shape(next, is_binary ? own + 1 : own);
    pieces_[at].left = left;
    pieces_[at].right = right;
    left = at;
  }
  --shape_depth_;
  return left;
}

void TreeBuilder::check_chain(const Piece& op, uint32_t left) {
  const Piece& before = pieces_[left];
  if (before.kind != Piece::Kind::kBinary ||
      precedence(static_cast<BinaryOp>(before.op)) != kComparison)
    return;
  const Token& token = token_at((*events_)[op.token]);
  error(token, "comparisons cannot be chained",
        "compare two values at a time and join the results with `&&`");
}

void TreeBuilder::emit(uint32_t index) {
  Piece piece = pieces_[index];
  if (out_.too_deep()) return none();
  if (piece.kind == Piece::Kind::kOperand) {
    at_ = piece.event;
    return at_rule(Rule::kBraces) ? braces() : operand();
  }
  NodeKind kind = piece.kind == Piece::Kind::kBinary   ? NodeKind::kBinary
                  : piece.kind == Piece::Kind::kAssign ? NodeKind::kAssign
                                                       : NodeKind::kConditional;
  Token token = token_at((*events_)[piece.token]);
  if (kind == NodeKind::kBinary && static_cast<BinaryOp>(piece.op) == BinaryOp::kNotIn) {
    token.length = token_at((*events_)[piece.token + 1]).end() - token.begin;
  }
  uint32_t node = open(kind, token, piece.op);
  emit(piece.left);
  out_.extent(node).begin = out_.extent(node + 1).begin;
  if (kind == NodeKind::kAssign && trailing_list_ == node + 1)
    error({TokenType::kComma, false, out_.extent(node + 1).end - 1, 1},
          "a value is missing before this `]`", "an index does not end in a comma");
  if (kind == NodeKind::kConditional) {
    at_ = piece.event;
    expression();
  }
  emit(piece.right);
  close(node);
}

// prefix* primary postfix*. The outermost operation comes first in the tree: prefixes from left to
// right, postfixes from right to left, the primary.
void TreeBuilder::operand() {
  uint32_t end = enter();
  size_t opened = opened_.size();
  const Token* hook = nullptr;
  while (at_rule(Rule::kPrefix)) {
    enter();
    const Token& word = take();
    if (hook) error(*hook, "`hook` must stand directly before a call");
    hook = word.type == TokenType::kHook ? &word : nullptr;
    if (hook) continue;
    NodeKind kind = word.type == TokenType::kAdd      ? NodeKind::kAdd
                    : word.type == TokenType::kDelete ? NodeKind::kDelete
                                                      : NodeKind::kUnary;
    opened_.push_back(
        open(kind, word, kind == NodeKind::kUnary ? static_cast<uint8_t>(unary_op(word.type)) : 0));
  }
  uint32_t begin = hook ? hook->begin : first_token().begin;
  uint32_t primary_at = at_;
  size_t base = postfixes_.size();
  for (at_ = event().end; at_ < end; skip_rule()) postfixes_.push_back(at_);
  size_t count = postfixes_.size() - base;
  if (hook && (count == 0 || !(at_ = postfixes_.back() + 1, at_rule(Rule::kArguments))))
    opened_.push_back(open(NodeKind::kHookCall, *hook, 1));
  for (size_t i = count; i-- > 0;) {
    at_ = postfixes_[base + i];
    open_postfix(hook, i + 1 == count, begin);
  }
  at_ = primary_at;
  primary();
  for (size_t i = 0; i < count; ++i) {
    at_ = postfixes_[base + i];
    finish_postfix(opened_.back());
    opened_.pop_back();
  }
  postfixes_.resize(base);
  for (; opened_.size() > opened; opened_.pop_back()) close(opened_.back());
}

// Appends the node of the postfix at the cursor without taking its tokens.
void TreeBuilder::open_postfix(const Token* hook, bool is_last, uint32_t begin) {
  const ParseEvent* inner = &(*events_)[at_ + 1];
  auto push = [&](NodeKind kind, const Token& at, uint32_t data = 0) {
    opened_.push_back(out_.open(kind, at, begin, 0, data));
  };
  if (!inner->is_token()) {
    const Token& bracket = token_at(inner[1]);
    if (inner->rule() == Rule::kArguments) {
      if (hook && is_last) return push(NodeKind::kHookCall, *hook);
      return push(NodeKind::kCall, bracket);
    }
    const ParseEvent& first = inner[2];
    bool is_slice = first.is_token() || ((*events_)[first.end].is_token() &&
                                         token_at((*events_)[first.end]).type == TokenType::kColon);
    return push(is_slice ? NodeKind::kSlice : NodeKind::kIndex, bracket);
  }
  const Token& word = token_at(*inner);
  switch (word.type) {
  case TokenType::kDollar: return push(NodeKind::kFieldAccess, word, name(token_at(inner[1])));
  case TokenType::kHasField: return push(NodeKind::kHasField, word, name(token_at(inner[1])));
  case TokenType::kAs: return push(NodeKind::kCast, word);
  case TokenType::kCanCast: return push(NodeKind::kCanCast, word);
  default: return push(NodeKind::kTypeTest, word);
  }
}

// Appends what belongs to the postfix at the cursor behind its first operand.
void TreeBuilder::finish_postfix(uint32_t node) {
  enter();
  if (at_rule(Rule::kArguments)) {
    arguments();
  } else if (at_rule(Rule::kSubscript)) {
    subscript(node);
  } else {
    take();
    if (at_token())
      take();
    else
      type();
  }
  close(node);
}

void TreeBuilder::subscript(uint32_t node) {
  uint32_t end = enter();
  take();
  if (out_.node(node).kind == NodeKind::kIndex) {
    expressions(end - 1);
  } else {
    if (at_token(TokenType::kColon))
      none();
    else
      expression();
    take();
    if (at_token())
      none();
    else
      expression();
  }
  take();
}

}  // namespace avocet
