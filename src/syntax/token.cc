#include "syntax/token.h"

namespace avocet {
namespace {

#include "syntax/lexer_tables.inc"

// How many bytes the UTF-8 character at `at` has; one if it is none.
uint32_t character_length(std::string_view text, uint32_t at) {
  auto byte = static_cast<uint8_t>(text[at]);
  uint32_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  uint32_t have = 1;
  while (have < length && at + have < text.size() &&
         (static_cast<uint8_t>(text[at + have]) & 0xc0) == 0x80)
    ++have;
  return have == length ? length : 1;
}

}  // namespace

std::string_view token_text(TokenType type) {
  switch (type) {
#define AVOCET_TOKEN(name, number, text)                                                           \
  case TokenType::name:                                                                            \
    return text;
#include "syntax/token_types.inc"
#undef AVOCET_TOKEN
  case TokenType::kEnd:
  case TokenType::kInvalid: break;
  }
  return {};
}

std::string_view token_type_name(TokenType type) {
  switch (type) {
#define AVOCET_TOKEN(name, number, text)                                                           \
  case TokenType::name:                                                                            \
    return #name;
#include "syntax/token_types.inc"
#undef AVOCET_TOKEN
  case TokenType::kEnd: return "kEnd";
  case TokenType::kInvalid: return "kInvalid";
  }
  return {};
}

bool is_keyword(TokenType type) {
  if (type == TokenType::kLocalBinding) return true;
  std::string_view text = token_text(type);
  return !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || text[0] == 'F' || text[0] == 'T');
}

bool is_literal(TokenType type) {
  switch (type) {
  case TokenType::kCountLiteral:
  case TokenType::kDoubleLiteral:
  case TokenType::kIntervalLiteral:
  case TokenType::kPortLiteral:
  case TokenType::kAddressLiteral:
  case TokenType::kSubnetLiteral:
  case TokenType::kHostnameLiteral:
  case TokenType::kStringLiteral:
  case TokenType::kPatternLiteral:
  case TokenType::kTrue:
  case TokenType::kFalse: return true;
  default: return false;
  }
}

bool is_type_word(TokenType type) {
  switch (type) {
  case TokenType::kAddr:
  case TokenType::kAny:
  case TokenType::kBool:
  case TokenType::kCount:
  case TokenType::kDouble:
  case TokenType::kInt:
  case TokenType::kInterval:
  case TokenType::kPattern:
  case TokenType::kPort:
  case TokenType::kString:
  case TokenType::kSubnet:
  case TokenType::kTime:
  case TokenType::kVoid: return true;
  default: return false;
  }
}

bool is_attribute(TokenType type) {
  return type >= TokenType::kAttrAddFunc && type <= TokenType::kAttrWriteExpire;
}

bool is_conditional_directive(TokenType type) {
  return type >= TokenType::kAtIf && type <= TokenType::kAtEndif;
}

bool is_line_directive(TokenType type) {
  return type >= TokenType::kAtLoad && type <= TokenType::kAtDeprecated;
}

Token scan_token(std::string_view text, uint32_t at, LexerMode mode) {
  Token token{TokenType::kInvalid, false, at, 0};
  uint32_t state = kLexerStart[static_cast<int>(mode)];
  uint16_t accepted = 0;
  auto end = static_cast<uint32_t>(text.size());
  for (uint32_t i = at; i < end;) {
    state = kLexerRows[state + kLexerClasses[static_cast<uint8_t>(text[i])]];
    if (state == 0) break;
    ++i;
    if (uint16_t here = kLexerRows[state + kLexerAccept]; here != 0) {
      accepted = here;
      token.length = i - at;
    }
  }
  if (accepted != 0) token.type = static_cast<TokenType>(accepted);
  if (token.type == TokenType::kInvalid) token.length = character_length(text, at);
  return token;
}

}  // namespace avocet
