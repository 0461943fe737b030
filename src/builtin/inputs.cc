// The functions of module Input. They are declared in base/frameworks/input/main.zeek, whose types
// they need.

#include "input/input_manager.h"

#include "builtin/entries.h"

namespace avocet {

namespace {

template <class F> Value with_inputs(NativeCall& call, F f) {
  InputManager* manager = call.machine.try_service<InputManager>();
  if (!manager) {
    call.warn("there is no input before the run has begun");
    return Value::of_bool(false);
  }
  return Value::of_bool(f(*manager));
}

}  // namespace

void register_inputs(NativeRegistry& registry) {
  registry.add_body(
      "Input::__create_table_stream",
      [](NativeCall& call) -> Value {
        return with_inputs(call, [&](InputManager& m) { return m.add_table(call.record(0)); });
      },
      kCallsScripts);
  registry.add_body(
      "Input::__create_event_stream",
      [](NativeCall& call) -> Value {
        return with_inputs(call, [&](InputManager& m) { return m.add_event(call.record(0)); });
      },
      kCallsScripts);
  registry.add_body(
      "Input::__create_analysis_stream",
      [](NativeCall& call) -> Value {
        return with_inputs(call, [&](InputManager& m) { return m.add_analysis(call.record(0)); });
      },
      kCallsScripts);
  registry.add_body("Input::__remove_stream", [](NativeCall& call) -> Value {
    return with_inputs(call, [&](InputManager& m) { return m.remove(call.text(0)); });
  });
  registry.add_body("Input::__force_update", [](NativeCall& call) -> Value {
    return with_inputs(call, [&](InputManager& m) { return m.force_update(call.text(0)); });
  });
}

}  // namespace avocet
