#include "logging/plan.h"

#include <gtest/gtest.h>

#include "base/arena.h"
#include "base/heap.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {
namespace {

// Records whose lazy fields have no program behind them.
class NoPrograms : public FieldReader {
 public:
  explicit NoPrograms(Heap& heap) : heap_(heap) {}
  bool make_field(Record* record, uint32_t field, Value& value) override {
    FieldInit init = record->shape->fields[field].init;
    if (init == FieldInit::kNone || init == FieldInit::kFunction) return false;
    value = make_lazy_field(heap_, record, field);
    return true;
  }

 private:
  Heap& heap_;
};

class PlanTest : public ::testing::Test {
 protected:
  PlanTest() {
    inner_ = types_.record("Inner");
    inner_->add({"x", types_.basic(TypeKind::kCount), kFieldLog});
    inner_->add({"hidden", types_.basic(TypeKind::kCount), 0});
    const Type* keys[] = {types_.basic(TypeKind::kString)};
    outer_ = types_.record("Outer");
    outer_->add({"s", types_.basic(TypeKind::kString), kFieldLog | kFieldOptional});
    outer_->add({"in", inner_, kFieldLog | kFieldOptional});
    outer_->add({"set", types_.set(keys), kFieldLog});
    outer_->add({"n", types_.basic(TypeKind::kInt), kFieldLog | kFieldOptional});
    for (auto [shape, type] :
         {std::pair(&inner_shape_, inner_), std::pair(&outer_shape_, outer_)}) {
      shape->type = type;
      shape->fields.resize(type->fields.size());
      for (size_t i = 0; i < type->fields.size(); ++i)
        shape->fields[i].managed = type->fields[i].type->managed();
    }
    outer_shape_.fields[2].init = FieldInit::kTable;
    finish_shape(inner_shape_);
    finish_shape(outer_shape_);
  }

  std::span<const Cell> row(const RowPlan& plan, Record* record, RowLimits limits = {}) {
    builder_.begin(limits);
    builder_.add(plan, record);
    return builder_.finish();
  }
  Value text(std::string_view bytes) { return Value::of(make_string(heap_, bytes)); }

  Arena arena_;
  TypeTable types_{arena_};
  Heap heap_;
  RecordType* inner_;
  RecordType* outer_;
  RecordShape inner_shape_, outer_shape_;
  NoPrograms reader_{heap_};
  RowBuilder builder_{reader_};
};

TEST_F(PlanTest, FlattensNestedRecords) {
  RowPlan plan;
  plan.add(outer_, {});
  ASSERT_EQ(plan.columns(), 4u);
  EXPECT_EQ(plan.fields()[1].name, "in.x");
  EXPECT_EQ(plan.fields()[2].type, "set[string]");

  Record* outer = make_record(heap_, outer_shape_);
  Owned owner(Value::of(outer));
  auto cells = row(plan, outer);
  EXPECT_EQ(cells[0].kind, CellKind::kUnset);
  EXPECT_EQ(cells[1].kind, CellKind::kUnset);
  // A set that nobody has touched is there, and empty.
  EXPECT_EQ(cells[2].kind, CellKind::kItems);
  EXPECT_EQ(cells[2].list().size(), 0u);

  Record* inner = make_record(heap_, inner_shape_);
  inner->set(0, Value::of_count(7));
  outer->set(0, text("abc"));
  outer->set(1, Value::of(inner));
  outer->set(3, Value::of_int(-1));
  cells = row(plan, outer);
  EXPECT_EQ(cells[0].view(), "abc");
  EXPECT_EQ(cells[1].number, 7u);
  EXPECT_EQ(cells[3].integer, -1);
}

TEST_F(PlanTest, SelectsAndRenamesColumns) {
  std::set<std::string, std::less<>> excluded = {"in_x", "n"};
  ColumnSelection selection;
  selection.separator = "_";
  selection.exclude = &excluded;
  selection.rename = [](const std::string& name) { return name == "s" ? "text" : name; };
  RowPlan plan;
  plan.add(outer_, selection);
  ASSERT_EQ(plan.columns(), 2u);
  EXPECT_EQ(plan.fields()[0].name, "text");
  EXPECT_EQ(row(plan, nullptr).size(), 2u);
}

TEST_F(PlanTest, CutsWhatIsTooLong) {
  RowPlan plan;
  plan.add(outer_, {});
  Record* outer = make_record(heap_, outer_shape_);
  Owned owner(Value::of(outer));
  outer->set(0, text("abcdef"));
  Table* set = make_lazy_field(heap_, outer, 2).table();
  for (std::string_view element : {"one", "two", "three"}) {
    Owned key(text(element));
    put_string(heap_, set, key.get().string(), Value::null());
  }
  auto cells = row(plan, outer, {.field_string_bytes = 4, .field_items = 2});
  EXPECT_EQ(cells[0].view(), "abcd");
  ASSERT_EQ(cells[2].list().size(), 2u);
  EXPECT_EQ(cells[2].list()[1].view(), "two");
  EXPECT_GT(builder_.truncation().strings, 0u);
  EXPECT_GT(builder_.truncation().containers, 0u);
  EXPECT_EQ(row(plan, outer, {.total_string_bytes = 5})[0].view(), "abcde");
}

}  // namespace
}  // namespace avocet
