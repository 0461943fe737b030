#include "syntax/tree_builder.h"

namespace avocet {

void TreeBuilder::statement() {
  enter();
  switch (event().rule()) {
  case Rule::kBlock: return block();
  case Rule::kLocalVariable: return local_variable();
  case Rule::kPrintStatement: return print_statement();
  case Rule::kEventStatement: return event_statement();
  case Rule::kIfStatement: return if_statement();
  case Rule::kForStatement: return for_statement();
  case Rule::kWhileStatement: return while_statement();
  case Rule::kSwitchStatement: return switch_statement();
  case Rule::kWhenStatement: return when_statement(nullptr);
  case Rule::kReturnStatement: return return_statement();
  case Rule::kAssertStatement: return assert_statement();
  case Rule::kJumpStatement: return jump_statement();
  case Rule::kEmptyStatement:
    enter();
    out_.leaf(NodeKind::kEmpty, take());
    return;
  default: return expression_statement();
  }
}

void TreeBuilder::block() {
  uint32_t end = enter();
  const Token& brace = take();
  uint32_t node = open(NodeKind::kBlock, brace);
  while (!at_end(end)) {
    if (at_token())
      take();
    else
      statement();
  }
  close(node);
}

void TreeBuilder::local_variable() {
  enter();
  const Token& first = take();
  variable(first, first.type == TokenType::kConst ? Storage::kLocalConst : Storage::kLocal, 0);
}

void TreeBuilder::print_statement() {
  enter();
  uint32_t node = open(NodeKind::kPrint, take());
  expressions(enter());
  take();
  close(node);
}

void TreeBuilder::event_statement() {
  enter();
  const Token& first = take();
  const Token& name_token = take();
  uint32_t node = out_.open(NodeKind::kEventStmt, name_token, first.begin, 0, name(name_token));
  arguments();
  take();
  close(node);
}

// '(' expression ')' of a statement that tests it.
void TreeBuilder::condition(std::string_view keyword) {
  take();
  uint32_t index = out_.count();
  uint32_t first = at_;
  expression();
  take();
  const Node& node = out_.node(index);
  // `if ( (x = 5) )` is taken as meant: there the expression is one operand.
  bool in_parens = (*events_)[first].end == (*events_)[first + 1].end;
  if (node.kind == NodeKind::kAssign && node.sub == static_cast<uint8_t>(AssignOp::kSet) &&
      !in_parens) {
    error({TokenType::kAssign, false, node.pos, node.length},
          "`=` assigns a value, but `" + std::string(keyword) + "` needs a condition",
          "compare with `==`");
  }
}

void TreeBuilder::if_statement() {
  enter();
  uint32_t node = open(NodeKind::kIf, take());
  condition("if");
  statement();
  if (take_if(TokenType::kElse))
    statement();
  else
    none();
  close(node);
}

void TreeBuilder::while_statement() {
  enter();
  uint32_t node = open(NodeKind::kWhile, take());
  condition("while");
  statement();
  close(node);
}

void TreeBuilder::for_statement() {
  enter();
  uint32_t node = open(NodeKind::kFor, take());
  take();
  uint32_t keys_end = enter();
  uint32_t keys = open(NodeKind::kLoopVariables, first_token());
  if (at_token(TokenType::kBracketOpen)) out_.node(node).sub = 1;
  while (!at_end(keys_end)) {
    if (at_token())
      take();
    else
      loop_name();
  }
  close(keys);
  if (take_if(TokenType::kComma))
    loop_name();
  else
    none();
  take();
  expression();
  take();
  statement();
  close(node);
}

void TreeBuilder::loop_name() {
  enter();
  const Token& name_token = take();
  out_.leaf(NodeKind::kLoopVariable, name_token, 0, name(name_token));
}

void TreeBuilder::switch_statement() {
  enter();
  uint32_t node = open(NodeKind::kSwitch, take());
  expression();
  take();
  while (at_rule(Rule::kSwitchCase)) switch_case();
  take();
  close(node);
}

void TreeBuilder::switch_case() {
  enter();
  const Token& word = take();
  CaseKind kind = word.type == TokenType::kDefault ? CaseKind::kDefault
                  : at_rule(Rule::kCaseType)       ? CaseKind::kTypes
                                                   : CaseKind::kValues;
  uint32_t node = open(NodeKind::kCase, word, static_cast<uint8_t>(kind));
  if (kind == CaseKind::kValues) expressions(enter());
  while (!at_rule(Rule::kCaseBody)) {
    if (take_if(TokenType::kComma)) continue;
    uint32_t end = enter();
    uint32_t label = open(NodeKind::kCaseType, take());
    type();
    if (!at_end(end)) {
      take();
      out_.node(label).data = name(take());
    }
    close(label);
  }
  case_body();
  close(node);
}

void TreeBuilder::case_body() {
  uint32_t end = enter();
  uint32_t node = open(NodeKind::kBlock, take());
  while (!at_end(end)) statement();
  close(node);
}

// `return_word` is the `return` before it, if there is one.
void TreeBuilder::when_statement(const Token* return_word) {
  uint32_t end = enter();
  const Token& word = take();
  uint32_t begin = return_word ? return_word->begin : word.begin;
  uint32_t node = out_.open(NodeKind::kWhen, word, begin, return_word ? 1 : 0);
  captures_or_none();
  grouped(take());
  statement();
  if (!at_end(end)) {
    take();
    expression();
    block();
  } else {
    none();
    none();
  }
  close(node);
}

void TreeBuilder::captures_or_none() {
  if (!at_rule(Rule::kCaptures)) return none();
  uint32_t end = enter();
  uint32_t node = open(NodeKind::kCaptures, first_token());
  while (!at_end(end)) {
    if (at_token()) {
      take();
      continue;
    }
    enter();
    uint32_t begin = first_token().begin;
    uint8_t copies = take_if(TokenType::kCopy) ? 1 : 0;
    const Token& name_token = take();
    uint32_t capture = out_.leaf(NodeKind::kCapture, name_token, copies, name(name_token));
    out_.extent(capture).begin = begin;
  }
  close(node);
}

void TreeBuilder::return_statement() {
  enter();
  const Token& word = take();
  if (at_rule(Rule::kWhenStatement)) return when_statement(&word);
  uint32_t node = open(NodeKind::kReturn, word);
  if (at_rule(Rule::kValue))
    value();
  else
    none();
  take();
  close(node);
}

void TreeBuilder::assert_statement() {
  enter();
  uint32_t node = open(NodeKind::kAssert, take());
  expression();
  if (take_if(TokenType::kComma))
    expression();
  else
    none();
  take();
  close(node);
}

void TreeBuilder::jump_statement() {
  enter();
  const Token& word = take();
  NodeKind kind = word.type == TokenType::kBreak  ? NodeKind::kBreak
                  : word.type == TokenType::kNext ? NodeKind::kNext
                                                  : NodeKind::kFallthrough;
  uint32_t node = out_.leaf(kind, word);
  out_.extent(node).end = take().end();
}

void TreeBuilder::expression_statement() {
  enter();
  uint32_t node = open(NodeKind::kExprStmt, first_token());
  expression();
  take();
  close(node);
}

}  // namespace avocet
