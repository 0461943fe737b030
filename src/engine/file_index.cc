#include "engine/file_index.h"

#include <dirent.h>
#include <sys/stat.h>

#include <cstdlib>

namespace avocet {

namespace {

// Before the last slash and behind it. The root and the current folder have no name of their own.
struct Parts {
  std::string_view folder;
  std::string_view name;
};

Parts parts_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {".", path};
  return {slash == 0 ? path.substr(0, 1) : path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

FileKind kind_of_file(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return FileKind::kMissing;
  return S_ISDIR(info.st_mode) ? FileKind::kFolder : FileKind::kFile;
}

std::string real_path_of(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (!real) return path;
  std::string found = real;
  std::free(real);  // lint: allow(new): realpath() allocates with malloc
  return found;
}

bool FileIndex::is_in_listed(std::string_view path) const {
  return !listed_.empty() && path.starts_with(listed_) &&
         (path.size() == listed_.size() || path[listed_.size()] == '/');
}

FileIndex::Folder& FileIndex::folder(std::string_view path) {
  auto [it, is_new] = folders_.try_emplace(std::string(path));
  Folder& found = it->second;
  if (!is_new) return found;
  // References into the map stay valid while it grows.
  found.exists = path == "." || path == "/" || look(it->first).kind == FileKind::kFolder;
  if (!found.exists || !is_in_listed(path)) return found;
  DIR* open = opendir(it->first.c_str());
  if (!open) return found;
  while (const dirent* entry = readdir(open)) {
    Entry& to = found.entries[entry->d_name];
    // Other kinds, and file systems that do not tell, are asked for one by one.
    to.is_link = entry->d_type != DT_REG && entry->d_type != DT_DIR;
    to.kind = entry->d_type == DT_DIR ? FileKind::kFolder : FileKind::kFile;
  }
  closedir(open);
  found.is_listed = true;
  return found;
}

FileIndex::Entry FileIndex::look(const std::string& path) {
  Parts parts = parts_of(path);
  // Names that end in a slash, and steps upwards, mean something else than they say.
  if (parts.name.empty() || parts.name == "." || parts.name == "..")
    return {kind_of_file(path), true};
  Folder& in = folder(parts.folder);
  if (!in.exists) return {};
  if (!in.is_listed) return {kind_of_file(path), true};
  auto found = in.entries.find(std::string(parts.name));
  if (found == in.entries.end()) return {};
  if (found->second.is_link) return {kind_of_file(path), true};
  return found->second;
}

std::string FileIndex::real_path(const std::string& path) {
  Entry entry = look(path);
  if (entry.kind != FileKind::kFile || entry.is_link) return real_path_of(path);
  Parts parts = parts_of(path);
  return real_folder(parts.folder) + "/" + std::string(parts.name);
}

// Below the listed folder the system need not be asked about what is known to be no link.
const std::string& FileIndex::real_folder(std::string_view path) {
  Folder& found = folder(path);
  if (found.has_real) return found.real;
  found.has_real = true;
  std::string whole(path);
  Parts parts = parts_of(path);
  bool is_below = is_in_listed(path) && is_in_listed(parts.folder);
  Entry entry = is_below ? look(whole) : Entry{FileKind::kFolder, true};
  if (entry.kind == FileKind::kFolder && !entry.is_link)
    found.real = real_folder(parts.folder) + "/" + std::string(parts.name);
  else
    found.real = real_path_of(whole);
  return found.real;
}

}  // namespace avocet
