// Dumps of tokens and trees, for people and as baselines of tests.
#pragma once

#include <string>

#include "syntax/ast.h"

namespace avocet {

// One token a line, comments included: `3:5 Name foo`.
std::string dump_tokens(const SourceMap& sources, SourceId source);

// One node a line, children indented below their parent:
//
//   Variable const x exported
//     BasicType count
//     Binary +
//       Count 1
//       Name y
//     Attributes
//       Attribute &redef
//         None
std::string dump_ast(NodeRef node);

}  // namespace avocet
