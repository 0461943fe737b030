// BodyCompiler: makes the code of one body.
//
// Expressions are compiled towards a destination. Whoever needs a value says what it can use:
//
//   value(e)      any register: a local's own, or a new temporary
//   fresh(e)      a new temporary at the top of its window, so that arguments come to lie side by
//   side into(e, d)    exactly register d jump(e, ..)   no value at all: a condition becomes jumps
//   effect(e)     nothing: the value is thrown away
//
// Registers of a window, plain and managed alike:
//
//   | parameters | captures, locals, flags | temporaries -> ... top
//                                            ^ a stack; a call's window begins at its top
//
// Invariants:
//   1. into(e, d) writes d only once everything in `e` that reads d has been read: steps that build
//      (records, containers) go through a temporary unless d is one, or `e` does not mention d's
//      local.
//   2. A register that value() yields for a local stays valid only while no nested assignment
//   changes
//      the local; Usage says whether a body has any, and then value() copies.
//   3. Temporaries are given back by Temporaries (a scope), never one by one. What they held
//      stays in them until overwritten: nobody clears. A temporary is taken (moved from) only by
//      the instruction that uses it last.
//   4. A plain local that may be unset has a flag register behind it; a managed one is null.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bytecode/emit.h"
#include "compiler/compiler.h"
#include "compiler/usage.h"
#include "sema/walk.h"
#include "value/own_attribute.h"

namespace avocet {

using Reg = Register;

class BodyCompiler {
 public:
  BodyCompiler(Compiler& compiler, FunctionId owner);

  // One of these, once. Null if the body exceeds a limit, which was reported.
  const Code* function(const tree::Function& function);
  const Code* action(const tree::Action& action);
  const Code* expression(const tree::Expr* expr);
  // Gives the table in a variable the attributes that a redef added.
  const Code* attributes_of(const tree::Global& global);

 private:
  class Temporaries;
  class At;
  class TargetScope;
  class Operands;
  // Where `break` leads, and `next` (for a switch: `fallthrough`).
  struct Breakable {
    Label exit;
    Label next;
    bool loop;
  };
  struct LocalPlace {
    enum class Kind : uint8_t { kNone, kRegister, kCapture } kind = Kind::kNone;
    uint16_t number = 0;         // of the register or capture
    uint16_t flag = UINT16_MAX;  // plain register or capture, or none
  };
  // A container element or field that is read and written: what was evaluated of it.
  struct Place;

  // ---- Emitting
  static auto operand(Reg r) { return r.number; }
  template <class T> static auto operand(T other) { return other; }
  template <class O, class... A> void emit(A... args) { b_.emit<O>(operand(args)...); }
  bool optimise() const { return compiler_.options().optimise; }
  uint32_t plain_constant(Value v, const Type* type) { return b_.constant(v, type); }
  uint32_t global_operand(const tree::Global* global) {
    return b_.global(compiler_.global_id(global->id));
  }
  uint32_t function_operand(const tree::Global* function) {
    return b_.function(compiler_.function_id(function->id));
  }
  // Whatever code does with a record type needs its shape.
  uint32_t type_operand(const Type* type) {
    if (const RecordType* record = as_record(type)) program_.shape(record);
    return b_.type(type);
  }

  // ---- Registers
  Reg temporary(bool managed);
  Reg temporary(const Type* type) { return temporary(type->managed()); }
  bool is_temporary(Reg r) const { return r.number >= (r.managed ? managed_base_ : plain_base_); }
  Reg local_register(const tree::Local* local) const;
  LocalPlace& place_of(const tree::Local* local);
  void place_local(const tree::Local* local);
  void place_parameters(const tree::Function& function);
  void place_captures(const tree::Function& function);
  void place_when_locals(const tree::Function& function);
  void clear_unset(const tree::Local* local);
  const Code* finish(Span span);

