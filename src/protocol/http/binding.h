// HttpBinding: the events, records and options of HTTP in one world.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "analyzer/silence.h"
#include "file/files.h"
#include "value/table.h"

namespace avocet {

struct HttpBinding final : ProtocolBinding, public TellsOfSilence {
  explicit HttpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
  bool tells_of_silence() const override { return stats_event.wanted(); }

  Machine& machine;
  int64_t tag = 0;             // Analyzer::ANALYZER_HTTP
  uint32_t connection_id = 0;  // the field `id` of a connection
  const Value *delivery_size, *segment_length, *skip_data, *truncate_uri, *max_depth,
      *max_header_bytes, *upgrade_analyzers;
  const TableType* header_list = nullptr;
  RecordMaker header, stat, stats;

  EventHandle request, reply, header_event, all_headers, begin_entity, end_entity, entity_data,
      content_type, message_done, http_event, stats_event, upgrade;
};

}  // namespace avocet
