#include "syntax/dump.h"

#include <charconv>
#include <vector>

#include "syntax/steering.h"

namespace avocet {
namespace {

// Bytes that would disturb a line, and quotes, escaped.
std::string escaped(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += "\\x";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, end);
}

std::string_view protocol_name(PortProtocol protocol) {
  switch (protocol) {
  case PortProtocol::kUnknown: return "unknown";
  case PortProtocol::kTcp: return "tcp";
  case PortProtocol::kUdp: return "udp";
  case PortProtocol::kIcmp: return "icmp";
  }
  return {};
}

std::string with_text(std::string_view word, NodeRef node) {
  return std::string(word) + " " + std::string(node.text());
}

std::string pattern(NodeRef node) {
  std::string out = "/" + std::string(node.text()) + "/";
  if (node.sub() & kPatternIgnoreCase) out += "i";
  if (node.sub() & kPatternSingleLine) out += "s";
  return out;
}

std::string variable(NodeRef node) {
  std::string out = with_text(storage_name(node.storage()), node);
  if (node.assign_op() != AssignOp::kSet)
    out += " " + std::string(assign_op_name(node.assign_op()));
  return out;
}

std::string case_name(CaseKind kind) {
  switch (kind) {
  case CaseKind::kValues: return "values";
  case CaseKind::kTypes: return "types";
  case CaseKind::kDefault: return "default";
  }
  return {};
}

// What data and sub of a node say.
std::string details(NodeRef node) {
  switch (node.kind()) {
  case NodeKind::kNone:
  case NodeKind::kTableType:
  case NodeKind::kSetType:
  case NodeKind::kVectorType:
  case NodeKind::kFileType:
  case NodeKind::kRecordType:
  case NodeKind::kEnumType:
  case NodeKind::kParameters:
  case NodeKind::kAttributes:
  case NodeKind::kBlock:
  case NodeKind::kExprStmt:
  case NodeKind::kPrint:
  case NodeKind::kIf:
  case NodeKind::kLoopVariables:
  case NodeKind::kWhile:
  case NodeKind::kSwitch:
  case NodeKind::kBreak:
  case NodeKind::kNext:
  case NodeKind::kFallthrough:
  case NodeKind::kReturn:
  case NodeKind::kAssert:
  case NodeKind::kEmpty:
  case NodeKind::kCaptures:
  case NodeKind::kDir:
  case NodeKind::kFilename:
  case NodeKind::kConditional:
  case NodeKind::kIndex:
  case NodeKind::kSlice:
  case NodeKind::kCall:
  case NodeKind::kHookCall:
  case NodeKind::kCast:
  case NodeKind::kCanCast:
  case NodeKind::kTypeTest:
  case NodeKind::kCopy:
  case NodeKind::kAdd:
  case NodeKind::kDelete:
  case NodeKind::kListConstructor:
  case NodeKind::kBraces:
  case NodeKind::kRecordConstructor:
  case NodeKind::kVectorCall:
  case NodeKind::kSetCall:
  case NodeKind::kTableCall:
  case NodeKind::kRecordCall:
  case NodeKind::kLambda:
  case NodeKind::kTypeExpr: return {};
  case NodeKind::kLoad:
  case NodeKind::kLoadSigs:
  case NodeKind::kLoadPlugin:
  case NodeKind::kUnload:
  case NodeKind::kModule:
  case NodeKind::kTypeDecl:
  case NodeKind::kRedefRecord:
  case NodeKind::kRedefEnum:
  case NodeKind::kBroken:
  case NodeKind::kNamedType:
  case NodeKind::kOpaqueType:
  case NodeKind::kField:
  case NodeKind::kEnumValue:
  case NodeKind::kParameter:
  case NodeKind::kEventStmt:
  case NodeKind::kLoopVariable:
  case NodeKind::kCaseType:
  case NodeKind::kName:
  case NodeKind::kHostname:
  case NodeKind::kFieldAccess:
  case NodeKind::kHasField:
  case NodeKind::kFieldInit:
  case NodeKind::kSchedule:
  case NodeKind::kWhenLocal: return std::string(node.text());
  case NodeKind::kPrefixes:
  case NodeKind::kRedefField: return with_text(assign_op_name(node.assign_op()), node);
  case NodeKind::kDeprecated:
  case NodeKind::kString: return "\"" + escaped(node.text()) + "\"";
  case NodeKind::kVariable: return variable(node);
  case NodeKind::kFunction:
    return (node.is_redef() ? "redef " : "") + with_text(flavor_name(node.flavor()), node);
  case NodeKind::kBasicType: return std::string(basic_type_name(node.basic_type()));
  case NodeKind::kFunctionType: return std::string(flavor_name(node.flavor()));
  case NodeKind::kAttribute: return std::string(attribute_name(node.attribute()));
  case NodeKind::kFor: return node.sub() ? "[ ]" : "";
  case NodeKind::kCase: return case_name(node.case_kind());
  case NodeKind::kWhen: return node.sub() ? "return" : "";
  case NodeKind::kCapture: return with_text(node.sub() ? "copy" : "", node);
  case NodeKind::kBool: return node.sub() ? "T" : "F";
  case NodeKind::kCount: return std::to_string(node.word());
  case NodeKind::kDouble: return number(node.number());
  case NodeKind::kInterval: return number(node.number()) + " sec";
  case NodeKind::kPort:
    return std::to_string(node.port()) + "/" + std::string(protocol_name(node.port_protocol()));
  case NodeKind::kAddress: return node.address().to_string();
  case NodeKind::kSubnet: return node.prefix().to_string();
  case NodeKind::kPattern: return pattern(node);
  case NodeKind::kUnary: return std::string(unary_op_name(node.unary_op()));
  case NodeKind::kBinary: return std::string(binary_op_name(node.binary_op()));
  case NodeKind::kAssign: return std::string(assign_op_name(node.assign_op()));
  }
  return {};
}

bool may_be_exported(NodeKind kind) {
  return kind >= NodeKind::kVariable && kind <= NodeKind::kRedefEnum;
}

}  // namespace

std::string dump_tokens(const SourceMap& sources, SourceId id) {
  const Source& source = sources.source(id);
  TokenSteering steering(source.text);
  std::string out;
  uint32_t line = 1;
  size_t line_begin = 0;
  for (Token token = steering.next(); token.type != TokenType::kEnd; token = steering.next()) {
    for (size_t next; (next = source.text.find('\n', line_begin)) < token.begin; ++line)
      line_begin = next + 1;
    std::string_view text = std::string_view(source.text).substr(token.begin, token.length);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    out += std::to_string(line) + ":" + std::to_string(token.begin - line_begin + 1) + " ";
    out += token_type_name(token.type).substr(1);
    out += " " + escaped(text) + "\n";
  }
  return out;
}

std::string dump_ast(NodeRef root) {
  const Ast& ast = root.ast();
  std::string out;
  std::vector<uint32_t> ends;  // of the nodes that are open
  for (uint32_t index = root.index(); index < root.index() + root.size(); ++index) {
    while (!ends.empty() && ends.back() <= index) ends.pop_back();
    NodeRef node = ast.ref(index);
    out.append(2 * ends.size(), ' ');
    out += node_kind_name(node.kind());
    std::string more = details(node);
    if (!more.empty()) out += (more[0] == ' ' ? "" : " ") + more;
    if (may_be_exported(node.kind()) && node.is_exported()) out += " exported";
    out += "\n";
    ends.push_back(index + node.size());
  }
  return out;
}

}  // namespace avocet
