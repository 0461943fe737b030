// What a script can learn about types, globals, events and itself.

#include <algorithm>

#include "base/source.h"
#include "builtin/declared_places.h"
#include "builtin/entries.h"
#include "event/event_queue.h"
#include "event/run_control.h"
#include "value/adapted.h"
#include "value/bare_record.h"
#include "vm/computed_defaults.h"

namespace avocet {

namespace {

// The type that an argument is about: the one it is, if it is a type.
const Type* subject(NativeCall& call, size_t i) {
  auto [type, value] = call.typed(i);
  const TypeType* type_value = as_type_type(type);
  return type_value ? type_value->of : type;
}

const EnumType* as_enum_or_null(const Type* type) { return type ? as_enum(type) : nullptr; }
const RecordType* as_record_or_null(const Type* type) { return type ? as_record(type) : nullptr; }

// What is known of a value beyond its static type: a function knows its own type, and a vector of
// any may tell what it holds.
const Type* known_type(const NativeCall& call, const Type* type, Value value) {
  if (type->kind == TypeKind::kFunction && !value.is_null())
    return call.program().functions[adapted(value).function()->id].type;
  bool tells =
      type->kind == TypeKind::kVector && !value.is_null() && !value.vector()->type->name.empty();
  return tells ? value.vector()->type : type;
}

// The value of an enumeration's label, boxed; null if there is none of that name.
Value find_label(NativeCall& call, std::string_view name) {
  for (const auto& [type_name, type] : call.program().type_names) {
    const EnumType* enumeration = as_enum(type);
    const EnumLabel* label = enumeration ? enumeration->find(name) : nullptr;
    if (label) return boxed(call, enumeration, Value::of_int(label->value));
  }
  return Value::null();
}

std::optional<uint32_t> find_group(NativeCall& call, std::string_view name) {
  const auto& groups = call.program().groups;
  auto found = std::find(groups.begin(), groups.end(), name);
  if (found == groups.end()) return std::nullopt;
  return uint32_t(found - groups.begin());
}

// Groups of modules are kept under names of their own, apart from those that scripts give.
std::string module_group(std::string_view module) { return "module:" + std::string(module); }

Value set_group(NativeCall& call, const std::string& name, bool enabled) {
  auto group = find_group(call, name);
  if (!group)
    return complain(call, "there is no event group `" + std::string(call.text(0)) + "`",
                    Value::of_bool(false));
  call.machine.set_group_enabled(*group, enabled);
  return Value::of_bool(true);
}

// A value of type any, if the slot holds something.
void set_boxed(NativeCall& call, RecordResult& record, std::string_view field, const Type* type,
               Value v) {
  if (type->managed() && v.is_null()) return;
  Value owned = type->managed() ? retained(v) : v;
  record.set(field, boxed(call, type, owned));
}

// A record with all its defaults; null: there was none of this type so far.
Record* fresh_record(NativeCall& call, const RecordType* type) {
  if (!type->shape) return nullptr;
  Record* made = make_record(call.heap(), type);
  compute_defaults(call.machine, made);
  for (uint32_t i = 0; i < made->count; ++i)
    if (is_lazy(made, i) && type->fields[i].has_default()) make_lazy_field(call.heap(), made, i);
  return made;
}

// The names of the first argument's type. Types other than records and enumerations have one for
// all that are spelt alike: which of their names are meant is told by how a type is mentioned; a
// value has none of them.
std::vector<std::string_view> aliases(NativeCall& call) {
  const Type* type = subject(call, 0);
  auto* places = call.machine.try_service<DeclaredPlaces>();
  auto first_name = [&](std::string_view name) { return places ? places->first_name(name) : name; };
  std::string_view first = first_name(type->name);
  if (first.empty()) {
    auto [given, value] = call.typed(0);
    std::string_view mentioned =
        as_type_type(given) ? static_cast<const TypeObject*>(value.object)->alias : "";
    if (mentioned.empty()) return {};
    first = first_name(mentioned);
  }
  std::vector<std::string_view> found;
  for (const auto& [name, named] : call.program().type_names)
    if (named == type && first_name(name) == first) found.push_back(name);
  std::sort(found.begin(), found.end());
  return found;
}

// An entry of `global_ids`, without a value.
RecordResult script_id(NativeCall& call, std::string_view type, bool exported) {
  RecordResult record(call, "script_id");
  record.set("type_name", type).flag("exported", exported).flag("constant", false);
  record.flag("enum_constant", false).flag("option_value", false).flag("redefinable", false);
  record.flag("broker_backend", false);
  return record;
}

// Options are without saying so.
bool is_redefinable(const GlobalInfo& info) {
  return info.is_option || (info.flags & kGlobalRedefinable);
}

// The attributes of a global: name and, where it has one, value.
class AttributeList {
 public:
  explicit AttributeList(NativeCall& call)
      : call_(call),
        list_(make_vector(call.heap(), as_vector(call.named_type("script_id_attrs")))) {}

