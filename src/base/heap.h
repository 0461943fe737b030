// Heap: the memory of one script world.
//
// Objects come in size classes from 64 KiB aligned pages, so that the heap of an
// object is found from its address: releasing needs no heap argument. A heap
// counts its live bytes (the memory budget of the world) and gives everything
// back at once when it dies, cycles included. A heap belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace avocet {

class Heap {
 public:
  Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;
  ~Heap();

  // `size` uninitialised bytes, 16-byte aligned. Never null.
  void* allocate(size_t size) {
    size_t cls = class_of(size);
    if (cls >= kClasses) return allocate_large(size);
    live_bytes_ += (cls + 1) * kGrain;
    Free* head = free_[cls];
    if (!head) return refill(cls);
    free_[cls] = head->next;
    return head;
  }

  // Gives back what allocate(size) returned, with the same size.
  static void release(void* memory, size_t size);

  // The heap that `memory` (the start of an allocation) came from.
  static Heap& of(void* memory) {
    return *reinterpret_cast<Page*>(reinterpret_cast<uintptr_t>(memory) & ~(kPageSize - 1))->heap;
  }

  size_t live_bytes() const { return live_bytes_; }

 private:
  static constexpr size_t kPageSize = 64 * 1024;
  static constexpr size_t kGrain = 16;
  static constexpr size_t kClasses = 128;  // up to 2 KiB
  static constexpr size_t class_of(size_t size) { return size == 0 ? 0 : (size - 1) / kGrain; }

  struct Free { Free* next; };
  struct Page { Heap* heap; size_t large_index; };

  void* refill(size_t cls);
  void* allocate_large(size_t size);
  void release_large(Page* page, size_t size);

  std::array<Free*, kClasses> free_{};
  size_t live_bytes_ = 0;
  uintptr_t chunk_next_ = 0;
  uintptr_t chunk_limit_ = 0;
  std::vector<void*> chunks_;  // runs of pages, freed at the end
  std::vector<Page*> large_;   // allocations of their own
};

}  // namespace avocet
