// Connections as scripts name them to natives: by a conn_id.
#pragma once

#include <optional>

#include "flow/flow_table.h"
#include "value/record.h"
#include "vm/machine.h"
#include "vm/native.h"

namespace avocet {

// The VLANs that scripts may have added to a conn_id (policy/frameworks/conn_key).
inline void read_vlans(Record* id, FlowId& flow) {
  int ctx = id->type()->find("ctx");
  if (ctx < 0 || !id->stored(uint32_t(ctx))) return;
  Record* context = id->at(uint32_t(ctx)).record();
  auto read = [context](std::string_view name, uint16_t& to) {
    int field = context->type()->find(name);
    if (field < 0 || !context->stored(uint32_t(field))) return;
    if (context->type()->fields[size_t(field)].type->kind == TypeKind::kInt)
      to = uint16_t(context->at(uint32_t(field)).i);
  };
  read("vlan", flow.vlan);
  read("inner_vlan", flow.inner_vlan);
}

// The fields of a conn_id. Nothing: one that names a connection is not set.
inline std::optional<FlowId> read_id(Record* id) {
  std::optional<Value> found[4];
  constexpr std::string_view kNames[4] = {"orig_h", "resp_h", "orig_p", "resp_p"};
  for (size_t i = 0; i < 4; ++i) {
    const int index = id->type()->find(kNames[i]);
    if (index < 0 || !id->stored(uint32_t(index))) return std::nullopt;
    found[i] = id->at(uint32_t(index));
  }
  FlowId flow;
  flow.orig = address_of(*found[0]);
  flow.resp = address_of(*found[1]);
  Port orig = Port::of(*found[2]), resp = Port::of(*found[3]);
  flow.orig_port = orig.number;
  flow.resp_port = resp.number;
  read_vlans(id, flow);
  int proto = id->type()->find("proto");
  uint64_t number = proto >= 0 && id->stored(uint32_t(proto)) ? id->at(uint32_t(proto)).u : 65535;
  if (number <= 255) {
    flow.protocol = uint8_t(number);
    return flow;
  }
  // Scripts that make one up often leave the protocol to the port.
  switch (resp.protocol) {
  case PortProtocol::kTcp: flow.protocol = 6; break;
  case PortProtocol::kUdp: flow.protocol = 17; break;
  case PortProtocol::kIcmp: flow.protocol = flow.orig.is_v4() ? 1 : 58; break;
  case PortProtocol::kUnknown: flow.protocol = 0; break;
  }
  return flow;
}

// The identity of a connection that a script gave; nothing if it is not set, or not wholly.
inline std::optional<FlowId> id_of_connection(Record* connection) {
  const int id = connection->type()->find("id");
  if (id < 0 || !connection->stored(uint32_t(id))) return std::nullopt;
  return read_id(connection->at(uint32_t(id)).record());
}

// The connection of a conn_id. Null if there is none now, or the conn_id is incomplete.
inline Flow* find_flow(NativeCall& call, size_t i = 0) {
  auto* flows = call.machine.try_service<FlowTable>();
  std::optional<FlowId> id = read_id(call.record(i));
  return flows && id ? flows->find(*id) : nullptr;
}

// The same for an argument that is a connection.
inline Flow* flow_of_connection(NativeCall& call, size_t i = 0) {
  auto* flows = call.machine.try_service<FlowTable>();
  std::optional<FlowId> id = id_of_connection(call.record(i));
  return flows && id ? flows->find(*id) : nullptr;
}

}  // namespace avocet
