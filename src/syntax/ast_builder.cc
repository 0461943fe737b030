#include "syntax/ast_builder.h"

#include <algorithm>

#include "base/hash.h"

namespace avocet {

AstBuilder::AstBuilder(Ast& ast) : ast_(ast), slots_(256) {}

uint32_t AstBuilder::open(NodeKind kind, const Token& at, uint32_t begin, uint8_t sub,
                          uint32_t data) {
  if (++depth_ > kMaxDepth) too_deep_ = true;
  uint32_t index = count();
  auto length = static_cast<uint16_t>(std::min<uint32_t>(at.length, 0xffff));
  ast_.own_nodes_.push_back({kind, sub, length, at.begin, data, 1});
  ast_.own_extents_.push_back({begin, at.end()});
  return index;
}

void AstBuilder::close(uint32_t node, uint32_t end) {
  --depth_;
  ast_.own_nodes_[node].size = count() - node;
  ast_.own_extents_[node].end = end;
}

uint32_t AstBuilder::leaf(NodeKind kind, const Token& at, uint8_t sub, uint32_t data) {
  uint32_t index = open(kind, at, at.begin, sub, data);
  --depth_;
  return index;
}

uint32_t AstBuilder::none(uint32_t at) {
  return leaf(NodeKind::kNone, {TokenType::kEnd, false, at, 0});
}

void AstBuilder::rollback(uint32_t index) {
  ast_.own_nodes_.resize(index);
  ast_.own_extents_.resize(index);
  depth_ = 0;
  too_deep_ = false;
}

uint32_t AstBuilder::intern(std::string_view text, bool copy) {
  if (text.empty()) return 0;
  size_t mask = slots_.size() - 1;
  size_t slot = hash_bytes(text) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (ast_.texts_[slots_[slot]] == text) return slots_[slot];
  }
  uint32_t number = ast_.text_count();
  slots_[slot] = number;
  ast_.texts_.push_back(copy ? ast_.bytes_.copy(text) : text);
  if (number > slots_.size() / 2) grow_slots();
  return number;
}

void AstBuilder::grow_slots() {
  slots_.assign(slots_.size() * 4, 0);
  size_t mask = slots_.size() - 1;
  for (uint32_t number = 1; number < ast_.text_count(); ++number) {
    size_t slot = hash_bytes(ast_.texts_[number]) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = number;
  }
}

uint32_t AstBuilder::word(uint64_t value) {
  ast_.own_words_.push_back(value);
  return static_cast<uint32_t>(ast_.own_words_.size() - 1);
}

// A comment is seen twice when the text around it is read again after an error.
void AstBuilder::doc(DocComment comment) {
  auto& docs = ast_.own_docs_;
  if (docs.empty() || docs.back().begin < comment.begin) docs.push_back(comment);
}

// The innermost one that is open.
void AstBuilder::end_quiet(uint32_t at) {
  auto open = std::find_if(ast_.quiet_.rbegin(), ast_.quiet_.rend(),
                           [](const Extent& region) { return region.end == 0xffffffffu; });
  if (open != ast_.quiet_.rend()) open->end = at;
}

void AstBuilder::publish() {
  ast_.nodes_ = ast_.own_nodes_;
  ast_.extents_ = ast_.own_extents_;
  ast_.words_ = ast_.own_words_;
  ast_.docs_ = ast_.own_docs_;
}

}  // namespace avocet
