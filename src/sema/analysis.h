// The checker's inside: one class that reads trees and makes typed trees, in several files.
//
//   types.cc                  what a written type means; records and enums
//   attributes.cc             &default and its kin
//   convert.cc, mismatch.cc   which type fits where, how it is converted, and what to say if not
//   constants.cc              literals and folding
//   expressions.cc            names, operators of one operand, casts
//   operators.cc              operators of two operands
//   access.cc                 indices, slices, fields
//   assignments.cc            what can be assigned to, and assignments
//   constructors.cc           records, tables, sets, vectors, lists
//   calls.cc, call_defaults.cc, lambdas.cc
//   statements.cc, control.cc (loops, switches), when.cc
//   variables.cc, signatures.cc, callables.cc, redefs.cc   declarations
//   usage.cc                  the end of the load
//
// How an expression is checked: infer() gives it its own type, guided by a hint (what is wanted
// there, which tells `{ }`, `[ ]`, `vector()` and the like what they are); check() then converts it
// to what is wanted or reports. What is wrong yields an expression of type kError, and everything
// that meets one keeps quiet: so one mistake gives one error.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sema/checker.h"
#include "sema/names.h"
#include "sema/parts.h"
#include "sema/report.h"
#include "sema/results.h"
#include "sema/target.h"
#include "sema/tree.h"
#include "sema/unread.h"

namespace avocet::sema {

using tree::Attributes;
using tree::Expr;
using tree::ExprKind;
using tree::Local;
using tree::Stmt;
using tree::StmtKind;

class Analysis {
 public:
  Analysis(Arena& arena, Heap& heap, TypeTable& types, DiagnosticSink& sink,
           tree::Consumer& consumer, Host& host, CheckerOptions options);

  // ---- Items (checker.cc) ---------------------------------------------------------------------
  void begin_file(bool is_proven, Cause* cause);
  void end_file();
  void check_item(NodeRef item);
  void check_broken(NodeRef item);
  void note_unread(NodeRef item);
  void miss_script() { broken_ = true; }
  void miss_branch() { broken_ = undecided_ = true; }
  bool is_broken() const { return broken_ || (undecided_ && !in_condition_); }
  Expr* check_condition(NodeRef node);
  void note_use(std::string_view name) { used_outside_.emplace(name); }
  void finish();

  // ---- Declarations ---------------------------------------------------------------------------
  void check_module(NodeRef item);
  void check_variable(NodeRef item);  // variables.cc
  void check_type_declaration(NodeRef item);
  bool declares_again(const Entry& known, NodeRef type_node);
  void check_function(NodeRef item);  // callables.cc
  void check_redef(NodeRef item);     // redefs.cc
  void redef_value(NodeRef item, Entry* entry, tree::Global* global);
  Expr* redef_change(NodeRef node, Entry* entry, bool add);
  void check_redef_record(NodeRef item);
  void check_redef_field(NodeRef item);
  void check_redef_enum(NodeRef item);
  void check_statement_item(NodeRef item);
  void tell_early_statement(Span declaration);

  // Meets or makes the symbol of a declaration. Null if the name is taken (reported).
  Entry* declare(SymbolKind kind, NodeRef node, bool exported);
  bool is_valid_name(NodeRef node);
  tree::Global* make_global(Entry* entry, const Type* type, tree::GlobalKind kind);
  void already_declared(Span span, Entry& entry, Lost meant);
  bool type_for_value(NodeRef value, const Type* type);
  Expr* global_initialiser(NodeRef node, const Target& target);
  // postponed.cc
  class PostponedTable;
  bool may_postpone(NodeRef type, NodeRef value) const;
  tree::Postponed* postpone(NodeRef value, const Target& target, Attributes* attributes);
  Expr* make_postponed(NodeRef node, const Target& target, Attributes* attributes);
  tree::Action* make_action(tree::ActionKind kind, tree::Global* global, Expr* value, Span span);

