#include "event/event_report.h"

#include "value/record.h"
#include "value/vector.h"

namespace avocet {

EventReport::EventReport(Machine& machine) : machine_(machine) {
  const Program& program = machine.program();
  FunctionId event = program.find_function("new_event");
  argument_type_ = as_record(program.find_type("call_argument"));
  arguments_type_ = as_vector(program.find_type("call_argument_vector"));
  bool complete =
      event != kNoFunction && argument_type_ && argument_type_->shape && arguments_type_;
  if (complete && machine.has_handlers(event)) event_ = event;
}

void EventReport::tell(FunctionId event, std::span<const Value> arguments) {
  if (event == event_) return;
  const FunctionInfo& info = machine_.program().functions[event];
  Heap& heap = machine_.heap();
  Vector* told = make_vector(heap, arguments_type_, arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i)
    push(heap, told, argument(info.type->parameters[i], arguments[i]));
  Value values[] = {Value::of(make_string(heap, info.name)), Value::of(told)};
  machine_.run_handlers(event_, values);
}

Value EventReport::argument(const Parameter& parameter, Value value) {
  Heap& heap = machine_.heap();
  Record* told = make_record(heap, *argument_type_->shape);
  auto set = [&](std::string_view field, Value v) {
    told->set(uint32_t(argument_type_->find(field)), v);
  };
  set("name", Value::of(make_string(heap, parameter.name)));
  set("type_name", Value::of(make_string(heap, to_string(parameter.type))));
  if (parameter.type->managed()) {
    if (value.is_null()) return Value::of(told);
    retain(value);
  }
  bool is_any = parameter.type->kind == TypeKind::kAny;
  set("value", is_any ? value : Value::of(make_box(heap, parameter.type, value)));
  return Value::of(told);
}

}  // namespace avocet
