#include "engine/script_path.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/spelling.h"
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

// What may be loaded from a folder, without suffixes.
std::vector<std::string> loadable_names(const std::string& folder) {
  constexpr size_t kMost = 2000;
  std::vector<std::string> names;
  std::error_code failed;
  std::filesystem::directory_iterator entries(folder, failed);
  for (; !failed && entries != std::filesystem::directory_iterator() && names.size() < kMost;
       entries.increment(failed)) {
    std::string name = entries->path().filename().string();
    std::error_code ignored;
    bool is_script = name.ends_with(".zeek");
    if (is_script) name.resize(name.size() - std::string_view(".zeek").size());
    if (is_script || entries->is_directory(ignored)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());  // the order in a folder is any
  return names;
}

std::string join(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  std::string path(folder);
  if (path.back() != '/') path += '/';
  path += name;
  return path;
}

}  // namespace

namespace {

// `name` below `folder` with every part as it is there; empty if a part is not even near.
std::string respelt(std::string_view name, const std::string& folder) {
  std::string path = folder;
  std::string spelt;
  while (!name.empty()) {
    size_t slash = name.find('/');
    std::string part(name.substr(0, slash));
    name = slash == name.npos ? std::string_view{} : name.substr(slash + 1);
    bool is_there =
        part == "." || part == ".." || kind_of_file(join(path, part)) == FileKind::kFolder;
    if (!is_there) {
      if (part.ends_with(".zeek")) part.resize(part.size() - std::string_view(".zeek").size());
      Nearest nearest(part);
      std::vector<std::string> names = loadable_names(path);
      for (const std::string& known : names) nearest.offer(known);
      part = nearest.found();
      if (part.empty()) return {};
    }
    path = join(path, part);
    spelt += (spelt.empty() ? "" : "/") + part;
  }
  return resolve(path, nullptr) ? spelt : std::string();
}

}  // namespace

std::string ScriptPath::nearest(std::string_view name, std::string_view from) const {
  if (name.starts_with("/")) return {};
  if (name.starts_with(".")) return respelt(name, std::string(from));
  for (const std::string& folder : folders_)
    if (std::string found = respelt(name, folder); !found.empty()) return found;
  return {};
}

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
