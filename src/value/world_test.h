// What the tests of this room share: types and a heap that must be empty at the end.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "value/record.h"
#include "value/table.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

class World : public testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(heap.live_bytes(), 0u) << "something was not released"; }

  const Type* basic(TypeKind kind) { return types.basic(kind); }
  Value str(std::string_view text) { return Value::of(make_string(heap, text)); }
  Value num(uint64_t n) { return Value::of_count(n); }
  Value ip(std::string_view text) { return make_address(heap, *IpAddress::parse(text)); }
  Value net(std::string_view text) { return make_subnet(heap, *Prefix::parse(text)); }
  Value box(const Type* type, Value v) { return Value::of(make_box(heap, type, v)); }
  const TableType* set_type(std::vector<const Type*> keys) { return types.set(keys); }
  const TableType* table_type(std::vector<const Type*> keys, const Type* value) {
    return types.table(keys, value);
  }

  // Puts and gives up the keys' counts.
  bool put_taking(Table* t, std::vector<Value> keys, Value value = Value::null()) {
    bool fresh = put(heap, t, keys.data(), value);
    for (size_t k = 0; k < keys.size(); ++k)
      if (t->type->keys[k]->managed()) release(keys[k]);
    return fresh;
  }
  // Tables of one key.
  bool erase_key(Table* t, Value key) { return erase(t, &key); }
  std::string shown(const Type* type, Value v, Style style = Style::kRaw) {
    return to_string(type, v, style);
  }

  Arena arena;
  TypeTable types{arena};
  Heap heap;
  const Type* t_bool = basic(TypeKind::kBool);
  const Type* t_int = basic(TypeKind::kInt);
  const Type* t_count = basic(TypeKind::kCount);
  const Type* t_double = basic(TypeKind::kDouble);
  const Type* t_time = basic(TypeKind::kTime);
  const Type* t_interval = basic(TypeKind::kInterval);
  const Type* t_port = basic(TypeKind::kPort);
  const Type* t_addr = basic(TypeKind::kAddr);
  const Type* t_subnet = basic(TypeKind::kSubnet);
  const Type* t_string = basic(TypeKind::kString);
  const Type* t_pattern = basic(TypeKind::kPattern);
  const Type* t_any = basic(TypeKind::kAny);
};

}  // namespace avocet
