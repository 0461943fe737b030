#include "value/pattern_program.h"

#include "base/check.h"

namespace avocet {

uint32_t PatternProgram::push(Op op, uint32_t out, uint32_t other) {
  states_.push_back({op, out, other});
  if (op == Op::kBegin) asks_for_begin_ = true;
  return uint32_t(states_.size() - 1);
}

uint32_t PatternProgram::set_index(const ByteSet& set) {
  auto [it, is_new] = known_sets_.try_emplace(set, uint32_t(sets_.size()));
  if (is_new) sets_.push_back(set);
  return it->second;
}

// From the last part to the first: each knows where it leads to when it is made.
uint32_t PatternProgram::build(const PatternTree& tree, uint32_t index, uint32_t next) {
  const PatternNode& node = tree.nodes[index];
  bool forward = direction_ == Direction::kForward;
  switch (node.kind) {
  case PatternNode::Kind::kEmpty: return next;
  case PatternNode::Kind::kBytes: return push(Op::kBytes, next, set_index(tree.sets[node.first]));
  case PatternNode::Kind::kSequence: return sequence(tree, node, next);
  case PatternNode::Kind::kChoice: return choice(tree, node, next);
  case PatternNode::Kind::kRepeat: return repeat(tree, node, next);
  case PatternNode::Kind::kBegin: return push(forward ? Op::kBegin : Op::kEnd, next);
  case PatternNode::Kind::kEnd: return push(forward ? Op::kEnd : Op::kBegin, next);
  }
  return next;
}

uint32_t PatternProgram::sequence(const PatternTree& tree, const PatternNode& node, uint32_t next) {
  for (uint32_t i = 0; i < node.count; ++i) {
    uint32_t child = direction_ == Direction::kForward ? node.count - 1 - i : i;
    next = build(tree, tree.children[node.first + child], next);
  }
  return next;
}

uint32_t PatternProgram::choice(const PatternTree& tree, const PatternNode& node, uint32_t next) {
  uint32_t entry = build(tree, tree.children[node.first], next);
  for (uint32_t i = 1; i < node.count; ++i)
    entry = push(Op::kSplit, entry, build(tree, tree.children[node.first + i], next));
  return entry;
}

// Unrolled: x{2,4} is xx(x(x)?)?, x{2,} is xx+.
uint32_t PatternProgram::repeat(const PatternTree& tree, const PatternNode& node, uint32_t next) {
  uint32_t least = node.least;
  if (node.most == kNoRepeatLimit) {
    uint32_t loop = push(Op::kSplit, 0, next);
    uint32_t body = build(tree, node.first, loop);
    states_[loop].out = body;
    next = least == 0 ? loop : body;
    if (least > 0) --least;
  } else {
    uint32_t behind = next;
    for (uint32_t i = node.least; i < node.most; ++i)
      next = push(Op::kSplit, build(tree, node.first, next), behind);
  }
  for (uint32_t i = 0; i < least; ++i) next = build(tree, node.first, next);
  return next;
}

void PatternProgram::add(const PatternTree& tree, uint32_t id) {
  CHECK(!tree.error);
  starts_.push_back(build(tree, tree.root, push(Op::kAccept, 0, id)));
}

void PatternProgram::finish() {
  start_ = starts_.empty() ? push(Op::kNever, 0) : starts_.front();
  for (size_t i = 1; i < starts_.size(); ++i) start_ = push(Op::kSplit, start_, starts_[i]);
  starts_ = {};
  known_sets_ = {};
  // Each set splits the classes so far into what is in it and what is not.
  size_t count = 1;
  for (const ByteSet& set : sets_) {
    std::array<int, 512> renamed;
    renamed.fill(-1);
    int next = 0;
    for (size_t b = 0; b < 256; ++b) {
      int& name = renamed[size_t(classes_[b]) * 2 + (set[b] ? 1 : 0)];
      if (name < 0) name = next++;
      classes_[b] = uint8_t(name);
    }
    count = size_t(next);
    if (count == 256) break;
  }
  examples_.resize(count);
  for (size_t b = 256; b-- > 0;) examples_[classes_[b]] = uint8_t(b);
}

}  // namespace avocet
