// XmppTags: the names of the tags in a stream of XML, as XMPP (RFC 6120) uses it.
//
// Text between tags is skipped, and so are attributes; however long they are, nothing of them is
// kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace avocet {

struct XmppTag {
  std::string name;  // as it was sent, with its prefix; begins with / for an end
  // The name behind the prefix.
  std::string_view local_name() const;
};

class XmppTags {
 public:
  // Takes bytes off the front up to the end of a tag; nothing if there is none.
  std::optional<XmppTag> take(std::string_view& bytes);
  // Whether something else than blanks stood in front of the first tag: it is no XML.
  bool is_bad() const { return is_bad_; }
  void drop();

 private:
  enum class State { kText, kName, kAttributes, kQuoted, kCdata };

  void text(char c);
  void name(char c);
  bool tag_ends(char c);

  static constexpr size_t kLongestName = 128;
  State state_ = State::kText;
  std::string name_;
  char quote_ = 0;
  int brackets_ = 0;  // "]" in front, of the "]]>" that ends CDATA
  bool has_tag_ = false, is_bad_ = false;
};

}  // namespace avocet
