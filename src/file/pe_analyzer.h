// The analyzer of programs of Windows: an event for each of their headers.
#pragma once

#include <memory>

#include "file/files.h"

namespace avocet {

std::unique_ptr<FileAnalyzer> make_pe_analyzer(Files& files);

}  // namespace avocet
