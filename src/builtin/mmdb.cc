// Where addresses are, and whose: databases in the MaxMind format.
//
// A database is opened when it is first asked for, in mmdb_dir or one of mmdb_dir_fallbacks, or by
// name. From time to time (mmdb_stale_check_interval) its file is looked at, and if that was
// replaced, the new one is opened.

#include <arpa/inet.h>
#include <maxminddb.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "base/ip_address.h"
#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

namespace {

class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  ~Database() { close(); }

  bool is_open() const { return open_; }
  const std::string& path() const { return path_; }

  // What went wrong, or "".
  std::string open(const std::string& path, double now) {
    close();
    path_ = path;
    last_check_ = now;
    int status = ::stat(path.c_str(), &file_) == 0 ? MMDB_open(path.c_str(), MMDB_MODE_MMAP, &db_)
                                                   : MMDB_FILE_OPEN_ERROR;
    open_ = status == MMDB_SUCCESS;
    return open_ ? std::string() : MMDB_strerror(status);
  }
  void close() {
    if (open_) MMDB_close(&db_);
    open_ = false;
  }

  // Whether the file is another one now. Looks at most once in `interval` seconds.
  bool is_stale(double now, double interval) {
    if (!open_ || (now >= last_check_ && now < last_check_ + interval)) return false;
    last_check_ = now;
    struct stat file {};
    if (::stat(path_.c_str(), &file) != 0) return true;
    return file.st_ino != file_.st_ino || file.st_dev != file_.st_dev ||
           file.st_mtim.tv_sec != file_.st_mtim.tv_sec ||
           file.st_mtim.tv_nsec != file_.st_mtim.tv_nsec;
  }

  std::optional<MMDB_entry_s> find(const IpAddress& address) {
    if (!open_) return std::nullopt;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    int status = MMDB_SUCCESS;
    MMDB_lookup_result_s result{};
    if (address.is_v4()) {
      v4.sin_family = AF_INET;
      v4.sin_addr.s_addr = htonl(address.v4_bits());
      result = MMDB_lookup_sockaddr(&db_, reinterpret_cast<const sockaddr*>(&v4), &status);
    } else {
      auto bytes = address.bytes();
      v6.sin6_family = AF_INET6;
      std::memcpy(&v6.sin6_addr, bytes.data(), 16);
      result = MMDB_lookup_sockaddr(&db_, reinterpret_cast<const sockaddr*>(&v6), &status);
    }
    if (status != MMDB_SUCCESS || !result.found_entry) return std::nullopt;
    return result.entry;
  }

 private:
  MMDB_s db_{};
  std::string path_;
  struct stat file_ {};
  bool open_ = false;
  double last_check_ = 0;
};

std::optional<MMDB_entry_data_s> value_at(MMDB_entry_s entry, const char* const* path) {
  MMDB_entry_data_s data{};
  if (MMDB_aget_value(&entry, &data, path) != MMDB_SUCCESS || !data.has_data) return std::nullopt;
  return data;
}

template <class... Keys> std::optional<std::string_view> text_at(MMDB_entry_s entry, Keys... keys) {
  const char* path[] = {keys..., nullptr};
  auto data = value_at(entry, path);
  if (!data || data->type != MMDB_DATA_TYPE_UTF8_STRING) return std::nullopt;
  return std::string_view(data->utf8_string, data->data_size);
}

template <class... Keys> std::optional<double> real_at(MMDB_entry_s entry, Keys... keys) {
  const char* path[] = {keys..., nullptr};
  auto data = value_at(entry, path);
  if (data && data->type == MMDB_DATA_TYPE_DOUBLE) return data->double_value;
  if (data && data->type == MMDB_DATA_TYPE_FLOAT) return double(data->float_value);
  return std::nullopt;
}

template <class... Keys> std::optional<uint64_t> count_at(MMDB_entry_s entry, Keys... keys) {
  const char* path[] = {keys..., nullptr};
  auto data = value_at(entry, path);
  if (data && data->type == MMDB_DATA_TYPE_UINT16) return data->uint16;
  if (data && data->type == MMDB_DATA_TYPE_UINT32) return data->uint32;
  if (data && data->type == MMDB_DATA_TYPE_UINT64) return data->uint64;
  return std::nullopt;
}

std::vector<std::string> folders(NativeCall& call) {
  std::vector<std::string> all{std::string(global_text(call.machine, "mmdb_dir"))};
  const Value* fallbacks = call.machine.find_global("mmdb_dir_fallbacks");
  if (fallbacks && !fallbacks->is_null()) {
    Vector* vector = fallbacks->vector();
    for (uint32_t i = 0; i < vector->size; ++i)
      if (vector->is_set(i)) all.emplace_back(vector->items[i].string()->view());
  }
  std::erase(all, "");
  return all;
}

}  // namespace

