// BuiltinState: what builtins keep from call to call. A service of the machine; the engine owns one
// for each world.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/seeds.h"
#include "builtin/metrics.h"
#include "capture/dumper.h"
#include "value/value.h"
#include "vm/machine.h"

namespace avocet {

struct BuiltinState {
  // Functions that a change of an option runs through, by priority, then in the order they were
  // added.
  struct ChangeHandler {
    Owned function;
    int64_t priority;
  };
  std::unordered_map<GlobalId, std::vector<ChangeHandler>> option_handlers;

  // What names, keyed digests and random numbers derive from. Set before scripts run.
  Seeds seeds;

  // rand() and srand().
  std::optional<MinimalStandard> chance;

  // unique_id(): numbers given out so far, by pool.
  std::map<uint64_t, uint64_t> unique_ids;

  // Files that scripts have, open or not; each takes itself off the list when it dies.
  std::shared_ptr<std::vector<class ScriptFile*>> files =
      std::make_shared<std::vector<class ScriptFile*>>();

  // Log::print_to_log, once it is needed.
  std::optional<int64_t> print_target;

  // Databases of places and networks, once one is asked for (mmdb.cc).
  std::shared_ptr<struct AddressDatabases> address_databases;

  // EventMetadata::register(): the type of each kind.
  std::map<int64_t, const Type*> metadata_types;

  // Capture files that scripts write packets to, by path.
  std::map<std::string, std::unique_ptr<PacketDumper>> dumpers;

  // What scripts and the engine count for others (collected_metrics.cc).
  Metrics metrics;

  // anonymize_addr(), once it is asked.
  std::shared_ptr<struct Anonymiser> anonymiser;
};

inline BuiltinState& state_of(NativeCall& call) { return call.machine.service<BuiltinState>(); }

}  // namespace avocet
