// Arena: memory that lives and dies together.
//
// Types, names and typed trees are made once, do not change owner, and go with
// the program they belong to. Destructors of objects made here are run in
// reverse order when the arena dies, but only for types that need one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace avocet {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  // Uninitialised bytes, valid until the arena dies. Never null.
  void* allocate(size_t size, size_t align = alignof(std::max_align_t)) {
    uintptr_t at = (next_ + align - 1) & ~(uintptr_t(align) - 1);
    if (at + size > limit_) return allocate_slow(size, align);
    next_ = at + size;
    return reinterpret_cast<void*>(at);
  }

  // Makes a T that lives as long as the arena.
  template <class T, class... Args> T* make(Args&&... args) {
    T* made = ::new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    if constexpr (!std::is_trivially_destructible_v<T>)
      cleanups_.push_back({[](void* p) { static_cast<T*>(p)->~T(); }, made});
    return made;
  }

  // A copy of `text` that lives as long as the arena, with a NUL after it.
  std::string_view copy(std::string_view text);

  // A copy of `items` (of a trivially copyable T) that lives as long as the arena.
  template <class T> std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    auto* to = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(to), items.data(), items.size_bytes());
    return {to, items.size()};
  }
  template <class T> std::span<T> copy(const std::vector<T>& items) {
    return copy(std::span<const T>(items));
  }

  size_t bytes_reserved() const { return reserved_; }

 private:
  struct Cleanup {
    void (*run)(void*);
    void* object;
  };

  void* allocate_slow(size_t size, size_t align);

  uintptr_t next_ = 1;  // beyond the limit, so that even an empty first request makes a block
  uintptr_t limit_ = 0;
  size_t reserved_ = 0;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::vector<Cleanup> cleanups_;
};

}  // namespace avocet
