// Globals and records.
//
// A field load takes the quick way if the field is stored. Otherwise it is a lazy default, which is
// made now and stored, or unset, which is an error that names the field.
#pragma once

#include "bytecode/op/operation.h"
#include "value/bare_record.h"

namespace avocet::op {

struct LoadGlobal : Op<kPlainOut, kGlobal, kNone> {
  static constexpr std::string_view doc = "a = the plain global b, which is set for certain.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a] = x.vm().global(x.code->globals[i.b]);
  }
};
struct LoadManagedGlobal : Op<kManagedOut, kGlobal, kNone, kFails> {
  static constexpr std::string_view doc = "a = the managed global b; fails if it is unset.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value v = x.vm().global(x.code->globals[i.b]);
    if (v.is_null()) [[unlikely]]
      return x.vm().fail_unset_global(x.code->globals[i.b]);
    put_managed(x, i.a, retained(v));
    return true;
  }
};
struct CheckGlobal : Op<kGlobal, kNone, kNone, kFails> {
  static constexpr std::string_view doc =
      "Fails if the plain global a is unset; before LoadGlobal where that is possible.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.vm().global_is_set(x.code->globals[i.a])) [[likely]]
      return true;
    return x.vm().fail_unset_global(x.code->globals[i.a]);
  }
};
struct StoreGlobal : Op<kGlobal, kPlainIn, kNone> {
  static constexpr std::string_view doc = "The plain global a = b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().global(x.code->globals[i.a]) = x.r[i.b];
    x.vm().mark_global(x.code->globals[i.a]);
  }
};
struct StoreManagedGlobal : Op<kGlobal, kManagedIn, kNone> {
  static constexpr std::string_view doc = "The managed global a = b. b may be null.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    replace(x.vm().global(x.code->globals[i.a]), retained(x.m[i.b]));
  }
};
struct StoreManagedGlobalTake : Op<kGlobal, kManagedTake, kNone> {
  static constexpr std::string_view doc = "The managed global a = b, and b becomes null.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    Value v = take_managed(x, i.b);
    replace(x.vm().global(x.code->globals[i.a]), v);
  }
};
struct AddGlobalInt : Op<kGlobal, kPlainIn, kNone> {
  static constexpr std::string_view doc = "The int or count global a += b; a is set for certain.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().global(x.code->globals[i.a]).u += x.r[i.b].u;
  }
};

struct AppendGlobalString : Op<kGlobal, kManagedIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "The string global a += b, in place if the global has the only count.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value& slot = x.vm().global(x.code->globals[i.a]);
    if (slot.is_null()) [[unlikely]]
      return x.vm().fail_unset_global(x.code->globals[i.a]);
    return x.vm().append_string(slot, x.m[i.b].string());
  }
};

struct MakeRecord : Op<kManagedOut, kType> {
  static constexpr std::string_view doc = "a = a fresh record of type b, with its defaults.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().make_record(x.code->types[i.b], x.m[i.a]);
  }
};

struct MarkBareRecord : Op<kManagedIn> {
  static constexpr std::string_view doc = "type_name() spells the record a by its fields.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    mark_bare(x.m[i.a].record());
  }
};

struct CompleteRecord : Op<kManagedIn, kNone, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "Computes the defaults of the fresh record a that need a "
                                          "function, where no value was stored.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().complete_record(x.m[i.a].record());
  }
};

