// Shielded writes: bytes that reach a file whole, even if the process is killed meanwhile.
//
// The kernel copies what is written page by page, and looks between two pages whether the process
// was killed: then it stops, and the file ends at the border of a page. Nothing within the process
// helps; its threads die with it. So what crosses a border is written by a child that shares the
// memory and lives for that one write (vfork). It belongs to another process group: neither
// `kill -KILL` of the process nor of its group reaches it. Whoever kills all processes of a
// container, or all that share the memory (when memory runs out), still does.
//
// A child costs some 40 microseconds, and a write of one page none: rows that leave one by one are
// written without.
#pragma once

#include <cstddef>
#include <string_view>

namespace avocet {

struct Written {
  size_t bytes = 0;
  int error = 0;  // an errno; 0: all was written
};

// Writes all bytes, or as many as can be written.
Written write_all(int descriptor, std::string_view bytes);
// Writes all bytes at the position of a regular file, from a child. The same as write_all() where
// no child can be had.
Written write_shielded(int descriptor, std::string_view bytes);

}  // namespace avocet
