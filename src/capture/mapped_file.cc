#include "capture/mapped_file.h"

#include <unistd.h>

namespace avocet {

MappedFile::~MappedFile() { close(descriptor_); }

void MappedFile::add_reader() {
  std::lock_guard lock(mutex_);
  ++readers_;
}

void MappedFile::remove_reader() {
  std::lock_guard lock(mutex_);
  --readers_;
  // It is not known which of them it had.
  known_.clear();
}

std::shared_ptr<const MappedWindow> MappedFile::window(uint64_t offset, size_t size) {
  std::lock_guard lock(mutex_);
  for (size_t i = 0; i < known_.size(); ++i) {
    Known& known = known_[i];
    if (known.offset != offset || known.size != size) continue;
    auto window = known.window;
    if (++known.takers >= readers_) known_.erase(known_.begin() + static_cast<ptrdiff_t>(i));
    return window;
  }
  auto window = MappedWindow::map(descriptor_, offset, size);
  if (!window || readers_ < 2) return window;
  if (known_.size() >= kMost) known_.erase(known_.begin());
  known_.push_back({offset, size, 1, window});
  return window;
}

}  // namespace avocet
