// Where a value is wanted, and what for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/source.h"
#include "sema/tree.h"
#include "type/type.h"

namespace avocet::sema {

// What an expression is wanted for; chooses the words of the error if it does not fit.
enum class Role : uint8_t {
  kValue,       // anything else
  kAssign,      // `name` is the target
  kInitialise,  // `name` is declared with it
  kArgument,    // number `position` of `name`
  kField,       // `name` in `owner`
  kReturn,
  kCondition,
  kElement,    // of `owner`
  kKey,        // of `owner`, number `position` if there are several
  kYield,      // of `owner`
  kDefault,    // the &default of `name`
  kAttribute,  // the value of attribute `name`
  kOperand,    // of operator `name`
};

struct Target {
  const Type* type = nullptr;
  Role role = Role::kValue;
  std::string_view name{};
  Span declared{};
  const Type* owner = nullptr;
  uint32_t position = 0;
  const tree::Expr* container = nullptr;  // what is indexed, for kKey and where it is assigned to
};

// What stands in the way of a conversion that was refused, when it is not the whole type; without a
// message if that follows from what could not be read.
struct Failure {
  std::string message;
  std::string hint;
  Span declared;
  std::string note;
};

// The value of a field that does not fit.
struct Misfit {
  uint32_t field;
  tree::Expr* value;
  Target target;
};

// The first statement at top level of a file, and the global it assigns to.
struct EarlyStatement {
  Span span;
  const tree::Global* global = nullptr;
  bool is_local = false;
};

// Said of the variable of a loop over a vector that was meant to be an element.
inline constexpr std::string_view kPlaceHint =
    "a loop over a vector gives places: `for ( i, x in v )` gives elements, too";

// Where attributes stand.
enum class Place : uint8_t {
  kGlobal,
  kOption,
  kLocal,
  kField,
  kParameter,
  kType,
  kLabel,
  kBody,
  kConstructor
};

}  // namespace avocet::sema
