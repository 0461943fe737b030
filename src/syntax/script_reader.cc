#include "syntax/script_reader.h"

#include "syntax/item_parser.h"

namespace avocet {

class ScriptReader::Road {
 public:
  virtual ~Road() = default;
  virtual std::optional<NodeRef> next_item() = 0;
};

class ScriptReader::TextRoad final : public Road {
 public:
  TextRoad(const SourceMap& sources, SourceId source, ConditionOracle& oracle, DiagnosticSink& sink)
      : ast_(sources, source), parser_(ast_, sink, oracle) {}
  std::optional<NodeRef> next_item() override { return parser_.next_item(); }

 private:
  Ast ast_;
  ItemParser parser_;
};

ScriptReader::ScriptReader(const SourceMap& sources, SourceId source, ConditionOracle& oracle,
                           DiagnosticSink& sink, const ScriptImage*) {
  road_ = std::make_unique<TextRoad>(sources, source, oracle, sink);
}

ScriptReader::~ScriptReader() = default;

std::optional<NodeRef> ScriptReader::next_item() { return road_->next_item(); }

}  // namespace avocet
