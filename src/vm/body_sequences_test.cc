// Events and hooks: their bodies one after another, whoever runs them.
#include <gtest/gtest.h>

#include <algorithm>

#include "vm/test_world.h"

namespace avocet {
namespace {

// A body that prints its parameter p0 and then changes it.
void show_and_change(CodeBuilder& b, const Type* type) {
  Register shown[] = {{0, false}};
  b.emit<op::Print>(b.argument_list(shown, {&type, 1}));
  b.emit<op::AddIntConst>(0, 0, b.count_constant(100));
  b.emit<op::ReturnConstant>(b.count_constant(1));
}

void fail_at(CodeBuilder& b, Span span) {
  b.set_span(span);
  b.emit<op::DivCountConst>(0, 0, b.count_constant(0));
  b.emit<op::ReturnConstant>(b.count_constant(0));
}

// function caller(n): count { if (hook h(n)) return n + 1; return 0; }
FunctionId define_caller(TestWorld& world, FunctionId hook) {
  FunctionId caller = world.function("caller", {world.count}, world.count);
  world.define(caller, [&](CodeBuilder& b) {
    Label broken = b.new_label();
    b.emit<op::MovePlain>(1, 0);
    b.set_span({500, 5});
    b.emit<op::CallHook>(1, 0, b.function(hook));
    b.emit<op::JumpUnless>(1, broken);
    b.emit<op::AddIntConst>(0, 0, b.count_constant(1));
    b.emit<op::ReturnPlain>(0);
    b.bind(broken);
    b.emit<op::ReturnConstant>(b.count_constant(0));
  });
  return caller;
}

TEST(BodySequences, EachBodyOfAHookHasArgumentsOfItsOwn) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.count});
  for (int i = 0; i < 3; ++i)
    world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
  FunctionId caller = define_caller(world, hook);
  EXPECT_EQ(world.call(caller, {Value::of_count(7)}).get().u, 8u);
  EXPECT_EQ(world.host.printed, "7\n7\n7\n");
}

TEST(BodySequences, ABodyThatFailsNeitherBreaksNorEndsTheCaller) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.count});
  world.define(hook, [&](CodeBuilder& b) { fail_at(b, {100, 5}); });
  world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
  world.define(hook, [&](CodeBuilder& b) { fail_at(b, {200, 5}); });
  FunctionId caller = define_caller(world, hook);
  EXPECT_EQ(world.call(caller, {Value::of_count(7)}).get().u, 8u);
  EXPECT_EQ(world.host.printed, "7\n");
  ASSERT_EQ(world.host.errors.size(), 2u);
  // Between the body and who called the hook nothing is shown.
  for (const RuntimeError& error : world.host.errors) {
    ASSERT_EQ(error.stack.size(), 2u);
    EXPECT_EQ(error.stack[0].function, hook);
    EXPECT_EQ(error.stack[1].function, caller);
    EXPECT_EQ(error.stack[1].span.begin, 500u);
  }
  EXPECT_EQ(world.host.errors[0].stack[0].span.begin, 100u);
  EXPECT_EQ(world.host.errors[1].stack[0].span.begin, 200u);
  EXPECT_EQ(world.machine.depth(), 0u);
}

TEST(BodySequences, ABreakSkipsTheOtherBodies) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.count});
  world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
  world.define(hook, [&](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(0)); });
  world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
  FunctionId caller = define_caller(world, hook);
  EXPECT_EQ(world.call(caller, {Value::of_count(7)}).get().u, 0u);
  EXPECT_EQ(world.host.printed, "7\n");
}

TEST(BodySequences, DisabledBodiesAreSkippedWhereverTheyStand) {
  for (size_t disabled = 0; disabled < 3; ++disabled) {
    TestWorld world;
    world.program.groups = {"g"};
    FunctionId hook = world.hook("h", {world.count});
    for (int i = 0; i < 3; ++i)
      world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
    world.program.functions[hook].bodies[disabled].groups = {0};
    FunctionId caller = define_caller(world, hook);
    EXPECT_EQ(world.call(caller, {Value::of_count(1)}).get().u, 2u);
    world.machine.set_group_enabled(0, false);
    EXPECT_EQ(world.call(caller, {Value::of_count(2)}).get().u, 3u);
    world.machine.set_group_enabled(0, true);
    EXPECT_EQ(world.call(caller, {Value::of_count(3)}).get().u, 4u);
    EXPECT_EQ(world.host.printed, "1\n1\n1\n2\n2\n3\n3\n3\n");
  }
}

// What is known of the bodies changes with the groups and with the program.
TEST(BodySequences, ABodyThatIsAddedRunsAsItsGroupSays) {
  TestWorld world;
  world.program.groups = {"g", "other"};
  FunctionId hook = world.hook("h", {world.count});
  auto add = [&](std::vector<uint32_t> groups) {
    world.define(hook, [&](CodeBuilder& b) { show_and_change(b, world.count); });
    world.program.functions[hook].bodies.back().groups = std::move(groups);
    world.machine.refresh(hook);
  };
  FunctionId caller = define_caller(world, hook);
  auto shown = [&](uint64_t number) {
    world.host.printed.clear();
    world.call(caller, {Value::of_count(number)});
    return std::count(world.host.printed.begin(), world.host.printed.end(), '\n');
  };
  add({0});
  world.machine.set_group_enabled(0, false);
  EXPECT_FALSE(world.machine.has_handlers(hook));
  EXPECT_EQ(shown(1), 0);
  add({1});
  EXPECT_TRUE(world.machine.has_handlers(hook));
  EXPECT_EQ(shown(2), 1);
  add({0, 1});
  EXPECT_EQ(shown(3), 1);
  world.machine.set_group_enabled(1, false);
  EXPECT_FALSE(world.machine.has_handlers(hook));
  world.machine.set_group_enabled(0, true);
  EXPECT_EQ(shown(4), 1);
  world.machine.set_group_enabled(1, true);
  EXPECT_EQ(shown(5), 3);
}

