#include "protocol/smb/analyzer.h"

#include "base/text.h"
#include "base/windows.h"
#include "protocol/smb/binding_terms.h"
#include "protocol/smb/declarations.h"

namespace avocet {

namespace {

constexpr size_t kMaxPipeTrees = 10'000, kMaxSizes = 10'000;
constexpr std::string_view kNtlmSignature{"NTLMSSP\0", 8};

// The first byte tells the kind of a message; the others are the same.
enum Kind : uint8_t { kCompressed = 0xfc, kEncrypted = 0xfd, kSecond = 0xfe, kFirst = 0xff };

}  // namespace

SmbBinding::SmbBinding(ProtocolWorld& world)
    : tag(world.tag("SMB")), gssapi_tag(world.tag("GSSAPI")), ntlm_tag(world.tag("NTLM")),
      dce_rpc_tag(world.tag("DCE_RPC")), max_pending(world.global("SMB::max_pending_messages")),
      max_pipes(world.global("SMB::max_dce_rpc_analyzers")),
      max_andx_depth(world.global("SMB::max_andx_depth")),
      pipe_names(world.global("SMB::pipe_filenames")), times(world.shapes, "SMB::MACTimes",
                                                             {{"modified", kTime},
                                                              {"modified_raw", kCount},
                                                              {"accessed", kTime},
                                                              {"accessed_raw", kCount},
                                                              {"created", kTime},
                                                              {"created_raw", kCount},
                                                              {"changed", kTime},
                                                              {"changed_raw", kCount}},
                                                             world.errors),
      pipe_guessed(world.event("smb_pipe_connect_heuristic", {"connection"})),
      pipes_discarded(world.event("smb_discarded_dce_rpc_analyzers", {"connection"})), v1(world),
      v2(world) {
  RecordBinding connection(world.shapes("connection"), "connection", world.errors);
  connection_id = connection.field("id", TypeKind::kRecord);
}

std::unique_ptr<ProtocolAnalyzer> SmbBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<SmbAnalyzer>(*this);
}

// ---- Messages ------------------------------------------------------------------------

void SmbAnalyzer::data(Side side, ByteSpan bytes) {
  bool is_smb = frames_[size_t(side)].feed(bytes, [&](uint8_t kind, ByteSpan whole) {
    if (kind == SmbFrames::kMessage) message(side, whole);
  });
  if (!is_smb) broken("this is no session of NetBIOS");
}

void SmbAnalyzer::message(Side side, ByteSpan message) {
  ByteReader reader(message);
  uint8_t kind = reader.u8();
  if (reader.u24() != 0x534d42) return broken("this is no message of SMB");
  switch (kind) {
  case kSecond: return messages2(side, message);
  case kEncrypted: return transform2(message);
  case kFirst: return message1(side, message);
  case kCompressed: return;
  default: return broken("this is no message of SMB");
  }
}

// ---- Logins --------------------------------------------------------------------------

void SmbAnalyzer::login(Side side, ByteSpan blob) {
  if (blob.empty()) return;
  bool is_ntlm = view(blob).starts_with(kNtlmSignature);
  ProtocolAnalyzer*& inner = is_ntlm ? ntlm_ : gssapi_;
  bool& was_made = is_ntlm ? ntlm_was_made_ : gssapi_was_made_;
  if (!was_made) inner = make_child(is_ntlm ? binding_.ntlm_tag : binding_.gssapi_tag);
  was_made = true;
  if (inner && !inner->is_removed()) inner->datagram(side, blob, uint32_t(blob.size()));
}

// ---- Pipes ---------------------------------------------------------------------------

void SmbAnalyzer::note_pipe_tree(uint32_t tree) {
  if (pipe_trees_.size() >= kMaxPipeTrees) pipe_trees_.clear();
  pipe_trees_.insert(tree);
}

void SmbAnalyzer::guess_pipe(uint32_t tree, std::string_view name) {
  if (is_pipe(tree)) return;
  Owned key(text(name));
  Value slot = key.get();
  if (!peek_value(binding_.pipe_names->table(), &slot)) return;
  note_pipe_tree(tree);
  if (binding_.pipe_guessed.wanted()) binding_.pipe_guessed.raise({connection()});
}

void SmbAnalyzer::pipe_data(Side side, uint64_t file, ByteSpan bytes) {
  if (bytes.empty()) return;
  auto found = pipes_.find(file);
  if (found == pipes_.end()) {
    if (pipes_.size() >= binding_.max_pipes->u) {
      for (auto& [id, pipe] : pipes_)
        if (pipe) drop_child(pipe);
      pipes_.clear();
      weird("SMB_discarded_dce_rpc_analyzers");
      if (binding_.pipes_discarded.wanted()) binding_.pipes_discarded.raise({connection()});
    }
    ProtocolAnalyzer* made = make_child(binding_.dce_rpc_tag);
    if (made) made->command("file_id", std::to_string(file));
    found = pipes_.emplace(file, made).first;
  }
  ProtocolAnalyzer* pipe = found->second;
  if (pipe && !pipe->is_removed()) pipe->data(side, bytes);
}

void SmbAnalyzer::close_pipe(uint64_t file) {
  auto found = pipes_.find(file);
  if (found == pipes_.end()) return;
  if (found->second) drop_child(found->second);
  pipes_.erase(found);
}

// ---- Files ---------------------------------------------------------------------------

namespace {

// What a file is told of where its bytes come from.
struct Origin {
  Origin(Value connection_taken, uint32_t id_field, bool is_orig)
      : record(connection_taken), connection{record.get(), record.get().record()->at(id_field),
                                             is_orig} {}
  Owned record;
  FileConnection connection;
  FileSource source{"SMB", &connection};
};

}  // namespace

void SmbAnalyzer::note_size(uint64_t file, uint64_t size) {
  if (sizes_.size() >= kMaxSizes) sizes_.clear();
  sizes_[file] = size;
}

void SmbAnalyzer::file_data(Transfer transfer, uint64_t file, uint64_t offset, ByteSpan bytes) {
  Files* files = machine().try_service<Files>();
  if (!files || bytes.empty()) return;
  Origin origin(connection(), binding_.connection_id, transfer == Transfer::kWritten);
  std::string id = files->ask_id(binding_.tag, origin.connection);
  if (id.empty()) return;
  // How large a file becomes that is written nobody knows.
  auto size = sizes_.find(file);
  if (transfer == Transfer::kRead && size != sizes_.end() && size->second > 0)
    files->set_size(id, origin.source, size->second);
  files->data_at(id, origin.source, view(bytes), offset);
}

void SmbAnalyzer::end_file() {
  Files* files = machine().try_service<Files>();
  if (!files || files->open() == 0) return;
  Origin origin(connection(), binding_.connection_id, false);
  std::string id = files->ask_id(binding_.tag, origin.connection);
  if (!id.empty()) files->end(id);
}

Value SmbAnalyzer::times(const SmbTimes& times) const {
  auto time = [](uint64_t raw) { return Value::of_double(seconds_of_filetime(raw)); };
  auto count = [](uint64_t raw) { return Value::of_count(raw); };
  return Value::of(binding_.times.make(heap(), {time(times.modified), count(times.modified),
                                                time(times.accessed), count(times.accessed),
                                                time(times.created), count(times.created),
                                                time(times.changed), count(times.changed)}));
}

void register_smb(ProtocolRegistry& registry) {
  Protocol smb;
  smb.name = "SMB";
  smb.declarations = kSmbDeclarations;
  smb.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SmbBinding>(world);
  };
  registry.add(smb);
}

}  // namespace avocet
