// DnsBinding: the events, records and options of DNS in one world.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "analyzer/silence.h"
#include "value/vector.h"

namespace avocet {

struct DnsBinding final : ProtocolBinding, public TellsOfSilence {
  explicit DnsBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
  bool tells_of_silence() const override { return udp_session_done.wanted(); }

  Machine& machine;
  const Value* skip_auth;
  const Value* skip_addl;
  const Value* skip_all_auth;
  const Value* skip_all_addl;
  const Value* max_queries;
  const Value* max_jumps;

  RecordMaker msg, answer, soa, edns, ecs, keepalive, cookie, tkey, tsig, rrsig, dnskey, nsec3,
      nsec3_param, ds, binds, loc, svcb_param, svcb, naptr;
  const VectorType *strings, *counts, *addresses, *svcb_params;

  EventHandle message, request, rejected, query_reply, end, udp_session_done;
  EventHandle a, aaaa, a6, ns, cname, ptr, soa_reply, wks, hinfo, mx, txt, spf, caa, srv,
      naptr_reply, unknown;
  EventHandle rrsig_reply, dnskey_reply, nsec, nsec3_reply, nsec3_param_reply, ds_reply,
      binds_reply, sshfp, loc_reply, svcb_reply, https;
  EventHandle edns_addl, edns_ecs, edns_keepalive, edns_cookie, tkey_reply, tsig_addl;
  EventHandle update, update_pre, update_del;
};

}  // namespace avocet