  // ---- Callables (callables.cc) ---------------------------------------------------------------
  Signature read_signature(NodeRef function_type, Flavor flavor);  // signatures.cc
  void declare_prototype(NodeRef item, const WrittenType& type, NodeRef attributes);
  void define_body(NodeRef item, Entry* entry, tree::Global* global, const Signature& signature,
                   const BodyAttributes& attributes);
  bool match_function(NodeRef item, Entry* entry, const Signature& signature);
  bool match_handler(NodeRef item, Entry* entry, const Signature& signature,
                     std::span<const uint32_t>& argument_map);
  void exchanged_parameters(const Entry& entry, const Signature& signature);
  void add_alternate(NodeRef item, Entry* entry, const FunctionType* type,
                     std::span<Expr* const> defaults, const Attributes* attributes);
  // A body: open_frame() binds the parameters, check_body() checks the block and fills in body and
  // locals of `function`, whose type and captures are set; close_frame() ends what open_frame()
  // began.
  void open_frame(Frame& frame, const Signature& signature);
  void adapt_parameters(Frame& frame, tree::Function& function, const Signature& signature,
                        const FunctionType* canonical, std::vector<tree::LocalStmt*>& conversions);
  void check_body(Frame& frame, tree::Function& function, NodeRef block);
  void close_frame(Frame& frame);

  // ---- Types (types.cc) -----------------------------------------------------------------------
  const Type* read_type(NodeRef node, std::string_view name = {}) {
    return read_written_type(node, name).type;
  }
  WrittenType read_written_type(NodeRef node, std::string_view name = {});
  const Type* read_record(NodeRef node, std::string_view name);
  WrittenType read_table(NodeRef node);
  WrittenType read_named(NodeRef node);
  const Type* read_enum(NodeRef node, std::string_view name);
  const Type* read_opaque(NodeRef node);
  void check_opaque_types();
  void add_fields(RecordType* record, NodeRef fields, bool redef);
  bool add_field(RecordType* record, NodeRef field, bool redef);
  void add_labels(EnumType* type, NodeRef values, bool exported, bool redef);
  void label_too_large(Span span);
  std::optional<int64_t> label_value(NodeRef node);
  bool is_key_type(const Type* type, Span span, const Type* whole);
  RecordType* mutable_record(const RecordType* type) { return const_cast<RecordType*>(type); }
  const Type* type_error() const { return types.basic(TypeKind::kError); }
  const Type* basic(TypeKind kind) const { return types.basic(kind); }
  std::vector<FieldInfo>& fields_of(const RecordType* record) { return record_info_[record]; }
  FieldInfo field_info(const RecordType* record, uint32_t field) const {
    auto it = record_info_.find(record);
    return it == record_info_.end() || field >= it->second.size() ? FieldInfo{} : it->second[field];
  }
  // Whether a field was declared twice with different types, as was told.
  bool is_doubtful(const RecordType* record, uint32_t field) const {
    auto known = record_info_.find(record);
    return known != record_info_.end() && field < known->second.size() &&
           known->second[field].is_doubtful;
  }
  Span field_span_of(const RecordType* record, uint32_t field) const {
    return field_info(record, field).span;
  }

  // ---- Attributes (attributes.cc) -------------------------------------------------------------
  // Null if there are none. `type` is what is declared with them; the value of the global may be
  // needed to tell what a default is.
  Attributes* read_attributes(NodeRef node, Place place, const Type* type, std::string_view name);
  bool changes_values_of(const Type* type, const Expr* function, NodeRef attribute);
  void read_attribute(NodeRef node, Place place, const Type* type, std::string_view name,
                      Attributes& into);
  void read_default(NodeRef node, Place place, const Type* type, std::string_view name,
                    Attributes& into);
  const FunctionType* called_with(std::span<const Type* const> keys,
                                  std::initializer_list<const Type*> before, const Type* last,
                                  const Type* result);
  Expr* table_default(Expr* e, const TableType* type, std::string_view name);
  void read_expiry(NodeRef node, const Type* type, Attributes& into);
  void read_expire_function(NodeRef node, const Type* type, Attributes& into);
  void read_on_change(NodeRef node, const Type* type, Attributes& into);
  BodyAttributes read_body_attributes(NodeRef node, Flavor flavor);
  std::string_view string_of(NodeRef attribute);
  bool only_for(NodeRef node, bool holds, std::string_view what);
  void has_no_effect(NodeRef node, std::string_view why);
  bool needs_value(NodeRef node);
  void takes_no_value(NodeRef node);
  bool stands_behind_attributes(NodeRef attributes, std::string_view name);

