// SmbBinding: what SMB needs of one world.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/smb/binding1.h"
#include "protocol/smb/binding2.h"
#include "value/table.h"

namespace avocet {

struct SmbBinding final : ProtocolBinding {
  explicit SmbBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t tag, gssapi_tag, ntlm_tag, dce_rpc_tag;  // zero: the scripts know none
  uint32_t connection_id = 0;                      // the field `id` of a connection
  const Value *max_pending, *max_pipes, *max_andx_depth, *pipe_names;
  RecordMaker times;
  EventHandle pipe_guessed, pipes_discarded;
  Smb1Binding v1;
  Smb2Binding v2;
};

}  // namespace avocet
