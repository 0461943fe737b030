#include "event/triggers.h"

#include <gtest/gtest.h>

#include "event/event_queue.h"
#include "vm/test_world.h"

namespace avocet {
namespace {

// A global `g`, a condition `g == wanted` with one captured string, a body and a timeout body that
// print.
struct WhenWorld : TestWorld {
  EventQueue queue{machine};
  GlobalId g = global("g", count);
  FunctionId nudge = event("nudge", {});

  WhenWorld() {
    machine.set_global(g, Value::of_count(0));
    define(nudge, [](CodeBuilder& b) { b.emit<op::Return>(); });
  }
  void set(uint64_t n) {
    machine.set_global(g, Value::of_count(n));
    queue.raise(nudge, {});
    queue.drain();
  }
  FunctionId condition(uint64_t wanted) {
    FunctionId id = function("condition", {}, boolean);
    program.functions[id].captures = {string};
    define(id, [&](CodeBuilder& b) {
      b.emit<op::LoadGlobal>(0, b.global(g));
      b.emit<op::LoadConstant>(1, b.count_constant(wanted));
      b.emit<op::EqualInt>(0, 0, 1);
      b.emit<op::ReturnPlain>(0);
    });
    return id;
  }
  FunctionId printing(const char* what) {
    FunctionId id = function(what, {}, nullptr);
    program.functions[id].captures = {string};
    define(id, [&](CodeBuilder& b) {
      b.emit<op::LoadManagedConstant>(0, b.text(what));
      b.emit<op::LoadManagedCapture>(1, 0);
      Register shown[] = {{0, true}, {1, true}};
      const Type* types[] = {string, string};
      b.emit<op::Print>(b.argument_list(shown, types));
      b.emit<op::Return>();
    });
    return id;
  }
  // when [s] ( g == wanted ) { print "body", s; } timeout 10 { print "timeout", s; }
  void when(uint64_t wanted, FunctionId body, FunctionId timeout) {
    FunctionId id = condition(wanted);
    uint32_t shared[] = {0};
    run(none, [&](CodeBuilder& b) {
      b.emit<op::LoadManagedConstant>(0, b.text("s"));
      Register captured[] = {{0, true}};
      b.emit<op::MakeClosure>(1, b.function(id), b.register_list(captured));
      b.emit<op::LoadConstant>(0, b.double_constant(10));
      b.emit<op::When>(1, b.when_list(body, timeout, 0, shared, shared));
      b.emit<op::Return>();
    });
  }
};

TEST(Triggers, RunTheBodyOnceWhenTheConditionIsTrue) {
  WhenWorld w;
  w.when(1, w.printing("body"), w.printing("timeout"));
  EXPECT_EQ(w.queue.triggers().size(), 1u);
  w.set(2);
  EXPECT_EQ(w.host.printed, "");
  w.set(1);
  EXPECT_EQ(w.host.printed, "body, s\n");
  EXPECT_EQ(w.queue.triggers().size(), 0u);
  w.set(1);
  w.queue.expire(100);
  EXPECT_EQ(w.host.printed, "body, s\n");
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(Triggers, RunAtOnceIfTrue) {
  WhenWorld w;
  w.when(0, w.printing("body"), w.printing("timeout"));
  EXPECT_EQ(w.host.printed, "body, s\n");
  EXPECT_EQ(w.queue.triggers().size(), 0u);
}

TEST(Triggers, TimeOut) {
  WhenWorld w;
  w.machine.set_network_time(100);
  w.when(1, w.printing("body"), w.printing("timeout"));
  EXPECT_EQ(w.queue.next_due(), 110);
  w.queue.expire(109);
  EXPECT_EQ(w.host.printed, "");
  w.queue.expire(110);
  EXPECT_EQ(w.host.printed, "timeout, s\n");
  w.set(1);
  EXPECT_EQ(w.host.printed, "timeout, s\n");
}

TEST(Triggers, AreForgottenWithTheQueue) {
  TestWorld* world = nullptr;
  WhenWorld w;
  world = &w;
  w.when(1, w.printing("body"), w.printing("timeout"));
  EXPECT_GT(world->machine.heap().live_bytes(), 0u);
}

// function later(n: count): string { return when ( g == 5 ) { return "answer"; } }
// when ( g2 + local s = later(7) ) { print s; }: the condition waits in the middle, and goes on
// with the answer.
TEST(Triggers, AConditionWaitsForAFunctionThatAnswersLater) {
  WhenWorld w;
  FunctionId inner = w.condition(5);
  FunctionId yields = w.function("yields", {}, w.string);
  w.define(yields, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("answer"));
    b.emit<op::ReturnManaged>(0);
  });
  FunctionId later = w.function("later", {w.count, w.string}, w.string);
  w.define(later, [&](CodeBuilder& b) {
    Register captured[] = {{0, true}};
    b.emit<op::MakeClosure>(1, b.function(inner), b.register_list(captured));
    b.emit<op::ReturnWhen>(1, b.when_list(yields, kNoFunction, CodeBuilder::kNoRegister, {}, {}));
  });
  FunctionId outer = w.function("outer", {}, w.boolean);
  w.program.functions[outer].captures = {w.string};
  w.define(outer, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("kept while waiting"));
    b.emit<op::LoadNumber>(0, 7);
    b.emit<op::MovePlain>(1, 0);
    b.emit<op::CopyManaged>(1, 0);
    b.emit<op::Call>(1, 1, b.function(later));
    b.emit<op::StoreManagedCapture>(0, 1);
    Register shown[] = {{0, true}, {0, false}};
    const Type* types[] = {w.string, w.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::ReturnConstant>(b.count_constant(1));
  });
  FunctionId body = w.printing("body");
  uint32_t shared[] = {0};
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::ClearManaged>(0);
    Register captured[] = {{0, true}};
    b.emit<op::MakeClosure>(1, b.function(outer), b.register_list(captured));
    b.emit<op::When>(1, b.when_list(body, kNoFunction, CodeBuilder::kNoRegister, shared, {}));
    b.emit<op::Return>();
  });
  EXPECT_EQ(w.host.printed, "");
  EXPECT_EQ(w.queue.triggers().size(), 2u);
  w.set(4);
  EXPECT_EQ(w.host.printed, "");
  w.set(5);
  EXPECT_EQ(w.host.printed, "kept while waiting, 7\nbody, answer\n");
  EXPECT_EQ(w.queue.triggers().size(), 0u);
  EXPECT_TRUE(w.host.errors.empty());
  EXPECT_EQ(w.machine.heap().live_bytes(), 0u);
}

