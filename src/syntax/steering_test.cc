#include "syntax/steering.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

// `Type text` of every token, separated by `|`; operators and words by their text alone.
std::string tokens(std::string_view text) {
  TokenSteering steering(text);
  std::string all;
  for (Token token = steering.next(); token.type != TokenType::kEnd; token = steering.next()) {
    if (!all.empty()) all += " ";
    std::string_view spelling = text.substr(token.begin, token.length);
    if (token_text(token.type).empty())
      all += std::string(token_type_name(token.type).substr(1)) + ":";
    all += spelling;
  }
  return all;
}

TEST(TokenSteering, TellsWordsFromNames) {
  EXPECT_EQ(tokens("record records _x Foo::bar ::x T True"),
            "record Name:records Name:_x Name:Foo::bar Name:::x T Name:True");
}

TEST(TokenSteering, ReadsElseifAsTwoWords) {
  EXPECT_EQ(tokens("@elseif ( T )"), "@else if ( T )");
  EXPECT_EQ(tokens("@elsewhere"), "AtUnknown:@elsewhere");
}

TEST(TokenSteering, ReadsNumbers) {
  EXPECT_EQ(tokens("0 42 0xfF 1.5 .5 2. 1e3 1.5E-3"),
            "CountLiteral:0 CountLiteral:42 CountLiteral:0xfF DoubleLiteral:1.5 DoubleLiteral:.5 "
            "DoubleLiteral:2. DoubleLiteral:1e3 DoubleLiteral:1.5E-3");
}

TEST(TokenSteering, ReadsIntervalsAndPorts) {
  EXPECT_EQ(tokens("5 min 1.5hrs 3usec 80/tcp 53/udp 8/icmp 1/unknown"),
            "IntervalLiteral:5 min IntervalLiteral:1.5hrs IntervalLiteral:3usec PortLiteral:80/tcp "
            "PortLiteral:53/udp PortLiteral:8/icmp PortLiteral:1/unknown");
}

TEST(TokenSteering, ReadsAddresses) {
  EXPECT_EQ(tokens("1.2.3.4 10.0.0.0/8 in [::1] + [fe80::]/10 + [1:2:3:4:5:6:7:8]"),
            "AddressLiteral:1.2.3.4 SubnetLiteral:10.0.0.0/8 in AddressLiteral:[::1] + "
            "SubnetLiteral:[fe80::]/10 + AddressLiteral:[1:2:3:4:5:6:7:8]");
  EXPECT_EQ(tokens("= [::ffff:1.2.3.4]"), "= AddressLiteral:[::ffff:1.2.3.4]");
}

TEST(TokenSteering, KnowsAnIndexFromAnAddress) {
  EXPECT_EQ(tokens("x[1:2]"), "Name:x [ CountLiteral:1 : CountLiteral:2 ]");
  EXPECT_EQ(tokens("x[::fe]"), "Name:x [ Name:::fe ]");
  EXPECT_EQ(tokens("set[::fe]"), "set [ Name:::fe ]");
}

TEST(TokenSteering, ReadsHostnames) {
  EXPECT_EQ(tokens("www.example.com a-b.org"),
            "HostnameLiteral:www.example.com HostnameLiteral:a-b.org");
}

TEST(TokenSteering, KnowsAPatternFromADivision) {
  EXPECT_EQ(tokens("a / b / c"), "Name:a / Name:b / Name:c");
  EXPECT_EQ(tokens("a == /b/ "), "Name:a == PatternLiteral:/b/");
  EXPECT_EQ(tokens("f(/a\\/b/is)"), "Name:f ( PatternLiteral:/a\\/b/is )");
  EXPECT_EQ(tokens("(x) / 2"), "( Name:x ) / CountLiteral:2");
  EXPECT_EQ(tokens("return /x/;"), "return PatternLiteral:/x/ ;");
}

TEST(TokenSteering, PairsBars) {
  EXPECT_EQ(tokens("|a| - |b|"), "SizeOpen:| Name:a SizeClose:| - SizeOpen:| Name:b SizeClose:|");
  EXPECT_EQ(tokens("a | b"), "Name:a | Name:b");
  EXPECT_EQ(tokens("|a | b|"), "SizeOpen:| Name:a | Name:b SizeClose:|");
  EXPECT_EQ(tokens("|(a | b)|"), "SizeOpen:| ( Name:a | Name:b ) SizeClose:|");
  EXPECT_EQ(tokens("||a| - |b||"),
            "SizeOpen:| SizeOpen:| Name:a SizeClose:| - SizeOpen:| Name:b SizeClose:| SizeClose:|");
  EXPECT_EQ(tokens("a || b"), "Name:a || Name:b");
}

TEST(TokenSteering, KnowsLocalsInParentheses) {
  EXPECT_EQ(tokens("( local x"), "( LocalBinding:local Name:x");
  EXPECT_EQ(tokens("f(function() { local x"), "Name:f ( function ( ) { local Name:x");
}

TEST(TokenSteering, SplitsACastBeforeALetter) {
  EXPECT_EQ(tokens("a ?as int"), "Name:a ?as int");
  EXPECT_EQ(tokens("a ?assume : b"), "Name:a ? Name:assume : Name:b");
}

TEST(TokenSteering, KnowsAttributesFromOperators) {
  EXPECT_EQ(tokens("x &log y &logs & z"), "Name:x &log Name:y &log Name:s & Name:z");
}

TEST(TokenSteering, TakesTheRestOfADirectivesLine) {
  EXPECT_EQ(tokens("@load base/a-b # why\nx"), "@load RestOfLine:base/a-b # why Name:x");
  EXPECT_EQ(tokens("@load\nx"), "@load Name:x");
  EXPECT_EQ(tokens("@load a \t@load b\nx"), "@load RestOfLine:a @load RestOfLine:b Name:x");
  EXPECT_EQ(tokens("@load a@b\nx"), "@load RestOfLine:a@b Name:x");
}

TEST(TokenSteering, KeepsComments) {
  EXPECT_EQ(tokens("a # b\nc ## d"), "Name:a Comment:# b Name:c Comment:## d");
}

TEST(TokenSteering, ReportsUnterminatedWords) {
  EXPECT_EQ(tokens("\"abc\nx"), "UnterminatedString:\"abc Name:x");
  EXPECT_EQ(tokens("= /abc\nx"), "= UnterminatedPattern:/abc Name:x");
}

TEST(TokenSteering, MarksInvalidCharacters) {
  EXPECT_EQ(tokens("a \xc3\xa4 ' b"), "Name:a Invalid:\xc3\xa4 Invalid:' Name:b");
}

TEST(TokenSteering, KnowsLineStarts) {
  TokenSteering steering("\xef\xbb\xbfx y\n\t z");
  EXPECT_TRUE(steering.next().starts_line);
  EXPECT_FALSE(steering.next().starts_line);
  EXPECT_TRUE(steering.next().starts_line);
}

// Steering passes over white space and comments by itself; the grammar must say the same.
TEST(TokenSteering, AgreesWithTheGrammarOnWhatIsPassedOver) {
  std::string_view text = " \t\r\n\f\v# comment \x80\xff\r\nx";
  Token space = scan_token(text, 0, LexerMode::kDefault);
  EXPECT_EQ(space.type, TokenType::kWhiteSpace);
  EXPECT_EQ(space.end(), 6u);
  Token comment = scan_token(text, space.end(), LexerMode::kDefault);
  EXPECT_EQ(comment.type, TokenType::kComment);
  EXPECT_EQ(text[comment.end()], '\n');
}

}  // namespace
}  // namespace avocet
