// Unread: the parts of scripts that could not be read.
//
// What stands there may have declared names, labels and fields that are missing afterwards. Whoever
// finds one of them unknown says nothing: that a part could not be read was told.
#pragma once

#include <string_view>
#include <vector>

namespace avocet::sema {

class Unread {
 public:
  // `text` outlives the object.
  void note(std::string_view text) { texts_.push_back(text); }
  // Whether that word stands in one of them.
  bool mentions(std::string_view word) const;
  // Whether one of them would have given the type of that name more fields or labels.
  bool extends(std::string_view type) const;

 private:
  std::vector<std::string_view> texts_;
};

}  // namespace avocet::sema
