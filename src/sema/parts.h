// What the parts of the checker hand to each other.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sema/names.h"
#include "sema/report.h"
#include "sema/target.h"
#include "sema/tree.h"
#include "syntax/ast.h"

namespace avocet::sema {

// Of the body of a function, event or hook.
struct BodyAttributes {
  int32_t priority = 0;
  std::span<const std::string_view> groups;
  bool deprecated = false;
  bool is_used = false;
  std::string_view deprecation;
};

// Of the field of a record.
struct FieldInfo {
  Span span;
  tree::Attributes* attributes = nullptr;
  const tree::CallDefaults* defaults = nullptr;
  bool is_doubtful = false;  // declared again with another type: nobody knows which is right
};

// A type where it is written out or named.
struct WrittenType {
  const Type* type = nullptr;
  const tree::CallDefaults* defaults = nullptr;
};

// What is written of a function, event or hook: its type, and of its parameters what the type does
// not say.
struct Signature {
  const FunctionType* type = nullptr;
  std::vector<Span> spans;  // of the parameters
  std::vector<NameId> names;
  std::vector<tree::Expr*> defaults;                          // null: none
  std::vector<const tree::CallDefaults*> parameter_defaults;  // of functions that are given
  const tree::CallDefaults* result_defaults = nullptr;
  bool any_default = false;
  bool broken = false;
  int doubled = -1;  // the parameter whose name another one has, too
};

// What each part of a key stands for.
struct KeyParts {
  explicit KeyParts(size_t parts) {
    ends.reserve(parts);
    choices.reserve(parts);
  }
  void end_part() { ends.push_back(choices.size()); }
  size_t size() const { return ends.size(); }
  std::span<tree::Expr* const> operator[](size_t part) const {
    size_t begin = part == 0 ? 0 : ends[part - 1];
    return std::span(choices).subspan(begin, ends[part] - begin);
  }
  std::vector<tree::Expr*> choices;
  std::vector<size_t> ends;
};

// The event that a statement or `schedule` names: one of `global` and `callee`, which is a value.
struct EventName {
  const FunctionType* type = nullptr;  // null: there is none, which was reported
  tree::Global* global = nullptr;
  tree::Expr* callee = nullptr;
};

// A switch while its cases are read.
struct SwitchState {
  std::optional<CaseKind> kind;
  bool has_default = false;
  bool mixed = false;
  bool reported = false;
  std::unordered_multimap<size_t, const tree::Expr*> labels;  // by hash_of_label
  std::vector<std::pair<const Type*, Span>> types;
};

// What was being read when another file was loaded.
struct OuterFile {
  NameId module;
  bool is_proven;
  Cause* cause;
  EarlyStatement early_statement;
};

// What was to be declared, as far as is known: its head is missing, or another's name stands there.
enum class Lost : uint8_t { kNothing, kVariable, kCallable, kType };

// A row that is written to a log.
struct LogWrite {
  int64_t log;
  tree::Expr* row;
  const Ast* tree;
};

// A function that is to handle changes of an option, or a value for one.
struct OptionHandler {
  const tree::Expr* option;
  const tree::Expr* function;  // or the value that it is to have
  const Ast* tree;
};

}  // namespace avocet::sema
