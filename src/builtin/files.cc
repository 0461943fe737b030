// Files that scripts write, and the file system around them.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "builtin/entries.h"
#include "builtin/script_file.h"

namespace avocet {

namespace {

ScriptFile* file(NativeCall& call, size_t i) {
  return static_cast<ScriptFile*>(call.args[i].object);
}

Value open_file(NativeCall& call, int mode) {
  std::string path = system_text(call, 0);
  auto* opened = make_object<ScriptFile>(call.heap(), script_files(call), path, mode);
  opened->opened = call.network_time();
  if (!opened->is_open()) {
    complain(call, "can't open " + path + ": " + std::strerror(errno));
    return Value::of(opened);
  }
  FunctionId event = call.program().find_function("file_opened");
  if (event != kNoFunction && call.machine.wants(event)) {
    Value arguments[] = {retained(Value::of(opened))};
    call.machine.raise(event, arguments);
  }
  return Value::of(opened);
}

// The outcome of a call of the system; a failure is told, with the file it was about.
Value told(NativeCall& call, std::string_view what, bool done) {
  if (!done)
    call.warn("cannot " + std::string(what) + " '" + std::string(call.text(0)) +
              "': " + std::strerror(errno));
  return Value::of_bool(done);
}

// "/a//b/./c/../d/" as "/a/b/d". What leads above a relative path's begin stays.
std::string compressed(std::string_view path) {
  bool absolute = path.starts_with("/");
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    size_t slash = std::min(path.find('/'), path.size());
    std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || (part == "." && (absolute || !parts.empty()))) continue;
    if (part == ".." && parts.size() == 1 && parts[0] == ".") parts.pop_back();
    bool goes_up = part == ".." && !parts.empty() && parts.back() != "..";
    if (goes_up)
      parts.pop_back();
    else if (part != ".." || !absolute)
      parts.push_back(part);
  }
  std::string out = absolute ? "/" : "";
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out;
}

std::string mode_text(uint64_t mode) {
  std::string out;
  constexpr std::string_view kLetters = "rwxrwxrwx";
  for (int bit = 8; bit >= 0; --bit) out += mode >> bit & 1 ? kLetters[size_t(8 - bit)] : '-';
  auto special = [&](size_t place, uint64_t bit, char with, char without) {
    if (mode & bit) out[place] = out[place] == 'x' ? with : without;
  };
  special(2, S_ISUID, 's', 'S');
  special(5, S_ISGID, 's', 'S');
  special(8, S_ISVTX, 't', 'T');
  return out;
}

}  // namespace

void register_files(NativeRegistry& registry) {
  registry.add({R"(
## Opens a file for writing, empty. "-" is standard output.
##
## Example: print active_file(open("/dev/null"));   # T
global open: function(f: string): file;
)",
                [](NativeCall& call) -> Value { return open_file(call, O_TRUNC); }});

  registry.add({R"(
## Opens a file for writing behind what is there.
##
## Example: print active_file(open_for_append("/dev/null"));   # T
global open_for_append: function(f: string): file;
)",
                [](NativeCall& call) -> Value { return open_file(call, O_APPEND); }});

  registry.add({R"(
## Closes a file.
##
## Returns: F if it was not open.
##
## Example: print close(open("/dev/null"));   # T
global close: function(f: file): bool;
)",
                [](NativeCall& call) -> Value { return Value::of_bool(file(call, 0)->close()); }});

  registry.add({R"(
## Writes bytes to a file.
##
## Returns: F if that failed.
##
## Example: print write_file(open("/dev/null"), "abc");   # T
global write_file: function(f: file, data: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(file(call, 0)->write(call.text(1)));
                }});

  registry.add({R"(
## Says whether what is written to a file is gathered.
global set_buf: function(f: file, buffered: bool): any;
)",
                [](NativeCall& call) -> Value {
                  file(call, 0)->set_buffered(call.boolean(1));
                  return Value::null();
                }});

  registry.add({R"(
## Makes what was gathered for all files go out.
##
## Example: print flush_all();   # T
global flush_all: function(): bool;
)",
                [](NativeCall& call) -> Value {
                  for (ScriptFile* open : *script_files(call)) open->flush();
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## Writes strings to a file as they are, without escapes.
global enable_raw_output: function(f: file): any;
)",
                [](NativeCall& call) -> Value {
                  file(call, 0)->raw = true;
                  return Value::null();
                }});

  registry.add({R"(
## Whether a file is open.
##
## Example: print active_file(open("/dev/null"));   # T
global active_file: function(f: file): bool;
)",
                [](NativeCall& call) -> Value { return Value::of_bool(file(call, 0)->is_open()); },
                kNoEffects});

  registry.add({R"(
## The name that a file was opened with.
##
## Example: print get_file_name(open("/dev/null"));   # /dev/null
global get_file_name: function(f: file): string;
)",
                [](NativeCall& call) -> Value { return call.make_string(file(call, 0)->path()); },
                kNoEffects});

  registry.add({R"(
## The size of a file in bytes; -1.0 if there is none.
##
## Example: print file_size("/no/such/file");   # -1.0
global file_size: function(f: string): double;
)",
                [](NativeCall& call) -> Value {
                  struct stat info {};
                  bool found = ::stat(system_text(call, 0).c_str(), &info) == 0;
                  return Value::of_double(found ? double(info.st_size) : -1.0);
                },
                kNoEffects});

  registry.add(
      {R"(
## The letters of permissions.
##
## Example: print file_mode(420);   # rw-r--r--
global file_mode: function(mode: count): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(mode_text(call.number(0))); },
       kFoldable});

  registry.add({R"(
## Makes a folder. One that is there already will do.
##
## Returns: F if that failed.
##
## Example: print mkdir("/dev/null/x");   # F
global mkdir: function(f: string): bool;
)",
                [](NativeCall& call) -> Value {
                  std::string path = system_text(call, 0);
                  struct stat info {};
                  bool done = ::mkdir(path.c_str(), 0777) == 0 ||
                              (errno == EEXIST && ::stat(path.c_str(), &info) == 0 &&
                               S_ISDIR(info.st_mode));
                  return told(call, "create directory", done);
                }});

  registry.add({R"(
## Removes a folder, which must be empty.
##
## Returns: F if that failed.
##
## Example: print rmdir("/dev/null/x");   # F
global rmdir: function(d: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return told(call, "remove directory", ::rmdir(system_text(call, 0).c_str()) == 0);
                }});

  registry.add({R"(
## Removes a file.
##
## Returns: F if that failed.
##
## Example: print unlink("/dev/null/x");   # F
global unlink: function(f: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return told(call, "unlink file", ::unlink(system_text(call, 0).c_str()) == 0);
                }});

  registry.add({R"(
## Renames a file or folder.
##
## Returns: F if that failed.
##
## Example: print rename("/dev/null/x", "/dev/null/y");   # F
global rename: function(src_f: string, dst_f: string): bool;
)",
                [](NativeCall& call) -> Value {
                  bool done =
                      ::rename(system_text(call, 0).c_str(), system_text(call, 1).c_str()) == 0;
                  return told(call, "rename", done);
                }});

  registry.add(
      {R"(
## Works out ``.``, ``..`` and doubled slashes in a path.
##
## Example: print compress_path("/usr/./lib/../bin");   # /usr/bin
global compress_path: function(dir: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(compressed(call.text(0))); },
       kFoldable});
}

}  // namespace avocet
