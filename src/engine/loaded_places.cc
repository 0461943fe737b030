#include "engine/loaded_places.h"

#include <filesystem>

#include "type/type.h"

namespace avocet {

std::string shown_to_scripts(std::string file) {
  return file.empty() || file.front() == '/' || file.front() == '.' ? file : "./" + file;
}

std::vector<Span> LoadedPlaces::of(std::string_view name) const {
  const sema::Symbol* symbol = loader_.checker().find(name);
  if (!symbol || !symbol->span.known()) return {};
  std::vector<Span> places{symbol->span};
  Span body = loader_.checker().definition(name);
  if (body.known() && body != symbol->span) places.push_back(body);
  return places;
}

Span LoadedPlaces::of_field(std::string_view record, std::string_view field) const {
  const sema::Symbol* symbol = loader_.checker().find(record);
  bool is_type = symbol && symbol->kind == sema::SymbolKind::kType;
  const RecordType* type = is_type ? as_record(symbol->type) : nullptr;
  int at = type ? type->find(field) : -1;
  return at < 0 ? Span{} : loader_.checker().field_span(*type, uint32_t(at));
}

std::string_view LoadedPlaces::first_name(std::string_view name) const {
  const sema::Symbol* symbol = loader_.checker().find(name);
  return symbol && !symbol->origin.empty() ? symbol->origin : name;
}

// A script that is loaded through a link goes by the name it was loaded by.
std::string LoadedPlaces::script_name(const Source& source) const {
  namespace fs = std::filesystem;
  auto normal = [](const std::string& path) {
    std::error_code failed;
    std::string absolute = fs::absolute(path, failed).lexically_normal().string();
    while (absolute.ends_with('/') || absolute.ends_with("/.")) absolute.pop_back();
    return failed ? path : absolute;
  };
  for (const std::string& path : {normal(source.path), source.full_path}) {
    for (const std::string& folder : folders()) {
      std::string above = normal(folder) + "/";
      if (!path.starts_with(above)) continue;
      std::string name = path.substr(above.size());
      // Its parts are nobody's business.
      return name.starts_with("base/init/") ? "base/init-bare.zeek" : name;
    }
  }
  return source.full_path;
}

}  // namespace avocet
