// Heap: the memory of one script world.
//
// Objects come in size classes from 64 KiB aligned pages, so that the heap of an
// object is found from its address: releasing needs no heap argument. A heap
// counts its live bytes (the memory budget of the world) and gives everything
// back at once when it dies, cycles included. A heap belongs to one thread.
//
// Objects that own something outside the heap (compiled expressions, open files) are
// Residents: their destructors run at the latest when the heap dies.
//
// Under AddressSanitizer every object is an allocation of its own, so that use after
// release and overruns are found.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "base/sip_hash.h"

#if defined(__SANITIZE_ADDRESS__)
#define AVOCET_HEAP_SEPARATE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AVOCET_HEAP_SEPARATE 1
#endif
#endif

namespace avocet {

class Heap {
 public:
  // Something whose destructor must run even if nobody releases it. Unlinks itself when destroyed.
  // When the heap dies, orphan() is called for every resident, then every destructor; all of the
  // heap's memory is still there then.
  class Resident {
   public:
    Resident() = default;
    Resident(const Resident&) = delete;
    Resident& operator=(const Resident&) = delete;
    // From now on nothing may destroy it but the heap.
    virtual void orphan() {}

   protected:
    virtual ~Resident();

   private:
    friend class Heap;
    Resident* next_ = nullptr;
    Resident** link_ = nullptr;  // what points here; null: not adopted
  };

  Heap() = default;
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;
  ~Heap();

  // `size` uninitialised bytes, 16-byte aligned. Never null.
  void* allocate(size_t size);

  // Gives back what allocate(size) returned, with the same size.
  static void release(void* memory, size_t size);

  // The heap that `memory` (the start of an allocation) came from.
  static Heap& of(void* memory);

  // Makes a T, followed by `extra` uninitialised bytes.
  template <class T, class... Args> T* make_with(size_t extra, Args&&... args) {
    return ::new (allocate(sizeof(T) + extra)) T(std::forward<Args>(args)...);
  }
  template <class T, class... Args> T* make(Args&&... args) {
    return make_with<T>(0, std::forward<Args>(args)...);
  }

  // Takes a resident made in this heap (or elsewhere, if it outlives neither) into its care.
  void adopt(Resident& resident);

  // What allocate() reserves for `size`: a container may use all of it.
  static constexpr size_t usable_size(size_t size) {
    return class_of(size) < kClasses ? cell_size(class_of(size)) : size;
  }

  // What the order derives from in which tables of this world are iterated; null: they are iterated
  // in insertion order. To be set before anything is made.
  void set_order_key(const SipHashKey& key) { order_key_ = key; }
  const SipHashKey* order_key() const { return order_key_ ? &*order_key_ : nullptr; }

  // Bytes of live objects, rounded up to their size classes.
  size_t live_bytes() const { return live_bytes_; }

 private:
  static constexpr size_t kPageSize = 64 * 1024;
  static constexpr size_t kPageHead = 64;
  static constexpr size_t kGrain = 16;
  static constexpr size_t kFineClasses = 128;  // up to 2 KiB in steps of 16 bytes
  static constexpr size_t kCoarseGrain = 1024;
  static constexpr size_t kClasses = kFineClasses + 19;  // up to 21 KiB in steps of 1 KiB

  static constexpr size_t class_of(size_t size) {
    if (size <= kFineClasses * kGrain) return size == 0 ? 0 : (size - 1) / kGrain;
    return kFineClasses + (size - 1 - kFineClasses * kGrain) / kCoarseGrain;
  }
  static constexpr size_t cell_size(size_t cls) {
    if (cls < kFineClasses) return (cls + 1) * kGrain;
    return kFineClasses * kGrain + (cls - kFineClasses + 1) * kCoarseGrain;
  }

  struct Free {
    Free* next;
  };
  // What was never handed out of the page that a class is using up.
  struct Fresh {
    uintptr_t next;
    uintptr_t limit;
  };
  // The head of a page, and of a large allocation.
  struct Page {
    Heap* heap;
    size_t large_index;
  };
  // Stands before every object when each has an allocation of its own.
  struct Separate {
    Heap* heap;
    Separate* next;
    Separate** link;
    size_t size;
  };

  void* allocate_separate(size_t size);
  static void release_separate(void* memory, size_t size);
  void* refill(size_t cls);
  void take_page(size_t cls);
  void* allocate_large(size_t size);
  void release_large(Page* page, size_t size);

  std::array<Free*, kClasses> free_{};
  std::array<Fresh, kClasses> fresh_{};
  size_t live_bytes_ = 0;
  Resident* residents_ = nullptr;
  uintptr_t chunk_next_ = 0;
  uintptr_t chunk_limit_ = 0;
  std::vector<void*> chunks_;     // runs of pages, freed at the end
  std::vector<Page*> large_;      // allocations of their own
  Separate* separate_ = nullptr;  // all live objects, if each has an allocation of its own
  std::optional<SipHashKey> order_key_;
};

#if AVOCET_HEAP_SEPARATE

inline void* Heap::allocate(size_t size) { return allocate_separate(size); }
inline void Heap::release(void* memory, size_t size) { release_separate(memory, size); }
inline Heap& Heap::of(void* memory) { return *(static_cast<Separate*>(memory) - 1)->heap; }

#else

inline void* Heap::allocate(size_t size) {
  size_t cls = class_of(size);
  if (cls >= kClasses) return allocate_large(size);
  live_bytes_ += cell_size(cls);
  Free* head = free_[cls];
  if (head == nullptr) return refill(cls);
  free_[cls] = head->next;
  return head;
}

inline Heap& Heap::of(void* memory) {
  return *reinterpret_cast<Page*>(reinterpret_cast<uintptr_t>(memory) & ~(kPageSize - 1))->heap;
}

inline void Heap::release(void* memory, size_t size) {
  auto* page = reinterpret_cast<Page*>(reinterpret_cast<uintptr_t>(memory) & ~(kPageSize - 1));
  Heap& heap = *page->heap;
  size_t cls = class_of(size);
  if (cls >= kClasses) return heap.release_large(page, size);
  heap.live_bytes_ -= cell_size(cls);
  auto* cell = static_cast<Free*>(memory);
  cell->next = heap.free_[cls];
  heap.free_[cls] = cell;
}

#endif

}  // namespace avocet
