// The analyzer of archives (ZIP): members become files of their own, whatever they are compressed
// by of what is known.
#pragma once

#include <memory>

#include "file/files.h"

namespace avocet {

std::unique_ptr<FileAnalyzer> make_zip_analyzer(Files& files);

}  // namespace avocet
