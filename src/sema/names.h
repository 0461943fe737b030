// Names and what they stand for: the interner, symbols of global scope, and locals in scope.
//
// Every identifier is a number, so that a look-up hashes two numbers and no text. A symbol is found
// by (module, base name); a local by the name alone: each name heads a chain of the bindings
// that are in scope, innermost first.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "base/arena.h"
#include "sema/checker.h"
#include "sema/tree.h"
#include "syntax/ast.h"

namespace avocet::sema {

enum class NameId : uint32_t {};

struct Binding;

struct Name {
  std::string_view text;       // as written, with its module if it has one
  NameId module;               // kNoModule if unqualified
  NameId base;                 // the last part; the name itself if unqualified
  Binding* binding = nullptr;  // locals in scope of that name
};

// A symbol with what only the checker needs to know of it.
struct Entry : Symbol {
  NameId module_id;
  NameId base;
  tree::ConstantExpr* constant = nullptr;             // of a const that nobody can redefine
  const tree::CallDefaults* type_defaults = nullptr;  // of the type that it names
  bool prototyped = false;  // an event, hook or function declared with `global`
  bool defined = false;     // has a body, or an initialiser
  bool is_used = false;     // &is_used
  bool redefinable = false;
  bool also_type = false;        // a callable that is also the name of its type
  bool result_is_wrong = false;  // a body returns what it was not declared to
  bool waits = false;            // a body has a `return when`
  bool raised = false;           // an event that some script raises
  bool is_guest = false;         // a handler for a module of others, which declare no such thing
  bool sound = false;            // no error was found up to the end of its (first) body
  Span definition;               // of its (first) body
  std::vector<uint32_t> calls;   // usage graph: callables that its bodies mention
  uint32_t number = 0;           // in the usage graph; 0: none
  bool live = false;
};

constexpr NameId kNoModule{0};
// About as many names and symbols as the barest world has: room for them is made at once.
constexpr size_t kUsualSymbols = 3000;

class Names {
 public:
  explicit Names(Arena& arena);

  NameId intern(std::string_view text);
  // The name that a node's text is, remembered per tree.
  NameId of(NodeRef node);
  Name& operator[](NameId id) { return names_[uint32_t(id)]; }
  std::string_view text(NameId id) const { return names_[uint32_t(id)].text; }
  NameId global_module() const { return global_module_; }
  NameId blank() const { return blank_; }

 private:
  Arena& arena_;
  boost::unordered_flat_map<std::string_view, NameId> ids_;
  std::deque<Name> names_;
  NameId global_module_{};
  NameId blank_{};
  std::unordered_map<const Ast*, std::vector<NameId>> by_tree_;
  const Ast* current_tree_ = nullptr;
  std::vector<NameId>* current_ids_ = nullptr;
};

class Symbols {
 public:
  explicit Symbols(Arena& arena, Names& names) : arena_(arena), names_(names) {
    by_name_.reserve(kUsualSymbols);
  }

  // Exactly that one, or null.
  Entry* find(NameId module, NameId base) const {
    auto it = by_name_.find(uint64_t(module) << 32 | uint32_t(base));
    return it == by_name_.end() ? nullptr : it->second;
  }
  // What a name means in a module: `M::x` is exact, `x` is looked for in the module and then in
  // GLOBAL.
  Entry* look_up(NameId name, NameId current_module) const;
  // The symbol that a declaration of `name` in `module` would make or meet: no falling back to
  // GLOBAL.
  Entry* look_up_for_declaration(NameId name, NameId current_module) const;
  // Precondition: there is none of that name yet.
  Entry* add(SymbolKind kind, NameId name, NameId current_module, Span span);

  // Whether anything was declared in a module of that name.
  bool is_module(NameId name) const { return modules_.contains(uint32_t(name)); }
  void note_module(NameId name) { modules_.insert(uint32_t(name)); }
  // Every module that is declared or has something in it.
  std::vector<std::string_view> modules() const {
    std::vector<std::string_view> all;
    for (uint32_t name : modules_) all.push_back(names_.text(NameId(name)));
    return all;
  }

  const std::vector<const Symbol*>& all() const { return all_; }
  const std::vector<Entry*>& entries() const { return entries_; }

 private:
  Arena& arena_;
  Names& names_;
  boost::unordered_flat_map<uint64_t, Entry*> by_name_;
  boost::unordered_flat_set<uint32_t> modules_;
  std::vector<const Symbol*> all_;
  std::vector<Entry*> entries_;
};

// A body under way: of a function, a lambda, an initialiser, or the statements at top level.
struct Frame {
  enum class Kind : uint8_t { kFunction, kLambda, kWhen, kInitialiser, kTopLevel };

  Frame* outer = nullptr;  // of a lambda or when: the body it stands in
  Kind kind = Kind::kFunction;
  Flavor flavor = Flavor::kFunction;
  const Type* result = nullptr;                         // null: returns nothing
  const tree::CallDefaults* result_defaults = nullptr;  // if `infers_result`
  Entry* owner = nullptr;                               // whose body it is, for the usage graph
  std::vector<tree::Local*> locals;
  std::vector<tree::Local*> tracked;  // that may be read before they are set
  std::vector<Binding*> bindings;     // in scope, innermost last
  size_t errors_before = 0;           // when the body began
  uint32_t loops = 0;
  uint32_t switches = 0;
  bool in_hook = false;
  bool infers_result = false;  // the first `return` with a value says what is returned
  bool drops_result = false;   // `return` may have a value, which nobody gets
  bool when_condition = false;
  bool type_case = false;                // directly in a case that binds a cast value
  Span captured_at;                      // the function or `when` that captures
  std::vector<NameId> missing_captures;  // reported already
  uint32_t unknown_captures = 0;         // names in the list, perhaps of some that are missing
  size_t lost_parameters = 0;            // that its declaration has and the body does not name
  Span empty_loop;                       // the `;` of one, while the block behind it is read
  NodeRef empty_loop_node;
  std::vector<const tree::Expr*> ignored;  // values of statements, to be told of at the end
};

struct Binding;

// The condition, the body or the timeout of a `when`.
struct WhenPart {
  Frame frame;
  tree::Function* function = nullptr;
  std::vector<tree::Capture> captures;
  std::vector<Binding*> bound;
};

struct Binding {
  tree::Local* local;
  Frame* frame;
  Binding* shadowed;
  NameId name;
  Span span;  // of this declaration; blocks side by side may declare one local several times
  bool block_ended = false;
  bool read = false;
  bool written = false;
  bool is_used = false;  // &is_used, or bound by something that needs no use (a parameter)
};

// Nesting deeper than this is an error: recursion is bounded on any input.
constexpr uint32_t kMaxDepth = 500;

}  // namespace avocet::sema
