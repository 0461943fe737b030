// ScriptTokens: the tokens of a script that count, as the parser takes them.
//
// Comments are dropped (doc comments are noted in the tree), and conditional directives are obeyed,
// wherever they stand: the condition is parsed and put to the oracle, and the branch that is not
// taken is passed over. What stands there need not be correct as long as the directives nest.
// @pragma is obeyed here as well.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "syntax/ast_builder.h"
#include "syntax/script_reader.h"
#include "syntax/steering.h"
#include "syntax/table_parser.h"
#include "syntax/tree_builder.h"

namespace avocet {

class ScriptTokens final : public TokenFeed {
 public:
  // Trees of conditions go to `builder`.
  ScriptTokens(Ast& ast, TreeBuilder& builder, DiagnosticSink& sink, ConditionOracle& oracle);

  // ---- For the parser ----
  Token peek() override {
    if (next_ == ahead_.size()) fetch();
    return ahead_[next_];
  }
  uint32_t take() override;

  // ---- For the reader ----
  // Forgets the tokens of the item before.
  void begin_item();
  // Those taken since begin_item().
  const std::vector<Token>& taken() const { return taken_; }
  // The token `n` behind the one that peek() shows.
  Token ahead(size_t n);
  // Gives back all taken tokens from `index` on.
  void give_back(size_t index);
  // Whether a directive was obeyed since begin_item(), and where the last one ended.
  uint32_t directives_end() const { return directives_end_; }
  void skip_line();
  void restart_at(uint32_t offset);
  uint32_t position() const { return steering_.position(); }

  // Every @if whose @endif has not come, outermost first.
  const std::vector<Token>& open_conditionals() const { return open_; }
  // The text ended in a branch that was passed over, which was reported.
  bool ends_in_branch() const { return ends_in_branch_; }
  // A directive that nobody knows was reported.
  void note_unknown_directive() { has_unknown_ = true; }
  // Reports them, and pragmas that were pushed and not popped. To be called at the end of the text.
  void report_open_directives();

  // From now on comments as C has them are passed over.
  void skip_foreign_comments() { skips_foreign_ = true; }
  bool skips_foreign_comments() const { return skips_foreign_; }
  // From now on of each merge that was not finished the first version is read.
  void skip_conflict_marks() { skips_conflicts_ = true; }
  bool skips_conflict_marks() const { return skips_conflicts_; }
  // From now on letters beyond ASCII are parts of names.
  void join_letters() { joins_letters_ = true; }
  bool joins_letters() const { return joins_letters_; }
  // The token at that offset is to be passed over.
  void leave_out(uint32_t offset) { left_out_.push_back(offset); }
  // The word at that offset is to be taken for a name.
  void read_as_name(uint32_t offset) { as_names_.push_back(offset); }

  // If set, a conditional directive between two items is handed out like any other token.
  void set_pass_directives(bool pass) { pass_directives_ = pass; }
  // If not set, pragmas are passed over: their effect is known already.
  void set_obey_pragmas(bool obey) { obey_pragmas_ = obey; }
  bool has_open_pragmas() const { return !pragmas_.empty(); }
  // How many were obeyed so far.
  uint32_t pragma_count() const { return pragma_count_; }
  // Parses what follows an @if, @ifdef or @ifndef. Returns the node of the condition (for the
  // latter two a kName), or nothing after reporting.
  std::optional<uint32_t> parse_condition(const Token& directive);

 private:
  void fetch();
  Token next_significant(bool note_docs);
  bool skip_foreign_comment(const Token& token);
  bool skip_conflict_mark(const Token& token);
  void go_on_at(size_t offset, TokenType previous);
  bool join_letters_to(Token& token);
  void note_doc(const Token& comment);
  void obey(const Token& directive);
  void obey_pragma(const Token& directive);
  void pop_pragma(const Token& directive, std::string_view value);
  // Whether the next statement is the body of an `if`, `else`, `for` or `while`.
  bool body_follows() const;
  bool decide(const Token& directive);
  std::optional<uint32_t> parse_name(const Token& directive);
  void skip_branch(const Token& directive, bool stop_at_else);
  void report(const Token& at, std::string message, std::string hint);
  void warn_of_misspelt(const Token& token);
  void warn_of_longer_word(const Token& directive);

  class ConditionFeed;

  Ast& ast_;
  TreeBuilder& builder_;
  DiagnosticSink& sink_;
  ConditionOracle& oracle_;
  std::string_view text_;
  TokenSteering steering_;
  TableParser condition_parser_;
  std::vector<Token> ahead_;  // fetched; those before next_ are taken
  size_t next_ = 0;
  std::vector<Token> taken_;
  std::vector<Token> open_;
  std::vector<bool> in_else_;   // for each of open_
  bool skips_foreign_ = false;  // comments of C are passed over
  bool skips_conflicts_ = false;
  bool joins_letters_ = false;  // join_letters() was called
  std::vector<uint32_t> as_names_, left_out_;
  bool ends_in_branch_ = false;
  bool has_unknown_ = false;  // note_unknown_directive() was called
  struct Pragma {
    Token at;
    std::string_view value;
  };
  std::vector<Pragma> pragmas_;  // pushed and not popped
  uint32_t pragma_count_ = 0;
  uint32_t directives_end_ = 0;
  bool pass_directives_ = false;
  bool obey_pragmas_ = true;
};

}  // namespace avocet
