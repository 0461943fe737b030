#include "vm/machine.h"

#include <gtest/gtest.h>

#include "vm/test_world.h"

namespace avocet {
namespace {

TEST(Machine, CallsAFunctionWithArgumentsAndYieldsItsResult) {
  TestWorld world;
  FunctionId add = world.function("add", {world.count, world.count}, world.count);
  world.define(add, [](CodeBuilder& b) {
    b.emit<op::AddInt>(0, 0, 1);
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_EQ(world.call(add, {Value::of_count(40), Value::of_count(2)}).get().u, 42u);
}

TEST(Machine, RecursesThroughDirectCalls) {
  TestWorld world;
  FunctionId fib = world.define_fib();
  EXPECT_EQ(world.call(fib, {Value::of_count(20)}).get().u, 6765u);
}

TEST(Machine, GivesManagedParametersAndResultsOneCountEach) {
  TestWorld world;
  FunctionId twice = world.function("twice", {world.string}, world.string);
  world.define(twice, [](CodeBuilder& b) {
    Register parts[] = {{0, true}, {0, true}};
    b.emit<op::Concat>(1, b.register_list(parts));
    b.emit<op::ReturnManaged>(1);
  });
  Owned text(Value::of(make_string(world.machine.heap(), "ab")));
  Returned result = world.call(twice, {text.get()});
  EXPECT_EQ(result.get().string()->view(), "abab");
  EXPECT_EQ(result.get().object->refs, 1u);
  EXPECT_EQ(text.get().object->refs, 1u);
}

TEST(Machine, AnErrorUnwindsAndKeepsTheCallStack) {
  TestWorld world;
  FunctionId inner = world.function("inner", {world.count, world.string}, world.count);
  world.define(inner, [](CodeBuilder& b) {
    b.set_span({100, 5});
    b.emit<op::DivCountConst>(0, 0, b.count_constant(0));
    b.emit<op::ReturnPlain>(0);
  });
  FunctionId outer = world.function("outer", {world.count, world.string}, world.count);
  world.define(outer, [&](CodeBuilder& b) {
    b.set_span({200, 7});
    b.emit<op::MovePlain>(1, 0);
    b.emit<op::CopyManaged>(1, 0);
    b.emit<op::Call>(1, 1, b.function(inner));
    b.emit<op::ReturnPlain>(1);
  });
  Owned text(Value::of(make_string(world.machine.heap(), "x")));
  Value arguments[] = {Value::of_count(1), text.get()};
  EXPECT_FALSE(world.machine.run(outer, arguments));
  ASSERT_EQ(world.host.errors.size(), 1u);
  const RuntimeError& error = world.host.errors[0];
  EXPECT_EQ(error.message, "division by zero");
  ASSERT_EQ(error.stack.size(), 2u);
  EXPECT_EQ(error.stack[0].function, inner);
  EXPECT_EQ(error.stack[0].span.begin, 100u);
  EXPECT_EQ(error.stack[1].function, outer);
  EXPECT_EQ(error.stack[1].span.begin, 200u);
  EXPECT_EQ(text.get().object->refs, 1u);
  EXPECT_EQ(world.machine.depth(), 0u);
  EXPECT_EQ(world.machine.limit_counters().errors, 1u);
}

TEST(Machine, AFunctionThatOwesAResultEndsItsCallerOnlyIfThatWantsIt) {
  TestWorld world;
  FunctionId owing = world.function("owing", {}, world.string);
  world.define(owing, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("nothing came"));
    b.emit<op::FailForResult>(0);
  });
  auto caller = [&](const std::string& name, bool wants) {
    FunctionId id = world.function(name, {}, world.count);
    world.define(id, [&](CodeBuilder& b) {
      b.emit<op::Call>(0, 0, b.function(owing));
      if (!wants) b.emit<op::ResultUnused>();
      b.emit<op::LoadNumber>(0, 7);
      b.emit<op::ReturnPlain>(0);
    });
    return id;
  };
  EXPECT_FALSE(world.machine.run(caller("wanting", true), {}));
  EXPECT_EQ(world.call(caller("indifferent", false), {}).get().u, 7u);
  ASSERT_EQ(world.host.errors.size(), 2u);
  for (const RuntimeError& error : world.host.errors) {
    EXPECT_EQ(error.severity, Severity::kWarning);
    EXPECT_EQ(error.message, "nothing came");
    EXPECT_EQ(error.stack.size(), 2u);
  }
  EXPECT_EQ(world.machine.depth(), 0u);
}

TEST(Machine, ACallerGoesOnAtItsLandingWithoutTheResult) {
  TestWorld world;
  FunctionId owing = world.function("owing", {}, world.count);
  world.define(owing, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("nothing came"));
    b.emit<op::FailForResult>(0);
  });
  FunctionId caller = world.function("caller", {}, world.count);
  world.define(caller, [&](CodeBuilder& b) {
    Label behind[2] = {b.new_label(), b.new_label()}, end[2] = {b.new_label(), b.new_label()};
    b.emit<op::LoadNumber>(0, 7);
    for (int call = 0; call < 2; ++call) {
      b.emit<op::Call>(1, 0, b.function(owing));
      b.bind(behind[call]);
      b.emit<op::LoadNumber>(0, 99);
      b.bind(end[call]);
      b.emit<op::AddInt>(0, 0, 0);
    }
    b.emit<op::ReturnPlain>(0);
    for (int call = 0; call < 2; ++call) {
      b.emit<op::Landing>(behind[call]);
      b.emit<op::Jump>(end[call]);
    }
  });
  EXPECT_EQ(world.call(caller, {}).get().u, 28u);
  EXPECT_EQ(world.host.errors.size(), 2u);
  EXPECT_EQ(world.machine.depth(), 0u);
}

