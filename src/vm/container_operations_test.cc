// Records, vectors, tables and sets under their opcodes.

#include <gtest/gtest.h>

#include "vm/test_world.h"

namespace avocet {
namespace {

// ---- Records --------------------------------------------------------------------------

TEST(RecordOps, StoreLoadHasAndClear) {
  TestWorld w;
  RecordType* type = w.record("R", {{"n", w.count}, {"s", w.string}, {"d", w.real}});
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::MakeRecord>(0, b.type(type));
    b.emit<op::LoadNumber>(0, 4);
    b.emit<op::StoreField>(0, 0, 0);
    b.emit<op::AddFieldInt>(0, 0, 0);                         // 8
    b.emit<op::AddFieldIntConst>(0, 0, b.count_constant(1));  // 9
    b.emit<op::LoadManagedConstant>(1, b.text("abc"));
    b.emit<op::StoreManagedField>(0, 1, 1);
    b.emit<op::StoreManagedFieldTake>(0, 1, 1);
    b.emit<op::LoadManagedField>(2, 0, 1);
    b.emit<op::SizeString>(1, 2);   // 3
    b.emit<op::HasField>(2, 0, 1);  // 1
    b.emit<op::ClearField>(0, 1);
    b.emit<op::HasField>(3, 0, 1);   // 0
    b.emit<op::LoadField>(4, 0, 0);  // 9
    for (int i = 1; i < 5; ++i) b.emit<op::AddInt>(0, 0, i);
    b.emit<op::LoadConstant>(5, b.double_constant(1.5));
    b.emit<op::StoreField>(0, 2, 5);
    b.emit<op::AddFieldDouble>(0, 2, 5);
    b.emit<op::SubFieldDouble>(0, 2, 5);
    Label yes = b.new_label(), no = b.new_label();
    b.emit<op::JumpIfField>(0, 2, yes);
    b.emit<op::ReturnConstant>(b.count_constant(100));
    b.bind(yes);
    b.emit<op::JumpUnlessField>(0, 1, no);
    b.emit<op::ReturnConstant>(b.count_constant(101));
    b.bind(no);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 17u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(RecordOps, AnUnsetFieldIsAnErrorThatNamesIt) {
  TestWorld w;
  RecordType* type = w.record("R", {{"n", w.count}});
  w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::MakeRecord>(0, b.type(type));
    b.emit<op::LoadField>(0, 0, 0);
    b.emit<op::ReturnPlain>(0);
  });
  ASSERT_EQ(w.host.errors.size(), 1u);
  EXPECT_EQ(w.host.errors[0].message, "field value missing");
  EXPECT_EQ(w.host.errors[0].detail, "field `n` of R");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(RecordOps, LazyDefaultsAreMadeWhenRead) {
  TestWorld w;
  RecordType* inner = w.record("Inner", {{"n", w.count}});
  RecordType* outer = w.record(
      "Outer",
      {{"inner", inner}, {"computed", w.count}, {"list", w.program.types.vector(w.count)}});
  FunctionId compute = w.function("compute", {}, w.count);
  w.define(compute, [](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(42)); });
  RecordShape& shape = w.program.shape(outer);
  shape.fields[0].init = FieldInit::kRecord;
  shape.fields[1].init = FieldInit::kFunction;
  shape.fields[1].function = compute;
  shape.fields[2].init = FieldInit::kVector;
  finish_shape(shape);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::MakeRecord>(0, b.type(outer));
    b.emit<op::LoadManagedField>(1, 0, 0);
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::StoreField>(1, 0, 0);
    b.emit<op::LoadFieldField>(1, 0, 0);  // outer$inner$n
    b.emit<op::LoadField>(2, 0, 1);       // 42
    b.emit<op::HasField>(3, 0, 2);        // 1
    b.emit<op::AddInt>(0, 1, 2);
    b.emit<op::AddInt>(0, 0, 3);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 48u);
  EXPECT_TRUE(w.host.errors.empty());
}

