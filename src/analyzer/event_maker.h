// EventMaker: what the parts of this room need to make events of the scripts: values from what
// packets hold, and records of connections. Borrowed by all of them.
#pragma once

#include <string_view>

#include "analyzer/connection_record.h"
#include "analyzer/header_records.h"
#include "event/event_queue.h"

namespace avocet {

struct EventMaker {
  Machine& machine;
  EventQueue& queue;
  ConnectionRecords& connections;
  const HeaderRecords& headers;
  const ShapeFinder& shapes;

  EventHandle handle(std::string_view name) const {
    return EventHandle(queue, machine.program(), name);
  }
  Heap& heap() const { return machine.heap(); }
  // The type of an event's parameter that is a vector; null if the scripts declare none such.
  const VectorType* list_parameter(std::string_view event, size_t index) const {
    const Program& program = machine.program();
    FunctionId id = program.find_function(event);
    if (id == kNoFunction) return nullptr;
    auto parameters = program.functions[id].type->parameters;
    return index < parameters.size() ? as_vector(parameters[index].type) : nullptr;
  }

  // Event arguments, each with one count.
  Value connection(Flow& flow) const { return retained(Value::of(connections.of(flow))); }
  Value text(std::string_view bytes) const { return Value::of(make_string(heap(), bytes)); }
  Value bytes(ByteSpan span) const {
    return text({reinterpret_cast<const char*>(span.data()), span.size()});
  }
  Value address(const IpAddress& address) const { return make_address(heap(), address); }
  static Value side(Side side) { return Value::of_bool(side == Side::kOrig); }
};

}  // namespace avocet
