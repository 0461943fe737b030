#include "event/event_queue.h"

#include <gtest/gtest.h>

#include "event/expiry_pace.h"
#include "vm/test_world.h"

namespace avocet {
namespace {

// A world whose events print what they get.
struct EventWorld : TestWorld {
  EventQueue queue{machine};

  FunctionId printing(std::string name) {
    FunctionId id = event(name, {count, string});
    program.function_ids[program.arena.copy(name)] = id;
    define(id, [&](CodeBuilder& b) {
      Register shown[] = {{0, false}, {0, true}};
      const Type* types[] = {count, string};
      b.emit<op::Print>(b.argument_list(shown, types));
      b.emit<op::Return>();
    });
    return id;
  }
  void raise(FunctionId id, uint64_t n, const char* text) {
    Value arguments[] = {Value::of_count(n), Value::of(make_string(machine.heap(), text))};
    queue.raise(id, arguments);
  }
};

TEST(EventQueue, HandlesInTheOrderOfRaising) {
  EventWorld w;
  FunctionId ev = w.printing("ev");
  for (uint64_t n = 0; n < 200; ++n) w.raise(ev, n, "x");
  EXPECT_EQ(w.queue.pending(), 200u);
  w.queue.drain();
  EXPECT_EQ(w.queue.pending(), 0u);
  EXPECT_EQ(w.queue.handled(), 200u);
  std::string expected;
  for (int n = 0; n < 200; ++n) expected += std::to_string(n) + ", x\n";
  EXPECT_EQ(w.host.printed, expected);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(EventQueue, DrainsWhatHandlersRaise) {
  EventWorld w;
  FunctionId down = w.event("down", {w.count});
  w.define(down, [&](CodeBuilder& b) {
    Label end = b.new_label();
    b.emit<op::JumpIfEqualIntConst>(0, b.count_constant(0), end);
    b.emit<op::SubIntConst>(0, 0, b.count_constant(1));
    Register arguments[] = {{0, false}};
    b.emit<op::Raise>(b.function(down), b.register_list(arguments));
    b.bind(end);
    b.emit<op::Return>();
  });
  Value ten[] = {Value::of_count(1000)};
  w.queue.raise(down, ten);
  w.queue.drain();
  EXPECT_EQ(w.queue.handled(), 1001u);
}

TEST(EventQueue, DropsWhatNobodyHandles) {
  EventWorld w;
  FunctionId nobody = w.event("nobody", {w.count, w.string});
  EXPECT_FALSE(w.queue.wanted(nobody));
  w.raise(nobody, 1, "gone");
  EXPECT_EQ(w.queue.pending(), 0u);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(EventQueue, SchedulesByTimeThenByOrder) {
  EventWorld w;
  FunctionId ev = w.printing("ev");
  auto schedule = [&](double due, uint64_t n) {
    Value arguments[] = {Value::of_count(n), Value::of(make_string(w.machine.heap(), "t"))};
    w.queue.schedule(due, ev, arguments);
  };
  schedule(20, 3);
  schedule(10, 1);
  schedule(10, 2);
  schedule(30, 4);
  EXPECT_EQ(w.queue.next_due(), 10);
  EXPECT_FALSE(w.queue.expire(9.9));
  EXPECT_TRUE(w.queue.expire(20));
  w.queue.drain();
  EXPECT_EQ(w.host.printed, "1, t\n2, t\n3, t\n");
  EXPECT_EQ(w.queue.scheduled(), 1u);
  w.queue.expire_all();
  w.queue.drain();
  EXPECT_EQ(w.host.printed, "1, t\n2, t\n3, t\n4, t\n");
}

TEST(EventQueue, GivesBackWhatItHoldsWhenItDies) {
  TestWorld w;
  FunctionId ev = w.event("ev", {w.string});
  w.define(ev, [](CodeBuilder& b) { b.emit<op::Return>(); });
  {
    EventQueue queue(w.machine);
    Value one[] = {Value::of(make_string(w.machine.heap(), "queued"))};
    queue.raise(ev, one);
    Value two[] = {Value::of(make_string(w.machine.heap(), "scheduled"))};
    queue.schedule(5, ev, two);
  }
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(EventHandle, KnowsEventsByName) {
  EventWorld w;
  w.printing("known");
  EventHandle known(w.queue, w.program, "known"), unknown(w.queue, w.program, "unknown");
  EXPECT_TRUE(known.wanted());
  EXPECT_FALSE(unknown.wanted());
  EXPECT_FALSE(EventHandle().wanted());
  known.raise({Value::of_count(1), Value::of(make_string(w.machine.heap(), "a"))});
  w.queue.drain();
  EXPECT_EQ(w.host.printed, "1, a\n");
}

// ---- Expiry ---------------------------------------------------------------------------

struct ExpiryWorld : EventWorld {
  TableAttributes* attributes = program.add_table_attributes();
  const TableType* type = program.types.table(std::vector<const Type*>{count}, count);
  Owned holder;

  Table* make(Expiry expiry, double interval) {
    attributes->expiry = expiry;
    attributes->expire_interval = interval;
    Table* made = make_table(machine.heap(), type, attributes);
    holder = Owned(Value::of(made));
    return made;
  }
  void store_at(double now, Table* t, uint64_t key) {
    machine.set_network_time(now);
    Value slot = Value::of_count(key);
    machine.store(t, &slot, Value::of_count(key));
  }
};

TEST(TableExpiry, RemovesElementsWhenTheirTimeHasCome) {
  ExpiryWorld w;
  Table* t = w.make(Expiry::kCreate, 10);
  w.store_at(100, t, 1);
  w.store_at(105, t, 2);
  w.store_at(109, t, 1);  // an overwrite does not re-date
  w.queue.expire(109.9);
  EXPECT_EQ(t->size(), 2u);
  w.queue.expire(110);
  EXPECT_EQ(t->size(), 1u);
  EXPECT_EQ(w.queue.next_due(), 115);
  w.queue.expire(115);
  EXPECT_EQ(t->size(), 0u);
  EXPECT_EQ(w.queue.next_due(), std::numeric_limits<double>::infinity());
  w.store_at(200, t, 5);  // and it is watched again
  w.queue.expire(210);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, WritesRedateWhereTheTableSaysSo) {
  ExpiryWorld w;
  Table* t = w.make(Expiry::kWrite, 10);
  w.store_at(100, t, 1);
  w.store_at(105, t, 1);
  w.queue.expire(110);
  EXPECT_EQ(t->size(), 1u);
  w.queue.expire(115);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, TheExpireFunctionMayAskForMoreTime) {
  ExpiryWorld w;
  const Type* interval = w.program.types.basic(TypeKind::kInterval);
  FunctionId wait = w.function("wait", {w.type, w.count}, interval);
  w.define(wait, [&](CodeBuilder& b) {
    Register shown[] = {{0, false}};
    const Type* types[] = {w.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    Label later = b.new_label();
    b.emit<op::JumpIfEqualIntConst>(0, b.count_constant(2), later);
    b.emit<op::ReturnConstant>(b.constant(Value::of_double(0), interval));
    b.bind(later);
    b.emit<op::ReturnConstant>(b.constant(Value::of_double(5), interval));
  });
  w.attributes->expire_function =
      Value::of(make_function(w.program.heap, wait, w.program.functions[wait].type, 0));
  Table* t = w.make(Expiry::kCreate, 10);
  w.store_at(100, t, 1);
  w.store_at(100, t, 2);
  w.queue.expire(110);
  EXPECT_EQ(w.host.printed, "1\n2\n");
  EXPECT_EQ(t->size(), 1u);
  w.queue.expire(114);
  EXPECT_EQ(w.host.printed, "1\n2\n");
  w.queue.expire(115);
  EXPECT_EQ(w.host.printed, "1\n2\n2\n");
}

TEST(TableExpiry, AFailingExpireFunctionLetsTheElementGo) {
  ExpiryWorld w;
  FunctionId bad = w.function("bad", {w.type, w.count}, w.program.types.basic(TypeKind::kInterval));
  w.define(bad, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(1, b.text("no"));
    b.emit<op::Fail>(1);
  });
  w.attributes->expire_function =
      Value::of(make_function(w.program.heap, bad, w.program.functions[bad].type, 0));
  Table* t = w.make(Expiry::kCreate, 10);
  w.store_at(100, t, 1);
  w.queue.expire(110);
  EXPECT_EQ(w.host.errors.size(), 1u);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, LooksOnceInAWhileIfTold) {
  ExpiryWorld w;
  ExpiryPace pace{.interval = 10, .delay = 1, .step = 100};
  w.machine.set_service(&pace);
  Table* t = w.make(Expiry::kCreate, 2);
  w.store_at(100, t, 1);
  w.queue.expire(100);
  EXPECT_EQ(w.queue.next_due(), 110);
  w.queue.expire(109.9);
  EXPECT_EQ(t->size(), 1u);
  w.queue.expire(111);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, RemovesSoManyInARow) {
  ExpiryWorld w;
  ExpiryPace pace{.interval = 10, .delay = 1, .step = 2};
  w.machine.set_service(&pace);
  Table* t = w.make(Expiry::kCreate, 2);
  for (uint64_t key = 0; key < 5; ++key) w.store_at(100, t, key);
  w.queue.expire(110);
  EXPECT_EQ(t->size(), 3u);
  EXPECT_EQ(w.queue.next_due(), 111);
  w.queue.expire(110.5);
  EXPECT_EQ(t->size(), 3u);
  w.queue.expire(111);
  EXPECT_EQ(t->size(), 1u);
  w.queue.expire(112);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, CountsWholeSecondsFromTheFirstLookOn) {
  ExpiryWorld w;
  ExpiryPace pace{.interval = 0.5, .delay = 1, .step = 100};
  w.machine.set_service(&pace);
  Table* t = w.make(Expiry::kCreate, 2);
  w.store_at(100.5, t, 1);
  w.queue.expire(100.5);
  w.store_at(101.25, t, 2);
  w.queue.expire(102.25);
  EXPECT_EQ(t->size(), 2u);
  w.queue.expire(102.75);
  EXPECT_EQ(t->size(), 0u);
}

TEST(TableExpiry, AsksOnceALookHoweverShortTheAnswer) {
  ExpiryWorld w;
  ExpiryPace pace{.interval = 10, .delay = 1, .step = 100};
  w.machine.set_service(&pace);
  const Type* interval = w.program.types.basic(TypeKind::kInterval);
  FunctionId wait = w.function("wait", {w.type, w.count}, interval);
  w.define(wait, [&](CodeBuilder& b) {
    Register shown[] = {{0, false}};
    const Type* types[] = {w.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::ReturnConstant>(b.constant(Value::of_double(0.25), interval));
  });
  w.attributes->expire_function =
      Value::of(make_function(w.program.heap, wait, w.program.functions[wait].type, 0));
  Table* t = w.make(Expiry::kCreate, 5);
  w.store_at(100.5, t, 1);
  w.queue.expire(100.5);
  w.queue.expire(112.75);
  EXPECT_EQ(w.host.printed, "1\n");
  w.queue.expire(123);
  EXPECT_EQ(w.host.printed, "1\n1\n");
  EXPECT_EQ(t->size(), 1u);
}

TEST(TableExpiry, DropsTablesThatNobodyElseHolds) {
  ExpiryWorld w;
  Table* t = w.make(Expiry::kCreate, 10);
  w.store_at(100, t, 1);
  w.holder = Owned();
  EXPECT_GT(w.machine.heap().live_bytes(), 0u);
  w.queue.expire(110);
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

}  // namespace
}  // namespace avocet
