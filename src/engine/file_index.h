// FileIndex: what lies where, remembered while scripts are loaded.
//
// Finding some hundred scripts asks the system thousands of times otherwise: for names that are not
// there, and for every folder on the way to those that are. One folder, that of the shipped
// scripts, is read name by name, once for each folder below it; elsewhere it is remembered which
// folders are missing. Nothing is noticed of files that come or go meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace avocet {

enum class FileKind : unsigned char { kMissing, kFile, kFolder };

// What the system says now.
FileKind kind_of_file(const std::string& path);
// The one spelling of a file that all its names share; `path` itself if there is none.
std::string real_path_of(const std::string& path);

class FileIndex {
 public:
  // `listed`: the folder whose names are read; may be empty.
  explicit FileIndex(std::string listed) : listed_(std::move(listed)) {}

  FileKind kind_of(const std::string& path) { return look(path).kind; }
  std::string real_path(const std::string& path);

 private:
  struct Entry {
    FileKind kind = FileKind::kMissing;
    bool is_link = false;  // or may be one
  };
  struct Folder {
    bool exists = false;
    bool is_listed = false;
    bool has_real = false;
    std::string real;
    std::unordered_map<std::string, Entry> entries;
  };

  Entry look(const std::string& path);
  Folder& folder(std::string_view path);
  const std::string& real_folder(std::string_view path);
  bool is_in_listed(std::string_view path) const;

  std::string listed_;
  std::unordered_map<std::string, Folder> folders_;
};

}  // namespace avocet
