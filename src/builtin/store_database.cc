#include "builtin/store_database.h"

namespace avocet {

bool StoreDatabase::open(const Options& options) {
  path_ = options.path;
  table_ = quoted(options.table);
  if (has_nul(options)) {
    error_ = "a NUL within the options";
    return false;
  }
  if (sqlite3_open(path_.c_str(), &database_) != SQLITE_OK) {
    note_error();
    close();
    return false;
  }
  sqlite3_busy_timeout(database_, int(options.busy_timeout * 1000));
  for (const auto& [name, value] : options.pragmas)
    if (!run_pragma(name, value, options)) return close(), false;
  std::string create = "create table if not exists " + table_ +
                       " (key_str text primary key, value_str text not null, expire_time real)";
  if (!run(create) || !prepare()) return close(), false;
  return true;
}

void StoreDatabase::close() {
  for (sqlite3_stmt** s : {&put_, &add_, &get_, &erase_, &expire_}) {
    sqlite3_finalize(*s);
    *s = nullptr;
  }
  sqlite3_close(database_);
  database_ = nullptr;
}

StoreDatabase::Outcome StoreDatabase::put(std::string_view key, std::string_view value,
                                          double expires, bool overwrite, double now) {
  sqlite3_stmt* statement = overwrite ? put_ : add_;
  bind(statement, 1, key);
  bind(statement, 2, value);
  sqlite3_bind_double(statement, 3, expires);
  if (!overwrite) sqlite3_bind_double(statement, 4, now);
  Outcome outcome = step(statement);
  if (outcome == Outcome::kDone && sqlite3_changes(database_) == 0) return Outcome::kExists;
  return outcome;
}

StoreDatabase::Outcome StoreDatabase::get(std::string_view key, double now, std::string& value) {
  bind(get_, 1, key);
  sqlite3_bind_double(get_, 2, now);
  int status = sqlite3_step(get_);
  if (status == SQLITE_ROW) {
    const void* bytes = sqlite3_column_blob(get_, 0);
    size_t size = size_t(sqlite3_column_bytes(get_, 0));
    value.assign(static_cast<const char*>(bytes), bytes ? size : 0);
    sqlite3_reset(get_);
    return Outcome::kDone;
  }
  if (status != SQLITE_DONE) note_error();
  sqlite3_reset(get_);
  return status == SQLITE_DONE ? Outcome::kMissing : Outcome::kFailed;
}

StoreDatabase::Outcome StoreDatabase::erase(std::string_view key) {
  bind(erase_, 1, key);
  return step(erase_);
}

uint64_t StoreDatabase::expire(double now) {
  sqlite3_bind_double(expire_, 1, now);
  return step(expire_) == Outcome::kDone ? uint64_t(sqlite3_changes(database_)) : 0;
}

uint64_t StoreDatabase::pages() {
  sqlite3_stmt* statement = nullptr;
  uint64_t n = 0;
  if (sqlite3_prepare_v2(database_, "pragma page_count", -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    n = uint64_t(sqlite3_column_int64(statement, 0));
  sqlite3_finalize(statement);
  return n;
}

bool StoreDatabase::has_nul(const Options& options) {
  auto has = [](std::string_view text) { return text.find('\0') != std::string_view::npos; };
  bool found = has(options.path) || has(options.table);
  for (const auto& [name, value] : options.pragmas) found = found || has(name) || has(value);
  return found;
}

std::string StoreDatabase::quoted(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    text += c;
    if (c == '"') text += c;
  }
  return text + '"';
}

std::string_view StoreDatabase::bytes_of(sqlite3_stmt* row, int column) {
  const void* bytes = sqlite3_column_blob(row, column);
  size_t size = size_t(sqlite3_column_bytes(row, column));
  return {static_cast<const char*>(bytes), bytes ? size : 0};
}

bool StoreDatabase::run(const std::string& text) {
  if (sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return true;
  note_error();
  return false;
}

bool StoreDatabase::run_pragma(const std::string& name, const std::string& value,
                               const Options& options) {
  std::string text = "pragma " + name + (value.empty() ? "" : " = " + value);
  for (double waited = 0;; waited += options.pragma_wait) {
    int status = sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr);
    if (status == SQLITE_OK) return true;
    bool may_wait = options.pragma_timeout == 0 || waited < options.pragma_timeout;
    if (status != SQLITE_BUSY || !may_wait || options.pragma_wait <= 0) return note_error(), false;
    sqlite3_sleep(int(options.pragma_wait * 1000) + 1);
  }
}

bool StoreDatabase::prepare(sqlite3_stmt** statement, const std::string& text) {
  if (sqlite3_prepare_v2(database_, text.c_str(), -1, statement, nullptr) == SQLITE_OK) return true;
  note_error();
  return false;
}

bool StoreDatabase::prepare() {
  std::string insert = "insert into " + table_ + " (key_str, value_str, expire_time) " +
                       "values (?1, ?2, ?3) on conflict (key_str) do update set " +
                       "value_str = excluded.value_str, expire_time = excluded.expire_time";
  std::string is_over = " where expire_time > 0 and expire_time <= ";
  return prepare(&put_, insert) && prepare(&add_, insert + is_over + "?4") &&
         prepare(&get_, "select value_str from " + table_ +
                            " where key_str = ?1 and (expire_time = 0 or expire_time > ?2)") &&
         prepare(&erase_, "delete from " + table_ + " where key_str = ?1") &&
         prepare(&expire_, "delete from " + table_ + is_over + "?1");
}

void StoreDatabase::bind(sqlite3_stmt* statement, int place, std::string_view text) {
  sqlite3_bind_text(statement, place, text.data(), int(text.size()), SQLITE_TRANSIENT);
}

StoreDatabase::Outcome StoreDatabase::step(sqlite3_stmt* statement) {
  int status = sqlite3_step(statement);
  if (status != SQLITE_DONE) note_error();
  sqlite3_reset(statement);
  return status == SQLITE_DONE ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace avocet