  // ---- Values (expression.cc)
  Reg value(const tree::Expr* e);
  Reg fresh(const tree::Expr* e);
  void into(const tree::Expr* e, Reg to);
  void effect(const tree::Expr* e);
  void load_capture(Reg to, const tree::Local* local);
  Reg flag_of(const tree::Local* local);
  Reg read_local(const tree::Local* local, Span span);
  void load_constant(Reg to, Value v, const Type* type);
  void move(Reg to, Reg from);
  // Ends the life of `from` if it is a temporary: moves instead of copying.
  void move_last(Reg to, Reg from);
  void load_global(Reg to, const tree::Global* global);
  void conditional(const tree::ConditionalExpr& e, Reg to);
  void index(const tree::IndexExpr& e, Reg to);
  void slice(const tree::SliceExpr& e, Reg to);
  Reg slice_bounds(const tree::SliceExpr& e);
  void field(const tree::FieldExpr& e, Reg to);
  void contains(const tree::InExpr& e, Reg to);
  void convert(const tree::ConvertExpr& e, Reg to);
  void cast(const tree::CastExpr& e, Reg to);
  void is_type(const tree::CastExpr& e, Reg to);
  void lambda(const tree::LambdaExpr& e, Reg to);
  void closure(const tree::Function& f, std::span<const tree::Local* const> own, Reg to);
  void schedule(const tree::ScheduleExpr& e);
  Reg box(const tree::Expr* e);
  static const tree::Expr* same_value(const tree::Expr* e);
  void unexpected(Span span, std::string_view what);
  void fail(std::string_view text);

  // ---- Arithmetic (arithmetic.cc)
  void unary(const tree::UnaryExpr& e, Reg to);
  void size_of(const tree::Expr* operand, Reg to);
  void binary(const tree::BinaryExpr& e, Reg to);
  void word_arithmetic(tree::BinaryOp op, TypeKind kind, Reg to, const tree::Expr* left,
                       const tree::Expr* right);
  void double_arithmetic(tree::BinaryOp op, Reg to, const tree::Expr* left,
                         const tree::Expr* right);
  bool word_constant(tree::BinaryOp op, TypeKind kind, Reg to, Reg left, Value right);
  bool double_constant(tree::BinaryOp op, Reg to, Reg left, Value right);
  void word_registers(tree::BinaryOp op, TypeKind kind, Reg to, Reg left, Reg right);
  void double_registers(tree::BinaryOp op, Reg to, Reg left, Reg right);
  void plain_operation(tree::BinaryOp op, const Type* type, Reg to, Reg left, Reg right);
  void managed_operation(tree::BinaryOp op, const tree::BinaryExpr& e, Reg to);
  void concat(const tree::Expr* e, Reg to);
  void combine(tree::BinaryOp op, const Type* type, Reg to, Reg left, Reg right);
  static bool is_match(const tree::BinaryExpr& e);
  void comparison(const tree::BinaryExpr& e, Reg to);
  void managed_comparison(tree::BinaryOp op, const Type* type, Reg to, Reg left, Reg right);
  void vector_binary(const tree::BinaryExpr& e, Reg to);
  void vector_unary(const tree::UnaryExpr& e, Reg to);
  void condition_value(const tree::Expr* e, Reg to);

  // ---- Conditions (condition.cc)
  // Jumps to `target` if the bool `e` equals `when`, else continues.
  void jump(const tree::Expr* e, bool when, Label target);
  void jump_compare(const tree::BinaryExpr& e, bool when, Label target);
  bool jump_size(const tree::BinaryExpr& e, bool when, Label target);
  void jump_words(tree::BinaryOp op, bool is_signed, Reg left, Reg right, Label target);
  bool jump_word_constant(tree::BinaryOp op, bool is_signed, Reg left, uint32_t constant,
                          Label target);
  void jump_doubles(tree::BinaryOp op, bool when, Reg left, Reg right, Label target);
  bool jump_double_constant(tree::BinaryOp op, bool when, Reg left, uint32_t constant,
                            Label target);
  bool jump_in(const tree::InExpr& e, bool when, Label target);

  // ---- Calls (call.cc)
  // What a call without a result, just emitted, leads to: the end of the statement.
  void note_landing(const tree::CallExpr& e);
  // Leaves the result in a new temporary at the top; for no result the register means nothing.
  Reg call(const tree::CallExpr& e);
  void call_for_effect(const tree::CallExpr& e);
  void call_into(const tree::CallExpr& e, Reg to);
  Reg call_native(const tree::CallExpr& e, std::optional<Reg> to);
  void call_variadic(const tree::CallExpr& e, Reg function);
  Reg call_function(const tree::Global* function, std::span<const tree::Expr* const> arguments,
                    const Type* result);
  std::vector<Reg> values(std::span<tree::Expr* const> es);
  uint32_t argument_list(std::span<tree::Expr* const> es);
  void raise(const tree::EventStmt& s);
  void print(const tree::PrintStmt& s);

