// Deep copies, and making constants immortal. Both walk with a list of what is still to do, not by
// recursion: values may be as deep as memory allows.

#include <cstring>
#include <unordered_map>
#include <vector>

#include "value/function_text.h"
#include "value/hash_key.h"
#include "value/record.h"
#include "value/table.h"
#include "value/table_store.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

namespace {

// Copies are made as shells that still share their managed slots' bits with the original; fill()
// then replaces each slot by a copy of its own. A shell in `work_` is complete but for that.
class Copier {
 public:
  explicit Copier(Heap& heap) : heap_(heap) {}

  CopyResult run(const Type* type, Value v) {
    if (!type->managed()) return {v, nullptr};
    Value made = copy(v);
    while (!work_.empty()) {
      Object* shell = work_.back();
      work_.pop_back();
      fill(shell);
    }
    if (error_ == nullptr) return {made, nullptr};
    release(made);
    return {Value::null(), error_};
  }

 private:
  // A counted copy of one slot; containers are filled later.
  Value copy(Value v) {
    if (v.is_null() || v.is_inline()) return v;
    Object* o = v.object;
    switch (o->kind) {
    case ObjectKind::kString:
    case ObjectKind::kAddress:
    case ObjectKind::kSubnet:
    case ObjectKind::kPattern:
    case ObjectKind::kType:
    case ObjectKind::kFile: return retained(v);
    case ObjectKind::kFunction:
      if (v.function()->capture_count == 0 || v.function()->capture_types == nullptr)
        return retained(v);
      return once(o);
    case ObjectKind::kRecord:
    case ObjectKind::kTable:
    case ObjectKind::kVector:
    case ObjectKind::kBox:
    case ObjectKind::kOpaque: return once(o);
    }
    return Value::null();
  }

  // What is held in one place only cannot be met again: no need to remember it.
  Value once(Object* o) {
    bool shared = o->refs > 1;
    if (shared) {
      auto [it, fresh] = copies_.try_emplace(o, nullptr);
      if (!fresh) return it->second == nullptr ? Value::null() : retained(Value::of(it->second));
    }
    Object* made = shell(o);
    if (shared) copies_[o] = made;
    if (made == nullptr) return Value::null();
    if (made->kind != ObjectKind::kOpaque) work_.push_back(made);
    return Value::of(made);
  }

  Object* shell(Object* o) {
    switch (o->kind) {
    case ObjectKind::kRecord: return shell_of(static_cast<Record*>(o));
    case ObjectKind::kTable: return shell_of(static_cast<Table*>(o));
    case ObjectKind::kVector: return shell_of(static_cast<Vector*>(o));
    case ObjectKind::kBox:
      return heap_.make<Box>(static_cast<Box*>(o)->type, static_cast<Box*>(o)->value);
    case ObjectKind::kFunction: return shell_of(static_cast<Function*>(o));
    case ObjectKind::kOpaque: return clone_of(static_cast<Opaque*>(o));
    case ObjectKind::kString:
    case ObjectKind::kAddress:
    case ObjectKind::kSubnet:
    case ObjectKind::kPattern:
    case ObjectKind::kType:
    case ObjectKind::kFile: break;
    }
    UNREACHABLE();
  }

  Object* shell_of(Record* r) {
    auto* made = heap_.make_with<Record>(r->byte_size - sizeof(Record), r->shape);
    made->count = r->count;
    made->byte_size = r->byte_size;
    std::memcpy(made->storage, r->storage, r->byte_size - sizeof(Record));
    return made;
  }

  Object* shell_of(Table* t) {
    Table* made = make_table(heap_, t->type);
    share_attributes(heap_, made, t);
    if (t->live == 0) return made;
    made->store = clone_store(heap_, t->store);
    made->live = t->live;
    if (t->order != nullptr) copy_order(heap_, made, t);
    return made;
  }

  Object* shell_of(Vector* v) {
    Vector* made = make_vector(heap_, v->type, v->size);
    if (v->holes != nullptr) {
      resize(heap_, made, v->size);
      for (uint32_t i = 0; i < v->size; ++i)
        if (v->is_set(i)) put(heap_, made, i, v->items[i]);
    } else if (v->size > 0) {
      std::memcpy(static_cast<void*>(made->items), v->items, v->size * sizeof(Value));
      made->size = v->size;
    }
    return made;
  }

  Object* shell_of(Function* f) {
    Function* made =
        make_function(heap_, f->id, f->type, f->capture_count, f->capture_types, f->name);
    set_function_text(made, function_text(f));
    std::copy_n(f->captures, f->capture_count, made->captures);
    return made;
  }

  Object* clone_of(Opaque* o) {
    Opaque* made = o->clone(heap_);
    if (made == nullptr) error_ = "the value holds an opaque that cannot be copied";
    return made;
  }

