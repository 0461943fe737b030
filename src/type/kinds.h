// Groups of types that operators treat alike.
#pragma once

#include "type/type.h"

namespace avocet {

// Held as a double.
constexpr bool is_floating(TypeKind kind) {
  return kind == TypeKind::kDouble || kind == TypeKind::kTime || kind == TypeKind::kInterval;
}

constexpr bool is_integral(TypeKind kind) {
  return kind == TypeKind::kInt || kind == TypeKind::kCount;
}

// What converts among each other, upwards; times and intervals are none.
constexpr bool is_number(TypeKind kind) { return is_integral(kind) || kind == TypeKind::kDouble; }

// Times and intervals count seconds.
constexpr bool is_duration(TypeKind kind) {
  return kind == TypeKind::kTime || kind == TypeKind::kInterval;
}

inline bool is_integral(const Type* type) { return is_integral(type->kind); }
inline bool is_number(const Type* type) { return is_number(type->kind); }
inline bool is_duration(const Type* type) { return is_duration(type->kind); }

}  // namespace avocet
