// The syntax tree of one script file: what the parser makes and the checker reads.
//
// A tree is an array of 16-byte nodes in preorder: a node, then its first child with everything
// below it, then the second. A node knows how many nodes its subtree has, itself included, so its
// next sibling stands `size` further on. There are no pointers: the array is written to a file and
// mapped back as it is (image.h).
//
//      index   0        1      2       3      4
//            [ Binary ][Name ][Call ][Name ][Count ]      a + f(1)
//      size    5        1      3      1      1
//
// Nodes name things by numbers into pools beside the array: texts (names, strings; each different
// text once, so a reader can cache what it knows of a name under its number) and 64-bit words.
//
// A file's tree is a forest: its items (declarations, statements and directives) stand one behind
// the other. Conditional directives (@if and its kin) never appear: script_reader.h decides them.
// Nor does @pragma: ask Ast::ignores_deprecations().
//
// The list of node kinds below is a contract. It says for each kind, with the child that stands
// first called child 0:
//   data      what the number `data` means ('text' is the number of a text, 'word' of a word)
//   sub       what the small number `sub` means
//   children  which, in which order; 'X or None' is one child that may be a kNone placeholder,
//             'X...' any number of them
//   at        the significant token, which is where diagnostics point, if it is not the first one
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/ip_address.h"
#include "base/source.h"
#include "base/terms.h"

namespace avocet {

enum class NodeKind : uint8_t {
  // A child that is not there. size 1.
  kNone,

  // ---- Directives: items only -----------------------------------------------------------------
  // data of all: text, what stands behind the directive up to the end of the line, trimmed.
  kLoad,        // @load path
  kLoadSigs,    // @load-sigs path
  kLoadPlugin,  // @load-plugin name
  kUnload,      // @unload path
  kPrefixes,    // @prefixes = a:b   sub: AssignOp (kSet or kAddTo); data without the operator
  kDeprecated,  // @deprecated "message"   data: the decoded message, empty if there is none

  // ---- Declarations ---------------------------------------------------------------------------
  // Bit kExportedBit of sub is set for those that stand in an `export { }`: NodeRef::is_exported().

  // module M;   data: text M
  kModule,

  // global|const|option|redef|local x: T = e &attrs;
  //   data: text x. sub: NodeRef::storage() and assign_op() (how the initialiser applies; kSet if
  //   there is none). at: the name.
  //   children: type or None, initialiser expression or None, kAttributes.
  //   Local variables and constants are statements of this kind too (storage kLocal, kLocalConst).
  //   Attributes that follow a constructor which is the whole initialiser belong to the variable:
  //   `= table() &default=0 &redef` has both in kAttributes here, none at the constructor.
  //   `redef x &attr;` has neither type nor initialiser.
  kVariable,

  // type T: ... &attrs;   data: text T. at: the name.   children: type, kAttributes
  kTypeDecl,

  // function|event|hook f(params): R &attrs { ... }
  //   data: text f. sub: NodeRef::flavor(), and is_redef() for `redef event`. at: the name.
  //   children: kFunctionType, kAttributes, kBlock
  kFunction,

  // redef record R += { fields } &attrs;   data: text R. at: R.   children: kRecordType,
  // kAttributes
  kRedefRecord,

  // redef record R$f += { &log };   data: text R. sub: AssignOp (kAddTo, kRemoveFrom). at: R.
  //   children: kName (the field; resolve it in R), kAttributes
  kRedefField,

  // redef enum E += { values } &attrs;   data: text E. at: E.   children: kEnumType, kAttributes
  kRedefEnum,

  // A declaration that could not be parsed, already reported. data: text, the name it would have
  // declared if that much was understood, else empty. sub: kBrokenType, kBrokenBody or 0. No
  // children. Do not report again what cannot be known because of it.
  kBroken,

