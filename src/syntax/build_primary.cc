#include <bit>

#include "syntax/literal.h"
#include "syntax/tree_builder.h"

namespace avocet {

void TreeBuilder::primary() {
  enter();
  if (!at_token()) {
    switch (event().rule()) {
    case Rule::kLiteral: return literal();
    case Rule::kConstructor: return constructor();
    case Rule::kLambda: return lambda();
    default: return type_value();
    }
  }
  const Token& first = take();
  switch (first.type) {
  case TokenType::kParenOpen: return grouped(first);
  case TokenType::kSizeOpen: return size_expression(first);
  case TokenType::kBracketOpen: return list_constructor(first);
  case TokenType::kCopy: return copy_expression(first);
  case TokenType::kSchedule: return schedule(first);
  case TokenType::kLocalBinding: return when_local(first);
  default: out_.leaf(NodeKind::kName, first, 0, name(first));
  }
}

// What stands between parentheses; `paren` has been taken. The extent of the node includes them.
void TreeBuilder::grouped(const Token& paren) {
  uint32_t node = out_.count();
  expression();
  out_.extent(node).begin = paren.begin;
  out_.extent(node).end = take().end();
}

void TreeBuilder::when_local(const Token& word) {
  const Token& name_token = take();
  uint32_t node = out_.open(NodeKind::kWhenLocal, name_token, word.begin, 0, name(name_token));
  take();
  expression();
  close(node);
}

void TreeBuilder::literal() {
  enter();
  const Token& token = take();
  if (names_.test(static_cast<size_t>(token.type))) {
    out_.leaf(NodeKind::kName, token, 0, name(token));
    return;
  }
  switch (token.type) {
  case TokenType::kTrue: out_.leaf(NodeKind::kBool, token, 1); return;
  case TokenType::kFalse: out_.leaf(NodeKind::kBool, token, 0); return;
  case TokenType::kAddressLiteral:
  case TokenType::kSubnetLiteral: return address_literal(token);
  case TokenType::kHostnameLiteral: out_.leaf(NodeKind::kHostname, token, 0, name(token)); return;
  case TokenType::kStringLiteral: return string_literal(token);
  case TokenType::kPatternLiteral: return pattern_literal(token);
  case TokenType::kAtDir: out_.leaf(NodeKind::kDir, token); return;
  case TokenType::kAtFilename: out_.leaf(NodeKind::kFilename, token); return;
  default: return number_literal(token);
  }
}

void TreeBuilder::number_literal(const Token& token) {
  std::string_view spelling = text(token);
  if (token.type == TokenType::kPortLiteral) {
    std::optional<PortValue> port = port_value(spelling);
    if (!port) error(token, "a port number is at most 65535");
    out_.leaf(NodeKind::kPort, token, port ? static_cast<uint8_t>(port->protocol) : 0,
              port ? port->number : 0);
  } else if (token.type == TokenType::kCountLiteral) {
    std::optional<uint64_t> count = count_value(spelling);
    out_.leaf(NodeKind::kCount, token, count ? 0 : 1, out_.word(count.value_or(UINT64_MAX)));
  } else {
    bool is_interval = token.type == TokenType::kIntervalLiteral;
    std::optional<double> number = is_interval ? interval_value(spelling) : double_value(spelling);
    if (!number) error(token, "this number is too large for a double");
    out_.leaf(is_interval ? NodeKind::kInterval : NodeKind::kDouble, token, 0,
              out_.word(std::bit_cast<uint64_t>(number.value_or(0))));
  }
}

void TreeBuilder::address_literal(const Token& token) {
  std::string_view spelling = text(token);
  size_t slash = spelling.find('/');
  std::string_view digits = spelling.substr(0, slash);
  std::optional<IpAddress> address =
      IpAddress::parse(digits.substr(0, digits.find_last_not_of(" \t") + 1));
  if (!address) {
    error(token, "this is not an IP address", "each part of an IPv4 address is at most 255");
    address = IpAddress();
  }
  if (token.type == TokenType::kAddressLiteral) {
    uint32_t first = out_.word(address->high());
    out_.word(address->low());
    out_.leaf(NodeKind::kAddress, token, 0, first);
    return;
  }
  // The length counts in the notation that was used: [::ffff:10.0.0.0]/104 is 10.0.0.0/8.
  bool is_v4 = spelling[0] != '[';
  uint64_t most = is_v4 ? 32 : 128;
  std::string_view bits = spelling.substr(spelling.find_first_not_of(" \t", slash + 1));
  uint64_t length = count_value(bits).value_or(most + 1);
  if (length > most) {
    error(token, "the prefix of this subnet is too long",
          "it is at most " + std::to_string(most) + " bits here");
    length = most;
  }
  Prefix prefix = Prefix::from_length128(*address, static_cast<int>(is_v4 ? length + 96 : length));
  uint32_t first = out_.word(prefix.address().high());
  out_.word(prefix.address().low());
  out_.word(static_cast<uint64_t>(prefix.length128()));
  out_.leaf(NodeKind::kSubnet, token, 0, first);
}

void TreeBuilder::string_literal(const Token& token) {
  std::string_view spelling = text(token);
  if (has_empty_escape(spelling))
    error(token, "`\\x` stands before one or two hexadecimal digits",
          "write `\\\\x` for a backslash before an x");
  if (spelling.find('\0') != std::string_view::npos)
    error(token, "this string holds a byte of value 0", "write it as `\\x00`");
  uint32_t value = is_plain_string(spelling)
                       ? out_.intern_source(spelling.substr(1, spelling.size() - 2))
                       : out_.intern_copy(string_value(spelling));
  out_.leaf(NodeKind::kString, token, 0, value);
}

void TreeBuilder::pattern_literal(const Token& token) {
  std::string_view spelling = text(token);
  size_t last = spelling.rfind('/');
  uint8_t flags = 0;
  for (char c : spelling.substr(last + 1))
    flags |= c == 'i' ? kPatternIgnoreCase : kPatternSingleLine;
  out_.leaf(NodeKind::kPattern, token, flags, out_.intern_source(spelling.substr(1, last - 1)));
}

void TreeBuilder::size_expression(const Token& bar) {
  uint32_t node = open(NodeKind::kUnary, bar, static_cast<uint8_t>(UnaryOp::kSize));
  expression();
  take();
  close(node);
}

void TreeBuilder::copy_expression(const Token& word) {
  uint32_t node = open(NodeKind::kCopy, word);
  take();
  expression();
  take();
  close(node);
}

// [a, b] or [$a=1, $b=2]
void TreeBuilder::list_constructor(const Token& bracket) {
  uint32_t node = open(NodeKind::kListConstructor, bracket);
  if (elements()) trailing_list_ = node;
  take();
  close(node);
  if (out_.count() == node + 1 || out_.node(node + 1).kind != NodeKind::kFieldInit) {
    return reject_fields(node, "a list");
  }
  out_.node(node).kind = NodeKind::kRecordConstructor;
  for (uint32_t child = node + 1; child < out_.count(); child += out_.node(child).size) {
    const Node& field = out_.node(child);
    if (field.kind == NodeKind::kFieldInit) continue;
    return error({TokenType::kName, false, field.pos, field.length},
                 "the field of this value is missing",
                 "in a record every value has the form `$field=value`");
  }
}

void TreeBuilder::braces() {
  enter();
  const Token& brace = take();
  uint32_t node = open(NodeKind::kBraces, brace);
  elements();
  take();
  close(node);
  reject_fields(node, "braces");
}

// The values of `$f=1` have no place in what is not a record.
void TreeBuilder::reject_fields(uint32_t node, std::string_view what) {
  for (uint32_t child = node + 1; child < node + out_.node(node).size;
       child += out_.node(child).size) {
    const Node& field = out_.node(child);
    if (field.kind != NodeKind::kFieldInit) continue;
    return error({TokenType::kName, false, field.pos, field.length},
                 "`$" + std::string(ast_.text(field.data)) +
                     "=` sets the field of a record, but this is " + std::string(what),
                 "records are written `[$field=value, ...]`");
  }
}

// Whether they end in a comma.
bool TreeBuilder::elements() {
  uint32_t end = enter();
  bool after_comma = false;
  while (!at_end(end)) {
    if (!at_token()) {
      element();
      after_comma = false;
      continue;
    }
    const Token& comma = take();
    if (after_comma) error(comma, "a value is missing before this `,`");
    after_comma = true;
  }
  return after_comma;
}

void TreeBuilder::element() {
  enter();
  if (at_rule(Rule::kFieldValue)) return field_value();
  uint32_t node = out_.count();
  expression();
  check_forgotten_comma(node);
}

// `[1] = "a"` and `[2] = "b"` on the next line without a comma between them read as one assignment
// to `"a"[2]`.
void TreeBuilder::check_forgotten_comma(uint32_t element) {
  if (out_.node(element).kind != NodeKind::kAssign) return;
  uint32_t value = element + 1 + out_.node(element + 1).size;
  if (out_.node(value).kind != NodeKind::kAssign || out_.node(value + 1).kind != NodeKind::kIndex)
    return;
  const Node& index = out_.node(value + 1);
  uint32_t at = index.pos;
  while (at > 0 && (source_[at - 1] == ' ' || source_[at - 1] == '\t')) --at;
  if (at == 0 || source_[at - 1] != '\n') return;
  uint32_t end = out_.extent(value + 2).end;
  error({TokenType::kComma, false, end, 0}, "a `,` is missing behind this element");
}

void TreeBuilder::field_value() {
  enter();
  const Token& dollar = take();
  const Token& field = take();
  uint32_t node = out_.open(NodeKind::kFieldInit, field, dollar.begin, 0, name(field));
  if (take_if(TokenType::kAssign)) {
    uint32_t given = out_.count();
    value();
    const Node& braces = out_.node(given);
    if (braces.kind == NodeKind::kBraces)
      error({TokenType::kBraceOpen, false, braces.pos, braces.length},
            "a field of a record constructor takes no braces",
            "`set(...)`, `table(...)` or `vector(...)` makes a value anywhere");
  } else {
    uint32_t lambda = open(NodeKind::kLambda, field);
    captures_or_none();
    signature(field, Flavor::kFunction);
    out_.leaf(NodeKind::kAttributes, {TokenType::kEnd, false, last_end_, 0});
    take();
    block();
    close(lambda);
  }
  close(node);
}

void TreeBuilder::arguments() {
  enter();
  take();
  elements();
  take();
}

void TreeBuilder::constructor() {
  enter();
  const Token& word = take();
  if (!at_rule(Rule::kArguments)) {
    uint32_t node = open(NodeKind::kTypeExpr, word);
    type_rest(word);
    return close(node);
  }
  NodeKind kind = word.type == TokenType::kVector  ? NodeKind::kVectorCall
                  : word.type == TokenType::kSet   ? NodeKind::kSetCall
                  : word.type == TokenType::kTable ? NodeKind::kTableCall
                                                   : NodeKind::kRecordCall;
  uint32_t node = open(kind, word);
  arguments();
  uint32_t inner_end = out_.count();
  if (kind == NodeKind::kSetCall || kind == NodeKind::kTableCall) {
    attributes();
  } else {
    // What follows a vector or a record is not its own.
    uint32_t none =
        out_.open(NodeKind::kAttributes, {TokenType::kEnd, false, last_end_, 0}, last_end_);
    close(none);
  }
  close(node);
  for (uint32_t child = node + 1; child < inner_end; child += out_.node(child).size) {
    const Node& value = out_.node(child);
    bool is_field = value.kind == NodeKind::kFieldInit;
    if (is_field == (kind == NodeKind::kRecordCall)) continue;
    return error({TokenType::kName, false, value.pos, value.length},
                 is_field ? "only records have fields" : "the field of this value is missing",
                 is_field ? "" : "in a record every value has the form `$field=value`");
  }
}

void TreeBuilder::lambda() {
  enter();
  const Token& word = take();
  uint32_t node = open(NodeKind::kLambda, word);
  captures_or_none();
  signature(word, Flavor::kFunction);
  attributes();
  block();
  close(node);
}

void TreeBuilder::schedule(const Token& word) {
  uint32_t node = open(NodeKind::kSchedule, word);
  expression();
  take();
  out_.node(node).data = name(take());
  arguments();
  take();
  close(node);
}

void TreeBuilder::type_value() {
  enter();
  if (names_.test(static_cast<size_t>(first_token().type))) {
    enter();
    const Token& token = take();
    out_.leaf(NodeKind::kName, token, 0, name(token));
    return;
  }
  uint32_t node = open(NodeKind::kTypeExpr, first_token());
  if (at_rule(Rule::kBasicType))
    type_basic();
  else
    type_rest(take());
  close(node);
}

}  // namespace avocet
