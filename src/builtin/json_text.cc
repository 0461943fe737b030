// Values as JSON. (Values from JSON need a parser that knows the type it reads towards.)

#include "value/json.h"

#include "builtin/entries.h"
#include "value/pattern.h"

namespace avocet {

void register_json_text(NativeRegistry& registry) {
  registry.add(
      {R"(
## Renders a value as JSON.
##
## only_loggable: Only fields of records that have &log.
##
## field_escape_pattern: What matches is cut out of the names of fields.
##
## interval_as_double: Intervals as seconds, not as text.
##
## Example: print to_json(vector(1, 2)), to_json([$a=T, $b="x"]);   # [1,2], {"a":true,"b":"x"}
global to_json: function(val: any, only_loggable: bool &default=F, field_escape_pattern: pattern &default=/^_/, interval_as_double: bool &default=F): string;
)",
       [](NativeCall& call) -> Value {
         auto [type, value] = call.typed(0);
         std::string out;
         append_json(out, type, value, {call.boolean(1), call.pattern(2), call.boolean(3)});
         return call.make_string(out);
       },
       kNoEffects});
}

}  // namespace avocet