TEST(RecordOps, ConvertByFieldName) {
  TestWorld w;
  RecordType* from = w.record("From", {{"a", w.integer}, {"x", w.string}, {"unset", w.string}});
  RecordType* to =
      w.record("To", {{"x", w.string}, {"unset", w.string}, {"a", w.real}, {"more", w.any}});
  Returned r = w.run(to, [&](CodeBuilder& b) {
    b.emit<op::MakeRecord>(0, b.type(from));
    b.emit<op::LoadNumber>(0, -3);
    b.emit<op::StoreField>(0, 0, 0);
    b.emit<op::LoadManagedConstant>(1, b.text("s"));
    b.emit<op::StoreManagedField>(0, 1, 1);
    b.emit<op::ConvertRecord>(0, 0, b.type(to));
    b.emit<op::ReturnManaged>(0);
  });
  Record* record = r.get().record();
  EXPECT_EQ(record->type(), to);
  EXPECT_EQ(record->at(0).string()->view(), "s");
  EXPECT_FALSE(record->has(1));
  EXPECT_EQ(record->at(2).d, -3.0);
  EXPECT_FALSE(record->has(3));
}

// ---- Vectors --------------------------------------------------------------------------

TEST(VectorOps, ReadAndWriteByIndex) {
  TestWorld w;
  const VectorType* type = w.program.types.vector(w.count);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::MakeVector>(0, b.type(type), 4);
    b.emit<op::LoadNumber>(0, 3);
    b.emit<op::LoadNumber>(1, 7);
    b.emit<op::StoreElement>(0, 0, 1);   // v[3] = 7, three holes before it
    b.emit<op::AddElementInt>(0, 0, 1);  // 14
    b.emit<op::LoadNumber>(2, -1);
    b.emit<op::LoadElement>(3, 0, 2);  // v[-1]
    b.emit<op::Append>(0, 0);          // v[4] = 3
    b.emit<op::SizeVector>(4, 0);      // 5
    b.emit<op::HasElement>(5, 1, 0);   // 7 in v: 0
    b.emit<op::LoadNumber>(6, 0);
    b.emit<op::HasElement>(6, 6, 0);  // a hole: 0
    b.emit<op::HasElement>(7, 0, 0);  // 3 in v: 1
    b.emit<op::AddInt>(3, 3, 4);
    b.emit<op::AddInt>(3, 3, 5);
    b.emit<op::AddInt>(3, 3, 6);
    b.emit<op::AddInt>(3, 3, 7);
    b.emit<op::ReturnPlain>(3);
  });
  EXPECT_EQ(r.get().u, 20u);
}

TEST(VectorOps, MissingElementsAreErrors) {
  TestWorld w;
  const VectorType* type = w.program.types.vector(w.string);
  auto load = [&](int64_t at) {
    w.run(w.string, [&](CodeBuilder& b) {
      b.emit<op::MakeVector>(0, b.type(type), 0);
      b.emit<op::LoadNumber>(0, 1);
      b.emit<op::LoadManagedConstant>(1, b.text("x"));
      b.emit<op::StoreManagedElement>(0, 0, 1);
      b.emit<op::LoadConstant>(0, b.int_constant(at));
      b.emit<op::LoadManagedElement>(2, 0, 0);
      b.emit<op::ReturnManaged>(2);
    });
  };
  load(1);
  load(-1);
  EXPECT_TRUE(w.host.errors.empty());
  load(0);  // a hole
  load(2);
  load(-3);
  ASSERT_EQ(w.host.errors.size(), 3u);
  for (const RuntimeError& e : w.host.errors) EXPECT_EQ(e.message, "no such index");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(VectorOps, AbsurdIndicesAreErrors) {
  TestWorld w;
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::MakeVector>(0, b.type(w.program.types.vector(w.count)), 0);
    b.emit<op::LoadConstant>(0, b.int_constant(int64_t(1) << 40));
    b.emit<op::StoreElement>(0, 0, 0);
    b.emit<op::Return>();
  });
  EXPECT_EQ(w.host.errors.at(0).message, "vector too long");
}

// A vector of counts as a constant list, printed.
std::string shown(TestWorld& w, const Type* result, auto emit) {
  Returned r = w.run(result, emit);
  return r.get().is_null() ? "error" : to_string(result, r.get());
}
void fill(CodeBuilder& b, uint16_t to, const Type* type, std::initializer_list<int64_t> items) {
  b.emit<op::MakeVector>(to, b.type(type), 0);
  for (int64_t n : items) {
    b.emit<op::LoadConstant>(9, b.int_constant(n));
    b.emit<op::Append>(to, 9);
  }
}

