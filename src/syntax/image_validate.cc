// The contract of ast.h as a table: for each kind of node the children it may have, what `data`
// refers to, and how large `sub` may be. Children are described by a short word each:
//
//   e expression   t type   s statement   i field value (FieldInit)   x expression or field value
//   A Attributes   B Block   F FunctionType   P Parameters   R RecordType   E EnumType   C Captures
//   N Name   L LoopVariables   l LoopVariable   K Case   k CaseType   c Capture
//   f Field   v EnumValue   p Parameter   a Attribute
//
// followed by `?` where a placeholder may stand instead, `*` for any number, `+` for at least one.
#include <array>

#include "syntax/ast_builder.h"
#include "syntax/image_format.h"

namespace avocet {
namespace {

enum class Data : uint8_t { kUnused, kText, kWord, kTwoWords, kThreeWords, kPort };

struct Shape {
  const char* children;
  Data data = Data::kUnused;
  uint8_t sub_limit = 0;  // sub is at most this, the flags of declarations aside
  uint8_t sub_flags = 0;  // bits that may be set besides
};

constexpr uint8_t kExport = Node::kExportedBit;

constexpr Shape shape_of(NodeKind kind) {
  switch (kind) {
  case NodeKind::kNone: return {""};
  case NodeKind::kLoad:
  case NodeKind::kLoadSigs:
  case NodeKind::kLoadPlugin:
  case NodeKind::kUnload:
  case NodeKind::kDeprecated:
  case NodeKind::kModule: return {"", Data::kText};
  case NodeKind::kBroken: return {"", Data::kText, 1};
  case NodeKind::kPrefixes: return {"", Data::kText, 1};
  case NodeKind::kVariable: return {"t?e?A", Data::kText, 2 << 3 | 5, kExport};
  case NodeKind::kTypeDecl: return {"tA", Data::kText, 0, kExport};
  case NodeKind::kFunction: return {"FAB", Data::kText, 2, kExport | Node::kRedefBit};
  case NodeKind::kRedefRecord: return {"RA", Data::kText, 0, kExport};
  case NodeKind::kRedefField: return {"NA", Data::kText, 2, kExport};
  case NodeKind::kRedefEnum: return {"EA", Data::kText, 0, kExport};
  case NodeKind::kBasicType: return {"", Data::kUnused, static_cast<uint8_t>(BasicType::kVoid)};
  case NodeKind::kNamedType: return {"", Data::kText};
  case NodeKind::kTableType: return {"t+t"};
  case NodeKind::kSetType: return {"t+"};
  case NodeKind::kVectorType: return {"t"};
  case NodeKind::kFileType: return {"t?"};
  case NodeKind::kOpaqueType: return {"", Data::kText};
  case NodeKind::kRecordType: return {"f*"};
  case NodeKind::kEnumType: return {"v*"};
  case NodeKind::kFunctionType: return {"Pt?", Data::kUnused, 2};
  case NodeKind::kField:
  case NodeKind::kParameter: return {"tA", Data::kText};
  case NodeKind::kEnumValue: return {"e?A", Data::kText};
  case NodeKind::kParameters: return {"p*"};
  case NodeKind::kAttributes: return {"a*"};
  case NodeKind::kAttribute: return {"e?", Data::kUnused, kAttributeKindCount - 1};
  case NodeKind::kBlock: return {"s*"};
  case NodeKind::kExprStmt: return {"e"};
  case NodeKind::kPrint: return {"e+"};
  case NodeKind::kEventStmt: return {"x*", Data::kText};
  case NodeKind::kIf: return {"ess?"};
  case NodeKind::kFor: return {"Ll?es", Data::kUnused, 1};
  case NodeKind::kLoopVariables: return {"l+"};
  case NodeKind::kLoopVariable: return {"", Data::kText};
  case NodeKind::kWhile: return {"es"};
  case NodeKind::kSwitch: return {"eK*"};
  case NodeKind::kCase: return {"?B", Data::kUnused, 2};  // see case_children()
  case NodeKind::kCaseType: return {"t", Data::kText};
  case NodeKind::kBreak:
  case NodeKind::kNext:
  case NodeKind::kFallthrough:
  case NodeKind::kEmpty: return {""};
  case NodeKind::kReturn: return {"e?"};
  case NodeKind::kWhen: return {"C?ese?B?", Data::kUnused, 1};
  case NodeKind::kAssert: return {"ee?"};
  case NodeKind::kCaptures: return {"c*"};
  case NodeKind::kCapture: return {"", Data::kText, 1};
  case NodeKind::kName: return {"", Data::kText};
  case NodeKind::kBool: return {"", Data::kUnused, 1};
  case NodeKind::kCount: return {"", Data::kWord, 1};
  case NodeKind::kDouble:
  case NodeKind::kInterval: return {"", Data::kWord};
  case NodeKind::kPort: return {"", Data::kPort, 3};
  case NodeKind::kAddress: return {"", Data::kTwoWords};
  case NodeKind::kSubnet: return {"", Data::kThreeWords};
  case NodeKind::kString:
  case NodeKind::kHostname: return {"", Data::kText};
  case NodeKind::kPattern: return {"", Data::kText, 3};
  case NodeKind::kDir:
  case NodeKind::kFilename: return {""};
  case NodeKind::kUnary: return {"e", Data::kUnused, static_cast<uint8_t>(UnaryOp::kSize)};
  case NodeKind::kBinary: return {"ee", Data::kUnused, static_cast<uint8_t>(BinaryOp::kModulo)};
  case NodeKind::kAssign: return {"ee", Data::kUnused, 2};
  case NodeKind::kConditional: return {"eee"};
  case NodeKind::kIndex: return {"ee+"};
  case NodeKind::kSlice: return {"ee?e?"};
  case NodeKind::kFieldAccess:
  case NodeKind::kHasField: return {"e", Data::kText};
  case NodeKind::kCall: return {"ex*"};
  case NodeKind::kHookCall: return {"ex*", Data::kUnused, 1};
  case NodeKind::kCast:
  case NodeKind::kCanCast:
  case NodeKind::kTypeTest: return {"et"};
  case NodeKind::kCopy:
  case NodeKind::kAdd:
  case NodeKind::kDelete: return {"e"};
  case NodeKind::kListConstructor:
  case NodeKind::kBraces: return {"e*"};
  case NodeKind::kRecordConstructor: return {"i*"};
  case NodeKind::kVectorCall:
  case NodeKind::kSetCall:
  case NodeKind::kTableCall: return {"e*A"};
  case NodeKind::kRecordCall: return {"i*A"};
  case NodeKind::kFieldInit: return {"e", Data::kText};
  case NodeKind::kLambda: return {"C?FAB"};
  case NodeKind::kSchedule: return {"ex*", Data::kText};
  case NodeKind::kWhenLocal: return {"e", Data::kText};
  case NodeKind::kTypeExpr: return {"t"};
  }
  return {""};
}

constexpr const char* kCaseChildren[] = {"e+B", "k+B", "B"};  // by CaseKind

constexpr bool is_type(NodeKind kind) {
  return kind >= NodeKind::kBasicType && kind <= NodeKind::kFunctionType;
}

constexpr bool is_expression(NodeKind kind) {
  return kind >= NodeKind::kName && kind <= NodeKind::kTypeExpr && kind != NodeKind::kFieldInit;
}

constexpr bool is_statement(NodeKind kind) {
  bool is_other_part = kind == NodeKind::kLoopVariables || kind == NodeKind::kLoopVariable ||
                       kind == NodeKind::kCase || kind == NodeKind::kCaseType;
  return kind == NodeKind::kVariable ||
         (kind >= NodeKind::kBlock && kind <= NodeKind::kEmpty && !is_other_part);
}

constexpr bool is_item(NodeKind kind) {
  return (kind >= NodeKind::kLoad && kind <= NodeKind::kBroken) || is_statement(kind);
}

constexpr bool fits(char letter, NodeKind kind) {
  switch (letter) {
  case 'e': return is_expression(kind);
  case 't': return is_type(kind);
  case 's': return is_statement(kind);
  case 'i': return kind == NodeKind::kFieldInit;
  case 'x': return is_expression(kind) || kind == NodeKind::kFieldInit;
  case 'A': return kind == NodeKind::kAttributes;
  case 'B': return kind == NodeKind::kBlock;
  case 'F': return kind == NodeKind::kFunctionType;
  case 'P': return kind == NodeKind::kParameters;
  case 'R': return kind == NodeKind::kRecordType;
  case 'E': return kind == NodeKind::kEnumType;
  case 'C': return kind == NodeKind::kCaptures;
  case 'N': return kind == NodeKind::kName;
  case 'L': return kind == NodeKind::kLoopVariables;
  case 'l': return kind == NodeKind::kLoopVariable;
  case 'K': return kind == NodeKind::kCase;
  case 'k': return kind == NodeKind::kCaseType;
  case 'c': return kind == NodeKind::kCapture;
  case 'f': return kind == NodeKind::kField;
  case 'v': return kind == NodeKind::kEnumValue;
  case 'p': return kind == NodeKind::kParameter;
  case 'a': return kind == NodeKind::kAttribute;
  default: return false;
  }
}

// The table, and for each kind the letters that it fits as a set of bits.
constexpr auto kShapes = [] {
  std::array<Shape, kNodeKindCount> shapes{};
  for (int kind = 0; kind < kNodeKindCount; ++kind)
    shapes[kind] = shape_of(static_cast<NodeKind>(kind));
  return shapes;
}();

constexpr uint64_t letter_bit(char letter) { return uint64_t{1} << (letter & 63); }

constexpr auto kLetters = [] {
  std::array<uint64_t, kNodeKindCount> letters{};
  for (int kind = 0; kind < kNodeKindCount; ++kind) {
    for (char letter = 'A'; letter <= 'z'; ++letter) {
      if (fits(letter, static_cast<NodeKind>(kind))) letters[kind] |= letter_bit(letter);
    }
  }
  return letters;
}();

const char* children_of(const Node& node) {
  if (node.kind == NodeKind::kCase) return kCaseChildren[node.sub];
  return kShapes[static_cast<size_t>(node.kind)].children;
}

class TreeValidator {
 public:
  TreeValidator(std::span<const Node> nodes, std::span<const Extent> extents, uint32_t text_count,
                uint32_t word_count, size_t source_size)
      : nodes_(nodes), extents_(extents), text_count_(text_count), word_count_(word_count),
        source_size_(source_size) {}