  // ---- Assignments (assign.cc)
  // The register holds the value assigned, if `wanted`.
  std::optional<Reg> assign(const tree::AssignExpr& e, bool wanted);
  std::optional<Reg> compound(const tree::AssignExpr& e, bool wanted);
  std::optional<Reg> step(const tree::StepExpr& e, bool wanted);
  void assign_local(const tree::Local* local, const tree::Expr* value);
  void wrote_local(const tree::Local* local);
  void store_capture(const LocalPlace& place, Reg v);
  void store(const tree::Expr* target, Reg v, bool last_use);
  bool store_constant(const tree::Expr* target, const tree::Expr* e);
  bool append_in_place(const tree::Expr* target, const tree::Expr* e);
  void list_assign(const tree::ListAssignExpr& e);
  void assign_values(const tree::ListAssignExpr& e);
  bool append_at_end(const tree::IndexExpr& target, const tree::Expr* value);
  bool append_to_itself(const tree::Expr* target, const tree::Expr* value);
  bool add_in_place(const tree::Expr* target, tree::BinaryOp op, const tree::Expr* value,
                    Span span);
  bool add_to_field(const tree::FieldExpr& target, bool negative, const tree::Expr* e, Span span);
  Place locate(const tree::Expr* target);
  Reg load(const Place& place);
  void store(const Place& place, Reg v, bool last_use);
  void update(tree::BinaryOp op, const tree::AssignExpr& e, Reg current);
  bool changes_object(const tree::AssignExpr& e) const;
  void store_global(const tree::Global* global, Reg v, bool last_use);
  void own_attributes(const tree::Attributes* attributes, const Type* type, Reg table);
  void own_attribute(const tree::Expr* e, Reg table, OwnAttribute which);
  void attach(Reg table, const TableAttributes* attributes);

  // ---- Elements of containers (container.cc)
  struct Key {
    enum class Form : uint8_t { kPlain, kString, kValue, kList } form;
    uint32_t operand;
  };
  Key key(const TableType* table, std::span<tree::Expr* const> keys);
  Key key(const TableType* table, const std::vector<Reg>& parts);
  static bool by_prefix(const TableType* table, const tree::Expr* key);
  static bool by_pattern(const TableType* table, const tree::Expr* key);
  void load_element(const TableType* type, Reg table, Key key, Reg to);
  void store_element(const TableType* type, Reg table, Key key, Reg v, bool last_use);
  void add_element(Reg set, Key key);
  void erase_element(Reg table, Key key);
  void contains_element(Reg table, Key key, Reg to);
  void store_in_vector(Reg vector, Reg index, Reg v, bool last_use);
  void append(Reg vector, Reg v, bool last_use);
  void store_in_field(Reg record, uint32_t field, Reg v, bool last_use);
  bool store_constant_in_field(Reg record, uint32_t field, Value v, const Type* type);
  void record(const tree::RecordExpr& e, Reg to);
  void complete(const tree::RecordExpr& e, Reg made);
  void container(const tree::ContainerExpr& e, const Type* type, const TableAttributes* attributes,
                 Reg to);
  void fill_vector(const tree::ContainerExpr& e, Reg to);
  void fill_table(const tree::ContainerExpr& e, const TableType* type, Reg to);
  void spread(const tree::ContainerItem& item, const TableType* type, size_t first,
              std::vector<Reg> parts, Reg to);
  // Builds towards `to` by `build(register)`, which must not see what `to` held (invariant 1).
  template <class F> void build(Reg to, F&& make);
  // A value for a field or variable, whose attributes a table made here takes.
  void into_with(const tree::Expr* e, const TableAttributes* attributes, Reg to);
  // A fresh container or record, as a declaration without a value makes; false for other types.
  bool make_fresh(const Type* type, const TableAttributes* attributes, Reg to);

