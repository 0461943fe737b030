// TreeBuilder: makes the tree of an item from the events of its parse.
//
// One function for each rule of the grammar, in the order of the grammar, spread over
// build_declaration.cc, build_type.cc, build_statement.cc, build_expression.cc and
// build_primary.cc. A function is called with the cursor on the beginning of its rule and leaves it
// behind the end. What was parsed fits the grammar, so nothing is checked again; the few rules that
// the grammar leaves to the builder are reported as syntax errors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "syntax/ast_builder.h"
#include "syntax/table_parser.h"
#include "syntax/token.h"

namespace avocet {

class TreeBuilder {
 public:
  TreeBuilder(Ast& ast, DiagnosticSink& sink);

  // Builds one sentence and returns the index of its node, after publishing it. `exported` says
  // that the declaration stands in an `export { }`. If something is wrong it is reported, nothing
  // is left of the node, and ok() is false.
  uint32_t build(const std::vector<ParseEvent>& events, const std::vector<Token>& tokens,
                 bool exported);
  bool ok() const { return ok_; }

  AstBuilder& out() { return out_; }

  // From now on that word is a name where it stands for a value: it was declared as one, which was
  // reported.
  void read_as_name(TokenType type) { names_.set(static_cast<size_t>(type)); }

 private:
  // ---- The cursor ----
  const ParseEvent& event() const { return (*events_)[at_]; }
  bool at_end(uint32_t end) const { return at_ >= end; }
  bool at_token() const { return event().is_token(); }
  bool at_token(TokenType type) const { return at_token() && token_at(event()).type == type; }
  bool at_rule(Rule rule) const { return !at_token() && event().rule() == rule; }
  const Token& token_at(const ParseEvent& event) const { return (*tokens_)[event.token()]; }
  // The first token at or behind the cursor.
  const Token& first_token() const;
  // Steps into a rule and returns where it ends.
  uint32_t enter() { return (*events_)[at_++].end; }
  const Token& take();
  bool take_if(TokenType type);
  void skip_rule() { at_ = event().end; }
  uint32_t last_end() const { return last_end_; }

  std::string_view text(const Token& token) const {
    return source_.substr(token.begin, token.length);
  }
  uint32_t name(const Token& token);
  uint32_t open(NodeKind kind, const Token& at, uint8_t sub = 0, uint32_t data = 0) {
    return out_.open(kind, at, at.begin, sub, data);
  }
  void close(uint32_t node) { out_.close(node, last_end_); }
  void none() { out_.none(last_end_); }
  void error(const Token& at, std::string message, std::string hint = {});
  uint8_t export_bit() const { return exported_ ? Node::kExportedBit : 0; }

  // ---- build_declaration.cc ----
  void declaration();
  void variable_declaration();
  void variable(const Token& first, Storage storage, uint8_t bits);
  AssignOp initialiser(Storage storage);
  void value();
  void hoist_attributes(uint32_t initialiser);
  void type_declaration();
  void function_declaration(const Token& first, uint8_t bits);
  void redefinition();
  void redef_record(const Token& first);
  void redef_enum(const Token& first);

  // ---- build_type.cc ----
  void type();
  void type_basic();
  void type_rest(const Token& first);
  void named_type(const Token& name);
  void types();
  void signature(const Token& first, Flavor flavor);
  void parameters();
  void record_body(const Token& first);
  void fields();
  void field();
  void enum_body(const Token& first);
  void enum_value();
  void attributes();
  void attribute();

  // ---- build_statement.cc ----
  void statement();
  void block();
  void local_variable();
  void print_statement();
  void event_statement();
  void if_statement();
  void for_statement();
  void while_statement();
  void condition();
  void switch_statement();
  void switch_case();
  void case_body();
  void when_statement(const Token* return_word);
  void return_statement();
  void assert_statement();
  void jump_statement();
  void expression_statement();
  void captures_or_none();
  void loop_name();

  // ---- build_expression.cc ----
  void expression();
  void expressions(uint32_t end);
  void operand();
  void open_postfix(const Token* hook, bool is_last, uint32_t begin);
  void finish_postfix(uint32_t node);
  void subscript(uint32_t node);

  // The flat sequence of an expression and the shape it is given.
  struct Piece {
    enum class Kind : uint8_t { kOperand, kBinary, kAssign, kConditional };
    Kind kind = Kind::kOperand;
    uint8_t op = 0;      // BinaryOp or AssignOp
    uint32_t token = 0;  // event of the operator's token
    uint32_t event = 0;  // of the operand; of the middle operand of `? :`
    uint32_t left = 0;   // pieces, for operators
    uint32_t right = 0;
  };
  void read_pieces(uint32_t end);
  void read_tail();
  uint32_t shape(size_t& next, int loosest);
  void check_chain(const Piece& op, uint32_t left);
  void emit(uint32_t piece);

  // ---- build_primary.cc ----
  void primary();
  void grouped(const Token& paren);
  void when_local(const Token& word);
  void literal();
  void number_literal(const Token& token);
  void address_literal(const Token& token);
  void string_literal(const Token& token);
  void pattern_literal(const Token& token);
  void size_expression(const Token& bar);
  void copy_expression(const Token& word);
  void list_constructor(const Token& bracket);
  void braces();
  bool elements();
  void element();
  void check_forgotten_comma(uint32_t element);
  void field_value();
  void reject_fields(uint32_t node, std::string_view what);
  void arguments();
  void constructor();
  void lambda();
  void schedule(const Token& word);
  void type_value();

  Ast& ast_;
  AstBuilder out_;
  DiagnosticSink& sink_;
  std::string_view source_;
  const std::vector<ParseEvent>* events_ = nullptr;
  const std::vector<Token>* tokens_ = nullptr;
  uint32_t at_ = 0;
  uint32_t last_end_ = 0;  // of the token taken last
  bool exported_ = false;
  bool ok_ = true;
  uint32_t told_at_ = 0;  // where the last error was
  TokenSet names_;        // words that are names
  uint32_t shape_depth_ = 0;
  // Of the expressions and operands that are being built, innermost last.
  std::vector<Piece> pieces_;
  uint32_t trailing_list_ = 0;       // the last list in brackets that ended in a comma
  std::vector<uint32_t> postfixes_;  // events
  std::vector<uint32_t> opened_;     // nodes
};

}  // namespace avocet
