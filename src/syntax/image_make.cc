// How a text is taken apart into entries. The parser hands out conditional directives between items
// instead of obeying them, so both branches become part of the tree. Three things cannot be had
// that way, because they depend on what the oracle would say or are mistakes; each is left to be
// parsed from the text when the file is read:
//
//   - an item with directives inside becomes a kText entry, if it ends at the same place whatever
//     the answers are (all combinations of up to six are tried);
//   - anything else, such as an error or a branch that holds half a declaration, makes everything
//     from there on a kRest entry. Within a branch it begins at the outermost @if.
#include <algorithm>
#include <optional>

#include "syntax/image_format.h"
#include "syntax/item_parser.h"

namespace avocet {
namespace {

using Entry = ScriptImage::Entry;

// Answers the n-th question by the n-th bit of a number.
class FixedOracle : public ConditionOracle {
 public:
  explicit FixedOracle(uint32_t answers) : answers_(answers) {}
  bool decide(NodeRef) override { return answer(); }
  // `@ifndef` turns the answer round, which matters little when all are tried.
  bool is_defined(std::string_view) override { return answer(); }
  uint32_t asked() const { return asked_; }

 private:
  bool answer() { return (answers_ >> (asked_++ & 31) & 1) != 0; }

  uint32_t answers_;
  uint32_t asked_ = 0;
};

class Dissector {
 public:
  Dissector(const SourceMap& sources, SourceId source, Ast& ast)
      : sources_(sources), source_(source), parser_(ast, sink_, yes_) {
    parser_.tokens().set_pass_directives(true);
  }

  std::vector<Entry> run() {
    while (step()) {
    }
    if (!has_rest_ && !branches_.empty()) rest();
    return std::move(entries_);
  }

 private:
  // A place between two items, and what parsing on from there depends on.
  struct Place {
    uint32_t offset = 0;
    std::optional<uint32_t> export_begin = {};
    bool in_pragma = false;
    uint32_t pragma_count = 0;
  };

  // An @if whose @endif has not come.
  struct Branch {
    size_t condition;            // its entry
    std::optional<size_t> jump;  // the entry at the end of its first branch
    uint32_t first_node = 0;
    Place begin = {};  // the @if
  };

  // One item or directive. False at the end.
  bool step() {
    uint32_t first_node = parser_.out().count();
    std::optional<NodeRef> item = parser_.next_item();
    if (sink_.has_errors() || sink_.warning_count() > 0) return rest();
    if (item && parser_.item_has_directives()) return text_item(first_node);
    if (!parser_.tokens().open_conditionals().empty()) return nothing();
    if (item) return plain_item(*item);
    Token next = parser_.tokens().peek();
    reach(next.begin);
    switch (next.type) {
    case TokenType::kEnd: return false;
    case TokenType::kAtElse: return begin_else();
    case TokenType::kAtEndif: return end_branch(next);
    default: return begin_branch(next);
    }
  }

  bool plain_item(NodeRef item) {
    entries_.push_back({Entry::Kind::kItem, item.index(), 0, 0});
    reach(parser_.item_end());
    return true;
  }

  static uint32_t after_export(std::optional<uint32_t> begin) { return begin ? *begin + 1 : 0; }

  void reach(uint32_t offset) {
    const ScriptTokens& tokens = parser_.tokens();
    reached_ = {offset, parser_.export_begin(), tokens.has_open_pragmas(), tokens.pragma_count()};
  }

  bool text_item(uint32_t first_node) {
    if (!parser_.tokens().open_conditionals().empty() || !ends_alike()) return rest();
    drop_nodes(first_node);
    entries_.push_back({Entry::Kind::kText, parser_.item_begin(), parser_.item_end(),
                        after_export(parser_.export_begin())});
    reach(parser_.item_end());
    return true;
  }

