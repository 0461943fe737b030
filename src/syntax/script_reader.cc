#include "syntax/script_reader.h"

#include "syntax/image.h"
#include "syntax/item_parser.h"

namespace avocet {

class ScriptReader::Road {
 public:
  virtual ~Road() = default;
  virtual std::optional<NodeRef> next_item() = 0;
};

// Parses the text.
class ScriptReader::TextRoad final : public Road {
 public:
  TextRoad(const SourceMap& sources, SourceId source, ConditionOracle& oracle, DiagnosticSink& sink)
      : ast_(sources, source), parser_(ast_, sink, oracle) {}
  std::optional<NodeRef> next_item() override { return parser_.next_item(); }

 private:
  Ast ast_;
  ItemParser parser_;
};

// Walks the entries of an image, and parses where they say so.
class ScriptReader::ImageRoad final : public Road {
 public:
  ImageRoad(const SourceMap& sources, SourceId source, ConditionOracle& oracle,
            DiagnosticSink& sink, const ScriptImage& image)
      : sources_(sources), source_(source), oracle_(oracle), sink_(sink), image_(image) {}

  std::optional<NodeRef> next_item() override {
    using Kind = ScriptImage::Entry::Kind;
    while (!reads_rest_ && at_ < image_.entries().size()) {
      const ScriptImage::Entry& entry = image_.entries()[at_++];
      switch (entry.kind) {
      case Kind::kItem: return image_.ast().ref(entry.node);
      case Kind::kCondition:
        if (!holds(entry)) at_ = entry.next;
        break;
      case Kind::kJump: at_ = entry.next; break;
      case Kind::kText:
        if (std::optional<NodeRef> item = text_item(entry)) return item;
        break;
      case Kind::kRest:
        reads_rest_ = true;
        start_text(entry);
        text_->parser.tokens().set_obey_pragmas(true);
        break;
      }
    }
    return reads_rest_ ? text_->parser.next_item() : std::nullopt;
  }

 private:
  struct Text {
    Text(const SourceMap& sources, SourceId source, DiagnosticSink& sink, ConditionOracle& oracle)
        : ast(sources, source), parser(ast, sink, oracle) {}
    Ast ast;
    ItemParser parser;
  };

  bool holds(const ScriptImage::Entry& entry) {
    using Test = ScriptImage::Entry::Test;
    NodeRef node = image_.ast().ref(entry.node);
    Test test = static_cast<Test>(entry.value);
    if (test == Test::kIf) return oracle_.decide(node);
    return oracle_.is_defined(node.text()) == (test == Test::kIfdef);
  }

  void start_text(const ScriptImage::Entry& entry) {
    if (!text_) {
      text_ = std::make_unique<Text>(sources_, source_, sink_, oracle_);
      text_->parser.out().copy_quiet(image_.ast());
      text_->parser.tokens().set_obey_pragmas(false);
    }
    text_->parser.restart_at(entry.node,
                             entry.next > 0 ? std::optional(entry.next - 1) : std::nullopt);
  }

  // An item that ends elsewhere than it was expected to takes the rest of the file with it.
  std::optional<NodeRef> text_item(const ScriptImage::Entry& entry) {
    start_text(entry);
    std::optional<NodeRef> item = text_->parser.next_item();
    bool ended = text_->parser.item_end() == entry.value &&
                 text_->parser.tokens().open_conditionals().empty();
    if (!ended) reads_rest_ = true;
    return item;
  }

  const SourceMap& sources_;
  SourceId source_;
  ConditionOracle& oracle_;
  DiagnosticSink& sink_;
  const ScriptImage& image_;
  size_t at_ = 0;
  std::unique_ptr<Text> text_;
  bool reads_rest_ = false;
};

ScriptReader::ScriptReader(const SourceMap& sources, SourceId source, ConditionOracle& oracle,
                           DiagnosticSink& sink, const ScriptImage* image) {
  if (image)
    road_ = std::make_unique<ImageRoad>(sources, source, oracle, sink, *image);
  else
    road_ = std::make_unique<TextRoad>(sources, source, oracle, sink);
}

ScriptReader::~ScriptReader() = default;

std::optional<NodeRef> ScriptReader::next_item() { return road_->next_item(); }

}  // namespace avocet