struct LoadField : Op<kPlainOut, kManagedIn, kField, kFails> {
  static constexpr std::string_view doc = "a = the plain field c of the record b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* record = x.m[i.b].record();
    if (record->stored(i.c)) [[likely]] {
      x.r[i.a] = record->slots()[i.c];
      return true;
    }
    x.sync();
    return x.vm().load_unstored_field(record, i.c, x.r[i.a]);
  }
};
struct LoadManagedField : Op<kManagedOut, kManagedIn, kField, kFails> {
  static constexpr std::string_view doc = "a = the managed field c of the record b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* record = x.m[i.b].record();
    if (record->stored(i.c)) [[likely]] {
      put_managed(x, i.a, retained(record->slots()[i.c]));
      return true;
    }
    x.sync();
    return x.vm().load_unstored_field(record, i.c, x.m[i.a]);
  }
};
struct LoadFieldField : Op<kPlainOut, kManagedIn, kFieldPair, kFails> {
  static constexpr std::string_view doc =
      "a = b$outer$inner, plain; c is outer | inner << 8. Nothing is counted on the way.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* outer = x.m[i.b].record();
    if (outer->stored(i.c & 0xFF)) [[likely]] {
      Record* inner = outer->slots()[i.c & 0xFF].record();
      if (inner->stored(i.c >> 8)) [[likely]] {
        x.r[i.a] = inner->slots()[i.c >> 8];
        return true;
      }
    }
    x.sync();
    return x.vm().load_unstored_field_pair(outer, i.c, x.r[i.a]);
  }
};
struct LoadManagedFieldField : Op<kManagedOut, kManagedIn, kFieldPair, kFails> {
  static constexpr std::string_view doc = "a = b$outer$inner, managed; c is outer | inner << 8.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* outer = x.m[i.b].record();
    if (outer->stored(i.c & 0xFF)) [[likely]] {
      Record* inner = outer->slots()[i.c & 0xFF].record();
      if (inner->stored(i.c >> 8)) [[likely]] {
        put_managed(x, i.a, retained(inner->slots()[i.c >> 8]));
        return true;
      }
    }
    x.sync();
    return x.vm().load_unstored_field_pair(outer, i.c, x.m[i.a]);
  }
};
struct HasField : Op<kPlainOut, kManagedIn, kField, kPure> {
  static constexpr std::string_view doc =
      "a = b?$field: whether field c of the record b is set or has a lazy default.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.m[i.b].record()->has(i.c);
  }
};
struct JumpIfField : Op<kManagedIn, kField, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if a?$field.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.m[i.a].record()->has(i.b)) return x.jump(int16_t(i.c));
    return true;
  }
};
struct JumpUnlessField : Op<kManagedIn, kField, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps unless a?$field.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (!x.m[i.a].record()->has(i.b)) return x.jump(int16_t(i.c));
    return true;
  }
};

