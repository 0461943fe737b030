// Code as text, for --dump=bytecode and tests.
#pragma once

#include <string>

#include "bytecode/program.h"

namespace avocet {

// One instruction: "AddIntConst r2, r0, 1". `index` is its place, for jump targets.
std::string disassemble(const Program& program, const Code& code, size_t index);

// A body: a heading with its windows, then one line an instruction, jump targets marked.
std::string disassemble(const Program& program, const Code& code);

// Every function that has compiled bodies, in order of their ids.
std::string disassemble(const Program& program);

// The reference of all opcodes, in Markdown.
std::string describe_opcodes();

}  // namespace avocet
