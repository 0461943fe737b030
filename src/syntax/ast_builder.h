// AstBuilder: appends nodes to an Ast in preorder.
//
//   uint32_t call = builder.open(NodeKind::kCall, token, 0, 0);
//   ... append the children ...
//   builder.close(call, end);
#pragma once

#include <cstdint>
#include <string_view>

#include "syntax/ast.h"
#include "syntax/token.h"

namespace avocet {

class AstBuilder {
 public:
  explicit AstBuilder(Ast& ast);

  // Trees deeper than this are refused, so that later stages may recurse.
  static constexpr uint32_t kMaxDepth = 1000;

  // Appends a node whose children follow. `at` is its significant token; its extent begins at
  // `begin`. Nodes are closed in reverse order.
  uint32_t open(NodeKind kind, const Token& at, uint32_t begin, uint8_t sub = 0, uint32_t data = 0);
  void close(uint32_t node, uint32_t end);
  uint32_t leaf(NodeKind kind, const Token& at, uint8_t sub = 0, uint32_t data = 0);
  // A placeholder at an offset.
  uint32_t none(uint32_t at);

  Node& node(uint32_t index) { return ast_.own_nodes_[index]; }
  Extent& extent(uint32_t index) { return ast_.own_extents_[index]; }
  uint32_t count() const { return static_cast<uint32_t>(ast_.own_nodes_.size()); }
  NodeRef ref(uint32_t index) const { return {&ast_, index}; }
  // Drops all nodes from `index` on, open ones included.
  void rollback(uint32_t index);
  // Whether a node lay deeper than kMaxDepth since the last rollback.
  bool too_deep() const { return too_deep_; }
  void refuse_depth() { too_deep_ = true; }

  // The number of a text; `text` is a part of the source, or is copied.
  uint32_t intern_source(std::string_view text) { return intern(text, false); }
  uint32_t intern_copy(std::string_view text) { return intern(text, true); }
  uint32_t word(uint64_t value);
  void doc(DocComment comment);
  // Between these two deprecations are ignored.
  void begin_quiet(uint32_t at) { ast_.quiet_.push_back({at, 0xffffffffu}); }
  void end_quiet(uint32_t at);

  // Takes over where deprecations are ignored from another tree of the same text.
  void copy_quiet(const Ast& from) { ast_.quiet_ = from.quiet_; }

  // Makes what was appended visible to readers of the Ast. Call it before handing out a NodeRef.
  void publish();

 private:
  uint32_t intern(std::string_view text, bool copy);
  void grow_slots();

  Ast& ast_;
  // Open addressing: the number of a text at the slot of its hash or behind it; 0 is an empty slot.
  std::vector<uint32_t> slots_;
  uint32_t depth_ = 0;
  bool too_deep_ = false;
};

}  // namespace avocet
