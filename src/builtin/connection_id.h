// Connections as scripts name them to natives: by a conn_id.
#pragma once

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

// The fields of a conn_id.
inline FlowId read_id(Record* id) {
  FlowId flow;
  auto field = [id](std::string_view name) { return id->at(uint32_t(id->type()->find(name))); };
  flow.orig = address_of(field("orig_h"));
  flow.resp = address_of(field("resp_h"));
  Port orig = Port::of(field("orig_p")), resp = Port::of(field("resp_p"));
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

// Null if there is no such connection now.
inline Flow* find_flow(NativeCall& call) {
  auto* flows = call.machine.try_service<FlowTable>();
  return flows ? flows->find(read_id(call.record(0))) : nullptr;
}

}  // namespace avocet
