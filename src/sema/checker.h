// sema: names, types and the meaning of every declaration and statement.
//
// The Checker reads syntax trees item by item, in load order, and hands typed trees (tree.h) to a
// Consumer. It promises that a tree it hands over has no error in it, that one mistake is reported
// once, and that it ends on any input. It never runs code: what needs a value while loading is
// asked of the Host.
//
// A name must be declared before it is used, also in the bodies of functions: bodies are checked
// where they stand. Statements at top level are gathered and handed over as one block by finish(),
// since they share their local variables.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/heap.h"
#include "base/source.h"
#include "sema/tree.h"
#include "syntax/ast.h"
#include "type/type.h"

namespace avocet::sema {

// What the checker asks of whoever loads.
class Host {
 public:
  virtual ~Host() = default;
  // Whether a function declared without a body is written in C++. `name` is with its module.
  virtual bool is_native(std::string_view name) const = 0;
  // The value that an expression has at this point of loading; a managed one stays the host's.
  // Nothing if it has none, which the host reports. Asked only for what is no constant.
  virtual std::optional<Value> evaluate(tree::Expr* expression) = 0;
  // What to load for a name that is unknown (a global, type or label, with its module), and for a
  // field of a record; empty if that is not known, either. Asked only for what is reported.
  virtual std::string script_of(std::string_view) { return {}; }
  virtual std::string script_of_field(std::string_view /*record*/, std::string_view /*field*/) {
    return {};
  }
};

struct CheckerOptions {
  // `avocet check`: also report what Zeek leaves to run time or says nothing about: locals that are
  // certainly unset and missing returns (errors); unused locals and results, unreachable code
  // (warnings).
  bool lint = false;
  // Unset locals are warned of, also those that only some path leaves unset. Without lint, so are
  // missing returns, unused locals and unreachable code, and nothing else is said.
  bool doubts = false;
  // Zeek's warnings about functions nobody calls and handlers of events nobody raises.
  bool usage_warnings = true;
};

enum class SymbolKind : uint8_t { kType, kGlobal, kEnumLabel };

// A name with global scope.
struct Symbol {
  SymbolKind kind;
  bool exported = false;
  bool deprecated = false;
  std::string_view name;           // with its module unless that is GLOBAL: "Conn::Info", "fmt"
  std::string_view module;         // "GLOBAL", "Conn"
  Span span;                       // the name in its first declaration
  const Type* type = nullptr;      // of the global; the type itself; the enum of a label
  tree::Global* global = nullptr;  // kGlobal
  int64_t value = 0;               // kEnumLabel
  std::string_view deprecation;    // the text of &deprecated, may be empty
  std::string_view origin;         // the name that a type is a second name of; empty: none
};

// What is behind everything that is wrong in a file: told once, instead of what it leads to.
struct Cause {
  Diagnostic diagnostic;
  bool is_told = false;
};

class Checker {
 public:
  // Everything outlives the checker; trees, types and constants (immortal objects in `constants`)
  // outlive it. Trees given to check() must live until finish() has returned.
  Checker(Arena& arena, Heap& constants, TypeTable& types, DiagnosticSink& sink,
          tree::Consumer& consumer, Host& host, CheckerOptions options = {});
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // Brackets the items of a file. Files nest (`@load` in the middle of one). A file starts in
  // module GLOBAL; the one around it gets its module back.
  // `is_proven`: it was checked before, without an error, and is what it was. `cause` may be null
  // and outlives the file.
  void begin_file(bool is_proven = false, Cause* cause = nullptr);
  void end_file();

  // One item from a ScriptReader. Directives are none of its business and are left alone. What has
  // errors in it is reported and not handed over.
  void check(NodeRef item);

  // Says that a script that was asked for could not be loaded, which was reported: names that are
  // unknown from here on may be its fault and are not reported.
  void miss_script();
  // So does the branch of an `@if` that could not be read.
  void miss_branch();

  // The condition of an `@if`: of type bool, without local names. Null if it was reported.
  tree::Expr* check_condition(NodeRef expression);

  // What `@ifdef ( name )` says at this place: the name is known here, as a global, type, label or
  // module.
  bool is_declared(std::string_view name) const;
  // Every module that is declared or has something in it, in no order.
  std::vector<std::string_view> modules() const;
  std::string_view current_module() const;

  // A whole `redef` statement for an option of the command line (`name=value`), to be loaded as
  // a source of its own: strings and patterns may come unquoted. Nothing if no such global
  // exists, which is reported.
  std::optional<std::string> redef_text(std::string_view name, std::string_view value);

  // Something other than scripts calls or raises what has this name, if there is such a thing at
  // the end: no warning that it is not used. To be called before finish().
  void note_use(std::string_view name);

  // Ends the load: hands over the statements of the top level and gives the warnings that need
  // to know everything. Call once, after the last file.
  void finish();

  // For tools. `name` is with its module ("Conn::Info"; "GLOBAL::x" and "::x" are "x").
  const Symbol* find(std::string_view name) const;
  // The name where the function of that name has its first body; unknown if it has none.
  Span definition(std::string_view name) const;
  // All of them, in order of declaration.
  const std::vector<const Symbol*>& symbols() const;
  // Where a field of a record was declared, and the attributes of it; null if there are none.
  Span field_span(const RecordType& record, uint32_t field) const;
  const tree::Attributes* field_attributes(const RecordType& record, uint32_t field) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avocet::sema
