// Dumps of declarations, bodies and actions; statements and expressions are in dump.cc.
#include "base/check.h"
#include "sema/dump.h"
#include "sema/tree_text.h"

namespace avocet::sema {

using namespace tree;

namespace {

std::string_view kind_word(GlobalKind k) {
  switch (k) {
  case GlobalKind::kVariable: return "global";
  case GlobalKind::kConst: return "const";
  case GlobalKind::kOption: return "option";
  case GlobalKind::kFunction: return "function";
  case GlobalKind::kEvent: return "event";
  case GlobalKind::kHook: return "hook";
  case GlobalKind::kNative: return "native";
  }
  UNREACHABLE();
}

}  // namespace

std::string dump(const Global& global) {
  std::string out;
  out += kind_word(global.kind);
  out += ' ';
  out += global.name;
  out += ": ";
  out += name_of(global.type);
  if (global.attributes) out += dump(*global.attributes);
  if (global.exported) out += " exported";
  return out + '\n';
}

std::string dump(const tree::Function& function) {
  std::string out;
  out += "body of ";
  out += function.name;
  out += '(';
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    if (i) out += ", ";
    out += function.parameters[i]->name;
    out += ": ";
    out += name_of(function.parameters[i]->type);
  }
  out += ')';
  if (function.type->result->kind != TypeKind::kVoid && function.type->flavor == Flavor::kFunction)
    out += ": " + name_of(function.type->result);
  for (size_t i = 0; i < function.captures.size(); ++i) {
    out += i ? ", " : " captures ";
    if (function.captures[i].deep_copy) out += "copy ";
    out += function.captures[i].inner->name;
  }
  if (function.priority) out += " &priority=" + std::to_string(function.priority);
  for (std::string_view g : function.groups) {
    out += " &group=";
    out += g;
  }
  if (!function.argument_map.empty()) {
    out += " takes";
    for (uint32_t i : function.argument_map) out += ' ' + std::to_string(i);
  }
  out += '\n';
  if (function.body) out += dump(*function.body);
  return out;
}

std::string dump(const Action& action) {
  std::string out;
  switch (action.kind) {
  case ActionKind::kStatement:
    out += "statements\n";
    out += dump(*action.statement);
    return out;
  case ActionKind::kInitialise: out += "initialise "; break;
  case ActionKind::kRedefine: out += "redef "; break;
  }
  out += action.global->name;
  static constexpr std::string_view kOps[] = {" = ", " += ", " -= "};
  out += kOps[size_t(action.op)];
  if (const Expr* value = action.value_now()) {
    out += dump(*value);
  } else {
    out += action.global->initialised ? "fresh" : "unset";
  }
  return out + '\n';
}

std::string dump(const RecordType& record) {
  std::string out = "type " + name_of(&record) + ": record\n";
  for (const RecordField& f : record.fields) {
    out += "  ";
    out += f.name;
    out += ": " + name_of(f.type);
    if (f.optional()) out += " &optional";
    if (f.has_default() || f.flags & kFieldTableDefault) out += " &default";
    if (f.logged()) out += " &log";
    if (f.flags & kFieldDeprecated) out += " &deprecated";
    out += '\n';
  }
  return out;
}

}  // namespace avocet::sema