  // ---- Types ----------------------------------------------------------------------------------
  kBasicType,   // sub: BasicType
  kNamedType,   // data: text, perhaps with `::`
  kTableType,   // table[I, ...] of Y    children: index type..., yield type
  kSetType,     // set[I, ...]           children: index type...
  kVectorType,  // vector of T           children: T
  kFileType,    // file, file of T       children: T or None
  kOpaqueType,  // opaque of name        data: text
  kRecordType,  // record { ... }        children: kField...
  kEnumType,    // enum { ... }          children: kEnumValue...

  // function|event|hook(params): R   sub: NodeRef::flavor()   children: kParameters, R or None
  kFunctionType,

  // Parts of types.
  kField,       // f: T &attrs;   data: text f   children: type, kAttributes
  kEnumValue,   // V = e &attrs   data: text V   children: expression or None, kAttributes
  kParameters,  // children: kParameter...
  kParameter,   // p: T &attrs    data: text p   children: type, kAttributes

  // ---- Attributes -----------------------------------------------------------------------------
  kAttributes,  // children: kAttribute...   Always present where listed, often empty.
  kAttribute,   // &name or &name=e   sub: AttributeKind   children: expression or None

  // ---- Statements -----------------------------------------------------------------------------
  // kVariable with a local storage is one too. An expression is a statement within kExprStmt.
  kBlock,      // { ... }            children: statement...
  kExprStmt,   // e;                 children: expression
  kPrint,      // print a, b;        children: expression...
  kEventStmt,  // event e(args);     data: text e. at: the name.   children: expression...
  kIf,         // children: condition, statement, else statement or None
  kFor,        // for ( [a, b], v in t )   sub: 1 if the keys are in brackets
  //   children: kLoopVariables, kLoopVariable or None (the value), expression, statement
  kLoopVariables,  // children: kLoopVariable... (one or more)
  kLoopVariable,   // data: text; `_` discards
  kWhile,          // children: condition, statement
  kSwitch,         // children: expression, kCase...
  kCase,           // sub: CaseKind   children: label..., kBlock
                   //   labels of kValues are expressions, of kTypes kCaseType, kDefault has none
  kCaseType,       // type T as x        data: text x (empty: no name)   children: type
  kBreak,
  kNext,
  kFallthrough,
  kReturn,    // children: expression or None
  kWhen,      // when [captures] ( c ) s timeout e { ... }   sub: 1 for `return when`
              //   children: kCaptures or None, condition, statement, timeout expression or None,
              //   timeout kBlock or None
  kAssert,    // assert e, message; children: condition, expression or None
  kEmpty,     // ;
  kCaptures,  // children: kCapture...
  kCapture,   // data: text. sub: 1 for `copy x`

  // ---- Expressions ----------------------------------------------------------------------------
  // Parentheses leave no node. at of an operator: the operator.
  kName,      // data: text, perhaps with `::` within or at its start
  kBool,      // T, F                    sub: 1 or 0
  kCount,     // 42, 0xff                data: word; sub: 1 if the number written is larger
  kDouble,    // 1.5, 2e3                data: word, the bits of the double
  kInterval,  // 5 min, 1.5hrs           data: word, the bits of the double, in seconds
  kPort,      // 80/tcp                  data: number; sub: PortProtocol
  kAddress,   // 1.2.3.4, [::1]          data: first of two words   NodeRef::address()
  kSubnet,    // 10.0.0.0/8              data: first of three words NodeRef::prefix()
  kString,    // "..."                   data: text, escapes decoded; may hold NUL bytes
  kPattern,   // /re/is                  data: text between the slashes as written; sub:
              // PatternSuffix
  kHostname,  // www.example.com         data: text
  kDir,       // @DIR
  kFilename,  // @FILENAME