  // ---- Conversions (convert.cc, mismatch.cc) --------------------------------------------------
  // What is given to `target`, not converted to its type yet.
  Expr* infer_for(NodeRef node, const Target& target);
  Expr* check(NodeRef node, const Target& target);
  Expr* coerce(Expr* e, const Target& target);
  Expr* cut_double(Expr* e, const Type* to);
  Expr* convert(Expr* e, const Type* to);  // null if it cannot be; failure_ may say why
  Expr* convert_number(Expr* e, const Type* to);
  Expr* convert_record(Expr* e, const RecordType* to);
  Expr* convert_container(Expr* e, const Type* to);
  bool fits(const Type* from, const Type* to, int depth = 0);
  // Of an empty container whose elements have no type yet: it takes any.
  static bool is_untyped(const Type* container);
  bool function_fits(const FunctionType* from, const FunctionType* to, int depth);
  // adapters.cc
  static bool same_call(const FunctionType* from, const FunctionType* to);
  template <class Body>
  tree::Function* make_adapter(const FunctionType* type, const Type* captured, Span span,
                               std::string_view name, Body&& body);
  Expr* read_local(Local* local, Span span);
  Stmt* return_or_drop(Expr* value, const Type* result, Span span);
  tree::CallExpr* call_adapted(Expr* callee, std::span<Local* const> parameters, Span span);
  tree::Function* adapter(Expr* e, const FunctionType* to);
  Expr* evaluated_late(Expr* e);
  Expr* captured_default(Expr* value, const TableType* table);
  bool adapt_function(Expr*& e, const FunctionType* call);
  Expr* convert_function(Expr* e, const FunctionType* to);
  bool record_fits(const RecordType* from, const RecordType* to, int depth);
  // The type that both have or can be made; null if there is none.
  const Type* merge(const Type* a, const Type* b);
  const Type* merge_records(const RecordType* a, const RecordType* b);
  void mismatch(const Expr* e, const Target& target);
  bool tell_missing_call(const Expr* e, const Target& target);
  void no_value(const Expr* e);
  void blame(Message& message, const Expr* e, const Target& target);
  // suspects.cc: what one wrong declaration leads to is told once.
  std::string suspect(const Expr* e) const;
  static std::string suspect_local(const Local* local);
  std::string suspect_own(const Local* local) const;
  std::string suspect_argument(Span declared, uint32_t position) const;
  std::string suspect_place(Span declared) const;
  bool is_pasted(Span span) const;
  // The key of what was copied together with the declaration of something that is declared again.
  static std::string suspect_copy(Span again, Span declared) {
    return "copy " + std::to_string(int64_t(again.begin) - int64_t(declared.begin));
  }
  std::string suspect_body() const;
  // The key of what is taken for a function, an event or a hook and is another of these.
  static std::string suspect_flavor(std::string_view name) {
    return "flavor of " + std::string(name);
  }
  // Whether it is the variable of a loop that counts the places of a vector.
  bool is_place(const Expr* e) const;
  bool is_doubled(NodeRef parameter, NameId name, Signature& signature);
  bool is_of_lost_name(NodeRef node, std::string_view what);
  bool is_in_body() const {
    return frame_ && frame_->kind != Frame::Kind::kInitialiser &&
           frame_->kind != Frame::Kind::kTopLevel;
  }
  // A name that was meant is declared nowhere. What is blamed on another cause hides none.
  void lose_name(Lost what) {
    if (lost_name_ == Lost::kNothing && !report.has_cause()) lost_name_ = what;
  }
  const Binding* misspelt_parameter(std::string_view name) const;
  bool misses_head(Span span, std::string_view what, bool is_name);
  void open_doubtful_frame(Frame& frame, const Signature& signature, const Type* declared);
  // How to make one of another type of it, or empty.
  std::string value_hint(const Expr* e, const Type* to);
  std::string turned_sign_hint(const Expr* e) const;
  void mixed_enums(const Type* a, const Type* b, Span span);
  Expr* make_convert(tree::Convert how, Expr* e, const Type* to);
  bool must_be_given(const RecordType* record, uint32_t field) const;
  bool lacks_record(const RecordType* type, uint32_t field) const;
  bool exchanged_fields(const std::vector<Misfit>& misfits, const RecordType* type);

