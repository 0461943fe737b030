#include "input/reader/sqlite/sqlite.h"

#include <sqlite3.h>

#include <charconv>

namespace avocet {

namespace {
constexpr int kBusyMilliseconds = 5000;
}

SqliteReader::SqliteReader() = default;

SqliteReader::~SqliteReader() {
  sqlite3_finalize(query_);
  sqlite3_close(database_);
}

Error SqliteReader::failure(const std::string& what) const {
  return {what + " " + path_ + ": " + sqlite3_errmsg(database_)};
}

Outcome SqliteReader::open(const ReaderInfo& info, std::span<const InputField> fields) {
  if (info.mode != InputMode::kManual)
    return Error{"a database is read in mode Input::MANUAL alone"};
  path_ = info.source + ".sqlite";
  format_ = {info.text("set_separator", ","), info.text("empty_field", "(empty)"),
             info.text("unset_field", "-"), false};
  fields_.assign(fields.begin(), fields.end());
  const std::string* query = info.find("query");
  if (!query) return Error{"the config of the stream has no entry \"query\""};
  if (sqlite3_open_v2(path_.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK &&
      sqlite3_errcode(database_) != SQLITE_OK)
    return failure("cannot open");
  sqlite3_busy_timeout(database_, kBusyMilliseconds);
  if (sqlite3_prepare_v2(database_, query->c_str(), int(query->size()), &query_, nullptr) !=
      SQLITE_OK)
    return failure("the query does not fit");
  return find_columns();
}

Outcome SqliteReader::find_columns() {
  auto find = [&](const std::string& name) {
    for (int i = 0; i < sqlite3_column_count(query_); ++i)
      if (const char* column = sqlite3_column_name(query_, i); column && name == column) return i;
    return -1;
  };
  for (const InputField& field : fields_) {
    Place place;
    place.column = find(field.name);
    if (place.column < 0 && !field.optional)
      return Error{"the query yields no column '" + field.name + "'"};
    if (!field.type_column.empty()) {
      place.protocol = find(field.type_column);
      if (place.protocol < 0)
        return Error{"the query yields no column '" + field.type_column +
                     "', which should name the protocol of '" + field.name + "'"};
    }
    places_.push_back(place);
  }
  return {};
}

Result<ReadState> SqliteReader::read(RowSink& sink) {
  sqlite3_reset(query_);
  while (!sink.is_closed()) {
    int state = sqlite3_step(query_);
    if (state == SQLITE_DONE) break;
    if (state != SQLITE_ROW) return failure("cannot read from");
    take_row(sink);
  }
  sqlite3_reset(query_);
  return ReadState::kDone;
}

std::string SqliteReader::exact_number(const InputField& field, int column) const {
  int stored = sqlite3_column_type(query_, column);
  if (stored == SQLITE_FLOAT) {
    char text[32];
    char* end = std::to_chars(text, std::end(text), sqlite3_column_double(query_, column)).ptr;
    return {text, end};
  }
  if (stored != SQLITE_INTEGER || field.type->kind != TypeKind::kCount) return {};
  int64_t number = sqlite3_column_int64(query_, column);
  return number < 0 ? std::to_string(uint64_t(number)) : std::string();
}

void SqliteReader::take_row(RowSink& sink) {
  auto text = [&](int column) {
    auto* bytes = reinterpret_cast<const char*>(sqlite3_column_blob(query_, column));
    return std::string_view(bytes ? bytes : "", size_t(sqlite3_column_bytes(query_, column)));
  };
  std::vector<std::string> exact(fields_.size());
  for (size_t i = 0; i < fields_.size(); ++i)
    if (places_[i].column >= 0) exact[i] = exact_number(fields_[i], places_[i].column);
  std::vector<InputCell> cells;
  // Numbers become text in place: each column is asked for before its bytes are looked at.
  for (int i = 0; i < sqlite3_column_count(query_); ++i) sqlite3_column_text(query_, i);
  for (size_t i = 0; i < fields_.size(); ++i) {
    InputCell cell;
    Place place = places_[i];
    cell.is_set = place.column >= 0 && sqlite3_column_type(query_, place.column) != SQLITE_NULL;
    if (cell.is_set) cell.text = exact[i].empty() ? text(place.column) : exact[i];
    if (place.protocol >= 0) cell.protocol = text(place.protocol);
    cells.push_back(cell);
  }
  sink.row(cells, 0);
}

void register_sqlite(ReaderRegistry& registry) {
  registry.add({"Input::READER_SQLITE",
                "InputSQLite",
                {"set_separator", "unset_field", "empty_field"},
                []() -> std::unique_ptr<InputReader> { return std::make_unique<SqliteReader>(); }});
}

}  // namespace avocet
