#include "engine/leaves.h"

#include <string>

namespace avocet {
#define AVOCET_BUILTIN_GROUP(name) void register_##name(NativeRegistry&);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP
#define AVOCET_LEAF(name) void register_##name(WriterRegistry&);
#include "logging/writer/leaves.inc"
#undef AVOCET_LEAF
#define AVOCET_LEAF(name) void register_##name(ProtocolRegistry&);
#include "protocol/leaves.inc"
#undef AVOCET_LEAF
#define AVOCET_LEAF(name) void register_##name(ReaderRegistry&);
#include "input/reader/leaves.inc"
#undef AVOCET_LEAF
}  // namespace avocet

namespace avocet {

void register_builtins(NativeRegistry& registry) {
#define AVOCET_BUILTIN_GROUP(name) register_##name(registry);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP
}

void register_writers(WriterRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "logging/writer/leaves.inc"
#undef AVOCET_LEAF
}

void register_protocols([[maybe_unused]] ProtocolRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "protocol/leaves.inc"
#undef AVOCET_LEAF
}

void register_readers(ReaderRegistry& registry) {
#define AVOCET_LEAF(name) register_##name(registry);
#include "input/reader/leaves.inc"
#undef AVOCET_LEAF
}

// What protocols declare stands beside what natives declare.
void declare_protocols(const ProtocolRegistry& protocols, NativeRegistry& natives) {
  for (const Protocol& protocol : protocols.protocols()) {
    natives.begin_group("protocol/" + std::string(protocol.name));
    natives.declare(protocol.declarations);
  }
}

}  // namespace avocet
