// WakeSet: descriptors that somebody wants to hear of as soon as they are ready.
//
// It has a descriptor itself, which can be read while one of them is ready: a loop that waits for
// that one waits for all of them. Which one it was nobody is told; whoever added it looks. One that
// is closed is forgotten by the system. A service of the machine.
#pragma once

namespace avocet {

class WakeSet {
 public:
  WakeSet();
  ~WakeSet();
  WakeSet(const WakeSet&) = delete;

  // -1 where the system grants none: then nobody is woken, and the clock has to do.
  int descriptor() const { return descriptor_; }
  // Borrowed; negative ones are left out.
  void add_readable(int descriptor);
  void add_writable(int descriptor);

 private:
  void add(int descriptor, unsigned events);

  int descriptor_;
};

}  // namespace avocet