TEST(VectorOps, SlicesAreCutAndReplaced) {
  TestWorld w;
  const Type* type = w.program.types.vector(w.count);
  auto cut = [&](int64_t from, int64_t end) {
    return shown(w, type, [&](CodeBuilder& b) {
      fill(b, 0, type, {1, 2, 3, 4, 5});
      b.emit<op::LoadConstant>(0, b.int_constant(from));
      b.emit<op::LoadConstant>(1, b.int_constant(end));
      b.emit<op::SliceVector>(1, 0, 0);
      b.emit<op::ReturnManaged>(1);
    });
  };
  EXPECT_EQ(cut(1, 3), "[2, 3]");
  EXPECT_EQ(cut(-2, INT64_MAX), "[4, 5]");
  EXPECT_EQ(cut(4, 1), "[]");
  auto replaced = [&](int64_t from, int64_t end) {
    return shown(w, type, [&](CodeBuilder& b) {
      fill(b, 0, type, {1, 2, 3, 4, 5});
      fill(b, 1, type, {8, 9});
      b.emit<op::LoadConstant>(0, b.int_constant(from));
      b.emit<op::LoadConstant>(1, b.int_constant(end));
      b.emit<op::StoreSlice>(0, 0, 1);
      b.emit<op::ReturnManaged>(0);
    });
  };
  EXPECT_EQ(replaced(1, 4), "[1, 8, 9, 5]");
  EXPECT_EQ(replaced(5, 5), "[1, 2, 3, 4, 5, 8, 9]");
  EXPECT_EQ(replaced(0, INT64_MAX), "[8, 9]");
  EXPECT_EQ(shown(w, type,
                  [&](CodeBuilder& b) {
                    fill(b, 0, type, {1, 2});
                    b.emit<op::AppendAll>(0, 0);
                    b.emit<op::ReturnManaged>(0);
                  }),
            "[1, 2, 1, 2]");
}

TEST(VectorOps, ElementByElement) {
  TestWorld w;
  const Type* type = w.program.types.vector(w.count);
  auto apply = [&](VectorOperation operation, VectorShape shape,
                   std::initializer_list<int64_t> left, std::initializer_list<int64_t> right) {
    return shown(w, type, [&](CodeBuilder& b) {
      fill(b, 0, type, left);
      fill(b, 1, type, right);
      b.emit<op::LoadNumber>(0, 10);
      Register a = shape == VectorShape::kScalarLeft ? Register{0, false} : Register{0, true};
      Register c = shape == VectorShape::kScalarRight ? Register{0, false} : Register{1, true};
      Register operands[] = {a, c};
      uint32_t number = uint32_t(operation) | uint32_t(shape) << 8;
      b.emit<op::VectorApply>(2, b.typed_list(number, type, operands));
      b.emit<op::ReturnManaged>(2);
    });
  };
  using enum VectorOperation;
  EXPECT_EQ(apply(kAddInt, VectorShape::kBoth, {1, 2}, {3, 4}), "[4, 6]");
  EXPECT_EQ(apply(kMulInt, VectorShape::kScalarRight, {1, 2}, {}), "[10, 20]");
  EXPECT_EQ(apply(kSubInt, VectorShape::kScalarLeft, {}, {1, 2}), "[9, 8]");
  EXPECT_EQ(apply(kLessCount, VectorShape::kBoth, {1, 5}, {3, 4}), "[1, 0]");
  EXPECT_TRUE(w.host.errors.empty());
  EXPECT_EQ(apply(kAddInt, VectorShape::kBoth, {1}, {3, 4}), "error");
  EXPECT_EQ(apply(kDivCount, VectorShape::kBoth, {1}, {0}), "error");
  ASSERT_EQ(w.host.errors.size(), 2u);
  EXPECT_EQ(w.host.errors[0].message, "these vectors must be of one size");
  EXPECT_EQ(w.host.errors[1].message, "division by zero");
  EXPECT_EQ(shown(w, type,
                  [&](CodeBuilder& b) {
                    fill(b, 0, type, {1, 0, 1});
                    fill(b, 1, type, {1, 2, 3});
                    fill(b, 2, type, {7, 8, 9});
                    Register parts[] = {{0, true}, {1, true}, {2, true}};
                    b.emit<op::ConditionVector>(3, b.register_list(parts));
                    b.emit<op::ReturnManaged>(3);
                  }),
            "[1, 8, 3]");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(VectorOps, LoopsSkipHoles) {
  TestWorld w;
  const Type* type = w.program.types.vector(w.count);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    fill(b, 0, type, {5});
    b.emit<op::LoadNumber>(0, 4);
    b.emit<op::StoreElement>(0, 0, 0);
    b.emit<op::LoadNumber>(1, -1);
    b.emit<op::LoadNumber>(2, 0);
    Label top = b.new_label(), end = b.new_label();
    b.bind(top);
    b.emit<op::NextElement>(1, 0, end);
    b.emit<op::AddInt>(2, 2, 1);
    b.emit<op::Jump>(top);
    b.bind(end);
    b.emit<op::LoadManagedConstant>(1, b.text("abc"));
    b.emit<op::LoadNumber>(1, -1);
    Label top2 = b.new_label(), end2 = b.new_label();
    b.bind(top2);
    b.emit<op::NextByte>(1, 1, end2);
    b.emit<op::AddIntConst>(2, 2, b.count_constant(100));
    b.emit<op::Jump>(top2);
    b.bind(end2);
    b.emit<op::ReturnPlain>(2);
  });
  EXPECT_EQ(r.get().u, 304u);
}

