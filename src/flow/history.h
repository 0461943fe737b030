// History: writes the letters of Flow::history(). Upper case is the originator.
// Internal to flow/.
//
// Three kinds of letters: A D I Q once a side; S H F R again for another sequence
// number; C W T G on a logarithmic scale: the first, the tenth, the hundredth ...
#pragma once

#include <cstdint>

#include "flow/flow.h"

namespace avocet {

class History {
 public:
  // `letter` in upper case. Whether it was new.
  static bool add_once(Flow& flow, Side side, char letter);
  static void add(Flow& flow, Side side, char letter);
  // Counts one more occurrence; the power of ten that was reached, or 0.
  static uint32_t add_scaled(Flow& flow, Side side, char letter, uint32_t& count);
  // Notes the turn of the flow's direction: '^' behind what was written, whose case stays ...
  static void add_flip(Flow& flow);
  // ... or before it, with the case of every letter turned as well.
  static void turn(Flow& flow);

 private:
  static void append(Flow& flow, char letter);
};

}  // namespace avocet
