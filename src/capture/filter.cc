#include "capture/filter.h"

#include "capture/dead_handle.h"

namespace avocet {

namespace {
// What scripts ask for where they want all packets; it is not worth loading libpcap.
constexpr std::string_view kEverything = "ip or not ip";
}  // namespace

struct PacketFilter::Program {
  bpf_program code{};
  bool is_valid = false;

  ~Program() {
    if (is_valid) pcap().freecode(&code);
  }
};

PacketFilter::PacketFilter(std::string expression) : expression_(std::move(expression)) {}
PacketFilter::PacketFilter(PacketFilter&&) noexcept = default;
PacketFilter& PacketFilter::operator=(PacketFilter&&) noexcept = default;
PacketFilter::~PacketFilter() = default;

Result<PacketFilter> PacketFilter::parse(const std::string& expression) {
  if (expression == kEverything) return PacketFilter("");
  PacketFilter filter(expression);
  if (expression.empty()) return filter;
  if (Outcome loaded = load_pcap(); !loaded) return loaded.error();
  DeadHandle handle = open_dead_handle(LinkType::kEthernet);
  bpf_program code{};
  if (pcap().compile(handle.get(), &code, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return Error{"can't compile the packet filter '" + expression +
                 "': " + pcap().geterr(handle.get())};
  }
  pcap().freecode(&code);
  return filter;
}

PacketFilter::Program& PacketFilter::program_for(LinkType link) {
  auto& program = programs_[link];
  if (program) return *program;
  program = std::make_unique<Program>();
  DeadHandle handle = open_dead_handle(link);
  program->is_valid = pcap().compile(handle.get(), &program->code, expression_.c_str(), 1,
                                     PCAP_NETMASK_UNKNOWN) == 0;
  return *program;
}

bool PacketFilter::accepts(const RawPacket& packet) {
  if (expression_.empty()) return true;
  Program& program = program_for(packet.link);
  if (!program.is_valid) return false;
  pcap_pkthdr header{};
  header.caplen = static_cast<bpf_u_int32>(packet.data.size());
  header.len = packet.wire_length;
  return pcap().offline_filter(&program.code, &header, packet.data.data()) != 0;
}

}  // namespace avocet
