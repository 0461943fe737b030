// What a run is asked to do, as the command line and tests say it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/seeds.h"

namespace avocet {

class SourceMap;

// A value for an option, given on the command line: `name=value`, `name+=value` or `name-=value`.
struct Setting {
  std::string name;
  std::string op = "=";
  std::string value;
};

// Which scripts make the world.
struct LoadOptions {
  std::string shipped_scripts;          // folder of base/init-bare.zeek
  bool bare = false;                    // only what the core needs, not base/init-default.zeek
  std::vector<std::string> scripts;     // as named by the user, in order; "-" is standard input
  std::vector<std::string> code;        // texts given with -e
  std::vector<std::string> signatures;  // files of signatures
  std::vector<Setting> settings;        // in order
  std::vector<std::string> prefixes;    // @prefixes from the command line
  std::string image_folder;             // where parsed scripts are kept; empty: nowhere
  bool optimise = true;
  bool lint = false;    // warnings for script authors
  bool doubts = false;  // warnings of locals that may be unset, of unused ones, ...
  const SourceMap* known_texts = nullptr;  // are taken from there instead of files; may be null
  std::vector<std::string> arguments;      // the whole command line, for scripts that ask
  std::optional<SipHashKey> order_key;  // of seeds that were given: tables are iterated as in Zeek
};

// Where packets come from and what happens to them.
struct RunOptions {
  // To read, merged by time: files, folders of files, "-" for standard input, tcp://host:port.
  std::vector<std::string> captures;
  std::vector<std::string> interfaces;  // live
  double pseudo_realtime = 0;           // see LoopOptions
  uint32_t workers = 1;                 // engines at work, each on a thread of its own
  std::string filter;                   // BPF
  std::string write_capture;            // packets seen are written there
  std::string accepted_capture;         // packets that no script dropped are written there
  bool ignore_checksums = false;
  // Of ids and random numbers; unset: fixed where captures are read, else unpredictable.
  std::optional<Seeds> seeds;
  // Uids of flows are numbered, as Zeek's are with the same seeds; not for workers.
  bool numbered_uids = false;
  std::string log_folder;    // empty: the current one
  bool json_logs = false;    // text logs are JSON, whatever scripts say
  bool json_stream = false;  // all of them on standard output, as one stream
  std::string log_database;  // they become tables of this SQLite file; empty: they do not
};

}  // namespace avocet