  // ---- Constants (constants.cc) ---------------------------------------------------------------
  tree::ConstantExpr* constant(const Type* type, Value value, Span span);
  tree::ConstantExpr* string_constant(std::string_view text, Span span);
  // `name`: that it is mentioned by.
  Expr* type_constant(const Type* type, Span span, std::string_view name = {});
  Expr* error_expr(Span span);
  Expr* literal(NodeRef node);
  Expr* host_addresses(NodeRef node, const Type* wanted);
  Expr* dotted_variable(NodeRef node);
  bool begins_with_variable(std::string_view host);
  Expr* fold_unary(tree::UnaryOp op, Expr* operand, const Type* type,
                   Span span);  // null: no constant
  Expr* fold_binary(tree::BinaryOp op, Expr* left, Expr* right, const Type* type, Span span);
  static bool is_constant(const Expr* e) { return e->kind == ExprKind::kConstant && !is_error(e); }
  static bool is_error(const Expr* e) { return e->type->kind == TypeKind::kError; }
  static Value value_of(const Expr* e) { return static_cast<const tree::ConstantExpr*>(e)->value; }

  // ---- Expressions ----------------------------------------------------------------------------
  // The expression with a type of its own. `hint` (may be null) is what is wanted.
  Expr* infer(NodeRef node, const Type* hint = nullptr);
  Expr* infer_unguarded(NodeRef node, const Type* hint);
  // The same, but it must have a value.
  Expr* infer_value(NodeRef node, const Type* hint = nullptr);
  Expr* infer_name(NodeRef node, const Type* wanted = nullptr);
  Expr* local_expr(Binding* binding, Span span);
  Expr* global_expr(Entry* entry, Span span);
  Expr* infer_unary(NodeRef node, const Type* hint);
  Expr* infer_size(NodeRef node);
  Expr* infer_step(NodeRef node, bool up);
  Expr* infer_negative(NodeRef node, const Type* hint);
  Expr* infer_conditional(NodeRef node, const Type* hint);
  bool same_literals(NodeRef yes, NodeRef no, const Type* yes_type, const Type* no_type);
  Expr* infer_cast(NodeRef node);
  Expr* infer_type_test(NodeRef node);
  Expr* infer_copy(NodeRef node, const Type* hint);
  Expr* infer_schedule(NodeRef node);
  // What `add` or `delete` changes: an index, a field or a whole container.
  Expr* change_target(NodeRef node);
  Expr* add_target(NodeRef node);
  Expr* delete_target(NodeRef node);
  bool is_meant_to_compare(NodeRef assignment);
  Expr* condition(NodeRef node, std::string_view what);

