// Discarders: functions of scripts that say which packets are not looked at: discarder_check_ip and
// its kin.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "analyzer/event_maker.h"
#include "packet/packet_gate.h"

namespace avocet {

class Discarders final : public PacketGate {
 public:
  // Null where the scripts define none of them. What is borrowed outlives it.
  static std::unique_ptr<Discarders> of(const EventMaker& maker);

  bool discards_ip(const PacketView& packet) override;
  bool discards_transport(const PacketView& packet) override;

 private:
  using Check = Function*;  // null: not defined

  explicit Discarders(const EventMaker& maker);
  Check find(std::string_view name) const;
  bool asks(Check check, std::span<const Value> arguments) const;
  bool asks_about_header(Check check, const PacketView& packet) const;
  bool asks_about_payload(Check check, const PacketView& packet) const;

  const EventMaker& maker_;
  Check ip_, tcp_, udp_, icmp_;
  const Value* most_;  // discarder_maxlen
};

}  // namespace avocet
