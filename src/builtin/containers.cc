// Tables, sets and vectors.

#include <algorithm>
#include <numeric>

#include "builtin/entries.h"

namespace avocet {

namespace {

Value element(const Type* type, Value v) { return type->managed() ? retained(v) : v; }

bool is_number(const Type* type) {
  return type->plain() && type->kind != TypeKind::kBool && type->kind != TypeKind::kPort;
}

// Orders elements of a vector, by a function of the language or by themselves. Such a function may
// say anything, so sorting must end well whatever it says: a plain merge does.
class Sorter {
 public:
  Sorter(NativeCall& call, Vector* vec, Function* less) : call_(call), vec_(vec), less_(less) {}

  // The indices in order; false if the function failed.
  bool run(std::vector<uint32_t>& order) {
    order.resize(vec_->size);
    std::iota(order.begin(), order.end(), 0u);
    scratch_.resize(order.size());
    sort(order, 0, order.size());
    return !failed_;
  }

 private:
  void sort(std::vector<uint32_t>& order, size_t begin, size_t end) {
    if (end - begin < 2 || failed_) return;
    size_t middle = begin + (end - begin) / 2;
    sort(order, begin, middle);
    sort(order, middle, end);
    size_t left = begin, right = middle;
    for (size_t to = begin; to < end; ++to) {
      bool take_right = left == middle || (right < end && is_less(order[right], order[left]));
      scratch_[to] = take_right ? order[right++] : order[left++];
    }
    std::copy(scratch_.begin() + ptrdiff_t(begin), scratch_.begin() + ptrdiff_t(end),
              order.begin() + ptrdiff_t(begin));
  }

  bool is_less(uint32_t a, uint32_t b) {
    // Holes come first.
    if (!vec_->is_set(a) || !vec_->is_set(b)) return !vec_->is_set(a) && vec_->is_set(b);
    if (!less_) return compare(vec_->type->element, vec_->items[a], vec_->items[b]) < 0;
    if (failed_) return false;
    Value arguments[] = {vec_->items[a], vec_->items[b]};
    Returned result;
    failed_ = !call_.call(less_, arguments, &result);
    return !failed_ && result.get().i < 0;
  }

  NativeCall& call_;
  Vector* vec_;
  Function* less_;
  std::vector<uint32_t> scratch_;
  bool failed_ = false;
};

// The vector and the comparison of sort() and order(); null with an error if they are no good.
Vector* sort_arguments(NativeCall& call, Function*& less) {
  auto [type, value] = call.typed(0);
  const VectorType* vector_type = as_vector(type);
  if (!vector_type)
    return complain(call, "first argument of sort() and order() must be a vector"), nullptr;
  less = nullptr;
  if (call.count > 1) {
    auto [function_type, function] = call.typed(1);
    const FunctionType* comparison = as_function(function_type);
    bool good = comparison && comparison->parameters.size() == 2 &&
                comparison->result->kind == TypeKind::kInt &&
                same_type(comparison->parameters[0].type, vector_type->element) &&
                same_type(comparison->parameters[1].type, vector_type->element);
    if (!good) return complain(call, "invalid comparison function"), nullptr;
    less = function.function();
  } else if (!is_number(vector_type->element) && vector_type->element->kind != TypeKind::kVoid) {
    return complain(call, "a comparison function is required for elements of this type"), nullptr;
  }
  return value.vector();
}

Value sort_native(NativeCall& call) {
  Function* less = nullptr;
  Vector* vec = sort_arguments(call, less);
  auto [argument_type, argument] = call.typed(0);
  if (!vec) return boxed(call, argument_type, element(argument_type, argument));
  std::vector<uint32_t> order;
  if (!Sorter(call, vec, less).run(order)) return Value::null();
  // The function might have changed the vector.
  if (order.size() != vec->size) return call.fail("vector changed while it was sorted");
  std::vector<Value> items(vec->size);
  std::vector<bool> set(vec->size);
  for (uint32_t i = 0; i < vec->size; ++i) {
    items[i] = vec->items[order[i]];
    set[i] = vec->is_set(order[i]);
  }
  std::copy(items.begin(), items.end(), vec->items);
  if (vec->holes)
    for (uint32_t i = 0; i < vec->size; ++i) {
      uint64_t bit = uint64_t(1) << (i & 63);
      vec->holes[i >> 6] = set[i] ? vec->holes[i >> 6] & ~bit : vec->holes[i >> 6] | bit;
    }
  return boxed(call, argument_type, retained(argument));
}

Value order_native(NativeCall& call) {
  Function* less = nullptr;
  Vector* vec = sort_arguments(call, less);
  VectorResult result(call);
  if (!vec) return result.take();
  std::vector<uint32_t> order;
  if (!Sorter(call, vec, less).run(order)) return result.take();
  for (uint32_t i : order) result.add(Value::of_count(i));
  return result.take();
}

// A vector of bools: whether any, or all, are true.
Value count_true(NativeCall& call, bool wants_all) {
  auto [type, value] = call.typed(0);
  const VectorType* vector_type = as_vector(type);
  if (!vector_type || (vector_type->element->kind != TypeKind::kBool &&
                       vector_type->element->kind != TypeKind::kVoid))
    return call.fail("argument must be a vector of bool");
  Vector* vec = value.vector();
  for (uint32_t i = 0; i < vec->size; ++i)
    if ((vec->is_set(i) && vec->items[i].b()) != wants_all) return Value::of_bool(!wants_all);
  return Value::of_bool(wants_all);
}

// A table or set with subnets as keys, or null with a run-time error.
Table* subnet_table(NativeCall& call) {
  auto [type, value] = call.typed(1);
  const TableType* table = as_table(type);
  if (!table || table->keys.size() != 1 || table->keys[0]->kind != TypeKind::kSubnet)
    return call.fail("expected a table or set with subnets as keys"), nullptr;
  return value.table();
}

}  // namespace

void register_containers(NativeRegistry& registry) {
  registry.add({R"(
## Removes everything from a table or set.
global clear_table: function(v: any): any;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  if (!as_table(type)) return call.fail("clear_table() takes tables and sets only");
                  clear(value.table());
                  return Value::null();
                }});

