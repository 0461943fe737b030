#include "protocol/xmpp/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

// The names of all tags, however the text is cut.
std::string names(std::string_view text, size_t piece) {
  XmppTags tags;
  std::string found;
  for (size_t at = 0; at < text.size(); at += piece) {
    std::string_view bytes = text.substr(at, piece);
    while (auto tag = tags.take(bytes)) found += tag->name + " ";
  }
  return tags.is_bad() ? found + "bad" : found;
}

void expect(std::string_view text, std::string_view found) {
  for (size_t piece : {text.size(), size_t(1), size_t(5)})
    EXPECT_EQ(names(text, piece), found) << piece;
}

TEST(Xmpp, FindsTags) {
  expect("<?xml version='1.0'?>\n<stream:stream to='a>b'>text<tls:starttls xmlns=\"x\"/></a><b/>",
         "?xml stream:stream tls:starttls /a b ");
}

TEST(Xmpp, SkipsCdata) { expect("<a><![CDATA[<proceed/>]]]><b>", "a b "); }

TEST(Xmpp, TellsWhatIsNoXml) {
  expect("GET / HTTP/1.0\r\n<html>", "bad");
  EXPECT_EQ(XmppTag{"tls:starttls"}.local_name(), "starttls");
  EXPECT_EQ(XmppTag{"proceed"}.local_name(), "proceed");
}

TEST(Xmpp, KeepsLittle) {
  EXPECT_EQ(names("<" + std::string(100000, 'x') + ">", 1000), std::string(128, 'x') + " ");
}

}  // namespace
}  // namespace avocet
