// Messages: how the checker says what is wrong.
//
//   report.error(span, "unknown-name", "unknown name `" + name + "`")
//       .hint("did you mean `foo`?").note(declared, "`foo` is declared here");
//
// The diagnostic is handed to the sink when the temporary dies.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "base/spelling.h"
#include "type/type.h"

namespace avocet::sema {

class Message {
 public:
  Message(DiagnosticSink& sink, Diagnostic diagnostic) : sink_(&sink), d_(std::move(diagnostic)) {}
  Message(const Message&) = delete;
  ~Message() {
    if (sink_) sink_->report(std::move(d_));
  }

  Message& hint(std::string text) {
    if (d_.hint.empty()) d_.hint = std::move(text);
    return *this;
  }
  Message& label(std::string text) {
    d_.label = std::move(text);
    return *this;
  }
  // Left out if the place is unknown.
  Message& note(Span span, std::string text) {
    if (span.known()) d_.notes.push_back({span, std::move(text)});
    return *this;
  }

 private:
  DiagnosticSink* sink_;
  Diagnostic d_;
};

class Reporter {
 public:
  explicit Reporter(DiagnosticSink& sink) : sink_(sink) {}

  Message error(Span span, std::string_view code, std::string text);
  Message warning(Span span, std::string_view code, std::string text);

  // Errors found so far, repeated ones included: two readings tell whether something went wrong
  // between.
  size_t errors() const { return errors_; }
  // Counts an error that somebody else reported, or that says nothing new.
  void count_silently() {
    if (muted_ == 0) ++errors_;
  }
  // What `mute` counts is reported to nobody: for trying things out.
  void mute() { ++muted_; }
  void unmute() { --muted_; }
  bool muted() const { return muted_ != 0; }

 private:
  DiagnosticSink& sink_;
  DiagnosticSink nowhere_{1};
  size_t errors_ = 0;
  uint32_t muted_ = 0;
};

// "`x`"
std::string quoted(std::string_view name);
// A type for people: its name, or its spelling cut to a line.
std::string type_text(const Type* type);
// "a count", "an addr", "a set[port]".
std::string a_type(const Type* type);
// "a function", "an event", "a hook".
std::string a_type_of_flavor(Flavor flavor);
// How to turn one type into another, or empty.
std::string conversion_hint(const Type* from, const Type* to);

}  // namespace avocet::sema
