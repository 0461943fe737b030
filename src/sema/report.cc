#include "sema/report.h"

#include <algorithm>

#include "base/check.h"
#include "sema/checker.h"
#include "syntax/pasted_lines.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

constexpr size_t kMaxTypeText = 60;

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

// A short text may be wrong for another reason elsewhere.
std::string mistake(const Source* source, const Diagnostic& d) {
  constexpr size_t kShortest = 3;
  bool within = source && d.span.length >= kShortest && d.span.begin >= source->base &&
                d.span.end() <= source->base + source->text.size();
  if (!within) return {};
  std::string key = d.message;
  key += '\n';
  key += std::string_view(source->text).substr(d.span.begin - source->base, d.span.length);
  return key;
}

}  // namespace

Message Reporter::error(Span span, std::string_view code, std::string text) {
  if (muted_ == 0) ++errors_;
  Diagnostic d;
  d.severity = Severity::kError;
  d.span = span;
  d.code = code;
  d.message = std::move(text);
  return Message(*this, std::move(d));
}

Message Reporter::warning(Span span, std::string_view code, std::string text) {
  Diagnostic d;
  d.severity = Severity::kWarning;
  d.span = span;
  d.code = code;
  d.message = std::move(text);
  return Message(*this, std::move(d));
}

// The keys, and those of what they are derived from.
void Reporter::add_origins(std::vector<std::string>& keys) const {
  for (size_t i = 0; i < keys.size(); ++i) {
    auto origin = origins_.find(keys[i]);
    if (origin != origins_.end() &&
        std::find(keys.begin(), keys.end(), origin->second) == keys.end())
      keys.push_back(origin->second);
  }
}

// The same mistake in other places becomes notes of the first error, as many as a reader can use.
void Reporter::deliver(Diagnostic d, std::vector<std::string> keys) {
  constexpr size_t kMostNotes = 8;
  if (muted_ != 0) return;
  if (!held_.empty()) {
    held_.back().push_back({std::move(d), std::move(keys)});
    return;
  }
  bool is_error = d.severity == Severity::kError;
  if (cause_ && is_error && !std::exchange(cause_->is_told, true)) sink_.report(cause_->diagnostic);
  if (cause_ && cause_->is_told) return;
  // One word misspelt is one mistake in every mode; the same text elsewhere may be another.
  if (is_error && once_ && keys.empty()) keys.push_back(mistake(source_, d));
  if (is_error && once_ && source_ && is_paste_told(sink_, *source_, d.span)) return;
  std::erase(keys, std::string());
  if (once_) add_origins(keys);
  if (!is_error || keys.empty()) {
    sink_.report(std::move(d));
    return;
  }
  for (const std::string& key : keys) {
    auto known = mistakes_.find(key);
    if (known == mistakes_.end()) continue;
    const Diagnostic& first = sink_.diagnostics()[known->second];
    if (first.notes.size() >= kMostNotes || d.span == first.span) return;
    bool is_same = first.message == d.message;
    std::string how = d.hint.starts_with("`@load") && d.hint != first.hint ? ": " + d.hint : "";
    sink_.add_note(known->second, {d.span, is_same ? "the same mistake is here"
                                                   : "this, too: " + d.message + how});
    return;
  }
  if (!sink_.report(std::move(d))) return;
  for (std::string& key : keys) mistakes_.emplace(std::move(key), sink_.diagnostics().size() - 1);
}

std::vector<Reporter::Held> Reporter::take_held() {
  std::vector<Held> out = std::move(held_.back());
  held_.pop_back();
  return out;
}

void Reporter::deliver(std::vector<Held> held) {
  for (Held& h : held) deliver(std::move(h.diagnostic), std::move(h.mistakes));
}

Message& Message::echo(std::string key) { return reporter_->once_ ? fold(std::move(key)) : *this; }

Message::~Message() { reporter_->deliver(std::move(d_), std::move(mistakes_)); }

std::string parameters_of(std::string_view function) {
  return "parameters of " + std::string(function);
}

std::string quoted(std::string_view name) {
  std::string out("`");
  out += name;
  out += '`';
  return out;
}

std::string count_of(size_t n, std::string_view what) {
  std::string_view ending = n == 1 ? "" : what.back() == 'x' ? "es" : "s";
  return std::to_string(n) + " " + std::string(what) + std::string(ending);
}

std::string ordinal(size_t n) {
  static constexpr std::string_view kWords[] = {"", "first", "second", "third", "fourth", "fifth"};
  return n < std::size(kWords) ? std::string(kWords[n]) : std::to_string(n) + "th";
}

std::string type_text(const Type* type) {
  if (const VectorType* v = as_vector(type); v && v->element->kind == TypeKind::kVoid)
    return "vector()";
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

std::string a_value(const Type* type) {
  return type->kind == TypeKind::kAny ? "a value of type any" : a_type(type);
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

std::string load_hint(const std::string& script) {
  return script.empty() ? std::string() : "`@load " + script + "` declares it";
}

std::string key_of_missing(const std::string& script) {
  return script.starts_with("base/") ? "missing base scripts" : std::string();
}

}  // namespace avocet::sema