  bool nodes_are_valid() {
    if (nodes_.size() != extents_.size()) return false;
    for (uint32_t index = 0; index < nodes_.size(); ++index) {
      if (!close_finished(index) || !node_is_valid(index)) return false;
      if (open_.empty())
        roots_.push_back(index);
      else if (!child_fits(open_.back(), nodes_[index].kind))
        return false;
      Open open{index + nodes_[index].size, children_of(nodes_[index]), 0};
      if (nodes_[index].size > 1)
        open_.push_back(open);
      else if (!is_complete(open))
        return false;
      if (open_.size() > AstBuilder::kMaxDepth) return false;
    }
    return close_finished(static_cast<uint32_t>(nodes_.size())) && open_.empty();
  }

  // Every entry leads to a root of the right sort, or forward.
  bool entries_are_valid(std::span<const ScriptImage::Entry> entries) const {
    using Entry = ScriptImage::Entry;
    size_t root = 0;
    for (size_t i = 0; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      bool leads_on = entry.next > i && entry.next <= entries.size();
      switch (entry.kind) {
      case Entry::Kind::kItem:
      case Entry::Kind::kCondition: {
        while (root < roots_.size() && roots_[root] < entry.node) ++root;
        if (root == roots_.size() || roots_[root] != entry.node) return false;
        NodeKind kind = nodes_[entry.node].kind;
        if (entry.kind == Entry::Kind::kItem) {
          if (!is_item(kind)) return false;
          break;
        }
        bool is_name = entry.value != static_cast<uint32_t>(Entry::Test::kIf);
        if (entry.value > static_cast<uint32_t>(Entry::Test::kIfndef) || !leads_on) return false;
        if (is_name ? kind != NodeKind::kName : !is_expression(kind)) return false;
        break;
      }
      case Entry::Kind::kJump:
        if (!leads_on) return false;
        break;
      case Entry::Kind::kText:
        if (entry.node > entry.value || entry.value > source_size_ || entry.next > source_size_)
          return false;
        break;
      case Entry::Kind::kRest:
        if (entry.node > source_size_ || entry.next > source_size_) return false;
        break;
      default: return false;
      }
    }
    return true;
  }