// ---- Tables ---------------------------------------------------------------------------

const TableType* table(TestWorld& w, std::vector<const Type*> keys, const Type* value) {
  return value ? w.program.types.table(keys, value) : w.program.types.set(keys);
}

TEST(TableOps, OnePlainKey) {
  TestWorld w;
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::MakeTable>(0, b.type(table(w, {w.count}, w.count)), kNoAttributes);
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::LoadNumber>(1, 6);
    b.emit<op::StoreTableByPlain>(0, 0, 1);
    b.emit<op::AddTableIntByPlain>(0, 0, 0);  // 11
    b.emit<op::LoadTableByPlain>(2, 0, 0);
    b.emit<op::InTableByPlain>(3, 0, 0);  // 1
    b.emit<op::InTableByPlain>(4, 0, 1);  // 0
    b.emit<op::SizeTable>(5, 0);          // 1
    Label in = b.new_label(), out = b.new_label();
    b.emit<op::JumpIfInTableByPlain>(0, 0, in);
    b.emit<op::ReturnConstant>(b.count_constant(100));
    b.bind(in);
    b.emit<op::EraseByPlain>(0, 0);
    b.emit<op::EraseByPlain>(0, 0);
    b.emit<op::JumpUnlessInTableByPlain>(0, 0, out);
    b.emit<op::ReturnConstant>(b.count_constant(101));
    b.bind(out);
    for (int i = 3; i < 6; ++i) b.emit<op::AddInt>(2, 2, i);
    b.emit<op::ReturnPlain>(2);
  });
  EXPECT_EQ(r.get().u, 13u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(TableOps, StringsOtherValuesAndSeveralKeys) {
  TestWorld w;
  Value a = make_v4_address(0x0A000001);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 1);
    b.emit<op::LoadManagedConstant>(1, b.text("key"));
    b.emit<op::LoadManagedConstant>(2, b.managed_constant(a, w.address));
    b.emit<op::MakeTable>(0, b.type(table(w, {w.string}, w.string)), kNoAttributes);
    b.emit<op::StoreManagedTableByString>(0, 1, 1);
    b.emit<op::LoadManagedTableByString>(3, 0, 1);
    b.emit<op::SizeString>(1, 3);          // 3
    b.emit<op::InTableByString>(2, 0, 1);  // 1
    b.emit<op::MakeTable>(0, b.type(table(w, {w.address}, w.count)), kNoAttributes);
    b.emit<op::StoreTableByValue>(0, 2, 0);
    b.emit<op::AddTableIntByValue>(0, 2, 0);
    b.emit<op::LoadTableByValue>(3, 0, 2);  // 2
    b.emit<op::MakeTable>(0, b.type(table(w, {w.address, w.count, w.string}, w.count)),
                          kNoAttributes);
    Register keys[] = {{2, true}, {0, false}, {1, true}};
    uint32_t list = b.register_list(keys);
    b.emit<op::StoreTableByKeys>(0, list, 3);
    b.emit<op::AddTableIntByKeys>(0, list, 0);
    b.emit<op::LoadTableByKeys>(4, 0, list);  // 3
    b.emit<op::InTableByKeys>(5, 0, list);    // 1
    b.emit<op::EraseByKeys>(0, list);
    b.emit<op::SizeTable>(6, 0);  // 0
    b.emit<op::MakeTable>(0, b.type(table(w, {w.string}, nullptr)), kNoAttributes);
    b.emit<op::AddToSetByValue>(0, 1);
    b.emit<op::AddToSetByValue>(0, 1);
    b.emit<op::SizeTable>(7, 0);  // 1
    b.emit<op::EraseByValue>(0, 1);
    b.emit<op::SizeTable>(8, 0);  // 0
    for (int i = 2; i < 9; ++i) b.emit<op::AddInt>(1, 1, i);
    b.emit<op::ReturnPlain>(1);
  });
  EXPECT_EQ(r.get().u, 11u);
  EXPECT_TRUE(w.host.errors.empty());
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(TableOps, AMissingKeyIsAnErrorOrTheDefault) {
  TestWorld w;
  const TableType* type = table(w, {w.count}, w.count);
  auto load = [&](const TableAttributes* attributes) {
    return w
        .run(w.count,
             [&](CodeBuilder& b) {
               b.emit<op::MakeTable>(0, b.type(type), b.attributes(attributes));
               b.emit<op::LoadNumber>(0, 5);
               b.emit<op::LoadTableByPlain>(1, 0, 0);
               b.emit<op::SizeTable>(2, 0);
               b.emit<op::MulIntConst>(2, 2, b.count_constant(1000));
               b.emit<op::AddInt>(1, 1, 2);
               b.emit<op::ReturnPlain>(1);
             })
        .get()
        .u;
  };
  load(nullptr);
  EXPECT_EQ(w.host.errors.at(0).message, "no such index");
  TableAttributes* value = w.program.add_table_attributes();
  value->default_kind = TableAttributes::Default::kValue;
  value->default_value = Value::of_count(7);
  EXPECT_EQ(load(value), 7u);
  FunctionId twice = w.function("twice", {w.count}, w.count);
  w.define(twice, [](CodeBuilder& b) {
    b.emit<op::AddInt>(0, 0, 0);
    b.emit<op::ReturnPlain>(0);
  });
  TableAttributes* function = w.program.add_table_attributes();
  function->default_kind = TableAttributes::Default::kFunction;
  function->default_value =
      Value::of(make_function(w.program.heap, twice, w.program.functions[twice].type, 0));
  function->default_insert = true;
  EXPECT_EQ(load(function), 1010u);
  EXPECT_EQ(w.host.errors.size(), 1u);
}

