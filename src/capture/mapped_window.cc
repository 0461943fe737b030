#include "capture/mapped_window.h"

#include <sys/mman.h>

#include <array>
#include <bit>
#include <cerrno>
#include <csignal>

namespace avocet {
namespace {

constexpr uintptr_t kPage = 4096;

// A signal belongs to the process and its handler may not wait for locks. So this is one table for
// all, of numbers that are read and written as wholes.
std::array<MappedWindow::Entry, 1024> open_windows;

struct sigaction action_before;

MappedWindow::Entry* find(uintptr_t address, uintptr_t& end) {
  for (MappedWindow::Entry& entry : open_windows) {
    uintptr_t begin = entry.begin.load(std::memory_order_acquire);
    end = entry.end.load(std::memory_order_acquire);
    if (address < begin || address >= end) continue;
    // Another window may have moved in between; the one that is being looked at stays.
    if (entry.begin.load(std::memory_order_acquire) == begin) return &entry;
  }
  return nullptr;
}

void on_bus_error(int, siginfo_t* info, void*) {
  int error = errno;
  auto address = std::bit_cast<uintptr_t>(info->si_addr) & ~(kPage - 1);
  uintptr_t end = 0;
  if (MappedWindow::Entry* entry = find(address, end)) {
    // Before there are zeros: other threads may look at them at once.
    entry->damaged.store(true);
    void* made = mmap(std::bit_cast<void*>(address), end - address, PROT_READ,
                      MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (made != MAP_FAILED) {
      errno = error;
      return;
    }
  }
  // Not ours: with the action that was there, the same happens once more.
  sigaction(SIGBUS, &action_before, nullptr);
}

bool install_handler() {
  struct sigaction action {};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  return sigaction(SIGBUS, &action, &action_before) == 0;
}

MappedWindow::Entry* take_entry() {
  static const bool kInstalled = install_handler();
  if (!kInstalled) return nullptr;
  for (MappedWindow::Entry& entry : open_windows) {
    if (!entry.taken.load(std::memory_order_relaxed) && !entry.taken.exchange(true)) return &entry;
  }
  return nullptr;
}

}  // namespace

std::shared_ptr<const MappedWindow> MappedWindow::map(int descriptor, uint64_t offset,
                                                      size_t size) {
  Entry* entry = take_entry();
  if (entry == nullptr) return nullptr;
  void* start = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, static_cast<off_t>(offset));
  if (start == MAP_FAILED) {
    entry->taken.store(false);
    return nullptr;
  }
  // Only advice.
  static_cast<void>(madvise(start, size, MADV_SEQUENTIAL));
  return std::make_shared<MappedWindow>(*entry, ByteSpan(static_cast<const uint8_t*>(start), size));
}

MappedWindow::MappedWindow(Entry& entry, ByteSpan bytes) : entry_(entry), bytes_(bytes) {
  auto begin = std::bit_cast<uintptr_t>(bytes.data());
  entry_.damaged.store(false, std::memory_order_relaxed);
  entry_.end.store(begin + bytes.size(), std::memory_order_release);
  entry_.begin.store(begin, std::memory_order_release);
}

MappedWindow::~MappedWindow() {
  entry_.begin.store(UINTPTR_MAX, std::memory_order_release);
  munmap(std::bit_cast<void*>(bytes_.data()), bytes_.size());
  entry_.taken.store(false);
}

}  // namespace avocet
