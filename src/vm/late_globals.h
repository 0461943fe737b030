// LateGlobals: globals whose values nobody has asked for yet.
//
// The tables of names and numbers that come with the program are large, and most runs never look at
// most of them. An initialiser that only fills such a table (Program::Initialiser::may_wait) is set
// aside until its global is wanted: when code that names it is compiled, which happens
// before it runs for the first time, or when C++ asks for its value. Nobody can tell the
// difference, since such an initialiser reads nothing that changes and changes nothing else.
//
// What is set aside for one global runs in the order of loading, and nothing is set aside for a
// global that was wanted before.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "bytecode/program.h"

namespace avocet {

class Machine;

class LateGlobals {
 public:
  explicit LateGlobals(Machine& machine) : machine_(machine) {}

  // So many globals are known.
  void grow(size_t globals) { wanted_.resize(globals); }
  // Sets an initialiser aside; false if its global is in use, so that it must run now.
  bool set_aside(const Program::Initialiser& initialiser);
  void want(GlobalId id) {
    if (!wanted_[id]) [[unlikely]]
      make(id);
  }
  // Everything that the code names.
  void want_globals_of(const Code& code) {
    for (GlobalId id : code.globals) want(id);
  }

 private:
  void make(GlobalId id);

  Machine& machine_;
  std::vector<uint8_t> wanted_;
  std::unordered_map<GlobalId, std::vector<FunctionId>> waiting_;
};

}  // namespace avocet
