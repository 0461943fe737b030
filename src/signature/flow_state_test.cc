#include "signature/flow_state.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(SeenBytes, GivesBackPiecesAsTheyCame) {
  SeenBytes seen;
  EXPECT_TRUE(seen.pieces().empty());
  const std::vector<uint8_t> long_one(300, 'x'), short_one{'a', 'b'};
  seen.add(Side::kOrig, long_one);
  seen.add(Side::kResp, {});
  seen.add(Side::kResp, short_one);
  std::vector<SeenPiece> pieces = seen.pieces();
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[0].side, Side::kOrig);
  EXPECT_TRUE(
      std::equal(pieces[0].bytes.begin(), pieces[0].bytes.end(), long_one.begin(), long_one.end()));
  EXPECT_EQ(pieces[1].side, Side::kResp);
  EXPECT_TRUE(pieces[1].bytes.empty());
  EXPECT_EQ(pieces[2].side, Side::kResp);
  EXPECT_TRUE(std::equal(pieces[2].bytes.begin(), pieces[2].bytes.end(), short_one.begin(),
                         short_one.end()));
  seen.clear();
  EXPECT_TRUE(seen.pieces().empty());
}

}  // namespace
}  // namespace avocet
