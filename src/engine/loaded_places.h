// Where the scripts of a world declare what, from what their loader and its checker know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builtin/declared_places.h"
#include "engine/loader.h"

namespace avocet {

// The name of a file as scripts are told it: with a folder, if only the current one.
std::string shown_to_scripts(std::string file);

class LoadedPlaces : public DeclaredPlaces {
 public:
  // `loader` outlives it.
  explicit LoadedPlaces(const Loader& loader) : loader_(loader) {}

  std::vector<Span> of(std::string_view name) const override;
  Span of_field(std::string_view record, std::string_view field) const override;
  std::string_view first_name(std::string_view name) const override;
  std::string script_name(const Source& source) const override;
  const std::vector<std::string>& folders() const override { return loader_.path().folders(); }

 private:
  const Loader& loader_;
};

}  // namespace avocet
