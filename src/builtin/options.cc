// Options: values that may change while the program runs, and who hears of it.

#include <algorithm>

#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

namespace {

constexpr GlobalId kNoGlobal = UINT32_MAX;

// The option of that name; a message and kNoGlobal if there is none.
GlobalId find_option(NativeCall& call, std::string_view name) {
  const Program& program = call.program();
  auto found = program.global_ids.find(name);
  if (found == program.global_ids.end()) {
    call.warn("Option::set() could not find ID named '" + std::string(name) + "'");
    return kNoGlobal;
  }
  if (!program.globals[found->second].is_option) {
    call.warn("ID '" + std::string(name) + "' is not an option");
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

// function(id: string, value: T [, location: string]): T
bool is_handler_of(const FunctionType* handler, const Type* option) {
  if (!handler || handler->flavor != Flavor::kFunction) return false;
  size_t count = handler->parameters.size();
  if (count < 2 || count > 3 || handler->parameters[0].type->kind != TypeKind::kString)
    return false;
  if (count == 3 && handler->parameters[2].type->kind != TypeKind::kString) return false;
  return same_type(handler->parameters[1].type, option) && same_type(handler->result, option);
}

void release_slot(const Type* type, Value v) {
  if (type->managed()) release(v);
}

// Runs the value through the handlers; false if one failed. Takes over and gives back one count.
bool run_handlers(NativeCall& call, GlobalId id, Value& value) {
  auto found = state_of(call).option_handlers.find(id);
  if (found == state_of(call).option_handlers.end()) return true;
  const Type* type = call.program().globals[id].type;
  for (size_t i = 0; i < found->second.size(); ++i) {
    Function* function = found->second[i].function.get().function();
    Value arguments[] = {call.args[0], value, call.args[2]};
    Returned result;
    bool done = call.call(function, {arguments, function->type->parameters.size()}, &result);
    if (!done || (type->managed() && result.get().is_null())) return false;
    release_slot(type, value);
    value = result.take();
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
## Returns: F if there is no such option, or the value is of another type.
##
## Example: print Option::set("default_file_bof_buffer_size", 1024), default_file_bof_buffer_size;   # T, 1024
global Option::set: function(ID: string, val: any, location: string &default=""): bool;
)",
                [](NativeCall& call) -> Value {
                  GlobalId id = find_option(call, call.text(0));
                  if (id == kNoGlobal) return Value::of_bool(false);
                  const Type* wanted = call.program().globals[id].type;
                  auto [given, v] = call.typed(1);
                  if (!fits(wanted, given)) {
                    call.warn("Incompatible type for set of ID '" + std::string(call.text(0)) +
                              "': got '" + to_string(given) + "', need '" + to_string(wanted) +
                              "'");
                    return Value::of_bool(false);
                  }
                  Value value = adopt(call.heap(), wanted, given, v);
                  if (!run_handlers(call, id, value)) {
                    release_slot(wanted, value);
                    return Value::of_bool(false);
                  }
                  call.machine.set_global(id, value);
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
                  if (!is_handler_of(as_function(type), call.program().globals[id].type)) {
                    call.warn("Option::set_change_handler() got a function that does not fit '" +
                              std::string(call.text(0)) + "'");
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