  void add_all(const GlobalInfo& info) {
    if (info.attributes) add_table(*info.attributes, as_table(info.type));
    auto flag = [&](GlobalFlag bit, std::string_view name) {
      if (info.flags & bit) add(name);
    };
    flag(kGlobalRawOutput, "&raw_output");
    if (is_redefinable(info)) add("&redef");
    flag(kGlobalDeprecated, "&deprecated");
    flag(kGlobalIsUsed, "&is_used");
    flag(kGlobalIsAssigned, "&is_assigned");
  }
  bool empty() const { return list_->size == 0; }
  Value take() { return Value::of(list_); }

 private:
  void add(std::string_view name, std::optional<std::string> value = std::nullopt) {
    RecordResult attribute(call_, "script_id_attr");
    attribute.set("name", name);
    if (value) attribute.set("expr", *value);
    push(call_.heap(), list_, attribute.take());
  }

  void add_table(const TableAttributes& a, const TableType* type) {
    constexpr std::string_view kExpiries[] = {"", "&create_expire", "&read_expire",
                                              "&write_expire"};
    if (a.expiry != Expiry::kNone)
      add(kExpiries[size_t(a.expiry)], to_string(call_.program().types.basic(TypeKind::kInterval),
                                                 Value::of_double(a.expire_interval)));
    if (!a.expire_function.is_null()) add("&expire_func");
    std::string_view name = a.default_insert ? "&default_insert" : "&default";
    bool is_known = a.default_kind == TableAttributes::Default::kValue &&
                    a.default_expression == UINT32_MAX && type->value;
    if (is_known)
      add(name, to_string(type->value, a.default_value));
    else if (a.default_kind != TableAttributes::Default::kNone)
      add(name);
    if (!a.change_function.is_null()) add("&on_change");
    if (a.ordered) add("&ordered");
  }

