// Any bytes as rules of signatures; where they are good, behind the first NUL is what they are
// matched with.
#include "signature/rule_reader.h"
#include "signature/rule_set.h"

using namespace avocet;

namespace {

class FewNames final : public RuleNames {
 public:
  bool find(std::string_view name, NamedValues* values, std::string* problem) const override {
    if (name == "nets") values->prefixes = {*Prefix::parse("10.0.0.0/8")};
    if (name == "ports") values->numbers = {80, 8080};
    if (name == "nets" || name == "ports") return true;
    *problem = "there is none";
    return false;
  }
};

PacketView first_packet(Transport transport) {
  PacketView view;
  view.network = Network::kIpv4;
  view.transport = transport;
  view.ip.source = *IpAddress::parse("10.0.0.1");
  view.ip.destination = *IpAddress::parse("10.0.0.2");
  view.ip.protocol = transport == Transport::kTcp ? 6 : 17;
  view.source_port = 1024;
  view.destination_port = 80;
  return view;
}

size_t match(RuleSet& set, RuleGroup& group, std::string_view text) {
  size_t found = 0;
  for (size_t kind = 0; kind < size_t(ContentKind::kCount); ++kind) {
    if (!group.wants(ContentKind(kind))) continue;
    PatternMatcher::Stream stream(set.matcher(group, ContentKind(kind)));
    size_t half = text.size() / 2;
    auto count = [&](uint32_t, size_t) { ++found; };
    stream.feed(text.substr(0, half), count);
    stream.feed(text.substr(half), count);
    stream.finish([&](uint32_t) { ++found; });
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::string text(input.substr(0, input.find('\0')));
  std::string_view payload = input.substr(std::min(input.size(), text.size() + 1));

  volatile size_t sum = functions_named_by_rules(text).size();
  SourceMap sources;
  DiagnosticSink sink;
  FewNames names;
  std::vector<SignatureRule> rules;
  SourceId source = sources.add("fuzz.sig", std::move(text));
  read_rules(sources, source, names, sink, rules);
  RuleSet set(std::move(rules), sink);
  for (Transport transport : {Transport::kTcp, Transport::kUdp}) {
    PacketView view = first_packet(transport);
    if (RuleGroup* group = set.group_for(view)) sum = sum + match(set, *group, payload);
  }
  sum = sum + render_text(sink, sources).size();
  return 0;
}
