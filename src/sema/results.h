// Results: functions that may end without the result they owe, and what calls them.
//
// Such a function has a path to its end that returns nothing, or calls one that may end so, which
// leaves its statement. They are rare, and without any nothing is done here: calls are as
// good as their types. Otherwise every body that may miss a result goes on behind the statement
// that wanted it, with variables that may be unset there. What is called through a value may be
// any of them.
#pragma once

#include <vector>

#include "sema/report.h"
#include "sema/tree.h"

namespace avocet::sema {

class Results {
 public:
  // A body, once it is checked. `may_miss`: control may pass its end, and what it returns goes to
  // who called it. The function stays where it is until find_lacking().
  void note(tree::Function& function, bool may_miss) { bodies_.push_back({&function, may_miss}); }
  // The end of the load: sets Function::may_lack_results, and marks what is unset for that.
  void find_lacking(Reporter& report);

 private:
  struct Body {
    tree::Function* function;
    bool may_miss;
  };
  void mark_callers(std::vector<const tree::Global*> lacking);

  std::vector<Body> bodies_;
};

}  // namespace avocet::sema
