#include "capture/stream_window.h"

#include <algorithm>

namespace avocet {

void StreamWindow::fill(size_t count) {
  rest_.assign(bytes_ + at_, bytes_ + end_);
  // What nobody else holds comes back at once.
  keeper_.reset();
  piece_.reset();
  piece_ = pieces_.take();
  if (piece_->capacity < std::max(kPiece, count)) {
    piece_->capacity = std::max(kPiece, count);
    piece_->bytes = std::make_unique_for_overwrite<uint8_t[]>(piece_->capacity);
  }
  keeper_ = piece_;
  bytes_ = piece_->bytes.get();
  std::copy(rest_.begin(), rest_.end(), piece_->bytes.get());
  at_ = 0;
  end_ = rest_.size();
  while (end_ < count) {
    size_t got = stream_->read_some(piece_->bytes.get() + end_, piece_->capacity - end_);
    if (got == 0) return;
    end_ += got;
  }
}

}  // namespace avocet
