// Logs that an earlier run did not rotate, because it crashed or was killed.

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "logging/file_lock.h"
#include "logging/free_name.h"
#include "logging/writer/ascii/ascii.h"

namespace avocet {

namespace {

namespace fs = std::filesystem;
constexpr std::string_view kShadow = ".shadow.";

double seconds_of(const statx_timestamp& time) { return double(time.tv_sec) + time.tv_nsec / 1e9; }

LeftoverLog take(const fs::path& log, const std::string& extension, std::string postprocessor) {
  LeftoverLog left;
  std::string file = log.string();
  std::string name = log.filename().string();
  left.path = name.substr(0, name.size() - extension.size());
  left.postprocessor = std::move(postprocessor);
  struct statx facts {};
  if (statx(AT_FDCWD, file.c_str(), 0, STATX_BTIME | STATX_MTIME, &facts) != 0) {
    left.trouble = "cannot look at " + file + ": " + std::strerror(errno);
    return left;
  }
  left.close = seconds_of(facts.stx_mtime);
  left.open = facts.stx_mask & STATX_BTIME ? seconds_of(facts.stx_btime) : left.close;
  std::string base =
      file.substr(0, file.size() - name.size()) + rotated_log_name(left.path, left.open);
  Result<std::string> renamed = rename_to_free(file, base, extension);
  if (!renamed) {
    left.trouble = renamed.error().message;
    return left;
  }
  left.file = *renamed;
  if (left.file != base + extension)
    left.trouble = "there is a log of the name " + base + extension +
                   " already; what an earlier run left is called " + left.file;
  return left;
}

}  // namespace

std::string shadow_file_name(const std::string& file) {
  size_t slash = file.rfind('/');
  size_t name = slash == std::string::npos ? 0 : slash + 1;
  return file.substr(0, name) + std::string(kShadow) + file.substr(name);
}

Outcome AsciiWriter::write_shadow() const {
  if (info_.rotation_interval <= 0 || !options_.leftover_rotation ||
      file_->path().starts_with("/dev/"))
    return {};
  std::string name = shadow_file_name(file_->path());
  std::ofstream shadow(name, std::ios::trunc);
  shadow << ascii_extension(options_) << '\n' << info_.postprocessor << '\n';
  shadow.close();
  return shadow ? Outcome() : Outcome(Error{"cannot write " + name});
}

std::vector<LeftoverLog> take_leftover_ascii(const WriterInfo& info) {
  std::vector<LeftoverLog> taken;
  Result<AsciiOptions> options = AsciiOptions::from(info);
  if (!options || !options->leftover_rotation) return taken;
  std::vector<fs::path> shadows;
  std::error_code trouble;
  for (const auto& entry : fs::directory_iterator(info.folder.empty() ? "." : info.folder, trouble))
    if (entry.path().filename().string().starts_with(kShadow)) shadows.push_back(entry.path());
  std::sort(shadows.begin(), shadows.end());
  for (const fs::path& shadow : shadows) {
    std::string extension, postprocessor;
    std::ifstream text(shadow);
    std::getline(text, extension);
    std::getline(text, postprocessor);
    fs::path log = shadow.filename().string().substr(kShadow.size());
    if (!info.folder.empty()) log = shadow.parent_path() / log;
    // A run that goes on beside this one rotates it itself.
    if (is_written_by_another(log.string())) continue;
    // One without its log is stale.
    if (fs::exists(log, trouble) && log.string().ends_with(extension))
      taken.push_back(take(log, extension, postprocessor));
    fs::remove(shadow, trouble);
  }
  return taken;
}

}  // namespace avocet
