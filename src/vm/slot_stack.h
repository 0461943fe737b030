// SlotStack: a large stack of zeroed slots that never moves.
//
// Address space is reserved at once and memory arrives page by page as it is touched, so windows
// may be kept as pointers and an idle machine costs nothing.
#pragma once

#include <cstddef>

#include "value/value.h"

namespace avocet {

class Reservation {
 public:
  // `bytes` zeroed bytes. CHECKs that the system grants the address space.
  explicit Reservation(size_t bytes);
  ~Reservation();
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;
  void* start() const { return start_; }

 private:
  void* start_;
  size_t bytes_;
};

// An array of T that is all zero bytes at first.
template <class T> class Reserved {
 public:
  explicit Reserved(size_t count) : memory_(count * sizeof(T)), count_(count) {}
  T* begin() const { return static_cast<T*>(memory_.start()); }
  T* end() const { return begin() + count_; }

 private:
  Reservation memory_;
  size_t count_;
};

using SlotStack = Reserved<Value>;

}  // namespace avocet
