// How large values are.

#include <algorithm>

#include "builtin/entries.h"

namespace avocet {

namespace {

struct Footprint {
  // What is being counted around this: a value inside itself counts one.
  std::vector<const Object*> open;

  uint64_t sum(const Type* type, Value v) {
    if (type->managed() && v.is_null()) return 0;
    if (type->kind == TypeKind::kAny) return sum(v.box()->type, v.box()->value);
    bool container = as_vector(type) || as_table(type) || as_record(type);
    if (!container) return type->kind == TypeKind::kString ? 1 + v.string()->size / 64 : 1;
    if (open.size() >= kMaxDepth) return 1;
    if (std::find(open.begin(), open.end(), v.object) != open.end()) return 1;
    open.push_back(v.object);
    uint64_t total = entries(type, v);
    open.pop_back();
    return total;
  }

 private:
  static constexpr size_t kMaxDepth = 200;

  uint64_t entries(const Type* type, Value v) {
    uint64_t total = 0;
    if (const VectorType* vector = as_vector(type)) {
      total = v.vector()->size;
      for (uint32_t i = 0; i < v.vector()->size; ++i)
        if (v.vector()->is_set(i)) total += sum(vector->element, v.vector()->items[i]);
    } else if (const TableType* table = as_table(type)) {
      uint32_t position = 0;
      TableEntry entry;
      while (next_entry(v.table(), position, entry)) {
        total += 1 + table->keys.size();
        for (size_t k = 0; k < table->keys.size(); ++k) total += sum(table->keys[k], entry.keys[k]);
        if (table->value) total += sum(table->value, *entry.value);
      }
    } else if (const RecordType* record = as_record(type)) {
      total = record->fields.size();
      for (uint32_t i = 0; i < record->fields.size(); ++i)
        if (v.record()->stored(i)) total += sum(record->fields[i].type, v.record()->at(i));
    }
    return total;
  }
};

}  // namespace

void register_footprint(NativeRegistry& registry) {
  registry.add({R"(
## How large a value is: one for each scalar in it, long strings more, and one more for each entry of a container.
##
## Example: print val_footprint(vector(1, 2, 3));   # 6
global val_footprint: function(v: any): count;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  return Value::of_count(Footprint().sum(type, value));
                },
                kNoEffects});

  registry.add({R"(
## How large the tables, sets, vectors and records are that globals hold, by name; see :zeek:id:`val_footprint`.
##
## Example: print "Pcap::snaplen" in global_container_footprints();   # F
global global_container_footprints: function(): var_sizes;
)",
                [](NativeCall& call) -> Value {
                  const Program& program = call.program();
                  TableResult sizes(call);
                  for (GlobalId id = 0; id < program.globals.size(); ++id) {
                    const Type* type = program.globals[id].type;
                    bool container = as_vector(type) || as_table(type) || as_record(type);
                    if (!container || !call.machine.global_is_set(id)) continue;
                    uint64_t size = Footprint().sum(type, call.machine.global(id));
                    sizes.put(program.globals[id].name, Value::of_count(size));
                  }
                  return sizes.take();
                },
                kNoEffects});
}

}  // namespace avocet
