#include "vm/native.h"

#include <cctype>

#include "value/record.h"
#include "value/table.h"
#include "value/vector.h"
#include "vm/machine.h"

namespace avocet {

Heap& NativeCall::heap() { return machine.heap(); }
const Program& NativeCall::program() const { return machine.program(); }
double NativeCall::network_time() const { return machine.network_time(); }

Record* NativeCall::record(size_t i) const { return args[i].record(); }
Vector* NativeCall::vector(size_t i) const { return args[i].vector(); }
Table* NativeCall::table(size_t i) const { return args[i].table(); }

std::pair<const Type*, Value> NativeCall::typed(size_t i) const {
  if (types[i]->kind != TypeKind::kAny) return {types[i], args[i]};
  const Box* box = args[i].box();
  return {box->type, box->value};
}

Value NativeCall::make_string(std::string_view bytes) {
  return Value::of(avocet::make_string(heap(), bytes));
}

const Type* NativeCall::named_type(std::string_view type_name) const {
  const Type* type = program().find_type(type_name);
  CHECK(type);
  return type;
}

Record* NativeCall::make_record(std::string_view type_name) {
  const RecordType* type = as_record(named_type(type_name));
  CHECK(type && type->shape);
  return avocet::make_record(heap(), *type->shape);
}

const Type* NativeCall::result_type() const { return program().functions[function].type->result; }

Value NativeCall::fail(std::string_view message) {
  failed = true;
  machine.fail(message);
  return Value::null();
}

void NativeCall::warn(std::string_view message) {
  std::vector<StackEntry> stack = machine.call_stack();
  machine.host().warn(stack.empty() ? Span{} : stack.front().span, message);
}

bool NativeCall::suspend(uint64_t* ticket) {
  failed = true;
  return machine.suspend_native(ticket);
}

bool NativeCall::call(Function* callee, std::span<const Value> arguments, Returned* result) {
  bool done = machine.call(callee, arguments, result);
  failed |= !done;
  return done;
}

// ---- NativeRegistry -----------------------------------------------------------------

namespace {

// The name, with modules, that `text` begins with.
std::string_view name_at_start(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    if (text.substr(at, 2) == "::") {
      at += 2;
    } else if (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_') {
      ++at;
    } else {
      break;
    }
  }
  return text.substr(0, at);
}

// The word after `keyword` at the start of a line of `text`, or nothing.
std::string_view word_after(std::string_view text, std::string_view keyword) {
  size_t at = 0;
  while (at < text.size()) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with(keyword) && line.size() > keyword.size() && line[keyword.size()] == ' ') {
      line.remove_prefix(line.find_first_not_of(' ', keyword.size()));
      return name_at_start(line);
    }
    at = end + 1;
  }
  return {};
}

}  // namespace

void NativeRegistry::begin_group(std::string_view group) {
  preludes_.push_back({std::string(group), {}});
  module_.clear();
}

namespace {

// `...` among the parameters of a declaration is documentation for people; the language spells it
// `va_args: any`.
void append_declaration(std::string& to, std::string_view text) {
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    size_t dots = line.find("...)");
    if (!line.starts_with("global ") || dots == std::string_view::npos) {
      to += line;
      continue;
    }
    to += line.substr(0, dots);
    to += "va_args: any";
    to += line.substr(dots + 3);
  }
}

}  // namespace

void NativeRegistry::declare(std::string_view text) {
  if (preludes_.empty()) begin_group("natives");
  append_declaration(preludes_.back().text, text);
  preludes_.back().text += '\n';
  std::string_view module = word_after(text, "module");
  if (!module.empty()) module_ = module == "GLOBAL" ? std::string() : std::string(module) + "::";
}

void NativeRegistry::add(const Native& native) {
  std::string_view bare = word_after(native.declaration, "global");
  CHECK(!bare.empty());
  bool qualified = bare.find("::") != std::string_view::npos;
  // What belongs to a module is there for others.
  declare(qualified ? "export {" + std::string(native.declaration) + "}"
                    : std::string(native.declaration));
  std::string name = qualified ? std::string(bare) : module_ + std::string(bare);
  bool is_new = index_.emplace(name, entries_.size()).second;
  CHECK(is_new);
  entries_.push_back({std::move(name), native});
}

void NativeRegistry::add_body(std::string_view name, NativeFunction function, uint16_t effects) {
  bool is_new = index_.emplace(name, entries_.size()).second;
  CHECK(is_new);
  entries_.push_back({std::string(name), {{}, function, effects}});
}

const NativeRegistry::Entry* NativeRegistry::find(std::string_view name) const {
  auto it = index_.find(std::string(name));
  return it == index_.end() ? nullptr : &entries_[it->second];
}

}  // namespace avocet
