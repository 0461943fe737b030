#include "tool/dump.h"

#include "compiler/compiler.h"
#include "engine/loader.h"
#include "sema/dump.h"
#include "syntax/dump.h"

namespace avocet {

namespace {

// Notes the typed trees of what stands behind a place in the sources, in load order.
class TypedTrees final : public tree::Consumer {
 public:
  void declare(const tree::Global& global) override {
    note(global.span, [&] { return sema::dump(global); });
  }
  void update(const tree::Global&) override {}
  void define(const tree::Function& function, bool) override {
    note(function.span, [&] { return sema::dump(function); });
  }
  void field_default(const tree::FieldDefault&) override {}
  void act(const tree::Action& action) override {
    note(action.span, [&] { return sema::dump(action); });
  }

  std::string text_of(const std::function<bool(Span)>& is_wanted) const {
    std::string text;
    for (const Part& part : parts_)
      if (is_wanted(part.span)) text += part.text;
    return text;
  }

 private:
  struct Part {
    Span span;
    std::string text;
  };
  template <class Render> void note(Span span, Render render) {
    parts_.push_back({span, render()});
  }
  std::vector<Part> parts_;
};

// The items of a file as they come, before anything is decided about them: all branches are taken.
class TakesEverything final : public ConditionOracle {
 public:
  bool decide(NodeRef) override { return true; }
  bool is_defined(std::string_view) override { return true; }
};

void print_tree(const SourceMap& sources, SourceId source, Console& console) {
  TakesEverything oracle;
  DiagnosticSink ignored;
  ScriptReader reader(sources, source, oracle, ignored);
  while (std::optional<NodeRef> item = reader.next_item()) console.print(dump_ast(*item));
}

}  // namespace

int dump(const CommandLine& line, Console& console) {
  TypedTrees trees;
  Engine engine(console);
  bool good = engine.load(line.load, line.dump == DumpKind::kTypes ? &trees : nullptr);
  Loader& loader = engine.loader();
  auto is_users = [&loader](Span place) { return loader.is_users(place); };
  switch (line.dump) {
  case DumpKind::kTokens:
    for (SourceId source : loader.user_sources())
      console.print(dump_tokens(engine.sources(), source));
    break;
  case DumpKind::kAst:
    for (SourceId source : loader.user_sources()) print_tree(engine.sources(), source, console);
    break;
  case DumpKind::kTypes: console.print(trees.text_of(is_users)); break;
  case DumpKind::kBytecode:
    if (!good) return 1;
    loader.compiler().compile_all();
    console.print(dump_bytecode(engine.program(), engine.sources(), is_users));
    break;
  }
  return good ? 0 : 1;
}

}  // namespace avocet