struct StoreField : Op<kManagedIn, kField, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a$field = c, plain; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* record = x.m[i.a].record();
    if (i.b >= record->count) [[unlikely]]
      return x.vm().fail_short_record(record, i.b);
    record->storage[i.b >> 6] |= uint64_t(1) << (i.b & 63);
    record->slots()[i.b] = x.r[i.c];
    return true;
  }
};
template <class X>
[[gnu::always_inline]] inline bool store_managed_field(X& x, Record* record, uint16_t field,
                                                       Value v) {
  if (field >= record->count) [[unlikely]] {
    release(v);
    return x.vm().fail_short_record(record, field);
  }
  record->storage[field >> 6] |= uint64_t(1) << (field & 63);
  replace(record->slots()[field], v);
  return true;
}
struct StoreManagedField : Op<kManagedIn, kField, kManagedIn, kFails> {
  static constexpr std::string_view doc = "a$field = c, managed; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return store_managed_field(x, x.m[i.a].record(), i.b, retained(x.m[i.c]));
  }
};
struct StoreManagedFieldTake : Op<kManagedIn, kField, kManagedTake, kFails> {
  static constexpr std::string_view doc = "a$field = c, managed, and c becomes null; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value v = take_managed(x, i.c);
    return store_managed_field(x, x.m[i.a].record(), i.b, v);
  }
};
struct StoreFieldConst : Op<kManagedIn, kField, kConstant, kFails> {
  static constexpr std::string_view doc = "a$field = a plain constant; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Record* record = x.m[i.a].record();
    if (i.b >= record->count) [[unlikely]]
      return x.vm().fail_short_record(record, i.b);
    record->storage[i.b >> 6] |= uint64_t(1) << (i.b & 63);
    record->slots()[i.b] = x.constants[i.c];
    return true;
  }
};
struct StoreManagedFieldConst : Op<kManagedIn, kField, kManagedConstant, kFails> {
  static constexpr std::string_view doc = "a$field = an immortal or inline constant; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return store_managed_field(x, x.m[i.a].record(), i.b, x.constants[i.c]);
  }
};
struct ClearField : Op<kManagedIn, kField, kNone, kFails | kCalls> {
  static constexpr std::string_view doc = "delete a$field: unset, or back to its default.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().clear_field(x.m[i.a].record(), i.b);
  }
};
template <class X>
[[gnu::always_inline]] inline Value* stored_field(X& x, Record* record, uint16_t field) {
  if (record->stored(field)) [[likely]]
    return &record->slots()[field];
  x.sync();
  return x.vm().ensure_field(record, field);
}
struct AddFieldInt : Op<kManagedIn, kField, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a$field += c for int and count, wrapping; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = stored_field(x, x.m[i.a].record(), i.b);
    if (!slot) return false;
    slot->u += x.r[i.c].u;
    return true;
  }
};
struct AddFieldIntConst : Op<kManagedIn, kField, kConstant, kFails> {
  static constexpr std::string_view doc =
      "a$field += a constant for int and count, wrapping (++ too); field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = stored_field(x, x.m[i.a].record(), i.b);
    if (!slot) return false;
    slot->u += x.constants[i.c].u;
    return true;
  }
};
struct AddFieldDouble : Op<kManagedIn, kField, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a$field += c for double, time and interval; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = stored_field(x, x.m[i.a].record(), i.b);
    if (!slot) return false;
    slot->d += x.r[i.c].d;
    return true;
  }
};
struct SubFieldDouble : Op<kManagedIn, kField, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a$field -= c for double, time and interval; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = stored_field(x, x.m[i.a].record(), i.b);
    if (!slot) return false;
    slot->d -= x.r[i.c].d;
    return true;
  }
};
struct AppendFieldString : Op<kManagedIn, kField, kManagedIn, kFails> {
  static constexpr std::string_view doc =
      "a$field += c for strings, in place if the field has the only count; field b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = stored_field(x, x.m[i.a].record(), i.b);
    return slot && x.vm().append_string(*slot, x.m[i.c].string());
  }
};
struct ConvertRecord : Op<kManagedOut, kManagedIn, kType, kFails> {
  static constexpr std::string_view doc = "a = a record of type c with the fields of the record b, "
                                          "by name, each converted; the rest take their defaults.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    x.sync();
    return x.vm().convert(x.m[i.b], x.code->types[i.c], x.m[i.a]);
  }
};

}  // namespace avocet::op

#define AVOCET_RECORD_OPS(X)                                                                       \
  X(LoadGlobal)                                                                                    \
  X(LoadManagedGlobal)                                                                             \
  X(CheckGlobal)                                                                                   \
  X(StoreGlobal)                                                                                   \
  X(StoreManagedGlobal)                                                                            \
  X(StoreManagedGlobalTake)                                                                        \
  X(AddGlobalInt)                                                                                  \
  X(AppendGlobalString)                                                                            \
  X(MakeRecord)                                                                                    \
  X(MarkBareRecord)                                                                                \
  X(CompleteRecord)                                                                                \
  X(LoadField)                                                                                     \
  X(LoadManagedField)                                                                              \
  X(LoadFieldField)                                                                                \
  X(LoadManagedFieldField)                                                                         \
  X(HasField)                                                                                      \
  X(JumpIfField)                                                                                   \
  X(JumpUnlessField)                                                                               \
  X(StoreField)                                                                                    \
  X(StoreManagedField)                                                                             \
  X(StoreManagedFieldTake)                                                                         \
  X(StoreFieldConst)                                                                               \
  X(StoreManagedFieldConst)                                                                        \
  X(ClearField)                                                                                    \
  X(AddFieldInt)                                                                                   \
  X(AddFieldIntConst)                                                                              \
  X(AddFieldDouble)                                                                                \
  X(SubFieldDouble)                                                                                \
  X(AppendFieldString)                                                                             \
  X(ConvertRecord)