  // operators.cc
  Expr* infer_binary(NodeRef node, const Type* hint);
  Expr* infer_logical(NodeRef node, tree::BinaryOp op);
  Expr* infer_in(NodeRef node, bool negated);
  Expr* infer_comparison(NodeRef node, tree::BinaryOp op);
  Expr* arithmetic(Span span, tree::BinaryOp op, Expr* left, Expr* right);
  const Type* arithmetic_type(tree::BinaryOp op, Expr*& left, Expr*& right);
  const Type* bit_type(tree::BinaryOp op, Expr*& left, Expr*& right);
  bool comparable(tree::BinaryOp op, Expr*& left, Expr*& right);
  Expr* make_binary(tree::BinaryOp op, Expr* left, Expr* right, const Type* type, Span span);
  Expr* make_in(tree::InKind kind, std::span<Expr* const> keys, Expr* container, bool negated,
                Span span);
  Expr* bad_operands(Span span, std::string_view op, const Expr* left, const Expr* right);
  Expr* vector_operation(Span span, tree::BinaryOp op, Expr* left, Expr* right);

  // access.cc
  Expr* infer_index(NodeRef node);
  Expr* infer_slice(NodeRef node);
  Expr* infer_field(NodeRef node, bool test);
  Expr* infer_assign(NodeRef node);
  Expr* assign_list(NodeRef node);
  Expr* assign_parts(const std::vector<Expr*>& targets, NodeRef right, Span span);
  Expr* compound_assign(NodeRef node, tree::BinaryOp op);
  Expr* make_compound(NodeRef node, tree::BinaryOp op, Expr* target, Expr* value,
                      bool append_all = false);
  // Reports what cannot be assigned to. A const container may be changed in place all the same.
  enum class Change : uint8_t { kReplace, kInPlace };
  Expr* target_of(NodeRef node, Change change = Change::kReplace);
  Expr* target_name(NodeRef node, Change change);
  Target assignment_target(const Expr* target);
  static Target with_numbers_taken(Target target, const Expr* given);
  Expr* append(NodeRef node, Expr* target, NodeRef value_node);
  // The body of a variable of function type that was declared without a value.
  tree::Global* function_for_variable(Entry* entry);
  // A declared function that is assigned to gets a variable beside its code.
  void make_variable_of(tree::Global* function);
  void initialise_variable(tree::Global* function);
  bool swapped_keys(const std::vector<Expr*>& given, const TableType* type);
  bool table_keys(NodeRef const* nodes, size_t count, const TableType* type, const Expr* container,
                  std::vector<Expr*>& out);
  // `among`: the constructor that gives it.
  void unknown_field(NodeRef node, const RecordType* record, std::string_view field,
                     Span among = {});
  void note_deprecated_field(const RecordType* record, uint32_t field, Span span);

  // record_constructors.cc
  Expr* infer_record(const std::vector<NodeRef>& fields, const RecordType* type, Span span);
  void note_bare_record(Expr* expr, const RecordType* type);
  Expr* anonymous_record(const std::vector<NodeRef>& fields, Span span);

  // constructors.cc
  Expr* infer_list(NodeRef node, const Type* hint);
  Expr* infer_braces(NodeRef node, const Type* hint);
  Expr* infer_vector(const std::vector<NodeRef>& nodes, const VectorType* hint, Span span);
  Expr* infer_set(const std::vector<NodeRef>& nodes, const TableType* hint, Span span);
  const TableType* set_among_elements(NodeRef node);
  Expr* infer_untyped_set(const std::vector<NodeRef>& nodes, Span span);
  Expr* infer_table(const std::vector<NodeRef>& nodes, const TableType* hint, Span span);
  // The keys of one element; they lie in the arena.
  using KeyRow = std::span<Expr*>;
  KeyRow make_row(size_t keys);
  bool key_rows(const std::vector<NodeRef>& nodes, const TableType* type,
                std::vector<KeyRow>& rows);
  // `first`: the one key, if it was looked at already.
  bool spread_keys(const std::vector<NodeRef>& nodes, const TableType* type, Expr* first,
                   std::vector<KeyRow>& rows);
  template <class Each> void for_alternatives(NodeRef part, const Type* wanted, Each each);
  bool members(Expr* set, const Type* type, std::vector<Expr*>& out);
  Expr* spread(Expr* set, const Type* key);
  bool multiply(const KeyParts& parts, Span span, std::vector<KeyRow>& rows);
  std::vector<NodeRef> key_parts(NodeRef node);
  bool merge_key(NodeRef node, std::vector<const Type*>& key_types, std::vector<KeyRow>& rows);
  // The value of a variable whose type is to be found: a list in brackets is a set or table then,
  // and a vector of unknown elements one of any.
  Expr* infer_initial(NodeRef node);
  Expr* infer_constructor(NodeRef node, const Type* hint);
  Expr* named_constructor(NodeRef call, const WrittenType& type);
  Expr* make_container(const Type* type, const std::vector<tree::ContainerItem>& items, Span span);
  std::vector<NodeRef> elements(NodeRef node);
  // `container`: what is asked for the key; null where keys are written for a new one.
  bool key_nodes(NodeRef node, const TableType* type, const Expr* container,
                 std::vector<NodeRef>& out);
  void attach_attributes(NodeRef node, Expr* container);

