#include "engine/script_path.h"

#include <algorithm>
#include <cstdlib>

#include "engine/file_index.h"

namespace avocet {

namespace {

// Asks the index, or the system where there is none.
class Looks {
 public:
  explicit Looks(FileIndex* index) : index_(index) {}
  FileKind operator()(const std::string& path) const {
    return index_ ? index_->kind_of(path) : kind_of_file(path);
  }

 private:
  FileIndex* index_;
};

// An empty part stands for the usual folders.
std::vector<std::string> split_folders(std::string_view text,
                                       const std::vector<std::string>& usual) {
  std::vector<std::string> parts;
  while (true) {
    size_t colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    if (part.empty())
      parts.insert(parts.end(), usual.begin(), usual.end());
    else
      parts.emplace_back(part);
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

bool ends_in_script_suffix(std::string_view name) {
  return name.ends_with(".zeek") || name.ends_with(".bro");
}

// The file that `path`, spelled out as far as its folder goes, means.
std::optional<std::string> resolve(const std::string& path, FileIndex* index) {
  Looks kind_of(index);
  FileKind plain = kind_of(path);
  if (plain == FileKind::kFile) return path;
  if (!ends_in_script_suffix(path)) {
    std::string with_suffix = path + ".zeek";
    if (kind_of(with_suffix) == FileKind::kFile) return with_suffix;
  }
  if (plain == FileKind::kFolder) {
    std::string load = path + "/__load__.zeek";
    if (kind_of(load) == FileKind::kFile) return load;
  }
  return std::nullopt;
}

std::optional<std::string> resolve_signatures(const std::string& path, FileIndex* index) {
  Looks kind_of(index);
  for (const std::string& candidate : {path, path + ".sig"})
    if (kind_of(candidate) == FileKind::kFile) return candidate;
  return std::nullopt;
}

std::string join(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  std::string path(folder);
  if (path.back() != '/') path += '/';
  path += name;
  return path;
}

}  // namespace

std::string folder_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

ScriptPath ScriptPath::from_environment(const std::string& shipped) {
  const std::vector<std::string> usual = {".", shipped, shipped + "/policy", shipped + "/site"};
  for (const char* name : {"AVOCETPATH", "ZEEKPATH"}) {
    const char* value = std::getenv(name);
    if (value && *value) return ScriptPath(split_folders(value, usual));
  }
  return ScriptPath(usual);
}

std::string ScriptPath::shipped_scripts(const std::string& executable) {
  std::string folder = folder_of(executable);
  for (const char* relative : {"/../share/avocet/scripts", "/../scripts"}) {
    std::string candidate = folder + relative;
    if (kind_of_file(candidate + "/base/init-bare.zeek") != FileKind::kFile) continue;
    return real_path_of(candidate);
  }
  return {};
}

std::optional<std::string> ScriptPath::find(std::string_view name, std::string_view from) const {
  return find(name, from, resolve);
}

std::optional<std::string> ScriptPath::find_signatures(std::string_view name,
                                                       std::string_view from) const {
  return find(name, from, resolve_signatures);
}

std::optional<std::string> ScriptPath::find(std::string_view name, std::string_view from,
                                            Resolve resolve) const {
  if (name.empty()) return std::nullopt;
  if (name.front() == '/') return resolve(std::string(name), index_);
  if (name.starts_with("./") || name.starts_with("../") || name == "." || name == "..") {
    while (name.starts_with("./")) {
      name.remove_prefix(1);
      name.remove_prefix(std::min(name.find_first_not_of('/'), name.size()));
    }
    return resolve(join(from, name), index_);
  }
  for (const std::string& folder : folders_)
    if (auto found = resolve(join(folder, name), index_)) return found;
  return std::nullopt;
}

}  // namespace avocet
