// Strings, patterns, addresses and subnets.
#pragma once

#include "bytecode/op/operation.h"
#include "value/pattern_join.h"

namespace avocet::op {

struct Concat : Op<kManagedOut, kRegisterList, kNone, kFails> {
  static constexpr std::string_view doc = "a = the strings of the list, one behind the other.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().concat(x.code->lists[i.b], x.m, x.m[i.a]);
  }
};
struct AppendString : Op<kManagedInOut, kManagedIn, kNone, kFails> {
  static constexpr std::string_view doc = "a += b for strings, in place if a has the only count.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().append_string(x.m[i.a], x.m[i.b].string());
  }
};

inline bool same_string(const String* a, const String* b) {
  return a == b || (a->size == b->size && std::memcmp(a->data, b->data, a->size) == 0);
}
struct EqualString : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b == c for strings.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = same_string(x.m[i.b].string(), x.m[i.c].string());
  }
};
struct JumpIfEqualString : Op<kManagedIn, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if a == b for strings.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (same_string(x.m[i.a].string(), x.m[i.b].string())) return x.jump(int16_t(i.c));
    return true;
  }
};
struct JumpUnlessEqualString : Op<kManagedIn, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if a != b for strings.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (!same_string(x.m[i.a].string(), x.m[i.b].string())) return x.jump(int16_t(i.c));
    return true;
  }
};
struct CompareString : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = an int below, equal to or above 0 as b is less "
                                          "than, equal to or greater than c, for strings.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].i = x.m[i.b].string()->view().compare(x.m[i.c].string()->view());
  }
};
struct SizeString : Op<kPlainOut, kManagedIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for strings.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.m[i.b].string()->size;
  }
};
struct IndexString : Op<kManagedOut, kManagedIn, kPlainIn, kFails> {
  static constexpr std::string_view doc =
      "a = the byte of b at the int c as a string; negative ones count from the end.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().index_string(x.m[i.b].string(), x.r[i.c].i, x.m[i.a]);
  }
};
struct SliceString : Op<kManagedOut, kManagedIn, kPlainPair, kFails> {
  static constexpr std::string_view doc = "a = the bytes of b from the int r[c] up to, excluding, "
                                          "the int r[c+1]; negative ones count from the end. "
                                          "Without an upper end, r[c+1] is the largest int.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().slice_string(x.m[i.b].string(), x.r[i.c].i, x.r[i.c + 1].i, x.m[i.a]);
  }
};
struct ContainsString : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b in c: whether b is a part of the string c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().contains_string(x.m[i.c].string(), x.m[i.b].string());
  }
};

struct MatchExactly : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc =
      "a = b == c: whether the pattern b matches the whole string c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = matches_exactly(x.m[i.b].pattern(), x.m[i.c].string()->view());
  }
};
struct MatchAnywhere : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc =
      "a = b in c: whether the pattern b matches a part of the string c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = matches_anywhere(x.m[i.b].pattern(), x.m[i.c].string()->view());
  }
};
struct PatternOr : Op<kManagedOut, kManagedIn, kManagedIn, kFails> {
  static constexpr std::string_view doc = "a = b | c for patterns; fails if that is too large.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().pattern_join(PatternJoin::kAlternative, x.m[i.b].pattern(), x.m[i.c].pattern(),
                               x.m[i.a]);
  }
};
struct PatternAnd : Op<kManagedOut, kManagedIn, kManagedIn, kFails> {
  static constexpr std::string_view doc =
      "a = b & c for patterns: one behind the other; fails as PatternOr does.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().pattern_join(PatternJoin::kSequence, x.m[i.b].pattern(), x.m[i.c].pattern(),
                               x.m[i.a]);
  }
};

struct EqualAddress : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b == c for addr.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value b = x.m[i.b], c = x.m[i.c];
    x.r[i.a].u = b.u == c.u || (!b.is_inline() && !c.is_inline() && address_of(b) == address_of(c));
  }
};
struct CompareAddress : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc =
      "a = an int below, equal to or above 0: the order of the addr b and c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].i = x.vm().compare_managed(TypeKind::kAddr, x.m[i.b], x.m[i.c]);
  }
};
struct EqualSubnet : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b == c for subnet.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().compare_managed(TypeKind::kSubnet, x.m[i.b], x.m[i.c]) == 0;
  }
};
struct CompareSubnet : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc =
      "a = an int below, equal to or above 0: the order of the subnets b and c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].i = x.vm().compare_managed(TypeKind::kSubnet, x.m[i.b], x.m[i.c]);
  }
};
struct AddressInSubnet : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b in c: whether the addr b lies in the subnet c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().address_in_subnet(x.m[i.b], x.m[i.c]);
  }
};
struct SubnetInSubnet : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc =
      "a = b in c: whether the subnet b is a part of the subnet c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().subnet_in_subnet(x.m[i.b], x.m[i.c]);
  }
};
struct MaskAddress : Op<kManagedOut, kManagedIn, kPlainIn, kFails> {
  static constexpr std::string_view doc =
      "a = b / c: the subnet of the addr b with c bits; fails if that is too many.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().mask_address(x.m[i.b], x.r[i.c].u, x.m[i.a]);
  }
};
struct AddressToSubnet : Op<kManagedOut, kManagedIn> {
  static constexpr std::string_view doc = "a = the subnet that holds the addr b alone.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().address_to_subnet(x.m[i.b], x.m[i.a]);
  }
};
struct SizeAddress : Op<kPlainOut, kManagedIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for addr: 32 or 128.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.m[i.b].is_inline() ? 32 : 128;
  }
};
struct SizeSubnet : Op<kPlainOut, kManagedIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for subnet: how many addresses, a double.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].d = x.vm().size_of_subnet(x.m[i.b]);
  }
};

}  // namespace avocet::op

#define AVOCET_STRING_OPS(X)                                                                       \
  X(Concat)                                                                                        \
  X(AppendString)                                                                                  \
  X(EqualString)                                                                                   \
  X(JumpIfEqualString)                                                                             \
  X(JumpUnlessEqualString)                                                                         \
  X(CompareString)                                                                                 \
  X(SizeString)                                                                                    \
  X(IndexString)                                                                                   \
  X(SliceString)                                                                                   \
  X(ContainsString)                                                                                \
  X(MatchExactly)                                                                                  \
  X(MatchAnywhere)                                                                                 \
  X(PatternOr)                                                                                     \
  X(PatternAnd)                                                                                    \
  X(EqualAddress)                                                                                  \
  X(CompareAddress)                                                                                \
  X(EqualSubnet)                                                                                   \
  X(CompareSubnet)                                                                                 \
  X(AddressInSubnet)                                                                               \
  X(SubnetInSubnet)                                                                                \
  X(MaskAddress)                                                                                   \
  X(AddressToSubnet)                                                                               \
  X(SizeAddress)                                                                                   \
  X(SizeSubnet)
