#include "flow/icmp_pairs.h"

#include <span>

namespace avocet {
namespace {

struct Pair {
  uint8_t request, reply;
};

// Echo, router solicitation (RFC 1256), timestamp, information, address mask (RFC 950).
constexpr Pair kPairsV4[] = {{8, 0}, {10, 9}, {13, 14}, {15, 16}, {17, 18}};
// Echo, multicast listener, router and neighbor solicitation, node information (RFC 4620), home
// agent discovery and mobile prefix (RFC 6275).
constexpr Pair kPairsV6[] = {{128, 129}, {130, 131}, {133, 134}, {135, 136},
                             {139, 140}, {144, 145}, {146, 147}};

}  // namespace

std::optional<uint8_t> icmp_counterpart(uint8_t type, bool is_v6) {
  std::span<const Pair> pairs = is_v6 ? std::span<const Pair>(kPairsV6) : kPairsV4;
  for (const Pair& pair : pairs) {
    if (type == pair.request) return pair.reply;
    if (type == pair.reply) return pair.request;
  }
  return std::nullopt;
}

}  // namespace avocet
