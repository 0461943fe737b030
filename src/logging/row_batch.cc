#include "logging/row_batch.h"

namespace avocet {

Cell RowBatch::stored(const Cell& cell) {
  Cell copy = cell;
  if (cell.kind == CellKind::kText) {
    copy.text.data = reinterpret_cast<const char*>(text_.size());
    text_.append(cell.view());
  } else if (cell.kind == CellKind::kItems) {
    size_t first = items_.size();
    for (const Cell& item : cell.list()) items_.push_back(stored(item));
    copy.items.data = reinterpret_cast<const Cell*>(first);
  }
  return copy;
}

void RowBatch::append(std::span<const Cell> row) {
  for (const Cell& cell : row) cells_.push_back(stored(cell));
  ends_.push_back(cells_.size());
}

void RowBatch::locate(Cell& cell) {
  if (cell.kind == CellKind::kText)
    cell.text.data = text_.data() + reinterpret_cast<uintptr_t>(cell.text.data);
  else if (cell.kind == CellKind::kItems)
    cell.items.data = items_.data() + reinterpret_cast<uintptr_t>(cell.items.data);
}

void RowBatch::seal() {
  for (Cell& cell : cells_) locate(cell);
  for (Cell& item : items_) locate(item);
}

void RowBatch::clear() {
  cells_.clear();
  items_.clear();
  text_.clear();
  ends_.clear();
}

}  // namespace avocet
