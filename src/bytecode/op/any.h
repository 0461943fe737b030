// `any`, types as values, and operations that ask an object for its type.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet::op {

struct BoxPlain : Op<kManagedOut, kPlainIn, kType> {
  static constexpr std::string_view doc = "a = the plain b of type c as any.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, Value::of(make_box(x.vm().heap(), x.code->types[i.c], x.r[i.b])));
  }
};
struct BoxManaged : Op<kManagedOut, kManagedIn, kType> {
  static constexpr std::string_view doc = "a = the managed b of type c as any.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, Value::of(make_box(x.vm().heap(), x.code->types[i.c], retained(x.m[i.b]))));
  }
};
struct UnboxPlain : Op<kPlainOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc =
      "a = b as the plain type c; fails if the any b holds another type.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Box* box = x.m[i.b].box();
    if (!x.vm().check_cast(box->type, x.code->types[i.c])) return false;
    x.r[i.a] = box->value;
    return true;
  }
};
struct UnboxManaged : Op<kManagedOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc =
      "a = b as the managed type c; fails if the any b holds another type.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Box* box = x.m[i.b].box();
    const Type* want = x.code->types[i.c];
    if (box->type != want && x.vm().must_box_elements(box->type, want))
      return x.vm().cast_box(box, want, x.m[i.a]);
    if (!x.vm().check_cast(box->type, want)) return false;
    put_managed(x, i.a, retained(box->value));
    return true;
  }
};
struct CastPlain : Op<kPlainOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc = "a = b as the plain type c, converting what the any b "
                                          "holds; fails if it cannot be converted.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().cast_box(x.m[i.b].box(), x.code->types[i.c], x.r[i.a]);
  }
};
struct CastManaged : Op<kManagedOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc = "a = b as the managed type c, converting what the any b "
                                          "holds; fails if it cannot be converted.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().cast_box(x.m[i.b].box(), x.code->types[i.c], x.m[i.a]);
  }
};
struct CanCast : Op<kPlainOut, kManagedIn, kType> {
  static constexpr std::string_view doc = "a = b ?as c: whether casting the any b to type c works.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().can_cast(x.m[i.b].box(), x.code->types[i.c]);
  }
};
struct SizeAny : Op<kManagedOut, kManagedIn, kNone, kFails> {
  static constexpr std::string_view doc = "a = |b| as any, by what the any b holds.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().size_any(x.m[i.b].box(), x.m[i.a]);
  }
};
struct IsType : Op<kPlainOut, kManagedIn, kType, kPure> {
  static constexpr std::string_view doc = "a = b is c: whether the any b holds type c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().holds_type(x.m[i.b].box()->type, x.code->types[i.c]);
  }
};
struct EqualManaged : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b == c for any other managed type (record, vector, "
                                          "table, pattern, function, any, opaque): by contents.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().equal_objects(x.m[i.b], x.m[i.c]);
  }
};
struct CopyDeep : Op<kManagedOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc =
      "a = copy(b) of type c: shares nothing that can change with b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().copy_deep(x.m[i.b], x.code->types[i.c], x.m[i.a]);
  }
};
struct ConvertContainer : Op<kManagedOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc = "a = the vector, table or set b as type c, element by "
                                          "element; b itself if nothing needs a change.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().convert(x.m[i.b], x.code->types[i.c], x.m[i.a]);
  }
};
struct Abandon : Op<kNone, kNone, kNone, kFails | kEnds> {
  static constexpr std::string_view doc = "Ends the handler as a run-time error does, but nothing "
                                          "is reported: somebody took care of it.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction) {
    return x.fail({});
  }
};
struct Fail : Op<kManagedIn, kNone, kNone, kFails | kEnds> {
  static constexpr std::string_view doc = "A run-time error with the string a as its text.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.fail(x.m[i.a].string()->view());
  }
};
struct FailForResult : Op<kManagedIn, kNone, kNone, kFails | kEnds> {
  static constexpr std::string_view doc =
      "Ends a function that yields nothing where it should, with the warning a. Its caller goes on "
      "if it says so with ResultUnused or a Landing; else it ends, too.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    if (!x.vm().end_without_result(x.m[i.a].string()->view())) return false;
    x.leave();
    return true;
  }
};
struct Landing : Op<kNone, kWideJump, kNone, kFails | kJumps | kEnds> {
  static constexpr std::string_view doc =
      "Is never run: if the call before the target yields no result, its caller goes on behind "
      "this. Landings stand in pairs with their jumps at the end of the body.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction) {
    return x.fail({});
  }
};
struct ResultUnused : Op<kNone, kNone, kNone> {
  static constexpr std::string_view doc =
      "Says that nobody wants the result of the call before it. Does nothing.";
  template <class X> [[gnu::always_inline]] static void run(X&, Instruction) {}
};

}  // namespace avocet::op

#define AVOCET_ANY_OPS(X)                                                                          \
  X(BoxPlain)                                                                                      \
  X(BoxManaged)                                                                                    \
  X(UnboxPlain)                                                                                    \
  X(UnboxManaged)                                                                                  \
  X(CastPlain)                                                                                     \
  X(CastManaged)                                                                                   \
  X(CanCast)                                                                                       \
  X(SizeAny)                                                                                       \
  X(IsType)                                                                                        \
  X(EqualManaged)                                                                                  \
  X(CopyDeep)                                                                                      \
  X(ConvertContainer)                                                                              \
  X(FailForResult)                                                                                 \
  X(Landing)                                                                                       \
  X(ResultUnused)                                                                                  \
  X(Abandon)                                                                                       \
  X(Fail)
