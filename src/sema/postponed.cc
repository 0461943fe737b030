// Tables that are looked at when somebody wants them.
//
// The names and numbers of protocols that come with the program are long tables of literals, and
// most runs use few of them. Where a file was found without an error before (begin_file()), such a
// table is as good now as it was then, since nothing around it can change what it means: its type
// is written out beside it, and its elements are literals. So its tree is made when the compiler
// asks.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

// Shorter ones are not worth it.
constexpr uint32_t kLongTable = 40;

bool is_literal_part(NodeKind kind) {
  switch (kind) {
  case NodeKind::kBraces:
  case NodeKind::kAssign:
  case NodeKind::kListConstructor:
  case NodeKind::kBool:
  case NodeKind::kCount:
  case NodeKind::kDouble:
  case NodeKind::kInterval:
  case NodeKind::kPort:
  case NodeKind::kAddress:
  case NodeKind::kSubnet:
  case NodeKind::kString: return true;
  default: return false;
  }
}

bool is_written_out(NodeKind kind) {
  return kind == NodeKind::kBasicType || kind == NodeKind::kTableType ||
         kind == NodeKind::kSetType || kind == NodeKind::kVectorType;
}

// The node and everything in it; nodes stand in the order of the text.
template <class Fits> bool all_of(NodeRef node, Fits fits) {
  for (uint32_t i = 0; i < node.size(); ++i)
    if (!fits(NodeRef(&node.ast(), node.index() + i).kind())) return false;
  return true;
}

}  // namespace

class Analysis::PostponedTable final : public tree::Postponed {
 public:
  PostponedTable(Analysis& analysis, NodeRef node, const Target& target, Attributes* attributes)
      : analysis_(analysis), node_(node), target_(target), attributes_(attributes) {}
  Expr* make() override {
    if (!made_) made_ = analysis_.make_postponed(node_, target_, attributes_);
    return made_;
  }

 private:
  Analysis& analysis_;
  NodeRef node_;
  Target target_;
  Attributes* attributes_;
  Expr* made_ = nullptr;
};

tree::Postponed* Analysis::postpone(NodeRef value, const Target& target, Attributes* attributes) {
  return arena.make<PostponedTable>(*this, value, target, attributes);
}

bool Analysis::may_postpone(NodeRef type, NodeRef value) const {
  return file_is_proven_ && value.is(NodeKind::kBraces) && value.size() >= kLongTable &&
         !type.is_none() && all_of(type, is_written_out) && all_of(value, is_literal_part);
}

// Whatever is being checked meanwhile goes on as if nothing had been.
Expr* Analysis::make_postponed(NodeRef node, const Target& target, Attributes* attributes) {
  const Ast* tree = std::exchange(tree_, &node.ast());
  uint32_t depth = std::exchange(depth_, 0);
  std::optional<Failure> failure = std::exchange(failure_, std::nullopt);
  Expr* value = global_initialiser(node, target);
  if (is_error(value)) value = nullptr;  // it was reported, against expectation
  if (value) dress(value, attributes);
  failure_ = std::move(failure);
  depth_ = depth;
  tree_ = tree;
  report.read_from(tree_->source());
  return value;
}

}  // namespace avocet::sema
