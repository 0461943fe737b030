// `--dump=types`: typed trees as text, for people and as baselines of tests.
//
//   global x: count = 5
//   function f(a: count): string          # then its body, indented, every conversion visible:
//     local s: string = to_string((any)a)
//     return s + "!"
#pragma once

#include <string>

#include "sema/tree.h"

namespace avocet::sema {

// Each ends with a newline.
std::string dump(const tree::Global& global);
std::string dump(const tree::Function& function);
std::string dump(const tree::Action& action);
std::string dump(const RecordType& record);
// ` &redef &log`, with a space before each; no newline.
std::string dump(const tree::Attributes& attributes);
// One line without its end; conversions show as `<double>x`.
std::string dump(const tree::Expr& expr);
std::string dump(const tree::Stmt& statement, int indent = 0);

}  // namespace avocet::sema
