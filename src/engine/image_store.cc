#include "engine/image_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "builtin/hex.h"

namespace avocet {

namespace fs = std::filesystem;

// A shelf is this head, places in the order of their keys, and the images, each at a multiple of
// eight bytes from the beginning.
namespace {

struct ShelfHead {
  static constexpr uint64_t kMagic = 0x31464c4853564155u;  // "UAVSHLF1" in this byte order

  uint64_t magic;
  uint64_t place_count;
  Fingerprint places;  // of all of them
};

constexpr size_t kAlignment = 8;

size_t aligned(size_t size) { return (size + kAlignment - 1) & ~(kAlignment - 1); }

// Whether the file is of somebody whom we trust as ourselves, and nobody else may change it.
bool is_ours(const struct stat& info) {
  bool others = (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  return !others && (info.st_uid == geteuid() || info.st_uid == 0);
}

}  // namespace

struct ImageStore::Place {
  Fingerprint key;
  uint64_t begin;
  uint64_t size;
};

ImageStore::~ImageStore() {
  for (const Mapping& mapping : mappings_)
    munmap(const_cast<std::byte*>(mapping.start), mapping.size);
}

std::string ImageStore::folder_from_environment() {
  if (const char* own = std::getenv("AVOCET_CACHE_DIR")) return own;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
    return std::string(cache) + "/avocet";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::string(home) + "/.cache/avocet";
  return {};
}

std::string ImageStore::path_of(const Fingerprint& key, std::string_view suffix) const {
  std::string name;
  for (uint64_t half : {key.high, key.low})
    for (int shift = 56; shift >= 0; shift -= 8) append_hex(name, char(half >> shift & 255));
  return folder_ + "/" + name + std::string(suffix);
}

std::optional<ImageStore::Mapping> ImageStore::map(const std::string& path) {
  if (!is_enabled()) return std::nullopt;
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  struct stat info {};
  void* start = MAP_FAILED;
  if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
    start = mmap(nullptr, size_t(info.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  close(file);
  if (start == MAP_FAILED) return std::nullopt;
  Mapping mapping{static_cast<const std::byte*>(start), size_t(info.st_size), is_ours(info)};
  mappings_.push_back(mapping);
  return mapping;
}

bool ImageStore::is_sound(const Mapping& mapping) const {
  ShelfHead head;
  if (mapping.size < sizeof head) return false;
  std::memcpy(&head, mapping.start, sizeof head);
  size_t room = mapping.size - sizeof head;
  if (head.magic != ShelfHead::kMagic || head.place_count > room / sizeof(Place)) return false;
  const auto* first = reinterpret_cast<const Place*>(mapping.start + sizeof head);
  std::span<const Place> places(first, head.place_count);
  if (head.places != fingerprint_of(places.data(), places.size_bytes())) return false;
  return std::all_of(places.begin(), places.end(), [&](const Place& place) {
    return place.begin % kAlignment == 0 && place.begin <= mapping.size &&
           place.size <= mapping.size - place.begin;
  });
}

void ImageStore::open_shelf(const Fingerprint& name) {
  places_ = {};
  std::optional<Mapping> mapping = map(path_of(name, ".shelf"));
  if (!mapping || !is_sound(*mapping)) return;
  shelf_ = *mapping;
  ShelfHead head;
  std::memcpy(&head, shelf_.start, sizeof head);
  places_ = {reinterpret_cast<const Place*>(shelf_.start + sizeof head), head.place_count};
}

std::optional<KeptImage> ImageStore::find(const Fingerprint& key) {
  auto place = std::lower_bound(places_.begin(), places_.end(), key,
                                [](const Place& p, const Fingerprint& k) { return p.key < k; });
  if (place != places_.end() && place->key == key)
    return KeptImage{{shelf_.start + place->begin, place->size}, shelf_.is_ours, true};
  std::optional<Mapping> mapping = map(path_of(key, ".image"));
  if (!mapping) return std::nullopt;
  return KeptImage{{mapping->start, mapping->size}, mapping->is_ours, false};
}

void ImageStore::write(const std::string& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(folder_, error);
  std::string temporary = path + ".XXXXXX";
  int file = mkstemp(temporary.data());
  if (file < 0) return;
  bool written = true;
  while (written && !bytes.empty()) {
    ssize_t count = ::write(file, bytes.data(), bytes.size());
    written = count > 0;
    if (written) bytes.remove_prefix(size_t(count));
  }
  fchmod(file, 0644);
  written = close(file) == 0 && written;
  if (!written || std::rename(temporary.c_str(), path.c_str()) != 0) std::remove(temporary.c_str());
}

void ImageStore::keep(const Fingerprint& key, std::string_view bytes) {
  if (!is_enabled() || bytes.empty()) return;
  write(path_of(key, ".image"), bytes);
  // A look at the whole folder is worth it now and then.
  constexpr uint64_t kOneOf = 16;
  if (key.low % kOneOf == 0) sweep();
}

// Leaves half of them, those that were read or written last: to the day, as systems note it.
void ImageStore::sweep() {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    fs::path suffix = at->path().extension();
    if (suffix == ".image" || suffix == ".shelf") files.push_back(at->path());
  }
  if (files.size() <= kMostFiles) return;
  std::vector<std::pair<int64_t, fs::path>> by_use;
  for (fs::path& file : files) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) continue;
    auto nanos = [](const timespec& t) { return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec; };
    by_use.push_back({std::max(nanos(info.st_atim), nanos(info.st_mtim)), std::move(file)});
  }
  auto kept = by_use.begin() + std::ptrdiff_t(by_use.size() / 2);
  std::nth_element(by_use.begin(), kept, by_use.end());
  for (auto it = by_use.begin(); it != kept; ++it) fs::remove(it->second, error);
}

void ImageStore::keep_shelf(const Fingerprint& name, std::vector<Item> items) {
  if (!is_enabled()) return;
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.key < b.key; });
  auto same = [](const Item& a, const Item& b) { return a.key == b.key; };
  items.erase(std::unique(items.begin(), items.end(), same), items.end());
  std::vector<Place> places;
  uint64_t end = sizeof(ShelfHead) + items.size() * sizeof(Place);
  for (const Item& item : items) {
    places.push_back({item.key, end, item.bytes.size()});
    end = aligned(end + item.bytes.size());
  }
  size_t size = places.size() * sizeof(Place);
  ShelfHead head{ShelfHead::kMagic, places.size(), fingerprint_of(places.data(), size)};
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
  bytes.append(reinterpret_cast<const char*>(places.data()), size);
  for (const Item& item : items) {
    bytes += item.bytes;
    bytes.resize(aligned(bytes.size()));
  }
  write(path_of(name, ".shelf"), bytes);
}

}  // namespace avocet
