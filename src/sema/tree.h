// The typed tree: what the checker makes of a declaration and the compiler reads.
//
// Every name is resolved, every expression has its type, every conversion is a node of its own, and
// what Zeek leaves to run time by overloading (`+=`, `in`, `|x|`, indexing) is told apart by kinds
// and by the types of the operands. A tree that reaches the compiler has no error in it.
//
// Nodes live in the program's arena and do not change after their declaration was checked.
// Lists are spans into the arena.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/source.h"
#include "type/type.h"
#include "value/value.h"

namespace avocet::tree {

struct Expr;
struct Stmt;
struct Function;
struct Global;

// What calls may leave out, as the place says that a value comes from: two functions of one type
// may differ in it. Of a function: the defaults of its parameters. Fields of records have their
// own.
struct CallDefaults {
  std::span<Expr* const> parameters{};   // as many as the type has, null: none; empty: none has any
  const CallDefaults* result = nullptr;  // of what a function returns
  const CallDefaults* element = nullptr;  // of what a table or a vector holds
};

// ---- Names --------------------------------------------------------------------------

struct Local {
  std::string_view name;  // "_" for an ignored loop variable
  const Type* type;
  Span span;
  uint32_t
      index;  // within its function; parameters first, then captures, then in order of declaration
  bool parameter = false;
  bool capture = false;   // its value comes from the closure at entry
  bool constant = false;  // declared `const`
  // Some path reads it before it was set: the compiler keeps a flag for it (plain types) and tests.
  bool maybe_unset = false;
  const CallDefaults* defaults = nullptr;  // those of its declared type or of its first value
};

// Attributes that act at run time. Expressions are checked and coerced already.
struct Attributes {
  Expr* default_value =
      nullptr;  // of the variable, field or parameter; for tables: yield or function
  bool default_is_yield =
      false;  // &default of a table-typed thing: what a missing index yields (value or function)
  bool default_insert = false;
  Expr* expire_interval = nullptr;  // with expiry below
  uint8_t expiry = 0;               // value/table.h Expiry
  Expr* expire_function = nullptr;
  Expr* on_change = nullptr;
  Expr* add_function = nullptr;  // of a global: `redef x += ...` goes through it
  Expr* delete_function = nullptr;
  bool ordered = false;
  bool raw_output = false;
  bool optional = false, log = false, redefinable = false, deprecated = false, is_used = false,
       is_assigned = false;
  std::string_view deprecation;
  std::span<const std::string_view> groups;
  std::string_view backend;
  std::string_view
      type_column;  // of a port field read by the input framework: the field with its protocol
  // True if a table made for this declaration needs a TableAttributes.
  bool shapes_table() const {
    return (default_value && default_is_yield) || expiry || expire_function || on_change || ordered;
  }
};

enum class GlobalKind : uint8_t { kVariable, kConst, kOption, kFunction, kEvent, kHook, kNative };

struct Global {
  std::string_view name;  // with its module: "Conn::log_conn"
  const Type* type;
  GlobalKind kind;
  Span span;
  uint32_t id;  // Program::globals index for variables, Program::functions index for callables
  bool exported = false;
  bool initialised =
      false;  // has an initialiser, or a type that makes itself (containers, records)
  Attributes* attributes = nullptr;         // null: none
  std::span<Function* const> alternates{};  // further prototypes of an event or hook
  const CallDefaults* defaults = nullptr;
  // Of a function that some script assigns to (`global f: function(); ... f = g;`): the variable
  // that holds what is called and read under its name. May be set after trees that use the function
  // were handed over; by the end of loading it is final.
  Global* variable = nullptr;

