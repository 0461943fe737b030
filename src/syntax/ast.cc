#include "syntax/ast.h"

#include <algorithm>
#include <bit>

namespace avocet {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool only_blanks(std::string_view text) { return std::all_of(text.begin(), text.end(), is_blank); }

// The text of a doc comment without its marks and the blank behind them.
std::string_view doc_text(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
  if (!line.empty() && (line[0] == '<' || line[0] == '!')) line.remove_prefix(1);
  if (!line.empty() && line[0] == ' ') line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

}  // namespace

Ast::Ast(const SourceMap& sources, SourceId source)
    : source_id_(source), source_(sources.source(source)), texts_{std::string_view{}} {}

// Those directly before the node, only white space between, then those directly behind it; a `;`
// or `,` may stand before the latter.
std::vector<std::string_view> Ast::docs_of(NodeRef node) const {
  std::string_view text = source_.text;
  Extent extent = extents_[node.index()];
  auto after = std::partition_point(
      docs_.begin(), docs_.end(), [&](const DocComment& doc) { return doc.begin < extent.begin; });
  std::vector<std::string_view> found;
  uint32_t end = extent.begin;
  for (auto at = after; at != docs_.begin();) {
    --at;
    if (at->style != DocComment::Style::kBefore ||
        !only_blanks(text.substr(at->end, end - at->end)))
      break;
    found.push_back(doc_text(text.substr(at->begin, at->end - at->begin)));
    end = at->begin;
  }
  std::reverse(found.begin(), found.end());
  uint32_t begin = extent.end;
  for (auto at = after; at != docs_.end(); ++at) {
    if (at->begin < begin) continue;
    std::string_view between = text.substr(begin, at->begin - begin);
    if (!between.empty() && (between[0] == ';' || between[0] == ',')) between.remove_prefix(1);
    if (at->style != DocComment::Style::kBehind || !only_blanks(between)) break;
    found.push_back(doc_text(text.substr(at->begin, at->end - at->begin)));
    begin = at->end;
  }
  return found;
}

bool Ast::ignores_deprecations(uint32_t offset) const {
  return std::any_of(quiet_.begin(), quiet_.end(), [&](const Extent& region) {
    return region.begin <= offset && offset < region.end;
  });
}

uint32_t NodeRef::child_count() const {
  uint32_t count = 0;
  for ([[maybe_unused]] NodeRef child : children()) ++count;
  return count;
}

NodeRef NodeRef::child(uint32_t n) const {
  NodeRef child = first_child();
  for (; n > 0; --n) child = child.next_sibling();
  return child;
}

NodeRef NodeRef::last_child() const {
  NodeRef last = first_child();
  for (NodeRef child : children()) last = child;
  return last;
}

Span NodeRef::full_span() const {
  Extent extent = ast_->extent(index_);
  return {ast_->source().base + extent.begin, extent.end - extent.begin};
}

std::string_view NodeRef::source_text() const {
  Extent extent = ast_->extent(index_);
  return std::string_view(ast_->source().text).substr(extent.begin, extent.end - extent.begin);
}

double NodeRef::number() const { return std::bit_cast<double>(word()); }

IpAddress NodeRef::address() const {
  return IpAddress::v6(ast_->word(data()), ast_->word(data() + 1));
}

Prefix NodeRef::prefix() const {
  return Prefix::from_length128(address(), static_cast<int>(ast_->word(data() + 2)));
}

AssignOp NodeRef::assign_op() const {
  return static_cast<AssignOp>(is(NodeKind::kVariable) ? sub() >> 3 & 3 : sub() & 3);
}

}  // namespace avocet
