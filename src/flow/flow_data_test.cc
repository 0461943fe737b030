#include "flow/flow_data.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

struct Counted final : FlowData {
  explicit Counted(int& living) : living_(living) { ++living_; }
  ~Counted() override { --living_; }
  int& living_;
};

constexpr FlowMarks kMarks{0xfedcba98, FlowMarks::kMostPlans, 0xabcd};

TEST(FlowDataSlot, KeepsMarksWithoutAnObject) {
  FlowDataSlot slot;
  EXPECT_FALSE(slot);
  EXPECT_EQ(slot.marks(), FlowMarks());
  slot.set_marks(kMarks);
  EXPECT_FALSE(slot);
  EXPECT_EQ(slot.get(), nullptr);
  EXPECT_EQ(slot.marks(), kMarks);
  slot.reset();
  EXPECT_EQ(slot.marks(), FlowMarks());
}

TEST(FlowDataSlot, HandsMarksOnToTheObjectAndBack) {
  int living = 0;
  {
    FlowDataSlot slot;
    slot.set_marks(kMarks);
    slot = std::make_unique<Counted>(living);
    EXPECT_TRUE(slot);
    EXPECT_EQ(slot.marks(), kMarks);
    FlowMarks other = kMarks;
    other.plan = 0;
    slot.set_marks(other);
    EXPECT_EQ(slot.marks(), other);
    slot = std::make_unique<Counted>(living);
    EXPECT_EQ(living, 1);
    EXPECT_EQ(slot.marks(), other);
    slot.reset();
    EXPECT_EQ(living, 0);
    EXPECT_EQ(slot.marks(), FlowMarks());
    slot = std::make_unique<Counted>(living);
  }
  EXPECT_EQ(living, 0);
}

}  // namespace
}  // namespace avocet
