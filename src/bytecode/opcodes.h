// All opcodes: numbers, names, operands, effects, sentences, derived from the structs in
// bytecode/op/.
#pragma once

#include <array>
#include <span>

#include "bytecode/op/any.h"
#include "bytecode/op/arithmetic.h"
#include "bytecode/op/call.h"
#include "bytecode/op/compare.h"
#include "bytecode/op/container.h"
#include "bytecode/op/move.h"
#include "bytecode/op/record.h"
#include "bytecode/op/string.h"
#include "bytecode/op/table.h"
#include "bytecode/op/vector.h"

#define AVOCET_OPCODES(X)                                                                          \
  AVOCET_MOVE_OPS(X)                                                                               \
  AVOCET_ARITHMETIC_OPS(X)                                                                         \
  AVOCET_COMPARE_OPS(X)                                                                            \
  AVOCET_STRING_OPS(X)                                                                             \
  AVOCET_RECORD_OPS(X)                                                                             \
  AVOCET_VECTOR_OPS(X)                                                                             \
  AVOCET_TABLE_OPS(X)                                                                              \
  AVOCET_CONTAINER_OPS(X)                                                                          \
  AVOCET_ANY_OPS(X)                                                                                \
  AVOCET_CALL_OPS(X)

namespace avocet {

enum class Opcode : uint16_t {
#define AVOCET_NUMBER(Name) k##Name,
  AVOCET_OPCODES(AVOCET_NUMBER)
#undef AVOCET_NUMBER
};

struct OpcodeInfo {
  std::string_view name;
  std::array<Operand, 3> operands;
  uint16_t effects;
  std::string_view doc;
};

inline constexpr OpcodeInfo kOpcodes[] = {
#define AVOCET_INFO(Name) {#Name, op::Name::operands, op::Name::effects, op::Name::doc},
    AVOCET_OPCODES(AVOCET_INFO)
#undef AVOCET_INFO
};
inline constexpr size_t kOpcodeCount = std::size(kOpcodes);

// The number of an opcode struct.
template <class O> struct OpcodeNumber;
#define AVOCET_MAP(Name)                                                                           \
  template <> struct OpcodeNumber<op::Name> { static constexpr Opcode value = Opcode::k##Name; };
AVOCET_OPCODES(AVOCET_MAP)
#undef AVOCET_MAP
template <class O> constexpr Opcode opcode_of = OpcodeNumber<O>::value;

// Wide operands fill b and c.
constexpr bool is_wide(Operand o) {
  return o == Operand::kWideConstant || o == Operand::kWideManagedConstant ||
         o == Operand::kWideJump || o == Operand::kWideImmediate;
}
constexpr bool is_jump(Operand o) { return o == Operand::kJump || o == Operand::kWideJump; }

}  // namespace avocet
