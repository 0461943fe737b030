// Tables and sets, in a form for each kind of key:
//
//   ByPlain   one key in a plain register
//   ByString  one string
//   ByValue   one key of another managed type (addr, subnet by exact value, records, ...)
//   ByKeys    several keys, named by a list of registers (at most kMaxTableKeys)
//
// The quick way is for tables without attributes. Reads of others may make a default, call a
// function for it, and re-date the entry; writes may re-date and call &on_change.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet {

constexpr size_t kMaxTableKeys = 32;

namespace op {

// Key policies: how to look up quickly, and where the slots of the key lie for the slow way.
struct PlainKey {
  static constexpr Operand kind = kPlainIn;
  template <class X> [[gnu::always_inline]] static Value* peek(X& x, Table* t, uint16_t k) {
    return peek_plain(t, x.r[k]);
  }
  template <class X> [[gnu::always_inline]] static const Value* keys(X& x, uint16_t k) {
    return &x.r[k];
  }
};
struct StringKey {
  static constexpr Operand kind = kManagedIn;
  template <class X> [[gnu::always_inline]] static Value* peek(X& x, Table* t, uint16_t k) {
    return peek_string(t, x.m[k].string());
  }
  template <class X> [[gnu::always_inline]] static const Value* keys(X& x, uint16_t k) {
    return &x.m[k];
  }
};
struct ValueKey {
  static constexpr Operand kind = kManagedIn;
  template <class X> [[gnu::always_inline]] static Value* peek(X& x, Table* t, uint16_t k) {
    return peek_value(t, &x.m[k]);
  }
  template <class X> [[gnu::always_inline]] static const Value* keys(X& x, uint16_t k) {
    return &x.m[k];
  }
};

template <class K> struct TableIn : Op<kPlainOut, kManagedIn, K::kind, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.b].table();
    if (!t->attributes) [[likely]] {
      x.r[i.a].u = K::peek(x, t, i.c) != nullptr;
      return true;
    }
    x.r[i.a].u = x.vm().table_contains(t, K::keys(x, i.c));
    return true;
  }
};
template <class K, bool kUnless> struct TableJump : Op<kManagedIn, K::kind, kJump, kJumps> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.a].table();
    bool found =
        t->attributes ? x.vm().table_contains(t, K::keys(x, i.b)) : K::peek(x, t, i.b) != nullptr;
    return found != kUnless ? x.jump(int16_t(i.c)) : true;
  }
};
template <class K> struct TableLoad : Op<kPlainOut, kManagedIn, K::kind, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.b].table();
    if (!t->attributes) [[likely]]
      if (Value* found = K::peek(x, t, i.c)) [[likely]] {
        x.r[i.a] = *found;
        return true;
      }
    x.sync();
    return x.vm().table_load(t, K::keys(x, i.c), x.r[i.a]);
  }
};
template <class K> struct TableLoadManaged : Op<kManagedOut, kManagedIn, K::kind, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.b].table();
    if (!t->attributes) [[likely]]
      if (Value* found = K::peek(x, t, i.c)) [[likely]] {
        put_managed(x, i.a, retained(*found));
        return true;
      }
    x.sync();
    return x.vm().table_load(t, K::keys(x, i.c), x.m[i.a]);
  }
};
template <class K> struct TableAddInt : Op<kManagedIn, K::kind, kPlainIn, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.a].table();
    if (!t->attributes) [[likely]]
      if (Value* found = K::peek(x, t, i.b)) [[likely]] {
        found->u += x.r[i.c].u;
        return true;
      }
    x.sync();
    return x.vm().table_add_int(t, K::keys(x, i.b), x.r[i.c]);
  }
};
template <class K> struct TableStoreManaged : Op<kManagedIn, K::kind, kManagedIn, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), K::keys(x, i.b), retained(x.m[i.c]));
  }
};
template <class K>
struct TableStoreManagedTake : Op<kManagedIn, K::kind, kManagedTake, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    Value v = take_managed(x, i.c);
    return x.vm().table_store(x.m[i.a].table(), K::keys(x, i.b), v);
  }
};
template <class K> struct TableErase : Op<kManagedIn, K::kind, kNone, kFails | kCalls> {
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_erase(x.m[i.a].table(), K::keys(x, i.b));
  }
};

