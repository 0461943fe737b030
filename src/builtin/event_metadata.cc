// What comes with an event besides its arguments. Events of this world have at most the time that
// they were raised for.

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

// Whether values of the type can go from node to node.
bool can_travel(const Type* type, int depth = 0) {
  if (depth > 100) return true;
  switch (type->kind) {
  case TypeKind::kAny:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kType:
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kList: return false;
  case TypeKind::kVector: return can_travel(as_vector(type)->element, depth + 1);
  case TypeKind::kTable:
  case TypeKind::kSet:
    for (const Type* key : as_table(type)->keys)
      if (!can_travel(key, depth + 1)) return false;
    return !as_table(type)->value || can_travel(as_table(type)->value, depth + 1);
  case TypeKind::kRecord:
    for (const RecordField& field : as_record(type)->fields)
      if (field.type != type && !can_travel(field.type, depth + 1)) return false;
    return true;
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
