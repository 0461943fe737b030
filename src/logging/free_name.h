// Renaming that never takes the place of what is there.
#pragma once

#include <string>

#include "base/result.h"

namespace avocet {

// Renames `from` to `base` + `extension`; if there is something of that name, to the first free one
// of `base`-2, `base`-3, ... with the extension. Yields the name.
Result<std::string> rename_to_free(const std::string& from, const std::string& base,
                                   const std::string& extension);

}  // namespace avocet
