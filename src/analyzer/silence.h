// TellsOfSilence: what the binding of a protocol is, too, whose analyzers may have something to
// tell of a connection without payload when a side of it ends (end()), or all of it (done()).
//
// Of the other protocols no analyzer is made for that.
#pragma once

namespace avocet {

class TellsOfSilence {
 public:
  // Whether somebody wants to hear it now.
  virtual bool tells_of_silence() const = 0;

 protected:
  ~TellsOfSilence() = default;
};

}  // namespace avocet
