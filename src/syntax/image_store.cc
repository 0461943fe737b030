#include "syntax/image_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include "syntax/image_format.h"

namespace avocet {
namespace {

struct StoreHeader {
  static constexpr uint64_t kMagic = 0x3131534f54564155u;
  uint64_t magic;
  uint64_t count;
};

std::string failure(const std::string& what, const std::string& path) {
  return what + " " + path + ": " + std::strerror(errno);
}

}  // namespace

// Follows the header; sorted by key. Offsets count from the start of the file.
struct ImageStore::Index {
  Fingerprint key;
  uint64_t offset;
  uint64_t size;
};

ImageStore::ImageStore(std::string path) : path_(std::move(path)) {
  int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
      status.st_size >= static_cast<off_t>(sizeof(StoreHeader))) {
    auto size = static_cast<size_t>(status.st_size);
    void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (map != MAP_FAILED) {
      map_ = static_cast<const std::byte*>(map);
      map_size_ = size;
    }
  }
  ::close(file);
}

ImageStore::~ImageStore() {
  images_.clear();
  if (map_) ::munmap(const_cast<std::byte*>(map_), map_size_);
}

std::span<const ImageStore::Index> ImageStore::index() const {
  if (!map_) return {};
  StoreHeader header;
  std::memcpy(&header, map_, sizeof header);
  if (header.magic != StoreHeader::kMagic ||
      header.count > (map_size_ - sizeof header) / sizeof(Index))
    return {};
  return {reinterpret_cast<const Index*>(map_ + sizeof header), header.count};
}

std::span<const std::byte> ImageStore::stored(const Fingerprint& key) {
  std::span<const Index> all = index();
  auto found =
      std::partition_point(all.begin(), all.end(), [&](const Index& i) { return i.key < key; });
  if (found == all.end() || found->key != key) return {};
  if (found->offset > map_size_ || found->size > map_size_ - found->offset) return {};
  return {map_ + found->offset, found->size};
}

const ScriptImage* ImageStore::find(const SourceMap& sources, SourceId source) {
  Fingerprint key = ScriptImage::key(sources.source(source).text);
  std::span<const std::byte> bytes = stored(key);
  if (bytes.empty()) return nullptr;
  std::unique_ptr<ScriptImage> image = ScriptImage::load(bytes, sources, source, key);
  if (!image) return nullptr;
  used_.push_back(key);
  images_.push_back(std::move(image));
  return images_.back().get();
}

void ImageStore::add(const SourceMap& sources, SourceId source) {
  std::string image = ScriptImage::make(sources, source);
  if (!image.empty())
    added_.push_back({ScriptImage::key(sources.source(source).text), std::move(image)});
}

Outcome ImageStore::save() {
  struct Item {
    Fingerprint key;
    std::string_view bytes;
  };
  std::vector<Item> items;
  size_t total = 0;
  auto take = [&](const Fingerprint& key, std::string_view bytes) {
    total += bytes.size() + sizeof(Index);
    items.push_back({key, bytes});
  };
  auto has = [](const auto& list, const Fingerprint& key) {
    return std::find_if(list.begin(), list.end(), [&](const auto& i) { return i.key == key; }) !=
           list.end();
  };
  for (const Added& added : added_) {
    if (!has(items, added.key)) take(added.key, added.image);
  }
  std::sort(used_.begin(), used_.end());
  for (bool used : {true, false}) {
    for (const Index& entry : index()) {
      bool was_used = std::binary_search(used_.begin(), used_.end(), entry.key);
      std::span<const std::byte> bytes = stored(entry.key);
      if (was_used != used || has(added_, entry.key) || bytes.empty()) continue;
      if (!used && total + bytes.size() > kMaxSize) continue;
      take(entry.key, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
  }
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.key < b.key; });

  StoreHeader header{StoreHeader::kMagic, items.size()};
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  uint64_t offset = sizeof header + items.size() * sizeof(Index);
  for (const Item& item : items) {
    Index entry{item.key, offset, item.bytes.size()};
    out.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    offset += (item.bytes.size() + 7) & ~size_t{7};
  }
  for (const Item& item : items) {
    out += item.bytes;
    out.resize((out.size() + 7) & ~size_t{7});
  }

  // A name of its own, then one step that replaces the old file.
  std::string temporary = path_ + "." + std::to_string(::getpid());
  int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return Error{failure("cannot create", temporary)};
  for (size_t written = 0; written < out.size();) {
    ssize_t n = ::write(file, out.data() + written, out.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      Error error{failure("cannot write", temporary)};
      ::close(file);
      ::unlink(temporary.c_str());
      return error;
    }
    written += static_cast<size_t>(n);
  }
  ::close(file);
  if (::rename(temporary.c_str(), path_.c_str()) != 0) {
    Error error{failure("cannot replace", path_)};
    ::unlink(temporary.c_str());
    return error;
  }
  added_.clear();
  return {};
}

}  // namespace avocet