  bool callable() const { return kind >= GlobalKind::kFunction; }
};

// ---- Functions ----------------------------------------------------------------------

struct Capture {
  Local* outer;    // in the enclosing function
  Local* inner;    // in the closure
  bool deep_copy;  // `function[copy x]`
};

// One body: of a function, an event handler, a hook, a lambda, or an initialiser.
struct Function {
  std::string_view name;
  std::string_view module;  // that it stands in: "GLOBAL", "Conn"
  const FunctionType* type;
  Global* global = nullptr;  // null for lambdas
  uint32_t id = 0;           // Program::functions index (lambdas have one too)
  std::span<Local* const> parameters;
  const CallDefaults* defaults = nullptr;  // of a lambda; others have those of their Global
  std::span<Local* const> locals;          // all of them, by index
  std::span<const Capture> captures;
  Stmt* body = nullptr;
  int32_t priority = 0;
  std::span<const std::string_view> groups;
  Span span;
  // For an alternate prototype: parameter i of this body takes argument argument_map[i]; empty:
  // all, in order.
  std::span<const uint32_t> argument_map;
  // Something that it calls may end without the result it owes: then the statement that wanted the
  // result is left, and what that leaves unset is marked (Local::maybe_unset). Known at the end of
  // loading; a body that runs before ends there.
  bool may_lack_results = false;
};

// ---- Expressions --------------------------------------------------------------------

enum class ExprKind : uint8_t {
  kConstant,       // ConstantExpr
  kLocal,          // LocalExpr
  kGlobal,         // GlobalExpr: a variable's value
  kFunctionValue,  // GlobalExpr: a callable as a value
  kUnary,          // UnaryExpr
  kBinary,         // BinaryExpr: arithmetic, bits, comparison, && ||
  kConditional,    // ConditionalExpr
  kAssign,         // AssignExpr: target = value; yields the value
  kCompound,       // AssignExpr with op: target op= value
  kStep,           // StepExpr: ++x, --x; yields the new value
  kIndex,          // IndexExpr
  kSlice,          // SliceExpr: x[a:b], strings and vectors
  kField,          // FieldExpr: r$f
  kHasField,       // FieldExpr: r?$f
  kCall,           // CallExpr: functions, natives and hooks
  kIn,             // InExpr
  kRecord,         // RecordExpr
  kContainer,      // ContainerExpr: table, set or vector made from items
  kLambda,         // LambdaExpr
  kConvert,        // ConvertExpr
  kCast,           // CastExpr: e as T (checked at run time)
  kIs,             // CastExpr: e is T, e ?as T
  kSchedule,       // ScheduleExpr: schedule t { ev(...) }
  kListAssign,     // ListAssignExpr: [a, b] = e, [a, b] = [x, y]
};

struct Expr {
  ExprKind kind;
  const Type* type;
  Span span;
};

struct ConstantExpr : Expr {
  Value value;
  Span declared{};  // of the `const` that it stands for; unknown: it is written out
};                  // plain, inline or immortal; or a null managed slot for unset
struct LocalExpr : Expr {
  Local* local;
};
struct GlobalExpr : Expr {
  Global* global;
};

// kSize: |x|. Its meaning follows operand->type: containers, strings, sets: count; int, double,
// interval, time: magnitude; addr: bits (32 or 128); subnet: number of addresses (double); count:
// itself; record: fields; function: arity; enum: its number; file: bytes; pattern: error; port:
// number.
enum class UnaryOp : uint8_t { kNegate, kPlus, kNot, kComplement, kSize, kClone };
struct UnaryExpr : Expr {
  UnaryOp op;
  Expr* operand;
};

// Operands are of one type (already converted), with these exceptions, left to the compiler:
//
// - kAdd: time + interval, interval + time
// - kSubtract: time - time is an interval; time - interval is a time; set - set
// - kMultiply: interval * double, double * interval
// - kDivide: interval / double; interval / interval is a double; addr / count is a subnet
// - kShiftLeft, kShiftRight: the second operand is a count
// - kBitAnd, kBitOr: counts, sets, and patterns, which are joined
// - comparisons: also sets (subset, superset), any; a string with a pattern (exact match)
//
// If type is a vector type and both operands are vectors, the operation is element by element; if
// just one is, the other is a scalar of the element type, used for each element.
enum class BinaryOp : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kBitAnd,
  kBitOr,
  kBitXor,
  kShiftLeft,
  kShiftRight,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,  // short circuit
};
struct BinaryExpr : Expr {
  BinaryOp op;
  Expr* left;
  Expr* right;
};

// If condition is a vector of bool, so are both sides vectors, and the choice is made element by
// element.
struct ConditionalExpr : Expr {
  Expr* condition;
  Expr* yes;
  Expr* no;
};

// Targets: kLocal, kGlobal, kField, kIndex, kSlice. kCompound by types: numbers and strings as in
// BinaryOp; set += element set, set -= set, table += table, table -= set or table, vector +=
// element (append) or vector (concatenate when of the same vector type: `append_all`), pattern |=
// pattern, pattern &= pattern, time += interval.
struct AssignExpr : Expr {
  Expr* target;
  Expr* value;
  BinaryOp op;      // kCompound only
  bool append_all;  // vector += vector
};
struct StepExpr : Expr {
  Expr* target;
  bool up;
};

