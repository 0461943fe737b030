// AcceptedOutput: writes the packets that were accepted, in the order they came.
//
// Fragments share the verdict on their datagram, which is known with the last of them: until then
// they wait here, and with them everything that came behind. What waits is bounded; fragments whose
// datagram is not whole when the bound is reached, or at the end, are accepted.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "capture/dumper.h"
#include "flow/flow_table.h"
#include "packet/decoder.h"

namespace avocet {

class AcceptedOutput {
 public:
  explicit AcceptedOutput(std::unique_ptr<PacketDumper> dumper) : dumper_(std::move(dumper)) {}

  void packet(const RawPacket& packet, Verdict verdict, const PacketDecoder::FragmentOf& fragment);
  // Writes what still waits. The first error of all that was written.
  Outcome finish();

 private:
  struct Waiting {
    RawPacket packet;  // its bytes are those below
    std::vector<uint8_t> bytes;
    uint64_t datagram;  // 0: the verdict is known
    Verdict verdict;
    Waiting* next = nullptr;  // fragment of the same datagram
  };
  struct Fragments {
    Waiting* first;
    Waiting* last;
  };

  void hold(const RawPacket& packet, uint64_t datagram, Verdict verdict);
  void decide(uint64_t datagram, Verdict verdict);
  void forget_front();
  void release_front();
  void write_decided();
  void write(const RawPacket& packet);

  std::unique_ptr<PacketDumper> dumper_;
  std::deque<Waiting> waiting_;  // what is in it stays where it is
  // Of each datagram whose verdict is not known.
  std::unordered_map<uint64_t, Fragments> fragments_;
  size_t waiting_bytes_ = 0;
  Outcome trouble_;
};

}  // namespace avocet
