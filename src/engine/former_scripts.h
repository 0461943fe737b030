// Scripts that came with earlier versions of Zeek. Site configurations and packages that were
// written for those load them still.
#pragma once

#include <string>
#include <string_view>

namespace avocet {

// What to do about an @load of a script that is there no more; empty if no script of that name ever
// came with Zeek.
std::string advice_on_former_script(std::string_view name);

}  // namespace avocet