TEST(TableOps, ChangesAreAnnounced) {
  TestWorld w;
  const TableType* type = table(w, {w.count}, w.string);
  EnumType* change = w.program.types.enumeration("TableChange");
  FunctionId log = w.function("log", {type, change, w.count, w.string}, nullptr);
  w.define(log, [&](CodeBuilder& b) {
    Register shown[] = {{0, false}, {1, false}, {1, true}};
    const Type* types[] = {w.count, w.count, w.string};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::EraseByPlain>(0, 1);  // not announced again, and not seen by the loop that follows
    b.emit<op::LoadManagedConstant>(2, b.text("again"));
    b.emit<op::StoreManagedTableByPlain>(0, 1, 2);
    b.emit<op::Return>();
  });
  TableAttributes* attributes = w.program.add_table_attributes();
  attributes->change_function =
      Value::of(make_function(w.program.heap, log, w.program.functions[log].type, 0));
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::MakeTable>(0, b.type(type), b.attributes(attributes));
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::LoadManagedConstant>(1, b.text("one"));
    b.emit<op::StoreManagedTableByPlain>(0, 0, 1);
    b.emit<op::LoadManagedConstant>(1, b.text("two"));
    b.emit<op::StoreManagedTableTakeByPlain>(0, 0, 1);
    b.emit<op::EraseByPlain>(0, 0);
    b.emit<op::Return>();
  });
  EXPECT_EQ(w.host.printed, "0, 5, one\n1, 5, again\n2, 5, again\n");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(TableOps, LoopsVisitKeysAndValuesInOrder) {
  TestWorld w;
  const TableType* type = table(w, {w.count, w.string}, w.count);
  auto emit_loop = [&](CodeBuilder& b, bool fails) {
    b.emit<op::MakeTable>(0, b.type(type), kNoAttributes);
    Register keys[] = {{0, false}, {1, true}};
    uint32_t list = b.register_list(keys);
    b.emit<op::LoadManagedConstant>(1, b.text("k"));
    for (int n : {3, 1, 2}) {
      b.emit<op::LoadNumber>(0, n);
      b.emit<op::StoreTableByKeys>(0, list, 0);
    }
    b.emit<op::BeginEntries>(2, 0);
    Label top = b.new_label(), end = b.new_label();
    b.bind(top);
    b.emit<op::NextEntry>(2, end);
    b.emit<op::EntryKey>(0, 2, 0);
    b.emit<op::EntryManagedKey>(3, 2, 1);
    b.emit<op::EntryValue>(1, 2);
    Register shown[] = {{0, false}, {3, true}, {1, false}};
    const Type* types[] = {w.count, w.string, w.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::EraseByKeys>(0, list);  // safe: the entry at the cursor goes
    if (fails) b.emit<op::Fail>(1);
    b.emit<op::Jump>(top);
    b.bind(end);
    b.emit<op::ReturnManaged>(0);
  };
  {
    Returned r = w.run(type, [&](CodeBuilder& b) { emit_loop(b, false); });
    EXPECT_EQ(w.host.printed, "3, k, 3\n1, k, 1\n2, k, 2\n");
    EXPECT_EQ(r.get().table()->size(), 0u);
    EXPECT_EQ(r.get().table()->iterators, 0u);
  }
  w.run(type, [&](CodeBuilder& b) { emit_loop(b, true); });
  EXPECT_EQ(w.host.errors.size(), 1u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

void fill_set(CodeBuilder& b, uint16_t to, const Type* type, std::initializer_list<int> items) {
  b.emit<op::MakeTable>(to, b.type(type), kNoAttributes);
  for (int n : items) {
    b.emit<op::LoadNumber>(9, n);
    b.emit<op::AddToSetByPlain>(to, 9);
  }
}

TEST(SetOps, Algebra) {
  TestWorld w;
  const TableType* type = table(w, {w.count}, nullptr);
  Returned r = w.run(w.count, [&](CodeBuilder& b) {
    fill_set(b, 0, type, {1, 2, 3});
    fill_set(b, 1, type, {2, 3, 4});
    b.emit<op::SetUnion>(2, 0, 1);
    b.emit<op::SizeTable>(0, 2);  // 4
    b.emit<op::SetIntersection>(3, 0, 1);
    b.emit<op::SizeTable>(1, 3);  // 2
    b.emit<op::SetDifference>(4, 0, 1);
    b.emit<op::SizeTable>(2, 4);       // 1
    b.emit<op::SetIncluded>(3, 3, 0);  // 1
    b.emit<op::SetIncluded>(4, 0, 1);  // 0
    b.emit<op::SetSmaller>(5, 3, 0);   // 1
    b.emit<op::SetSmaller>(6, 0, 0);   // 0
    b.emit<op::SetEqual>(7, 0, 0);     // 1
    for (int i = 1; i < 8; ++i) b.emit<op::AddInt>(0, 0, i);
    b.emit<op::AddAll>(0, 1);       // {1, 2, 3, 4}
    b.emit<op::RemoveAll>(0, 4);    // {2, 3, 4}
    b.emit<op::KeepAll>(0, 3);      // {2, 3}
    b.emit<op::SetEqual>(1, 0, 3);  // 1
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::ClearTable>(0);
    b.emit<op::SizeTable>(1, 0);  // 0
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(r.get().u, 11u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(TableOps, SubnetsByTheLongestPrefix) {
  TestWorld w;
  const TableType* type = table(w, {w.subnet}, w.count);
  Value wide = make_subnet(w.program.heap, Prefix(address_of(make_v4_address(0x0A000000)), 8));
  Value narrow = make_subnet(w.program.heap, Prefix(address_of(make_v4_address(0x0A010000)), 16));
  auto load = [&](uint32_t address) {
    return w
        .run(w.count,
             [&](CodeBuilder& b) {
               b.emit<op::MakeTable>(0, b.type(type), kNoAttributes);
               b.emit<op::LoadManagedConstant>(1, b.managed_constant(wide, w.subnet));
               b.emit<op::LoadNumber>(0, 1);
               b.emit<op::StoreTableByValue>(0, 1, 0);
               b.emit<op::LoadManagedConstant>(2, b.managed_constant(narrow, w.subnet));
               b.emit<op::LoadNumber>(0, 2);
               b.emit<op::StoreTableByValue>(0, 2, 0);
               b.emit<op::LoadPrefixBySubnet>(1, 0, 2);  // 2
               b.emit<op::InPrefixBySubnet>(2, 0, 1);    // 1
               b.emit<op::LoadManagedConstant>(
                   3, b.managed_constant(make_v4_address(address), w.address));
               b.emit<op::LoadPrefixByAddress>(0, 0, 3);
               b.emit<op::InPrefixByAddress>(3, 0, 3);  // 1
               b.emit<op::MulIntConst>(0, 0, b.count_constant(10));
               for (int i = 1; i < 4; ++i) b.emit<op::AddInt>(0, 0, i);
               b.emit<op::ReturnPlain>(0);
             })
        .get()
        .u;
  };
  EXPECT_EQ(load(0x0A010203), 24u);
  EXPECT_EQ(load(0x0A020203), 14u);
  load(0x0B000000);
  EXPECT_EQ(w.host.errors.at(0).message, "no such index");
}

TEST(TableOps, PatternsByWhatTheyMatch) {
  TestWorld w;
  const Type* pattern = w.program.types.basic(TypeKind::kPattern);
  const TableType* type = table(w, {pattern}, w.string);
  const VectorType* found = w.program.types.vector(w.string);
  Returned r = w.run(found, [&](CodeBuilder& b) {
    b.emit<op::MakeTable>(0, b.type(type), kNoAttributes);
    for (const char* text : {"fo+", "bar", "f.*"}) {
      Value made = Value::of(make_pattern(w.program.heap, text));
      make_immortal(pattern, made);
      b.emit<op::LoadManagedConstant>(1, b.managed_constant(made, pattern));
      b.emit<op::LoadManagedConstant>(2, b.text(text));
      b.emit<op::StoreManagedTableByValue>(0, 1, 2);
    }
    b.emit<op::LoadManagedConstant>(3, b.text("foo"));
    b.emit<op::InPatterns>(0, 0, 3);
    Register operands[] = {{0, true}, {3, true}};
    b.emit<op::LoadPatterns>(4, b.typed_list(0, found, operands));
    b.emit<op::ReturnManaged>(4);
  });
  EXPECT_EQ(to_string(found, r.get()), "[fo+, f.*]");
}

TEST(CopyOps, CopiesShareNothingAndConversionsGoDeep) {
  TestWorld w;
  const VectorType* ints = w.program.types.vector(w.integer);
  const VectorType* reals = w.program.types.vector(w.real);
  Returned r = w.run(reals, [&](CodeBuilder& b) {
    fill(b, 0, ints, {1, 2});
    b.emit<op::CopyDeep>(1, 0, b.type(ints));
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::Append>(0, 0);
    b.emit<op::ConvertContainer>(2, 1, b.type(reals));
    b.emit<op::ReturnManaged>(2);
  });
  EXPECT_EQ(to_string(reals, r.get()), "[1.0, 2.0]");
  const TableType* from = table(w, {w.count}, w.count);
  const TableType* to = table(w, {w.count}, w.any);
  Returned t = w.run(to, [&](CodeBuilder& b) {
    b.emit<op::MakeTable>(0, b.type(from), kNoAttributes);
    b.emit<op::LoadNumber>(0, 5);
    b.emit<op::StoreTableByPlain>(0, 0, 0);
    b.emit<op::ConvertContainer>(0, 0, b.type(to));
    b.emit<op::ReturnManaged>(0);
  });
  EXPECT_EQ(t.get().table()->type, to);
  EXPECT_EQ(t.get().table()->size(), 1u);
}

}  // namespace
}  // namespace avocet