 private:
  struct Open {
    uint32_t end;
    const char* expected;  // the rest of the description
    uint32_t repeated;     // how often the word at `expected` has been met
  };

  bool node_is_valid(uint32_t index) const {
    const Node& node = nodes_[index];
    if (static_cast<int>(node.kind) >= kNodeKindCount || node.size == 0) return false;
    uint32_t limit = open_.empty() ? static_cast<uint32_t>(nodes_.size()) : open_.back().end;
    if (node.size > limit - index) return false;
    if (node.pos > source_size_ || node.length > source_size_ - node.pos) return false;
    const Extent& extent = extents_[index];
    if (extent.begin > extent.end || extent.end > source_size_) return false;
    if (!open_.empty() && node.kind == NodeKind::kVariable &&
        (node.sub & 7) < static_cast<uint8_t>(Storage::kLocal))
      return false;  // a global variable within a body
    const Shape& shape = kShapes[static_cast<size_t>(node.kind)];
    return sub_is_valid(node, shape) && data_is_valid(node, shape.data);
  }

  static bool sub_is_valid(const Node& node, const Shape& shape) {
    uint8_t sub = node.sub & static_cast<uint8_t>(~shape.sub_flags);
    if (node.kind == NodeKind::kVariable) return (sub & 7) <= 5 && (sub >> 3) <= 2;
    return sub <= shape.sub_limit;
  }