  kUnary,   // sub: UnaryOp            children: operand. Size |e| is one: at is the first bar.
  kBinary,  // sub: BinaryOp           children: left, right
  kAssign,  // sub: AssignOp           children: target, value. In a table constructor or in
            //   braces it is `[key, ...] = value` with kListConstructor (or any expression) left.
  kConditional,      // a ? b : c             children: a, b, c   at: the ?
  kIndex,            // t[a, b]                 children: t, expression... (one or more)   at: the [
  kSlice,            // s[a:b]                  children: s, a or None, b or None          at: the [
  kFieldAccess,      // r$f                   data: text f   children: r   at: the $
  kHasField,         // r?$f                    data: text f   children: r   at: the ?$
  kCall,             // f(args)                 children: callee, argument...              at: the (
                     //   An argument is an expression or kFieldInit: `Type($a=1)`.
  kHookCall,         // hook f(args)            as kCall; at: the word hook
  kCast,             // e as T                  children: e, type   at: the word
  kCanCast,          // e ?as T                 children: e, type   at: the operator
  kTypeTest,         // e is T                  children: e, type   at: the word
  kCopy,             // copy(e)                 children: e
  kAdd,              // add s[e]                children: e. An expression of no value.
  kDelete,           // delete t[e]             children: e. An expression of no value.
  kListConstructor,  // [a, b], [[k] = v]    children: expression...
  kBraces,           // { a, b }, { [k] = v }  children: expression...
  kRecordConstructor,  // [$a=1, $b=2]    children: kFieldInit...
  kVectorCall,         // vector(a, b)    children: expression..., kAttributes
  kSetCall,            // set(a, b)       children: expression..., kAttributes
  kTableCall,          // table([k]=v)    children: expression..., kAttributes
  kRecordCall,         // record($a=1)    children: kFieldInit..., kAttributes
  kFieldInit,  // $f=e                    data: text f   children: expression (kLambda for $f() = {
               // })
  kLambda,     // function[captures](params): R &attrs { }
               //   children: kCaptures or None, kFunctionType, kAttributes, kBlock
  kSchedule,   // schedule d { e(args) }  data: text e   children: interval, argument...
  kWhenLocal,  // (local x = e) in when   data: text x   children: expression   at: the name
  kTypeExpr,   // a type used as a value  children: type. Named types come as kName.
};
inline constexpr int kNodeKindCount = static_cast<int>(NodeKind::kTypeExpr) + 1;

// What kBroken stands for, if it is no declaration of a value: one of a type, and a body without a
// head.
inline constexpr uint8_t kBrokenType = 1;
inline constexpr uint8_t kBrokenBody = 2;

enum class Storage : uint8_t { kGlobal, kConst, kOption, kRedef, kLocal, kLocalConst };
enum class AssignOp : uint8_t { kSet, kAddTo, kRemoveFrom };  // =  +=  -=
enum class CaseKind : uint8_t { kValues, kTypes, kDefault };

enum class BasicType : uint8_t {
  kBool,
  kInt,
  kCount,
  kDouble,
  kTime,
  kInterval,
  kString,
  kPattern,
  kPort,
  kAddr,
  kSubnet,
  kAny,
  kVoid,
};

// Bits of sub.
enum PatternSuffix : uint8_t { kPatternIgnoreCase = 1, kPatternSingleLine = 2 };  // /x/i  /x/s

enum class UnaryOp : uint8_t {
  kNot,
  kComplement,
  kPlus,
  kMinus,
  kIncrement,
  kDecrement,  // !  ~  +  -  ++  --
  kSize,       // |e|
};

enum class BinaryOp : uint8_t {
  kOr,
  kAnd,  // ||  &&
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kNotIn,  // in  !in
  kBitOr,
  kBitXor,
  kBitAnd,
  kShiftLeft,
  kShiftRight,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
};

// The attributes of the language, in no order that means anything. attribute_name() gives `&log`.
enum class AttributeKind : uint8_t {
  kRedef,
  kOptional,
  kDefault,
  kDefaultInsert,
  kAddFunc,
  kDeleteFunc,
  kExpireFunc,
  kReadExpire,
  kWriteExpire,
  kCreateExpire,
  kOnChange,
  kPublishOnChange,
  kRawOutput,
  kPriority,
  kGroup,
  kLog,
  kErrorHandler,
  kTypeColumn,
  kBackend,
  kBrokerStore,
  kBrokerAllowComplexType,
  kIsAssigned,
  kIsUsed,
  kDeprecated,
  kOrdered,
  kNoZamOpt,
  kNoCppOpt,
};
inline constexpr int kAttributeKindCount = static_cast<int>(AttributeKind::kNoCppOpt) + 1;

struct Node {
  NodeKind kind;
  uint8_t sub;
  uint16_t length;  // of the significant token in bytes, at most 65535
  uint32_t pos;     // of the significant token, from the start of the file
  uint32_t data;
  uint32_t size;  // nodes in the subtree, this one included

