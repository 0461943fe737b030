#include "flow/tunnel_path.h"

#include <algorithm>
#include <tuple>

namespace avocet {
namespace {

bool is_same_layer(const Encapsulation& a, const Encapsulation& b) {
  if (a.type != b.type) return false;
  // IP tunnels have an identity of their own only by their addresses.
  bool same = std::tie(a.orig, a.resp, a.orig_port, a.resp_port) ==
              std::tie(b.orig, b.resp, b.orig_port, b.resp_port);
  bool reversed = std::tie(a.orig, a.resp, a.orig_port, a.resp_port) ==
                  std::tie(b.resp, b.orig, b.resp_port, b.orig_port);
  bool same_flow = a.uid_high == b.uid_high && a.uid_low == b.uid_low;
  return (same || reversed) && same_flow;
}

}  // namespace

std::vector<Encapsulation> path_of(const Encapsulation* innermost) {
  std::vector<Encapsulation> path;
  for (; innermost != nullptr; innermost = innermost->outer) path.push_back(*innermost);
  std::reverse(path.begin(), path.end());
  for (Encapsulation& layer : path) layer.outer = nullptr;
  return path;
}

bool is_same_path(const std::vector<Encapsulation>& path, const Encapsulation* innermost) {
  for (size_t left = path.size(); left > 0; --left, innermost = innermost->outer) {
    if (innermost == nullptr || !is_same_layer(path[left - 1], *innermost)) return false;
  }
  return innermost == nullptr;
}

}  // namespace avocet
