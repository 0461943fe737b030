// A small world for tests of the machine: a program under construction, a host that remembers, a
// machine.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "bytecode/emit.h"
#include "bytecode/verify.h"
#include "vm/machine.h"

namespace avocet {

struct TestHost : Host {
  std::string printed;
  std::vector<RuntimeError> errors;
  std::vector<std::string> warnings;
  void print(std::string_view text) override { printed += text; }
  void report(const RuntimeError& error) override { errors.push_back(error); }
  void warn(Span, std::string_view message) override { warnings.emplace_back(message); }
  void tell(Severity, std::string_view message) override { warnings.emplace_back(message); }
};

struct TestWorld {
  Program program;
  TestHost host;
  Machine machine;
  const Type* boolean = program.types.basic(TypeKind::kBool);
  const Type* count = program.types.basic(TypeKind::kCount);
  const Type* integer = program.types.basic(TypeKind::kInt);
  const Type* real = program.types.basic(TypeKind::kDouble);
  const Type* string = program.types.basic(TypeKind::kString);
  const Type* address = program.types.basic(TypeKind::kAddr);
  const Type* subnet = program.types.basic(TypeKind::kSubnet);
  const Type* any = program.types.basic(TypeKind::kAny);
  const Type* none = program.types.basic(TypeKind::kVoid);

  explicit TestWorld(Limits limits = {}) : machine(program, host, limits) {}

  // Without a result: null.
  FunctionId function(std::string_view name, std::initializer_list<const Type*> parameters,
                      const Type* result, Flavor flavor = Flavor::kFunction) {
    std::vector<Parameter> list;
    FunctionInfo info;
    for (const Type* type : parameters) {
      list.push_back({"p", type});
      ++(type->managed() ? info.managed_parameters : info.plain_parameters);
    }
    info.name = program.arena.copy(name);
    info.type = program.types.function(flavor, program.arena.copy(list), result ? result : none);
    program.functions.push_back(std::move(info));
    return FunctionId(program.functions.size() - 1);
  }
  FunctionId event(std::string_view name, std::initializer_list<const Type*> parameters) {
    return function(name, parameters, nullptr, Flavor::kEvent);
  }
  FunctionId hook(std::string_view name, std::initializer_list<const Type*> parameters) {
    return function(name, parameters, boolean, Flavor::kHook);
  }
  FunctionId native(std::string name, std::initializer_list<const Type*> parameters,
                    const Type* result, NativeFunction body) {
    FunctionId id = function(std::move(name), parameters, result);
    program.functions[id].native = body;
    return id;
  }
  GlobalId global(std::string name, const Type* type) {
    program.globals.push_back({std::move(name), type});
    machine.refresh();
    return GlobalId(program.globals.size() - 1);
  }
  RecordType* record(std::string_view name,
                     std::initializer_list<std::pair<const char*, const Type*>> fields) {
    RecordType* type = program.types.record(name);
    for (const auto& [field, of] : fields) type->add({field, of, kFieldOptional});
    program.shape(type);
    return type;
  }

  // Adds a body. What it emits must verify.
  template <class Emit> const Code* define(FunctionId id, Emit emit) {
    CodeBuilder builder(program, id);
    builder.reserve(program.functions[id].plain_parameters,
                    program.functions[id].managed_parameters);
    emit(builder);
    const Code* code = builder.finish();
    CHECK(code);
    Outcome outcome = verify(program, *code);
    if (!outcome.ok()) host.warnings.push_back(outcome.error().message);
    CHECK(outcome.ok());
    Body body;
    body.code = code;
    program.functions[id].bodies.push_back(body);
    return code;
  }

  // A function without parameters made of `emit`, called at once.
  template <class Emit> Returned run(const Type* result, Emit emit) {
    FunctionId id = function("test", {}, result);
    define(id, emit);
    return call(id, {});
  }
  Returned call(FunctionId id, std::initializer_list<Value> arguments) {
    Returned result;
    std::vector<Value> slots(arguments);
    machine.run(id, slots, &result);
    return result;
  }

  FunctionId define_fib() {
    FunctionId fib = function("fib", {count}, count);
    define(fib, [&](CodeBuilder& b) {
      Label more = b.new_label();
      b.emit<op::JumpIfGreaterEqualCountConst>(0, b.count_constant(2), more);
      b.emit<op::ReturnPlain>(0);
      b.bind(more);
      b.emit<op::SubIntConst>(1, 0, b.count_constant(1));
      b.emit<op::Call>(1, 0, b.function(fib));
      b.emit<op::SubIntConst>(2, 0, b.count_constant(2));
      b.emit<op::Call>(2, 0, b.function(fib));
      b.emit<op::AddInt>(0, 1, 2);
      b.emit<op::ReturnPlain>(0);
    });
    return fib;
  }
};

}  // namespace avocet
