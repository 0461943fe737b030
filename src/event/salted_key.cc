#include "event/salted_key.h"

#include <openssl/sha.h>

#include <array>

namespace avocet {

HighwayHash::Key salted_key(std::string_view salt) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), digest.data());
  return HighwayHash::key_of(digest);
}

}  // namespace avocet
