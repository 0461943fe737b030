// ScriptPath: where scripts are looked for.
//
// A name in an @load or on the command line may be a file, a file without its `.zeek`, or a folder
// with a `__load__.zeek`. Names that begin with `./` or `../` are looked up beside the file that
// loads them, absolute ones where they are, all others in the folders of the path, first match
// wins.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

class FileIndex;

class ScriptPath {
 public:
  // `folders`, in the order of search.
  explicit ScriptPath(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  // The path that a run uses: the folders in the environment variable AVOCETPATH or ZEEKPATH
  // (separated by colons) if one is set, else the current folder and the shipped scripts.
  // `shipped` is the folder of the shipped scripts; its policy and site folders follow it.
  static ScriptPath from_environment(const std::string& shipped);

  // The folder of the scripts that came with the program at `executable`: ../share/avocet/scripts
  // of an installed one, ../scripts of one in a build folder. Empty if neither is there.
  static std::string shipped_scripts(const std::string& executable);

  // The file that `name` means when it is loaded by a file in the folder `from`, or nothing.
  std::optional<std::string> find(std::string_view name, std::string_view from) const;
  // The same for a file of signatures, whose suffix `.sig` may be left out.
  std::optional<std::string> find_signatures(std::string_view name, std::string_view from) const;
  // The name nearest to one that means no file, as it could be written instead; empty if none is
  // near.
  std::string nearest(std::string_view name, std::string_view from) const;
  // The folders of the path, in the order in which they are searched.
  const std::vector<std::string>& folders() const { return folders_; }
  // From now on asks `index`, which outlives this use of it; null: the system.
  void use_index(FileIndex* index) { index_ = index; }

 private:
  using Resolve = std::optional<std::string> (*)(const std::string& path, FileIndex* index);
  std::optional<std::string> find(std::string_view name, std::string_view from,
                                  Resolve resolve) const;

  std::vector<std::string> folders_;
  FileIndex* index_ = nullptr;
};

// The folder part of a path; "." if it has none.
std::string folder_of(std::string_view path);

}  // namespace avocet
