// Whole tables and sets: making, sizes, set algebra, iteration, and tables keyed by subnets or
// patterns.
//
// A loop over a table keeps a cursor in a managed register. Releasing the register (leaving the
// frame by return or by an error included) ends the iteration; leaving the loop by `break` does so
// by op::ClearManaged on the cursor.
#pragma once

#include "bytecode/op/operation.h"
#include "value/own_attribute.h"

namespace avocet::op {

struct MakeTable : Op<kManagedOut, kType, kAttributes> {
  static constexpr std::string_view doc = "a = an empty table or set of type b with attributes c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().make_table(*x.code, i.b, i.c, x.m[i.a]);
  }
};
struct AttachAttributes : Op<kManagedIn, kAttributes> {
  static constexpr std::string_view doc = "The table a takes the attributes b of the variable or "
                                          "field it is assigned to, unless it has some.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().attach_attributes(*x.code, x.m[i.a].table(), i.b);
  }
};
struct OwnAttribute : Op<kManagedIn, kManagedTake, kNumber> {
  static constexpr std::string_view doc = "The table a gets b, which becomes null, as an attribute "
                                          "of its own; c tells which (value/table.h).";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value value = take_managed(x, i.b);
    own_attribute(x.vm().heap(), x.m[i.a].table(), avocet::OwnAttribute(i.c), value);
  }
};
struct OwnInterval : Op<kManagedIn, kPlainIn> {
  static constexpr std::string_view doc = "Elements of the table a expire after the interval b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    own_attribute(x.vm().heap(), x.m[i.a].table(), avocet::OwnAttribute::kExpireInterval, x.r[i.b]);
  }
};
struct SizeTable : Op<kPlainOut, kManagedIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for tables and sets.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.m[i.b].table()->size();
  }
};
struct ClearTable : Op<kManagedIn, kNone, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "delete a: removes all elements of a table or set.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_clear(x.m[i.a].table());
  }
};
struct ClearVector : Op<kManagedIn> {
  static constexpr std::string_view doc = "delete a: removes all elements of a vector.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    resize(x.vm().heap(), x.m[i.a].vector(), 0);
  }
};

struct SetUnion : Op<kManagedOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc = "a = b | c for sets.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().set_union(x.m[i.b].table(), x.m[i.c].table(), x.m[i.a]);
  }
};
struct SetIntersection : Op<kManagedOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc = "a = b & c for sets.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().set_intersection(x.m[i.b].table(), x.m[i.c].table(), x.m[i.a]);
  }
};
struct SetDifference : Op<kManagedOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc = "a = b - c for sets.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().set_difference(x.m[i.b].table(), x.m[i.c].table(), x.m[i.a]);
  }
};
struct SetIncluded : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b <= c for sets: each element of b is in c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().set_included(x.m[i.b].table(), x.m[i.c].table());
  }
};
struct SetSmaller : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b < c for sets: b <= c, and c has more.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Table *b = x.m[i.b].table(), *c = x.m[i.c].table();
    x.r[i.a].u = b->size() < c->size() && x.vm().set_included(b, c);
  }
};
struct SetEqual : Op<kPlainOut, kManagedIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b == c for sets: the same elements.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Table *b = x.m[i.b].table(), *c = x.m[i.c].table();
    x.r[i.a].u = b->size() == c->size() && x.vm().set_included(b, c);
  }
};
struct AddAll : Op<kManagedIn, kManagedIn, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "a += b for tables and sets: the elements of b into a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_add_all(x.m[i.a].table(), x.m[i.b].table());
  }
};
struct RemoveAll : Op<kManagedIn, kManagedIn, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "a -= b for tables and sets: the keys of b out of a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_remove_all(x.m[i.a].table(), x.m[i.b].table());
  }
};
struct KeepAll : Op<kManagedIn, kManagedIn, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "a &= b for sets: only what is in b as well stays in a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_keep_all(x.m[i.a].table(), x.m[i.b].table());
  }
};

