// The reader of SQLite databases: the rows that a query of the stream's config yields.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/reader.h"

struct sqlite3;
struct sqlite3_stmt;

namespace avocet {

class SqliteReader final : public InputReader {
 public:
  SqliteReader();
  ~SqliteReader() override;
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  Result<ReadState> read(RowSink& sink) override;

 private:
  struct Place {
    int column = -1;
    int protocol = -1;
  };
  Outcome find_columns();
  void take_row(RowSink& sink);
  // A number that SQLite's own text would make another: doubles are written with all their digits,
  // and counts above 2^63-1, for which SQLite has no integers, lie there as the negative ones of
  // the same bits. Empty: its text will do.
  std::string exact_number(const InputField& field, int column) const;
  Error failure(const std::string& what) const;

  TextFormat format_;
  std::string path_;
  std::vector<InputField> fields_;
  std::vector<Place> places_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* query_ = nullptr;
};

void register_sqlite(ReaderRegistry& registry);

}  // namespace avocet