// container[keys...]: vectors take one count key (negative ints count from the end), strings one
// int (a one-byte string), tables as many as their key; a vector indexed by a vector of bool yields
// the elements where that is T, by a vector of counts or ints the elements at those places. Missing
// elements: a run-time error unless the table has a default. A table[pattern] indexed by a string
// yields a vector; a table[subnet] indexed by addr yields the longest match.
struct IndexExpr : Expr {
  Expr* container;
  std::span<Expr* const> keys;
};
struct SliceExpr : Expr {
  Expr* container;
  Expr* from;
  Expr* to;
};  // either may be null
struct FieldExpr : Expr {
  Expr* record;
  uint32_t field;
};

// Direct when `global` is set (its code is known), else through `callee`, an expression of function
// type. Missing arguments have been filled in from the defaults of the parameters. Arguments for
// `any` parameters and for the variadic tail are not boxed when `global` is kNative (natives see
// the static types), boxed by a kConvert otherwise.
struct CallExpr : Expr {
  Global* global;
  Expr* callee;
  std::span<Expr* const> arguments;
  const FunctionType* function;
};

enum class InKind : uint8_t {
  kTable,      // keys in table or set (subnet keys: addr or subnet, by longest match; pattern keys:
               // string)
  kSubstring,  // string in string
  kPattern,    // pattern in string
  kSubnet,     // addr in subnet
  kVectorIndex,  // count in vector: is there an element of that index
};
struct InExpr : Expr {
  InKind in;
  std::span<Expr* const> keys;
  Expr* container;
  bool negated;
};

struct FieldValue {
  uint32_t field;
  Expr* value;
};
struct RecordExpr : Expr {
  std::span<const FieldValue> fields;
  bool is_bare = false;  // [$a=1] with all that its type has: type_name() spells its fields
};                       // in the order written; absent ones take their default

// table: items[i] has keys and value; set: keys only; vector: value only. A set among the keys,
// where the container's key is none, stands for each of its elements.
struct ContainerItem {
  std::span<Expr* const> keys;
  Expr* value;
};
struct ContainerExpr : Expr {
  std::span<const ContainerItem> items;
  Attributes*
      attributes;  // what the declaration or the constructor says about the table; may be null
};

struct LambdaExpr : Expr {
  Function* function;
};

enum class Convert : uint8_t {
  kIntToDouble,
  kCountToDouble,
  kCountToInt,
  kIntToCount,   // the last is checked at run time
  kDoubleToInt,  // cuts the fraction off; what does not fit is an error at run time
  kDoubleToCount,
  kBoolToInt,
  kEnumToInt,
  kToAny,
  kIntervalToDouble,
  kDoubleToInterval,
  kFromAny,        // any to its only possible type, checked at run time
  kRecord,         // to another record type: field by field, by name (shares nested values)
  kVector,         // element by element, by the element's conversion
  kContainerType,  // an empty or untyped container takes its type; no change of contents
  kTable,          // table of one key/value type to another, element by element
  kAddrToSubnet,   // a.b.c.d to a.b.c.d/32
  kFunction,       // a function called in another way: a closure of `adapter` over it
  kVoid,           // throws a result away
};
struct ConvertExpr : Expr {
  Convert convert;
  Expr* operand;
  Function* adapter =
      nullptr;  // kFunction: its only capture, without an outer local, is the operand
};

// kIs with `converts`: e ?as T, whether the cast would work.
struct CastExpr : Expr {
  Expr* operand;
  const Type* target;
  bool converts = false;
};
struct ScheduleExpr : Expr {
  Expr* delay;
  Global* event;
  Expr* callee;  // the event, if it is a value; then `event` is null
  std::span<Expr* const> arguments;
};
struct ListAssignExpr : Expr {
  std::span<Expr* const> targets;
  Expr* value;                    // of type any; null: there is a value for each target
  std::span<Expr* const> values;  // empty if there is one for all
};

// ---- Statements ---------------------------------------------------------------------

enum class StmtKind : uint8_t {
  kBlock,   // BlockStmt
  kExpr,    // ExprStmt
  kLocal,   // LocalStmt: declares, and initialises
  kIf,      // IfStmt
  kWhile,   // WhileStmt
  kFor,     // ForStmt
  kSwitch,  // SwitchStmt
  kReturn,  // ReturnStmt
  kNext,    // Stmt: of the innermost loop
  kBreak,   // Stmt: of the innermost loop or switch; directly in a hook body: ends the hook with F
  kFallthrough,  // Stmt: last in a case
  kPrint,        // PrintStmt
  kAdd,          // ExprStmt: an IndexExpr on a set (or AssignExpr for tables is not allowed)
  kDelete,       // ExprStmt: an IndexExpr, a FieldExpr, or a whole container (clears it)
  kEvent,        // EventStmt
  kWhen,         // WhenStmt
  kAssert,       // AssertStmt
  kNull,         // Stmt
};

