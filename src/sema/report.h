// Messages: how the checker says what is wrong.
//
//   report.error(span, "unknown-name", "unknown name `" + name + "`")
//       .hint("did you mean `foo`?").note(declared, "`foo` is declared here");
//
// The diagnostic is handed to the sink when the temporary dies.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "base/spelling.h"
#include "type/type.h"

namespace avocet::sema {

class Reporter;
struct Cause;

class Message {
 public:
  Message(Reporter& reporter, Diagnostic diagnostic)
      : reporter_(&reporter), d_(std::move(diagnostic)) {}
  Message(const Message&) = delete;
  ~Message();

  Message& hint(std::string text) {
    if (d_.hint.empty()) d_.hint = std::move(text);
    return *this;
  }
  // What repeats the mistake of another error with the same key becomes a note of that one. Empty
  // keys mean nothing.
  Message& fold(std::string key) {
    if (!key.empty()) mistakes_.push_back(std::move(key));
    return *this;
  }
  // The same, where mistakes are told once.
  Message& echo(std::string key);
  bool has_hint() const { return !d_.hint.empty(); }
  // Each is a mistake of its own, however many are alike.
  Message& each() { return fold("at " + std::to_string(d_.span.begin)); }
  // Left out if the place is unknown.
  Message& note(Span span, std::string text) {
    if (span.known()) d_.notes.push_back({span, std::move(text)});
    return *this;
  }

 private:
  Reporter* reporter_;
  Diagnostic d_;
  std::vector<std::string> mistakes_;
};

class Reporter {
 public:
  explicit Reporter(DiagnosticSink& sink) : sink_(sink) {}

  Message error(Span span, std::string_view code, std::string text);
  Message warning(Span span, std::string_view code, std::string text);

  // Where the texts of errors stand from now on: the same message about the same text is the same
  // mistake.
  void read_from(const Source& source) { source_ = &source; }

  // From now on the same mistake becomes a note of its first error. Otherwise each is told, as Zeek
  // does, apart from those that fold() says to be one.
  void tell_mistakes_once() { once_ = true; }

  // The mistake `derived` may be that of `origin`: what comes out of a container has its type from
  // there. Empty keys mean nothing.
  void derive(const std::string& derived, std::string origin) {
    if (!derived.empty() && !origin.empty()) origins_.emplace(derived, std::move(origin));
  }

  // What is found from now on is due to `cause`; null: to nothing in particular. Returns what it
  // was due to before.
  Cause* blame(Cause* cause) { return std::exchange(cause_, cause); }
  bool has_cause() const { return cause_ != nullptr; }

  // Errors found so far, repeated ones included: two readings tell whether something went wrong
  // between.
  size_t errors() const { return errors_; }
  // Counts an error that somebody else reported, or that says nothing new.
  void count_silently() {
    if (muted_ == 0) ++errors_;
  }
  // What is reported waits until take_held(), which ends the hold that began last.
  struct Held {
    Diagnostic diagnostic;
    std::vector<std::string> mistakes;  // see Message::fold()
  };
  void hold() { held_.emplace_back(); }
  std::vector<Held> take_held();
  void deliver(std::vector<Held> held);
  // What `mute` counts is reported to nobody: for trying things out.
  void mute() { ++muted_; }
  void unmute() { --muted_; }
  bool muted() const { return muted_ != 0; }

 private:
  friend class Message;
  void deliver(Diagnostic diagnostic, std::vector<std::string> mistakes);
  void add_origins(std::vector<std::string>& keys) const;

  DiagnosticSink& sink_;
  std::unordered_map<std::string, size_t> mistakes_;      // where in the sink each was told first
  std::unordered_map<std::string, std::string> origins_;  // see derive()
  const Source* source_ = nullptr;
  Cause* cause_ = nullptr;
  bool once_ = false;
  std::vector<std::vector<Held>> held_;
  size_t errors_ = 0;
  uint32_t muted_ = 0;
};

// A function that does not take what it is given may lack a parameter that its body names.
std::string parameters_of(std::string_view function);
// "`x`"
std::string quoted(std::string_view name);
// "1 value", "2 values", "2 indexes".
std::string count_of(size_t n, std::string_view what);
// "first", "second", ..., "6th".
std::string ordinal(size_t n);
// A type for people: its name, or its spelling cut to a line.
std::string type_text(const Type* type);
// "a count", "an addr", "a set[port]".
std::string a_type(const Type* type);
// The same where it is no predicate: "a value of type any".
std::string a_value(const Type* type);
// "a function", "an event", "a hook".
std::string a_type_of_flavor(Flavor flavor);
// How to turn one type into another, or empty.
std::string conversion_hint(const Type* from, const Type* to);
// That a script declares what is missing; empty without a script.
std::string load_hint(const std::string& script);
// The key of the mistake not to have loaded it: those that are loaded from the start unless the
// bare world is asked for are missing together.
std::string key_of_missing(const std::string& script);

}  // namespace avocet::sema