  // meanings.cc: what is meant where `any` is declared. False if it is something else (reported).
  bool is_meant(const tree::RecordExpr* record);
  bool fits_columns(const tree::RecordExpr* stream);
  bool fits_index(const tree::RecordExpr* description);
  bool fits_value(const tree::RecordExpr* description, const TableType* table);
  bool fits_input_event(const tree::RecordExpr* description, std::string_view fields,
                        const Type* index);
  void note_option_handler(const std::vector<Expr*>& args);
  void check_option_handlers();
  bool compares_elements(const std::vector<Expr*>& args);
  void note_log_call(std::string_view function, const std::vector<Expr*>& args);
  void check_log_writes();

  // calls.cc
  bool looks_right(std::string_view name, std::string_view function, const std::vector<Expr*>& args,
                   Span span);
  bool publishes_rightly(std::string_view function, const std::vector<Expr*>& args);
  bool can_wait(std::string_view name, std::string_view function, Span span);
  bool misfitting_arguments(const std::vector<Expr*>& given, const FunctionType* type,
                            std::string_view name, Span span);
  bool exchanged_records(const std::vector<NodeRef>& nodes, const FunctionType* type,
                         std::string_view name, Span span);
  bool named_argument(NodeRef node, const Type* wanted);
  bool format_fits(const std::vector<Expr*>& args, Span span);
  // Whether what a function returns was found to be wrong where it is declared.
  bool is_judged(const tree::Global* global) const {
    auto it = entry_of_.find(global);
    return it != entry_of_.end() && it->second->result_is_wrong;
  }
  Expr* infer_call(NodeRef node);
  Expr* infer_hook_call(NodeRef node);
  Expr* call(NodeRef node, tree::Global* global, Expr* callee, const FunctionType* type,
             std::string_view name);
  bool arguments(const std::vector<NodeRef>& nodes, tree::Global* global, const FunctionType* type,
                 std::span<Expr* const> defaults, std::string_view name, Span span,
                 std::vector<Expr*>& out);
  void wrong_count(size_t given, tree::Global* global, const FunctionType* type,
                   std::span<Expr* const> defaults, std::string_view name, Span span);
  EventName event_of(NodeRef node);
  Stmt* event_statement(NodeRef node);

  // lambdas.cc
  Expr* infer_lambda(NodeRef node, const Type* hint);
  // call_defaults.cc: null where calls must give everything.
  const tree::CallDefaults* defaults_of(const Signature& signature);
  const tree::CallDefaults* defaults_of(const Expr* value) const;
  const tree::CallDefaults* defaults_of_items(const tree::ContainerExpr* container) const;
  const tree::CallDefaults* defaults_of_element(const Expr* container) const;
  const tree::CallDefaults* defaults_of_container(const tree::CallDefaults* element) const;
  // Those of what is called: `global`, or else what `callee` yields.
  std::span<Expr* const> parameter_defaults(const tree::Global* global, const Expr* callee,
                                            const FunctionType* type) const;
  // Makes the inner variables of a list of captures; `bound` gets their bindings, null for wrong
  // ones.
  void bind_captures(NodeRef captures, Frame& frame, std::vector<tree::Capture>& out,
                     std::vector<Binding*>& bound);
  void missing_capture(NodeRef node, Binding* binding);

