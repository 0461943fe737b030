// What the entries of builtins share. A group of them is one file <group>.cc with one function
// register_<group>(NativeRegistry&); vm/native.h says what an entry is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "event/run_control.h"
#include "value/format.h"
#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"
#include "vm/machine.h"
#include "vm/native.h"

namespace avocet {

// A result of type any. Takes over the count of `v`, which is a box already if its type is any.
inline Value boxed(NativeCall& call, const Type* type, Value v) {
  return type->kind == TypeKind::kAny ? v : Value::of(make_box(call.heap(), type, v));
}

// The value of a field, lent, its default made if it was not yet. Nothing: the field is not set, or
// there is none of that name. Scripts may leave out fields that records must have, so whoever reads
// a record that was given asks.
inline std::optional<Value> field_of(NativeCall& call, Record* record, std::string_view name) {
  const int found = record->type()->find(name);
  if (found < 0) return std::nullopt;
  const auto index = uint32_t(found);
  if (record->stored(index)) return record->at(index);
  if (!record->has(index)) return std::nullopt;
  if (record->shape->fields[index].init != FieldInit::kFunction)
    return make_lazy_field(call.heap(), record, index);
  Returned result;
  if (!call.machine.run(record->shape->fields[index].function, {}, &result)) return std::nullopt;
  record->set(index, result.take());
  return record->at(index);
}

// A field of type string, lent; `otherwise` if it is not set.
inline std::string_view text_of(NativeCall& call, Record* record, std::string_view name,
                                std::string_view otherwise = {}) {
  std::optional<Value> text = field_of(call, record, name);
  return text ? text->string()->view() : otherwise;
}

// A global of type string, lent; empty if there is none, or it is not set.
inline std::string_view global_text(const Machine& machine, std::string_view name) {
  const Value* found = machine.find_global(name);
  return found && !found->is_null() ? found->string()->view() : std::string_view();
}

// Reports an error at the call that ends nothing: the caller goes on with `result`.
inline Value complain(NativeCall& call, std::string_view message, Value result = Value::null()) {
  RuntimeError error;
  error.message = message;
  error.stack = call.machine.call_stack();
  call.machine.host().report(error);
  return result;
}

// Ends the run at once, with that exit status of the program.
inline Value end_run(NativeCall& call, int status) {
  if (auto* run = call.machine.try_service<RunControl>()) {
    run->terminate = true;
    run->exit_status = status;
  }
  call.machine.stop();
  return call.fail({});
}

// What is neither wrong nor doubtful; the event reporter_info tells of it, too.
inline void inform(NativeCall& call, std::string_view message) {
  std::vector<StackEntry> stack = call.machine.call_stack();
  call.machine.host().inform(stack.empty() ? Span{} : stack.front().span, message);
}

// A text for the system, which takes a NUL for its end. One with a NUL inside is complained of, and
// nothing.
inline std::optional<std::string> text_for_system(NativeCall& call, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return std::string(text);
  std::string shown;
  append_printable(shown, text);
  complain(call, "a NUL within the string: \"" + shown + "\"");
  return std::nullopt;
}
inline std::optional<std::string> text_for_system(NativeCall& call, size_t i) {
  return text_for_system(call, call.text(i));
}

// The same, but one with a NUL inside is empty, which is no name of anything.
inline std::string system_text(NativeCall& call, size_t i) {
  return text_for_system(call, i).value_or("");
}

// Fills a vector of the declared result type.
class VectorResult {
 public:
  explicit VectorResult(NativeCall& call)
      : heap_(call.heap()), vector_(make_vector(heap_, as_vector(call.result_type()))) {}
  // For a declared `vector of any` whose elements are all of type `element`, as type_name() tells.
  VectorResult(NativeCall& call, const Type* element)
      : heap_(call.heap()),
        vector_(make_vector(heap_, call.machine.types().any_vector_of(
                                       as_vector(call.result_type())->element, element))) {}
  void add(std::string_view text) { push(heap_, vector_, Value::of(make_string(heap_, text))); }
  // Takes over the count of `v`.
  void add(Value v) { push(heap_, vector_, v); }
  Value take() { return Value::of(vector_); }

 private:
  Heap& heap_;
  Vector* vector_;
};

// Fills a set or table of the declared result type.
class TableResult {
 public:
  explicit TableResult(NativeCall& call)
      : heap_(call.heap()), table_(make_table(heap_, as_table(call.result_type()))) {}
  void add(std::string_view text) { put(text, Value::null()); }
  // Takes over the count of `v`.
  void put(std::string_view key, Value v) {
    String* owned = make_string(heap_, key);
    put_string(heap_, table_, owned, v);
    release(Value::of(owned));
  }
  // It is walked in the order in which elements are put.
  void keep_order() {
    static const TableAttributes kOrdered{.ordered = true};
    set_attributes(table_, &kOrdered);
  }
  Value take() { return Value::of(table_); }
  Table* table() { return table_; }

 private:
  Heap& heap_;
  Table* table_;
};

// Sets fields of a fresh record of a declared type by name.
class RecordResult {
 public:
  RecordResult(NativeCall& call, std::string_view type)
      : heap_(call.heap()), record_(call.make_record(type)) {}
  // Takes over the count of `v`.
  RecordResult& set(std::string_view field, Value v) {
    int index = record_->type()->find(field);
    CHECK(index >= 0);
    record_->set(uint32_t(index), v);
    return *this;
  }
  RecordResult& set(std::string_view field, std::string_view text) {
    return set(field, Value::of(make_string(heap_, text)));
  }
  RecordResult& count(std::string_view field, uint64_t n) { return set(field, Value::of_count(n)); }
  RecordResult& flag(std::string_view field, bool b) { return set(field, Value::of_bool(b)); }
  RecordResult& real(std::string_view field, double d) { return set(field, Value::of_double(d)); }
  Value take() { return Value::of(record_); }

 private:
  Heap& heap_;
  Record* record_;
};

}  // namespace avocet
