// Rotation of the files that scripts write: what was written so far gets another name, and writing
// goes on in a fresh file. Logs rotate themselves.

#include <sys/stat.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "builtin/entries.h"
#include "builtin/script_file.h"
#include "logging/rotation.h"

namespace avocet {

namespace {

// A name that no file has: "<path>.<seconds>", with a number behind it if need be.
std::string free_name(const std::string& path, double now) {
  char stamp[40];
  std::snprintf(stamp, sizeof stamp, ".%.6f", now);
  std::string name = path + stamp;
  struct stat info {};
  for (int i = 1; ::lstat(name.c_str(), &info) == 0 && i < 1000; ++i)
    name = path + stamp + "." + std::to_string(i);
  return name;
}

double wall_clock() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

Value rotate_info(NativeCall& call, const std::string& from, const std::string& to, double open) {
  RecordResult info(call, "rotate_info");
  info.set("old_name", from).set("new_name", to);
  info.real("open", open).real("close", call.network_time());
  return info.take();
}

// Moves the file away, but no folder or device. Its new name; empty if that failed, which is told.
std::string move_away(NativeCall& call, const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    complain(call, "cannot rotate '" + path + "': it is no regular file");
    return {};
  }
  std::string to = free_name(path, wall_clock());
  if (std::rename(path.c_str(), to.c_str()) == 0) return to;
  complain(call, "cannot rotate '" + path + "': " + std::strerror(errno));
  return {};
}

Value rotate_open_file(NativeCall& call, ScriptFile* file) {
  double opened = file->opened;
  if (!file->flush() || !file->is_open() || file->is_standard()) {
    complain(call, "cannot rotate '" + file->path() + "': it is not an open file of its own");
    return rotate_info(call, file->path(), "", opened);
  }
  std::string to = move_away(call, file->path());
  if (!to.empty()) {
    file->reopen();
    file->opened = call.network_time();
  }
  return rotate_info(call, file->path(), to, opened);
}

Value rotate_named_file(NativeCall& call, const std::string& path) {
  for (ScriptFile* file : *script_files(call))
    if (file->path() == path && file->is_open()) return rotate_open_file(call, file);
  struct stat info {};
  double opened = ::stat(path.c_str(), &info) == 0 ? double(info.st_mtim.tv_sec) : 0;
  std::string to = move_away(call, path);
  // Whoever looks for it finds an empty one.
  if (!to.empty()) ::close(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  return rotate_info(call, path, to, opened);
}

// Seconds after midnight; midnight if the option is no time of the day.
double base_of(NativeCall& call) {
  const Value* option = call.machine.find_global("log_rotate_base_time");
  if (!option || option->is_null()) return 0;
  return rotation_base(option->string()->view()).value_or(0);
}

// From `now` to the next moment that is whole intervals away from the base of its day, local time.
double until_rotation(double now, double interval, double base) {
  time_t seconds = time_t(now);
  tm day{};
  if (!localtime_r(&seconds, &day)) return interval;
  day.tm_hour = day.tm_min = day.tm_sec = 0;
  double start = double(mktime(&day)) + base;
  double passed = std::fmod(now - start, interval);
  return interval - (passed < 0 ? passed + interval : passed);
}

}  // namespace

void register_rotation(NativeRegistry& registry) {
  registry.add({R"(
## Gives what was written to a file another name; writing goes on in an empty file.
##
## Returns: The names before and after. The second is empty if that failed.
global rotate_file: function(f: file): rotate_info;
)",
                [](NativeCall& call) -> Value {
                  return rotate_open_file(call, static_cast<ScriptFile*>(call.args[0].object));
                }});

  registry.add({R"(
## The same for a file by its name, open or not. An empty one takes its place.
##
## Returns: The names before and after. The second is empty if that failed.
global rotate_file_by_name: function(f: string): rotate_info;
)",
                [](NativeCall& call) -> Value {
                  std::optional<std::string> path = text_for_system(call, 0);
                  if (!path) return rotate_info(call, std::string(call.text(0)), "", 0);
                  return rotate_named_file(call, *path);
                }});

  registry.add({R"(
## How long it is until files are to be rotated: intervals are counted from :zeek:id:`log_rotate_base_time` on.
##
## Example: print calc_next_rotate(1 hr) <= 1 hr, calc_next_rotate(0 secs);   # T, 0 secs
global calc_next_rotate: function(i: interval): interval;
)",
                [](NativeCall& call) -> Value {
                  double interval = call.real(0), now = call.network_time();
                  if (!(interval > 0) || std::isinf(interval)) return Value::of_double(0);
                  if (!(now > 0)) now = wall_clock();
                  return Value::of_double(until_rotation(now, interval, base_of(call)));
                },
                kNoEffects});
}

}  // namespace avocet