  // ---- Statements -----------------------------------------------------------------------------
  Stmt* statement(NodeRef node);  // null if it was reported
  Stmt* statement_unguarded(NodeRef node);
  Stmt* block(NodeRef node);
  Span empty_body(NodeRef node);
  bool in_block_of_empty_loop(NodeRef jump);
  Stmt* local_variable(NodeRef node);
  Stmt* expression_statement(NodeRef node);
  Stmt* if_statement(NodeRef node);
  Stmt* return_statement(NodeRef node);
  Stmt* call_and_return(Expr* call, Stmt* leave);
  Stmt* print_statement(NodeRef node);
  Stmt* assert_statement(NodeRef node);
  Stmt* jump_statement(NodeRef node);
  Stmt* while_statement(NodeRef node);
  Stmt* for_statement(NodeRef node);
  bool loop_types(const Expr* container, size_t keys, bool has_value, Span span,
                  std::vector<const Type*>& types, const Type*& value);
  // `takes_int`: it may be an int that was declared before, too.
  Local* loop_variable(NodeRef node, const Type* type, bool takes_int = false);
  void tell_swapped(const std::vector<Local*>& variables, NodeRef loop,
                    std::vector<Reporter::Held> held);
  void tell_lacking_value(const std::vector<Local*>& keys, NodeRef loop,
                          std::vector<Reporter::Held>& held);
  Stmt* switch_statement(NodeRef node);
  bool switch_case(NodeRef node, Expr* value, SwitchState& state,
                   std::vector<tree::SwitchCase>& out);
  void tell_open_case(NodeRef node);
  bool case_values(NodeRef node, Expr* value, SwitchState& state, tree::SwitchCase& into);
  bool case_type(NodeRef node, const Type* type, Expr* value, SwitchState& state);
  Stmt* when_statement(NodeRef node);
  Expr* infer_when_local(NodeRef node);
  tree::Function* when_part(WhenPart& part, NodeRef captures, const FunctionType* type,
                            std::string_view name);
  // Ends the check of a body: flow, and what function and frame need to know of each other.
  void finish_body(Frame& frame, tree::Function& function, Stmt* body);
  Stmt* make_block(const std::vector<Stmt*>& statements, Span span);
  void ignored_value(const Expr* e);
  // Gives a container that is written out the attributes of the variable it is for.
  void dress(Expr* value, Attributes* attributes);

  // ---- Scopes ---------------------------------------------------------------------------------
  Binding* find_local(NameId name);
  bool in_reach(const Frame* frame) const;
  Local* declare_local(NodeRef node, const Type* type, Span span);
  Local* add_local(Frame& frame, NameId name, const Type* type, Span span, bool bind);
  void bind_local(Frame& frame, NameId name, Local* local, Span span);
  // A name is known from its declaration to the end of the body, as in Zeek. What ends with a block
  // is only that it cannot be declared anew.
  size_t enter_block() { return frame_->bindings.size(); }
  void leave_block(size_t mark);
  void leave_body();
  void used_behind_block(Binding* used);
  Entry* look_up(NameId name) { return symbols.look_up(name, module_); }
  // The symbol a name in an expression or type means. Reports unknown, unexported and deprecated
  // ones.
  Entry* resolve(NodeRef node, std::string_view what) { return resolve(node, what, node.span()); }
  Entry* resolve(NodeRef node, std::string_view what, Span span);
  bool is_missing(NameId name) const;
  bool stands_for(const Entry& entry, std::string_view name) const;
  void hint_at_module(Message& message, NameId name, std::string_view elsewhere);
  void unknown_name(NodeRef node, std::string_view what, Span span);
  static bool is_meant_as_attribute(NodeRef node);
  // What to load for it; empty if that is not known.
  std::string script_of(const Name& name);
  // Whether that script is missing elsewhere, too, and was named there.
  bool is_missing_script(const std::string& script);
  void use(Entry* entry, Span span);
  void warn_deprecated(std::string_view what, std::string_view why, Span span);

