#include "value/pattern_begins.h"

namespace avocet {

namespace {

class BeginDropper {
 public:
  explicit BeginDropper(PatternTree& tree) : tree_(tree) {}
  bool run() {
    visit(tree_.root, true);
    return all_dropped_;
  }

 private:
  // `comes_first`: nothing in front of the node takes a byte. Whether the node never takes one.
  bool visit(uint32_t index, bool comes_first) {
    using Kind = PatternNode::Kind;
    PatternNode& node = tree_.nodes[index];
    switch (node.kind) {
    case Kind::kEmpty:
    case Kind::kEnd: return true;
    case Kind::kBytes: return false;
    case Kind::kBegin:
      if (comes_first) node.kind = Kind::kEmpty;
      all_dropped_ = all_dropped_ && comes_first;
      return true;
    case Kind::kRepeat: return visit(node.first, comes_first && node.most <= 1);
    case Kind::kSequence:
    case Kind::kChoice: return visit_children(node, comes_first);
    }
    return false;
  }

  bool visit_children(const PatternNode& node, bool comes_first) {
    bool is_sequence = node.kind == PatternNode::Kind::kSequence;
    bool takes_nothing = true;
    for (uint32_t i = 0; i < node.count; ++i) {
      bool child_first = comes_first && (takes_nothing || !is_sequence);
      if (!visit(tree_.children[node.first + i], child_first)) takes_nothing = false;
    }
    return takes_nothing;
  }

  PatternTree& tree_;
  bool all_dropped_ = true;
};

}  // namespace

bool drop_begins(PatternTree& tree) { return BeginDropper(tree).run(); }

}  // namespace avocet
