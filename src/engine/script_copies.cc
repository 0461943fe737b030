#include "engine/script_copies.h"

namespace avocet {

size_t ScriptCopies::name_begin(std::string_view real) {
  if (root_.empty()) root_ = files_.real_path(shipped_) + "/";
  if (real.starts_with(root_)) return root_.size();
  for (std::string_view top : {"/base/", "/policy/", "/site/"})
    for (size_t at = real.find(top); at != real.npos; at = real.find(top, at + 1))
      if (files_.kind_of(root_ + std::string(real.substr(at + 1))) == FileKind::kFile)
        return at + 1;
  return real.npos;
}

ScriptCopies::Script ScriptCopies::note(const std::string& real) {
  size_t begin = name_begin(real);
  if (begin == real.npos) return {};
  Script script{real.substr(begin), real.substr(0, begin - 1), {}, real.starts_with(root_)};
  auto [known, is_new] = loaded_.try_emplace(script.name, real);
  if (!is_new && known->second != real) script.loaded = known->second;
  return script;
}

}  // namespace avocet
