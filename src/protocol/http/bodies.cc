// Bodies: told to scripts, and analyzed as files.
#include <algorithm>
#include <utility>

#include "protocol/http/analyzer.h"

namespace avocet {

// Signatures look at the body as a whole, parts and all.
void HttpAnalyzer::tell_body(Side side, std::string_view bytes, bool is_last) {
  Half& at = half(side);
  FoundPiece piece{ByteSpan(), !at.has_body, is_last};
  piece.bytes = {reinterpret_cast<const uint8_t*>(bytes.data()),  // lint: allow(pointer-cast): text
                 bytes.size()};
  at.has_body = !is_last;
  found(side, side == Side::kOrig ? FoundContent::kHttpRequestBody : FoundContent::kHttpReplyBody,
        piece);
}

void HttpAnalyzer::body(Side side, const MimeEntity& entity, std::string_view bytes) {
  if (half(side).files.empty()) return;
  EntityFile& file = half(side).files.back();
  if (bytes.empty()) return to_file(side, file, bytes);
  tell_body(side, bytes, false);
  // Bodies come as the packets cut them; parts come in lines, which are gathered.
  if (entity.depth == 0) return deliver(side, file, bytes);
  size_t most = size_t(std::max<uint64_t>(binding_.segment_length->u, 1));
  while (!bytes.empty()) {
    size_t room = most - std::min(most, file.waiting.size());
    file.waiting += bytes.substr(0, room);
    bytes.remove_prefix(std::min(room, bytes.size()));
    if (file.waiting.size() < most) return;
    deliver_waiting(side, file);
  }
}

void HttpAnalyzer::deliver_waiting(Side side, EntityFile& file) {
  if (file.waiting.empty()) return;
  std::string gathered = std::exchange(file.waiting, {});
  deliver(side, file, gathered);
}

void HttpAnalyzer::deliver(Side side, EntityFile& file, std::string_view bytes) {
  size_t most = size_t(std::max<uint64_t>(binding_.delivery_size->u, 1));
  while (!bytes.empty()) {
    if (half(side).skips_data || binding_.skip_data->b()) return;
    std::string_view piece = bytes.substr(0, most);
    bytes.remove_prefix(piece.size());
    if (binding_.entity_data.wanted())
      binding_.entity_data.raise(
          {connection(), side_value(side), Value::of_count(piece.size()), text(piece)});
    to_file(side, file, piece);
  }
}

namespace {

// What a file is told of where its bytes come from.
struct Origin {
  Origin(Value connection_taken, uint32_t id_field, Side side)
      : record(connection_taken), connection{record.get(), record.get().record()->at(id_field),
                                             side == Side::kOrig} {}
  Owned record;
  FileConnection connection;
  FileSource source{"HTTP", &connection};
};

}  // namespace

void HttpAnalyzer::to_file(Side side, EntityFile& file, std::string_view bytes) {
  Files* files = machine().try_service<Files>();
  if (!files || (file.was_asked && file.id.empty())) return;
  Origin origin(connection(), binding_.connection_id, side);
  if (!file.was_asked) {
    file.was_asked = true;
    file.id = files->ask_id(binding_.tag, origin.connection);
    if (file.id.empty()) return;
    if (file.size) files->set_size(file.id, origin.source, *file.size);
    if (file.gap_before > 0) files->gap(file.id, origin.source, file.gap_before);
  }
  if (file.is_partial)
    files->data_at(file.id, origin.source, bytes, file.offset);
  else
    files->data(file.id, origin.source, bytes);
  file.offset += bytes.size();
}

void HttpAnalyzer::body_gap(Side side, const MimeEntity&, uint64_t length) {
  if (half(side).files.empty()) return;
  EntityFile& file = half(side).files.back();
  deliver_waiting(side, file);
  file.offset += length;
  if (file.is_partial) return;
  Files* files = machine().try_service<Files>();
  if (file.id.empty()) {
    file.gap_before += length;
  } else if (files) {
    Origin origin(connection(), binding_.connection_id, side);
    files->gap(file.id, origin.source, length);
  }
}

void HttpAnalyzer::end_entity(Side side, const MimeEntity&) {
  if (half(side).files.empty()) return;
  EntityFile file = std::move(half(side).files.back());
  deliver_waiting(side, file);
  if (binding_.end_entity.wanted()) binding_.end_entity.raise({connection(), side_value(side)});
  end_file(side, file);
  half(side).files.pop_back();
}

// Ranges of a file may come on several connections.
void HttpAnalyzer::end_file(Side side, const EntityFile& file) {
  if (file.id.empty() || (side == Side::kResp && code_ == 206)) return;
  if (Files* files = machine().try_service<Files>()) files->end(file.id);
}

}  // namespace avocet
