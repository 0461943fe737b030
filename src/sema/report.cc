#include "sema/report.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace avocet::sema {

namespace {

// Longer names than this are not worth a guess.
constexpr size_t kMaxWord = 63;
constexpr size_t kMaxTypeText = 60;

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

int replacement_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? 1 : 2;
}

bool is_number(const Type* t) {
  return t->kind == TypeKind::kCount || t->kind == TypeKind::kInt || t->kind == TypeKind::kDouble;
}

std::string hint_for_string(const Type* to) {
  switch (to->kind) {
  case TypeKind::kCount: return "convert it with to_count()";
  case TypeKind::kInt: return "convert it with to_int()";
  case TypeKind::kDouble: return "convert it with to_double()";
  case TypeKind::kAddr: return "write the address without quotes, or convert it with to_addr()";
  case TypeKind::kSubnet: return "write the subnet without quotes, or convert it with to_subnet()";
  case TypeKind::kPort:
    return "write the port without quotes, as 80/tcp, or convert it with to_port()";
  case TypeKind::kPattern: return "write the pattern between slashes: /.../";
  case TypeKind::kBool: return "test it: `|s| > 0`, or `s == \"...\"`";
  case TypeKind::kInterval: return "write it without quotes, with a unit: 5 sec";
  case TypeKind::kEnum: return "name the value without quotes";
  default: return {};
  }
}

std::string hint_for_number(const Type* from, const Type* to) {
  switch (to->kind) {
  case TypeKind::kString: return "convert it with cat() or fmt()";
  case TypeKind::kBool: return "compare it with something, such as `x != 0`";
  case TypeKind::kInterval:
    return "give it a unit, such as `5 sec`, or convert it with double_to_interval()";
  case TypeKind::kTime: return "convert it with double_to_time()";
  case TypeKind::kPort:
    return "write a port with its protocol, such as 80/tcp, or use count_to_port()";
  case TypeKind::kCount:
    return from->kind == TypeKind::kDouble ? "convert it with double_to_count()"
                                           : "convert it with int_to_count()";
  case TypeKind::kInt:
    return from->kind == TypeKind::kDouble ? "convert it with double_to_int()" : std::string();
  default: return {};
  }
}

}  // namespace

Message Reporter::error(Span span, std::string_view code, std::string text) {
  if (muted_ == 0) ++errors_;
  Diagnostic d;
  d.severity = Severity::kError;
  d.span = span;
  d.code = code;
  d.message = std::move(text);
  return Message(muted_ == 0 ? sink_ : nowhere_, std::move(d));
}

Message Reporter::warning(Span span, std::string_view code, std::string text) {
  Diagnostic d;
  d.severity = Severity::kWarning;
  d.span = span;
  d.code = code;
  d.message = std::move(text);
  return Message(muted_ == 0 ? sink_ : nowhere_, std::move(d));
}

std::string quoted(std::string_view name) {
  std::string out("`");
  out += name;
  out += '`';
  return out;
}

std::string type_text(const Type* type) {
  std::string text = type->name.empty() ? to_string(type) : std::string(type->name);
  if (text.size() > kMaxTypeText) {
    text.resize(kMaxTypeText - 3);
    text += "...";
  }
  return text;
}

std::string a_type(const Type* type) {
  if (type->kind == TypeKind::kVoid) return "no value";
  std::string text = type_text(type);
  if (type->kind == TypeKind::kAny) return "of type any";
  bool vowel =
      !text.empty() && std::string_view("aeioAEIO").find(text[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + text;
}

std::string a_type_of_flavor(Flavor flavor) {
  switch (flavor) {
  case Flavor::kFunction: return "a function";
  case Flavor::kEvent: return "an event";
  case Flavor::kHook: return "a hook";
  }
  UNREACHABLE();
}

std::string conversion_hint(const Type* from, const Type* to) {
  if (from->kind == TypeKind::kString) return hint_for_string(to);
  if (is_number(from)) return hint_for_number(from, to);
  if (from->kind == TypeKind::kVoid) return "the call gives no value";
  if (to->kind == TypeKind::kString && to->kind != from->kind)
    return from->kind == TypeKind::kPattern ? "a pattern is compared with `==` or `in`"
                                            : "convert it with cat() or fmt()";
  if (from->kind == TypeKind::kInterval && is_number(to))
    return "convert it with interval_to_double()";
  if (from->kind == TypeKind::kTime && is_number(to)) return "convert it with time_to_double()";
  if (from->kind == TypeKind::kPort && is_number(to)) return "convert it with port_to_count()";
  if (from->kind == TypeKind::kEnum && is_number(to)) return "convert it with enum_to_int()";
  if (from->kind == TypeKind::kAddr && to->kind == TypeKind::kSubnet)
    return "give it a width, such as x/32, or convert it with addr_to_subnet()";
  if (from->kind == TypeKind::kSubnet && to->kind == TypeKind::kAddr)
    return "take its address with subnet_to_addr()";
  if (to->kind == TypeKind::kBool &&
      (from->kind == TypeKind::kTable || from->kind == TypeKind::kSet ||
       from->kind == TypeKind::kVector))
    return "test its size: `|x| > 0`";
  if (from->kind == TypeKind::kTime && to->kind == TypeKind::kInterval)
    return "subtract two times to get an interval";
  return {};
}

int distance(std::string_view a, std::string_view b, int limit) {
  if (a.size() > kMaxWord || b.size() > kMaxWord) return a == b ? 0 : limit + 1;
  int gap = a.size() > b.size() ? int(a.size() - b.size()) : int(b.size() - a.size());
  if (gap * 2 > limit) return limit + 1;
  std::array<int, kMaxWord + 1> before{}, last{}, row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = int(j) * 2;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = int(i) * 2;
    int least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      int cost = std::min(
          {last[j] + 2, row[j - 1] + 2, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1]))
        cost = std::min(cost, before[j - 2] + 2);
      row[j] = cost;
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

Nearest::Nearest(std::string_view wanted) : wanted_(wanted) {
  size_t n = wanted.size();
  limit_ = n <= 2 ? 1 : n <= 4 ? 2 : n <= 8 ? 4 : 6;
}

void Nearest::offer(std::string_view candidate) {
  if (limit_ < 0 || candidate.empty()) return;
  int d = distance(wanted_, candidate, limit_);
  if (d > limit_) return;
  best_ = candidate;
  limit_ = d - 1;
}

std::string Nearest::hint() const {
  return best_.empty() ? std::string() : "did you mean " + quoted(best_) + "?";
}

}  // namespace avocet::sema
