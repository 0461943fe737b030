#include "value/json.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "value/format.h"
#include "value/nesting.h"
#include "value/pattern.h"
#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

// The length of the UTF-8 sequence at the begin of `s` that is no control character; 0 if there is
// none.
size_t text_at(std::string_view s) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  unsigned char c = byte(0);
  if (c < 0x80) return c >= 0x20 && c != 0x7f ? 1 : (c >= '\b' && c <= '\r' && c != '\v' ? 1 : 0);
  size_t size = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
  if (c < 0xc2 || c > 0xf4 || s.size() < size) return 0;
  uint32_t rune = c & (0x7fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
    rune = rune << 6 | (byte(i) & 0x3f);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = rune >= 0xd800 && rune < 0xe000;
  bool control = rune < 0xa0;
  return rune < kSmallest[size] || rune > 0x10ffff || surrogate || control ? 0 : size;
}

bool is_text(std::string_view s) {
  while (!s.empty()) {
    size_t size = text_at(s);
    if (size == 0) return false;
    s.remove_prefix(size);
  }
  return true;
}

// Appends the escape that JSON has for `c`, if it needs one.
bool append_escape(std::string& out, char c) {
  switch (c) {
  case '"': out += "\\\""; return true;
  case '\\': out += "\\\\"; return true;
  case '\b': out += "\\b"; return true;
  case '\f': out += "\\f"; return true;
  case '\n': out += "\\n"; return true;
  case '\r': out += "\\r"; return true;
  case '\t': out += "\\t"; return true;
  default: return false;
  }
}

class Json {
 public:
  Json(std::string& out, const JsonOptions& options) : out_(out), options_(options) {}

  void value(const Type* type, Value v) {
    if (type->managed() && v.is_null()) {
      out_ += "null";
      return;
    }
    switch (type->kind) {
    case TypeKind::kBool: out_ += v.b() ? "true" : "false"; return;
    case TypeKind::kInt: return append_int(out_, v.i);
    case TypeKind::kCount: return append_count(out_, v.u);
    case TypeKind::kDouble: return number(v.d);
    case TypeKind::kTime: return time(v.d);
    case TypeKind::kInterval: return options_.interval_as_double ? number(v.d) : rendered(type, v);
    case TypeKind::kPort: return port(Port::of(v));
    case TypeKind::kString: return append_json_string(out_, v.string()->view());
    case TypeKind::kEnum:
    case TypeKind::kAddr:
    case TypeKind::kSubnet:
    case TypeKind::kPattern:
    case TypeKind::kFunction:
    case TypeKind::kFile:
    case TypeKind::kOpaque:
    case TypeKind::kType: return rendered(type, v);
    case TypeKind::kRecord:
    case TypeKind::kTable:
    case TypeKind::kSet:
    case TypeKind::kVector:
    case TypeKind::kAny: return container(type, v);
    case TypeKind::kVoid:
    case TypeKind::kError:
    case TypeKind::kList: out_ += "null"; return;
    }
  }

 private:
  void rendered(const Type* type, Value v) { append_json_string(out_, to_string(type, v)); }

  // JSON has no infinities.
  void number(double d) {
    if (std::isfinite(d)) {
      append_json_number(out_, d);
    } else {
      out_ += "null";
    }
  }

  void time(double d) {
    if (std::isfinite(d)) {
      append_fixed(out_, d, 6);
      while (out_.back() == '0' && out_[out_.size() - 2] != '.') out_.pop_back();
    } else {
      out_ += "null";
    }
  }

  void port(Port p) {
    out_ += "{\"port\":";
    append_count(out_, p.number);
    out_ += ",\"proto\":\"";
    out_ += protocol_name(p.protocol);
    out_ += "\"}";
  }

  void container(const Type* type, Value v) {
    bool cyclic = std::find(open_.begin(), open_.end(), v.object) != open_.end();
    if (cyclic || open_.size() >= kMaxDepth) {
      out_ += "null";
      return;
    }
    open_.push_back(v.object);
    if (type->kind == TypeKind::kRecord) {
      record(v.record());
    } else if (type->kind == TypeKind::kVector) {
      vector(v.vector());
    } else if (type->kind == TypeKind::kAny) {
      value(v.box()->type, v.box()->value);
    } else if (type->kind == TypeKind::kSet) {
      set(v.table());
    } else {
      table(v.table());
    }
    open_.pop_back();
  }

  void record(Record* r) {
    const auto& fields = r->type()->fields;
    out_ += '{';
    bool first = true;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (options_.only_loggable && !fields[i].logged()) continue;
      if (!r->stored(i) && !make_field(r, i)) continue;
      if (!first) out_ += ',';
      first = false;
      append_json_string(out_, field_name(fields[i].name));
      out_ += ':';
      value(fields[i].type, r->at(i));
    }
    out_ += '}';
  }

  bool make_field(Record* r, uint32_t field) const {
    if (!is_lazy(r, field) || open_.size() > kMaxFreshDepth) return false;
    make_lazy_field(Heap::of(r), r, field);
    return true;
  }

  std::string field_name(std::string_view name) const {
    std::string shown(name);
    if (options_.field_escape == nullptr) return shown;
    Match match = find_match(options_.field_escape, name, 0);
    if (match.found()) shown.erase(match.begin, match.size);
    return shown;
  }

  void vector(const Vector* v) {
    out_ += '[';
    for (uint32_t i = 0; i < v->size; ++i) {
      if (i > 0) out_ += ',';
      if (v->is_set(i)) {
        value(v->type->element, v->items[i]);
      } else {
        out_ += "null";
      }
    }
    out_ += ']';
  }

  void keys(const TableType* type, const Value* keys) {
    if (type->keys.size() == 1) return value(type->keys[0], keys[0]);
    out_ += '[';
    for (size_t k = 0; k < type->keys.size(); ++k) {
      if (k > 0) out_ += ',';
      value(type->keys[k], keys[k]);
    }
    out_ += ']';
  }

  void set(Table* t) {
    out_ += '[';
    uint32_t position = 0;
    TableEntry entry;
    for (bool first = true; next_entry(t, position, entry); first = false) {
      if (!first) out_ += ',';
      keys(t->type, entry.keys);
    }
    out_ += ']';
  }

  void table(Table* t) {
    out_ += '{';
    uint32_t position = 0;
    TableEntry entry;
    for (bool first = true; next_entry(t, position, entry); first = false) {
      if (!first) out_ += ',';
      member_name(t->type, entry.keys);
      out_ += ':';
      value(t->type->value, *entry.value);
    }
    out_ += '}';
  }

  // A member's name is a string: a key that is one already stays, anything else is JSON in quotes.
  void member_name(const TableType* type, const Value* entry_keys) {
    size_t begin = out_.size();
    keys(type, entry_keys);
    if (out_[begin] == '"') return;
    std::string json = out_.substr(begin);
    out_.resize(begin);
    append_json_string(out_, json);
  }

  std::string& out_;
  const JsonOptions& options_;
  std::vector<const Object*> open_;
};

}  // namespace

void append_json(std::string& out, const Type* type, Value v, const JsonOptions& options) {
  Json(out, options).value(type, v);
}

void append_json_string(std::string& out, std::string_view bytes) {
  bool text = is_text(bytes);
  out += '"';
  for (char c : bytes) {
    if (append_escape(out, c)) continue;
    bool plain = c >= 0x20 && c < 0x7f;
    if (text || plain) {
      out += c;
    } else {
      out += '\\';
      append_printable(out, std::string_view(&c, 1));
    }
  }
  out += '"';
}

}  // namespace avocet
