// Options: values that may change while the program runs, and who hears of it.

#include <algorithm>

#include "builtin/entries.h"
#include "builtin/state.h"
#include "event/run_control.h"

namespace avocet {

namespace {

constexpr GlobalId kNoGlobal = UINT32_MAX;

// The option of that name; a message and kNoGlobal if there is none.
GlobalId find_option(NativeCall& call, std::string_view name) {
  const Program& program = call.program();
  auto found = program.global_ids.find(name);
  if (found == program.global_ids.end()) {
    complain(call, "there is no option `" + std::string(name) + "`");
    return kNoGlobal;
  }
  if (!program.globals[found->second].is_option) {
    complain(call, "`" + std::string(name) + "` is a global that is no option");
    return kNoGlobal;
  }
  return found->second;
}

// Containers without a type of their own take that of the option.
bool fits(const Type* wanted, const Type* given) {
  if (same_type(wanted, given)) return true;
  const TableType* wanted_table = as_table(wanted);
  const TableType* given_table = as_table(given);
  if (wanted_table && given_table) return given_table->unspecified();
  const VectorType* given_vector = as_vector(given);
  return as_vector(wanted) && given_vector && given_vector->element->kind == TypeKind::kVoid;
}

// The value as one of type `wanted`, owned.
Value adopt(Heap& heap, const Type* wanted, const Type* given, Value v) {
  if (!wanted->managed()) return v;
  if (!same_type(wanted, given) && as_table(wanted))
    return Value::of(make_table(heap, as_table(wanted)));
  if (!same_type(wanted, given) && as_vector(wanted))
    return Value::of(make_vector(heap, as_vector(wanted)));
  return retained(v);
}

// One function may serve options of many types: it takes and returns any.
bool takes(const Type* parameter, const Type* option) {
  return parameter->kind == TypeKind::kAny || same_type(parameter, option);
}

// function(id: string, value: T [, location: string]): T
bool is_handler_of(const FunctionType* handler, const Type* option) {
  if (!handler || handler->flavor != Flavor::kFunction) return false;
  size_t count = handler->parameters.size();
  if (count < 2 || count > 3 || handler->parameters[0].type->kind != TypeKind::kString)
    return false;
  if (count == 3 && handler->parameters[2].type->kind != TypeKind::kString) return false;
  return takes(handler->parameters[1].type, option) && takes(handler->result, option);
}

void release_slot(const Type* type, Value v) {
  if (type->managed()) release(v);
}

// What a handler returned, as a slot of the option's type; false if it is something else. Takes
// over the count of `result`.
bool unbox(NativeCall& call, const Type* wanted, const Type* given, Value result, Value& to) {
  if (given->kind != TypeKind::kAny || wanted->kind == TypeKind::kAny) {
    to = result;
    return !wanted->managed() || !result.is_null();
  }
  Owned box(result);
  if (result.is_null()) return false;
  const Box* inside = result.box();
  if (!fits(wanted, inside->type)) return false;
  to = adopt(call.heap(), wanted, inside->type, inside->value);
  return true;
}

// Calls one handler; what it returns takes the place of the value.
bool run_handler(NativeCall& call, const Type* type, Function* function, Value& value) {
  const FunctionType* handler = function->type;
  bool boxes = handler->parameters[1].type->kind == TypeKind::kAny && type->kind != TypeKind::kAny;
  Owned box;
  if (boxes) box = Owned(boxed(call, type, type->managed() ? retained(value) : value));
  Value arguments[] = {call.args[0], boxes ? box.get() : value, call.args[2]};
  Returned result;
  if (!call.call(function, {arguments, handler->parameters.size()}, &result)) return false;
  Value changed;
  if (!unbox(call, type, handler->result, result.take(), changed)) return false;
  release_slot(type, value);
  value = changed;
  return true;
}

// Runs the value through the handlers; false if one failed. Takes over and gives back one count.
bool run_handlers(NativeCall& call, GlobalId id, Value& value) {
  auto found = state_of(call).option_handlers.find(id);
  if (found == state_of(call).option_handlers.end()) return true;
  const Type* type = call.program().globals[id].type;
  // A handler may add one, which moves what the list holds.
  auto& handlers = found->second;
  for (size_t i = 0; i < handlers.size(); ++i) {
    Owned function(retained(handlers[i].function.get()));
    if (!run_handler(call, type, function.get().function(), value)) return false;
  }
  return true;
}

}  // namespace

void register_options(NativeRegistry& registry) {
  registry.add({R"(
## Changes an option. Functions that were registered for it see the value first, and may change it.
##
## ID: Its name, with module.
##
## val: The new value.
##
## location: Where the change comes from, for those functions.
##
## Returns: F if there is no such option, the value is of another type, or the run is ending.
##
## Example: print Option::set("default_file_bof_buffer_size", 1024), default_file_bof_buffer_size;   # T, 1024
global Option::set: function(ID: string, val: any, location: string &default=""): bool;
)",
                [](NativeCall& call) -> Value {
                  GlobalId id = find_option(call, call.text(0));
                  if (id == kNoGlobal) return Value::of_bool(false);
                  // Nobody is left to care for a change at the end of a run.
                  auto* run = call.machine.try_service<RunControl>();
                  if (run && run->terminate) return Value::of_bool(false);
                  const Type* wanted = call.program().globals[id].type;
                  auto [given, v] = call.typed(1);
                  if (!fits(wanted, given)) {
                    complain(call, "option `" + std::string(call.text(0)) + "` is of type " +
                                       to_string(wanted) + ", not " + to_string(given));
                    return Value::of_bool(false);
                  }
                  Value value = adopt(call.heap(), wanted, given, v);
                  if (!run_handlers(call, id, value)) {
                    release_slot(wanted, value);
                    return Value::of_bool(false);
                  }
                  call.machine.set_global(id, value);
                  if (run && run->options_changed) run->options_changed();
                  return Value::of_bool(true);
                },
                kCallsScripts});

