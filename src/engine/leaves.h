// The leaves of the house: groups of builtins, log writers, input readers and protocols.
// Configuring lists what it finds (doc/architecture.md, "Leaves"); here the lists are expanded, and
// nowhere else.
#pragma once

#include "analyzer/protocol.h"
#include "input/reader.h"
#include "logging/writer.h"
#include "vm/native.h"

namespace avocet {

void register_builtins(NativeRegistry& registry);
void register_writers(WriterRegistry& registry);
void register_readers(ReaderRegistry& registry);
void register_protocols(ProtocolRegistry& registry);

// What protocols declare stands beside what natives declare.
void declare_protocols(const ProtocolRegistry& protocols, NativeRegistry& natives);

}  // namespace avocet
