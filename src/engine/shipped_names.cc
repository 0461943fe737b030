#include "engine/shipped_names.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/diagnostic.h"
#include "syntax/script_reader.h"

namespace avocet {

namespace {

// What stands in branches that depend on other scripts is left out.
class NothingIsDeclared : public ConditionOracle {
 public:
  bool decide(NodeRef) override { return false; }
  bool is_defined(std::string_view) override { return false; }
};

bool is_word_byte(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)); }

bool contains_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    size_t end = at + word.size();
    bool begins = at == 0 || !is_word_byte(text[at - 1]);
    if (begins && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

bool has_line(std::string_view text, std::string_view line) {
  size_t at = text.find(line);
  size_t end = at + line.size();
  return at != std::string_view::npos && (end == text.size() || text[end] == '\n');
}

std::string_view without_module(std::string_view name) {
  size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

// A declared name with its module, or without one if that is GLOBAL.
std::string qualified(std::string_view module, std::string_view name) {
  if (name.starts_with("GLOBAL::")) return std::string(name.substr(8));
  if (module == "GLOBAL" || name.find("::") != std::string_view::npos) return std::string(name);
  return std::string(module) + "::" + std::string(name);
}

bool has_label(NodeRef enum_type, std::string_view module, std::string_view name) {
  auto labels = enum_type.children();
  return std::any_of(labels.begin(), labels.end(),
                     [&](NodeRef label) { return qualified(module, label.text()) == name; });
}

bool declares_name(NodeRef item, std::string_view module, std::string_view name) {
  // Of the global module everything is seen.
  bool is_seen = item.is_exported() || module == "GLOBAL";
  switch (item.kind()) {
  case NodeKind::kVariable:
    return is_seen && item.storage() != Storage::kRedef && qualified(module, item.text()) == name;
  case NodeKind::kTypeDecl: {
    if (!is_seen) return false;
    NodeRef type = item.first_child();
    return qualified(module, item.text()) == name ||
           (type.is(NodeKind::kEnumType) && has_label(type, module, name));
  }
  case NodeKind::kFunction: return is_seen && qualified(module, item.text()) == name;
  case NodeKind::kRedefEnum: return has_label(item.first_child(), module, name);
  default: return false;
  }
}

bool declares_field(NodeRef item, std::string_view module, std::string_view record,
                    std::string_view field) {
  if (!item.is(NodeKind::kRedefRecord)) return false;
  if (item.text() != record && qualified(module, item.text()) != record) return false;
  auto fields = item.first_child().children();
  return std::any_of(fields.begin(), fields.end(),
                     [&](NodeRef added) { return added.text() == field; });
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(text).str();
}

}  // namespace

void ShippedNames::read_scripts() {
  if (is_read_ || folder_.empty()) return;
  is_read_ = true;
  for (const char* part : {"base", "policy"}) {
    std::vector<std::string> paths;
    std::error_code error;
    std::filesystem::path top = std::filesystem::path(folder_) / part;
    for (std::filesystem::recursive_directory_iterator at(top, error), end; !error && at != end;
         at.increment(error))
      if (at->path().extension() == ".zeek")
        paths.push_back(at->path().lexically_relative(folder_).string());
    std::sort(paths.begin(), paths.end());
    for (std::string& path : paths) {
      std::string text = text_of(std::filesystem::path(folder_) / path);
      SourceId source = sources_.add(path, std::move(text));
      scripts_.push_back({std::move(path), source});
    }
  }
}

template <class Declares> std::string ShippedNames::find(std::string_view word, Declares declares) {
  read_scripts();
  for (const Script& script : scripts_) {
    if (!contains_word(sources_.source(script.source).text, word)) continue;
    NothingIsDeclared oracle;
    DiagnosticSink sink;
    ScriptReader reader(sources_, script.source, oracle, sink);
    std::string_view module = "GLOBAL";
    while (std::optional<NodeRef> item = reader.next_item()) {
      if (item->is(NodeKind::kModule)) module = item->text();
      if (declares(*item, module)) return load_name(script.path);
    }
  }
  return {};
}

// Whether a script called `path` loads what is `name` beside it.
bool ShippedNames::loads(const std::string& path, std::string_view name) const {
  std::string line = "@load ./" + std::string(name);
  return std::any_of(scripts_.begin(), scripts_.end(), [&](const Script& script) {
    return script.path == path && has_line(sources_.source(script.source).text, line);
  });
}

// A folder whose __load__.zeek loads the script stands for it, and so on outwards.
std::string ShippedNames::load_name(const std::string& path) const {
  std::string name = path.substr(0, path.size() - std::string_view(".zeek").size());
  if (name.ends_with("/__load__")) name.resize(name.rfind('/'));
  for (size_t slash = name.rfind('/'); slash != std::string::npos && slash > 0;
       slash = name.rfind('/', slash - 1)) {
    std::string folder = name.substr(0, slash);
    if (loads(folder + "/__load__.zeek", std::string_view(name).substr(slash + 1))) name = folder;
  }
  return name;
}

std::string ShippedNames::script_of(std::string_view name) {
  return find(without_module(name), [&](NodeRef item, std::string_view module) {
    return declares_name(item, module, name);
  });
}

std::string ShippedNames::script_of_field(std::string_view record, std::string_view field) {
  return find(field, [&](NodeRef item, std::string_view module) {
    return declares_field(item, module, record, field);
  });
}

}  // namespace avocet
