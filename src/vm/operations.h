// Operations: the slow halves of opcodes. `x.vm()` in an opcode's run() is one of these.
//
// A thin view of the machine. Slots given by reference are registers: a managed one is replaced,
// that is, what it owned is released after the new value was made. Keys and arguments are borrowed.
// bool results: false is a recorded error. Whoever may call scripts (see each group) needs the
// frame's pc written before: x.sync().
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "bytecode/op/vector.h"
#include "value/pattern_join.h"
#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"
#include "vm/machine.h"

namespace avocet {

using OperandList = std::vector<uint32_t>;

// Nobody wants the result of the call that the frame stands behind.
bool is_result_unused(const Frame& caller);

class Operations {
 public:
  explicit Operations(Machine& machine) : machine_(machine) {}

  Heap& heap() { return machine_.heap_; }
  Machine& machine() { return machine_; }

  // ---- Errors, registers, globals, switches (operations.cc)
  bool fail(std::string_view message, std::string detail = {}) {
    return machine_.fail(message, std::move(detail));
  }
  // A message at the running instruction that ends nothing.
  void warn(std::string_view message);
  bool fail_unset(Value name);
  bool fail_sizes(uint32_t a, uint32_t b) {
    return fail("these vectors must be of one size",
                "they have " + std::to_string(a) + " and " + std::to_string(b) + " elements");
  }
  bool fail_no_entry(const Table* t, const Value* keys);
  bool fail_cast(const Type* have, const Type* want);
  // A conversion between the integer types that cannot be: `v` is below zero, as an int.
  bool fail_to_count(Value v) { return fail("a count is never negative", std::to_string(v.i)); }
  bool fail_to_int(Value v) { return fail("too large for an int", std::to_string(v.u)); }
  bool fail_unset_global(GlobalId id);
  Value& global(GlobalId id) { return machine_.globals_[id]; }
  bool global_is_set(GlobalId id) const { return machine_.global_set_[id]; }
  void mark_global(GlobalId id) { machine_.global_set_[id] = 1; }
  uint32_t find_case(const Code& code, uint16_t list, Value value);
  uint32_t find_case(const Code& code, uint16_t list, Value value, const Type* type);
  uint32_t find_double_case(const Code& code, uint16_t list, Value value);
  uint32_t find_type_case(const Code& code, uint16_t list, Value box);

  // ---- Strings, patterns, addresses, subnets (operations.cc)
  bool concat(const OperandList& list, const Value* m, Value& to);
  bool append_string(Value& to, String* more);
  bool index_string(String* s, int64_t at, Value& to);
  bool slice_string(String* s, int64_t from, int64_t end, Value& to);
  bool contains_string(const String* whole, const String* part);
  bool pattern_join(PatternJoin how, const Pattern* a, const Pattern* b, Value& to);
  int compare_managed(TypeKind kind, Value a, Value b);
  bool address_in_subnet(Value address, Value subnet);
  bool subnet_in_subnet(Value inner, Value outer);
  bool mask_address(Value address, uint64_t bits, Value& to);
  void address_to_subnet(Value address, Value& to);
  double size_of_subnet(Value subnet);

  // ---- Records, any, copies (record_operations.cc, convert.cc). Lazy defaults may call scripts.
  void make_record(const Type* type, Value& to);
  bool load_unstored_field(Record* record, uint32_t field, Value& to);
  bool load_unstored_field_pair(Record* outer, uint16_t fields, Value& to);
  bool fail_first_of_pair(const Record* outer, uint16_t fields);
  Value* ensure_field(Record* record, uint32_t field);
  bool fail_short_record(Record* record, uint32_t field);
  bool clear_field(Record* record, uint32_t field);
  // Computes the defaults that need a function, of records within too.
  bool complete_record(Record* record);
  bool check_cast(const Type* have, const Type* want);
  // A vector of some type where a vector of any is wanted.
  bool must_box_elements(const Type* have, const Type* want);
  bool cast_box(const Box* box, const Type* want, Value& to);
  bool can_cast(const Box* box, const Type* want);
  bool size_any(const Box* box, Value& to);
  bool holds_type(const Type* have, const Type* want);
  bool equal_objects(Value a, Value b);
  bool copy_deep(Value from, const Type* type, Value& to);
  bool convert(Value from, const Type* to_type, Value& to);

  // ---- Vectors (vector_operations.cc)
  void make_vector(const Type* type, uint32_t room, Value& to);
  bool load_element(Vector* vec, int64_t at, Value& to);
  bool load_managed_element(Vector* vec, int64_t at, Value& to);
  bool store_element(Vector* vec, int64_t at, Value value);  // takes over the count
  Value* element_slot(Vector* vec, int64_t at);
  bool append_all(Vector* to, Vector* from);
  bool select_elements(Vector* from, Vector* by, Value& to);
  bool store_elements(Vector* vec, Vector* by, Vector* with);
  bool slice_vector(Vector* vec, int64_t from, int64_t end, Value& to);
  bool store_slice(Vector* vec, int64_t from, int64_t end, Vector* with);
  bool vector_apply(const Code& code, uint16_t list, const Value* r, const Value* m, Value& to);
  bool vector_condition(const OperandList& list, const Value* m, Value& to);

