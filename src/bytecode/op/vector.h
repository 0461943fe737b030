// Vectors. Indices are plain words: a negative int counts from the end, for counts the compiler
// needs nothing else.
#pragma once

#include "bytecode/op/operation.h"

namespace avocet {

// What VectorApply does with each element.
enum class VectorOperation : uint8_t {
  kAddInt,
  kSubInt,
  kMulInt,
  kDivInt,
  kDivCount,
  kModInt,
  kModCount,
  kAndInt,
  kOrInt,
  kXorInt,
  kShiftLeft,
  kShiftRightInt,
  kShiftRightCount,
  kAddDouble,
  kSubDouble,
  kMulDouble,
  kDivDouble,
  kEqualInt,
  kNotEqualInt,
  kLessInt,
  kLessEqualInt,
  kLessCount,
  kLessEqualCount,
  kEqualDouble,
  kNotEqualDouble,
  kLessDouble,
  kLessEqualDouble,
  kAnd,
  kOr,  // bool
  kConcat,
  kEqualString,
  kNotEqualString,
  kLessString,
  kLessEqualString,
  kEqualManaged,
  kNotEqualManaged,  // by the vectors' element type
  // unary
  kNegateInt,
  kNegateDouble,
  kNot,
  kComplement,
  kIntToDouble,
  kCountToDouble,
  kIntToCount,
  kCountToInt,
};

// How the operands of a binary VectorApply lie.
enum class VectorShape : uint8_t { kBoth, kScalarRight, kScalarLeft };

namespace op {

struct MakeVector : Op<kManagedOut, kType, kNumber> {
  static constexpr std::string_view doc = "a = an empty vector of type b with room for c elements.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.vm().make_vector(x.code->types[i.b], i.c, x.m[i.a]);
  }
};
struct SizeVector : Op<kPlainOut, kManagedIn, kNone, kPure> {
  static constexpr std::string_view doc = "a = |b| for vectors.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    x.r[i.a].u = x.m[i.b].vector()->size;
  }
};
struct JumpIfBelowSize : Op<kPlainIn, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps if the count a < |b| for the vector b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.a].u < x.m[i.b].vector()->size) return x.jump(int16_t(i.c));
    return true;
  }
};
struct JumpUnlessBelowSize : Op<kPlainIn, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Jumps unless the count a < |b| for the vector b.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    if (x.r[i.a].u >= x.m[i.b].vector()->size) return x.jump(int16_t(i.c));
    return true;
  }
};
struct LoadElement : Op<kPlainOut, kManagedIn, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a = b[c], plain; fails without such an element.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.b].vector();
    uint64_t at = x.r[i.c].u;
    if (at < vec->size && !vec->holes) [[likely]] {
      x.r[i.a] = vec->items[at];
      return true;
    }
    return x.vm().load_element(vec, x.r[i.c].i, x.r[i.a]);
  }
};
struct LoadManagedElement : Op<kManagedOut, kManagedIn, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a = b[c], managed; fails without such an element.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.b].vector();
    uint64_t at = x.r[i.c].u;
    if (at < vec->size && !vec->items[at].is_null()) [[likely]] {
      put_managed(x, i.a, retained(vec->items[at]));
      return true;
    }
    return x.vm().load_managed_element(vec, x.r[i.c].i, x.m[i.a]);
  }
};
struct StoreElement : Op<kManagedIn, kPlainIn, kPlainIn, kFails> {
  static constexpr std::string_view doc =
      "a[b] = c, plain; beyond the end it grows, leaving holes.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.a].vector();
    uint64_t at = x.r[i.b].u;
    if (at < vec->size && !vec->holes) [[likely]] {
      vec->items[at] = x.r[i.c];
      return true;
    }
    return x.vm().store_element(vec, x.r[i.b].i, x.r[i.c]);
  }
};
struct StoreElementConst : Op<kManagedIn, kPlainIn, kConstant, kFails> {
  static constexpr std::string_view doc =
      "a[b] = a plain constant; beyond the end it grows, leaving holes.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.a].vector();
    uint64_t at = x.r[i.b].u;
    if (at < vec->size && !vec->holes) [[likely]] {
      vec->items[at] = x.constants[i.c];
      return true;
    }
    return x.vm().store_element(vec, x.r[i.b].i, x.constants[i.c]);
  }
};
struct StoreManagedElement : Op<kManagedIn, kPlainIn, kManagedIn, kFails> {
  static constexpr std::string_view doc =
      "a[b] = c, managed; beyond the end it grows, leaving holes.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().store_element(x.m[i.a].vector(), x.r[i.b].i, retained(x.m[i.c]));
  }
};
struct StoreManagedElementTake : Op<kManagedIn, kPlainIn, kManagedTake, kFails> {
  static constexpr std::string_view doc = "a[b] = c, managed, and c becomes null.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value v = take_managed(x, i.c);
    return x.vm().store_element(x.m[i.a].vector(), x.r[i.b].i, v);
  }
};
struct AddElementInt : Op<kManagedIn, kPlainIn, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a[b] += c for int and count, wrapping.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = x.vm().element_slot(x.m[i.a].vector(), x.r[i.b].i);
    if (!slot) return false;
    slot->u += x.r[i.c].u;
    return true;
  }
};
struct AddElementDouble : Op<kManagedIn, kPlainIn, kPlainIn, kFails> {
  static constexpr std::string_view doc = "a[b] += c for double, time and interval.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value* slot = x.vm().element_slot(x.m[i.a].vector(), x.r[i.b].i);
    if (!slot) return false;
    slot->d += x.r[i.c].d;
    return true;
  }
};
struct Append : Op<kManagedIn, kPlainIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "a += b: the plain b becomes the last element of the vector a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.a].vector();
    return x.vm().store_element(vec, vec->size, x.r[i.b]);
  }
};
struct AppendManaged : Op<kManagedIn, kManagedIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "a += b: the managed b becomes the last element of the vector a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.a].vector();
    return x.vm().store_element(vec, vec->size, retained(x.m[i.b]));
  }
};
struct AppendManagedTake : Op<kManagedIn, kManagedTake, kNone, kFails> {
  static constexpr std::string_view doc = "a += b, managed, and b becomes null.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Value v = take_managed(x, i.b);
    Vector* vec = x.m[i.a].vector();
    return x.vm().store_element(vec, vec->size, v);
  }
};
struct AppendAll : Op<kManagedIn, kManagedIn, kNone, kFails> {
  static constexpr std::string_view doc =
      "a += b for vectors of one type: the elements of b behind those of a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().append_all(x.m[i.a].vector(), x.m[i.b].vector());
  }
};
struct HasElement : Op<kPlainOut, kPlainIn, kManagedIn, kPure> {
  static constexpr std::string_view doc = "a = b in c: whether the vector c has an element at b.";
  template <class X> [[gnu::always_inline]] static void run(X& x, Instruction i) {
    uint64_t at = x.r[i.b].u;
    Vector* vec = x.m[i.c].vector();
    x.r[i.a].u = at < vec->size && vec->is_set(uint32_t(at));
  }
};
struct SelectElements : Op<kManagedOut, kManagedIn, kManagedIn, kFails> {
  static constexpr std::string_view doc = "a = the elements of b that the vector c names: by its "
                                          "numbers, or, for a vector of bool, those "
                                          "beside a T.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().select_elements(x.m[i.b].vector(), x.m[i.c].vector(), x.m[i.a]);
  }
};
struct StoreElements : Op<kManagedIn, kManagedIn, kManagedIn, kFails> {
  static constexpr std::string_view doc = "the elements of a that the vector b names, see "
                                          "SelectElements, become those of the vector c in turn.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().store_elements(x.m[i.a].vector(), x.m[i.b].vector(), x.m[i.c].vector());
  }
};
struct SliceVector : Op<kManagedOut, kManagedIn, kPlainPair, kFails> {
  static constexpr std::string_view doc =
      "a = the elements of b from the int r[c] up to, excluding, the int r[c+1]; see SliceString.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().slice_vector(x.m[i.b].vector(), x.r[i.c].i, x.r[i.c + 1].i, x.m[i.a]);
  }
};
struct StoreSlice : Op<kManagedIn, kPlainPair, kManagedIn, kFails> {
  static constexpr std::string_view doc =
      "a[r[b] : r[b+1]] = c: the elements of c replace that part of the vector a.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().store_slice(x.m[i.a].vector(), x.r[i.b].i, x.r[i.b + 1].i, x.m[i.c].vector());
  }
};
struct VectorApply : Op<kManagedOut, kTypedList, kNone, kFails> {
  static constexpr std::string_view doc =
      "a = a new vector, element by element. The list: VectorOperation | VectorShape << 8, the "
      "type of the result, then "
      "the operands: one for unary operations, else left and right, of which one may be a scalar.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().vector_apply(*x.code, i.b, x.r, x.m, x.m[i.a]);
  }
};
struct ConditionVector : Op<kManagedOut, kRegisterList, kNone, kFails> {
  static constexpr std::string_view doc = "a = element by element, the list's second vector where "
                                          "its first (of bool) is true, else its third.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    return x.vm().vector_condition(x.code->lists[i.b], x.m, x.m[i.a]);
  }
};
struct NextElement : Op<kPlainInOut, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Steps the int a, which starts at -1, to the next set "
                                          "element of the vector b; jumps if there is none.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    Vector* vec = x.m[i.b].vector();
    uint64_t at = x.r[i.a].u + 1;
    while (at < vec->size && !vec->is_set(uint32_t(at))) ++at;
    x.r[i.a].u = at;
    return at < vec->size ? true : x.jump(int16_t(i.c));
  }
};
struct NextByte : Op<kPlainInOut, kManagedIn, kJump, kJumps> {
  static constexpr std::string_view doc = "Steps the int a, which starts at -1, to the next byte "
                                          "of the string b; jumps if there is none.";
  template <class X> [[gnu::always_inline]] static bool run(X& x, Instruction i) {
    uint64_t at = ++x.r[i.a].u;
    return at < x.m[i.b].string()->size ? true : x.jump(int16_t(i.c));
  }
};

}  // namespace op
}  // namespace avocet

#define AVOCET_VECTOR_OPS(X)                                                                       \
  X(MakeVector)                                                                                    \
  X(SizeVector)                                                                                    \
  X(JumpIfBelowSize)                                                                               \
  X(JumpUnlessBelowSize)                                                                           \
  X(LoadElement)                                                                                   \
  X(LoadManagedElement)                                                                            \
  X(StoreElement)                                                                                  \
  X(StoreElementConst)                                                                             \
  X(StoreManagedElement)                                                                           \
  X(StoreManagedElementTake)                                                                       \
  X(AddElementInt)                                                                                 \
  X(AddElementDouble)                                                                              \
  X(Append)                                                                                        \
  X(AppendManaged)                                                                                 \
  X(AppendManagedTake)                                                                             \
  X(AppendAll)                                                                                     \
  X(HasElement)                                                                                    \
  X(SelectElements)                                                                                \
  X(StoreElements)                                                                                 \
  X(SliceVector)                                                                                   \
  X(StoreSlice)                                                                                    \
  X(VectorApply)                                                                                   \
  X(ConditionVector)                                                                               \
  X(NextElement)                                                                                   \
  X(NextByte)
