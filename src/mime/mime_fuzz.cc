// Any bytes as a message of MIME; the first says how they are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "mime/message.h"

using namespace avocet;

namespace {

struct Nobody : MimeObserver {
  void begin_entity(const MimeEntity&) override {}
  void header(const MimeEntity&, const MimeHeader& header) override {
    mime_parameter(header.value, "filename");
  }
  void all_headers(const MimeEntity&) override {}
  void body(const MimeEntity&, std::string_view) override {}
  void end_entity(const MimeEntity&) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string_view text(reinterpret_cast<const char*>(data),
                        size);  // lint: allow(pointer-cast): text
  size_t piece = std::max<size_t>(uint8_t(text[0]), 1);
  text.remove_prefix(1);
  Nobody nobody;
  MimeMessage message(nobody);
  message.begin();
  for (size_t i = 0; i < text.size(); i += piece) {
    message.bytes(text.substr(i, piece));
    if (piece % 16 == 0) message.gap();
  }
  message.finish();
  return 0;
}
