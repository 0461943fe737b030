#include "engine/former_scripts.h"

#include <algorithm>
#include <iterator>

namespace avocet {
namespace {

struct Former {
  std::string_view name;  // as it is loaded, or the folder that it stood in
  std::string_view now;   // the script that took its place, if one did
  std::string_view why;   // otherwise: why it can be left out
};

constexpr std::string_view kIsDefault = "what it set has become the default";
constexpr std::string_view kIsAnalyzed = "the protocol is analyzed without it";
constexpr std::string_view kBroker = "Broker has taken its place";
constexpr std::string_view kGone = "Zeek has nothing in its place";

constexpr Former kFormer[] = {
    {"base/files/unified2", {}, kGone},
    {"base/frameworks/communication", {}, kBroker},
    {"base/frameworks/dpd", "base/frameworks/analyzer", {}},
    {"base/frameworks/metrics", "base/frameworks/sumstats", {}},
    {"base/protocols/dhcp/utils", "base/protocols/dhcp", {}},
    {"files/unified2", {}, kGone},
    {"files/x509/log-ocsp", "base/files/x509/log-ocsp", {}},
    {"frameworks/communication", {}, kBroker},
    {"frameworks/dpd/detect-protocols", "frameworks/analyzer/detect-protocols", {}},
    {"frameworks/dpd/packet-segment-logging", "frameworks/analyzer/packet-segment-logging", {}},
    {"integration/barnyard2", {}, kGone},
    {"misc/app-stats", {}, kGone},
    {"misc/load-balancing", {}, kGone},
    {"misc/scan", {}, "the package ncsa/bro-simple-scan has taken its place"},
    {"protocols/http/detect-sqli", "protocols/http/detect-sql-injection", {}},
    {"protocols/mqtt", {}, kIsAnalyzed},
    {"protocols/smb", {}, kIsAnalyzed},
    {"protocols/ssl/extract-certs-pem", {}, kGone},
    {"protocols/ssl/notary", {}, kGone},
    {"tuning/defaults", {}, kIsDefault},
    {"tuning/logs-to-elasticsearch", {}, kGone},
};

bool stands_in(std::string_view name, std::string_view folder) {
  return name.starts_with(folder) && (name.size() == folder.size() || name[folder.size()] == '/');
}

}  // namespace

std::string advice_on_former_script(std::string_view name) {
  for (std::string_view begin : {"./", "policy/"})
    if (name.starts_with(begin)) name.remove_prefix(begin.size());
  for (std::string_view end : {".bro", ".zeek"})
    if (name.ends_with(end)) name.remove_suffix(end.size());
  const Former* former =
      std::find_if(std::begin(kFormer), std::end(kFormer),
                   [&](const Former& each) { return stands_in(name, each.name); });
  if (former == std::end(kFormer)) return {};
  if (!former->now.empty()) return "it is `" + std::string(former->now) + "` now";
  return "leave the line out: " + std::string(former->why);
}

}  // namespace avocet
