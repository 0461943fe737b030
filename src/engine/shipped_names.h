// ShippedNames: which of the shipped scripts declares a name, so that a message about an unknown
// one can say what to load.
//
// The scripts are read when somebody asks for the first time, which is when a script of the user
// has a mistake; only those that contain the word are parsed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace avocet {

class ShippedNames {
 public:
  // `folder`: that of base/init-bare.zeek; may be empty or missing.
  explicit ShippedNames(std::string folder) : folder_(std::move(folder)) {}

  // What an @load names to get the exported global, type or enum label `name`, which is with its
  // module ("Conn::Info", "NOTICE"): a folder if loading that loads it. Empty if no script
  // declares it.
  std::string script_of(std::string_view name);
  // The same for a field that a script adds to a record, whose name is with its module.
  std::string script_of_field(std::string_view record, std::string_view field);

 private:
  struct Script {
    std::string path;  // below the folder
    SourceId source;
  };

  void read_scripts();
  template <class Declares> std::string find(std::string_view word, Declares declares);
  bool loads(const std::string& path, std::string_view name) const;
  std::string load_name(const std::string& path) const;

  std::string folder_;
  bool is_read_ = false;
  SourceMap sources_;
  std::vector<Script> scripts_;  // those of base/ first
};

}  // namespace avocet
