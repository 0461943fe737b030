// The packet at hand, where it comes from, and which packets are looked at.

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <cstring>
#include <map>

#include "analyzer/flow_events.h"
#include "builtin/entries.h"
#include "builtin/state.h"
#include "capture/dumper.h"
#include "capture/packet_input.h"
#include "flow/pipeline.h"
#include "packet/tcp_options.h"

namespace avocet {

namespace {

std::string_view text_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const RawPacket* packet_at_hand(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  return input ? input->packet : nullptr;
}

const PacketView* view_at_hand(NativeCall& call) {
  auto* pipeline = call.machine.try_service<Pipeline>();
  return pipeline ? pipeline->current_packet() : nullptr;
}

Value enum_value(NativeCall& call, std::string_view type, std::string_view label) {
  const EnumLabel* found = as_enum(call.named_type(type))->find(label);
  return Value::of_int(found ? found->value : 0);
}

// ---- The packet ------------------------------------------------------------------------------

Value packet_record(NativeCall& call, const RawPacket* packet) {
  RecordResult record(call, "pcap_packet");
  bool ethernet = packet && packet->link == LinkType::kEthernet;
  int64_t nanos = packet ? packet->time.nanos : 0;
  record.count("ts_sec", uint64_t(nanos / 1'000'000'000));
  record.count("ts_usec", uint64_t(nanos % 1'000'000'000 / 1000));
  record.count("caplen", packet ? packet->data.size() : 0);
  record.count("len", packet ? packet->wire_length : 0);
  record.set("data", packet ? text_of(packet->data) : std::string_view());
  record.set("link_type",
             enum_value(call, "link_encap", ethernet ? "LINK_ETHERNET" : "LINK_UNKNOWN"));
  return record.take();
}

Value header_record(NativeCall& call) {
  const PacketView* view = view_at_hand(call);
  auto* events = call.machine.try_service<FlowEvents>();
  if (view && events) return events->headers().make_raw_header(*view);
  RecordResult record(call, "raw_pkt_hdr");
  RecordResult link(call, "l2_hdr");
  link.set("encap", enum_value(call, "link_encap", "LINK_UNKNOWN"));
  link.count("len", 0).count("cap_len", 0);
  link.set("proto", enum_value(call, "layer3_proto", "L3_UNKNOWN"));
  return record.set("l2", link.take()).take();
}

// Options with all that pads them; behind the end of the list too if asked.
Value raw_options(NativeCall& call) {
  VectorResult options(call);
  const PacketView* view = view_at_hand(call);
  if (!view || view->transport != Transport::kTcp) return options.take();
  ByteSpan rest = view->tcp.options;
  while (!rest.empty()) {
    TcpOptionReader reader(rest);
    size_t taken = 0;
    while (auto option = reader.next()) {
      taken += option->length;
      RecordResult record(call, "TCP::RawOption");
      record.count("kind", option->kind).set("data", text_of(option->data));
      options.add(record.take());
    }
    if (call.boolean(0) || taken == 0 || rest[taken - 1] != kTcpOptionEnd) break;
    rest = rest.subspan(taken);
  }
  return options.take();
}

// ---- Writing packets -------------------------------------------------------------------------

// Files that packets were written to stay open until the end of the run.
constexpr size_t kMaxDumpers = 64;

Value dump(NativeCall& call, const RawPacket& packet, const std::string& path) {
  auto& dumpers = state_of(call).dumpers;
  auto found = dumpers.find(path);
  if (found == dumpers.end()) {
    if (dumpers.size() >= kMaxDumpers)
      return complain(call, "too many files of packets are open", Value::of_bool(false));
    auto opened = PacketDumper::open(path, {.link = packet.link});
    if (!opened) return complain(call, opened.error().message, Value::of_bool(false));
    found = dumpers.emplace(path, std::move(opened).value()).first;
  }
  Outcome written = found->second->write(packet);
  if (written) written = found->second->flush();
  if (!written) return complain(call, written.error().message, Value::of_bool(false));
  return Value::of_bool(true);
}

Value dump_given(NativeCall& call) {
  Record* record = call.record(0);
  auto field = [record](std::string_view name) {
    return record->at(uint32_t(record->type()->find(name)));
  };
  String* data = field("data").string();
  RawPacket packet;
  packet.time = NetTime::from_parts(int64_t(field("ts_sec").u & 0xffffffff),
                                    int64_t(field("ts_usec").u % 1'000'000) * 1000);
  packet.data = {reinterpret_cast<const uint8_t*>(data->view().data()), data->size};
  packet.wire_length = uint32_t(std::min<uint64_t>(field("len").u, UINT32_MAX));
  packet.link = LinkType::kEthernet;
  return dump(call, packet, std::string(call.text(1)));
}

// ---- The source ------------------------------------------------------------------------------

Value source_record(NativeCall& call) {
  RecordResult record(call, "PacketSource");
  auto* input = call.machine.try_service<PacketInput>();
  bool live = input && input->is_live();
  std::string path;
  int link = -1;
  if (live) {
    path = input->live->front()->name();
    link = int(input->live->front()->link_type());
  } else if (input && input->files && !input->files->empty()) {
    path = input->files->current_path();
    DumperOptions format = input->files->format();
    link = format.link_number >= 0 ? format.link_number : int(format.link);
  }
  record.flag("live", live).set("path", path);
  record.set("link_type", Value::of_int(link)).count("netmask", 0xffffffff);
  return record.take();
}

// ---- Filters ---------------------------------------------------------------------------------

Value compile_filter(NativeCall& call) {
  // Before packets are read there is nobody who could keep it, but it can be checked.
  auto* input = call.machine.try_service<PacketInput>();
  auto parsed = PacketFilter::parse(std::string(call.text(1)));
  if (!input) return Value::of_bool(bool(parsed));
  PacketInput::Compiled& kept = input->filters[call.integer(0)];
  // One that is installed goes on until another one is.
  if (kept.filter && kept.filter.get() == input->installed) input->installed = nullptr;
  kept = {};
  if (parsed) {
    kept.filter = std::make_unique<PacketFilter>(std::move(parsed).value());
  } else {
    kept.trouble = input->last_trouble = parsed.error().message;
  }
  return Value::of_bool(kept.filter != nullptr);
}

Value install_filter(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  if (!input) return Value::of_bool(false);
  auto found = input->filters.find(call.integer(0));
  if (found == input->filters.end() || !found->second.filter) {
    input->last_trouble = "there is no such filter, or it did not compile";
    return Value::of_bool(false);
  }
  PacketFilter* filter = found->second.filter.get();
  input->installed = filter->is_empty() ? nullptr : filter;
  return Value::of_bool(true);
}

const PacketInput::Compiled* find_filter(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  if (!input) return nullptr;
  auto found = input->filters.find(call.integer(0));
  return found == input->filters.end() ? nullptr : &found->second;
}

// ---- Interfaces ------------------------------------------------------------------------------

std::optional<IpAddress> address_of(const sockaddr* from) {
  char text[INET6_ADDRSTRLEN] = "";
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (from && from->sa_family == AF_INET) {
    std::memcpy(&v4, from, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (from && from->sa_family == AF_INET6) {
    std::memcpy(&v6, from, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  return IpAddress::parse(text);
}

struct Interface {
  unsigned flags = 0;
  std::vector<IpAddress> addresses;
};

std::map<std::string, Interface> interfaces() {
  std::map<std::string, Interface> all;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return all;
  for (ifaddrs* at = list; at; at = at->ifa_next) {
    Interface& one = all[at->ifa_name];
    one.flags |= at->ifa_flags;
    if (auto address = address_of(at->ifa_addr)) one.addresses.push_back(*address);
  }
  freeifaddrs(list);
  return all;
}

Value interface_record(NativeCall& call, const std::string& name, const Interface& interface) {
  RecordResult record(call, "Pcap::Interface");
  const RecordType* type = as_record(call.named_type("Pcap::Interface"));
  Table* addresses =
      make_table(call.heap(), as_table(type->fields[size_t(type->find("addrs"))].type));
  for (const IpAddress& address : interface.addresses) {
    Value key = make_address(call.heap(), address);
    put(call.heap(), addresses, &key, Value::null());
    release(key);
  }
  record.set("name", name).set("addrs", Value::of(addresses));
  record.flag("is_loopback", interface.flags & IFF_LOOPBACK);
  record.flag("is_up", interface.flags & IFF_UP);
  return record.flag("is_running", interface.flags & IFF_RUNNING).take();
}

void register_current(NativeRegistry& registry) {
  registry.add({R"(
## The packet that is being handled, as it was captured. Without one, everything in it is zero.
##
## Example: print get_current_packet()$caplen;   # 0
global get_current_packet: function(): pcap_packet;
)",
                [](NativeCall& call) -> Value { return packet_record(call, packet_at_hand(call)); },
                kNoEffects});

  registry.add({R"(
## The headers of the packet that is being handled. Fragments are put together first: it is the last one that completes
## a packet, and the header of the first that is shown.
##
## Example: print get_current_packet_header()$l2$len;   # 0
global get_current_packet_header: function(): raw_pkt_hdr;
)",
                header_record, kNoEffects});

  registry.add({R"(
## The options of the TCP header of the packet that is being handled, as they stand there.
##
## stop_at_eol: Whether the option that ends the list does so.
##
## Example: print TCP::raw_options();   # []
global TCP::raw_options: function(stop_at_eol: bool &default=T): TCP::RawOptionList;
)",
                raw_options, kNoEffects});

  registry.add({R"(
## Writes the packet that is being handled to a capture file, which is begun with the first packet of the run.
##
## Returns: F if that failed, or there is no packet.
##
## Example: print dump_current_packet("/no/such/folder/x.pcap");   # F
global dump_current_packet: function(file_name: string): bool;
)",
                [](NativeCall& call) -> Value {
                  const RawPacket* packet = packet_at_hand(call);
                  if (!packet) return Value::of_bool(false);
                  return dump(call, *packet, std::string(call.text(0)));
                }});

  registry.add({R"(
## Writes a packet to a capture file of Ethernet packets, which is begun with the first packet of the run.
##
## Returns: F if that failed.
global dump_packet: function(pkt: pcap_packet, file_name: string): bool;
)",
                dump_given});
}

void register_source(NativeRegistry& registry) {
  registry.add({R"(
## Where the packets come from.
##
## Example: print packet_source()$live;   # F
global packet_source: function(): PacketSource;
)",
                source_record, kNoEffects});

  registry.add({R"(
## The network interfaces of this host.
##
## Example: print |Pcap::findalldevs()| > 0;   # T
global Pcap::findalldevs: function(): Pcap::Interfaces;
)",
                [](NativeCall& call) -> Value {
                  TableResult all(call);
                  for (const auto& [name, interface] : interfaces()) {
                    Value record = interface_record(call, name, interface);
                    put(call.heap(), all.table(), &record, Value::null());
                    release(record);
                  }
                  return all.take();
                },
                kNoEffects});
}

void register_filters(NativeRegistry& registry) {
  registry.add({R"(
## Compiles a filter as tcpdump knows them, for :zeek:id:`Pcap::install_pcap_filter`.
##
## id: What it is called from then on.
##
## Returns: F if it is no filter.
##
## Example: print Pcap::precompile_pcap_filter(None, "tcp port 80"), Pcap::precompile_pcap_filter(None, "tcp prot 80");   # T, F
global Pcap::precompile_pcap_filter: function(id: PcapFilterID, s: string): bool;
)",
                compile_filter});

  registry.add({R"(
## From now on, packets that this filter does not let through are not looked at.
##
## Returns: F if it was not compiled.
global Pcap::install_pcap_filter: function(id: PcapFilterID): bool;
)",
                install_filter});