  static constexpr uint8_t kExportedBit = 0x80;
  static constexpr uint8_t kRedefBit = 0x40;
};
static_assert(sizeof(Node) == 16);

// The stretch of text that a whole node came from, parentheses and closing brackets included.
struct Extent {
  uint32_t begin;
  uint32_t end;
};

// A doc comment: `## text` before what it describes, `##< text` behind it, `##! text` for the file.
struct DocComment {
  enum class Style : uint32_t { kBefore, kBehind, kFile };
  uint32_t begin;  // of the first #
  uint32_t end;    // of the line
  Style style;
};

class NodeRef;

// The pools and the array. Filled by the parser or by an image, read by everybody else.
// Not copied; the texts it hands out stay valid as long as it lives, also while it grows.
class Ast {
 public:
  // `source` names the text that the tree belongs to; `sources` outlives the tree.
  Ast(const SourceMap& sources, SourceId source);
  Ast(const Ast&) = delete;
  Ast& operator=(const Ast&) = delete;

  SourceId source_id() const { return source_id_; }
  const Source& source() const { return source_; }

  uint32_t node_count() const { return static_cast<uint32_t>(nodes_.size()); }
  const Node& node(uint32_t index) const { return nodes_[index]; }
  Extent extent(uint32_t index) const { return extents_[index]; }
  NodeRef ref(uint32_t index) const;

  // Texts are numbered from 0 without gaps; 0 is the empty text.
  uint32_t text_count() const { return static_cast<uint32_t>(texts_.size()); }
  std::string_view text(uint32_t number) const { return texts_[number]; }
  uint64_t word(uint32_t number) const { return words_[number]; }

  // The doc comments that belong to a declaration, field, value or parameter, in file order.
  std::vector<std::string_view> docs_of(NodeRef node) const;
  // All of the file, by position.
  std::span<const DocComment> docs() const { return docs_; }

  // Whether a place of the file (an offset, such as Node::pos) lies between `@pragma push
  // ignore-deprecations` and its `@pragma pop`.
  bool ignores_deprecations(uint32_t offset) const;

 private:
  friend class AstBuilder;
  friend class ImageCodec;

  SourceId source_id_;
  const Source& source_;
  // Views of what is owned below or of a mapped image.
  std::span<const Node> nodes_;
  std::span<const Extent> extents_;
  std::span<const uint64_t> words_;
  std::span<const DocComment> docs_;
  std::vector<std::string_view> texts_;
  std::vector<Extent> quiet_;  // where deprecations are ignored; ordered, the last may be open

  std::vector<Node> own_nodes_;
  std::vector<Extent> own_extents_;
  std::vector<uint64_t> own_words_;
  std::vector<DocComment> own_docs_;
  Arena bytes_;  // of texts that do not stand in the source as they are
};

// A place in a tree. Two words, copied freely; stays valid as long as its Ast, also while it grows.
class NodeRef {
 public:
  NodeRef() = default;
  NodeRef(const Ast* ast, uint32_t index) : ast_(ast), index_(index) {}

  explicit operator bool() const { return ast_ != nullptr; }
  const Ast& ast() const { return *ast_; }
  uint32_t index() const { return index_; }
  bool operator==(const NodeRef&) const = default;

