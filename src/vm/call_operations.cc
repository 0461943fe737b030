// Natives, hooks, closures, events, print.

#include <memory>
#include <string>

#include "vm/operations.h"

namespace avocet {

namespace {

// The slots of a list, on the stack as long as they are few.
class Gathered {
 public:
  Gathered(const OperandList& list, size_t first, const Value* r, const Value* m)
      : size_(list.size() - first) {
    if (size_ > std::size(few_)) many_.resize(size_);
    gather(list, first, r, m, data());
  }
  Value* data() { return many_.empty() ? few_ : many_.data(); }
  size_t size() const { return size_; }

 private:
  size_t size_;
  Value few_[12];
  std::vector<Value> many_;
};

}  // namespace

bool Operations::call_native(const Code& code, uint16_t function, uint16_t list, const Value* r,
                             const Value* m, Value* result) {
  FunctionId id = code.functions[function];
  const OperandList& operands = code.lists[list];
  Gathered arguments(operands, 1, r, m);
  NativeCall call{machine_, arguments.data(), code.types.data() + operands[0], arguments.size(),
                  id};
  Value made = machine_.info(id).native(call);
  if (call.failed) [[unlikely]]
    return false;
  *result = made;
  return true;
}

namespace {

// The arguments of a window in the order of the parameters.
std::vector<Value> arguments_of_window(const FunctionInfo& function, const Value* r,
                                       const Value* m) {
  std::vector<Value> arguments;
  for (const Parameter& parameter : function.type->parameters)
    arguments.push_back(parameter.type->managed() ? *m++ : *r++);
  return arguments;
}

void release_window(const FunctionInfo& function, Value* m) {
  for (uint16_t i = 0; i < function.managed_parameters; ++i) replace(m[i], Value::null());
}

}  // namespace

bool Operations::call_hook(FunctionId id, Value* r, Value* m) {
  bool completed = machine_.run_bodies(id, {.r = r, .m = m});
  release_window(machine_.info(id), m);
  *r = Value::of_bool(completed);
  return true;
}

const Code* Operations::find_body(const Code& sequence, size_t body) {
  const Code* code = machine_.enabled_body(sequence.owner, body);
  bool is_known = BodySequences::body_of(sequence.constants[body]) == code;
  if (code && !is_known) machine_.sequences_.keep(sequence, body, code);
  return code;
}

bool Operations::call_value_in_window(Function* function, Value* r, Value* m) {
  Owned alive(Value::of(function));
  if (machine_.failing()) return false;  // compiling it failed
  FunctionId id = function->id;
  if (machine_.info(id).type->flavor == Flavor::kHook) return call_hook(id, r, m);
  if (!machine_.info(id).native)
    return fail("value used but not set", std::string(machine_.info(id).name));
  std::vector<Value> arguments = arguments_of_window(machine_.info(id), r, m);
  Value result = Value::null();
  bool done = machine_.invoke_native(id, arguments, &result);
  release_window(machine_.info(id), m);
  if (!done) return false;
  bool is_managed = machine_.info(id).type->result->managed();
  assign_taken(is_managed ? *m : *r, result, is_managed);
  return !is_managed || !result.is_null() || can_lack_result(id);
}

bool Operations::call_variadic(const OperandList& list, const Type* const* types, const Value* r,
                               const Value* m, Value& plain, Value& managed) {
  Gathered arguments(list, 1, r, m);
  Owned function(retained(arguments.data()[0]));
  const FunctionInfo& info = machine_.info(function.get().function()->id);
  if (!info.native) return fail("value used but not set", std::string(info.name));
  NativeCall call{machine_, arguments.data() + 1, types + list[0] + 1, arguments.size() - 1,
                  function.get().function()->id};
  // What runs may compile further functions, which moves those that are there.
  bool is_managed = info.type->result->managed();
  Value made = info.native(call);
  if (call.failed) return false;
  assign_taken(is_managed ? managed : plain, made, is_managed);
  return !is_managed || !made.is_null() || can_lack_result(function.get().function()->id);
}

bool Operations::can_lack_result(FunctionId native) {
  return is_result_unused(*machine_.frame_) ||
         fail("value used but not set", std::string(machine_.info(native).name) + "() yields none");
}

bool Operations::call_hook_value(Function* hook, const OperandList& list, const Type* const* types,
                                 const Value* r, const Value* m, Value& completed) {
  Gathered given(list, 1, r, m);
  FunctionId id = hook->id;
  auto parameters = machine_.info(id).type->parameters;
  if (given.size() != parameters.size()) return fail("a hook with other parameters");
  std::vector<Returned> owned;
  std::vector<Value> arguments;
  for (size_t i = 0; i < parameters.size(); ++i) {
    Value made = Value::null();
    if (!convert_value(given.data()[i], types[list[0] + i], parameters[i].type, &made))
      return false;
    owned.emplace_back(made, parameters[i].type->managed());
    arguments.push_back(made);
  }
  completed = Value::of_bool(machine_.run_bodies(id, {.ordered = arguments.data()}));
  return true;
}

void Operations::make_closure(const Code& code, uint16_t function, uint16_t list, const Value* r,
                              const Value* m, Value& to) {
  FunctionId id = code.functions[function];
  const FunctionInfo& info = machine_.info(id);
  const OperandList& captured = code.lists[list];
  Function* made = make_function(heap(), id, info.type, uint32_t(captured.size()),
                                 info.captures.data(), info.name);
  for (size_t i = 0; i < captured.size(); ++i) {
    uint32_t entry = captured[i];
    made->captures[i] = entry & 1 ? retained(m[entry >> 1]) : r[entry >> 1];
  }
  replace(to, Value::of(made));
}

// ---- Events -------------------------------------------------------------------------

// What the list names, with a count of its own for each managed one.
class Operations::Raised {
 public:
  Raised(const OperandList& list, const Value* r, const Value* m) : size_(list.size()) {
    if (size_ > std::size(few_)) [[unlikely]]
      many_ = std::make_unique<Value[]>(size_);
    Value* to = data();
    for (uint32_t operand : list) *to++ = operand & 1 ? retained(m[operand >> 1]) : r[operand >> 1];
  }
  std::span<const Value> values() { return {data(), size_}; }

 private:
  Value* data() { return many_ ? many_.get() : few_; }
  size_t size_;
  Value few_[12];
  std::unique_ptr<Value[]> many_;
};

void Operations::raise(FunctionId id, const OperandList& list, const Value* r, const Value* m) {
  if (!machine_.wants(id)) return;
  machine_.raise(id, Raised(list, r, m).values());
}

void Operations::schedule(double delay, FunctionId id, const OperandList& list, const Value* r,
                          const Value* m) {
  if (!machine_.wants(id)) return;
  machine_.schedule(machine_.network_time_ + delay, id, Raised(list, r, m).values());
}

bool Operations::print(const Code& code, uint16_t list, const Value* r, const Value* m) {
  const OperandList& operands = code.lists[list];
  Gathered arguments(operands, 1, r, m);
  const Type* const* types = code.types.data() + operands[0];
  if (machine_.print_) {
    NativeCall call{machine_, arguments.data(), types, arguments.size(), kNoFunction};
    machine_.print_(call);
    return !call.failed;
  }
  std::string line;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) line += ", ";
    append(line, types[i], arguments.data()[i], Style::kPrint);
  }
  machine_.host_.print(line + "\n");
  return true;
}

}  // namespace avocet
