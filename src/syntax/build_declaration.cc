#include <algorithm>

#include "base/check.h"
#include "syntax/copied_text.h"
#include "syntax/tree_builder.h"

namespace avocet {

TreeBuilder::TreeBuilder(Ast& ast, DiagnosticSink& sink)
    : ast_(ast), out_(ast), sink_(sink), source_(ast.source().text) {}

uint32_t TreeBuilder::build(const std::vector<ParseEvent>& events, const std::vector<Token>& tokens,
                            bool exported) {
  events_ = &events;
  tokens_ = &tokens;
  at_ = 0;
  last_end_ = 0;
  trailing_list_ = 0;
  exported_ = exported;
  ok_ = true;
  uint32_t root = out_.count();
  Rule rule = event().rule();
  [[maybe_unused]] uint32_t end = enter();
  if (rule == Rule::kDeclaration) {
    declaration();
  } else if (rule == Rule::kStatementItem) {
    statement();
  } else {
    take();  // the condition of an @if
    expression();
    take();
  }
  DCHECK(out_.too_deep() || at_ == end);
  if (out_.too_deep()) {
    ok_ = false;
    sink_.report({.span = {ast_.source().base + tokens.front().begin, tokens.front().length},
                  .message = "this is nested more than " + std::to_string(AstBuilder::kMaxDepth) +
                             " levels deep",
                  .hint = "split it into parts",
                  .code = "too-deep"});
  }
  if (!ok_) out_.rollback(root);
  out_.publish();
  return root;
}

const Token& TreeBuilder::first_token() const {
  uint32_t at = at_;
  while (!(*events_)[at].is_token()) ++at;
  return token_at((*events_)[at]);
}

const Token& TreeBuilder::take() {
  const Token& token = token_at((*events_)[at_++]);
  last_end_ = token.end();
  return token;
}

bool TreeBuilder::take_if(TokenType type) {
  // At the end of an item no event is left.
  if (at_ >= events_->size() || !at_token(type)) return false;
  take();
  return true;
}

// Letters beyond ASCII, which were told, stand for what was meant.
uint32_t TreeBuilder::name(const Token& token) {
  std::string_view spelt = text(token);
  bool is_ascii = std::all_of(spelt.begin(), spelt.end(),
                              [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return is_ascii ? out_.intern_source(spelt) : out_.intern_copy(meant_name(spelt));
}

void TreeBuilder::error(const Token& at, std::string message, std::string hint) {
  // What follows in the same line is told once that is mended.
  auto [first, last] = std::minmax(told_at_, at.begin);
  bool is_new = ok_ || source_.substr(first, last - first).find('\n') != source_.npos;
  ok_ = false;
  if (!is_new) return;
  told_at_ = at.begin;
  sink_.report({.span = {ast_.source().base + at.begin, at.length},
                .message = std::move(message),
                .hint = std::move(hint),
                .code = "syntax"});
}

void TreeBuilder::declaration() {
  switch (event().rule()) {
  case Rule::kVariableDeclaration: return variable_declaration();
  case Rule::kTypeDeclaration: return type_declaration();
  case Rule::kFunctionDeclaration: return function_declaration(first_token(), 0);
  default: return redefinition();
  }
}

void TreeBuilder::variable_declaration() {
  enter();
  const Token& first = take();
  Storage storage = first.type == TokenType::kGlobal  ? Storage::kGlobal
                    : first.type == TokenType::kConst ? Storage::kConst
                                                      : Storage::kOption;
  variable(first, storage, export_bit());
}

// NAME (':' type)? initialiser? attributes ';'
void TreeBuilder::variable(const Token& first, Storage storage, uint8_t bits) {
  enter();
  const Token& name_token = take();
  uint32_t node =
      out_.open(NodeKind::kVariable, name_token, first.begin,
                static_cast<uint8_t>(bits | static_cast<uint8_t>(storage)), name(name_token));
  if (take_if(TokenType::kColon))
    type();
  else
    none();
  uint32_t init = out_.count();
  if (at_rule(Rule::kInitialiser)) {
    AssignOp assign = initialiser(storage);
    out_.node(node).sub |= static_cast<uint8_t>(static_cast<uint8_t>(assign) << 3);
  } else {
    none();
  }
  attributes();
  hoist_attributes(init);
  take();
  close(node);
}

// ('=' | '+=' | '-=') value | braces
AssignOp TreeBuilder::initialiser(Storage storage) {
  enter();
  if (at_rule(Rule::kBraces)) {
    if (storage == Storage::kRedef)
      error(first_token(), "expected `=`, `+=` or `-=`, found `{`",
            "`+=` adds to the value of a variable, `=` replaces it");
    braces();
    return AssignOp::kSet;
  }
  TokenType op = take().type;
  value();
  return op == TokenType::kAssign  ? AssignOp::kSet
         : op == TokenType::kAddTo ? AssignOp::kAddTo
                                   : AssignOp::kRemoveFrom;
}

void TreeBuilder::value() {
  enter();
  if (at_rule(Rule::kBraces))
    braces();
  else
    expression();
}

// Attributes behind `= table(...)` are read as the constructor's; they belong to the variable. Both
// lists stand at the end of the array, the variable's own being empty then, so it is enough to move
// its node before the attributes.
void TreeBuilder::hoist_attributes(uint32_t init) {
  Node& constructor = out_.node(init);
  if (constructor.kind != NodeKind::kVectorCall && constructor.kind != NodeKind::kSetCall &&
      constructor.kind != NodeKind::kTableCall && constructor.kind != NodeKind::kRecordCall)
    return;
  uint32_t own = init + constructor.size;  // the variable's list
  uint32_t list = init + 1;                // the constructor's list is its last child
  while (list + out_.node(list).size != own) list += out_.node(list).size;
  uint32_t moved = out_.node(list).size - 1;
  if (moved == 0) return;
  Node empty = out_.node(own);
  Extent extent = out_.extent(own);
  extent.begin = out_.extent(list + 1).begin;
  extent.end = out_.extent(list).end;
  for (uint32_t i = own; i > list + 1; --i) {
    out_.node(i) = out_.node(i - 1);
    out_.extent(i) = out_.extent(i - 1);
  }
  empty.size = moved + 1;
  empty.pos = extent.begin;
  out_.node(list + 1) = empty;
  out_.extent(list + 1) = extent;
  out_.node(list).size = 1;
  out_.extent(list).end = out_.extent(list).begin;
  out_.node(init).size -= moved;
}

void TreeBuilder::type_declaration() {
  enter();
  const Token& first = take();
  const Token& name_token = take();
  uint32_t node =
      out_.open(NodeKind::kTypeDecl, name_token, first.begin, export_bit(), name(name_token));
  take();
  type();
  attributes();
  take();
  close(node);
}

void TreeBuilder::function_declaration(const Token& first, uint8_t bits) {
  enter();
  const Token& word = take();
  Flavor flavor = word.type == TokenType::kFunction ? Flavor::kFunction
                  : word.type == TokenType::kEvent  ? Flavor::kEvent
                                                    : Flavor::kHook;
  const Token& name_token = take();
  auto sub = static_cast<uint8_t>(bits | export_bit() | static_cast<uint8_t>(flavor));
  uint32_t node = out_.open(NodeKind::kFunction, name_token, first.begin, sub, name(name_token));
  signature(first_token(), flavor);
  attributes();
  block();
  close(node);
}

void TreeBuilder::redefinition() {
  enter();
  const Token& first = take();
  if (at_rule(Rule::kRedefRecord)) return redef_record(first);
  if (at_rule(Rule::kRedefEnum)) return redef_enum(first);
  if (at_rule(Rule::kVariable)) return variable(first, Storage::kRedef, export_bit());
  const Token& word = first_token();
  if (word.type == TokenType::kFunction)
    error(word, "a function cannot be redefined",
          "`redef` replaces the handlers of events and hooks");
  function_declaration(first, Node::kRedefBit);
}

void TreeBuilder::redef_record(const Token& first) {
  enter();
  take();
  const Token& record = take();
  if (take_if(TokenType::kDollar)) {
    const Token& field = take();
    const Token& op = take();
    AssignOp assign = op.type == TokenType::kAddTo ? AssignOp::kAddTo : AssignOp::kRemoveFrom;
    auto sub = static_cast<uint8_t>(export_bit() | static_cast<uint8_t>(assign));
    uint32_t node = out_.open(NodeKind::kRedefField, record, first.begin, sub, name(record));
    out_.leaf(NodeKind::kName, field, 0, name(field));
    take();
    attributes();
    take();
    take();
    return close(node);
  }
  uint32_t node =
      out_.open(NodeKind::kRedefRecord, record, first.begin, export_bit(), name(record));
  take();
  const Token& brace = take();
  uint32_t body = open(NodeKind::kRecordType, brace);
  fields();
  take();
  close(body);
  attributes();
  take();
  close(node);
}

void TreeBuilder::redef_enum(const Token& first) {
  enter();
  take();
  const Token& name_token = take();
  uint32_t node =
      out_.open(NodeKind::kRedefEnum, name_token, first.begin, export_bit(), name(name_token));
  take();
  enum_body(first_token());
  attributes();
  take();
  close(node);
}

}  // namespace avocet
