#include "logging/row_batch.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(RowBatchTest, KeepsRowsThatTheirOwnersChangeAfterwards) {
  RowBatch batch;
  std::string text = "first";
  Cell items[] = {Cell::of_text(text), Cell(), Cell::of_text("x")};
  Cell row[] = {Cell::of_count(1), Cell::of_text(text), Cell::of_items(items)};
  batch.append(row);
  text = "other";
  batch.append(std::span(row, 2));
  items[0] = Cell::of_bool(true);
  batch.seal();
  ASSERT_EQ(batch.rows(), 2u);
  ASSERT_EQ(batch.row(0).size(), 3u);
  EXPECT_EQ(batch.row(0)[0].number, 1u);
  EXPECT_EQ(batch.row(0)[1].view(), "first");
  ASSERT_EQ(batch.row(0)[2].list().size(), 3u);
  EXPECT_EQ(batch.row(0)[2].list()[0].view(), "first");
  EXPECT_EQ(batch.row(0)[2].list()[1].kind, CellKind::kUnset);
  EXPECT_EQ(batch.row(0)[2].list()[2].view(), "x");
  EXPECT_EQ(batch.row(1)[1].view(), "other");
}

TEST(RowBatchTest, IsFilledAnewOnceCleared) {
  RowBatch batch;
  Cell row[] = {Cell::of_text("long enough to be somewhere else")};
  batch.append(row);
  batch.seal();
  batch.clear();
  EXPECT_EQ(batch.rows(), 0u);
  Cell second[] = {Cell::of_text("b"), Cell::of_items({})};
  batch.append(second);
  batch.seal();
  EXPECT_EQ(batch.row(0)[0].view(), "b");
  EXPECT_TRUE(batch.row(0)[1].list().empty());
}

}  // namespace
}  // namespace avocet