  NativeCall& call_;
  Vector* list_;
};

Value describe_global(NativeCall& call, GlobalId id) {
  const GlobalInfo& info = call.program().globals[id];
  RecordResult record = script_id(call, to_string(info.type), info.flags & kGlobalExported);
  record.flag("constant", info.is_const).flag("option_value", info.is_option);
  record.flag("redefinable", is_redefinable(info));
  record.flag("broker_backend", info.flags & kGlobalBackend);
  if (call.machine.global_is_set(id))
    set_boxed(call, record, "value", info.type, call.machine.global(id));
  AttributeList attributes(call);
  attributes.add_all(info);
  if (attributes.empty())
    release(attributes.take());
  else
    record.set("attributes", attributes.take());
  return record.take();
}

Value describe_function(NativeCall& call, FunctionId id) {
  const FunctionInfo& info = call.program().functions[id];
  RecordResult record = script_id(call, to_string(info.type), info.exported);
  if (info.value) set_boxed(call, record, "value", info.type, Value::of(info.value));
  return record.take();
}

// That without a name last.
std::vector<std::string_view> module_names(const Program& program) {
  std::vector<std::string_view> names = program.modules;
  std::erase(names, "GLOBAL");
  std::sort(names.begin(), names.end());
  names.push_back("GLOBAL");
  return names;
}

Value call_argument(NativeCall& call, const Parameter& parameter) {
  RecordResult record(call, "call_argument");
  record.set("name", parameter.name).set("type_name", to_string(parameter.type));
  return record.take();
}

Value backtrace_element(NativeCall& call, const StackEntry& entry) {
  RecordResult element(call, "BacktraceElement");
  const FunctionInfo* info =
      entry.function == kNoFunction ? nullptr : &call.program().functions[entry.function];
  element.set("function_name", info ? std::string_view(info->name) : std::string_view());
  Vector* arguments = make_vector(call.heap(), as_vector(call.named_type("call_argument_vector")));
  if (info)
    for (const Parameter& parameter : info->type->parameters)
      push(call.heap(), arguments, call_argument(call, parameter));
  element.set("function_args", Value::of(arguments));
  if (auto* sources = call.machine.try_service<SourceMap>(); sources && entry.span.known()) {
    Location location = sources->location(entry.span);
    element.set("file_location", location.path).count("line_location", location.line);
  }
  return element.take();
}

}  // namespace

void register_introspection(NativeRegistry& registry) {
  registry.add({R"(
## From now on raises events without a handler, too, so that :zeek:id:`new_event` hears of them.
##
## Returns: T.
global generate_all_events: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  call.machine.raise_all();
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The type of a value, as a script would write it.
##
## Example: print type_name(5), type_name(vector("a"));   # count, vector of string
global type_name: function(t: any): string;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const Type* known = known_type(call, type, value);
                  if (known != type && as_vector(known)) return call.make_string(known->name);
                  bool bare = as_record(type) && is_bare(value.record());
                  return call.make_string(bare ? type_name(type) : to_string(known));
                },
                kNoEffects});

