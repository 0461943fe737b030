// The compiler: takes the typed tree while scripts load and makes a Program of it.
//
// The checker calls it in load order (tree::Consumer). Declarations make entries of the program,
// bodies are kept and compiled on their first call through Program::compile_hook, and what a load
// does (initialisers, redefs, statements at top level) becomes functions without parameters in
// Program::initialisers, which whoever makes a world runs in order. A loader that needs values
// while it loads runs those it has not run yet whenever it likes.
//
// It trusts the tree: no tree that the checker passed is refused, but for a body that needs more
// registers than there are. That is an error at its place, as is what the checker should not have
// passed; such a body fails when it is run.
//
// Nothing here runs code. The compiler outlives every run that may still compile a body.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "bytecode/late_field.h"
#include "bytecode/program.h"
#include "sema/tree.h"
#include "value/function_text.h"

namespace avocet {

struct CompilerOptions {
  // Off: one plain instruction for each step, nothing folded, fused, threaded or dropped. Both ways
  // mean the same; the suites run both.
  bool optimise = true;
};

// Binds a declared function without a body (GlobalKind::kNative) to its C++: sets native and
// native_effects.
using NativeBinder = std::function<void(const tree::Global& declared, FunctionInfo& info)>;

// The flags that a closure holds behind its variables: one for each plain one that may be unset.
struct CaptureFlags {
  static constexpr uint16_t kNone = UINT16_MAX;

  static bool has(const tree::Local* local) {
    return local->maybe_unset && !local->type->managed();
  }
  // The number of a variable's flag, or kNone; asked for each variable in order. What was found to
  // be unset later than the closure was first compiled has none.
  uint16_t take(const tree::Local* local) {
    return has(local) && next < end ? uint16_t(next++) : kNone;
  }

  uint32_t next = 0;
  uint32_t end = 0;
};

class Compiler final : public tree::Consumer {
 public:
  // All of them outlive the compiler. Sets the program's compile_hook.
  Compiler(Program& program, DiagnosticSink& diagnostics, CompilerOptions options = {});
  Compiler(const Compiler&) = delete;
  ~Compiler() override;

  void bind_natives(NativeBinder binder) { bind_native_ = std::move(binder); }

  // tree::Consumer
  void declare(const tree::Global& global) override;
  void update(const tree::Global& global) override;
  void define(const tree::Function& function, bool replaces) override;
  void field_default(const tree::FieldDefault& field) override;
  void act(const tree::Action& action) override;

  // A function without parameters that yields the expression's value (nothing for type void). For
  // what a loader must know while it loads, such as the condition of an `@if`.
  FunctionId compile_expression(const tree::Expr* expr);

  // Brings the shapes of all records up to date; before anything is run, and after loading.
  void refresh_shapes();
  // Compiles every body that was not called yet and removes the compile hook: from then on the
  // compiler and the tree may go.
  void compile_all();
  // The end of loading.
  // Precondition: Program::type_names is filled.
  void finish();

  // The fields with computed defaults, in the order of their declaration.
  const std::vector<LateField>& late_fields() const { return late_fields_; }

  // ---- For the parts of this room ------------------------------------------------------------
  Program& program() { return program_; }
  const CompilerOptions& options() const { return options_; }
  DiagnosticSink& diagnostics() { return diagnostics_; }
  void unexpected(Span span, std::string what);

  // The checker's numbers are its own: the program also has functions that it knows nothing of.
  FunctionId function_id(uint32_t of_tree) const { return function_ids_[of_tree]; }
  GlobalId global_id(uint32_t of_tree) const { return global_ids_[of_tree]; }

  // The variables that the condition of a `when` declares, behind its captures; empty for others.
  std::span<const tree::Local* const> when_locals(const tree::Function& condition) const;

  // Whether it is the condition of a `when`.
  bool is_condition(const tree::Function& function) const {
    return when_locals_.contains(&function);
  }
  // Adds the flags to the captures of a closure, once.
  CaptureFlags capture_flags(const tree::Function& closure);

  // What tables made with these attributes share; null without any that matter. One for each
  // tree::Attributes and type.
  const TableAttributes* table_attributes(const tree::Attributes* attributes, const Type* type);
  // The immortal value of a function without captures.
  Function* function_value(FunctionId id);
  // The value of a `const` whose initialiser is constant and cannot be redefined; null if unknown.
  const Value* constant_global(const tree::Global* global) const;

 private:
  // What a Body's source points to: exactly one of them is set.
  struct Job {
    const tree::Function* function = nullptr;
    const tree::Action* action = nullptr;
    const tree::Expr* expression = nullptr;
    const tree::Global* attach = nullptr;
  };

  // Shows the bodies as the trees have them. Lives as long as the program.
  struct BodyText final : FunctionText {
    explicit BodyText(const Compiler* c) : compiler(c) {}
    void append_bodies(uint32_t id, std::string& out) const override;
    const Compiler* compiler;
  };

  static const Code* compile_on_demand(void* self, FunctionId id, size_t body);
  const Code* compile_body(FunctionId id, size_t body);
  FunctionId add_function(std::string_view name, const FunctionType* type, Span span);
  FunctionId add_internal(std::string_view name, const Type* result, Span span, Job job);
  void add_body(FunctionId id, Body body);
  void update_attributes(GlobalInfo& info, const tree::Global& global);
  void fill_table_attributes(const tree::Attributes& from, const Type* type, TableAttributes& to);
  void set_table_default(const tree::Expr* expr, const TableType* type, TableAttributes& to);
  Value constant_function(const tree::Expr* expr);
  uint32_t group(std::string_view name);
  avocet::Function* plain_function(const tree::Expr* expr);
  avocet::Function* late_function(const tree::Expr* expr);
  avocet::Function* plain_adapter(const tree::ConvertExpr& e);
  void find_attributes(const tree::Expr* expr);
  void find_attributes(const tree::Stmt* stmt);
  void note_when(const tree::WhenStmt& when);
  bool may_wait(const tree::Action& action);
  bool is_self_contained(const tree::Expr* expr);
  void hurry(const RecordType* record);

  Program& program_;
  DiagnosticSink& diagnostics_;
  CompilerOptions options_;
  NativeBinder bind_native_;
  std::vector<FunctionId> function_ids_;  // by the checker's number
  std::vector<GlobalId> global_ids_;
  const FunctionType* initialiser_type_;
  BodyText* text_ = nullptr;
  std::vector<LateField> late_fields_;
  std::deque<Job> jobs_;
  std::deque<tree::Action> actions_;
  std::unordered_map<const tree::Attributes*, TableAttributes*> attributes_;
  std::unordered_map<const tree::Function*, std::vector<const tree::Local*>> when_locals_;
  std::unordered_map<const tree::Function*, CaptureFlags> capture_flags_;
  std::unordered_map<uint32_t, Value> constants_;  // of globals, by id
  std::unordered_map<std::string_view, uint32_t> groups_;
  // What the initialiser at hand makes, and those that may wait and make records of a type.
  std::vector<const RecordType*> records_made_;
  std::unordered_map<const RecordType*, std::vector<size_t>> waiting_;
  size_t compiled_functions_ = 0;  // compile_all() is done with these
};

// The code of every body that was compiled, for people: a heading for each, and its instructions
// under the source lines they come from. Call compile_all() first. Of bodies elsewhere
// than where `is_wanted` says so nothing is told.
std::string dump_bytecode(const Program& program, const SourceMap& sources,
                          const std::function<bool(Span)>& is_wanted = {});

}  // namespace avocet
