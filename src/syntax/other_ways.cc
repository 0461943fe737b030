// Methods, as the objects of other languages have them, and what older versions of this one had.
#include <array>
#include <string>
#include <string_view>

#include "syntax/foreign_syntax.h"

namespace avocet {

namespace {

// `@` stands for the object.
struct Method {
  std::string_view names;  // with blanks around each
  std::string_view meaning;
};
constexpr std::array<Method, 26> kMethods = {{
    {" add insert ", "an element is added with `add @[...];` or `@[...] = value;`"},
    {" remove delete erase pop discard ", "an element is taken out with `delete @[...];`"},
    {" push append push_back extend ", "a vector grows with `@ += value;`"},
    {" size length len count ", "the size is `|@|`"},
    {" keys values items ", "a loop over a table is `for ( key, value in @ )`"},
    {" forEach foreach each iter ", "a loop over a table or vector is `for ( key, value in @ )`"},
    {" contains has includes has_key hasOwnProperty ", "membership is `value in @`"},
    {" get ", "an element is `@[key]`; whether it is there is asked with `key in @`"},
    {" put set ", "an element is set by `@[key] = value;`"},
    {" empty isEmpty is_empty ", "it is empty if `|@| == 0`"},
    {" lower toLowerCase tolower ", "write `to_lower(@)`"},
    {" upper toUpperCase toupper ", "write `to_upper(@)`"},
    {" startswith startsWith starts_with hasPrefix ", "write `starts_with(@, ...)`"},
    {" endswith endsWith ends_with hasSuffix ", "write `ends_with(@, ...)`"},
    {" strip trim ", "write `strip(@)`"},
    {" split ", "write `split_string(@, /.../)`"},
    {" join ", "write `join_string_vec(..., separator)`"},
    {" replace sub ", "write `gsub(@, /.../, ...)`"},
    {" find index indexOf ", "write `strstr(@, ...)`"},
    {" substr substring slice ", "a part is `@[from:to]`"},
    {" match matches test search ", "a text is tested with `/pattern/ in @`"},
    {" format ", "values are put into a string with fmt(\"... %s\", value)"},
    {" sort sorted ", "write `sort(@, function(a: type, b: type): int { ... });`"},
    {" clear ", "write `clear_table(@);`, or give it a new value"},
    {" copy clone ", "write `copy(@)`"},
    {" to_string toString str ", "write `cat(@)`"},
}};

}  // namespace

std::string method_meaning(std::string_view method, std::string_view x) {
  std::string word = " " + std::string(method) + " ";
  for (const Method& known : kMethods) {
    if (known.names.find(word) == known.names.npos) continue;
    std::string meaning(known.meaning);
    for (size_t at = meaning.find('@'); at != meaning.npos; at = meaning.find('@', at + x.size()))
      meaning.replace(at, 1, x);
    return meaning;
  }
  return {};
}

std::string removed_attribute_hint(std::string_view name) {
  for (std::string_view removed : {"synchronized", "persistent", "encrypt", "mergeable",
                                   "rotate_interval", "rotate_size", "disable_print_hook"})
    if (name == removed) return "there is no such attribute any more: leave it out";
  return {};
}

}  // namespace avocet
