// Any bytes as the text of a cell: no type may take what it cannot hold.
//
// The first byte says how the cell is written; what was understood is printed again.
#include <array>

#include "input/convert.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  Arena arena;
  TypeTable types(arena);
  Heap heap;
  TextFormat format;
  format.escapes = (data[0] & 1) != 0;
  if ((data[0] & 2) != 0) format.set_separator = "|";
  InputCell cell;
  cell.text = {reinterpret_cast<const char*>(data) + 1, size - 1};
  if ((data[0] & 4) != 0) cell.protocol = cell.text.substr(cell.text.size() / 2);
  constexpr std::array kKinds = {TypeKind::kBool,   TypeKind::kInt,     TypeKind::kCount,
                                 TypeKind::kDouble, TypeKind::kTime,    TypeKind::kInterval,
                                 TypeKind::kString, TypeKind::kPattern, TypeKind::kPort,
                                 TypeKind::kAddr,   TypeKind::kSubnet};
  volatile size_t printed = 0;
  auto take = [&](const Type* type) {
    if (!is_readable(type)) return;
    Conversion done = convert(heap, type, cell, format);
    if (!done.ok()) return;
    printed = printed + to_string(type, done.value).size();
    if (type->managed()) release(done.value);
  };
  for (TypeKind kind : kKinds) {
    const Type* type = types.basic(kind);
    take(type);
    take(types.vector(type));
    if (kind != TypeKind::kPattern) take(types.set(std::array{type}));
  }
  return 0;
}
