#include "tool/component_list.h"

#include <strings.h>

#include <algorithm>
#include <map>

namespace avocet {

namespace {

struct Plugin {
  std::string description;
  std::string components;  // whole lines
};

bool is_less(const std::string& a, const std::string& b) {
  int order = strcasecmp(a.c_str(), b.c_str());
  return order != 0 ? order < 0 : a < b;
}

bool is_same(const std::string& a, const std::string& b) {
  return strcasecmp(a.c_str(), b.c_str()) == 0;
}

bool is_wanted(const std::string& name, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(),
                                       [&](const std::string& w) { return is_same(w, name); });
}

// Several kinds have an ASCII, or a TCP: those that are no analyzers of protocols have their kind
// in the name.
std::string plugin_name(const Component& component) {
  std::string kind = component.kind == std::string_view("Analyzer")
                         ? std::string()
                         : "_" + std::string(component.kind);
  std::replace(kind.begin(), kind.end(), ' ', '_');
  return "Zeek::" + component.name + kind;
}

}  // namespace

std::vector<std::string> unknown_plugins(const std::vector<Component>& components,
                                         const std::vector<std::string>& wanted) {
  std::vector<std::string> unknown;
  for (const std::string& name : wanted)
    if (std::none_of(components.begin(), components.end(), [&](const Component& component) {
          return is_same(name, plugin_name(component));
        }))
      unknown.push_back(name);
  return unknown;
}

std::string component_list(const std::vector<Component>& components,
                           const std::vector<std::string>& wanted, ListDetail detail) {
  std::map<std::string, Plugin, decltype(&is_less)> plugins(is_less);
  for (const Component& component : components) {
    Plugin& plugin = plugins[plugin_name(component)];
    plugin.description = component.description;
    plugin.components += std::string("    [") + component.kind + "] " + component.name + " (" +
                         component.label + (component.can_be_disabled ? ", enabled" : "") + ")\n";
  }
  std::string text;
  for (const auto& [name, plugin] : plugins) {
    if (!is_wanted(name, wanted)) continue;
    text += name + " - " + plugin.description + " (built-in)\n";
    if (detail == ListDetail::kComponents) text += plugin.components + "\n";
  }
  return text;
}

}  // namespace avocet
