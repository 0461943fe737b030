#include "base/heap.h"

#include <algorithm>
#include <cstdlib>

#include "base/check.h"
#include "base/large_block.h"

namespace avocet {

namespace {
constexpr size_t kMinChunkPages = 4;
constexpr size_t kMaxChunkPages = 64;
constexpr size_t kThreadedAtOnce = 4096;

// For std::free(); `size` is a multiple of the alignment. What takes more than one large page is to
// lie in them: the system hands out other ones by a fault each.
void* allocate_pages(size_t alignment, size_t size) {
  const bool is_large = size > LargeBlock::kPage;
  void* memory = nullptr;
  const int status = posix_memalign(&memory, is_large ? LargeBlock::kPage : alignment, size);
  CHECK(status == 0);
  if (is_large) LargeBlock::prefer_large_pages(memory, size);
  return memory;
}
}  // namespace

Heap::Resident::~Resident() {
  if (link_ == nullptr) return;
  *link_ = next_;
  if (next_ != nullptr) next_->link_ = link_;
}

void Heap::adopt(Resident& resident) {
  DCHECK(resident.link_ == nullptr);
  resident.next_ = residents_;
  resident.link_ = &residents_;
  if (residents_ != nullptr) residents_->link_ = &resident.next_;
  residents_ = &resident;
}

Heap::~Heap() {
  for (Resident* r = residents_; r != nullptr; r = r->next_) r->orphan();
  // A destructor may release other objects, residents among them: take the first until none is
  // left.
  while (residents_ != nullptr) residents_->~Resident();
  for (void* chunk : chunks_) std::free(chunk);
  for (Page* page : large_) std::free(page);
  while (separate_ != nullptr) {
    Separate* next = separate_->next;
    std::free(separate_);
    separate_ = next;
  }
}

void Heap::take_page(size_t cls) {
  if (chunk_next_ == chunk_limit_) {
    size_t pages = std::min(kMaxChunkPages, kMinChunkPages << std::min<size_t>(chunks_.size(), 8));
    void* chunk = allocate_pages(kPageSize, pages * kPageSize);
    chunks_.push_back(chunk);
    chunk_next_ = reinterpret_cast<uintptr_t>(chunk);
    chunk_limit_ = chunk_next_ + pages * kPageSize;
  }
  auto* page = reinterpret_cast<Page*>(chunk_next_);
  page->heap = this;
  fresh_[cls] = {chunk_next_ + kPageHead, chunk_next_ + kPageSize};
  chunk_next_ += kPageSize;
}

void* Heap::refill(size_t cls) {
  size_t cell = cell_size(cls);
  Fresh& fresh = fresh_[cls];
  if (fresh.next + cell > fresh.limit) take_page(cls);
  void* first = reinterpret_cast<void*>(fresh.next);
  fresh.next += cell;
  // Only a part of the page is threaded at once: untouched memory stays untouched.
  Free** tail = &free_[cls];
  uintptr_t stop = std::min(fresh.limit, fresh.next + kThreadedAtOnce);
  for (; fresh.next + cell <= stop; fresh.next += cell) {
    auto* next = reinterpret_cast<Free*>(fresh.next);
    *tail = next;
    tail = &next->next;
  }
  *tail = nullptr;
  return first;
}

void* Heap::allocate_large(size_t size) {
  size_t total = (size + kPageHead + kPageSize - 1) & ~(kPageSize - 1);
  auto* page = static_cast<Page*>(allocate_pages(kPageSize, total));
  page->heap = this;
  page->large_index = large_.size();
  large_.push_back(page);
  live_bytes_ += size;
  return reinterpret_cast<char*>(page) + kPageHead;
}

void Heap::release_large(Page* page, size_t size) {
  live_bytes_ -= size;
  large_[page->large_index] = large_.back();
  large_[page->large_index]->large_index = page->large_index;
  large_.pop_back();
  std::free(page);
}

void* Heap::allocate_separate(size_t size) {
  auto* head = static_cast<Separate*>(std::malloc(sizeof(Separate) + size));
  CHECK(head != nullptr);
  head->heap = this;
  head->size = size;
  head->next = separate_;
  head->link = &separate_;
  if (separate_ != nullptr) separate_->link = &head->next;
  separate_ = head;
  live_bytes_ += usable_size(size);
  return head + 1;
}

void Heap::release_separate(void* memory, size_t size) {
  Separate* head = static_cast<Separate*>(memory) - 1;
  CHECK(head->size == size);  // a wrong size would put the cell into a wrong class
  head->heap->live_bytes_ -= usable_size(size);
  *head->link = head->next;
  if (head->next != nullptr) head->next->link = head->link;
  std::free(head);
}

}  // namespace avocet