  registry.add({R"(
## The names of a type.
##
## Example: print "gtp_rai" in type_aliases(gtp_rai($mcc=1, $mnc=1, $lac=1, $rac=1));   # T
global type_aliases: function(x: any): string_set;
)",
                [](NativeCall& call) -> Value {
                  TableResult names(call);
                  for (std::string_view name : aliases(call)) names.add(name);
                  return names.take();
                },
                kNoEffects});

  registry.add({R"(
## The labels of an enumeration, given as a type.
##
## Example: print |enum_names(transport_proto)|;   # 4
global enum_names: function(et: any): string_set;
)",
                [](NativeCall& call) -> Value {
                  auto [argument_type, argument] = call.typed(0);
                  const EnumType* type =
                      argument_type->kind == TypeKind::kString
                          ? as_enum_or_null(call.program().find_type(argument.string()->view()))
                          : as_enum(subject(call, 0));
                  TableResult names(call);
                  if (!type) {
                    complain(call, "enum_names() requires an enumeration");
                    return names.take();
                  }
                  for (const EnumLabel& label : type->labels) names.add(label.name);
                  return names.take();
                },
                kNoEffects});

  registry.add({R"(
## The value of a global by its name, as a value of type any; the string "<unknown id>" or "<no ID value>" if there is none.
##
## Example: print lookup_ID("dns_session_timeout");   # 10.0 secs
global lookup_ID: function(id: string): any;
)",
                [](NativeCall& call) -> Value {
                  const Program& program = call.program();
                  const Type* string = program.types.basic(TypeKind::kString);
                  if (auto found = program.global_ids.find(call.text(0));
                      found != program.global_ids.end()) {
                    const Type* type = program.globals[found->second].type;
                    if (!call.machine.global_is_set(found->second))
                      return boxed(call, string, call.make_string("<no ID value>"));
                    Value v = call.machine.global(found->second);
                    return boxed(call, type, type->managed() ? retained(v) : v);
                  }
                  FunctionId function = program.find_function(call.text(0));
                  if (function != kNoFunction && program.functions[function].value)
                    return boxed(call, program.functions[function].type,
                                 Value::of(program.functions[function].value));
                  Value label = find_label(call, call.text(0));
                  return label.is_null() ? boxed(call, string, call.make_string("<unknown id>"))
                                         : label;
                },
                kNoEffects});

  registry.add({R"(
## Every global, by name, with what is known of it; modules as "module Name".
##
## Example: print global_ids()["dns_session_timeout"]$type_name;   # interval
global global_ids: function(): id_table;
)",
                [](NativeCall& call) -> Value {
                  const Program& program = call.program();
                  TableResult all(call);
                  for (std::string_view module : module_names(program))
                    all.put("module " + std::string(module),
                            script_id(call, "module", false).take());
                  for (GlobalId id = 0; id < program.globals.size(); ++id)
                    all.put(program.globals[id].name, describe_global(call, id));
                  for (FunctionId id = 0; id < program.functions.size(); ++id)
                    if (program.find_function(program.functions[id].name) == id)
                      all.put(program.functions[id].name, describe_function(call, id));
                  return all.take();
                },
                kNoEffects});

  registry.add({R"(
## The names of all options.
##
## Example: print "default_file_bof_buffer_size" in global_options();   # T
global global_options: function(): string_set;
)",
                [](NativeCall& call) -> Value {
                  TableResult names(call);
                  for (const GlobalInfo& info : call.program().globals)
                    if (info.is_option) names.add(info.name);
                  return names.take();
                },
                kNoEffects});

  registry.add({R"(
## The fields of a record, or of a type of records, by name. The type may be given by its name.
##
## Example: print record_fields(conn_id)["orig_h"]$type_name;   # addr
global record_fields: function(rec: any): record_field_table;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const RecordType* record_type =
                      type->kind == TypeKind::kString
                          ? as_record_or_null(call.program().find_type(value.string()->view()))
                          : as_record(subject(call, 0));
                  TableResult fields(call);
                  if (!record_type) {
                    call.warn("non-record type passed to record_fields");
                    return fields.take();
                  }
                  fields.keep_order();
                  Record* record = as_record(type) ? value.record() : nullptr;
                  Owned defaults(Value::of(fresh_record(call, record_type)));
                  Record* fresh = defaults.get().record();
                  for (uint32_t i = 0; i < record_type->fields.size(); ++i) {
                    const RecordField& field = record_type->fields[i];
                    RecordResult described(call, "record_field");
                    described.set("type_name", field_type_name(field.type))
                        .flag("log", field.logged())
                        .flag("optional", field.optional() || field.has_default());
                    if (record && record->stored(i))
                      set_boxed(call, described, "value", field.type, record->at(i));
                    if (fresh && field.has_default() && fresh->stored(i))
                      set_boxed(call, described, "default_val", field.type, fresh->at(i));
                    fields.put(field.name, described.take());
                  }
                  return fields.take();
                },
                kNoEffects});

  registry.add({R"(
## The calls that led here, the innermost first.
##
## Example: print |backtrace()| > 0;   # T
global backtrace: function(): Backtrace;
)",
                [](NativeCall& call) -> Value {
                  VectorResult elements(call);
                  for (const StackEntry& entry : call.machine.call_stack())
                    elements.add(backtrace_element(call, entry));
                  return elements.take();
                },
                kNoEffects});

  registry.add({R"(
## Whether an event has a handler.
##
## Example: print is_event_handled("no_such_event");   # F
global is_event_handled: function(event_name: string): bool;
)",
                [](NativeCall& call) -> Value {
                  FunctionId id = call.program().find_function(call.text(0));
                  bool something_else =
                      id == kNoFunction && (call.program().find_type(call.text(0)) ||
                                            call.machine.find_global(call.text(0)));
                  if (id == kNoFunction && !something_else) return Value::of_bool(false);
                  if (something_else || call.program().functions[id].type->flavor != Flavor::kEvent)
                    return complain(call, "'" + std::string(call.text(0)) + "' is not an event",
                                    Value::of_bool(false));
                  return Value::of_bool(call.machine.has_handlers(id));
                },
                kNoEffects});

  registry.add(
      {R"(
## Switches the handlers of a group on.
##
## Returns: F if there is no such group.
##
## Example: print enable_event_group("no such group");   # F
global enable_event_group: function(group: string): bool;
)",
       [](NativeCall& call) -> Value { return set_group(call, std::string(call.text(0)), true); }});

  registry.add({R"(
## Switches the handlers of a group off.
##
## Returns: F if there is no such group.
##
## Example: print disable_event_group("no such group");   # F
global disable_event_group: function(group: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return set_group(call, std::string(call.text(0)), false);
                }});

  registry.add({R"(
## Whether there is a group of handlers of that name.
##
## Example: print has_event_group("no such group");   # F
global has_event_group: function(group: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(find_group(call, call.text(0)).has_value());
                },
                kNoEffects});

  registry.add({R"(
## Switches all handlers on that stand in a module.
##
## Returns: F if the module has no handlers.
##
## Example: print enable_module_events("NoSuchModule");   # F
global enable_module_events: function(module_name: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return set_group(call, module_group(call.text(0)), true);
                }});

  registry.add({R"(
## Switches all handlers off that stand in a module.
##
## Returns: F if the module has no handlers.
##
## Example: print disable_module_events("NoSuchModule");   # F
global disable_module_events: function(module_name: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return set_group(call, module_group(call.text(0)), false);
                }});

  registry.add({R"(
## Whether a module has handlers.
##
## Example: print has_module_events("NoSuchModule");   # F
global has_module_events: function(group: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(find_group(call, module_group(call.text(0))).has_value());
                },
                kNoEffects});

  registry.add(
      {R"(
## How deep calls may be nested.
##
## Example: print get_max_recursion_depth() > 0;   # T
global get_max_recursion_depth: function(): count;
)",
       [](NativeCall& call) -> Value { return Value::of_count(call.machine.limits().frames); },
       kNoEffects});

  registry.add({R"(
## Says how deep calls may be nested; 0: as deep as there is room, which is also the most.
global set_max_recursion_depth: function(c: count): any;
)",
                [](NativeCall& call) -> Value {
                  call.machine.set_max_depth(
                      uint32_t(std::min<uint64_t>(call.number(0), UINT32_MAX)));
                  return Value::null();
                }});

  registry.add({R"(
## The script that an ``@load`` of this name loads: a file, or a folder with a ``__load__.zeek``.
##
## Returns: Empty if there is none, or if the name is an absolute path or one that begins with a dot.
##
## Example: print find_in_zeekpath("no/such/script");   #
global find_in_zeekpath: function(p: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view name = call.text(0);
                  if (name.starts_with('/') || name.starts_with("./") || name.starts_with("../"))
                    return complain(call,
                                    "find_in_zeekpath() takes names that are looked up in the path "
                                    "of scripts: neither absolute ones nor relative ones",
                                    call.make_string(""));
                  auto* control = call.machine.try_service<RunControl>();
                  bool can = control && control->find_script;
                  return call.make_string(can ? control->find_script(name) : std::string());
                },
                kNoEffects});

  registry.add({R"(
## The names of the fields of a record type, in order; none if there is no such type.
##
## Example: print record_type_to_vector("conn_id")[0];   # orig_h
global record_type_to_vector: function(rt: string): string_vec;
)",
                [](NativeCall& call) -> Value {
                  VectorResult names(call);
                  auto found = call.program().type_names.find(call.text(0));
                  const RecordType* record =
                      found == call.program().type_names.end() ? nullptr : as_record(found->second);
                  if (!record) return names.take();
                  for (const RecordField& field : record->fields) names.add(field.name);
                  return names.take();
                },
                kNoEffects});

  registry.add({R"(
## Whether the event being handled came from another node.
##
## Example: print is_remote_event();   # F
global is_remote_event: function(): bool;
)",
                [](NativeCall&) -> Value { return Value::of_bool(false); }, kNoEffects});

  registry.add({R"(
## Whether this program was built with Spicy. It never is.
##
## Example: print have_spicy();   # F
global have_spicy: function(): bool;
)",
                [](NativeCall&) -> Value { return Value::of_bool(false); }, kFoldable});

  registry.add({R"(
## Whether there are analyzers written in Spicy. There are none.
##
## Example: print have_spicy_analyzers();   # F
global have_spicy_analyzers: function(): bool;
)",
                [](NativeCall&) -> Value { return Value::of_bool(false); }, kFoldable});
}

}  // namespace avocet
