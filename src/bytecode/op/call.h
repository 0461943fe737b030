// Calls, closures, events and print.
//
// Script functions get windows (instruction.h, 3 and 4). Everything else gets a list of registers
// to borrow from.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet::op {

struct Call : Op<kPlainWindow, kManagedWindow, kFunction, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Calls the script function c, which has one body, with its parameters at r[a] and m[b]; the "
      "result comes there too.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.enter(x.code->functions[i.c], x.r + i.a, x.m + i.b);
  }
};
struct CallValue : Op<kPlainWindow, kManagedWindow, kManagedTake, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Calls the function value c (script, native or hook) as Call does; c becomes null and must "
      "not lie in the window.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value function = take_managed(x, i.c);
    return x.enter_value(function.function(), x.r + i.a, x.m + i.b);
  }
};
struct CallVariadic : Op<kPlainWindow, kManagedWindow, kArgumentList, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Calls the native function value that is the first of the list, which takes any number of "
      "arguments: the rest of the list. The result comes to r[a] or m[b].";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().call_variadic(x.code->lists[i.c], x.code->types.data(), x.r, x.m, x.r[i.a],
                                x.m[i.b]);
  }
};
struct CallHookValue : Op<kPlainOut, kManagedIn, kArgumentList, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = T if no body of the hook value b breaks, else F; the list has its arguments, which are "
      "converted to what the hook takes.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().call_hook_value(x.m[i.b].function(), x.code->lists[i.c], x.code->types.data(),
                                  x.r, x.m, x.r[i.a]);
  }
};
struct CallHook : Op<kPlainWindow, kManagedWindow, kFunction, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Runs the bodies of hook c by priority, each with its own copy of the arguments at r[a] and "
      "m[b], until one breaks; "
      "r[a] = F if one did, else T. The arguments are released.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.enter_hook(x.code->functions[i.c], x.r + i.a, x.m + i.b);
  }
};
struct CallNative : Op<kPlainOut, kFunction, kArgumentList, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = what the native function b yields, plain; the list has its arguments.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().call_native(*x.code, i.b, i.c, x.r, x.m, &x.r[i.a]);
  }
};
struct CallManagedNative : Op<kManagedOut, kFunction, kArgumentList, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = what the native function b yields, managed; the list has its arguments.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    Value result = Value::null();
    if (!x.vm().call_native(*x.code, i.b, i.c, x.r, x.m, &result)) return false;
    put_managed(x, i.a, result);
    return !result.is_null() || x.vm().can_lack_result(x.code->functions[i.b]);
  }
};
struct CallVoidNative : Op<kNone, kFunction, kArgumentList, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Calls the native function b, which yields nothing or a plain result that is not wanted; the "
      "list has its arguments.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    Value unused;
    return x.vm().call_native(*x.code, i.b, i.c, x.r, x.m, &unused);
  }
};

struct Return : Op<kNone, kNone, kNone, kEnds> {
  static constexpr std::string_view doc =
      "Leaves the body without a result. At the end of a hook body use ReturnPlain.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction) { x.leave(); }
};
struct ReturnPlain : Op<kPlainIn, kNone, kNone, kEnds> {
  static constexpr std::string_view doc =
      "Leaves the body with the plain result a. A hook body yields T, or F for `break`.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[0] = x.r[i.a];
    x.leave();
  }
};
struct ReturnConstant : Op<kNone, kWideConstant, kNone, kEnds> {
  static constexpr std::string_view doc = "Leaves the body with a plain constant.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[0] = x.constants[uint32_t(i.bc())];
    x.leave();
  }
};
struct ReturnManaged : Op<kManagedTake, kNone, kNone, kEnds> {
  static constexpr std::string_view doc = "Leaves the body with the managed result a.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value v = take_managed(x, i.a);
    x.leave_with(v);
  }
};

struct MakeClosure : Op<kManagedOut, kFunction, kRegisterList> {
  static constexpr std::string_view doc =
      "a = a closure of function b; the list has its captures in order, which are shared (use "
      "CopyDeep before for copies).";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().make_closure(*x.code, i.b, i.c, x.r, x.m, x.m[i.a]);
  }
};
struct LoadCapture : Op<kPlainOut, kNumber> {
  static constexpr std::string_view doc = "a = capture number b of the running closure, plain.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.vm().closure()->captures[i.b];
  }
};
struct LoadManagedCapture : Op<kManagedOut, kNumber> {
  static constexpr std::string_view doc =
      "a = capture number b of the running closure, managed; may be null.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, retained(x.vm().closure()->captures[i.b]));
  }
};
struct StoreCapture : Op<kNumber, kPlainIn> {
  static constexpr std::string_view doc =
      "Capture number a of the running closure = b, plain: kept for its next call.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().closure()->captures[i.a] = x.r[i.b];
  }
};
struct StoreManagedCapture : Op<kNumber, kManagedIn> {
  static constexpr std::string_view doc = "Capture number a of the running closure = b, managed.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    replace(x.vm().closure()->captures[i.a], retained(x.m[i.b]));
  }
};