TEST(Triggers, ReturnWhenNeedsAConditionThatWaits) {
  WhenWorld w;
  FunctionId inner = w.condition(5);
  FunctionId yields = w.function("yields", {}, w.count);
  w.define(yields, [&](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(1)); });
  w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("x"));
    Register captured[] = {{0, true}};
    b.emit<op::MakeClosure>(1, b.function(inner), b.register_list(captured));
    b.emit<op::ReturnWhen>(1, b.when_list(yields, kNoFunction, CodeBuilder::kNoRegister, {}, {}));
  });
  ASSERT_EQ(w.host.errors.size(), 1u);
  EXPECT_EQ(w.host.errors[0].message, "nobody can wait for this `return when`: its function must "
                                      "be called in the condition of a `when`");
}

TEST(Triggers, ANativeMayAnswerLater) {
  static uint64_t ticket = 0;  // lint: allow(mutable-global): natives hold no state of their own
  WhenWorld w;
  FunctionId ask = w.native("ask", {}, w.count, [](NativeCall& call) {
    call.suspend(&ticket);
    return Value::null();
  });
  FunctionId outer = w.function("outer", {}, w.boolean);
  w.define(outer, [&](CodeBuilder& b) {
    b.emit<op::CallNative>(1, b.function(ask), b.argument_list({}, {}));
    Register shown[] = {{1, false}};
    const Type* types[] = {w.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::ReturnConstant>(b.count_constant(1));
  });
  FunctionId body = w.function("body", {}, nullptr);
  w.define(body, [&](CodeBuilder& b) {
    b.emit<op::Print>(b.argument_list({}, {}));
    b.emit<op::Return>();
  });
  w.run(w.none, [&](CodeBuilder& b) {
    b.emit<op::MakeClosure>(1, b.function(outer), b.register_list({}));
    b.emit<op::When>(1, b.when_list(body, kNoFunction, CodeBuilder::kNoRegister, {}, {}));
    b.emit<op::Return>();
  });
  EXPECT_EQ(w.host.printed, "");
  w.queue.triggers().answer(ticket, Value::of_count(42), false);
  EXPECT_EQ(w.host.printed, "42\n\n");
  w.queue.triggers().answer(ticket, Value::of_count(43), false);  // too late
  EXPECT_EQ(w.host.printed, "42\n\n");
  w.run(w.count, [&](CodeBuilder& b) {
    b.emit<op::CallNative>(0, b.function(ask), b.argument_list({}, {}));
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(w.host.errors.size(), 1u);
}

}  // namespace
}  // namespace avocet
