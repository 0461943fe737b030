#include "syntax/first_words.h"

#include <array>

namespace avocet {
namespace {

struct FamiliarWord {
  std::string_view word, hint;
};
constexpr std::array<FamiliarWord, 41> kFirstWords = {
    {{"struct", "write `type Name: record { field: type; };`"},
     {"class", "write `type Name: record { field: type; };`"},
     {"typedef", "write `type Name: the type;`"},
     {"final", "what never changes is a `const`"},
     {"static", "what outlives a call is a `global`"},
     {"extern", "names of other scripts are known once these are loaded with `@load`"},
     {"import", "write `@load path/of/the/script`"},
     {"from", "write `@load path/of/the/script`"},
     {"include", "write `@load path/of/the/script`"},
     {"require", "write `@load path/of/the/script`"},
     {"use", "write `@load path/of/the/script`"},
     {"using", "write `@load path/of/the/script`"},
     {"load", "write `@load path/of/the/script`"},
     {"package", "write `module Name;`"},
     {"namespace", "write `module Name;`"},
     {"public", "what other modules may use stands in `export { }`"},
     {"private", "what stands outside of `export { }` is private"},
     {"exports", "write `export { }`"},
     {"with", "write `local f = open(...);`"},
     {"match", "write `switch ( value ) { case ...: ... break; }`"},
     {"del", "write `delete t[key];`"},
     {"unset", "write `delete r$field;` or `delete t[key];`"},
     {"unless", "write `if ( ! condition )`"},
     {"loop", "write `while ( T )`, and leave it with `break`"},
     {"goto", "write `while`, `break` or a function"},
     {"await", "write `when [captures] ( local x = f() ) { ... }`"},
     {"async", "write `when [captures] ( local x = f() ) { ... }`"},
     {"auto", "write `local x = value;`, or `global` outside of bodies"},
     {"call", "write `f(x);`, or `hook h(x);` for a hook"},
     {"emit", "write `event name(...);`"},
     {"on", "a handler begins with `event`"},
     {"procedure", "a function begins with `function`"},
     {"proc", "a function begins with `function`"},
     {"sub", "a function begins with `function`"},
     {"fun", "a function begins with `function`"},
     {"method", "a function begins with `function`"},
     {"echo", "write `print value;`"},
     {"puts", "write `print value;`"},
     {"remove", "write `delete t[key];`"},
     {"insert", "write `add s[x];`, or `t[key] = value;` for a table"},
     {"append", "write `v += x;`"}}};

}  // namespace

std::string_view hint_for_first_word(std::string_view word) {
  for (const FamiliarWord& known : kFirstWords)
    if (word == known.word) return known.hint;
  return {};
}

}  // namespace avocet
