// StoreDatabase: keys and values in a table of an SQLite database, each with a time to go.
//
// What fails leaves its reason in error(). Not for several threads.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace avocet {

class StoreDatabase {
 public:
  struct Options {
    std::string path;
    std::string table;
    double busy_timeout = 5;                                   // seconds, as the others
    std::vector<std::pair<std::string, std::string>> pragmas;  // in this order
    double pragma_timeout = 0.5;                               // for each of them; 0: for ever
    double pragma_wait = 0.005;
  };
  enum class Outcome { kDone, kMissing, kExists, kFailed };

  StoreDatabase() = default;
  StoreDatabase(const StoreDatabase&) = delete;
  ~StoreDatabase() { close(); }

  // A database that is not there is made. False: it cannot be opened, or a text of the options has
  // a NUL inside, which SQLite takes for its end.
  bool open(const Options& options);
  void close();
  bool is_open() const { return database_ != nullptr; }
  const std::string& error() const { return error_; }

  // `expires`: when the entry goes, 0: never. Without `overwrite` an entry that is there stays,
  // unless its time is over.
  Outcome put(std::string_view key, std::string_view value, double expires, bool overwrite,
              double now);
  Outcome get(std::string_view key, double now, std::string& value);
  // Hands out every entry whose time is not over: key, value, and when it goes.
  template <class F> Outcome each(double now, F take) {
    sqlite3_stmt* all = nullptr;
    if (!prepare(&all, "select key_str, value_str, expire_time from " + table_ +
                           " where expire_time = 0 or expire_time > ?1 order by rowid"))
      return Outcome::kFailed;
    sqlite3_bind_double(all, 1, now);
    int status;
    while ((status = sqlite3_step(all)) == SQLITE_ROW)
      take(bytes_of(all, 0), bytes_of(all, 1), sqlite3_column_double(all, 2));
    if (status != SQLITE_DONE) note_error();
    sqlite3_finalize(all);
    return status == SQLITE_DONE ? Outcome::kDone : Outcome::kFailed;
  }
  Outcome clear() { return run("delete from " + table_) ? Outcome::kDone : Outcome::kFailed; }
  Outcome erase(std::string_view key);
  // Removes what is over; how many.
  uint64_t expire(double now);

  // Pages of the whole database.
  uint64_t pages();
  const std::string& path() const { return path_; }

 private:
  static bool has_nul(const Options& options);
  static std::string quoted(std::string_view name);
  static std::string_view bytes_of(sqlite3_stmt* row, int column);
  void note_error() { error_ = sqlite3_errmsg(database_); }
  bool run(const std::string& text);
  bool run_pragma(const std::string& name, const std::string& value, const Options& options);
  bool prepare(sqlite3_stmt** statement, const std::string& text);
  bool prepare();
  static void bind(sqlite3_stmt* statement, int place, std::string_view text);
  Outcome step(sqlite3_stmt* statement);

  sqlite3* database_ = nullptr;
  sqlite3_stmt* put_ = nullptr;
  sqlite3_stmt* add_ = nullptr;  // put without overwriting
  sqlite3_stmt* get_ = nullptr;
  sqlite3_stmt* erase_ = nullptr;
  sqlite3_stmt* expire_ = nullptr;
  std::string path_, table_, error_;
};

}  // namespace avocet
