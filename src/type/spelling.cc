#include "base/check.h"
#include "type/type.h"

namespace avocet {

namespace {

// How nominal types are spelled.
enum class Nominal { kName, kKindAndName };

class Spelling {
 public:
  Spelling(std::string& out, Nominal nominal) : out_(out), nominal_(nominal) {}

  void type(const Type* t) {
    if (t == nullptr) return;
    switch (t->kind) {
    case TypeKind::kRecord: return record(as_record(t));
    case TypeKind::kEnum: return enumeration(t);
    case TypeKind::kTable:
    case TypeKind::kSet: return table(as_table(t));
    case TypeKind::kVector: out_ += "vector of "; return type(as_vector(t)->element);
    case TypeKind::kFunction: return function(as_function(t));
    case TypeKind::kFile: out_ += "file of "; return type(as_file(t)->element);
    case TypeKind::kOpaque:
      out_ += "opaque of ";
      out_ += t->name;
      return;
    case TypeKind::kType: out_ += "type"; return;
    case TypeKind::kList: out_ += "list of "; return types(as_list(t)->items, ",");
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kCount:
    case TypeKind::kDouble:
    case TypeKind::kTime:
    case TypeKind::kInterval:
    case TypeKind::kPort:
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kString:
    case TypeKind::kPattern:
    case TypeKind::kAny: out_ += kind_name(t->kind); return;
    }
  }

  void fields(const RecordType* r) {
    ++depth_;
    out_ += "record { ";
    for (const RecordField& f : r->fields) {
      out_ += f.name;
      out_ += ':';
      type(f.type);
      out_ += "; ";
    }
    if (r->fields.empty()) out_ += ' ';
    out_ += '}';
    --depth_;
  }

 private:
  // Unnamed records can contain themselves only through a name given later; the limit is for those.
  static constexpr int kMaxDepth = 16;

  void record(const RecordType* r) {
    if (!r->name.empty() || depth_ >= kMaxDepth) {
      if (nominal_ == Nominal::kKindAndName) out_ += "record ";
      out_ += r->name.empty() ? std::string_view("...") : r->name;
      return;
    }
    fields(r);
  }

  void enumeration(const Type* t) {
    if (nominal_ == Nominal::kKindAndName) out_ += "enum ";
    out_ += t->name.empty() ? std::string_view("enum") : t->name;
  }

  void types(std::span<const Type* const> ts, std::string_view separator) {
    bool first = true;
    for (const Type* t : ts) {
      if (!first) out_ += separator;
      first = false;
      type(t);
    }
  }

  void table(const TableType* t) {
    out_ += kind_name(t->kind);
    out_ += '[';
    types(t->keys, ",");
    out_ += ']';
    if (t->is_set() || t->unspecified()) return;
    out_ += " of ";
    type(t->value);
  }

  void function(const FunctionType* f) {
    switch (f->flavor) {
    case Flavor::kFunction: out_ += "function("; break;
    case Flavor::kEvent: out_ += "event("; break;
    case Flavor::kHook: out_ += "hook("; break;
    }
    bool first = true;
    for (const Parameter& p : f->parameters) {
      if (!first) out_ += ", ";
      first = false;
      out_ += p.name;
      out_ += ':';
      type(p.type);
    }
    if (f->variadic) out_ += f->parameters.empty() ? "..." : ", ...";
    out_ += ')';
    if (f->flavor == Flavor::kEvent) return;
    out_ += " : ";
    if (f->flavor == Flavor::kHook) {
      out_ += "bool";
    } else {
      type(f->result);
    }
  }

  std::string& out_;
  Nominal nominal_;
  int depth_ = 0;
};

}  // namespace

std::string to_string(const Type* type) {
  std::string out;
  Spelling(out, Nominal::kName).type(type);
  return out;
}

std::string type_name(const Type* type) {
  std::string out;
  Spelling spelling(out, Nominal::kName);
  if (const RecordType* r = as_record(type)) {
    spelling.fields(r);
  } else {
    spelling.type(type);
  }
  return out;
}

std::string field_type_name(const Type* type) {
  std::string out;
  Spelling(out, Nominal::kKindAndName).type(type);
  return out;
}

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
  case TypeKind::kVoid: return "void";
  case TypeKind::kError: return "<error>";
  case TypeKind::kBool: return "bool";
  case TypeKind::kInt: return "int";
  case TypeKind::kCount: return "count";
  case TypeKind::kDouble: return "double";
  case TypeKind::kTime: return "time";
  case TypeKind::kInterval: return "interval";
  case TypeKind::kEnum: return "enum";
  case TypeKind::kPort: return "port";
  case TypeKind::kAddr: return "addr";
  case TypeKind::kSubnet: return "subnet";
  case TypeKind::kString: return "string";
  case TypeKind::kPattern: return "pattern";
  case TypeKind::kRecord: return "record";
  case TypeKind::kTable: return "table";
  case TypeKind::kSet: return "set";
  case TypeKind::kVector: return "vector";
  case TypeKind::kFunction: return "function";
  case TypeKind::kFile: return "file";
  case TypeKind::kOpaque: return "opaque";
  case TypeKind::kAny: return "any";
  case TypeKind::kType: return "type";
  case TypeKind::kList: return "list";
  }
  UNREACHABLE();
}

}  // namespace avocet