  void fill(Object* made) {
    switch (made->kind) {
    case ObjectKind::kRecord: return fill_record(static_cast<Record*>(made));
    case ObjectKind::kTable: return fill_table(static_cast<Table*>(made));
    case ObjectKind::kVector: return fill_vector(static_cast<Vector*>(made));
    case ObjectKind::kBox: return fill_box(static_cast<Box*>(made));
    case ObjectKind::kFunction: return fill_function(static_cast<Function*>(made));
    case ObjectKind::kOpaque:
    case ObjectKind::kString:
    case ObjectKind::kAddress:
    case ObjectKind::kSubnet:
    case ObjectKind::kPattern:
    case ObjectKind::kType:
    case ObjectKind::kFile: UNREACHABLE();
    }
  }

  void fill_record(Record* r) {
    for (uint32_t i = 0; i < r->count; ++i)
      if (r->shape->fields[i].managed && r->stored(i)) r->slots()[i] = copy(r->slots()[i]);
  }

  // They are still those of the original.
  void copy_own_attributes(Table* t) {
    auto& own = const_cast<TableAttributes&>(*t->attributes);
    if (has_managed_default(t, own)) replace(own.default_value, copy(own.default_value));
    replace(own.expire_function, copy(own.expire_function));
    replace(own.change_function, copy(own.change_function));
  }

  void fill_table(Table* t) {
    if (t->flags & Object::kOwnsAttributes) copy_own_attributes(t);
    if (t->store == nullptr) return;
    TableStore& s = *t->store;
    for_each_position(s, [&](uint32_t position) {
      Value* entry = s.entry(position);
      if (s.keys_managed)
        for (uint32_t k = 0; k < s.key_count; ++k)
          if (t->type->keys[k]->managed()) entry[k] = copy(entry[k]);
      if (s.value_managed) entry[s.value_at] = copy(entry[s.value_at]);
    });
  }

  void fill_vector(Vector* v) {
    if (!v->managed()) return;
    for (uint32_t i = 0; i < v->size; ++i) v->items[i] = copy(v->items[i]);
  }

  void fill_box(Box* b) {
    if (b->type->managed()) b->value = copy(b->value);
  }

  void fill_function(Function* f) {
    for (uint32_t i = 0; i < f->capture_count; ++i)
      if (f->capture_types[i]->managed()) f->captures[i] = copy(f->captures[i]);
  }

  Heap& heap_;
  std::vector<Object*> work_;
  std::unordered_map<const Object*, Object*> copies_;
  const char* error_ = nullptr;
};

class Immortality {
 public:
  void add(Value v) {
    if (v.is_null() || v.is_inline() || v.object->immortal()) return;
    v.object->refs |= Object::kImmortal;
    work_.push_back(v.object);
  }

  void run() {
    while (!work_.empty()) {
      Object* o = work_.back();
      work_.pop_back();
      visit(o);
    }
  }

 private:
  void visit(Object* o) {
    switch (o->kind) {
    case ObjectKind::kString: string_hash(static_cast<String*>(o)); return;
    case ObjectKind::kPattern: return add(Value::of(static_cast<Pattern*>(o)->text));
    case ObjectKind::kRecord: return visit_record(static_cast<Record*>(o));
    case ObjectKind::kTable: return visit_table(static_cast<Table*>(o));
    case ObjectKind::kVector: return visit_vector(static_cast<Vector*>(o));
    case ObjectKind::kFunction: return visit_function(static_cast<Function*>(o));
    case ObjectKind::kBox: return visit_box(static_cast<Box*>(o));
    case ObjectKind::kAddress:
    case ObjectKind::kSubnet:
    case ObjectKind::kOpaque:
    case ObjectKind::kFile:
    case ObjectKind::kType: return;
    }
  }

  void visit_record(Record* r) {
    for (uint32_t i = 0; i < r->count; ++i)
      if (r->shape->fields[i].managed && r->stored(i)) add(r->at(i));
  }

  void visit_table(Table* t) {
    uint32_t position = 0;
    TableEntry entry;
    while (next_entry(t, position, entry)) {
      for (size_t k = 0; k < t->type->keys.size(); ++k)
        if (t->type->keys[k]->managed()) add(entry.keys[k]);
      if (entry.value != nullptr && t->type->value->managed()) add(*entry.value);
    }
  }

  void visit_vector(Vector* v) {
    if (!v->managed()) return;
    for (uint32_t i = 0; i < v->size; ++i) add(v->items[i]);
  }

  void visit_function(Function* f) {
    if (f->capture_types == nullptr) return;
    for (uint32_t i = 0; i < f->capture_count; ++i)
      if (f->capture_types[i]->managed()) add(f->captures[i]);
  }

  void visit_box(Box* b) {
    if (b->type->managed()) add(b->value);
  }

  std::vector<Object*> work_;
};

}  // namespace

CopyResult make_copy(Heap& heap, const Type* type, Value v) { return Copier(heap).run(type, v); }

void make_immortal(const Type* type, Value v) {
  if (!type->managed()) return;
  // Most constants are texts: they hold nothing else.
  if (type->kind == TypeKind::kString && !v.is_null()) {
    string_hash(v.string());
    v.object->refs |= Object::kImmortal;
    return;
  }
  Immortality walk;
  walk.add(v);
  walk.run();
}

}  // namespace avocet
