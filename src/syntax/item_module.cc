// `module Name;`, and what people write instead.
#include <string>
#include <string_view>

#include "base/spelling.h"
#include "syntax/copied_text.h"
#include "syntax/item_parser.h"

namespace avocet {

std::optional<NodeRef> ItemParser::module() {
  Token word = tokens_.peek();
  tokens_.take();
  Token name = tokens_.peek();
  if (reads_foreign_letters()) return module_again(word);
  if (name.type != TokenType::kName) {
    report(name.starts_line ? word : name, "the name of the module is missing",
           "write `module Name;`");
    if (name.type == TokenType::kExport) return broken();
    if (name.type == TokenType::kColon && tokens_.ahead(1).type == TokenType::kName) {
      tokens_.take();
      name = tokens_.peek();
      tokens_.skip_line();
      return module_node(word, name);
    }
    NodeRef unread = broken();
    if (!name.starts_line) tokens_.skip_line();
    return unread;
  }
  tokens_.take();
  if (reads_foreign_letters()) return module_again(word);
  if (tokens_.peek().type == TokenType::kSemicolon) {
    tokens_.take();
  } else {
    const Token found = tokens_.peek();
    bool opens = found.type == TokenType::kBraceOpen;
    bool goes_on = !found.starts_line && !tokens_.ahead(1).starts_line;
    bool is_cut = goes_on && !opens &&
                  (found.type == TokenType::kMinus || found.type == TokenType::kName ||
                   tokens_.ahead(1).type == TokenType::kName);
    report({TokenType::kEnd, false, name.end(), 0},
           "a `;` is missing behind the name of the module",
           opens ? "a module has no braces: it goes on to the next `module` or the end of the file"
           : is_cut && found.type != TokenType::kName ? "names are made of letters, digits and `_`"
                                                      : "");
    if (is_cut) {  // what it is called elsewhere nobody knows
      NodeRef unread = broken();
      tokens_.skip_line();
      return unread;
    }
    if (opens) {
      tokens_.take();
      expects_brace_ = true;
    } else if (!tokens_.peek().starts_line) {
      tokens_.skip_line();
    }
  }
  return module_node(word, name);
}

std::optional<NodeRef> ItemParser::module_again(const Token& word) {
  tokens_.restart_at(word.begin);
  tokens_.begin_item();
  return module();
}

NodeRef ItemParser::module_node(const Token& word, const Token& name) {
  AstBuilder& out = builder_.out();
  std::string_view text = std::string_view(ast_.source().text).substr(name.begin, name.length);
  uint32_t node =
      out.open(NodeKind::kModule, name, word.begin, 0, out.intern_copy(meant_name(text)));
  out.close(node, tokens_.taken().back().end());
  out.publish();
  return out.ref(node);
}

// moduel Foo; package Foo;
bool ItemParser::is_misspelt_module() {
  constexpr int kTwoSlips = 4;
  if (tokens_.taken().size() != 1) return false;
  const Token& word = tokens_.taken()[0];
  std::string_view spelling = std::string_view(ast_.source().text).substr(word.begin, word.length);
  bool is_of_others = spelling == "package" || spelling == "namespace" || spelling == "import";
  if (!is_of_others &&
      spelling_distance(spelling, token_text(TokenType::kModule), kTwoSlips) > kTwoSlips)
    return false;
  return tokens_.taken().size() == 1 && tokens_.taken()[0].type == TokenType::kName &&
         tokens_.taken()[0].starts_line && tokens_.peek().type == TokenType::kName &&
         !tokens_.peek().starts_line && tokens_.ahead(1).type == TokenType::kSemicolon;
}

}  // namespace avocet