struct BeginEntries : Op<kManagedOut, kManagedIn> {
  static constexpr std::string_view doc =
      "a = a cursor before the first element of the table or set b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().begin_entries(x.m[i.b].table(), x.m[i.a]);
  }
};
struct NextEntry : Op<kManagedIn, kWideJump, kNone, kJumps> {
  static constexpr std::string_view doc = "Steps the cursor a to the next element, for the Entry "
                                          "opcodes right after it; jumps if there is none.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().next_entry(x.m[i.a]) ? true : x.jump(i.bc());
  }
};
struct EntryKey : Op<kPlainOut, kManagedIn, kNumber> {
  static constexpr std::string_view doc =
      "a = the plain key number c of the element at the cursor b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.vm().entry_key(x.m[i.b], i.c);
  }
};
struct EntryManagedKey : Op<kManagedOut, kManagedIn, kNumber> {
  static constexpr std::string_view doc =
      "a = the managed key number c of the element at the cursor b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, retained(x.vm().entry_key(x.m[i.b], i.c)));
  }
};
struct EntryValue : Op<kPlainOut, kManagedIn> {
  static constexpr std::string_view doc = "a = the plain value of the element at the cursor b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.vm().entry_value(x.m[i.b]);
  }
};
struct EntryManagedValue : Op<kManagedOut, kManagedIn, kNone> {
  static constexpr std::string_view doc = "a = the managed value of the element at the cursor b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    put_managed(x, i.a, retained(x.vm().entry_value(x.m[i.b])));
  }
};

// Tables keyed by subnets, looked up by what lies in them.
struct InPrefixByAddress : Op<kPlainOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc =
      "a = c in b: whether the addr c lies in some subnet of b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().prefix_contains(x.m[i.b].table(), TypeKind::kAddr, x.m[i.c]);
  }
};
struct InPrefixBySubnet : Op<kPlainOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc =
      "a = c in b: whether the subnet c lies in some subnet of b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().prefix_contains(x.m[i.b].table(), TypeKind::kSubnet, x.m[i.c]);
  }
};
struct LoadPrefixByAddress : Op<kPlainOut, kManagedIn, kManagedIn, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = b[c], plain: of the longest subnet that holds the addr c.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().prefix_load(x.m[i.b].table(), TypeKind::kAddr, x.m[i.c], x.r[i.a]);
  }
};
struct LoadPrefixBySubnet : Op<kPlainOut, kManagedIn, kManagedIn, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = b[c], plain: of the longest subnet that holds the subnet c.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().prefix_load(x.m[i.b].table(), TypeKind::kSubnet, x.m[i.c], x.r[i.a]);
  }
};
struct LoadManagedPrefixByAddress : Op<kManagedOut, kManagedIn, kManagedIn, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = b[c], managed: of the longest subnet that holds the addr c.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().prefix_load(x.m[i.b].table(), TypeKind::kAddr, x.m[i.c], x.m[i.a]);
  }
};
struct LoadManagedPrefixBySubnet : Op<kManagedOut, kManagedIn, kManagedIn, kFails | kCalls> {
  static constexpr std::string_view doc =
      "a = b[c], managed: of the longest subnet that holds the subnet c.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().prefix_load(x.m[i.b].table(), TypeKind::kSubnet, x.m[i.c], x.m[i.a]);
  }
};

// Tables keyed by patterns, looked up by a string.
struct InPatterns : Op<kPlainOut, kManagedIn, kManagedIn> {
  static constexpr std::string_view doc =
      "a = c in b: whether some pattern of the table or set b matches the string c.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().patterns_contain(x.m[i.b].table(), x.m[i.c].string());
  }
};
struct LoadPatterns : Op<kManagedOut, kTypedList> {
  static constexpr std::string_view doc = "a = t[s]: the values of every pattern of the table t "
                                          "that matches the string s. The list: 0, "
                                          "the vector type of the result, t, s.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().patterns_load(*x.code, i.b, x.m, x.m[i.a]);
  }
};

}  // namespace avocet::op

#define AVOCET_CONTAINER_OPS(X)                                                                    \
  X(MakeTable)                                                                                     \
  X(AttachAttributes)                                                                              \
  X(OwnAttribute)                                                                                  \
  X(OwnInterval)                                                                                   \
  X(SizeTable)                                                                                     \
  X(ClearTable)                                                                                    \
  X(ClearVector)                                                                                   \
  X(SetUnion)                                                                                      \
  X(SetIntersection)                                                                               \
  X(SetDifference)                                                                                 \
  X(SetIncluded)                                                                                   \
  X(SetSmaller)                                                                                    \
  X(SetEqual)                                                                                      \
  X(AddAll)                                                                                        \
  X(RemoveAll)                                                                                     \
  X(KeepAll)                                                                                       \
  X(BeginEntries)                                                                                  \
  X(NextEntry)                                                                                     \
  X(EntryKey)                                                                                      \
  X(EntryManagedKey)                                                                               \
  X(EntryValue)                                                                                    \
  X(EntryManagedValue)                                                                             \
  X(InPrefixByAddress)                                                                             \
  X(InPrefixBySubnet)                                                                              \
  X(LoadPrefixByAddress)                                                                           \
  X(LoadPrefixBySubnet)                                                                            \
  X(LoadManagedPrefixByAddress)                                                                    \
  X(LoadManagedPrefixBySubnet)                                                                     \
  X(InPatterns)                                                                                    \
  X(LoadPatterns)
