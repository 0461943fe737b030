// Packet analyzers: which decoder follows which, which of them are at work, and what some of them
// know about the packet at hand.

#include "builtin/entries.h"
#include "event/run_control.h"
#include "flow/pipeline.h"

namespace avocet {

namespace {

// The part of a tag's label behind ANALYZER_.
std::string_view packet_analyzer_of(NativeCall& call, int64_t tag) {
  constexpr std::string_view kPrefix = "PacketAnalyzer::ANALYZER_";
  const EnumType* tags = as_enum(call.program().find_type("PacketAnalyzer::Tag"));
  std::string_view label = tags ? tags->label_of(tag) : std::string_view();
  return label.starts_with(kPrefix) ? label.substr(kPrefix.size()) : std::string_view();
}

std::optional<LinkDispatch::Parent> parent_named(std::string_view name) {
  if (name == "ROOT") return LinkDispatch::Root();
  if (auto header = link_header_named(name)) return *header;
  if (auto tunnel = tunnel_named(name)) return *tunnel;
  return std::nullopt;
}

// Whether the names are of analyzers that can be put one behind the other.
bool register_child(Pipeline& pipeline, std::string_view parent, uint64_t number,
                    std::string_view child) {
  auto announcer = parent_named(parent);
  auto header = link_header_named(child);
  if (announcer && header) {
    pipeline.decoder().dispatch().add(*announcer, uint32_t(number), *header);
    return true;
  }
  auto tunnel = tunnel_named(child);
  if (parent == "UDP" && tunnel && number <= UINT16_MAX) {
    if (!TunnelPorts::has_ports(*tunnel)) return false;
    pipeline.tunnels().ports.add(*tunnel, uint16_t(number));
    return true;
  }
  // What the decoders do anyway.
  return parent == "IP" && !child.empty();
}

Value register_by_name(NativeCall& call, std::string_view parent, std::string_view child) {
  auto* control = call.machine.try_service<RunControl>();
  if (control && control->initialised) {
    control->terminate = true;
    control->exit_status = 1;
    return complain(call, "packet analyzers can only be registered while zeek_init is handled",
                    Value::of_bool(false));
  }
  auto* pipeline = call.machine.try_service<Pipeline>();
  return Value::of_bool(pipeline && register_child(*pipeline, parent, call.number(1), child));
}

Value enable_packet_analyzer(NativeCall& call, bool enabled) {
  std::string_view name = packet_analyzer_of(call, call.integer(0));
  auto* pipeline = call.machine.try_service<Pipeline>();
  if (!pipeline || name.empty()) return Value::of_bool(false);
  if (auto tunnel = tunnel_named(name)) {
    pipeline->tunnels().enable(*tunnel, enabled);
  } else if (name == "UNKNOWN_IP_TRANSPORT") {
    pipeline->tunnels().unknown_transports = enabled;
  } else if (auto header = link_header_named(name)) {
    pipeline->decoder().dispatch().set_enabled(*header, enabled);
  } else {
    return Value::of_bool(enabled);
  }
  return Value::of_bool(true);
}

// RFC 8926 3.5: class, type with the critical bit, length in words, data.
Vector* make_options(NativeCall& call, const VectorType* type, ByteSpan header) {
  Vector* options = make_vector(call.heap(), type);
  ByteReader reader(header);
  reader.skip(8);
  while (reader.can_read(4)) {
    uint16_t vendor = reader.u16();
    uint8_t kind = reader.u8();
    size_t length = (reader.u8() & 0x1f) * 4u;
    ByteSpan data = reader.take(length);
    if (reader.failed()) break;
    RecordResult option(call, "PacketAnalyzer::Geneve::Option");
    option.count("class", vendor).flag("critical", (kind & 0x80) != 0).count("typ", kind & 0x7f);
    option.set("data", std::string_view(reinterpret_cast<const char*>(data.data()), data.size()));
    push(call.heap(), options, option.take());
  }
  return options;
}

void register_dispatch(NativeRegistry& registry) {
  registry.add({R"(
## Has a decoder look at what another one announces by a number: a type of Ethernet, also in tunnels
## (parents GENEVE and GRE), the link type of a capture (parent ROOT), a port of UDP.
##
## parent: Who announces.
##
## identifier: The number.
##
## child: Who looks.
##
## Returns: F if the two do not go together.
global PacketAnalyzer::register_packet_analyzer: function(parent: PacketAnalyzer::Tag, identifier: count, child: PacketAnalyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value {
                  return register_by_name(call, packet_analyzer_of(call, call.integer(0)),
                                          packet_analyzer_of(call, call.integer(2)));
                }});

  registry.add({R"(
## The same for analyzers by their names.
global PacketAnalyzer::try_register_packet_analyzer_by_name: function(parent: string, identifier: count, child: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return register_by_name(call, call.text(0), call.text(2));
                }});

  registry.add({R"(
## Has a decoder look at packets whatever their ports. Those that can tell by the looks of a packet do
## so anyway.
##
## Returns: F if this one cannot.
global PacketAnalyzer::register_protocol_detection: function(parent: PacketAnalyzer::Tag, child: PacketAnalyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value {
                  std::string_view child = packet_analyzer_of(call, call.integer(1));
                  return Value::of_bool(child == "TEREDO" || child == "AYIYA");
                }});

  registry.add({R"(
## What Analyzer::enable_analyzer does with analyzers of packets.
global PacketAnalyzer::__enable_analyzer: function(id: PacketAnalyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value { return enable_packet_analyzer(call, true); }});

  registry.add({R"(
## What Analyzer::disable_analyzer does with analyzers of packets.
##
## Returns: F if the analyzer is always at work.
global PacketAnalyzer::__disable_analyzer: function(id: PacketAnalyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value { return enable_packet_analyzer(call, false); }});

  registry.add({R"(
## Takes packets from these networks for good whatever their checksums say, from now on.
global PacketAnalyzer::__set_ignore_checksums_nets: function(v: subnet_set): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* pipeline = call.machine.try_service<Pipeline>();
                  if (!pipeline) return Value::of_bool(false);
                  std::vector<Prefix> nets;
                  uint32_t position = 0;
                  TableEntry entry;
                  while (next_entry(call.table(0), position, entry))
                    nets.push_back(prefix_of(entry.keys[0]));
                  pipeline->decoder().options().ignore_checksums_nets = std::move(nets);
                  return Value::of_bool(true);
                }});
}

void register_current_packet(NativeRegistry& registry) {
  registry.add({R"(
## The options of all Geneve headers of the current packet, those of the outermost first.
##
## Example: print |PacketAnalyzer::Geneve::get_options()|;   # 0
global PacketAnalyzer::Geneve::get_options: function(): geneve_options_vec_vec;
)",
                [](NativeCall& call) -> Value {
                  const VectorType* layers_type = as_vector(call.result_type());
                  Vector* layers = make_vector(call.heap(), layers_type);
                  auto* pipeline = call.machine.try_service<Pipeline>();
                  if (!pipeline) return Value::of(layers);
                  for (ByteSpan header : pipeline->geneve_headers())
                    push(call.heap(), layers,
                         Value::of(make_options(call, as_vector(layers_type->element), header)));
                  return Value::of(layers);
                },
                kNoEffects});

  registry.add({R"(
## The PPPoE session that the current packet belongs to; 0xffffffff if it belongs to none.
##
## Example: print PacketAnalyzer::PPPoE::session_id();   # 4294967295
global PacketAnalyzer::PPPoE::session_id: function(): count;
)",
                [](NativeCall& call) -> Value {
                  auto* pipeline = call.machine.try_service<Pipeline>();
                  const PacketView* view = pipeline ? pipeline->current_packet() : nullptr;
                  if (!view || !view->link.has_pppoe) return Value::of_count(0xffffffff);
                  return Value::of_count(view->link.pppoe_session);
                },
                kNoEffects});

  registry.add({R"(
## Forgets what is known of a connection as a tunnel. It is forgotten with the connection anyway.
##
## Returns: T.
global PacketAnalyzer::TEREDO::remove_teredo_connection: function(cid: conn_id): bool;
)",
                [](NativeCall&) -> Value { return Value::of_bool(true); }});

  registry.add({R"(
## Forgets what is known of a connection as a tunnel. It is forgotten with the connection anyway.
##
## Returns: T.
global PacketAnalyzer::GTPV1::remove_gtpv1_connection: function(cid: conn_id): bool;
)",
                [](NativeCall&) -> Value { return Value::of_bool(true); }});
}

}  // namespace

void register_packet_analyzers(NativeRegistry& registry) {
  register_dispatch(registry);
  register_current_packet(registry);
}

}  // namespace avocet