struct InTableByPlain : TableIn<PlainKey> {
  static constexpr std::string_view doc = "a = c in b, one plain key.";
};
struct InTableByString : TableIn<StringKey> {
  static constexpr std::string_view doc = "a = c in b, one string key.";
};
struct InTableByValue : TableIn<ValueKey> {
  static constexpr std::string_view doc = "a = c in b, one managed key.";
};
struct InTableByKeys : Op<kPlainOut, kManagedIn, kRegisterList, kFails | kCalls> {
  static constexpr std::string_view doc = "a = [c] in b, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.r[i.a].u = x.vm().table_contains(x.m[i.b].table(), x.code->lists[i.c], x.r, x.m);
    return true;
  }
};
struct JumpIfInTableByPlain : TableJump<PlainKey, false> {
  static constexpr std::string_view doc = "Jumps if b in a, one plain key.";
};
struct JumpUnlessInTableByPlain : TableJump<PlainKey, true> {
  static constexpr std::string_view doc = "Jumps if b !in a, one plain key.";
};
struct JumpIfInTableByString : TableJump<StringKey, false> {
  static constexpr std::string_view doc = "Jumps if b in a, one string key.";
};
struct JumpUnlessInTableByString : TableJump<StringKey, true> {
  static constexpr std::string_view doc = "Jumps if b !in a, one string key.";
};
struct JumpIfInTableByValue : TableJump<ValueKey, false> {
  static constexpr std::string_view doc = "Jumps if b in a, one managed key.";
};
struct JumpUnlessInTableByValue : TableJump<ValueKey, true> {
  static constexpr std::string_view doc = "Jumps if b !in a, one managed key.";
};
struct JumpIfInTableByKeys : Op<kManagedIn, kRegisterList, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if [b] in a, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    bool found = x.vm().table_contains(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m);
    return found ? x.jump(int16_t(i.c)) : true;
  }
};
struct JumpUnlessInTableByKeys : Op<kManagedIn, kRegisterList, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if [b] !in a, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    bool found = x.vm().table_contains(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m);
    return found ? true : x.jump(int16_t(i.c));
  }
};

struct LoadTableByPlain : TableLoad<PlainKey> {
  static constexpr std::string_view doc = "a = b[c], plain, one plain key.";
};
struct LoadTableByString : TableLoad<StringKey> {
  static constexpr std::string_view doc = "a = b[c], plain, one string key.";
};
struct LoadTableByValue : TableLoad<ValueKey> {
  static constexpr std::string_view doc = "a = b[c], plain, one managed key.";
};
struct LoadTableByKeys : Op<kPlainOut, kManagedIn, kRegisterList, kFails | kCalls> {
  static constexpr std::string_view doc = "a = b[c], plain, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_load(x.m[i.b].table(), x.code->lists[i.c], x.r, x.m, x.r[i.a]);
  }
};
struct LoadManagedTableByPlain : TableLoadManaged<PlainKey> {
  static constexpr std::string_view doc = "a = b[c], managed, one plain key.";
};
struct LoadManagedTableByString : TableLoadManaged<StringKey> {
  static constexpr std::string_view doc = "a = b[c], managed, one string key.";
};
struct LoadManagedTableByValue : TableLoadManaged<ValueKey> {
  static constexpr std::string_view doc = "a = b[c], managed, one managed key.";
};
struct LoadManagedTableByKeys : Op<kManagedOut, kManagedIn, kRegisterList, kFails | kCalls> {
  static constexpr std::string_view doc = "a = b[c], managed, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_load(x.m[i.b].table(), x.code->lists[i.c], x.r, x.m, x.m[i.a]);
  }
};

struct StoreTableByPlain : Op<kManagedIn, kPlainIn, kPlainIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, plain, one plain key.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.a].table();
    if (!t->attributes) [[likely]] {
      put_plain(x.vm().heap(), t, x.r[i.b], x.r[i.c]);
      return true;
    }
    x.sync();
    return x.vm().table_store(t, &x.r[i.b], x.r[i.c]);
  }
};
struct StoreTableByString : Op<kManagedIn, kManagedIn, kPlainIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, plain, one string key.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.a].table();
    if (!t->attributes) [[likely]] {
      put_string(x.vm().heap(), t, x.m[i.b].string(), x.r[i.c]);
      return true;
    }
    x.sync();
    return x.vm().table_store(t, &x.m[i.b], x.r[i.c]);
  }
};
struct StoreTableByValue : Op<kManagedIn, kManagedIn, kPlainIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, plain, one managed key.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), &x.m[i.b], x.r[i.c]);
  }
};
struct StoreTableByKeys : Op<kManagedIn, kRegisterList, kPlainIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, plain, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m, x.r[i.c]);
  }
};
struct StoreManagedTableByPlain : TableStoreManaged<PlainKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, one plain key.";
};
struct StoreManagedTableByString : TableStoreManaged<StringKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, one string key.";
};
struct StoreManagedTableByValue : TableStoreManaged<ValueKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, one managed key.";
};
struct StoreManagedTableByKeys : Op<kManagedIn, kRegisterList, kManagedIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, managed, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m, retained(x.m[i.c]));
  }
};
struct StoreManagedTableTakeByPlain : TableStoreManagedTake<PlainKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, and c becomes null, one plain key.";
};
struct StoreManagedTableTakeByString : TableStoreManagedTake<StringKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, and c becomes null, one string key.";
};
struct StoreManagedTableTakeByValue : TableStoreManagedTake<ValueKey> {
  static constexpr std::string_view doc = "a[b] = c, managed, and c becomes null, one managed key.";
};
struct StoreManagedTableTakeByKeys : Op<kManagedIn, kRegisterList, kManagedTake, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] = c, managed, and c becomes null, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    Value v = take_managed(x, i.c);
    return x.vm().table_store(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m, v);
  }
};