TEST(BodySequences, AHookWithoutBodiesYieldsTrueAndGivesItsArgumentsBack) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.string});
  FunctionId caller = world.function("caller", {world.string}, world.boolean);
  world.define(caller, [&](CodeBuilder& b) {
    b.emit<op::CopyManaged>(1, 0);
    b.emit<op::CallHook>(0, 1, b.function(hook));
    b.emit<op::ReturnPlain>(0);
  });
  Owned text(Value::of(make_string(world.machine.heap(), "x")));
  EXPECT_TRUE(world.call(caller, {text.get()}).get().b());
  EXPECT_EQ(text.get().object->refs, 1u);
}

TEST(BodySequences, ArgumentsAreGivenBackWhateverHappens) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.string});
  world.define(hook, [&](CodeBuilder& b) {
    b.emit<op::ClearManaged>(0);
    b.emit<op::ReturnConstant>(b.count_constant(1));
  });
  world.define(hook, [&](CodeBuilder& b) { b.emit<op::Fail>(0); });
  world.define(hook, [&](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(0)); });
  world.define(hook, [&](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(1)); });
  Owned text(Value::of(make_string(world.machine.heap(), "no")));
  Value arguments[] = {text.get()};
  EXPECT_FALSE(world.machine.run_hook(hook, arguments));
  EXPECT_EQ(text.get().object->refs, 1u);
  ASSERT_EQ(world.host.errors.size(), 1u);
  EXPECT_EQ(world.host.errors[0].message, "no");
}

TEST(BodySequences, StepsAreCountedAnewForEachHandlerButNotForEachHook) {
  Limits limits;
  limits.steps = 50'000;
  TestWorld world(limits);
  auto endless = [](CodeBuilder& b) {
    Label top = b.new_label();
    b.bind(top);
    b.emit<op::Jump>(top);
  };
  FunctionId event = world.event("ev", {});
  world.define(event, endless);
  world.define(event, [&](CodeBuilder& b) {  // many rounds, but not too many
    Label top = b.new_label();
    b.emit<op::LoadConstant>(0, b.count_constant(40'000));
    b.bind(top);
    b.emit<op::SubIntConst>(0, 0, b.count_constant(1));
    b.emit<op::JumpUnlessEqualIntConst>(0, b.count_constant(0), top);
    b.emit<op::Print>(b.argument_list({}, {}));
    b.emit<op::Return>();
  });
  world.machine.run_handlers(event, {});
  EXPECT_EQ(world.host.printed, "\n");
  EXPECT_EQ(world.machine.limit_counters().steps, 1u);

  FunctionId hook = world.hook("h", {});
  for (int i = 0; i < 2; ++i)
    world.define(hook, [&](CodeBuilder& b) { b.emit<op::ReturnConstant>(b.count_constant(1)); });
  FunctionId calls = world.event("calls", {});
  world.define(calls, [&](CodeBuilder& b) {
    Label top = b.new_label();
    b.bind(top);
    b.emit<op::CallHook>(0, 0, b.function(hook));
    b.emit<op::Jump>(top);
  });
  world.machine.refresh();
  world.machine.run_handlers(calls, {});  // ends
  EXPECT_GT(world.machine.limit_counters().steps, 1u);
}

TEST(BodySequences, AHookThatCallsItselfIsAnErrorNotACrash) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.count});
  world.define(hook, [&](CodeBuilder& b) {
    b.emit<op::MovePlain>(1, 0);
    b.emit<op::CallHook>(1, 0, b.function(hook));
    b.emit<op::ReturnPlain>(1);
  });
  Value argument[] = {Value::of_count(1)};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(world.machine.run_hook(hook, argument));
  EXPECT_EQ(world.host.errors.size(), 3u);
  EXPECT_EQ(world.host.errors[0].message, "call depth limit exceeded");
  EXPECT_EQ(world.machine.depth(), 0u);
  // As deep as functions go, and then the one that there was no room for.
  EXPECT_EQ(world.host.errors[0].stack.size(), world.machine.limits().frames + 1);
  // As deep as before: nothing was left behind.
  EXPECT_EQ(world.host.errors[0].stack.size(), world.host.errors[2].stack.size());
}

TEST(BodySequences, BodiesThatCameLaterRunToo) {
  TestWorld world;
  FunctionId event = world.event("ev", {world.count});
  auto show = [&](CodeBuilder& b) {
    Register shown[] = {{0, false}};
    const Type* types[] = {world.count};
    b.emit<op::Print>(b.argument_list(shown, types));
    b.emit<op::Return>();
  };
  for (int i = 0; i < 2; ++i) world.define(event, show);
  Value argument[] = {Value::of_count(1)};
  world.machine.run_handlers(event, argument);
  world.define(event, show);
  world.machine.refresh();
  world.machine.run_handlers(event, argument);
  EXPECT_EQ(world.host.printed, "1\n1\n1\n1\n1\n");
  // Others in the place of these.
  world.program.functions[event].bodies.clear();
  for (int i = 0; i < 3; ++i)
    world.define(event, [&](CodeBuilder& b) {
      b.emit<op::Print>(b.argument_list({}, {}));
      b.emit<op::Return>();
    });
  world.machine.refresh(event);
  world.machine.run_handlers(event, argument);
  EXPECT_EQ(world.host.printed, "1\n1\n1\n1\n1\n\n\n\n");
}

}  // namespace
}  // namespace avocet
