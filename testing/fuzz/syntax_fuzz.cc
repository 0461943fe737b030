// Any bytes as a script: read item by item to the end, whatever the directives in it ask.
//
// Every mistake is reported into the sink; reading always comes to an end.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/script_reader.h"

using namespace avocet;

namespace {

// Takes each branch in turn, so that both sides of a directive are read.
class AlternatingOracle : public ConditionOracle {
 public:
  bool decide(NodeRef) override { return answer_ = !answer_; }
  bool is_defined(std::string_view) override { return answer_ = !answer_; }

 private:
  bool answer_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  SourceMap sources;
  std::string text(reinterpret_cast<const char*>(data), size);
  SourceId id = sources.add("fuzz.zeek", std::move(text));
  DiagnosticSink sink;
  AlternatingOracle oracle;
  {
    ScriptReader reader(sources, id, oracle, sink);
    while (reader.next_item()) {
    }
  }
  volatile size_t rendered = render_text(sink, sources).size() + sink.error_count();
  (void)rendered;
  return 0;
}