  NodeKind kind() const { return node().kind; }
  bool is(NodeKind k) const { return node().kind == k; }
  bool is_none() const { return node().kind == NodeKind::kNone; }
  uint8_t sub() const { return node().sub; }
  uint32_t data() const { return node().data; }
  uint32_t size() const { return node().size; }

  // Children. child() costs a step for each child before it.
  bool has_children() const { return node().size > 1; }
  uint32_t child_count() const;
  NodeRef child(uint32_t n) const;                            // precondition: n < child_count()
  NodeRef last_child() const;                                 // precondition: has_children()
  NodeRef first_child() const { return {ast_, index_ + 1}; }  // precondition: has_children()
  NodeRef next_sibling() const { return {ast_, index_ + node().size}; }  // may lie behind the last
  class ChildIterator;
  struct Children;
  Children children() const;  // for ( NodeRef c : node.children() )

  // Places. span() is the significant token, full_span() everything.
  Span span() const { return {ast_->source().base + node().pos, node().length}; }
  Span full_span() const;
  std::string_view source_text() const;  // of full_span()

  // The data and sub by kind; see the list of kinds for where each applies.
  std::string_view text() const { return ast_->text(node().data); }
  uint64_t word() const { return ast_->word(node().data); }
  double number() const;      // kDouble, kInterval
  IpAddress address() const;  // kAddress
  Prefix prefix() const;      // kSubnet
  uint16_t port() const { return static_cast<uint16_t>(node().data); }
  PortProtocol port_protocol() const { return static_cast<PortProtocol>(sub()); }
  bool is_exported() const { return (sub() & Node::kExportedBit) != 0; }
  bool is_redef() const { return (sub() & Node::kRedefBit) != 0; }
  Storage storage() const { return static_cast<Storage>(sub() & 7); }
  AssignOp assign_op() const;  // kVariable, kAssign, kPrefixes, kRedefField
  Flavor flavor() const { return static_cast<Flavor>(sub() & 3); }
  CaseKind case_kind() const { return static_cast<CaseKind>(sub()); }
  BasicType basic_type() const { return static_cast<BasicType>(sub()); }
  UnaryOp unary_op() const { return static_cast<UnaryOp>(sub()); }
  BinaryOp binary_op() const { return static_cast<BinaryOp>(sub()); }
  AttributeKind attribute() const { return static_cast<AttributeKind>(sub()); }

 private:
  const Node& node() const { return ast_->node(index_); }

  const Ast* ast_ = nullptr;
  uint32_t index_ = 0;
};

class NodeRef::ChildIterator {
 public:
  using value_type = NodeRef;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::forward_iterator_tag;

  ChildIterator() = default;
  explicit ChildIterator(NodeRef at) : at_(at) {}
  NodeRef operator*() const { return at_; }
  ChildIterator& operator++() {
    at_ = at_.next_sibling();
    return *this;
  }
  ChildIterator operator++(int) {
    ChildIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const ChildIterator&) const = default;

 private:
  NodeRef at_;
};

struct NodeRef::Children {
  ChildIterator first, last;
  ChildIterator begin() const { return first; }
  ChildIterator end() const { return last; }
  bool empty() const { return first == last; }
};

inline NodeRef Ast::ref(uint32_t index) const { return {this, index}; }
inline NodeRef::Children NodeRef::children() const {
  return {ChildIterator(first_child()), ChildIterator(next_sibling())};
}

std::string_view node_kind_name(NodeKind kind);       // `Binary`
std::string_view basic_type_name(BasicType type);     // `count`
std::string_view unary_op_name(UnaryOp op);           // `!`; `| |` for the size
std::string_view binary_op_name(BinaryOp op);         // `!in`
std::string_view assign_op_name(AssignOp op);         // `+=`
std::string_view attribute_name(AttributeKind kind);  // `&log`
std::string_view storage_name(Storage storage);       // `const`
std::string_view flavor_name(Flavor flavor);          // `hook`

}  // namespace avocet
