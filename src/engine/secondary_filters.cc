#include "engine/secondary_filters.h"

#include <utility>

#include "value/table.h"

namespace avocet {

SecondaryFilters::SecondaryFilters(Machine& machine, EventQueue& queue,
                                   const HeaderRecords& headers)
    : queue_(queue), headers_(headers) {
  const Value* table = machine.find_global("secondary_filters");
  if (!table || table->is_null()) return;
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(table->table(), position, entry)) {
    Result<PacketFilter> filter = PacketFilter::parse(std::string(entry.keys[0].string()->view()));
    if (!filter) {
      machine.host().tell(Severity::kError, "secondary_filters: " + filter.error().message);
      continue;
    }
    filters_.push_back(
        {Owned(retained(entry.keys[0])), std::move(filter).value(), entry.value->function()->id});
  }
}

void SecondaryFilters::packet(const RawPacket& raw, const PacketView& view) {
  if (!view.has_ip()) return;
  for (Filter& one : filters_) {
    if (!queue_.wanted(one.event) || !one.filter.accepts(raw)) continue;
    Value arguments[] = {retained(one.text.get()), headers_.make_packet_header(view)};
    queue_.raise_by_engine(one.event, arguments);
  }
}

}  // namespace avocet
