#include "logging/writer/sqlite/sqlite.h"

#include <sqlite3.h>

namespace avocet {

namespace {

// How long another writer of the file is waited for.
constexpr int kBusyMilliseconds = 30'000;

std::string_view column_type(CellKind kind) {
  switch (kind) {
  case CellKind::kBool: return "boolean";
  case CellKind::kInt:
  case CellKind::kCount:
  case CellKind::kPort: return "integer";
  case CellKind::kDouble:
  case CellKind::kTime:
  case CellKind::kInterval: return "double precision";
  case CellKind::kUnset:
  case CellKind::kText:
  case CellKind::kAddress:
  case CellKind::kSubnet:
  case CellKind::kItems: return "text";
  }
  return "text";
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    text += c;
    if (c == '"') text += c;
  }
  return text + '"';
}

// "LogSQLite::SQLITE_JOURNAL_MODE_WAL" is "WAL"; nothing for the default.
std::string pragma_value(const WriterInfo& info, std::string_view option, std::string_view prefix) {
  auto found = info.config.find(option);
  if (found == info.config.end()) found = info.options.find(option);
  if (found == info.options.end()) return {};
  size_t at = found->second.find(prefix);
  std::string value =
      at == std::string::npos ? found->second : found->second.substr(at + prefix.size());
  return value == "DEFAULT" ? std::string() : value;
}

std::string option_of(const WriterInfo& info, std::string_view name, std::string otherwise) {
  if (auto own = info.config.find(name); own != info.config.end()) return own->second;
  if (auto general = info.options.find(name); general != info.options.end()) return general->second;
  return otherwise;
}

}  // namespace

SqliteWriter::~SqliteWriter() {
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
}

Error SqliteWriter::failure() const {
  return {"cannot write to " + path_ + ": " + sqlite3_errmsg(database_)};
}

Outcome SqliteWriter::open(const WriterInfo& info, std::span<const LogField> fields) {
  set_separator_ = option_of(info, "set_separator", ",");
  empty_field_ = option_of(info, "empty_field", "(empty)");
  unset_field_ = option_of(info, "unset_field", "-");
  path_ = info.database.empty() ? info.path + ".sqlite" : info.database;
  if (!info.folder.empty() && !path_.starts_with("/"))
    path_ = info.folder + (info.folder.ends_with("/") ? "" : "/") + path_;
  if (sqlite3_open_v2(path_.c_str(), &database_,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                      nullptr) != SQLITE_OK)
    return failure();
  sqlite3_busy_timeout(database_, kBusyMilliseconds);
  Outcome done = apply_pragmas(info);
  return done ? prepare(option_of(info, "tablename", info.path), fields) : done;
}

Outcome SqliteWriter::apply_pragmas(const WriterInfo& info) {
  std::string synchronous = pragma_value(info, "synchronous", "SQLITE_SYNCHRONOUS_");
  std::string journal = pragma_value(info, "journal_mode", "SQLITE_JOURNAL_MODE_");
  Outcome done;
  if (!synchronous.empty()) done = execute("PRAGMA synchronous=" + synchronous);
  if (done.ok() && !journal.empty()) done = execute("PRAGMA journal_mode=" + journal);
  return done;
}

Outcome SqliteWriter::prepare(const std::string& table, std::span<const LogField> fields) {
  std::string columns, names, places;
  for (const LogField& field : fields) {
    if (!columns.empty()) {
      columns += ", ";
      names += ", ";
      places += ", ";
    }
    std::string name = quoted(field.name);
    columns += name + ' ' + std::string(column_type(field.kind));
    names += name;
    places += '?';
  }
  Outcome made = execute("CREATE TABLE IF NOT EXISTS " + quoted(table) + " (" + columns + ")");
  if (!made) return made;
  std::string insert = "INSERT INTO " + quoted(table) + " (" + names + ") VALUES (" + places + ")";
  if (sqlite3_prepare_v2(database_, insert.c_str(), int(insert.size()), &insert_, nullptr) !=
      SQLITE_OK)
    return failure();
  return {};
}

