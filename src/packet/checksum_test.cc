#include "packet/checksum.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

// As RFC 1071 says it: words of two bytes, the first one the high one, carries added in the end.
uint16_t plain_sum(const std::vector<uint8_t>& bytes) {
  uint64_t sum = 0;
  for (size_t i = 0; i < bytes.size(); ++i) sum += uint64_t(bytes[i]) << (i % 2 == 0 ? 8 : 0);
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return uint16_t(sum);
}

TEST(Checksum, IsTheSumOfWordsWhateverTheLength) {
  for (size_t size = 0; size < 200; ++size) {
    std::vector<uint8_t> ones(size, 0xff), mixed(size);
    for (size_t i = 0; i < size; ++i) mixed[i] = uint8_t(i * 151 + size);
    for (const std::vector<uint8_t>& bytes : {ones, mixed}) {
      ChecksumSum sum;
      sum.add(bytes);
      EXPECT_EQ(sum.folded(), plain_sum(bytes)) << size;
      EXPECT_EQ(is_checksum_valid(bytes), plain_sum(bytes) == 0xffff) << size;
    }
  }
}

}  // namespace
}  // namespace avocet
