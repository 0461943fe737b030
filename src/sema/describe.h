// Bodies of functions as Zeek prints them, for scripts that print functions.
//
//   {
//   if (0 < Conn::n)
//   	return (T);
//   else
//   	return (F);
//
//   }
//
// This is no script text: strings have no quotes, locals carry the name of their module, `a > b` is
// `b < a`.
#pragma once

#include <string>

#include "sema/tree.h"

namespace avocet::sema {

// Appends without a newline behind.
void describe_body(const tree::Function& function, std::string& out);

}  // namespace avocet::sema
