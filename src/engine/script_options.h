// Options of the engine that scripts declare (base/init-bare) and users redefine.
#pragma once

#include "engine/sources.h"
#include "event/expiry_pace.h"
#include "flow/options.h"
#include "packet/decoder.h"
#include "vm/machine.h"

namespace avocet {

// Reads what the globals of the world say now. Options that the scripts lack keep their defaults.
FlowOptions read_flow_options(const Machine& machine);
DecodeOptions read_decode_options(const Machine& machine);
TunnelOptions read_tunnel_options(const Machine& machine);
// What is skipped of a frame by PacketAnalyzer::SKIP.
void read_dispatch(const Machine& machine, LinkDispatch& to);
ExpiryPace read_expiry_pace(const Machine& machine);
SourceOptions read_source_options(const Machine& machine);
// The limits of handlers and of memory (Limits::steps and its kin) hold from then on.
void apply_limits(Machine& machine);
// A global of type bool; `fallback` if there is none.
bool read_flag(const Machine& machine, std::string_view name, bool fallback);
// Whether scripts let messages of that kind go to standard error (Reporter::errors_to_stderr and
// its kin).
bool is_shown(const Machine& machine, Severity severity);
// A global of type string, as long as it stays what it is; empty if there is none.
std::string_view read_text(const Machine& machine, std::string_view name);

}  // namespace avocet
