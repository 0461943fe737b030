// RowBatch: rows that have left the script world: a copy of their cells and of everything these
// borrow, so that another thread may have them.
//
// A batch is filled with append(), sealed once, and then only read. Cleared, it is filled anew
// without allocating.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "logging/cell.h"

namespace avocet {

class RowBatch {
 public:
  // Precondition: not sealed.
  void append(std::span<const Cell> row);
  // Nothing more is appended: rows can be read.
  void seal();
  void clear();

  size_t rows() const { return ends_.size(); }
  // Precondition: sealed, and index < rows(). Good until clear().
  std::span<const Cell> row(size_t index) const {
    size_t begin = index == 0 ? 0 : ends_[index - 1];
    return {cells_.data() + begin, ends_[index] - begin};
  }
  // Memory in use, roughly.
  size_t bytes() const { return (cells_.size() + items_.size()) * sizeof(Cell) + text_.size(); }

 private:
  Cell stored(const Cell& cell);
  void locate(Cell& cell);

  // Until the batch is sealed, what cells borrow is known by its offset in these.
  std::vector<Cell> cells_;
  std::vector<Cell> items_;
  std::string text_;
  std::vector<size_t> ends_;  // of each row, in cells_
};

}  // namespace avocet
