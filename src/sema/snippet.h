// For tests: checks the text of a script and keeps what came of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sema/checker.h"
#include "sema/dump.h"
#include "syntax/script_reader.h"

namespace avocet::sema {

class Snippet : public ConditionOracle, public Host, public tree::Consumer {
 public:
  // `is_proven`: as if the text was checked before.
  explicit Snippet(std::string text, CheckerOptions options = {}, bool is_proven = false)
      : is_proven_(is_proven) {
    checker_ = std::make_unique<Checker>(arena_, heap_, types_, sink_, *this, *this, options);
    load("<natives>", kNatives);
    load("test.zeek", std::move(text));
    checker_->finish();
  }

  // `3: error: the message`, one for each diagnostic.
  std::vector<std::string> messages() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : sink_.diagnostics()) {
      uint32_t line = d.span.known() ? sources_.location(d.span).line : 0;
      out.push_back(std::to_string(line) + ": " + std::string(severity_name(d.severity)) + ": " +
                    d.message);
    }
    return out;
  }
  const std::vector<Diagnostic>& diagnostics() const { return sink_.diagnostics(); }
  // What was handed over after the natives, as text.
  const std::string& dumped() const { return dumped_; }
  // The bodies, in the order of the text.
  const std::vector<const tree::Function*>& functions() const { return functions_; }
  // How many values were not made before they were asked for.
  size_t postponed() const { return postponed_; }
  Checker& checker() { return *checker_; }
  std::string rendered() const { return render_text(sink_, sources_); }

 private:
  static constexpr const char* kNatives = R"(
export {
  type string_vec: vector of string;
  type conn_id: record { orig_h: addr; orig_p: port; resp_h: addr; resp_p: port; };
  type connection: record { id: conn_id; uid: string; service: set[string]; history: string &optional; };
  global cat: function(va_args: any): string;
  global fmt: function(va_args: any): string;
  global to_lower: function(str: string): string;
  global to_count: function(str: string): count;
  global network_time: function(): time;
  global sort: function(v: any, va_args: any): any;
  global is_v4_addr: function(a: addr): bool;
  global lookup_addr: function(host: addr): string;
  global zeek_init: event();
  global new_connection: event(c: connection);
}
)";

  void load(std::string name, std::string text) {
    bool natives = name == "<natives>";
    in_natives_ = natives;
    SourceId id = sources_.add(std::move(name), std::move(text));
    readers_.push_back(std::make_unique<ScriptReader>(sources_, id, *this, sink_));
    ScriptReader& reader = *readers_.back();
    checker_->begin_file(is_proven_ && !natives);
    while (auto item = reader.next_item()) checker_->check(*item);
    checker_->end_file();
    in_natives_ = false;
  }

  bool decide(NodeRef condition) override {
    tree::Expr* e = checker_->check_condition(condition);
    return e && e->kind == tree::ExprKind::kConstant &&
           static_cast<tree::ConstantExpr*>(e)->value.b();
  }
  bool is_defined(std::string_view name) override { return checker_->is_declared(name); }
  bool is_native(std::string_view) const override { return in_natives_; }
  std::optional<Value> evaluate(tree::Expr*) override { return std::nullopt; }

  void take(std::string text) {
    if (!in_natives_) dumped_ += text;
  }
  void declare(const tree::Global& global) override { take(dump(global)); }
  void update(const tree::Global& global) override { take("now " + dump(global)); }
  void define(const tree::Function& function, bool replaces) override {
    take((replaces ? "replacing " : "") + dump(function));
    if (!in_natives_) functions_.push_back(&function);
  }
  void field_default(const tree::FieldDefault& field) override {
    take("default of " + std::string(field.record->name) + "$" +
         std::string(field.record->fields[field.field].name) + "\n");
  }
  void act(const tree::Action& action) override {
    postponed_ += action.postponed != nullptr;
    take(dump(action));
  }

  Arena arena_;
  Heap heap_;
  TypeTable types_{arena_};
  SourceMap sources_;
  DiagnosticSink sink_;
  std::vector<std::unique_ptr<ScriptReader>> readers_;
  std::string dumped_;
  std::vector<const tree::Function*> functions_;
  size_t postponed_ = 0;
  bool is_proven_;
  bool in_natives_ = false;
  std::unique_ptr<Checker> checker_;
};

}  // namespace avocet::sema
