// Freeing objects without recursion: what an object holds is either freed at once, if it holds
// nothing itself, or put on a stack of the dying. A long list of records needs no deep C++ stack.

#include <array>
#include <vector>

#include "value/record.h"
#include "value/table.h"
#include "value/table_store.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

namespace {

class Reaper {
 public:
  void run(Object* first) {
    reap(first);
    while (Object* next = pop()) reap(next);
  }

 private:
  void push(Object* o) {
    if (few_count_ < few_.size()) {
      few_[few_count_++] = o;
    } else {
      many_.push_back(o);
    }
  }

  Object* pop() {
    if (!many_.empty()) {
      Object* o = many_.back();
      many_.pop_back();
      return o;
    }
    return few_count_ > 0 ? few_[--few_count_] : nullptr;
  }

  void drop(Value v) {
    if (v.is_null() || v.is_inline()) return;
    Object* o = v.object;
    if (o->immortal() || --o->refs > 0) return;
    if (o->kind == ObjectKind::kString) return free_string(static_cast<String*>(o));
    push(o);
  }

  static void free_string(String* s) { Heap::release(s, sizeof(String) + s->capacity + 1); }

  void reap(Object* o) {
    switch (o->kind) {
    case ObjectKind::kString: return free_string(static_cast<String*>(o));
    case ObjectKind::kAddress: return Heap::release(o, sizeof(AddressObject));
    case ObjectKind::kSubnet: return Heap::release(o, sizeof(SubnetObject));
    case ObjectKind::kType: return Heap::release(o, sizeof(TypeObject));
    case ObjectKind::kPattern: return reap_pattern(static_cast<Pattern*>(o));
    case ObjectKind::kRecord: return reap_record(static_cast<Record*>(o));
    case ObjectKind::kTable: return reap_table(static_cast<Table*>(o));
    case ObjectKind::kVector: return reap_vector(static_cast<Vector*>(o));
    case ObjectKind::kFunction: return reap_function(static_cast<Function*>(o));
    case ObjectKind::kBox: return reap_box(static_cast<Box*>(o));
    case ObjectKind::kOpaque: return reap_resident(static_cast<Opaque*>(o));
    case ObjectKind::kFile: return reap_resident(static_cast<FileObject*>(o));
    }
  }

  void reap_pattern(Pattern* p) {
    drop(Value::of(p->text));
    void* start = dynamic_cast<void*>(p);
    p->~Pattern();
    Heap::release(start, sizeof(Pattern));
  }

  template <class T> void reap_resident(T* o) {
    size_t size = o->byte_size();
    void* start = dynamic_cast<void*>(o);
    o->~T();
    Heap::release(start, size);
  }

  void reap_record(Record* r) {
    // Unset slots are null; the shape may have grown since, the record's own words are what counts.
    for (uint32_t w = 0; w < r->words(); ++w)
      for (uint64_t bits = r->shape->managed[w] & r->storage[w]; bits != 0; bits &= bits - 1)
        drop(r->slots()[w * 64 + uint32_t(std::countr_zero(bits))]);
    Heap::release(r, r->byte_size);
  }

  void reap_table(Table* t) {
    if (t->store != nullptr) {
      TableStore& s = *t->store;
      if (s.keys_managed || s.value_managed)
        for_each_position(s, [&](uint32_t position) { drop_entry(t, s.entry(position)); });
      free_store(&s);
    }
    if (t->order != nullptr) drop_order(t);
    if (t->flags & Object::kOwnsAttributes) {
      auto* own = const_cast<TableAttributes*>(t->attributes);
      if (has_managed_default(t, *own)) drop(own->default_value);
      drop(own->expire_function);
      drop(own->change_function);
      Heap::release(own, sizeof(TableAttributes));
    }
    Heap::release(t, sizeof(Table));
  }

  void drop_entry(const Table* t, const Value* entry) {
    const TableStore& s = *t->store;
    if (s.keys_managed)
      for (uint32_t k = 0; k < s.key_count; ++k)
        if (t->type->keys[k]->managed()) drop(entry[k]);
    if (s.value_managed) drop(entry[s.value_at]);
  }

  void reap_vector(Vector* v) {
    if (v->managed())
      for (uint32_t i = 0; i < v->size; ++i) drop(v->items[i]);
    free_storage(v);
    Heap::release(v, sizeof(Vector));
  }

  void reap_function(Function* f) {
    for (uint32_t i = 0; i < f->capture_count; ++i)
      if (f->capture_types == nullptr || f->capture_types[i]->managed()) drop(f->captures[i]);
    Heap::release(f, sizeof(Function) + (f->capture_count + 1) * sizeof(Value));
  }

  void reap_box(Box* b) {
    if (b->type->managed()) drop(b->value);
    Heap::release(b, sizeof(Box));
  }

  std::array<Object*, 32> few_;
  size_t few_count_ = 0;
  std::vector<Object*> many_;
};

}  // namespace

void destroy(Object* object) {
  if (object->kind == ObjectKind::kString) {
    auto* s = static_cast<String*>(object);
    return Heap::release(s, sizeof(String) + s->capacity + 1);
  }
  Reaper().run(object);
}

}  // namespace avocet