struct Stmt {
  StmtKind kind;
  Span span;
};

struct BlockStmt : Stmt {
  std::span<Stmt* const> statements;
};
struct ExprStmt : Stmt {
  Expr* expr;
};
// value null: containers and records start empty/fresh (with attributes), everything else starts
// unset.
struct LocalStmt : Stmt {
  Local* local;
  Expr* value;
  Attributes* attributes;
};
struct IfStmt : Stmt {
  Expr* condition;
  Stmt* then;
  Stmt* otherwise;
};
struct WhileStmt : Stmt {
  Expr* condition;
  Stmt* body;
};
// for ( keys, value in container ): tables (keys by component), sets, vectors (one count key =
// index), strings (one string key: each byte as a string). `value` may be null; ignored variables
// have the name "_".
struct ForStmt : Stmt {
  std::span<Local* const> keys;
  Local* value;
  Expr* container;
  Stmt* body;
};
// Cases by value (constants of the switch's type), or by type (`case type string as s`).
struct SwitchCase {
  std::span<Expr* const> values;
  const Type* type;  // a type case: exclusive with values
  Local* binding;    // `as name`, or null
  bool is_default;
  Stmt* body;  // ends in kBreak, kFallthrough or what never ends; null: shares the next case's body
  Span span;
};
struct SwitchStmt : Stmt {
  Expr* value;
  std::span<const SwitchCase> cases;
};
struct ReturnStmt : Stmt {
  Expr* value;
};  // null without a result
struct PrintStmt : Stmt {
  std::span<Expr* const> values;
};  // the first may be of type file
struct EventStmt : Stmt {
  Global* event;
  Expr* callee;
  std::span<Expr* const> arguments;
};  // callee: through a value
// The three functions are closures over the same variables: function->captures[i] is filled from
// captures[i].outer when the statement runs. Variables declared within the condition (`when (
// (local x = f()) ... )`) follow as further captures of body and timeout_body; their `outer` is a
// local of `condition`.
struct WhenStmt : Stmt {
  Function* condition;  // a closure yielding bool
  Function* body;
  Function* timeout_body;  // or null
  Expr* timeout;
  std::span<const Capture> captures;  // `inner` is the condition's
  bool is_return;
};
struct AssertStmt : Stmt {
  Expr* condition;
  Expr* message;
  std::string_view text;
};  // text: the condition as written

// ---- What a load does, in order -----------------------------------------------------

enum class ActionKind : uint8_t {
  kInitialise,  // global = value (or its fresh value when null)
  kRedefine,    // redef global op value
  kStatement,   // a statement at top level
};

// A value that is made when it is asked for, once; null if it has an error.
class Postponed {
 public:
  virtual ~Postponed() = default;
  virtual Expr* make() = 0;
};

struct Action {
  ActionKind kind;
  Global* global;
  Expr* value;  // kInitialise, kRedefine; null: fresh container/record, or unset
  enum class Op : uint8_t { kAssign, kAdd, kRemove } op = Op::kAssign;
  Attributes* attributes = nullptr;  // attributes of the global as known now
  Stmt* statement = nullptr;         // kStatement
  Span span;
  std::span<Local* const>
      locals;  // those used by the expression or statement (lambdas, comprehension)
  bool may_lack_results = false;  // as for a function
  // kInitialise: instead of `value`, which is constant. Who asks may still be checking something.
  Postponed* postponed = nullptr;

  Expr* value_now() const { return postponed ? postponed->make() : value; }
};

// A field's default, to be put into the record's shape. A redef may give a field new attributes.
struct FieldDefault {
  const RecordType* record;
  uint32_t field;
  Attributes* attributes;
};

// Who takes the tree: the compiler. Called in load order, only for declarations without errors.
class Consumer {
 public:
  virtual ~Consumer() = default;
  // A new variable, constant, option, function, event, hook or native; ids count up from 0 in each
  // of the two index spaces.
  virtual void declare(const Global& global) = 0;
  // The attributes or the type's fields of a known global changed by `redef`.
  virtual void update(const Global& global) = 0;
  // One more body for a function, event or hook (function.global), or the body of a lambda (global
  // null, declared here). A `redef` of a function, or &replace-like deletion, replaces what was
  // there: `replaces` is then true.
  virtual void define(const Function& function, bool replaces) = 0;
  virtual void field_default(const FieldDefault& field) = 0;
  virtual void act(const Action& action) = 0;
};

}  // namespace avocet::tree