  registry.add({R"(
## The values of a table as a vector.
##
## Example: print table_values(table([1] = "a", [2] = "b"));   # [a, b]
global table_values: function(t: any): any_vec;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const TableType* table = as_table(type);
                  if (!table || table->is_set())
                    return call.fail("table_values() takes tables only");
                  VectorResult all(call, table->value);
                  uint32_t position = 0;
                  TableEntry entry;
                  while (next_entry(value.table(), position, entry))
                    all.add(boxed(call, table->value, element(table->value, *entry.value)));
                  return all.take();
                },
                kNoEffects});

  registry.add({R"(
## The keys of a table as a set.
##
## Example: print |table_keys(table([1] = "a", [2] = "b")) as set[count]|;   # 2
global table_keys: function(t: any): any;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  const TableType* table = as_table(type);
                  if (!table || table->is_set() || table->unspecified())
                    return call.fail("table_keys() takes tables only");
                  const TableType* keys = call.machine.types().set_of(table->keys);
                  Table* all = make_table(call.heap(), keys);
                  uint32_t position = 0;
                  TableEntry entry;
                  while (next_entry(value.table(), position, entry))
                    put(call.heap(), all, entry.keys, Value::null());
                  return boxed(call, keys, Value::of(all));
                },
                kNoEffects});

  registry.add({R"(
## The keys of a table of subnets that hold a subnet, the longest first.
##
## Example: print matching_subnets(10.1.0.0/16, set(10.0.0.0/8, 11.0.0.0/8));   # [10.0.0.0/8]
global matching_subnets: function(search: subnet, t: any): subnet_vec;
)",
                [](NativeCall& call) -> Value {
                  Table* table = subnet_table(call);
                  if (!table) return Value::null();
                  VectorResult found(call);
                  TableEntry entry;
                  for (uint32_t position : covering_entries(table, call.subnet(0)))
                    if (entry_at(table, position, entry)) found.add(retained(entry.keys[0]));
                  return found.take();
                },
                kNoEffects});

  registry.add({R"(
## Those elements of a table of subnets whose keys hold a subnet.
##
## Example: print |filter_subnet_table(10.1.0.0/16, set(10.0.0.0/8, 11.0.0.0/8)) as subnet_set|;   # 1
global filter_subnet_table: function(search: subnet, t: any): any;
)",
                [](NativeCall& call) -> Value {
                  Table* table = subnet_table(call);
                  if (!table) return Value::null();
                  Table* found = make_table(call.heap(), table->type);
                  TableEntry entry;
                  bool reads = table->attributes && table->attributes->expiry == Expiry::kRead;
                  for (uint32_t position : covering_entries(table, call.subnet(0))) {
                    if (!entry_at(table, position, entry)) continue;
                    put(call.heap(), found, entry.keys,
                        table->type->is_set() ? Value::null()
                                              : element(table->type->value, *entry.value));
                    if (reads) touch(table, entry.keys, call.network_time());
                  }
                  return boxed(call, table->type, Value::of(found));
                }});

  registry.add({R"(
## Whether a table of subnets has exactly this one as a key.
##
## Example: print check_subnet(10.0.0.0/8, set(10.0.0.0/8)), check_subnet(10.1.0.0/16, set(10.0.0.0/8));   # T, F
global check_subnet: function(search: subnet, t: any): bool;
)",
                [](NativeCall& call) -> Value {
                  Table* table = subnet_table(call);
                  if (!table) return Value::null();
                  return Value::of_bool(contains(table, &call.args[0]));
                },
                kNoEffects});

  registry.add({R"(
## Makes a vector longer or shorter.
##
## Returns: How long it was.
##
## Example: print resize(vector(1, 2, 3), 2);   # 3
global resize: function(aggr: any, newsize: count): count;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  if (!as_vector(type)) return call.fail("resize() takes vectors only");
                  if (call.number(1) > kMaxVectorSize) return call.fail("size out of range");
                  uint32_t before = value.vector()->size;
                  resize(call.heap(), value.vector(), uint32_t(call.number(1)));
                  return Value::of_count(before);
                }});

  // Declared in base/utils/queue.
  registry.add_body("Queue::__set_element", [](NativeCall& call) -> Value {
    auto [type, value] = call.typed(0);
    auto [given, v] = call.typed(2);
    const VectorType* vector_type = as_vector(type);
    if (!vector_type) return call.fail("what is in a queue goes into vectors only");
    if (call.number(1) >= kMaxVectorSize) return call.fail("size out of range");
    const Type* wanted = vector_type->element;
    if (wanted->kind != TypeKind::kAny && !same_type(wanted, given))
      return call.fail("elements of the queue are of another type than those of the vector");
    Value element_value = element(given, v);
    if (wanted->kind == TypeKind::kAny) element_value = boxed(call, given, element_value);
    put(call.heap(), value.vector(), uint32_t(call.number(1)), element_value);
    return Value::null();
  });

  registry.add({R"(
## Whether any element is T.
##
## Example: print any_set(vector(F, T)), any_set(vector(F, F));   # T, F
global any_set: function(v: any): bool;
)",
                [](NativeCall& call) -> Value { return count_true(call, false); }, kNoEffects});

  registry.add({R"(
## Whether all elements are T.
##
## Example: print all_set(vector(T, T)), all_set(vector(F, T));   # T, F
global all_set: function(v: any): bool;
)",
                [](NativeCall& call) -> Value { return count_true(call, true); }, kNoEffects});

  registry.add({R"(
## Sorts a vector, itself, in ascending order. Equal elements keep their order.
##
## A second argument is a function of two elements that returns a negative number if the first one comes first;
## elements that are no numbers need one.
##
## Returns: The vector.
##
## Example: print sort(vector(3, 1, 2));   # [1, 2, 3]
global sort: function(v: any, va_args: any): any;
)",
                sort_native, kCallsScripts});

  registry.add({R"(
## How to sort a vector: the indices of its elements in order. Takes a second argument as :zeek:id:`sort` does.
##
## Example: print order(vector(30, 10, 20));   # [1, 2, 0]
global order: function(v: any, va_args: any): index_vec;
)",
                order_native, kCallsScripts});

  registry.add({R"(
## Whether two values are one and the same object, not just equal.
##
## Example: print same_object(vector(1), vector(1));   # F
global same_object: function(o1: any, o2: any): bool;
)",
                [](NativeCall& call) -> Value {
                  auto [type1, value1] = call.typed(0);
                  auto [type2, value2] = call.typed(1);
                  bool plain = !type1->managed() || !type2->managed();
                  return Value::of_bool(plain ? same_type(type1, type2) && value1.u == value2.u
                                              : value1.u == value2.u);
                },
                kNoEffects});
}

}  // namespace avocet
