// DeclaredPlaces: where scripts declare what, for the functions that tell what is said there.
//
// A service of the machine; the engine knows. Places are spans in the world's SourceMap.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace avocet {

class DeclaredPlaces {
 public:
  virtual ~DeclaredPlaces() = default;
  // Of a global, a type or a label, the first declaration first. Empty if there is none.
  virtual std::vector<Span> of(std::string_view name) const = 0;
  // Of a field of a record type; unknown if there is none.
  virtual Span of_field(std::string_view record, std::string_view field) const = 0;
  // The name of a type that `name` is a second name of; `name` itself if there is none.
  virtual std::string_view first_name(std::string_view name) const = 0;
  // The name that an @load of the script would have: without the folder of the path of scripts.
  virtual std::string script_name(const Source& source) const = 0;
  // Every folder of the path of scripts.
  virtual const std::vector<std::string>& folders() const = 0;
};

}  // namespace avocet
