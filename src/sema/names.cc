#include "sema/names.h"

namespace avocet::sema {

Names::Names(Arena& arena) : arena_(arena) {
  ids_.reserve(kUsualSymbols);
  names_.push_back({});  // kNoModule
  global_module_ = intern("GLOBAL");
  blank_ = intern("_");
}

NameId Names::intern(std::string_view text) {
  if (auto it = ids_.find(text); it != ids_.end()) return it->second;
  std::string_view kept = arena_.copy(text);
  NameId id{uint32_t(names_.size())};
  ids_.emplace(kept, id);
  names_.push_back({kept, kNoModule, id});
  size_t colons = kept.rfind("::");
  if (colons != std::string_view::npos) {
    NameId module = colons == 0 ? global_module_ : intern(kept.substr(0, colons));
    NameId base = intern(kept.substr(colons + 2));
    Name& name = names_[uint32_t(id)];
    name.module = module;
    name.base = base;
  }
  return id;
}

NameId Names::of(NodeRef node) {
  const Ast* tree = &node.ast();
  if (tree != current_tree_) {
    current_tree_ = tree;
    current_ids_ = &by_tree_[tree];
  }
  std::vector<NameId>& ids = *current_ids_;
  uint32_t number = node.data();
  if (number >= ids.size()) ids.resize(std::max(number + 1, tree->text_count()), kNoModule);
  NameId& id = ids[number];
  if (id == kNoModule) id = intern(node.text());
  return id;
}

Entry* Symbols::look_up(NameId name, NameId current_module) const {
  const Name& n = names_[name];
  if (n.module != kNoModule) return find(n.module, n.base);
  if (Entry* e = find(current_module, name)) return e;
  return find(names_.global_module(), name);
}

Entry* Symbols::look_up_for_declaration(NameId name, NameId current_module) const {
  const Name& n = names_[name];
  return find(n.module != kNoModule ? n.module : current_module, n.base);
}

Entry* Symbols::add(SymbolKind kind, NameId name, NameId current_module, Span span) {
  const Name n = names_[name];
  auto* e = arena_.make<Entry>();
  e->kind = kind;
  e->span = span;
  e->module_id = n.module != kNoModule ? n.module : current_module;
  e->base = n.base;
  e->module = names_.text(e->module_id);
  std::string_view base = names_.text(n.base);
  if (e->module_id == names_.global_module()) {
    e->name = base;
  } else if (n.module != kNoModule) {
    e->name = n.text;
  } else {
    std::string full;
    full.reserve(e->module.size() + 2 + base.size());
    full += e->module;
    full += "::";
    full += base;
    e->name = arena_.copy(full);
  }
  by_name_.emplace(uint64_t(e->module_id) << 32 | uint32_t(e->base), e);
  modules_.insert(uint32_t(e->module_id));
  all_.push_back(e);
  entries_.push_back(e);
  return e;
}

}  // namespace avocet::sema