  registry.add({R"(
## What was wrong with the last filter; "no error" if nothing.
global Pcap::error: function(): string;
)",
                [](NativeCall& call) -> Value {
                  auto* input = call.machine.try_service<PacketInput>();
                  bool none = !input || input->last_trouble.empty();
                  return call.make_string(none ? "no error" : input->last_trouble);
                },
                kNoEffects});

  registry.add({R"(
## Whether a filter compiled. That of one that nobody compiled is ok.
global Pcap::get_filter_state: function(id: PcapFilterID): Pcap::filter_state;
)",
                [](NativeCall& call) -> Value {
                  const PacketInput::Compiled* filter = find_filter(call);
                  bool failed = filter && !filter->filter;
                  return enum_value(call, "Pcap::filter_state",
                                    failed ? "Pcap::fatal" : "Pcap::ok");
                },
                kNoEffects});

  registry.add({R"(
## What is wrong with a filter; empty if nothing, "<unknown>" if nobody compiled it.
global Pcap::get_filter_state_string: function(id: PcapFilterID): string;
)",
                [](NativeCall& call) -> Value {
                  const PacketInput::Compiled* filter = find_filter(call);
                  return call.make_string(filter ? filter->trouble : "<unknown>");
                },
                kNoEffects});
}

}  // namespace

void register_packets(NativeRegistry& registry) {
  register_current(registry);
  register_source(registry);
  register_filters(registry);
}

}  // namespace avocet