TEST(Machine, EndlessRecursionIsAnErrorNotACrash) {
  TestWorld world;
  FunctionId endless = world.function("endless", {}, nullptr);
  world.define(endless, [&](CodeBuilder& b) {
    b.emit<op::Call>(0, 0, b.function(endless));
    b.emit<op::Return>();
  });
  EXPECT_FALSE(world.machine.run(endless, {}));
  EXPECT_EQ(world.host.errors.at(0).message, "call depth limit exceeded");
  EXPECT_EQ(world.machine.limit_counters().frames, 1u);
  EXPECT_FALSE(world.machine.run(endless, {}));  // and again
}

TEST(Machine, AnEndlessLoopRunsOutOfSteps) {
  Limits limits;
  limits.steps = 100'000;
  TestWorld world(limits);
  FunctionId endless = world.function("endless", {}, nullptr);
  world.define(endless, [&](CodeBuilder& b) {
    Label top = b.new_label();
    b.bind(top);
    b.emit<op::Jump>(top);
  });
  EXPECT_FALSE(world.machine.run(endless, {}));
  EXPECT_EQ(world.host.errors.at(0).message, "handler ran too long");
  EXPECT_EQ(world.machine.limit_counters().steps, 1u);
}

TEST(Machine, AnInterruptEndsALoop) {
  TestWorld world;
  FunctionId endless = world.function("endless", {}, nullptr);
  world.define(endless, [&](CodeBuilder& b) {
    Label top = b.new_label();
    b.bind(top);
    b.emit<op::Jump>(top);
  });
  world.machine.interrupt();
  EXPECT_FALSE(world.machine.run(endless, {}));
  EXPECT_EQ(world.host.errors.at(0).message, "interrupted");
}

TEST(Machine, RunsNothingOnceItIsStoppedAndSaysNothing) {
  TestWorld world;
  FunctionId empty = world.function("empty", {}, nullptr);
  world.define(empty, [&](CodeBuilder& b) { b.emit<op::Return>(); });
  EXPECT_TRUE(world.machine.run(empty, {}));
  world.machine.stop();
  EXPECT_TRUE(world.machine.stopped());
  EXPECT_FALSE(world.machine.run(empty, {}));
  EXPECT_FALSE(world.machine.run(empty, {}));
  EXPECT_TRUE(world.host.errors.empty());
  EXPECT_EQ(world.machine.limit_counters().errors, 0u);
}

TEST(Machine, AStringThatGrowsForEverHitsTheMemoryLimit) {
  Limits limits;
  limits.memory = 8 << 20;
  TestWorld world(limits);
  FunctionId grow = world.function("grow", {}, nullptr);
  world.define(grow, [&](CodeBuilder& b) {
    Label top = b.new_label();
    b.emit<op::LoadManagedConstant>(0, b.text("0123456789"));
    b.bind(top);
    Register parts[] = {{0, true}, {0, true}};
    b.emit<op::Concat>(0, b.register_list(parts));
    b.emit<op::Jump>(top);
  });
  EXPECT_FALSE(world.machine.run(grow, {}));
  EXPECT_EQ(world.host.errors.at(0).message, "memory limit exceeded");
  EXPECT_LT(world.machine.heap().live_bytes(), size_t(8) << 20);
}

TEST(Machine, RunsHandlersByOrderEachWithItsOwnArguments) {
  TestWorld world;
  FunctionId event = world.event("ev", {world.count, world.string});
  for (int i = 0; i < 3; ++i)
    world.define(event, [&](CodeBuilder& b) {
      Register shown[] = {{0, false}, {0, true}};
      const Type* types[] = {world.count, world.string};
      b.emit<op::Print>(b.argument_list(shown, types));
      b.emit<op::AddIntConst>(0, 0, b.count_constant(1));
      b.emit<op::ClearManaged>(0);
      b.emit<op::Return>();
    });
  Value arguments[] = {Value::of_count(7), Value::of(make_string(world.machine.heap(), "x"))};
  world.machine.run_handlers(event, arguments);
  EXPECT_EQ(world.host.printed, "7, x\n7, x\n7, x\n");
  EXPECT_EQ(world.machine.heap().live_bytes(), 0u);
}

