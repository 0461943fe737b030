// Calls from C++: arguments into a window above the running frame, a boundary frame below it, and
// the dispatch loop until the boundary is reached again.

#include "vm/operations.h"

namespace avocet {

bool Machine::can_nest_without_hooks() const {
  size_t of_hooks = 0;
  for (const Frame* frame = frame_; frame > frames_.begin(); --frame)
    of_hooks += BodySequences::is_sequence(*frame->code);
  return nested_ < limits_.nested + of_hooks;
}

// Puts a boundary and the frame of `code` on top. Closure: gets a count.
bool Machine::push_frames(const Code& code, Function* closure) {
  Value* r = frame_->r + frame_->code->plain_registers;
  Value* m = frame_->m + frame_->code->managed_registers;
  bool fits = frame_ + 1 < frame_end_ && can_nest() && r + code.plain_registers <= plain_end_ &&
              m + code.managed_registers <= managed_end_;
  if (!fits) return too_deep(&code);
  frame_[1] = {&boundary_code_, boundary_code_.instructions.data(), r, m, nullptr};
  if (closure) retain(closure);
  frame_[2] = {&code, code.instructions.data(), r, m, closure};
  frame_ += 2;
  return true;
}

void Machine::place_arguments(const FunctionInfo& function, const Arguments& arguments) {
  Value* r = frame_->r;
  Value* m = frame_->m;
  if (!arguments.ordered) {
    for (uint16_t i = 0; i < function.plain_parameters; ++i) r[i] = arguments.r[i];
    for (uint16_t i = 0; i < function.managed_parameters; ++i) m[i] = retained(arguments.m[i]);
    return;
  }
  const Value* next = arguments.ordered;
  for (const Parameter& parameter : function.type->parameters) {
    Value argument = *next++;
    if (!parameter.type->managed()) {
      *r++ = argument;
      continue;
    }
    if (!arguments.moved) retain(argument);
    *m++ = argument;
  }
}

void Machine::release_moved(const FunctionInfo& function, const Arguments& arguments) {
  if (arguments.moved)
    release_arguments(function, {arguments.ordered, function.type->parameters.size()});
}

bool Machine::invoke(const Code& code, const FunctionInfo& function, Function* closure,
                     const Arguments& arguments, Value* result) {
  // What runs may compile further functions, which moves those that are there.
  bool is_managed = function.type->result->managed();
  if (nested_ == 0) begin_outermost();
  if (!push_frames(code, closure)) {
    release_moved(function, arguments);
    return false;
  }
  place_arguments(function, arguments);
  ++nested_;
  ++frame_end_;
  Value* r = frame_->r;
  Value* m = frame_->m;
  bool done = BodySequences::is_sequence(code) || --budget_ >= 0 || out_of_budget();
  if (done) {
    done = dispatch(frame_ - 1);
  } else {
    locate_error();
    unwind(frame_ - 1);
  }
  --nested_;
  --frame_end_;
  --frame_;  // the boundary
  if (!done) return false;
  if (!is_managed) {
    *result = *r;
    return true;
  }
  *result = *m;
  *m = Value::null();
  return true;
}

// All bodies of an event or hook. False: there was no room to begin.
bool Machine::invoke_bodies(const Code& bodies, const Arguments& arguments, Value* result) {
  if (nested_ == 0) prepare();
  if (!begin_nested()) {
    release_moved(info(bodies.owner), arguments);
    return too_deep(&bodies);
  }
  bool done = invoke(bodies, info(bodies.owner), nullptr, arguments, result);
  if (!done) end_nested();  // its last instruction does that otherwise
  return done;
}

bool Machine::invoke_native(FunctionId id, std::span<const Value> arguments, Value* result) {
  const FunctionInfo& function = info(id);
  std::vector<const Type*> types;
  for (const Parameter& parameter : function.type->parameters) types.push_back(parameter.type);
  NativeCall call{*this, arguments.data(), types.data(), arguments.size(), id};
  *result = function.native(call);
  return !call.failed;
}

bool Machine::invoke_any(FunctionId id, Function* closure, std::span<const Value> arguments,
                         Value* result) {
  if (id >= entries_.size()) refresh();
  const FunctionInfo& function = info(id);
  if (function.native) return invoke_native(id, arguments, result);
  if (function.type->flavor == Flavor::kHook) {
    *result = Value::of_bool(run_bodies(id, {.ordered = arguments.data()}));
    return true;
  }
  const Code* code = entry(id);
  if (!code) return false;
  // Anew: to compile it may have moved what was there.
  DCHECK(arguments.size() == info(id).type->parameters.size());
  return invoke(*code, info(id), closure, {.ordered = arguments.data()}, result);
}

bool Machine::call(FunctionId id, std::span<const Value> arguments, Returned* result) {
  Value value = Value::null();
  if (!invoke_any(id, nullptr, arguments, &value)) return false;
  Returned returned(value, info(id).type->result->managed());
  if (result) *result = std::move(returned);
  return true;
}

// As one function: sorting calls it for each comparison.
[[gnu::flatten]] bool Machine::call(Function* function, std::span<const Value> arguments,
                                    Returned* result) {
  Value value = Value::null();
  if (!invoke_any(function->id, function, arguments, &value)) return false;
  Returned returned(value, info(function->id).type->result->managed());
  if (result) *result = std::move(returned);
  return true;
}

bool Machine::run(FunctionId id, std::span<const Value> arguments, Returned* result) {
  bool done = call(id, arguments, result);
  if (!done) report_error();
  return done;
}

bool Machine::run(Function* function, std::span<const Value> arguments, Returned* result,
                  Span from) {
  bool done = call(function, arguments, result);
  if (!done) report_error(from);
  return done;
}

// The only body of an event needs no sequence: its error ends here all the same. All of the way
// into the dispatch loop is one function, or short handlers would spend most of their time on it.
[[gnu::flatten]] void Machine::run_handlers(FunctionId event, std::span<Value> arguments) {
  if (event >= entries_.size()) grow();
  bool is_single = info(event).bodies.size() == 1;
  const Code* code = is_single ? enabled_body(event, 0) : bodies_of(event);
  if (!code) {
    report_error();
    return release_arguments(info(event), arguments);
  }
  Arguments moved{.ordered = arguments.data(), .moved = true};
  Value unused;
  bool done = is_single ? invoke(*code, info(event), nullptr, moved, &unused)
                        : invoke_bodies(*code, moved, &unused);
  if (!done) report_error();
}

// True if no body broke. A body that fails is reported, and the others still run.
bool Machine::run_bodies(FunctionId hook, const Arguments& arguments) {
  const Code* bodies = bodies_of(hook);
  if (!bodies) return true;
  Value result = Value::of_bool(true);
  if (!invoke_bodies(*bodies, arguments, &result)) report_error();
  return result.b();
}

bool Machine::run_hook(FunctionId hook, std::span<const Value> arguments) {
  if (hook >= entries_.size()) refresh();
  return run_bodies(hook, {.ordered = arguments.data()});
}

}  // namespace avocet