  // ---- Statements (statement.cc)
  void statement(const tree::Stmt* s);
  void statement_itself(const tree::Stmt* s);
  void block(const tree::BlockStmt& s);
  void declare_local(const tree::LocalStmt& s);
  void if_statement(const tree::IfStmt& s);
  void while_statement(const tree::WhileStmt& s);
  void for_statement(const tree::ForStmt& s);
  void for_table(const tree::ForStmt& s, const TableType* type);
  void for_vector(const tree::ForStmt& s, const VectorType* type);
  void for_string(const tree::ForStmt& s);
  Reg loop_register(const tree::Local* local);
  void wrote_loop_variable(const tree::Local* local, Reg value);
  void bind_key(const tree::Local* local, Reg cursor, uint32_t number);
  Reg loop_container(const tree::ForStmt& s);
  void loop_body(const tree::Stmt* body, Label next, Label exit);
  void switch_statement(const tree::SwitchStmt& s);
  void switch_on_type(const tree::SwitchStmt& s, std::span<const Label> labels, Label otherwise,
                      Label exit);
  void bind_case(const tree::SwitchCase& c, Reg box);
  void switch_cases(const tree::SwitchStmt& s, std::span<const Label> labels, Label exit);
  void dispatch_values(const tree::SwitchStmt& s, std::span<const Label> labels, Label otherwise);
  void dispatch_types(const tree::SwitchStmt& s, Reg box, std::span<const Label> labels,
                      Label otherwise);
  void return_statement(const tree::ReturnStmt& s);
  void return_value(const tree::Expr* e);
  void return_plain(Reg r);
  void leave(bool broke);
  void break_statement(const tree::Stmt& s);
  void add_statement(const tree::ExprStmt& s);
  void delete_statement(const tree::ExprStmt& s);
  void when_statement(const tree::WhenStmt& s);
  void assert_statement(const tree::AssertStmt& s);
  void assert_with_hooks(const tree::AssertStmt& s);
  void assertion_failed(const tree::AssertStmt& s, std::optional<Reg> message);
  std::optional<FunctionId> hook_with_bodies(std::string_view name) const;
  void initialise(const tree::Action& action);
  void redefine(const tree::Action& action);
  bool call_redef_function(const tree::Action& action);

  Compiler& compiler_;
  Program& program_;
  CodeBuilder b_;
  FunctionId owner_;
  Usage usage_;
  std::vector<LocalPlace> places_;  // by index of the local
  std::vector<std::string> plain_names_, managed_names_;
  std::vector<Breakable> breakables_;
  // Where to go on behind a call whose function ends without the result it owes.
  struct LandingPlace {
    Label behind;
    Label target;
  };
  std::vector<LandingPlace> landings_;
  // The end of the statement being compiled, for calls without a result; made when one needs it.
  // Null where such a call ends the body.
  std::optional<Label>* end_of_statement_ = nullptr;
  const Type* result_ = nullptr;  // null or kVoid: none
  bool is_hook_ = false;
  bool is_condition_ = false;                   // of a `when`
  bool may_lack_results_ = false;               // as tree::Function says
  uint32_t plain_base_ = 0, managed_base_ = 0;  // where temporaries begin
  uint32_t plain_top_ = 0, managed_top_ = 0;
  // The register of the local that is being assigned, if its new value is made without reading it.
  const tree::Local* target_ = nullptr;
};

// Gives back what was taken since it was made.
class BodyCompiler::Temporaries {
 public:
  explicit Temporaries(BodyCompiler& body)
      : body_(body), plain_(body.plain_top_), managed_(body.managed_top_) {}
  Temporaries(const Temporaries&) = delete;
  ~Temporaries() {
    body_.plain_top_ = plain_;
    body_.managed_top_ = managed_;
  }

 private:
  BodyCompiler& body_;
  uint32_t plain_, managed_;
};

// Temporaries for the operands of the one instruction that writes `to`: they may use `to` itself if
// it is the topmost temporary, since operands are read before a result is written.
class BodyCompiler::Operands {
 public:
  Operands(BodyCompiler& body, Reg to)
      : body_(body), plain_(body.plain_top_), managed_(body.managed_top_) {
    if (!body.optimise() || !body.is_temporary(to)) return;
    uint32_t& top = to.managed ? body.managed_top_ : body.plain_top_;
    if (top == to.number + 1u) --top;
  }
  Operands(const Operands&) = delete;
  ~Operands() {
    body_.plain_top_ = plain_;
    body_.managed_top_ = managed_;
  }

 private:
  BodyCompiler& body_;
  uint32_t plain_, managed_;
};

// While `value` is evaluated into `local`: says whether that may be done in steps (invariant 1). A
// step that is the last one, as a result does not come, must not show.
class BodyCompiler::TargetScope {
 public:
  TargetScope(BodyCompiler& body, const tree::Expr* value, const tree::Local* local)
      : body_(body), before_(body.target_) {
    bool may_stop = body.may_lack_results_ && tree::wants_results(value);
    body.target_ = may_stop || mentions(value, local) ? nullptr : local;
  }
  TargetScope(const TargetScope&) = delete;
  ~TargetScope() { body_.target_ = before_; }

 private:
  BodyCompiler& body_;
  const tree::Local* before_;
};

// Instructions emitted in its scope come from `span`.
class BodyCompiler::At {
 public:
  At(BodyCompiler& body, Span span) : body_(body), before_(body.b_.span()) {
    if (span.known()) body.b_.set_span(span);
  }
  At(const At&) = delete;
  ~At() { body_.b_.set_span(before_); }

 private:
  BodyCompiler& body_;
  Span before_;
};

}  // namespace avocet
