// Bytes of a capture that come as they come: from a pipe, a terminal, a socket. Waiting for them
// can be interrupted. gzip is decompressed like in files.
#pragma once

#include <memory>

#include "capture/byte_stream.h"
#include "capture/interrupt.h"

namespace avocet {

// Takes over the descriptor. `interrupt` outlives the stream.
std::unique_ptr<ByteStream> open_pipe_stream(int descriptor, const Interrupt& interrupt);

}  // namespace avocet