Outcome SqliteWriter::execute(const std::string& statement) {
  return sqlite3_exec(database_, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK
             ? Outcome()
             : Outcome(failure());
}

// ---- Rows -----------------------------------------------------------------------------

Outcome SqliteWriter::write(std::span<const Cell> row) {
  rows_.append(row);
  return buffered_ && rows_.rows() < kRowsATransaction ? Outcome() : flush();
}

Outcome SqliteWriter::set_buffered(bool buffered) {
  buffered_ = buffered;
  return flush();
}

Outcome SqliteWriter::flush() {
  if (rows_.rows() == 0) return {};
  rows_.seal();
  Outcome done = execute("BEGIN IMMEDIATE");
  for (size_t i = 0; i < rows_.rows() && done; ++i) done = insert(rows_.row(i));
  if (done) done = execute("COMMIT");
  // Others that write to the file must not wait for what will not come.
  if (!done && sqlite3_get_autocommit(database_) == 0)
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  rows_.clear();
  return done;
}

Outcome SqliteWriter::insert(std::span<const Cell> row) {
  for (size_t i = 0; i < row.size(); ++i) bind(int(i) + 1, row[i]);
  int state = sqlite3_step(insert_);
  sqlite3_reset(insert_);
  return state == SQLITE_DONE ? Outcome() : Outcome(failure());
}

void SqliteWriter::bind(int column, const Cell& cell) {
  switch (cell.kind) {
  case CellKind::kUnset: sqlite3_bind_null(insert_, column); return;
  case CellKind::kBool: sqlite3_bind_int(insert_, column, cell.boolean); return;
  case CellKind::kInt: sqlite3_bind_int64(insert_, column, cell.integer); return;
  case CellKind::kCount:
  case CellKind::kPort: sqlite3_bind_int64(insert_, column, int64_t(cell.number)); return;
  case CellKind::kDouble:
  case CellKind::kTime:
  case CellKind::kInterval: sqlite3_bind_double(insert_, column, cell.real); return;
  case CellKind::kText:
    if (cell.view().empty()) return bind_text(column, empty_field_);
    return bind_text(column, cell.view());
  case CellKind::kAddress:
  case CellKind::kSubnet: return bind_text(column, text_of(cell));
  case CellKind::kItems: {
    std::string text;
    for (const Cell& item : cell.list()) {
      if (!text.empty()) text += set_separator_;
      text += text_of(item);
    }
    return bind_text(column, cell.list().empty() ? empty_field_ : text);
  }
  }
}

void SqliteWriter::bind_text(int column, std::string_view text) {
  sqlite3_bind_text(insert_, column, text.data(), int(text.size()), SQLITE_TRANSIENT);
}

// Items of sets and vectors, and what has no type of its own in the database.
std::string SqliteWriter::text_of(const Cell& cell) const {
  TextBuffer out;
  switch (cell.kind) {
  case CellKind::kUnset: return unset_field_;
  case CellKind::kBool: return cell.boolean ? "T" : "F";
  case CellKind::kInt: append_int(out, cell.integer); break;
  case CellKind::kCount:
  case CellKind::kPort: append_count(out, cell.number); break;
  case CellKind::kDouble: append_double(out, cell.real); break;
  case CellKind::kTime:
  case CellKind::kInterval: append_micros(out, cell.real); break;
  case CellKind::kText:
    if (cell.view().empty()) return empty_field_;
    TextEscape("", set_separator_, true).append_item(out, cell.view());
    break;
  case CellKind::kAddress: append_address(out, cell.address); break;
  case CellKind::kSubnet: append_subnet(out, cell.subnet); break;
  case CellKind::kItems: break;
  }
  return std::string(out.view());
}

void register_sqlite(WriterRegistry& registry) {
  registry.add({"Log::WRITER_SQLITE",
                "LogSQLite",
                {"set_separator", "unset_field", "empty_field", "synchronous", "journal_mode"},
                []() -> std::unique_ptr<LogWriter> { return std::make_unique<SqliteWriter>(); },
                nullptr,
                "tablename",
                {}});
}

}  // namespace avocet
