// ImageStore: the images of many scripts in one file, so that a start maps one file and opens no
// others. New images are added in memory and written by save(), which replaces the file as a whole;
// of two programs that save at the same time one wins, and nothing but work is lost.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "syntax/image.h"

namespace avocet {

class ImageStore {
 public:
  // A missing, foreign or damaged file is an empty store.
  explicit ImageStore(std::string path);
  ~ImageStore();
  ImageStore(const ImageStore&) = delete;
  ImageStore& operator=(const ImageStore&) = delete;

  // The image of a text, or nullptr. It lives as long as the store.
  const ScriptImage* find(const SourceMap& sources, SourceId source);
  // Parses a text once more and keeps its image for save().
  void add(const SourceMap& sources, SourceId source);
  bool has_news() const { return !added_.empty(); }

  // Writes what was added, together with what was in the file before: first the images that this
  // program used, then others as long as the file stays below kMaxSize.
  Outcome save();

  static constexpr size_t kMaxSize = 64 << 20;

 private:
  struct Index;
  struct Added {
    Fingerprint key;
    std::string image;
  };
  std::span<const std::byte> stored(const Fingerprint& key);
  std::span<const Index> index() const;

  std::string path_;
  const std::byte* map_ = nullptr;
  size_t map_size_ = 0;
  std::vector<std::unique_ptr<ScriptImage>> images_;
  std::vector<Fingerprint> used_;
  std::vector<Added> added_;
};

}  // namespace avocet
