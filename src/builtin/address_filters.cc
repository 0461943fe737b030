// Packets that are left out by their addresses and by chance.

#include "flow/address_filters.h"

#include "builtin/entries.h"
#include "builtin/state.h"
#include "flow/pipeline.h"

namespace avocet {

namespace {

using End = AddressFilters::End;

// The subnet that the first argument names, or that of the one address it is.
Prefix subnet_argument(const NativeCall& call) {
  if (call.type(0)->kind == TypeKind::kSubnet) return call.subnet(0);
  return Prefix::from_length128(call.address(0), 128);
}

Value install(NativeCall& call, End end) {
  auto* pipeline = call.machine.try_service<Pipeline>();
  if (!pipeline) return Value::of_bool(true);
  auto& filters = pipeline->address_filters();
  if (!filters) {
    const Value* dropped = call.machine.find_global("packet_filter_default");
    using Others = AddressFilters::Others;
    filters = std::make_unique<AddressFilters>(state_of(call).seeds.numbers[0],
                                               dropped && dropped->b() ? Others::kDropped
                                                                       : Others::kStay);
  }
  return Value::of_bool(
      filters->install(end, subnet_argument(call), {call.number(1), call.real(2)}));
}

Value uninstall(NativeCall& call, End end) {
  auto* pipeline = call.machine.try_service<Pipeline>();
  if (!pipeline || !pipeline->address_filters()) return Value::of_bool(false);
  auto& filters = pipeline->address_filters();
  bool was_there = filters->uninstall(end, subnet_argument(call));
  if (filters->is_idle()) filters = nullptr;
  return Value::of_bool(was_there);
}

Value install_source(NativeCall& call) { return install(call, End::kSource); }
Value install_destination(NativeCall& call) { return install(call, End::kDestination); }
Value uninstall_source(NativeCall& call) { return uninstall(call, End::kSource); }
Value uninstall_destination(NativeCall& call) { return uninstall(call, End::kDestination); }

void register_source_filters(NativeRegistry& registry) {
  registry.add({R"(
## Leaves out packets from an address: with probability *prob*, unless they have one of the flags.
## Once there was a filter, packet_filter_default decides about packets that none is about.
##
## tcp_flags: The flags of TCP, as they stand in its header, with which a packet stays.
##
## Example: print install_src_addr_filter(10.0.0.1, 2, 0.5);   # T
global install_src_addr_filter: function(ip: addr, tcp_flags: count, prob: double): bool;
)",
                install_source});
  registry.add({R"(
## The same for packets from a subnet. Of several that hold an address, the longest decides.
##
## Example: print install_src_net_filter(10.0.0.0/8, 2, 0.5);   # T
global install_src_net_filter: function(snet: subnet, tcp_flags: count, prob: double): bool;
)",
                install_source});
  registry.add({R"(
## Takes a filter for packets from an address away. False: there was none.
##
## Example: print uninstall_src_addr_filter(10.0.0.2);   # F
global uninstall_src_addr_filter: function(ip: addr): bool;
)",
                uninstall_source});
  registry.add({R"(
## Takes a filter for packets from a subnet away. False: there was none.
##
## Example: print uninstall_src_net_filter(10.2.0.0/16);   # F
global uninstall_src_net_filter: function(snet: subnet): bool;
)",
                uninstall_source});
}

void register_destination_filters(NativeRegistry& registry) {
  registry.add({R"(
## Leaves out packets to an address: with probability *prob*, unless they have one of the flags.
##
## tcp_flags: The flags of TCP, as they stand in its header, with which a packet stays.
##
## Example: print install_dst_addr_filter(10.0.0.1, 2, 0.5);   # T
global install_dst_addr_filter: function(ip: addr, tcp_flags: count, prob: double): bool;
)",
                install_destination});
  registry.add({R"(
## The same for packets to a subnet.
##
## Example: print install_dst_net_filter(10.0.0.0/8, 2, 0.5);   # T
global install_dst_net_filter: function(snet: subnet, tcp_flags: count, prob: double): bool;
)",
                install_destination});
  registry.add({R"(
## Takes a filter for packets to an address away. False: there was none.
##
## Example: print uninstall_dst_addr_filter(10.0.0.2);   # F
global uninstall_dst_addr_filter: function(ip: addr): bool;
)",
                uninstall_destination});
  registry.add({R"(
## Takes a filter for packets to a subnet away. False: there was none.
##
## Example: print uninstall_dst_net_filter(10.2.0.0/16);   # F
global uninstall_dst_net_filter: function(snet: subnet): bool;
)",
                uninstall_destination});
}

}  // namespace

void register_address_filters(NativeRegistry& registry) {
  register_source_filters(registry);
  register_destination_filters(registry);
}

}  // namespace avocet