  // ---- Usage (usage.cc) -----------------------------------------------------------------------
  void mention(Entry* entry);
  void usage_warnings();
  std::string name_meant(const Entry* entry);
  void warn_unused(const Entry* entry, std::string_view meant);

  // Small makers.
  template <class T> T* make_expr(ExprKind kind, const Type* type, Span span) {
    T* e = arena.make<T>();
    e->kind = kind;
    e->type = type;
    e->span = span;
    return e;
  }
  template <class T> T* make_stmt(StmtKind kind, Span span) {
    T* s = arena.make<T>();
    s->kind = kind;
    s->span = span;
    return s;
  }
  template <class T> std::span<T const> keep(const std::vector<T>& items) {
    return arena.copy(items);
  }

  Arena& arena;
  Heap& heap;
  TypeTable& types;
  tree::Consumer& consumer;
  Host& host;
  CheckerOptions options;
  DiagnosticSink& sink;
  Reporter report;
  Names names;
  Symbols symbols;

  // State of the load.
  NameId module_;
  EarlyStatement early_statement_;  // of the file
  std::vector<OuterFile> outer_files_;
  bool file_is_proven_ = false;
  const Ast* tree_ = nullptr;  // of the item being checked
  Unread unread_;
  std::map<const Type*, Span> opaque_types_;  // with the place of the first mention
  bool broken_ = false;  // something could not be read: unknown names may be its fault
  // The condition of an `@if` is wrong: which branch declares something nobody knows. Conditions
  // themselves are mistakes of their own.
  bool undecided_ = false;
  Frame idle_;  // stands for no body
  Frame* frame_ = nullptr;
  Frame top_level_;
  std::vector<Stmt*> top_statements_;
  Results results_;
  uint32_t global_count_ = 0, function_count_ = 0;
  uint32_t depth_ = 0;
  bool too_deep_ = false;
  bool in_condition_ = false;  // of an @if
  Entry* owner_ = nullptr;     // whose declaration is being checked
  std::optional<Failure> failure_;
  std::unordered_map<const RecordType*, std::vector<FieldInfo>> record_info_;
  // Of expressions that name their type: casts, and constructors of containers.
  std::unordered_map<const Expr*, const tree::CallDefaults*> written_defaults_;
  boost::unordered_flat_map<const tree::Global*, Entry*> entry_of_;
  std::unordered_map<const Type*, Entry*> type_entries_;
  std::unordered_map<const tree::Function*, std::string_view> deprecated_alternates_;
  std::map<std::pair<const tree::Global*, const FunctionType*>, tree::Function*> adapters_;
  std::vector<Entry*> callables_;
  std::unordered_set<std::string> used_outside_;
  std::vector<Entry*> callable_numbers_;  // by number - 1
  bool for_unknown_type_ = false;
  const Type* wanted_ = nullptr;     // of a name that is looked up, if that is known
  bool is_target_ = false;           // a name is looked up to assign to it
  Lost lost_name_ = Lost::kNothing;  // until something unknown may be it
  // The module of which a script is missing perhaps, as was told.
  NameId lacks_own_script_ = kNoModule;
  std::unordered_set<const RecordType*> lacks_field_;  // the same for one of its fields
  Span filled_;                        // where that is declared to which a list is being given
  uint32_t misplaced_break_ = 0;       // where it begins, as was told
  Span headless_;                      // where a block of the top level begins, while it is read
  std::vector<NameId> missing_names_;  // reported already
  std::unordered_set<const Local*> places_;  // variables of loops that count those of a vector
  std::vector<std::string> missing_scripts_;
  std::vector<LogWrite> log_writes_;
  std::vector<OptionHandler> option_handlers_;
  std::unordered_map<int64_t, const RecordType*> log_columns_;
};

}  // namespace avocet::sema