  // ---- Tables (table_operations.cc). May call scripts: defaults, &on_change.
  bool table_contains(Table* t, const Value* keys);
  bool table_load(Table* t, const Value* keys, Value& to);
  bool table_add_int(Table* t, const Value* keys, Value by);
  bool table_store(Table* t, const Value* keys, Value value);  // takes over the count
  bool table_erase(Table* t, const Value* keys);
  bool table_contains(Table* t, const OperandList& keys, const Value* r, const Value* m);
  bool table_load(Table* t, const OperandList& keys, const Value* r, const Value* m, Value& to);
  bool table_add_int(Table* t, const OperandList& keys, const Value* r, const Value* m, Value by);
  bool table_store(Table* t, const OperandList& keys, const Value* r, const Value* m, Value value);
  bool table_erase(Table* t, const OperandList& keys, const Value* r, const Value* m);
  bool table_clear(Table* t);
  bool table_add_all(Table* to, Table* from);
  bool table_remove_all(Table* from, Table* keys_of);
  bool table_keep_all(Table* in, Table* keys_of);
  void erase_expired(Table* t, const TableEntry& entry);

  // ---- Containers as wholes (container_operations.cc)
  void make_table(const Code& code, uint16_t type, uint16_t attributes, Value& to);
  void attach_attributes(const Code& code, Table* t, uint16_t attributes);
  void set_union(Table* a, Table* b, Value& to);
  void set_intersection(Table* a, Table* b, Value& to);
  void set_difference(Table* a, Table* b, Value& to);
  bool set_included(Table* a, Table* b);
  void begin_entries(Table* t, Value& to);
  bool next_entry(Value cursor);
  Value entry_key(Value cursor, uint16_t number);
  Value entry_value(Value cursor);
  bool prefix_contains(Table* t, TypeKind kind, Value key);
  bool prefix_load(Table* t, TypeKind kind, Value key, Value& to);
  bool patterns_contain(Table* t, String* text);
  void patterns_load(const Code& code, uint16_t list, const Value* m, Value& to);

  // ---- Calls, events, closures (call_operations.cc). Call scripts.
  bool call_native(const Code& code, uint16_t function, uint16_t list, const Value* r,
                   const Value* m, Value* result);
  // A native has no value where a managed one was wanted, which is an error unless nobody wants it.
  bool can_lack_result(FunctionId native);
  bool call_hook(FunctionId id, Value* r, Value* m);
  // The code of a body of a sequence; null if it is disabled, or cannot be run, which is an error.
  const Code* find_body(const Code& sequence, size_t body);
  // `plain` or `managed` gets the result.
  bool call_variadic(const OperandList& list, const Type* const* types, const Value* r,
                     const Value* m, Value& plain, Value& managed);
  bool call_hook_value(Function* hook, const OperandList& list, const Type* const* types,
                       const Value* r, const Value* m, Value& completed);
  bool call_value_in_window(Function* function, Value* r,
                            Value* m);  // natives and hooks; takes over its count
  void make_closure(const Code& code, uint16_t function, uint16_t list, const Value* r,
                    const Value* m, Value& to);
  Function* closure() { return machine_.frame_->closure; }
  bool end_without_result(std::string_view text) { return machine_.end_without_result(text); }
  bool wants(FunctionId id) { return machine_.wants(id); }
  void raise(FunctionId id, const OperandList& list, const Value* r, const Value* m);
  void schedule(double delay, FunctionId id, const OperandList& list, const Value* r,
                const Value* m);
  void when(const Code& code, uint16_t list, const Value* r, Value condition);
  bool return_when(const Code& code, uint16_t list, const Value* r, Value condition, Value* result);
  bool yields_managed(const Code& code) {
    return machine_.info(code.owner).type->result->managed();
  }
  bool print(const Code& code, uint16_t list, const Value* r, const Value* m);

 private:
  class Raised;
  bool convert_value(Value v, const Type* from, const Type* to, Value* made);
  bool convert_number(Value v, const Type* from, const Type* to, Value* made);
  bool convert_record(Record* from, const RecordType* to, Value* made);
  bool convert_vector(Vector* from, const VectorType* to, Value* made);
  bool convert_table(Table* from, const TableType* to, Value* made);
  bool convert_entry(Table* from, const TableEntry& entry, Table* to);
  bool apply_element(VectorOperation operation, Value a, Value b, Value* to);
  WhenRequest when_request(const Code& code, uint16_t list, const Value* r, Value condition);
  Value* read_entry(Table* t, const Value* keys);
  bool missing_entry(Table* t, const Value* keys, Value& to);
  bool default_for(Table* t, const Value* keys, Value* made);
  bool announce(Table* t, TableChange change, const Value* keys, Value value);
  void erase_kept(Table* t, const TableEntry& entry);
  void assign_set(Value& to, Table* made);
  bool complete_fields(Record* record);
  void date_entry(Table* t, bool is_new);
  bool fail_memory();
  bool is_affordable(size_t bytes);

  Machine& machine_;
};

// A slot of a register is overwritten with a borrowed value of that type.
inline void assign(Value& to, Value borrowed, bool managed) {
  if (managed) return replace(to, retained(borrowed));
  to = borrowed;
}
// The same with a value that comes with its count.
inline void assign_taken(Value& to, Value taken, bool managed) {
  if (managed) return replace(to, taken);
  to = taken;
}

// An index as scripts give it, negative ones from the end, within 0..size.
inline size_t slice_bound(int64_t at, size_t size) {
  if (at < 0) at += int64_t(size);
  return size_t(std::clamp<int64_t>(at, 0, int64_t(size)));
}

// The slots that a list names, in order.
inline void gather(const OperandList& list, size_t first, const Value* r, const Value* m,
                   Value* to) {
  for (size_t i = first; i < list.size(); ++i)
    *to++ = list[i] & 1 ? m[list[i] >> 1] : r[list[i] >> 1];
}

}  // namespace avocet
