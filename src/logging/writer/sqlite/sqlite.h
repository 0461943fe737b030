// The writer of SQLite databases: a log is a table, a row a row.
//
// Rows are gathered and go to the database in one transaction; between transactions others may
// write to the same file. A process that is killed leaves whole transactions.
#pragma once

#include <string>
#include <vector>

#include "logging/escape.h"
#include "logging/row_batch.h"
#include "logging/writer.h"

struct sqlite3;
struct sqlite3_stmt;

namespace avocet {

class SqliteWriter final : public LogWriter {
 public:
  SqliteWriter() = default;
  ~SqliteWriter() override;
  Outcome open(const WriterInfo& info, std::span<const LogField> fields) override;
  Outcome write(std::span<const Cell> row) override;
  Outcome flush() override;
  Outcome set_buffered(bool buffered) override;
  // Databases are not rotated.
  Result<RotatedLog> rotate(const std::string&, double, double) override { return RotatedLog{}; }
  Outcome finish(double) override { return flush(); }

 private:
  static constexpr size_t kRowsATransaction = 1000;

  Outcome apply_pragmas(const WriterInfo& info);
  Outcome prepare(const std::string& table, std::span<const LogField> fields);
  Outcome execute(const std::string& statement);
  Outcome insert(std::span<const Cell> row);
  void bind(int column, const Cell& cell);
  void bind_text(int column, std::string_view text);
  std::string text_of(const Cell& cell) const;
  Error failure() const;

  std::string path_;
  std::string set_separator_ = ",";
  std::string empty_field_ = "(empty)";
  std::string unset_field_ = "-";
  RowBatch rows_;
  bool buffered_ = true;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

void register_sqlite(WriterRegistry& registry);

}  // namespace avocet