  // Whether the item just read ends at the same place whatever the oracle says.
  bool ends_alike() const {
    constexpr uint32_t kMostQuestions = 6;
    uint32_t questions = 1;
    for (uint32_t answers = 0; answers < 1u << questions; ++answers) {
      std::optional<uint32_t> asked = ends_where_expected(answers);
      if (!asked || *asked > kMostQuestions) return false;
      questions = std::max(questions, *asked);
    }
    return true;
  }

  // How many questions were asked on the way, if it does so with these answers.
  std::optional<uint32_t> ends_where_expected(uint32_t answers) const {
    Ast scratch(sources_, source_);
    DiagnosticSink sink;
    FixedOracle oracle(answers);
    ItemParser other(scratch, sink, oracle);
    other.tokens().set_obey_pragmas(false);
    other.restart_at(parser_.item_begin(), parser_.export_begin());
    other.next_item();
    bool alike = !sink.has_errors() && other.item_end() == parser_.item_end() &&
                 other.tokens().open_conditionals().empty();
    return alike ? std::optional(oracle.asked()) : std::nullopt;
  }

  bool begin_branch(const Token& directive) {
    Branch branch{entries_.size(), {}, parser_.out().count(), reached_};
    take_directive();
    std::optional<uint32_t> condition = parser_.tokens().parse_condition(directive);
    branches_.push_back(branch);
    if (!condition) return rest();
    Entry::Test test = directive.type == TokenType::kAtIf      ? Entry::Test::kIf
                       : directive.type == TokenType::kAtIfdef ? Entry::Test::kIfdef
                                                               : Entry::Test::kIfndef;
    entries_.push_back({Entry::Kind::kCondition, *condition, static_cast<uint32_t>(test), 0});
    return true;
  }

  bool begin_else() {
    if (branches_.empty() || branches_.back().jump) return rest();
    take_directive();
    Branch& branch = branches_.back();
    if (parser_.in_export() != branch.begin.export_begin.has_value()) return rest();
    branch.jump = entries_.size();
    entries_.push_back({Entry::Kind::kJump, 0, 0, 0});
    entries_[branch.condition].next = static_cast<uint32_t>(entries_.size());
    return true;
  }

  bool end_branch(const Token& directive) {
    if (branches_.empty()) return rest();
    take_directive();
    const Branch& branch = branches_.back();
    if (parser_.in_export() != branch.begin.export_begin.has_value()) return rest();
    entries_[branch.jump.value_or(branch.condition)].next = static_cast<uint32_t>(entries_.size());
    branches_.pop_back();
    reach(directive.end());
    return true;
  }

  void drop_nodes(uint32_t first) {
    parser_.out().rollback(first);
    parser_.out().publish();
  }

  void take_directive() {
    parser_.tokens().take();
    parser_.tokens().begin_item();
  }

  // Gives up on the text from the last place between two items. Never returns true. Where a pragma
  // is in force or was met since, parsing on from there would not see it: nothing is kept then.
  bool rest() {
    has_rest_ = true;
    if (!branches_.empty()) {
      const Branch& outermost = branches_.front();
      entries_.resize(outermost.condition);
      drop_nodes(outermost.first_node);
      reached_ = outermost.begin;
    }
    bool misses_pragma =
        reached_.in_pragma || parser_.tokens().pragma_count() != reached_.pragma_count;
    if (misses_pragma || entries_.empty())
      entries_.clear();
    else
      entries_.push_back(
          {Entry::Kind::kRest, reached_.offset, 0, after_export(reached_.export_begin)});
    return false;
  }

  // A directive between items was obeyed, although the oracle knows no answers: what has been read
  // since is not what stands there.
  bool nothing() {
    has_rest_ = true;
    entries_.clear();
    return false;
  }

  const SourceMap& sources_;
  SourceId source_;
  DiagnosticSink sink_;
  FixedOracle yes_{0xffffffffu};
  ItemParser parser_;
  std::vector<Entry> entries_;
  std::vector<Branch> branches_;
  Place reached_;
  bool has_rest_ = false;
};

}  // namespace

std::vector<Entry> take_apart(const SourceMap& sources, SourceId source, Ast& ast) {
  return Dissector(sources, source, ast).run();
}

}  // namespace avocet
