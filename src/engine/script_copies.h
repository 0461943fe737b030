// ScriptCopies: finds out that a script is loaded for the second time, from another folder.
//
// Somebody has a copy of the shipped scripts, or those of another program, beside the ones that are
// used, and names one of them by its path. That it is the same script is told by where it lies:
// `/elsewhere/base/protocols/http/main.zeek` has the name of a shipped one.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/file_index.h"

namespace avocet {

class ScriptCopies {
 public:
  // `shipped` is the folder of the shipped scripts. `files` outlives this.
  ScriptCopies(std::string shipped, FileIndex& files)
      : shipped_(std::move(shipped)), files_(files) {}

  // A script that is about to be loaded, by its real path.
  struct Script {
    std::string name;    // "base/protocols/http/main.zeek"; empty: it is no copy of a shipped one
    std::string folder;  // that the name is below
    std::string loaded;  // the real path that was noted for this name before; empty: none
    bool is_shipped = false;
  };
  Script note(const std::string& real);
  // Whether a script that was noted came with the program.
  bool is_shipped(std::string_view real) const { return !root_.empty() && real.starts_with(root_); }

 private:
  // Where the name of a shipped script begins in a path; npos: nowhere.
  size_t name_begin(std::string_view real);

  std::string shipped_;
  FileIndex& files_;
  std::string root_;  // the real path of `shipped_`, with a slash; empty: not yet known
  std::unordered_map<std::string, std::string> loaded_;  // real paths, by name
};

}  // namespace avocet
