#include "analyzer/discarders.h"

#include <algorithm>

#include "base/check.h"

namespace avocet {

Discarders::Discarders(const EventMaker& maker)
    : maker_(maker), ip_(find("discarder_check_ip")), tcp_(find("discarder_check_tcp")),
      udp_(find("discarder_check_udp")), icmp_(find("discarder_check_icmp")),
      most_(maker.machine.find_global("discarder_maxlen")) {}

std::unique_ptr<Discarders> Discarders::of(const EventMaker& maker) {
  Discarders found(maker);
  bool is_any = found.ip_ || found.tcp_ || found.udp_ || found.icmp_;
  return is_any ? std::make_unique<Discarders>(found) : nullptr;
}

// A function with that name, or a global that holds one.
Discarders::Check Discarders::find(std::string_view name) const {
  if (const Value* global = maker_.machine.find_global(name))
    return global->is_null() ? nullptr : global->function();
  const Program& program = maker_.machine.program();
  FunctionId id = program.find_function(name);
  bool is_defined = id != kNoFunction && !program.functions[id].bodies.empty();
  return is_defined ? program.functions[id].value : nullptr;
}

// One that fails says nothing.
bool Discarders::asks(Check check, std::span<const Value> arguments) const {
  Returned answer;
  return maker_.machine.run(check, arguments, &answer) && answer.get().b();
}

bool Discarders::asks_about_header(Check check, const PacketView& packet) const {
  if (!check) return false;
  Owned header(maker_.headers.make_packet_header(packet));
  Value arguments[] = {header.get()};
  return asks(check, arguments);
}

bool Discarders::asks_about_payload(Check check, const PacketView& packet) const {
  if (!check) return false;
  size_t most = most_ ? std::min<uint64_t>(most_->u, packet.payload.size()) : 0;
  Owned header(maker_.headers.make_packet_header(packet));
  Owned payload(maker_.bytes(packet.payload.first(most)));
  Value arguments[] = {header.get(), payload.get()};
  return asks(check, arguments);
}

bool Discarders::discards_ip(const PacketView& packet) { return asks_about_header(ip_, packet); }

bool Discarders::discards_transport(const PacketView& packet) {
  switch (packet.transport) {
  case Transport::kTcp: return asks_about_payload(tcp_, packet);
  case Transport::kUdp: return asks_about_payload(udp_, packet);
  case Transport::kIcmp: return asks_about_header(icmp_, packet);
  case Transport::kNone:
  case Transport::kOther: return false;
  }
  UNREACHABLE();
}

}  // namespace avocet
