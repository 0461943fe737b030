// Promises of logs to list a certificate, as extensions of certificates and OCSP replies hold them
// (RFC 6962, section 3.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "file/files.h"

namespace avocet {

struct SignedTimestamp {
  uint8_t version = 0;
  std::string_view log_id;
  uint64_t timestamp = 0;  // milliseconds
  uint8_t hash = 0, signature_kind = 0;
  std::string_view signature;
};
// Nothing if the extension's value is no such list. Views are into it.
std::optional<std::vector<SignedTimestamp>> parse_signed_timestamps(std::string_view value);

// The event of each of them.
class TimestampEvents {
 public:
  explicit TimestampEvents(Files& files);
  void raise(Files& files, File& file, std::string_view value) const;

 private:
  EventHandle event_;
};

}  // namespace avocet
