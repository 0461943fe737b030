// EventReport: tells handlers of new_event of every event that is about to be handled: its name,
// and its arguments with their names, types and values.
#pragma once

#include <span>

#include "vm/machine.h"

namespace avocet {

class EventReport {
 public:
  // The machine outlives this.
  explicit EventReport(Machine& machine);

  // Whether anybody listens. Decided once: handlers come while scripts are loaded.
  bool wanted() const { return event_ != kNoFunction; }

  // Runs the handlers of new_event. The arguments are lent, slots of the event's parameter types.
  // new_event itself is not told. Precondition: wanted().
  void tell(FunctionId event, std::span<const Value> arguments);

 private:
  Value argument(const Parameter& parameter, Value value);

  Machine& machine_;
  FunctionId event_ = kNoFunction;
  const RecordType* argument_type_ = nullptr;
  const VectorType* arguments_type_ = nullptr;
};

}  // namespace avocet
