// A script in a string, read to its end. For tests of this room.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "syntax/dump.h"
#include "syntax/image.h"
#include "syntax/script_reader.h"

namespace avocet {

class ScriptForTest : public ConditionOracle {
 public:
  explicit ScriptForTest(std::string text) : source_(sources_.add("t.zeek", std::move(text))) {}

  // What `@if ( text )` and `@ifdef ( text )` answer; others are false.
  ScriptForTest& holds(std::string condition) {
    true_.push_back(std::move(condition));
    return *this;
  }

  std::vector<NodeRef> read(const ScriptImage* image = nullptr) {
    reader_ = std::make_unique<ScriptReader>(sources_, source_, *this, sink_, image);
    std::vector<NodeRef> items;
    while (std::optional<NodeRef> item = reader_->next_item()) items.push_back(*item);
    return items;
  }

  // The dump of all items.
  std::string tree(const ScriptImage* image = nullptr) {
    std::string all;
    for (NodeRef item : read(image)) all += dump_ast(item);
    return all;
  }

  // `line:column message` of every error and warning, one a line.
  std::string errors() const {
    std::string all;
    for (const Diagnostic& diagnostic : sink_.diagnostics()) {
      Location at = sources_.location(diagnostic.span);
      all += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + diagnostic.message +
             "\n";
    }
    return all;
  }

  const SourceMap& sources() const { return sources_; }
  SourceId source() const { return source_; }
  const DiagnosticSink& sink() const { return sink_; }
  // The questions that were asked, in order.
  const std::vector<std::string>& asked() const { return asked_; }

 private:
  bool decide(NodeRef condition) override {
    std::string text(condition.source_text());
    return is_defined(text);
  }
  bool is_defined(std::string_view name) override {
    asked_.emplace_back(name);
    for (const std::string& condition : true_) {
      if (condition == name) return true;
    }
    return false;
  }

  SourceMap sources_;
  SourceId source_;
  DiagnosticSink sink_;
  std::vector<std::string> true_;
  std::vector<std::string> asked_;
  std::unique_ptr<ScriptReader> reader_;
};

}  // namespace avocet
