#include "sema/results.h"

#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "sema/flow.h"
#include "sema/walk.h"

namespace avocet::sema {

using tree::Expr;
using tree::ExprKind;
using tree::Stmt;

namespace {

// The functions whose results a body wants.
struct WantedResults {
  std::unordered_set<const tree::Global*> functions;
  bool of_values = false;

  void add(const Expr* e) {
    if (e->kind == ExprKind::kCall && tree::owes_result(tree::as<tree::CallExpr>(e))) {
      const tree::Global* called = tree::as<tree::CallExpr>(e).global;
      if (called && !called->variable)
        functions.insert(called);
      else
        of_values = true;
    }
    tree::for_each_evaluated(e, [&](const Expr* x) { add(x); });
  }
  void add(const Stmt* s) {
    tree::for_each_evaluated(
        s, [&](const Expr* e) { add(e); }, [&](const Stmt* x) { add(x); });
  }
};

bool owes_value(const tree::Function& function) {
  return function.type->flavor == Flavor::kFunction &&
         function.type->result->kind != TypeKind::kVoid;
}

}  // namespace

void Results::find_lacking(Reporter& report) {
  std::vector<const tree::Global*> lacking;
  for (const Body& body : bodies_)
    if (body.may_miss && owes_value(*body.function)) lacking.push_back(body.function->global);
  if (lacking.empty()) return;
  mark_callers(std::move(lacking));
  for (const Body& body : bodies_) {
    if (!body.function->may_lack_results) continue;
    std::vector<tree::Local*> declared;
    for (tree::Local* local : body.function->locals)
      if (!local->parameter && !local->capture) declared.push_back(local);
    analyse_lacking_flow({body.function->body, declared}, report);
  }
}

// Null stands for functions without a name.
void Results::mark_callers(std::vector<const tree::Global*> lacking) {
  std::unordered_map<const tree::Global*, std::vector<tree::Function*>> callers;
  std::vector<tree::Function*> by_value;
  for (const Body& body : bodies_) {
    WantedResults wanted;
    wanted.add(body.function->body);
    for (const tree::Global* called : wanted.functions) callers[called].push_back(body.function);
    if (wanted.of_values) by_value.push_back(body.function);
  }
  auto mark = [&](tree::Function* caller) {
    if (!std::exchange(caller->may_lack_results, true) && owes_value(*caller))
      lacking.push_back(caller->global);
  };
  for (tree::Function* caller : by_value) mark(caller);
  for (size_t i = 0; i < lacking.size(); ++i) {
    auto found = callers.find(lacking[i]);
    if (found == callers.end()) continue;
    for (tree::Function* caller : std::exchange(found->second, {})) mark(caller);
  }
}

}  // namespace avocet::sema
