#include "bytecode/disassemble.h"
#include "compiler/compiler.h"

namespace avocet {

namespace {

void append_body(std::string& out, const Program& program, const Body& body,
                 const SourceMap& sources) {
  const Code& code = *body.code;
  const FunctionInfo& function = program.functions[code.owner];
  Location at = sources.location(body.span);
  out += function.name;
  if (at.line) out += "  " + std::string(at.path) + ":" + std::to_string(at.line);
  out += "  (" + std::to_string(code.plain_registers) + " plain, " +
         std::to_string(code.managed_registers) + " managed)\n";
  uint32_t line = 0;
  for (size_t i = 0; i < code.instructions.size(); ++i) {
    Location here = sources.location(code.spans[i]);
    if (here.line != line && here.line) {
      line = here.line;
      std::string_view text = sources.line(code.spans[i]);
      text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
      out += "  " + std::to_string(line) + ": " + std::string(text) + "\n";
    }
    std::string number = std::to_string(i);
    out += std::string(number.size() < 8 ? 8 - number.size() : 1, ' ') + number + "  " +
           disassemble(program, code, i) + "\n";
  }
}

}  // namespace

std::string dump_bytecode(const Program& program, const SourceMap& sources,
                          const std::function<bool(Span)>& is_wanted) {
  std::string out;
  for (const FunctionInfo& function : program.functions) {
    for (const Body& body : function.bodies) {
      if (!body.code || (is_wanted && !is_wanted(body.span))) continue;
      if (!out.empty()) out += "\n";
      append_body(out, program, body, sources);
    }
  }
  return out;
}

}  // namespace avocet