  bool data_is_valid(const Node& node, Data data) const {
    auto words = [&](uint32_t n) {
      return node.data <= word_count_ && n <= word_count_ - node.data;
    };
    switch (data) {
    case Data::kUnused: return true;
    case Data::kText: return node.data < text_count_;
    case Data::kWord: return words(1);
    case Data::kTwoWords: return words(2);
    case Data::kThreeWords: return words(3);
    case Data::kPort: return node.data <= 0xffff;
    }
    return false;
  }

  // Whether a child of this kind may come next. A repetition gives way as soon as its word does not
  // fit any more; `t+t` of tables is the one place where it has to give one back, see below.
  static bool child_fits(Open& open, NodeKind kind) {
    for (;;) {
      char letter = open.expected[0];
      if (letter == '\0') return false;
      char mark = open.expected[1];
      bool repeats = mark == '*' || mark == '+';
      bool ok = (kLetters[static_cast<size_t>(kind)] & letter_bit(letter)) != 0 ||
                (mark == '?' && kind == NodeKind::kNone);
      if (ok) {
        ++open.repeated;
        if (!repeats) advance(open, mark == '?' ? 2 : 1);
        return true;
      }
      if (!repeats || (mark == '+' && open.repeated == 0)) return false;
      advance(open, 2);
    }
  }

  static void advance(Open& open, int by) {
    open.expected += by;
    open.repeated = 0;
  }

  // Closes the nodes that end at `index`. All that their kind asks for must have come.
  bool close_finished(uint32_t index) {
    while (!open_.empty() && open_.back().end == index) {
      if (!is_complete(open_.back())) return false;
      open_.pop_back();
    }
    return open_.empty() || open_.back().end > index;
  }

  static bool is_complete(const Open& open) {
    const char* rest = open.expected;
    if (rest[0] == '\0') return true;
    if (rest[1] == '*') return rest[2] == '\0';
    if (rest[1] != '+') return false;
    if (rest[2] == 't') return open.repeated >= 2;  // the yield type of a table, taken as an index
    return rest[2] == '\0' && open.repeated > 0;
  }

  std::span<const Node> nodes_;
  std::span<const Extent> extents_;
  uint32_t text_count_;
  uint32_t word_count_;
  size_t source_size_;
  std::vector<Open> open_;
  std::vector<uint32_t> roots_;
};

}  // namespace

bool is_valid_tree(std::span<const Node> nodes, std::span<const Extent> extents,
                   std::span<const ScriptImage::Entry> entries, uint32_t text_count,
                   uint32_t word_count, size_t source_size) {
  TreeValidator validator(nodes, extents, text_count, word_count, source_size);
  return validator.nodes_are_valid() && validator.entries_are_valid(entries);
}

}  // namespace avocet