struct AddressDatabases {
  // One of them: what it is, and the options that name its file, the best first.
  struct Place {
    std::vector<std::string_view> options;
    Database database;
    bool searched = false;
  };
  Place location{{"mmdb_city_db", "mmdb_country_db"}, {}};
  Place asn{{"mmdb_asn_db"}, {}};
};

namespace {

using Place = AddressDatabases::Place;

AddressDatabases& databases(NativeCall& call) {
  auto& kept = state_of(call).address_databases;
  if (!kept) kept = std::make_shared<AddressDatabases>();
  return *kept;
}

// Whoever searched in vain does not search again for every address.
void search(NativeCall& call, Place& place) {
  if (std::exchange(place.searched, true)) return;
  for (const std::string& folder : folders(call))
    for (std::string_view option : place.options)
      if (place.database
              .open(folder + "/" + std::string(global_text(call.machine, option)),
                    call.network_time())
              .empty())
        return;
}

Database& ready(NativeCall& call, Place& place) {
  const Value* interval = call.machine.find_global("mmdb_stale_check_interval");
  Database& database = place.database;
  if (database.is_stale(call.network_time(), interval ? interval->d : 300)) {
    inform(call, "MaxMind DB [" + database.path() + "] was replaced: opening it again");
    std::string path = database.path();
    if (!database.open(path, call.network_time()).empty()) place.searched = false;
  }
  if (!database.is_open()) search(call, place);
  return database;
}

Value open_named(NativeCall& call, Place& place) {
  std::string path = system_text(call, 0);
  std::string trouble = place.database.open(path, call.network_time());
  place.searched = true;
  if (!trouble.empty()) inform(call, "cannot open MaxMind DB [" + path + "]: " + trouble);
  return Value::of_bool(trouble.empty());
}

}  // namespace

void register_mmdb(NativeRegistry& registry) {
  registry.add(
      {R"(
## Opens a database of places (GeoLite2 City or Country) for :zeek:id:`lookup_location`.
##
## Returns: F if that failed.
##
## Example: print mmdb_open_location_db("/no/such/file");   # F
global mmdb_open_location_db: function(f: string): bool;
)",
       [](NativeCall& call) -> Value { return open_named(call, databases(call).location); }});

  registry.add({R"(
## Opens a database of networks (GeoLite2 ASN) for :zeek:id:`lookup_autonomous_system`.
##
## Returns: F if that failed.
##
## Example: print mmdb_open_asn_db("/no/such/file");   # F
global mmdb_open_asn_db: function(f: string): bool;
)",
                [](NativeCall& call) -> Value { return open_named(call, databases(call).asn); }});

  registry.add({R"(
## Where an address is. What the database does not know stays unset.
##
## Example: print lookup_location(127.0.0.1)?$city;   # F
global lookup_location: function(a: addr): geo_location;
)",
                [](NativeCall& call) -> Value {
                  RecordResult place(call, "geo_location");
                  auto entry = ready(call, databases(call).location).find(call.address(0));
                  if (!entry) return place.take();
                  if (auto code = text_at(*entry, "country", "iso_code"))
                    place.set("country_code", *code);
                  if (auto code = text_at(*entry, "subdivisions", "0", "iso_code"))
                    place.set("region", *code);
                  if (auto name = text_at(*entry, "city", "names", "en")) place.set("city", *name);
                  if (auto degrees = real_at(*entry, "location", "latitude"))
                    place.real("latitude", *degrees);
                  if (auto degrees = real_at(*entry, "location", "longitude"))
                    place.real("longitude", *degrees);
                  return place.take();
                }});

  registry.add({R"(
## The autonomous system that an address belongs to. What the database does not know stays unset.
##
## Example: print lookup_autonomous_system(127.0.0.1)?$number;   # F
global lookup_autonomous_system: function(a: addr): geo_autonomous_system;
)",
                [](NativeCall& call) -> Value {
                  RecordResult system(call, "geo_autonomous_system");
                  auto entry = ready(call, databases(call).asn).find(call.address(0));
                  if (!entry) return system.take();
                  if (auto number = count_at(*entry, "autonomous_system_number"))
                    system.count("number", *number);
                  if (auto name = text_at(*entry, "autonomous_system_organization"))
                    system.set("organization", *name);
                  return system.take();
                }});
}

}  // namespace avocet
