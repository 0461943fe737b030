#include "base/check.h"
#include "syntax/tree_builder.h"

namespace avocet {
namespace {

BasicType basic_type(TokenType type) {
  switch (type) {
  case TokenType::kAddr: return BasicType::kAddr;
  case TokenType::kBool: return BasicType::kBool;
  case TokenType::kCount: return BasicType::kCount;
  case TokenType::kDouble: return BasicType::kDouble;
  case TokenType::kInt: return BasicType::kInt;
  case TokenType::kInterval: return BasicType::kInterval;
  case TokenType::kPattern: return BasicType::kPattern;
  case TokenType::kPort: return BasicType::kPort;
  case TokenType::kString: return BasicType::kString;
  case TokenType::kSubnet: return BasicType::kSubnet;
  case TokenType::kTime: return BasicType::kTime;
  case TokenType::kVoid: return BasicType::kVoid;
  default: return BasicType::kAny;
  }
}

AttributeKind attribute_kind(TokenType type) {
  switch (type) {
  case TokenType::kAttrAddFunc: return AttributeKind::kAddFunc;
  case TokenType::kAttrBackend: return AttributeKind::kBackend;
  case TokenType::kAttrBrokerAllowComplexType: return AttributeKind::kBrokerAllowComplexType;
  case TokenType::kAttrBrokerStore: return AttributeKind::kBrokerStore;
  case TokenType::kAttrCreateExpire: return AttributeKind::kCreateExpire;
  case TokenType::kAttrDefault: return AttributeKind::kDefault;
  case TokenType::kAttrDefaultInsert: return AttributeKind::kDefaultInsert;
  case TokenType::kAttrDeleteFunc: return AttributeKind::kDeleteFunc;
  case TokenType::kAttrDeprecated: return AttributeKind::kDeprecated;
  case TokenType::kAttrErrorHandler: return AttributeKind::kErrorHandler;
  case TokenType::kAttrExpireFunc: return AttributeKind::kExpireFunc;
  case TokenType::kAttrGroup: return AttributeKind::kGroup;
  case TokenType::kAttrIsAssigned: return AttributeKind::kIsAssigned;
  case TokenType::kAttrIsUsed: return AttributeKind::kIsUsed;
  case TokenType::kAttrLog: return AttributeKind::kLog;
  case TokenType::kAttrNoCppOpt: return AttributeKind::kNoCppOpt;
  case TokenType::kAttrNoZamOpt: return AttributeKind::kNoZamOpt;
  case TokenType::kAttrOnChange: return AttributeKind::kOnChange;
  case TokenType::kAttrOptional: return AttributeKind::kOptional;
  case TokenType::kAttrOrdered: return AttributeKind::kOrdered;
  case TokenType::kAttrPriority: return AttributeKind::kPriority;
  case TokenType::kAttrPublishOnChange: return AttributeKind::kPublishOnChange;
  case TokenType::kAttrRawOutput: return AttributeKind::kRawOutput;
  case TokenType::kAttrReadExpire: return AttributeKind::kReadExpire;
  case TokenType::kAttrRedef: return AttributeKind::kRedef;
  case TokenType::kAttrTypeColumn: return AttributeKind::kTypeColumn;
  case TokenType::kAttrWriteExpire: return AttributeKind::kWriteExpire;
  default: CHECK(is_attribute(type)); return AttributeKind::kRedef;
  }
}

Flavor flavor_of(TokenType type) {
  return type == TokenType::kFunction ? Flavor::kFunction
         : type == TokenType::kEvent  ? Flavor::kEvent
                                      : Flavor::kHook;
}

}  // namespace

void TreeBuilder::type() {
  enter();
  if (at_rule(Rule::kBasicType))
    type_basic();
  else
    type_rest(take());
}

void TreeBuilder::type_basic() {
  enter();
  const Token& word = take();
  out_.leaf(NodeKind::kBasicType, word, static_cast<uint8_t>(basic_type(word.type)));
}

// What follows the first word of a type. Shared with types that stand in expressions.
void TreeBuilder::type_rest(const Token& first) {
  switch (first.type) {
  case TokenType::kTable: {
    uint32_t node = open(NodeKind::kTableType, first);
    types();
    take();
    type();
    return close(node);
  }
  case TokenType::kSet: {
    uint32_t node = open(NodeKind::kSetType, first);
    types();
    return close(node);
  }
  case TokenType::kVector: {
    uint32_t node = open(NodeKind::kVectorType, first);
    take();
    type();
    return close(node);
  }
  case TokenType::kFile: {
    uint32_t node = open(NodeKind::kFileType, first);
    if (take_if(TokenType::kOf))
      type();
    else
      none();
    return close(node);
  }
  case TokenType::kOpaque: {
    take();
    const Token& name_token = take();
    uint32_t node = open(NodeKind::kOpaqueType, first, 0, name(name_token));
    return close(node);
  }
  case TokenType::kRecord: return record_body(first);
  case TokenType::kEnum: return enum_body(first);
  case TokenType::kFunction:
  case TokenType::kEvent:
  case TokenType::kHook: return signature(first, flavor_of(first.type));
  default: out_.leaf(NodeKind::kNamedType, first, 0, name(first));
  }
}

// '[' types ']'
void TreeBuilder::types() {
  take();
  uint32_t end = enter();
  while (!at_end(end)) {
    if (!take_if(TokenType::kComma)) type();
  }
  take();
}

// Makes a kFunctionType whose significant token is `first`.
void TreeBuilder::signature(const Token& first, Flavor flavor) {
  uint32_t node = open(NodeKind::kFunctionType, first, static_cast<uint8_t>(flavor));
  uint32_t end = enter();
  take();
  parameters();
  take();
  if (!at_end(end)) {
    take();
    type();
  } else {
    none();
  }
  close(node);
}

void TreeBuilder::parameters() {
  uint32_t end = enter();
  uint32_t node =
      out_.open(NodeKind::kParameters, {TokenType::kEnd, false, last_end_, 0}, last_end_);
  while (!at_end(end)) {
    if (at_token()) {
      take();
      continue;
    }
    enter();
    const Token& name_token = take();
    uint32_t parameter = open(NodeKind::kParameter, name_token, 0, name(name_token));
    take();
    type();
    attributes();
    close(parameter);
  }
  close(node);
}

void TreeBuilder::record_body(const Token& first) {
  uint32_t node = open(NodeKind::kRecordType, first);
  enter();
  take();
  fields();
  take();
  close(node);
}

void TreeBuilder::fields() {
  while (at_rule(Rule::kField)) field();
}

void TreeBuilder::field() {
  enter();
  const Token& name_token = take();
  uint32_t node = open(NodeKind::kField, name_token, 0, name(name_token));
  take();
  type();
  attributes();
  close(node);
  take();
}

void TreeBuilder::enum_body(const Token& first) {
  uint32_t node = open(NodeKind::kEnumType, first);
  uint32_t end = enter();
  take();
  bool after_comma = false;
  while (!at_end(end)) {
    if (at_rule(Rule::kEnumValue)) {
      enum_value();
      after_comma = false;
      continue;
    }
    const Token& token = take();
    if (token.type == TokenType::kComma && after_comma)
      error(token, "a value is missing before this `,`");
    after_comma = token.type == TokenType::kComma;
  }
  close(node);
}

void TreeBuilder::enum_value() {
  enter();
  const Token& name_token = take();
  uint32_t node = open(NodeKind::kEnumValue, name_token, 0, name(name_token));
  if (take_if(TokenType::kAssign))
    expression();
  else
    none();
  attributes();
  close(node);
}

void TreeBuilder::attributes() {
  uint32_t end = enter();
  uint32_t begin = at_end(end) ? last_end_ : first_token().begin;
  uint32_t node = out_.open(NodeKind::kAttributes, {TokenType::kEnd, false, begin, 0}, begin);
  while (!at_end(end)) attribute();
  close(node);
}

void TreeBuilder::attribute() {
  uint32_t end = enter();
  enter();
  const Token& word = take();
  uint32_t node = open(NodeKind::kAttribute, word, static_cast<uint8_t>(attribute_kind(word.type)));
  if (!at_end(end)) {
    take();
    value();
  } else {
    none();
  }
  close(node);
}

}  // namespace avocet
