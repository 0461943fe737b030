// Analyzers: which are there, which are at work on a connection, and taking them off it.

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"
#include "event/event_queue.h"

namespace avocet {

namespace {

// Tags of protocols, packets and files lie in ranges of their own (base/init/analyzers).
constexpr std::string_view kProtocolTags = "Analyzer::Tag";
constexpr std::string_view kPacketTags = "PacketAnalyzer::Tag";
constexpr std::string_view kFileTags = "Files::Tag";
constexpr std::string_view kLabel = "::ANALYZER_";

const EnumType* tags_of(NativeCall& call, std::string_view kind) {
  return as_enum(call.program().find_type(kind));
}

Value is_of_kind(NativeCall& call, std::string_view kind) {
  const EnumType* tags = tags_of(call, kind);
  return Value::of_bool(tags && !tags->label_of(call.integer(0)).empty());
}

// The part of a label behind ANALYZER_, or nothing if the tag names no analyzer.
std::string_view name_of(NativeCall& call, int64_t tag) {
  for (std::string_view kind : {kProtocolTags, kPacketTags, kFileTags}) {
    const EnumType* tags = tags_of(call, kind);
    std::string_view label = tags ? tags->label_of(tag) : std::string_view();
    size_t at = label.find(kLabel);
    if (at != std::string_view::npos) return label.substr(at + kLabel.size());
  }
  return {};
}

const EnumLabel* label_named(NativeCall& call, std::string_view name) {
  for (std::string_view kind : {kProtocolTags, kPacketTags, kFileTags}) {
    const EnumType* tags = tags_of(call, kind);
    std::string label(kind.substr(0, kind.find("::")));
    label.append(kLabel).append(name);
    if (const EnumLabel* found = tags ? tags->find(label) : nullptr) return found;
  }
  return nullptr;
}

Value enable(NativeCall& call, bool enabled) {
  if (auto* protocols = call.machine.try_service<Protocols>())
    protocols->enable(call.integer(0), enabled);
  return Value::of_bool(!name_of(call, call.integer(0)).empty());
}

void register_tags(NativeRegistry& registry) {
  registry.add({R"(
## Whether a tag is that of a protocol.
##
## Example: print is_protocol_analyzer(Analyzer::ANALYZER_DNS);   # T
global is_protocol_analyzer: function(atype: AllAnalyzers::Tag): bool;
)",
                [](NativeCall& call) -> Value { return is_of_kind(call, kProtocolTags); },
                kNoEffects});

  registry.add({R"(
## Whether a tag is that of a part of packets.
##
## Example: print is_packet_analyzer(Analyzer::ANALYZER_DNS);   # F
global is_packet_analyzer: function(atype: AllAnalyzers::Tag): bool;
)",
                [](NativeCall& call) -> Value { return is_of_kind(call, kPacketTags); },
                kNoEffects});

  registry.add({R"(
## Whether a tag is that of something done with files.
##
## Example: print is_file_analyzer(Files::ANALYZER_MD5);   # T
global is_file_analyzer: function(atype: AllAnalyzers::Tag): bool;
)",
                [](NativeCall& call) -> Value { return is_of_kind(call, kFileTags); }, kNoEffects});

  registry.add({R"(
## What Analyzer::name does.
global Analyzer::__name: function(atype: AllAnalyzers::Tag): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view name = name_of(call, call.integer(0));
                  return call.make_string(name.empty() ? "<error>" : name);
                },
                kNoEffects});

  registry.add({R"(
## What Analyzer::has_tag does.
global Analyzer::__has_tag: function(name: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(label_named(call, call.text(0)) != nullptr);
                },
                kNoEffects});

  registry.add({R"(
## What Analyzer::get_tag does.
global Analyzer::__tag: function(name: string): AllAnalyzers::Tag;
)",
                [](NativeCall& call) -> Value {
                  const EnumLabel* label = label_named(call, call.text(0));
                  if (label) return Value::of_int(label->value);
                  return call.fail("no analyzer is called `" + std::string(call.text(0)) + "`");
                },
                kNoEffects});
}

