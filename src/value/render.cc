// Zeek's rendering of values.
//
//   bool      T F                       addr      10.0.0.1  fe80::1
//   count     5                         subnet    10.0.0.0/8
//   double    3.14  5.0  1e-07          port      80/tcp
//   time      as double                 enum      Conn::LOG
//   interval  1.0 min 40.0 secs         pattern   /^?(abc)$?/
//   record    [a=1, b=<uninitialized>]  vector    [1, , 3]
//   set       {\nelement,\nelement\n}   table     {\n[key, key] = value\n}, empty {\n\n}
//   function  name: function(c:count) : void, and its bodies on the lines behind
//
// Lazy fields show the value they would be made with. A value inside itself is <cycle>.

#include <algorithm>
#include <vector>

#include "value/adapted.h"
#include "value/format.h"
#include "value/function_text.h"
#include "value/nesting.h"
#include "value/record.h"
#include "value/table.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

namespace {

class Rendering {
 public:
  Rendering(std::string& out, Style style) : out_(out), style_(style) {}

  void value(const Type* type, Value v) {
    switch (type->kind) {
    case TypeKind::kBool: out_ += v.b() ? 'T' : 'F'; return;
    case TypeKind::kInt: return append_int(out_, v.i);
    case TypeKind::kCount: return append_count(out_, v.u);
    case TypeKind::kDouble:
    case TypeKind::kTime: return append_double(out_, v.d);
    case TypeKind::kInterval: return append_interval(out_, v.d);
    case TypeKind::kPort: return append_port(out_, Port::of(v));
    case TypeKind::kEnum: return enumeration(as_enum(type), v.i);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kList: return;
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kString:
    case TypeKind::kPattern:
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kFunction:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kAny:
    case TypeKind::kType: break;
    }
    if (v.is_null()) {
      out_ += "<uninitialized>";
      return;
    }
    managed(type, v);
  }

 private:
  void managed(const Type* type, Value v) {
    switch (type->kind) {
    case TypeKind::kAddr: out_ += address_of(v).to_string(); return;
    case TypeKind::kSubnet: out_ += prefix_of(v).to_string(); return;
    case TypeKind::kString: return bytes(v.string()->view());
    case TypeKind::kPattern:
      out_ += '/';
      bytes(v.pattern()->text->view());
      out_ += '/';
      return;
    case TypeKind::kFunction: return function(v.function());
    case TypeKind::kFile: out_ += v.as<FileObject>()->describe(); return;
    case TypeKind::kOpaque: out_ += v.as<Opaque>()->describe(); return;
    case TypeKind::kType: return type_object(v.as<TypeObject>());
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kAny: return container(type, v);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval:
    case TypeKind::kEnum:
    case TypeKind::kPort:
    case TypeKind::kList: return;
    }
  }

  void bytes(std::string_view text) {
    if (style_ == Style::kPrint) {
      append_printable(out_, text);
    } else {
      out_ += text;
    }
  }

  void enumeration(const EnumType* type, int64_t n) {
    std::string_view label = type == nullptr ? std::string_view() : type->label_of(n);
    if (label.empty()) {
      append_int(out_, n);
    } else {
      out_ += label;
    }
  }

  void function(const Function* shown) {
    const Function* f = adapted(Value::of(const_cast<Function*>(shown))).function();
    out_ += f->name;
    if (f->type == nullptr) return;
    if (!f->name.empty()) out_ += ": ";
    out_ += to_string(f->type);
    if (const FunctionText* text = function_text(f)) text->append_bodies(f->id, out_);
  }

  void type_object(const TypeObject* t) {
    if (t->alias.empty()) {
      out_ += to_string(t->type);
    } else {
      out_ += t->alias;
    }
  }

  void container(const Type* type, Value v) {
    if (open_.size() >= kMaxDepth) {
      out_ += "...";
      return;
    }
    if (std::find(open_.begin(), open_.end(), v.object) != open_.end()) {
      out_ += "<cycle>";
      return;
    }
    open_.push_back(v.object);
    if (type->kind == TypeKind::kRecord) {
      record(v.record());
    } else if (type->kind == TypeKind::kVector) {
      vector(v.vector());
    } else if (type->kind == TypeKind::kAny) {
      value(v.box()->type, v.box()->value);
    } else {
      table(v.table());
    }
    open_.pop_back();
  }

  void record(const Record* r) {
    const auto& fields = r->type()->fields;
    out_ += '[';
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += fields[i].name;
      out_ += '=';
      if (r->stored(i)) {
        value(fields[i].type, r->at(i));
      } else {
        fresh(r->shape->fields[i], fields[i].type, r);
      }
    }
    out_ += ']';
  }

  // What a field that nobody read yet would be made with.
  void fresh(const FieldShape& field, const Type* type, const Record* owner) {
    switch (field.init) {
    case FieldInit::kTable: return no_elements();
    case FieldInit::kVector: out_ += "[]"; return;
    case FieldInit::kRecord: return fresh_record(as_record(type), owner);
    case FieldInit::kNone:
    case FieldInit::kConstant:
    case FieldInit::kFunction: out_ += "<uninitialized>"; return;
    }
  }

  void fresh_record(const RecordType* type, const Record* owner) {
    if (open_.size() > kMaxFreshDepth) {
      out_ += "...";
      return;
    }
    Heap& heap = Heap::of(const_cast<Record*>(owner));
    Owned made(Value::of(make_record(heap, type)));
    container(type, made.get());
  }

  void vector(const Vector* v) {
    out_ += '[';
    for (uint32_t i = 0; i < v->size; ++i) {
      if (i > 0) out_ += ", ";
      if (v->is_set(i)) value(v->type->element, v->items[i]);
    }
    out_ += ']';
  }

  // Two line ends, without indentation wherever it stands.
  void no_elements() { out_ += "{\n\n}"; }

  void open_table() {
    out_ += '{';
    ++indent_;
    new_line();
  }

  void close_table() {
    --indent_;
    new_line();
    out_ += '}';
  }

  void new_line() {
    out_ += '\n';
    if (style_ == Style::kFormat) out_.append(indent_, '\t');
  }

  void table(Table* t) {
    if (t->size() == 0) return no_elements();
    open_table();
    uint32_t position = 0;
    TableEntry entry;
    bool first = true;
    while (next_entry(t, position, entry)) {
      if (!first) {
        out_ += ',';
        new_line();
      }
      first = false;
      keys(t->type, entry.keys);
      if (t->type->is_set()) continue;
      out_ += " = ";
      value(t->type->value, *entry.value);
    }
    close_table();
  }

  void keys(const TableType* type, const Value* keys) {
    bool bracketed = !type->is_set() || type->keys.size() > 1;
    if (bracketed) out_ += '[';
    for (size_t k = 0; k < type->keys.size(); ++k) {
      if (k > 0) out_ += ", ";
      value(type->keys[k], keys[k]);
    }
    if (bracketed) out_ += ']';
  }

  std::string& out_;
  Style style_;
  size_t indent_ = 0;
  std::vector<const Object*> open_;
};

}  // namespace

void append(std::string& out, const Type* type, Value v, Style style) {
  // The commonest arguments of fmt and cat take no machinery.
  if (type->kind == TypeKind::kString && style != Style::kPrint && !v.is_null()) {
    out += v.string()->view();
  } else {
    Rendering(out, style).value(type, v);
  }
}

std::string to_string(const Type* type, Value v, Style style) {
  std::string out;
  append(out, type, v, style);
  return out;
}

}  // namespace avocet
