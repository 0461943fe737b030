// LinkHeader: the headers that stand before a network header, and the way through them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace avocet {

// The headers of the walk.
enum class LinkHeader : uint8_t {
  kEthernet,
  kVlan,
  kVntag,
  kFabricPath,
  kPbb,
  kMpls,
  kPppoe,
  kPpp,
  kPppSerial,
  kLlc,
  kSnap,
  kNovell,
  kIeee80211,
  kRadiotap,
  kLinuxSll,
  kLinuxSll2,
  kNflog,
  kNull,
  kLoop,
  kFddi,
  kAggregate,
  kSkip,
  kIp,
  kArp
};
// The name under which packet analyzers report what they do not know, "ETHERNET" and so on.
std::string_view link_header_name(LinkHeader header);
// The first one of that name.
std::optional<LinkHeader> link_header_named(std::string_view name);

// The headers of one frame in their order; those beyond the capacity are left out.
class LinkPath {
 public:
  void add(LinkHeader header) {
    if (size_ < items_.size()) items_[size_++] = header;
  }
  std::span<const LinkHeader> headers() const { return {items_.data(), size_}; }

 private:
  std::array<LinkHeader, 7> items_{};
  uint8_t size_ = 0;
};

}  // namespace avocet