void register_control(NativeRegistry& registry) {
  registry.add({R"(
## What Analyzer::enable_analyzer does with protocols.
global Analyzer::__enable_analyzer: function(id: Analyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value { return enable(call, true); }});

  registry.add({R"(
## What Analyzer::disable_analyzer does with protocols.
global Analyzer::__disable_analyzer: function(id: Analyzer::Tag): bool;
)",
                [](NativeCall& call) -> Value { return enable(call, false); }});

  registry.add({R"(
## Disables every protocol.
global Analyzer::__disable_all_analyzers: function();
)",
                [](NativeCall& call) -> Value {
                  if (auto* protocols = call.machine.try_service<Protocols>())
                    protocols->disable_all();
                  return Value::null();
                }});

  registry.add({R"(
## What Analyzer::register_for_port does.
global Analyzer::__register_for_port: function(id: Analyzer::Tag, p: port): bool;
)",
                [](NativeCall& call) -> Value {
                  if (auto* protocols = call.machine.try_service<Protocols>())
                    protocols->register_port(call.integer(0), call.port(1));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## What Analyzer::detect does.
global Analyzer::__detect: function(id: Analyzer::Tag, look: bool): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* protocols = call.machine.try_service<Protocols>();
                  return Value::of_bool(protocols &&
                                        protocols->detect(call.integer(0), call.boolean(1)));
                }});

  registry.add({R"(
## What Analyzer::schedule_analyzer does.
global Analyzer::__schedule_analyzer: function(orig: addr, resp: addr, resp_p: port, analyzer: Analyzer::Tag, tout: interval): bool;
)",
                [](NativeCall& call) -> Value {
                  if (auto* protocols = call.machine.try_service<Protocols>())
                    protocols->expect(call.address(0), call.address(1), call.port(2),
                                      call.integer(3), call.real(4));
                  return Value::of_bool(true);
                }});
}

void register_connections_analyzers(NativeRegistry& registry) {
  registry.add({R"(
## The id of the analyzer that raised the event being handled; 0 if none did.
##
## Example: print current_analyzer();   # 0
global current_analyzer: function(): count;
)",
                [](NativeCall& call) -> Value {
                  auto* queue = call.machine.try_service<EventQueue>();
                  return Value::of_count(queue ? queue->handled_source() : 0);
                },
                kNoEffects});

  registry.add({R"(
## The id of a connection's analyzer of one kind; 0 if it has none.
global lookup_connection_analyzer_id: function(cid: conn_id, atype: AllAnalyzers::Tag): count;
)",
                [](NativeCall& call) -> Value {
                  Flow* flow = find_flow(call);
                  if (!flow)
                    return complain(call, "there is no such connection", Value::of_count(0));
                  return Value::of_count(
                      call.machine.service<Protocols>().analyzer_of(*flow, call.integer(1)));
                },
                kNoEffects});

  registry.add({R"(
## Takes an analyzer off a connection, unless a hook Analyzer::disabling_analyzer breaks.
##
## aid: Which one, as `current_analyzer()` and the events of confirmation say.
## err_if_no_conn: Whether it is an error if there is no such connection or analyzer.
## prevent: The same protocol is not attached to the connection again.
##
## Returns: T if it is taken off.
global disable_analyzer: function(cid: conn_id, aid: count, err_if_no_conn: bool &default=T, prevent: bool &default=F): bool;
)",
                [](NativeCall& call) -> Value {
                  Value no = Value::of_bool(false);
                  bool is_error = call.boolean(2);
                  Flow* flow = find_flow(call);
                  if (!flow)
                    return is_error ? complain(call, "there is no such connection", no) : no;
                  switch (call.machine.service<Protocols>().disable(*flow, uint32_t(call.number(1)),
                                                                    call.boolean(3))) {
                  case Protocols::Disabled::kYes: return Value::of_bool(true);
                  case Protocols::Disabled::kForbidden: return no;
                  case Protocols::Disabled::kRoot:
                    return complain(call, "what a connection runs over cannot be taken off it", no);
                  case Protocols::Disabled::kUnknown: break;
                  }
                  return is_error ? complain(call, "the connection has no such analyzer", no) : no;
                },
                kCallsScripts});
}

}  // namespace

void register_analyzers(NativeRegistry& registry) {
  register_tags(registry);
  register_control(registry);
  register_connections_analyzers(registry);
}

}  // namespace avocet