struct JumpUnlessWanted : Op<kFunction, kWideJump, kNone, kJumps> {
  static constexpr std::string_view doc =
      "Jumps if nobody wants event a: its arguments need not be built.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().wants(x.code->functions[i.a]) ? true : x.jump(i.bc());
  }
};
struct Raise : Op<kFunction, kRegisterList> {
  static constexpr std::string_view doc = "event a(list): puts the event into the queue.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().raise(x.code->functions[i.a], x.code->lists[i.b], x.r, x.m);
  }
};
struct RaiseValue : Op<kManagedIn, kRegisterList> {
  static constexpr std::string_view doc = "event a(list) through the event value a.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().raise(x.m[i.a].function()->id, x.code->lists[i.b], x.r, x.m);
  }
};
struct Schedule : Op<kPlainIn, kFunction, kRegisterList> {
  static constexpr std::string_view doc =
      "schedule a { b(list) }: raises the event after the interval a.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().schedule(x.r[i.a].d, x.code->functions[i.b], x.code->lists[i.c], x.r, x.m);
  }
};
struct ScheduleValue : Op<kPlainIn, kManagedIn, kRegisterList> {
  static constexpr std::string_view doc = "schedule a { b(list) } through the event value b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().schedule(x.r[i.a].d, x.m[i.b].function()->id, x.code->lists[i.c], x.r, x.m);
  }
};
struct When : Op<kManagedIn, kWhenList, kNone, kFails | kCalls> {
  static constexpr std::string_view doc =
      "when: a is the condition, a closure. The list: the functions of the body and of the timeout "
      "(or all ones), the plain "
      "register of the timeout (or all ones), the number of the body's captures, then for each "
      "capture of the body and of the "
      "timeout's body the number of the condition's capture that it shares.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    x.vm().when(*x.code, i.b, x.r, x.m[i.a]);
    return true;
  }
};
struct ReturnWhen : Op<kManagedIn, kWhenList, kNone, kFails | kCalls | kEnds> {
  static constexpr std::string_view doc =
      "return when: as When. The result of the body is the function's; until it is there, the "
      "condition that called waits.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    Value result = Value::null();
    if (!x.vm().return_when(*x.code, i.b, x.r, x.m[i.a], &result)) return false;
    if (x.vm().yields_managed(*x.code)) {
      x.leave_with(result);
    } else {
      x.r[0] = result;
      x.leave();
    }
    return true;
  }
};
struct Print : Op<kNone, kArgumentList, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "print list; the first may be a file.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().print(*x.code, i.b, x.r, x.m);
  }
};

// ---- The machine's own, never emitted -------------------------------------------------

// Of the bodies of an event or hook (vm/body_sequences.h), whose arguments the frame holds.
struct RunBody : Op<kNumber, kPlainWindow, kManagedWindow, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Runs body number a, which is not the last one, with copies of the arguments at r[b] and "
      "m[c]. A body that is disabled counts as one that yields T.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.enter_body(i.a, i.b, i.c);
  }
};
struct RunLastBody : Op<kNumber, kPlainWindow, kManagedWindow, kFails | kCalls> {
  static constexpr std::string_view doc =
      "Runs body number a, the last one, with the arguments themselves; b and c are 0.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.enter_body(i.a, 0, 0);
  }
};
struct EndIfBroken : Op<kPlainIn, kNone, kNone, kEnds> {
  static constexpr std::string_view doc = "Leaves the hook with F if a, what a body yielded, is F.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    if (x.r[i.a].b()) [[likely]]
      return;
    x.r[0] = Value::of_bool(false);
    x.leave_bodies();
  }
};
struct EndBodies : Op<kNone, kNone, kNone, kEnds> {
  static constexpr std::string_view doc =
      "Leaves the event or hook; what its last body yielded is the result.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction) { x.leave_bodies(); }
};
// The frame below a call from C++ continues here.
struct LeaveMachine : Op<kNone, kNone, kNone, kEnds> {
  static constexpr std::string_view doc = "Leaves the dispatch loop.";
  template <class X> [[gnu::always_inline]] static bool run(X&, Instruction) { return true; }
};

}  // namespace avocet::op

#define AVOCET_CALL_OPS(X)                                                                         \
  X(Call)                                                                                          \
  X(CallValue)                                                                                     \
  X(CallVariadic)                                                                                  \
  X(CallHookValue)                                                                                 \
  X(CallHook)                                                                                      \
  X(CallNative)                                                                                    \
  X(CallManagedNative)                                                                             \
  X(CallVoidNative)                                                                                \
  X(Return)                                                                                        \
  X(ReturnPlain)                                                                                   \
  X(ReturnConstant)                                                                                \
  X(ReturnManaged)                                                                                 \
  X(MakeClosure)                                                                                   \
  X(LoadCapture)                                                                                   \
  X(LoadManagedCapture)                                                                            \
  X(StoreCapture)                                                                                  \
  X(StoreManagedCapture)                                                                           \
  X(JumpUnlessWanted)                                                                              \
  X(Raise)                                                                                         \
  X(RaiseValue)                                                                                    \
  X(Schedule)                                                                                      \
  X(ScheduleValue)                                                                                 \
  X(When)                                                                                          \
  X(ReturnWhen)                                                                                    \
  X(Print)                                                                                         \
  X(RunBody)                                                                                       \
  X(RunLastBody)                                                                                   \
  X(EndIfBroken)                                                                                   \
  X(EndBodies)                                                                                     \
  X(LeaveMachine)
