// BodySequences: code that runs the bodies of an event or hook one after another.
//
// The machine writes it when the event or hook runs for the first time: for each body an
// op::RunBody, for the last one op::RunLastBody, after the bodies of a hook op::EndIfBroken, and
// op::EndBodies at the end. Its frame holds the arguments; each body gets copies in a window above,
// and the last one the arguments themselves. So no body needs a call from C++, and what a body
// raises as an error ends at this frame: it is reported, and the next body runs
// (Machine::go_on_behind_error).
//
// The constants of a sequence are where the codes of its bodies are, null until they first run.
#pragma once

#include <deque>
#include <vector>

#include "bytecode/program.h"

namespace avocet {

class BodySequences {
 public:
  explicit BodySequences(const Program& program) : program_(program) {}

  // The program has so many functions.
  void grow(size_t functions) { codes_.resize(functions); }
  // The sequence of an event or hook; null if that has no bodies. It lives as long as this, also
  // when it is out of date.
  const Code* find(FunctionId id) {
    const Code* code = codes_[id];
    return code ? code : make(id);
  }
  // Bodies may have been added or replaced: forgets the sequences for which that is so.
  void forget_changed();

  static bool is_sequence(const Code& code);
  // What the constant of a body leads to.
  static const Code* body_of(Value constant) { return reinterpret_cast<const Code*>(constant.u); }
  // The code of a body is known.
  void keep(const Code& sequence, size_t body, const Code* code);

 private:
  const Code* make(FunctionId id);

  const Program& program_;
  std::vector<const Code*> codes_;  // by function; null until it was asked for
  std::deque<Code> made_;
};

}  // namespace avocet
