// What comes with an event besides its arguments. Events of this world have at most the time that
// they were raised for.

#include <unordered_set>

#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

namespace {

constexpr int64_t kNetworkTimestamp = 1;

bool has_timestamp(NativeCall& call) {
  const Value* option = call.machine.find_global("EventMetadata::add_network_timestamp");
  return option && option->b();
}

Value timestamp(NativeCall& call) {
  const Type* time = call.program().types.basic(TypeKind::kTime);
  return boxed(call, time, Value::of_double(call.machine.event_time()));
}

// Whether a value of such a kind can go from node to node if its parts can.
bool can_travel(TypeKind kind) {
  switch (kind) {
  case TypeKind::kAny:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kType:
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kList: return false;
  case TypeKind::kVector:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kRecord:
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern: return true;
  }
  return false;
}

std::vector<const Type*> parts_of(const Type* type) {
  std::vector<const Type*> parts;
  if (const VectorType* vector = as_vector(type)) parts.push_back(vector->element);
  if (const TableType* table = as_table(type)) {
    parts.assign(table->keys.begin(), table->keys.end());
    if (table->value) parts.push_back(table->value);
  }
  if (const RecordType* record = as_record(type))
    for (const RecordField& field : record->fields) parts.push_back(field.type);
  return parts;
}

// Whether values of the type can go from node to node. Types may contain themselves by many ways:
// each is looked at once.
bool can_travel(const Type* type) {
  std::unordered_set<const Type*> seen{type};
  std::vector<const Type*> waiting{type};
  while (!waiting.empty()) {
    const Type* next = waiting.back();
    waiting.pop_back();
    if (!can_travel(next->kind)) return false;
    for (const Type* part : parts_of(next))
      if (seen.insert(part).second) waiting.push_back(part);
  }
  return true;
}

Value register_kind(NativeCall& call) {
  const TypeType* given = as_type_type(call.typed(1).first);
  if (!given || !can_travel(given->of)) return Value::of_bool(false);
  auto& types = state_of(call).metadata_types;
  if (types.empty()) types[kNetworkTimestamp] = call.program().types.basic(TypeKind::kTime);
  auto [kept, is_new] = types.emplace(call.integer(0), given->of);
  return Value::of_bool(is_new || same_type(kept->second, given->of));
}

}  // namespace

void register_event_metadata(NativeRegistry& registry) {
  registry.add({R"(
## Says what type a kind of metadata is of.
##
## t: A type that can go from node to node: without functions, files, opaque values and any.
##
## Returns: F if it cannot, or another type was registered before.
##
## Example: print EventMetadata::register(EventMetadata::NETWORK_TIMESTAMP, time);   # T
global EventMetadata::register: function(id: EventMetadata::ID, t: any): bool;
)",
                register_kind});

  registry.add({R"(
## The metadata of one kind of the event that is being handled. Empty if it has none.
##
## Example: print EventMetadata::current(EventMetadata::NETWORK_TIMESTAMP);   # []
global EventMetadata::current: function(id: EventMetadata::ID): any_vec;
)",
                [](NativeCall& call) -> Value {
                  VectorResult all(call);
                  if (call.integer(0) == kNetworkTimestamp && has_timestamp(call))
                    all.add(timestamp(call));
                  return all.take();
                },
                kNoEffects});

  registry.add({R"(
## All metadata of the event that is being handled.
##
## Example: print EventMetadata::current_all();   # []
global EventMetadata::current_all: function(): event_metadata_vec;
)",
                [](NativeCall& call) -> Value {
                  VectorResult all(call);
                  if (!has_timestamp(call)) return all.take();
                  RecordResult entry(call, "EventMetadata::Entry");
                  entry.set("id", Value::of_int(kNetworkTimestamp)).set("val", timestamp(call));
                  all.add(entry.take());
                  return all.take();
                },
                kNoEffects});
}

}  // namespace avocet
