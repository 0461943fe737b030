// Signatures: a world's rules of the signature language, read from its files and put to work.
#pragma once

#include <memory>
#include <string>

#include "analyzer/flow_events.h"
#include "analyzer/protocols.h"
#include "engine/loader.h"
#include "flow/observer_pair.h"
#include "signature/rule_set.h"
#include "signature/signature_watch.h"

namespace avocet {

// Reads every file of signatures that scripts and the command line name: @load-sigs, the global
// signature_files, -s. Globals have their values already, since rules may name them. Mistakes go to
// `sink`. Null if there are no rules, or something was wrong before.
std::unique_ptr<RuleSet> read_signatures(const Loader& loader, const Machine& machine,
                                         SourceMap& sources, DiagnosticSink& sink);

// Reads them and looks whether rules and scripts fit together; what does not goes to `sink`.
void check_signatures(const Loader& loader, const Machine& machine, SourceMap& sources,
                      DiagnosticSink& sink);

// The rules at work on the flows of one Traffic.
class Signatures final : SignatureHost, public SignatureSink {
 public:
  // All outlive it.
  Signatures(RuleSet& rules, EventQueue& queue, Machine& machine, FlowEvents& events,
             Protocols& protocols, DiagnosticSink& sink);
  ~Signatures() override;

  // Who is to be told of flows: the events and the signatures.
  FlowObserver& observer() { return pair_; }
  // What both want to hear of a new flow.
  FlowInterest interest() const;
  SignatureWatch& watch() { return watch_; }

  // SignatureSink.
  void found(Flow& flow, Side side, FoundContent what, FoundPiece piece) override;
  void look_again(Flow& flow, size_t rest) override { watch_.look_again(flow, rest); }
  void carried(Flow& flow, Side side, ByteSpan bytes) override {
    watch_.carried(flow, side, bytes);
  }

 private:
  // SignatureHost.
  Value connection(Flow& flow) override;
  bool wants_content(const Flow& flow) override;
  bool knows_analyzer(std::string_view name) override;
  void enable_analyzer(Flow& flow, std::string_view name, std::span<const SeenPiece> seen) override;
  void late_match(Flow& flow, std::string_view name) override;

  // The tag of an analyzer by a name in any case, or nothing.
  std::optional<int64_t> tag_of(std::string_view name) const;

  Machine& machine_;
  FlowEvents& events_;
  Protocols& protocols_;
  SignatureWatch watch_;
  FlowObserverPair pair_;
  EventHandle late_match_;
};

}  // namespace avocet
