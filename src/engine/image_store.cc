#include "engine/image_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace avocet {

ImageStore::~ImageStore() {
  for (const Mapping& mapping : mappings_) munmap(mapping.start, mapping.size);
}

std::string ImageStore::folder_from_environment() {
  if (const char* own = std::getenv("AVOCET_CACHE_DIR")) return own;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
    return std::string(cache) + "/avocet";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::string(home) + "/.cache/avocet";
  return {};
}

std::string ImageStore::path_of(const Fingerprint& key) const {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string name;
  for (uint64_t half : {key.high, key.low})
    for (int shift = 60; shift >= 0; shift -= 4) name += kHex[half >> shift & 15];
  return folder_ + "/" + name + ".image";
}

std::span<const std::byte> ImageStore::find(const Fingerprint& key) {
  if (!is_enabled()) return {};
  int file = open(path_of(key).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  struct stat info {};
  void* start = MAP_FAILED;
  if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
    start = mmap(nullptr, size_t(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (start == MAP_FAILED) return {};
  mappings_.push_back({start, size_t(info.st_size)});
  return {static_cast<const std::byte*>(start), size_t(info.st_size)};
}

void ImageStore::keep(const Fingerprint& key, std::string_view bytes) {
  if (!is_enabled() || bytes.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::string path = path_of(key);
  std::string temporary = path + ".XXXXXX";
  int file = mkstemp(temporary.data());
  if (file < 0) return;
  bool written = true;
  while (written && !bytes.empty()) {
    ssize_t count = write(file, bytes.data(), bytes.size());
    written = count > 0;
    if (written) bytes.remove_prefix(size_t(count));
  }
  fchmod(file, 0644);
  written = close(file) == 0 && written;
  if (!written || std::rename(temporary.c_str(), path.c_str()) != 0) std::remove(temporary.c_str());
}

}  // namespace avocet
