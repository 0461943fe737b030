// LinkDispatch: where users send frames that the decoders would treat otherwise: other headers for
// a protocol number, in frames and in tunnels, decoders switched off.
//
// Empty in most runs, and then it costs one test a header.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "packet/encapsulation.h"
#include "packet/link_header.h"

namespace avocet {

class LinkDispatch {
 public:
  // From now on, `child` follows `parent` when that announces `protocol`.
  void add(LinkHeader parent, uint32_t protocol, LinkHeader child) {
    children_[{parent, protocol}] = child;
    is_active_ = true;
  }
  // Frames of a capture with link type `dlt` start with `first`.
  void add_root(uint32_t dlt, LinkHeader first) {
    roots_[dlt] = first;
    is_active_ = true;
  }
  // `child` follows `parent`, which does not say by a number what comes.
  void set_default(LinkHeader parent, LinkHeader child) {
    defaults_[parent] = child;
    is_active_ = true;
  }
  // What tunnels of this kind announce by `protocol` starts with `child`.
  void add(TunnelType parent, uint32_t protocol, LinkHeader child) {
    tunnel_children_[{parent, protocol}] = child;
    is_active_ = true;
  }
  // What tunnels of a kind that announces nothing carry starts with `child`.
  void set_default(TunnelType parent, LinkHeader child) {
    tunnel_defaults_[parent] = child;
    is_active_ = true;
  }
  // Frames of link types that are not known start with `first`.
  void set_default_root(LinkHeader first) {
    default_root_ = first;
    is_active_ = true;
  }
  void set_enabled(LinkHeader header, bool enabled) {
    disabled_.set(static_cast<size_t>(header), !enabled);
    is_active_ = is_active_ || !enabled;
  }

  bool is_active() const { return is_active_; }
  bool is_enabled(LinkHeader header) const { return !disabled_[static_cast<size_t>(header)]; }
  std::optional<LinkHeader> child(LinkHeader parent, uint32_t protocol) const {
    auto found = children_.find({parent, protocol});
    return found == children_.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<LinkHeader> default_child(LinkHeader parent) const {
    auto found = defaults_.find(parent);
    return found == defaults_.end() ? std::nullopt : std::optional(found->second);
  }
  // `protocol`: what the tunnel announces; none: nothing.
  std::optional<LinkHeader> child(TunnelType parent, std::optional<uint32_t> protocol) const {
    if (!protocol) {
      auto found = tunnel_defaults_.find(parent);
      return found == tunnel_defaults_.end() ? std::nullopt : std::optional(found->second);
    }
    auto found = tunnel_children_.find({parent, *protocol});
    return found == tunnel_children_.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<LinkHeader> default_root() const { return default_root_; }
  std::optional<LinkHeader> root(uint32_t dlt) const {
    auto found = roots_.find(dlt);
    return found == roots_.end() ? std::nullopt : std::optional(found->second);
  }

  // Headers in a row that are read; 0: any number.
  uint32_t max_depth = 25;
  // How much LinkHeader::kSkip leaves out.
  uint32_t skip_bytes = 0;

 private:
  std::map<std::pair<LinkHeader, uint32_t>, LinkHeader> children_;
  std::map<LinkHeader, LinkHeader> defaults_;
  std::map<std::pair<TunnelType, uint32_t>, LinkHeader> tunnel_children_;
  std::map<TunnelType, LinkHeader> tunnel_defaults_;
  std::map<uint32_t, LinkHeader> roots_;
  std::optional<LinkHeader> default_root_;
  std::bitset<64> disabled_;
  bool is_active_ = false;
};

}  // namespace avocet
