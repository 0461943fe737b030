// DceRpcAnalyzer: DCE/RPC on one flow, or on one pipe of SMB.
//
// Requests and answers may come in fragments, which are put together by the number of their call.
// How many there are at a time, and how large, has limits (DCE_RPC::max_cmd_reassembly and
// max_frag_data); beyond them nothing more is looked at.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#include "analyzer/protocol.h"
#include "base/stream_buffer.h"
#include "protocol/dce_rpc/message.h"

namespace avocet {

struct DceRpcBinding final : ProtocolBinding {
  explicit DceRpcBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t gssapi_tag, ntlm_tag;  // zero: the scripts know none
  std::vector<int64_t> types;    // of DCE_RPC::PType by number
  const Value *max_calls, *max_data;
  EventHandle message, auth, bind, bind_ack, alter, alter_response, request, request_stub, response,
      response_stub;
};

class DceRpcAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit DceRpcAnalyzer(const DceRpcBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  // "file_id": the number of the pipe.
  bool command(std::string_view name, std::string_view argument) override;

 private:
  // A call that is not all there.
  struct Call {
    uint16_t context = 0, operation = 0;
    std::vector<uint8_t> stub;
  };
  struct OneSide {
    StreamBuffer waiting;  // a fragment that is not all there
    std::unordered_map<uint32_t, Call> calls;
    bool is_lost = false;  // behind a gap, until something begins
  };

  OneSide& of(Side side) { return sides_[size_t(side)]; }
  // Takes fragments off the front; yields how many bytes the next one needs.
  size_t take_messages(Side side, ByteSpan& bytes);
  void message(Side side, const RpcHeader& header, ByteSpan message);
  void body(Side side, const RpcHeader& header, ByteSpan body);
  void login(Side side, const RpcHeader& header, const RpcAuth& auth);
  void contexts(const EventHandle& event, const RpcHeader& header, ByteSpan body);
  void addresses(const RpcHeader& header, ByteSpan body);
  void call(Side side, const RpcHeader& header, ByteSpan body);
  void fragment(Side side, const RpcHeader& header, const RpcCall& call);
  void complete(Side side, uint32_t number, const RpcCall& call);
  void give_up(std::string_view weird_name);
  void broken(std::string_view what);
  Value file() const { return Value::of_count(file_); }

  const DceRpcBinding& binding_;
  std::array<OneSide, 2> sides_;
  std::unordered_map<uint32_t, uint16_t> operations_;  // asked for, by call
  uint64_t file_ = 0;
  ProtocolAnalyzer *gssapi_ = nullptr, *ntlm_ = nullptr;
  bool gssapi_was_made_ = false, ntlm_was_made_ = false;
  bool told_auth_ = false;
  bool is_over_ = false;
};

}  // namespace avocet
