// Protocols: what a folder below src/protocol offers, and what its analyzers are given.
//
// A protocol describes itself once, in register_<folder>(): its name, its declarations in Zeek
// text, and how it binds to a world. For each flow that it is attached to, its binding makes one
// ProtocolAnalyzer, which is fed in the order of the traffic:
//
//   datagram()   every UDP payload, or
//   data()       the bytes of each TCP direction in order, each once; gap() where some are missing
//   end()        nothing more comes from that side
//   done()       the flow is over (events raised here still see its connection), always last
//
// An analyzer never reads packets itself: it hands bytes to a parser of its folder, which knows no
// scripts, and turns what that finds into events. Whether the bytes are its protocol, it says by
// confirm() and violate(); what becomes of that is up to scripts.
//
// A protocol within the messages of another one (NTLM in SMB) has an analyzer of its own, too: a
// child of the outer one, which feeds it and is its owner. Where the messages carry a stream of
// whatever protocol (WebSocket), signatures tell which, as for a flow.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/record_binding.h"
#include "base/byte_reader.h"
#include "event/event_queue.h"
#include "flow/flow.h"

namespace avocet {

class ProtocolAnalyzer;
class Protocols;

// What the first bytes of one side look like.
enum class ProbeAnswer : uint8_t { kNo, kPerhaps, kYes };
// kPerhaps: ask again with more bytes. Cheap, and without memory.
using Probe = ProbeAnswer (*)(Side side, ByteSpan bytes);

// What an analyzer took out of the traffic, for signatures.
enum class FoundContent : uint8_t {
  kHttpRequest,  // a URI
  kHttpRequestHeader,
  kHttpRequestBody,
  kHttpReplyHeader,
  kHttpReplyBody,
  kFtp,
  kFinger,
};
// Where a piece of it belongs.
struct FoundPiece {
  ByteSpan bytes;
  bool is_first = true, is_last = true;
};

// What a protocol finds in a world when it binds to it. Whatever does not fit is added to `errors`
// and stops the start.
struct ProtocolWorld {
  Machine& machine;
  EventQueue& queue;
  const ShapeFinder& shapes;
  std::string& errors;

  // An event by its name, whose parameters must have these types (as scripts spell them).
  EventHandle event(std::string_view name, std::span<const std::string_view> types);
  EventHandle event(std::string_view name, std::initializer_list<std::string_view> types) {
    return event(name, std::span(types.begin(), types.size()));
  }
  // The number of a protocol among Analyzer::Tag ("NTLM"); zero: the scripts know none.
  int64_t tag(std::string_view protocol);
  // A global that the declarations of the protocol hold.
  const Value* global(std::string_view name);
};

// A protocol in one world: its events, records and options, found once.
class ProtocolBinding {
 public:
  virtual ~ProtocolBinding() = default;
  // Null where the protocol does not run over the flow's transport; it asks for nothing else. What
  // it makes need not have seen the flow's begin: it may be made with the first payload only.
  virtual std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) = 0;
};

struct Protocol {
  std::string_view name;          // "DNS": its tag is Analyzer::ANALYZER_DNS
  std::string_view declarations;  // types, options and events, in Zeek text
  std::unique_ptr<ProtocolBinding> (*bind)(ProtocolWorld& world);
  // How it is recognised where no port says what is spoken; null: not at all.
  Probe stream_probe = nullptr;
  Probe datagram_probe = nullptr;
  // It gets nothing of a connection of TCP that was under way when the capture began.
  bool needs_begin = false;
  // Its analyzers do something when they are attached, without any payload.
  bool acts_at_once = false;
  // Ids that come behind its own in each flow: Zeek has further analyzers there, which split lines.
  uint8_t helper_ids = 0;
};

class ProtocolRegistry {
 public:
  void add(const Protocol& protocol) { protocols_.push_back(protocol); }
  const std::vector<Protocol>& protocols() const { return protocols_; }

 private:
  std::vector<Protocol> protocols_;
};

class ProtocolAnalyzer {
 public:
  ProtocolAnalyzer() = default;
  ProtocolAnalyzer(const ProtocolAnalyzer&) = delete;
  // Frees its children one after the other, however many there are.
  virtual ~ProtocolAnalyzer() {
    while (first_child_) first_child_ = std::move(first_child_->next_);
  }