TEST(Machine, AFailingHandlerDoesNotStopTheOthers) {
  TestWorld world;
  FunctionId event = world.event("ev", {});
  world.define(event, [&](CodeBuilder& b) {
    b.emit<op::LoadManagedConstant>(0, b.text("no"));
    b.emit<op::Fail>(0);
  });
  world.define(event, [&](CodeBuilder& b) {
    b.emit<op::Print>(b.argument_list({}, {}));
    b.emit<op::Return>();
  });
  world.machine.run_handlers(event, {});
  EXPECT_EQ(world.host.errors.size(), 1u);
  EXPECT_EQ(world.host.printed, "\n");
}

TEST(Machine, AHookEndsAtABreakAndSurvivesAFailingBody) {
  TestWorld world;
  FunctionId hook = world.hook("h", {world.count});
  world.define(hook, [&](CodeBuilder& b) {  // fails for 0
    b.emit<op::DivCount>(1, 0, 0);
    b.emit<op::ReturnConstant>(b.count_constant(1));
  });
  world.define(hook, [&](CodeBuilder& b) {  // breaks unless 1
    Label one = b.new_label();
    b.emit<op::JumpIfEqualIntConst>(0, b.count_constant(1), one);
    b.emit<op::ReturnConstant>(b.count_constant(0));
    b.bind(one);
    b.emit<op::ReturnConstant>(b.count_constant(1));
  });
  Value one[] = {Value::of_count(1)}, zero[] = {Value::of_count(0)};
  EXPECT_TRUE(world.machine.run_hook(hook, one));
  EXPECT_FALSE(world.machine.run_hook(hook, zero));
  EXPECT_EQ(world.host.errors.size(), 1u);
}

TEST(Machine, DisabledGroupsAreSkipped) {
  TestWorld world;
  world.program.groups = {"g"};
  FunctionId event = world.event("ev", {});
  world.define(event, [&](CodeBuilder& b) {
    b.emit<op::Print>(b.argument_list({}, {}));
    b.emit<op::Return>();
  });
  world.program.functions[event].bodies[0].groups = {0};
  EXPECT_TRUE(world.machine.has_handlers(event));
  world.machine.set_group_enabled(0, false);
  EXPECT_FALSE(world.machine.has_handlers(event));
  world.machine.run_handlers(event, {});
  EXPECT_EQ(world.host.printed, "");
  world.machine.set_group_enabled(0, true);
  world.machine.run_handlers(event, {});
  EXPECT_EQ(world.host.printed, "\n");
}

TEST(Machine, NativesCallBackAndHandErrorsOn) {
  TestWorld world;
  FunctionId bad = world.function("bad", {}, world.count);
  world.define(bad, [&](CodeBuilder& b) {
    b.emit<op::LoadNumber>(0, 0);
    b.emit<op::DivCount>(0, 0, 0);
    b.emit<op::ReturnPlain>(0);
  });
  FunctionId native = world.native("call_it", {world.program.functions[bad].type}, world.count,
                                   [](NativeCall& call) {
                                     Returned result;
                                     call.call(call.callee(0), {}, &result);
                                     return result.get();
                                   });
  FunctionId outer = world.function("outer", {}, world.count);
  world.define(outer, [&](CodeBuilder& b) {
    b.emit<op::MakeClosure>(0, b.function(bad), b.register_list({}));
    Register arguments[] = {{0, true}};
    const Type* types[] = {world.program.functions[bad].type};
    b.emit<op::CallNative>(0, b.function(native), b.argument_list(arguments, types));
    b.emit<op::ReturnPlain>(0);
  });
  EXPECT_FALSE(world.machine.run(outer, {}));
  ASSERT_EQ(world.host.errors.size(), 1u);
  EXPECT_EQ(world.host.errors[0].stack.size(), 2u);
  EXPECT_EQ(world.machine.heap().live_bytes(), 0u);
}

TEST(Machine, FindsServicesByType) {
  TestWorld world;
  int number = 5;
  world.machine.set_service(&number);
  EXPECT_EQ(world.machine.service<int>(), 5);
  EXPECT_EQ(world.machine.try_service<double>(), nullptr);
}

TEST(NativeRegistry, TakesNamesFromDeclarations) {
  NativeRegistry registry;
  registry.begin_group("strings");
  registry.declare("module Log;\n");
  registry.add({"## Writes.\n##  global not_this\nglobal __write: function(s: string);\n",
                [](NativeCall&) { return Value::null(); }});
  ASSERT_NE(registry.find("Log::__write"), nullptr);
  EXPECT_EQ(registry.find("__write"), nullptr);
  registry.add(
      {"global Option::set: function(s: string);\n", [](NativeCall&) { return Value::null(); }});
  EXPECT_NE(registry.find("Option::set"), nullptr);
  EXPECT_NE(registry.preludes().at(0).text.find("## Writes."), std::string::npos);
}

}  // namespace
}  // namespace avocet
