// ImageStore: the folder where images of parsed scripts are kept between runs.
//
// One file for each text, named by the fingerprint of text and grammar, so a changed script simply
// has no image yet. Files are mapped, never copied, and nothing in them is trusted: syntax/image.h
// checks them. A store that cannot be written is no error: the next start parses again.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/fingerprint.h"

namespace avocet {

class ImageStore {
 public:
  // `folder` may be empty: then nothing is found and nothing kept.
  explicit ImageStore(std::string folder) : folder_(std::move(folder)) {}
  ~ImageStore();
  ImageStore(const ImageStore&) = delete;
  ImageStore& operator=(const ImageStore&) = delete;

  // The folder that the environment names: AVOCET_CACHE_DIR, else avocet below XDG_CACHE_HOME or
  // ~/.cache. An AVOCET_CACHE_DIR that is set and empty means none.
  static std::string folder_from_environment();

  bool is_enabled() const { return !folder_.empty(); }
  // The bytes kept under a key; empty if there are none. Valid as long as the store.
  std::span<const std::byte> find(const Fingerprint& key);
  // Keeps bytes under a key. The file appears whole or not at all.
  void keep(const Fingerprint& key, std::string_view bytes);

 private:
  std::string path_of(const Fingerprint& key) const;

  struct Mapping {
    void* start;
    size_t size;
  };
  std::string folder_;
  std::vector<Mapping> mappings_;
};

}  // namespace avocet