  // It belongs to its flow now, and has its id. Nothing was delivered yet.
  virtual void attached() {}
  // `wire_length` is what was sent; `payload` may be shorter where the capture is cut.
  virtual void datagram(Side, ByteSpan /*payload*/, uint32_t /*wire_length*/) {}
  virtual void data(Side, ByteSpan) {}
  virtual void gap(Side, uint64_t /*length*/) {}
  virtual void end(Side) {}
  virtual void done() {}
  // Originator and responder have changed places; nothing was delivered before, or little.
  virtual void flip() {}
  // Scripts do not want the body that the side is sending (skip_http_entity_data and its like).
  virtual void skip_entity_data(Side) {}
  // What a builtin of the protocol tells it. False: nothing that it knows, or can do.
  virtual bool command(std::string_view /*name*/, std::string_view /*argument*/) { return false; }

  // Of this analyzer among all of the world; never zero.
  uint32_t id() const { return id_; }
  // Nobody wants it to be fed any more.
  bool is_removed() const { return removed_; }

 protected:
  Flow& flow() const { return *flow_; }
  Machine& machine() const;
  Heap& heap() const { return machine().heap(); }

  // Whether the first packet of a side was no SYN, so that what is seen may be a middle.
  bool is_from_the_middle() const;

  // Values for events, each with one count.
  Value connection() const;
  Value text(std::string_view bytes) const { return Value::of(make_string(heap(), bytes)); }
  Value text(ByteSpan bytes) const {
    return text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  // These bytes are the protocol. Told to scripts once.
  void confirm();
  bool is_confirmed() const { return confirmed_; }
  // They are not. `data` is what was parsed, for logs.
  void violate(std::string_view reason, std::string_view data = {});
  // Something odd, as scripts name it. `source`: who says so; empty: the protocol; "-": nobody.
  void weird(std::string_view name, std::string_view additional = {}, std::string_view source = {});
  // Originator and responder of a UDP flow are the other way round. Calls flip().
  void flip_flow();
  // The flow is not worth looking at any further, by anybody.
  void abandon_flow();
  // Hands signatures what was found; nothing happens where nobody looks for such.
  void found(Side side, FoundContent what, FoundPiece piece);
  // Attaches another protocol, which gets what comes with later packets; beside a child, another
  // child. Null if it is not to be.
  ProtocolAnalyzer* attach_inner(int64_t tag);
  // An analyzer for a protocol within this one's messages. It gets nothing but what is given to it
  // here, and lives until drop_child() or as long as this one. Null if it is not to be.
  ProtocolAnalyzer* make_child(int64_t tag);
  void drop_child(ProtocolAnalyzer* child);
  // Calls `deliver(ProtocolAnalyzer&)` for each child that was not taken off. Children that are
  // made meanwhile are left out.
  template <class Deliver> void for_children(Deliver deliver) {
    for (ProtocolAnalyzer* at = first_child_.get(); at; at = at->next_.get())
      if (!at->removed_) deliver(*at);
  }
  // Shows signatures bytes of a stream that this one's messages carry, instead of the flow's own.
  // What they recognise becomes a child, which is given what was shown so far, these bytes
  // included.
  void carry(Side side, ByteSpan bytes);
  // Another protocol begins with the next packet; it is recognised like that of a new flow.
  void expect_inner();
  // Nothing more is wanted of this flow: it is delivered nothing from the next packet on, and
  // freed.
  void leave() { removed_ = true; }
  // Asks for the timeouts of short exchanges (FlowTable::start_session_timer).
  void start_session_timer();

 private:
  friend class Protocols;
  friend class FlowAnalyzers;
  Protocols* owner_ = nullptr;
  Flow* flow_ = nullptr;
  std::unique_ptr<ProtocolAnalyzer> next_;  // of the same flow, or of the same owner
  std::unique_ptr<ProtocolAnalyzer> first_child_;
  ProtocolAnalyzer* parent_ = nullptr;
  uint32_t id_ = 0;
  uint16_t protocol_ = 0;  // its place in the registry
  uint16_t violations_ = 0;
  bool confirmed_ = false;
  bool removed_ = false;  // to be freed before the next delivery
};

}  // namespace avocet
