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
  const RawPacket shown = packet ? *packet : RawPacket();
  const int64_t micros = shown.time.nanos / 1000;
  const char* link = shown.link == LinkType::kEthernet ? "LINK_ETHERNET" : "LINK_UNKNOWN";
  RecordResult record(call, "pcap_packet");
  record.set("link_type", enum_value(call, "link_encap", link))
      .set("data", text_of(shown.data))
      .count("caplen", shown.data.size())
      .count("len", shown.wire_length)
      .count("ts_sec", uint64_t(micros / 1'000'000))
      .count("ts_usec", uint64_t(micros % 1'000'000));
  return record.take();
}

// What a record of headers must have, where there are none.
Value no_headers(NativeCall& call) {
  RecordResult link(call, "l2_hdr");
  link.set("encap", enum_value(call, "link_encap", "LINK_UNKNOWN"))
      .set("proto", enum_value(call, "layer3_proto", "L3_UNKNOWN"))
      .count("len", 0)
      .count("cap_len", 0);
  return RecordResult(call, "raw_pkt_hdr").set("l2", link.take()).take();
}

Value header_record(NativeCall& call) {
  auto* events = call.machine.try_service<FlowEvents>();
  const PacketView* view = events ? view_at_hand(call) : nullptr;
  return view ? events->headers().make_raw_header(*view) : no_headers(call);
}

// One list of options, with all that pads it.
struct OptionList {
  size_t length = 0;
  bool is_ended = false;  // by the option for that, not by the header or an option that is broken
};

OptionList add_options(NativeCall& call, ByteSpan bytes, VectorResult& result) {
  OptionList list;
  TcpOptionReader reader(bytes);
  while (auto option = reader.next()) {
    list.length += option->length;
    list.is_ended = option->kind == kTcpOptionEnd;
    RecordResult record(call, "TCP::RawOption");
    record.count("kind", option->kind).set("data", text_of(option->data));
    result.add(record.take());
  }
  return list;
}

Value raw_options(NativeCall& call) {
  VectorResult result(call);
  const bool stops_at_end = call.boolean(0);
  const PacketView* view = view_at_hand(call);
  ByteSpan rest = view && view->transport == Transport::kTcp ? view->tcp.options : ByteSpan();
  while (!rest.empty()) {
    OptionList list = add_options(call, rest, result);
    // What follows the end of a list is looked at as if it were another one.
    bool goes_on = list.is_ended && !stops_at_end;
    rest = goes_on ? rest.subspan(list.length) : ByteSpan();
  }
  return result.take();
}

// ---- Writing packets -------------------------------------------------------------------------

// Files that packets were written to stay open until the end of the run.
constexpr size_t kMaxDumpers = 64;

Outcome dump(Machine& machine, const RawPacket& packet, const std::string& path) {
  auto& state = machine.service<BuiltinState>();
  if (!state.dumpers.contains(path)) {
    if (state.dumpers.size() >= kMaxDumpers) return Error{"too many files of packets are open"};
    DumperOptions format{.link = packet.link};
    if (const Value* snap = machine.find_global("Pcap::snaplen"))
      format.snap_length = int(std::min<uint64_t>(snap->u, INT32_MAX));
    auto opened = PacketDumper::open(path, format);
    if (!opened) return opened.error();
    state.dumpers[path] = std::move(opened).value();
  }
  PacketDumper& dumper = *state.dumpers[path];
  Outcome written = dumper.write(packet);
  // Others may read the file while the run goes on.
  return written ? dumper.flush() : written;
}

// `path`: the number of the argument that names the file.
Value dump_or_complain(NativeCall& call, const RawPacket& packet, size_t path) {
  std::optional<std::string> name = text_for_system(call, path);
  if (!name) return Value::of_bool(false);
  Outcome written = dump(call.machine, packet, *name);
  if (!written) return complain(call, written.error().message, Value::of_bool(false));
  return Value::of_bool(true);
}

// A record of a packet that a script made or kept. Numbers that no file can hold are cut.
Value dump_given(NativeCall& call) {
  Record* given = call.record(0);
  auto number = [&](std::string_view name) {
    std::optional<Value> found = field_of(call, given, name);
    return found ? found->u : 0;
  };
  std::optional<Value> bytes = field_of(call, given, "data");
  if (!bytes) return call.fail("the packet has no data");
  std::string_view data = bytes->string()->view();
  RawPacket packet;
  packet.link = LinkType::kEthernet;
  packet.data = {reinterpret_cast<const uint8_t*>(data.data()), data.size()};
  packet.wire_length = uint32_t(std::min<uint64_t>(number("len"), UINT32_MAX));
  packet.time = NetTime::from_parts(int64_t(number("ts_sec") & UINT32_MAX),
                                    int64_t(number("ts_usec") % 1'000'000) * 1000);
  return dump_or_complain(call, packet, 1);
}

// ---- The source ------------------------------------------------------------------------------

struct SourceNames {
  std::string path;
  int link = -1;  // as capture files number it; -1: there is no source
};

SourceNames names_of(const PacketInput& input) {
  if (input.is_live()) {
    const PacketSource& first = *input.live->front();
    return {first.name(), int(first.link_type())};
  }
  if (!input.files || input.files->empty()) return {};
  DumperOptions format = input.files->format();
  bool is_numbered = format.link_number >= 0;
  return {input.files->current_path(), is_numbered ? format.link_number : int(format.link)};
}

Value source_record(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  SourceNames names = input ? names_of(*input) : SourceNames();
  RecordResult record(call, "PacketSource");
  record.set("path", names.path)
      .set("link_type", Value::of_int(names.link))
      .flag("live", input && input->is_live())
      .count("netmask", UINT32_MAX);
  return record.take();
}

// ---- Filters ---------------------------------------------------------------------------------

// Keeps what became of a filter under its number, instead of what was there. If that was installed,
// all packets are looked at from then on.
bool keep_filter(PacketInput& input, int64_t id, Result<PacketFilter> parsed) {
  PacketInput::Compiled compiled;
  if (parsed)
    compiled.filter = std::make_unique<PacketFilter>(std::move(parsed).value());
  else
    compiled.trouble = input.last_trouble = parsed.error().message;

  PacketInput::Compiled& kept = input.filters[id];
  if (input.installed && input.installed == kept.filter.get()) input.installed = nullptr;
  kept = std::move(compiled);
  return kept.filter != nullptr;
}

Value compile_filter(NativeCall& call) {
  std::optional<std::string> text = text_for_system(call, 1);
  auto parsed = text ? PacketFilter::parse(*text)
                     : Result<PacketFilter>(Error{"a NUL within the text of a filter"});
  auto* input = call.machine.try_service<PacketInput>();
  // Before packets are read there is nobody who could keep it, but it can be checked.
  bool is_fine = input ? keep_filter(*input, call.integer(0), std::move(parsed)) : bool(parsed);
  return Value::of_bool(is_fine);
}

PacketInput::Compiled* find_filter(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  if (!input) return nullptr;
  auto found = input->filters.find(call.integer(0));
  return found == input->filters.end() ? nullptr : &found->second;
}

Value install_filter(NativeCall& call) {
  auto* input = call.machine.try_service<PacketInput>();
  PacketInput::Compiled* chosen = find_filter(call);
  const bool is_usable = chosen && chosen->filter;
  if (is_usable)
    input->installed = chosen->filter->is_empty() ? nullptr : chosen->filter.get();
  else if (input)
    input->last_trouble = "there is no such filter, or it did not compile";
  return Value::of_bool(is_usable);
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
                  return packet ? dump_or_complain(call, *packet, 0) : Value::of_bool(false);
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
