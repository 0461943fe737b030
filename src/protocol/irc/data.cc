// Connections for files (DCC SEND).
#include "file/files.h"
#include "protocol/irc/analyzer.h"

namespace avocet {

IrcDataBinding::IrcDataBinding(ProtocolWorld& world)
    : id_field(RecordBinding(world.shapes("connection"), "connection", world.errors)
                   .field("id", TypeKind::kRecord)),
      ack(world.event("irc_dcc_send_ack", {"connection", "count"})) {
  tag = world.tag("IRC_DATA");
}

std::unique_ptr<ProtocolAnalyzer> IrcDataBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<IrcDataAnalyzer>(*this);
}

// Who offered the file waits for the connection: the responder sends.
template <class Do> void IrcDataAnalyzer::with_file(Do action) {
  auto* files = machine().try_service<Files>();
  if (!files) return;
  Owned lent(connection());
  FileConnection over{lent.get(), lent.get().record()->at(binding_.id_field), false};
  if (file_.empty()) file_ = files->ask_id(binding_.tag, over);
  if (!file_.empty()) action(*files, file_, FileSource{"IRC_DATA", &over});
}

void IrcDataAnalyzer::data(Side side, ByteSpan bytes) {
  if (side == Side::kOrig) return acknowledged(bytes);
  std::string_view text(reinterpret_cast<const char*>(bytes.data()),  // lint: allow(cast): text
                        bytes.size());
  with_file([&](Files& files, const std::string& id, const FileSource& source) {
    files.data(id, source, text);
  });
}

void IrcDataAnalyzer::acknowledged(ByteSpan bytes) {
  constexpr size_t kSize = 4;
  if (lost_ || !binding_.ack.wanted()) return;
  for (uint8_t byte : bytes) {
    number_.push_back(byte);
    if (number_.size() < kSize) continue;
    uint32_t received = ByteReader(number_).u32();
    number_.clear();
    binding_.ack.raise({connection(), Value::of_count(received)});
  }
}

void IrcDataAnalyzer::gap(Side side, uint64_t length) {
  if (side == Side::kOrig) {
    lost_ = true;
    return;
  }
  with_file([&](Files& files, const std::string& id, const FileSource& source) {
    files.gap(id, source, length);
  });
}

void IrcDataAnalyzer::done() {
  auto* files = machine().try_service<Files>();
  if (files && !file_.empty()) files->end(file_);
}

}  // namespace avocet
