// Any bytes as frames of DNP3, and as a message.
#include <cstddef>
#include <cstdint>

#include "protocol/dnp3/application.h"
#include "protocol/dnp3/link.h"

using namespace avocet;

namespace {

struct Nobody final : Dnp3Listener {
  void message(const Dnp3MessageHeader&) override {}
  void objects(const Dnp3ObjectHeader&) override {}
  void prefix(uint32_t) override {}
  void object(const Dnp3Kind&, std::span<const uint64_t>) override {}
  void attribute(uint8_t, ByteSpan) override {}
  void file_block(uint32_t, uint32_t, ByteSpan) override {}
  void response_object(uint8_t) override {}
  void unknown(ByteSpan) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  Nobody nobody;
  parse_dnp3_message(bytes, nobody);
  Dnp3Frames frames;
  Dnp3Segments segments;
  auto take = [&](const Dnp3LinkHeader& header, ByteSpan user) {
    if (segments.add(header, user) == Dnp3Segments::Added::kMessage)
      parse_dnp3_message(segments.message(), nobody);
  };
  for (size_t at = 0; at < size; at += 7)
    frames.feed(bytes.subspan(at, std::min<size_t>(7, size - at)), take);
  return 0;
}
