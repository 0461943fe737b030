// ImageStore: the folder where images of parsed scripts are kept between runs.
//
// An image is filed under the fingerprint of its text, so a changed script simply has none yet.
// Images are kept in two ways. The scripts that every run loads share one file, the shelf,
// because opening some hundred files takes longer than reading them; whatever else users load has a
// file of its own, named by its fingerprint. Files are mapped, never copied, and nothing in them is
// trusted: an index that does not fit leaves the shelf empty, and syntax/image.h checks images. A
// store that cannot be written is no error: the next start parses again. Nobody asks any more for
// what scripts were before they changed, so those used longest ago go when there are very many.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/fingerprint.h"

namespace avocet {

// What is kept under a key.
struct KeptImage {
  // Empty if it is known that nothing can be kept of the text. Valid as long as the store.
  std::span<const std::byte> bytes;
  // Nobody else can have written the file, apart from root.
  bool is_ours = false;
  bool on_shelf = false;
};

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
  // Takes the shelf of that name, if there is one, from now on.
  void open_shelf(const Fingerprint& name);
  std::optional<KeptImage> find(const Fingerprint& key);
  // Images and shelves that stay; somewhat more may be there for a while.
  static constexpr size_t kMostFiles = 2048;

  // Keeps bytes under a key. The file appears whole or not at all.
  void keep(const Fingerprint& key, std::string_view bytes);

  struct Item {
    Fingerprint key;
    std::string_view bytes;  // may be empty, see KeptImage
  };
  // Replaces the shelf of that name, as a whole. What was found on it stays valid.
  void keep_shelf(const Fingerprint& name, std::vector<Item> items);

 private:
  struct Mapping {
    const std::byte* start = nullptr;
    size_t size = 0;
    bool is_ours = false;
  };
  struct Place;

  std::string path_of(const Fingerprint& key, std::string_view suffix) const;
  std::optional<Mapping> map(const std::string& path);
  void write(const std::string& path, std::string_view bytes);
  void sweep();
  bool is_sound(const Mapping& mapping) const;

  std::string folder_;
  std::vector<Mapping> mappings_;
  Mapping shelf_;
  std::span<const Place> places_;  // in shelf_, by key
};

}  // namespace avocet
