// ItemParser: reads the items of a script from its text.
#pragma once

#include <optional>

#include "syntax/script_reader.h"
#include "syntax/script_tokens.h"

namespace avocet {

class ItemParser {
 public:
  // All arguments outlive the parser. Nodes are appended to `ast`.
  ItemParser(Ast& ast, DiagnosticSink& sink, ConditionOracle& oracle);

  // The next item, see ScriptReader::next_item(). If the tokens pass directives, it also ends at
  // one of these; tokens().peek() tells.
  std::optional<NodeRef> next_item();

  // Goes on at an offset, between two items; within the `export { }` that begins at another offset,
  // if that is given.
  void restart_at(uint32_t offset, std::optional<uint32_t> export_begin);
  bool in_export() const { return export_.has_value(); }
  // Where the open `export` begins.
  std::optional<uint32_t> export_begin() const {
    return export_ ? std::optional(export_->begin) : std::nullopt;
  }
  ScriptTokens& tokens() { return tokens_; }
  AstBuilder& out() { return builder_.out(); }
  // Where the text of the item handed out last begins and ends, and whether it has conditional
  // directives inside.
  uint32_t item_begin() const { return item_begin_; }
  uint32_t item_end() const { return item_end_; }
  bool item_has_directives() const { return tokens_.directives_end() != 0; }

 private:
  std::optional<NodeRef> line_directive();
  std::optional<NodeRef> module();
  std::optional<NodeRef> module_again(const Token& word);
  void begin_export();
  std::optional<NodeRef> sentence();
  Rule rule_of_next();
  bool is_handler();
  NodeRef parsed();
  NodeRef broken();
  NodeRef directive_node(NodeKind kind, const Token& word, const Token& rest, std::string_view text,
                         uint8_t sub);
  void fail(Rule rule);
  std::optional<size_t> stray_declaration();
  bool continues_line(uint32_t at) const;
  bool is_told(uint32_t at) const;
  bool is_outside_braces();
  bool begins_line(uint32_t at) const;
  bool is_misspelt_module();
  // item_repair.cc
  bool repairs(Rule rule);
  bool joins_head_to_body(Rule rule);
  bool passes_told_brace(Rule rule);
  bool skips_foreign_comment();
  bool skips_conflict_marks();
  bool reads_foreign_letters();
  std::optional<NodeRef> wrong_file(const Token& first);
  void note_empty_statement(const Token& semicolon);
  void tell_empty_statement(const Token& first);
  bool reads_as_name();
  void note_wrong_name(Rule rule);
  static bool begins_item(TokenType type);
  NodeRef module_node(const Token& word, const Token& name);
  bool begins_unopened_body(Rule rule);
  // item_braces.cc
  std::optional<Token> unmatched_brace(const Token& from, uint32_t indent) const;
  std::optional<NodeRef> headless_body(const Token& first);
  struct Header;
  std::optional<Token> header_of(const std::vector<Header>& headers, size_t depth,
                                 const Token& close, bool with_bodies) const;
  bool lacks_opening(uint32_t body_begin, const Token& brace);
  bool ends_too_early();
  bool is_followed_by_brace(const Token& brace) const;
  std::optional<Token> brace_of_rest(const Token& last, const Token& next);
  bool ends_within_export(const Token& brace);
  void note_export_end(const Token& first);
  void report_open_export();
  bool passes_page_mark(const Token& first);
  size_t line_of(const Token& token) const;
  bool lacks_record_head();
  bool begins_declaration(const Token& token, const Token& next, const Token& after);
  uint32_t column(const Token& token) const;
  void recover();
  void skip_leftover(uint32_t indent);
  void report(const Token& at, std::string message, std::string hint = {});
  void report(Diagnostic diagnostic);
  void finish();

  Ast& ast_;
  DiagnosticSink& sink_;
  TreeBuilder builder_;
  ScriptTokens tokens_;
  TableParser parser_;
  std::optional<Token> export_;  // the open `export`
  bool finished_ = false;
  bool lacks_semicolon_ = false;      // and nothing else: the next line begins another item
  std::optional<uint32_t> error_at_;  // of the last syntax error
  bool item_failed_ = false;          // the last item had one
  bool failed_ = false;               // an item had an error of syntax
  std::optional<Token> wrong_name_;   // of the item: a word of the language
  TokenSet names_;                    // such words that were declared as names
  uint32_t repairs_ = 0;
  std::optional<uint32_t> foreign_comment_;  // where the first one is
  bool body_unopened_ = false;               // the item that failed lacks the `{` of its body
  std::optional<Token> export_end_;          // the first item that does not stand within it
  bool export_indents_ = false;              // what it holds stands further to the right
  bool fence_told_ = false;                  // a fence of Markdown was
  std::optional<Token> empty_statement_;     // at top level, if all before it could be read
  bool lacks_head_ = false;                  // the item that failed: a body, which was reported
  bool unclosed_told_ = false;               // a brace was told to be open above a declaration
  bool brace_told_ = false;                  // one stood in front of its head
  bool is_in_parentheses_ = false;           // `export (`, which was reported
  bool expects_brace_ = false;  // a body was reported as unclosed; a `}` too many may be its own
  uint32_t item_begin_ = 0;
  uint32_t item_end_ = 0;
};

}  // namespace avocet