  registry.add({R"(
## Registers a function that changes of an option run through. It gets the name, the new value and, if it has a third
## parameter, where the change comes from; it returns the value to use.
##
## ID: The name of the option, with module.
##
## on_change: The function.
##
## priority: Higher ones come first.
##
## Returns: F if there is no such option, or the function does not fit it.
global Option::set_change_handler: function(ID: string, on_change: any, priority: int &default=0): bool;
)",
                [](NativeCall& call) -> Value {
                  GlobalId id = find_option(call, call.text(0));
                  if (id == kNoGlobal) return Value::of_bool(false);
                  auto [type, function] = call.typed(1);
                  const Type* option = call.program().globals[id].type;
                  if (!is_handler_of(as_function(type), option)) {
                    complain(call,
                             "a function that changes of `" + std::string(call.text(0)) +
                                 "` run through takes (ID: string, value: " + to_string(option) +
                                 ", location: string) and returns the value");
                    return Value::of_bool(false);
                  }
                  auto& handlers = state_of(call).option_handlers[id];
                  int64_t priority = call.integer(2);
                  auto place = std::find_if(handlers.begin(), handlers.end(),
                                            [&](auto& h) { return h.priority < priority; });
                  handlers.insert(place, {Owned(retained(function)), priority});
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The elements of a set of any type as a vector.
##
## Example: print Option::any_set_to_any_vec(set(1, 2));   # [1, 2]
global Option::any_set_to_any_vec: function(v: any): any_vec;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  VectorResult all(call);
                  if (type->kind != TypeKind::kSet || as_table(type)->keys.size() != 1)
                    return all.take();
                  const Type* key = as_table(type)->keys[0];
                  uint32_t position = 0;
                  TableEntry entry;
                  while (next_entry(value.table(), position, entry)) {
                    Value element = key->managed() ? retained(entry.keys[0]) : entry.keys[0];
                    all.add(boxed(call, key, element));
                  }
                  return all.take();
                },
                kNoEffects});
}

}  // namespace avocet
