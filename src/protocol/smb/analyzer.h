// SmbAnalyzer: SMB of all versions on one flow.
//
// What both versions share is in analyzer.cc: messages, whom they are for, logins, files and pipes.
// smb1.cc has the commands of version 1, values1.cc what scripts get of them, smb2.cc and
// values2.cc the same of versions 2 and 3.
//
// Data that is read or written is a file, or, on a share of kind IPC$, calls of DCE/RPC: each open
// pipe has an analyzer of its own.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "file/files.h"
#include "protocol/smb/binding.h"
#include "protocol/smb/frames.h"
#include "protocol/smb/message1.h"
#include "protocol/smb/message2.h"

namespace avocet {

class SmbAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit SmbAnalyzer(const SmbBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override { frames_[size_t(side)].gap(length); }

 private:
  struct Whose {
    uint32_t tree = 0;
    uint64_t file = 0;
    uint64_t offset = 0;
  };
  // Requests without an answer, by the number of their message.
  using Waiting = std::unordered_map<uint64_t, Whose>;
  enum class Transfer : uint8_t { kRead, kWritten };

  // ---- Both versions.
  void message(Side side, ByteSpan message);
  void login(Side side, ByteSpan blob);
  void broken(std::string_view what) { violate(what); }
  bool is_pipe(uint32_t tree) const { return pipe_trees_.count(tree) > 0; }
  void note_pipe_tree(uint32_t tree);
  // A share that was connected before the capture began may be told by what is opened there.
  void guess_pipe(uint32_t tree, std::string_view name);
  void pipe_data(Side side, uint64_t file, ByteSpan bytes);
  void close_pipe(uint64_t file);
  void file_data(Transfer transfer, uint64_t file, uint64_t offset, ByteSpan bytes);
  void note_size(uint64_t file, uint64_t size);
  void end_file();
  Value side_value(Side side) const { return Value::of_bool(side == Side::kOrig); }
  Value times(const SmbTimes& times) const;

  // ---- Version 1.
  void message1(Side side, ByteSpan message);
  void request1(const Smb1Header& header, uint8_t command, const Smb1Block& block);
  void response1(const Smb1Header& header, uint8_t command, const Smb1Block& block);
  void wait1(uint16_t message, Whose whose);
  void negotiate_request1(const Smb1Header& header, const Smb1Block& block);
  void negotiate_response1(const Smb1Header& header, const Smb1Block& block);
  void session_request1(const Smb1Header& header, const Smb1Block& block);
  void session_response1(const Smb1Header& header, const Smb1Block& block);
  void tree_request1(const Smb1Header& header, const Smb1Block& block);
  void tree_response1(const Smb1Header& header, const Smb1Block& block);
  void echo1(const EventHandle& event, const Smb1Block& block);
  void create_request1(const Smb1Header& header, const Smb1Block& block);
  void create_response1(const Smb1Header& header, const Smb1Block& block);
  void read_request1(const Smb1Header& header, const Smb1Block& block);
  void read_response1(const Smb1Header& header, const Whose& asked, const Smb1Block& block);
  void write_request1(const Smb1Header& header, const Smb1Block& block);
  void write_response1(const Smb1Header& header, const Smb1Block& block);
  void close_request1(const Smb1Header& header, const Smb1Block& block);
  void transaction_request1(const Smb1Header& header, const Smb1Block& block);
  void transaction_response1(const Smb1Header& header, const Whose& asked, const Smb1Block& block);
  void transaction2_request1(const Smb1Header& header, const Smb1Block& block);
  void secondary1(const Smb1Header& header, uint8_t command, const Smb1Block& block);

  Value header1(const Smb1Header& header) const;
  Value security1(uint8_t mode) const;
  Value lan_manager1(const Smb1Block& block) const;
  Value nt1(const Smb1NtNegotiation& found, const Smb1Block& block) const;
  Value negotiated1(const Smb1Block& block) const;
  Value session_request1(const Smb1SessionRequest& request, uint8_t word_count) const;
  Value transaction1(const Smb1Transaction& made) const;

  // ---- Versions 2 and 3.
  // Another message may follow in the same frame.
  void messages2(Side side, ByteSpan frame);
  void message2(Side side, const Smb2Header& header, ByteSpan message);
  void request2(const Smb2Header& header, ByteSpan message);
  void response2(const Smb2Header& header, ByteSpan message);
  void remember(Waiting& waiting, std::string_view name, uint64_t message, Whose whose);
  static Whose answered(Waiting& waiting, uint64_t message, Whose otherwise);
  void transform2(ByteSpan message);

  void negotiate_request2(const Smb2Header& header, ByteSpan message);
  void negotiate_response2(const Smb2Header& header, ByteSpan message);
  void session_request2(const Smb2Header& header, ByteSpan message);
  void session_response2(const Smb2Header& header, ByteSpan message);
  void tree_request2(const Smb2Header& header, ByteSpan message);
  void tree_response2(const Smb2Header& header, uint32_t tree, ByteSpan message);
  void create_request2(const Smb2Header& header, ByteSpan message);
  void create_response2(const Smb2Header& header, ByteSpan message);
  void close_request2(const Smb2Header& header, ByteSpan message);
  void close_response2(const Smb2Header& header, uint32_t tree, ByteSpan message);
  void read_request2(const Smb2Header& header, ByteSpan message);
  void read_response2(uint32_t tree, const Whose& asked, ByteSpan message);
  void write_request2(const Smb2Header& header, ByteSpan message);
  void write_response2(const Smb2Header& header, ByteSpan message);
  void ioctl_request2(const Smb2Header& header, ByteSpan message);
  void ioctl_response2(const Whose& asked, ByteSpan message);
  void set_info2(const Smb2Header& header, ByteSpan message);
  void set_file_info2(const Smb2Header& header, const Smb2SetInfo& info);
  void set_system_info2(const Smb2Header& header, const Smb2SetInfo& info);
  void raise_number(const EventHandle& event, const Smb2Header& header, const Smb2SetInfo& info,
                    Value number);
  void raise_set_attributes(const Smb2Header& header, const Smb2SetInfo& info);
  void raise_new_name(const Smb2Header& header, const Smb2SetInfo& info);
  void raise_extended_attributes(const Smb2Header& header, const Smb2SetInfo& info);
  void raise_fscontrol(const Smb2Header& header, const Smb2SetInfo& info);

  // Values for events, each with one count.
  Value header2(const Smb2Header& header) const;
  Value id2(const Smb2FileId& id) const;
  Value attributes2(uint32_t bits) const;
  Value contexts2(const std::vector<Smb2NegotiateContext>& contexts) const;
  Value context2(const Smb2NegotiateContext& context) const;
  Value numbers2(const VectorType* type, ByteReader& reader, size_t count) const;
  Value name(ByteSpan utf16) const;

  const SmbBinding& binding_;
  std::array<SmbFrames, 2> frames_;
  // Null until the first login; one for each kind of blob.
  ProtocolAnalyzer *gssapi_ = nullptr, *ntlm_ = nullptr;
  bool gssapi_was_made_ = false, ntlm_was_made_ = false;
  std::unordered_set<uint32_t> pipe_trees_;
  std::unordered_map<uint64_t, ProtocolAnalyzer*> pipes_;  // by file; null: not to be analyzed
  std::unordered_map<uint64_t, uint64_t> sizes_;           // of open files

  Waiting waiting1_;  // of version 1
  // Of versions 2 and 3.
  Waiting trees2_, reads2_, ioctls2_;
};

}  // namespace avocet
