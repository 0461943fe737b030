#include "base/heap.h"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "base/check.h"


namespace avocet {

namespace {
constexpr size_t kFirstCellAt = 64;
constexpr size_t kMinChunkPages = 4;
constexpr size_t kMaxChunkPages = 64;
}  // namespace

Heap::~Heap() {
  for (void* chunk : chunks_) std::free(chunk);
  for (Page* page : large_) std::free(page);
}

void* Heap::refill(size_t cls) {
  if (chunk_next_ == chunk_limit_) {
    size_t pages = std::min(kMaxChunkPages, kMinChunkPages << std::min<size_t>(chunks_.size(), 8));
    void* chunk = std::aligned_alloc(kPageSize, pages * kPageSize);
    CHECK(chunk != nullptr);
    chunks_.push_back(chunk);
    chunk_next_ = reinterpret_cast<uintptr_t>(chunk);
    chunk_limit_ = chunk_next_ + pages * kPageSize;
  }
  auto* page = reinterpret_cast<Page*>(chunk_next_);
  chunk_next_ += kPageSize;
  page->heap = this;
  // Only a part of the page is threaded at once: untouched memory stays untouched.
  size_t cell = (cls + 1) * kGrain;
  uintptr_t at = reinterpret_cast<uintptr_t>(page) + kFirstCellAt;
  uintptr_t end = reinterpret_cast<uintptr_t>(page) + kPageSize;
  void* first = reinterpret_cast<void*>(at);
  Free** tail = &free_[cls];
  for (at += cell; at + cell <= end; at += cell) {
    auto* next = reinterpret_cast<Free*>(at);
    *tail = next;
    tail = &next->next;
  }
  *tail = nullptr;
  return first;
}

void* Heap::allocate_large(size_t size) {
  size_t total = (size + kFirstCellAt + kPageSize - 1) & ~(kPageSize - 1);
  auto* page = static_cast<Page*>(std::aligned_alloc(kPageSize, total));
  CHECK(page != nullptr);
  page->heap = this;
  page->large_index = large_.size();
  large_.push_back(page);
  live_bytes_ += size;
  return reinterpret_cast<char*>(page) + kFirstCellAt;
}

void Heap::release(void* memory, size_t size) {
  auto* page = reinterpret_cast<Page*>(reinterpret_cast<uintptr_t>(memory) & ~(kPageSize - 1));
  Heap& heap = *page->heap;
  size_t cls = class_of(size);
  if (cls >= kClasses) return heap.release_large(page, size);
  heap.live_bytes_ -= (cls + 1) * kGrain;
  auto* cell = static_cast<Free*>(memory);
  cell->next = heap.free_[cls];
  heap.free_[cls] = cell;
}

void Heap::release_large(Page* page, size_t size) {
  live_bytes_ -= size;
  large_[page->large_index] = large_.back();
  large_[page->large_index]->large_index = page->large_index;
  large_.pop_back();
  std::free(page);
}

}  // namespace avocet
