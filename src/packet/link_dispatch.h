// LinkDispatch: where users send frames that the decoders would treat otherwise: other headers for
// a protocol number, in frames and in tunnels, decoders switched off.
//
// Empty in most runs, and then it costs one test a header.
#pragma once

#include <bitset>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "packet/encapsulation.h"
#include "packet/link_header.h"

namespace avocet {

class LinkDispatch {
 public:
  // A capture as such, which announces its link type.
  struct Root {
    auto operator<=>(const Root&) const = default;
  };
  // Who is followed by a header: says by a number which, or cannot.
  using Parent = std::variant<Root, LinkHeader, TunnelType>;

  // From now on, `child` follows `parent` when that announces `protocol`.
  void add(Parent parent, uint32_t protocol, LinkHeader child) {
    children_[{parent, protocol}] = child;
    is_active_ = true;
  }
  // `child` follows `parent` where that does not say what comes, and a capture of unknown link
  // type.
  void set_default(Parent parent, LinkHeader child) {
    children_[{parent, std::nullopt}] = child;
    is_active_ = true;
  }
  void set_enabled(LinkHeader header, bool enabled) {
    disabled_.set(static_cast<size_t>(header), !enabled);
    is_active_ = is_active_ || !enabled;
  }

  bool is_active() const { return is_active_; }
  bool is_enabled(LinkHeader header) const { return !disabled_[static_cast<size_t>(header)]; }
  // What users want behind `parent`, which announces `protocol`; none there: nothing.
  std::optional<LinkHeader> child(Parent parent, std::optional<uint32_t> protocol) const {
    auto found = children_.find({parent, protocol});
    return found == children_.end() ? std::nullopt : std::optional(found->second);
  }

  // Headers in a row that are read; 0: any number.
  uint32_t max_depth = 25;
  // How much LinkHeader::kSkip leaves out.
  uint32_t skip_bytes = 0;

 private:
  std::map<std::pair<Parent, std::optional<uint32_t>>, LinkHeader> children_;
  std::bitset<64> disabled_;
  bool is_active_ = false;
};

}  // namespace avocet
