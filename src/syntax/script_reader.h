// ScriptReader: hands out a script file item by item.
//
// An item is one declaration, statement or directive at the top level of a file. The caller deals
// with each before it asks for the next, because what comes next may depend on it: conditional
// directives (@if, @ifdef, @ifndef) are decided by asking the caller's ConditionOracle at the
// moment they are reached, and what stands in a branch not taken is skipped unread. `module` comes
// as an item, `export { }` as a bit of the declarations in it.
//
// Two roads lead to the same items: parsing the text, or walking a tree that was kept from an
// earlier parse (image.h). Where a kept tree cannot know the answer (an item with a directive
// inside, an item with an error), that item alone is parsed from the text.
//
// A mistake is reported once and reading goes on with the next declaration.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/ast.h"

namespace avocet {

class ScriptImage;  // image.h

// Answers the questions of conditional directives. It knows the current module from the items.
class ConditionOracle {
 public:
  virtual ~ConditionOracle() = default;
  // The truth of `@if ( condition )`. Reports by itself what is wrong with the expression and then
  // answers false. The tree of the condition lives as long as the reader.
  virtual bool decide(NodeRef condition) = 0;
  // An `@if` could not be read, which was reported; its branch is passed over.
  virtual void miss_branch() {}
  // Whether `@ifdef ( name )` holds.
  virtual bool is_defined(std::string_view name) = 0;
};

class ScriptReader {
 public:
  // All arguments outlive the reader. `image`, if given, was made from exactly this text.
  ScriptReader(const SourceMap& sources, SourceId source, ConditionOracle& oracle,
               DiagnosticSink& sink, const ScriptImage* image = nullptr);
  ~ScriptReader();
  ScriptReader(const ScriptReader&) = delete;
  ScriptReader& operator=(const ScriptReader&) = delete;

  // The next item: a kLoad .. kDeprecated, a kModule .. kBroken, or a statement. Nothing at the
  // end. The trees live as long as the reader, so keep it while anybody holds a NodeRef.
  std::optional<NodeRef> next_item();

 private:
  class Road;
  class TextRoad;
  class ImageRoad;
  std::unique_ptr<Road> road_;
};

}  // namespace avocet