struct AddTableIntByPlain : TableAddInt<PlainKey> {
  static constexpr std::string_view doc = "a[b] += c for int and count, one plain key.";
};
struct AddTableIntByString : TableAddInt<StringKey> {
  static constexpr std::string_view doc = "a[b] += c for int and count, one string key.";
};
struct AddTableIntByValue : TableAddInt<ValueKey> {
  static constexpr std::string_view doc = "a[b] += c for int and count, one managed key.";
};
struct AddTableIntByKeys : Op<kManagedIn, kRegisterList, kPlainIn, kFails | kCalls> {
  static constexpr std::string_view doc = "a[b] += c for int and count, several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_add_int(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m, x.r[i.c]);
  }
};

struct AddToSetByPlain : Op<kManagedIn, kPlainIn, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "add a[b], one plain key.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Table* t = x.m[i.a].table();
    if (!t->attributes) [[likely]] {
      put_plain(x.vm().heap(), t, x.r[i.b], Value::null());
      return true;
    }
    x.sync();
    return x.vm().table_store(t, &x.r[i.b], Value::null());
  }
};
struct AddToSetByValue : Op<kManagedIn, kManagedIn, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "add a[b], one managed key (strings too).";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), &x.m[i.b], Value::null());
  }
};
struct AddToSetByKeys : Op<kManagedIn, kRegisterList, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "add a[b], several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_store(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m, Value::null());
  }
};

struct EraseByPlain : TableErase<PlainKey> {
  static constexpr std::string_view doc = "delete a[b], one plain key; nothing if it is not there.";
};
struct EraseByValue : TableErase<ValueKey> {
  static constexpr std::string_view doc = "delete a[b], one managed key (strings too).";
};
struct EraseByKeys : Op<kManagedIn, kRegisterList, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "delete a[b], several keys.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().table_erase(x.m[i.a].table(), x.code->lists[i.b], x.r, x.m);
  }
};

}  // namespace op
}  // namespace avocet

#define AVOCET_TABLE_OPS(X)                                                                        \
  X(InTableByPlain)                                                                                \
  X(InTableByString)                                                                               \
  X(InTableByValue)                                                                                \
  X(InTableByKeys)                                                                                 \
  X(JumpIfInTableByPlain)                                                                          \
  X(JumpUnlessInTableByPlain)                                                                      \
  X(JumpIfInTableByString)                                                                         \
  X(JumpUnlessInTableByString)                                                                     \
  X(JumpIfInTableByValue)                                                                          \
  X(JumpUnlessInTableByValue)                                                                      \
  X(JumpIfInTableByKeys)                                                                           \
  X(JumpUnlessInTableByKeys)                                                                       \
  X(LoadTableByPlain)                                                                              \
  X(LoadTableByString)                                                                             \
  X(LoadTableByValue)                                                                              \
  X(LoadTableByKeys)                                                                               \
  X(LoadManagedTableByPlain)                                                                       \
  X(LoadManagedTableByString)                                                                      \
  X(LoadManagedTableByValue)                                                                       \
  X(LoadManagedTableByKeys)                                                                        \
  X(StoreTableByPlain)                                                                             \
  X(StoreTableByString)                                                                            \
  X(StoreTableByValue)                                                                             \
  X(StoreTableByKeys)                                                                              \
  X(StoreManagedTableByPlain)                                                                      \
  X(StoreManagedTableByString)                                                                     \
  X(StoreManagedTableByValue)                                                                      \
  X(StoreManagedTableByKeys)                                                                       \
  X(StoreManagedTableTakeByPlain)                                                                  \
  X(StoreManagedTableTakeByString)                                                                 \
  X(StoreManagedTableTakeByValue)                                                                  \
  X(StoreManagedTableTakeByKeys)                                                                   \
  X(AddTableIntByPlain)                                                                            \
  X(AddTableIntByString)                                                                           \
  X(AddTableIntByValue)                                                                            \
  X(AddTableIntByKeys)                                                                             \
  X(AddToSetByPlain)                                                                               \
  X(AddToSetByValue)                                                                               \
  X(AddToSetByKeys)                                                                                \
  X(EraseByPlain)                                                                                  \
  X(EraseByValue)                                                                                  \
  X(EraseByKeys)
