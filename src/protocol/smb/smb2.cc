// The commands of SMB 2 and 3.
#include <limits>

#include "base/windows.h"
#include "protocol/smb/analyzer.h"

namespace avocet {

namespace {

// Messages of one frame.
constexpr size_t kMaxMessages = 1024;

// A file as scripts know it.
uint64_t number_of(const Smb2FileId& id) { return id.persistent + id.is_volatile; }

// Whether a response has the body of its command, and not that of an error.
bool has_body(const Smb2Header& header) {
  if (header.status == 0) return true;
  switch (Smb2Command(header.command)) {
  case Smb2Command::kSessionSetup: return header.status == kSmb2MoreProcessing;
  case Smb2Command::kRead:
  case Smb2Command::kIoctl: return header.status == kSmb2BufferOverflow;
  default: return false;
  }
}

}  // namespace

void SmbAnalyzer::messages2(Side side, ByteSpan frame) {
  for (size_t i = 0; i < kMaxMessages; ++i) {
    std::optional<Smb2Header> header = parse_smb2_header(frame);
    if (!header) return broken("a header of SMB2 is cut short");
    bool is_last = header->next == 0;
    if (!is_last && (header->next < kSmb2HeaderSize || header->next > frame.size()))
      return broken("a message of SMB2 ends outside of its frame");
    message2(side, *header, is_last ? frame : frame.first(header->next));
    if (is_last || header->next == frame.size()) return;
    frame = frame.subspan(header->next);
  }
  weird("SMB_too_many_compounded_messages");
}

void SmbAnalyzer::transform2(ByteSpan message) {
  std::optional<Smb2Transform> transform = parse_smb2_transform(message);
  if (!transform) return broken("what stands before an encrypted message is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.transformed.wanted()) return;
  Record* made = v2.transform.make(
      heap(), {text(transform->signature), text(transform->nonce), Value::of_count(transform->size),
               Value::of_count(transform->flags), Value::of_count(transform->session_id)});
  v2.transformed.raise({connection(), Value::of(made)});
}

void SmbAnalyzer::message2(Side side, const Smb2Header& header, ByteSpan message) {
  bool is_request = side == Side::kOrig;
  if (binding_.v2.message.wanted())
    binding_.v2.message.raise({connection(), header2(header), side_value(side)});
  if (is_request) {
    remember(trees2_, "tree", header.message_id, {header.tree_id, 0, 0});
    return request2(header, message);
  }
  confirm();
  if (header.status != kSmb2Pending) response2(header, message);
}

void SmbAnalyzer::remember(Waiting& waiting, std::string_view name, uint64_t message, Whose whose) {
  waiting[message] = whose;
  if (waiting.size() < binding_.max_pending->u) return;
  if (binding_.v2.discarded.wanted()) binding_.v2.discarded.raise({connection(), text(name)});
  waiting.clear();
}

SmbAnalyzer::Whose SmbAnalyzer::answered(Waiting& waiting, uint64_t message, Whose otherwise) {
  auto found = waiting.find(message);
  if (found == waiting.end()) return otherwise;
  Whose whose = found->second;
  waiting.erase(found);
  return whose;
}

void SmbAnalyzer::request2(const Smb2Header& header, ByteSpan message) {
  switch (Smb2Command(header.command)) {
  case Smb2Command::kNegotiate: return negotiate_request2(header, message);
  case Smb2Command::kSessionSetup: return session_request2(header, message);
  case Smb2Command::kTreeConnect: return tree_request2(header, message);
  case Smb2Command::kTreeDisconnect:
    if (binding_.v2.tree_disconnect_request.wanted())
      binding_.v2.tree_disconnect_request.raise({connection(), header2(header)});
    return;
  case Smb2Command::kCreate: return create_request2(header, message);
  case Smb2Command::kClose: return close_request2(header, message);
  case Smb2Command::kRead: return read_request2(header, message);
  case Smb2Command::kWrite: return write_request2(header, message);
  case Smb2Command::kIoctl: return ioctl_request2(header, message);
  case Smb2Command::kSetInfo: return set_info2(header, message);
  case Smb2Command::kLogoff:
  case Smb2Command::kFlush:
  case Smb2Command::kLock:
  case Smb2Command::kCancel:
  case Smb2Command::kEcho:
  case Smb2Command::kQueryDirectory:
  case Smb2Command::kChangeNotify:
  case Smb2Command::kQueryInfo:
  case Smb2Command::kOplockBreak: return;
  }
}

void SmbAnalyzer::response2(const Smb2Header& header, ByteSpan message) {
  uint32_t tree = answered(trees2_, header.message_id, {header.tree_id, 0, 0}).tree;
  Smb2Command command = Smb2Command(header.command);
  Whose asked;
  if (command == Smb2Command::kRead) asked = answered(reads2_, header.message_id, {});
  if (command == Smb2Command::kIoctl) asked = answered(ioctls2_, header.message_id, {});
  if (!has_body(header)) return;
  switch (command) {
  case Smb2Command::kNegotiate: return negotiate_response2(header, message);
  case Smb2Command::kSessionSetup: return session_response2(header, message);
  case Smb2Command::kTreeConnect: return tree_response2(header, header.tree_id, message);
  case Smb2Command::kTreeDisconnect:
    if (binding_.v2.tree_disconnect_response.wanted())
      binding_.v2.tree_disconnect_response.raise({connection(), header2(header)});
    return;
  case Smb2Command::kCreate: return create_response2(header, message);
  case Smb2Command::kClose: return close_response2(header, tree, message);
  case Smb2Command::kRead: return read_response2(tree, asked, message);
  case Smb2Command::kWrite: return write_response2(header, message);
  case Smb2Command::kIoctl: return ioctl_response2(asked, message);
  case Smb2Command::kSetInfo:
  case Smb2Command::kLogoff:
  case Smb2Command::kFlush:
  case Smb2Command::kLock:
  case Smb2Command::kCancel:
  case Smb2Command::kEcho:
  case Smb2Command::kQueryDirectory:
  case Smb2Command::kChangeNotify:
  case Smb2Command::kQueryInfo:
  case Smb2Command::kOplockBreak: return;
  }
}

// ---- Beginning -----------------------------------------------------------------------

void SmbAnalyzer::negotiate_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<std::vector<uint16_t>> dialects = parse_smb2_negotiate_request(message);
  if (!dialects) return broken("a request to negotiate is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.negotiate_request.wanted()) return;
  Vector* list = make_vector(heap(), v2.dialects, dialects->size());
  for (uint16_t dialect : *dialects) push(heap(), list, Value::of_count(dialect));
  v2.negotiate_request.raise({connection(), header2(header), Value::of(list)});
}

void SmbAnalyzer::negotiate_response2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2NegotiateResponse> response = parse_smb2_negotiate_response(message);
  if (!response) return broken("the answer to a negotiation is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (v2.negotiate_response.wanted()) {
    Record* made = v2.negotiate.make(
        heap(),
        {Value::of_count(response->dialect), Value::of_count(response->security_mode),
         id2(response->server), Value::of_double(seconds_of_filetime(response->system_time)),
         Value::of_double(seconds_of_filetime(response->start_time)),
         Value::of_count(response->context_count), contexts2(response->contexts)});
    v2.negotiate_response.raise({connection(), header2(header), Value::of(made)});
  }
  login(Side::kResp, response->security_blob);
}

void SmbAnalyzer::session_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2SessionSetup> setup = parse_smb2_session_request(message);
  if (!setup) return broken("a request for a session is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (v2.session_setup_request.wanted()) {
    Record* made = v2.session_request.make(heap(), {Value::of_count(setup->mode)});
    v2.session_setup_request.raise({connection(), header2(header), Value::of(made)});
  }
  login(Side::kOrig, setup->security_blob);
}

void SmbAnalyzer::session_response2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2SessionSetup> setup = parse_smb2_session_response(message);
  if (!setup) return broken("the answer to a request for a session is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (v2.session_setup_response.wanted()) {
    Record* flags = v2.session_flags.make(heap(), {Value::of_bool(setup->mode & 1),
                                                   Value::of_bool(setup->mode & 2),
                                                   Value::of_bool(setup->mode & 4)});
    Record* made = v2.session_response.make(heap(), {Value::of(flags)});
    v2.session_setup_response.raise({connection(), header2(header), Value::of(made)});
  }
  login(Side::kResp, setup->security_blob);
}

void SmbAnalyzer::tree_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<ByteSpan> path = parse_smb2_tree_request(message);
  if (!path) return broken("a request for a share is cut short");
  if (binding_.v2.tree_connect_request.wanted())
    binding_.v2.tree_connect_request.raise({connection(), header2(header), name(*path)});
}

void SmbAnalyzer::tree_response2(const Smb2Header& header, uint32_t tree, ByteSpan message) {
  constexpr uint8_t kPipeShare = 2;
  std::optional<uint8_t> type = parse_smb2_tree_response(message);
  if (!type) return broken("the answer to a request for a share is cut short");
  if (*type == kPipeShare) note_pipe_tree(tree);
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.tree_connect_response.wanted()) return;
  Record* made = v2.tree.make(heap(), {Value::of_count(*type)});
  v2.tree_connect_response.raise({connection(), header2(header), Value::of(made)});
}

// ---- Files ---------------------------------------------------------------------------

void SmbAnalyzer::create_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2CreateRequest> request = parse_smb2_create_request(message);
  if (!request) return broken("a request to open is cut short");
  std::string path = text_of_utf16(request->name);
  guess_pipe(header.tree_id, path);
  if (path.empty()) path = "<share_root>";
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.create_requested.wanted()) return;
  Record* made = v2.create_request.make(heap(), {text(path), Value::of_count(request->disposition),
                                                 Value::of_count(request->options)});
  v2.create_requested.raise({connection(), header2(header), Value::of(made)});
}

void SmbAnalyzer::create_response2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2CreateResponse> response = parse_smb2_create_response(message);
  if (!response) return broken("the answer to a request to open is cut short");
  note_size(number_of(response->file), response->size);
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.create_responded.wanted()) return;
  Record* made = v2.create_response.make(
      heap(), {id2(response->file), Value::of_count(response->size), times(response->times),
               attributes2(response->attributes), Value::of_count(response->action)});
  v2.create_responded.raise({connection(), header2(header), Value::of(made)});
}

void SmbAnalyzer::close_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2FileId> file = parse_smb2_close_request(message);
  if (!file) return broken("a request to close is cut short");
  close_pipe(number_of(*file));
  sizes_.erase(number_of(*file));
  if (binding_.v2.close_request.wanted())
    binding_.v2.close_request.raise({connection(), header2(header), id2(*file)});
}

void SmbAnalyzer::close_response2(const Smb2Header& header, uint32_t tree, ByteSpan message) {
  std::optional<Smb2CloseResponse> response = parse_smb2_close_response(message);
  if (!response) return broken("the answer to a request to close is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (v2.close_response.wanted()) {
    Record* made = v2.close.make(heap(), {Value::of_count(response->allocated),
                                          Value::of_count(response->size), times(response->times),
                                          attributes2(response->attributes)});
    v2.close_response.raise({connection(), header2(header), Value::of(made)});
  }
  if (!is_pipe(tree)) end_file();
}

void SmbAnalyzer::read_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2Transfer> read = parse_smb2_read_request(message);
  if (!read) return broken("a request to read is cut short");
  if (binding_.v2.read_request.wanted())
    binding_.v2.read_request.raise({connection(), header2(header), id2(read->file),
                                    Value::of_count(read->offset), Value::of_count(read->length)});
  remember(reads2_, "read", header.message_id,
           {header.tree_id, number_of(read->file), read->offset});
}

void SmbAnalyzer::read_response2(uint32_t tree, const Whose& asked, ByteSpan message) {
  std::optional<ByteSpan> data = parse_smb2_read_response(message);
  if (!data) return broken("the answer to a request to read is cut short");
  if (is_pipe(tree))
    pipe_data(Side::kResp, asked.file, *data);
  else
    file_data(Transfer::kRead, asked.file, asked.offset, *data);
}

void SmbAnalyzer::write_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2Transfer> write = parse_smb2_write_request(message);
  if (!write) return broken("a request to write is cut short");
  if (binding_.v2.write_request.wanted())
    binding_.v2.write_request.raise({connection(), header2(header), id2(write->file),
                                     Value::of_count(write->offset),
                                     Value::of_count(write->length)});
  if (is_pipe(header.tree_id))
    pipe_data(Side::kOrig, number_of(write->file), write->data);
  else
    file_data(Transfer::kWritten, number_of(write->file), write->offset, write->data);
}

void SmbAnalyzer::write_response2(const Smb2Header& header, ByteSpan message) {
  std::optional<uint32_t> length = parse_smb2_write_response(message);
  if (!length) return broken("the answer to a request to write is cut short");
  if (binding_.v2.write_response.wanted())
    binding_.v2.write_response.raise({connection(), header2(header), Value::of_count(*length)});
}

void SmbAnalyzer::ioctl_request2(const Smb2Header& header, ByteSpan message) {
  std::optional<Smb2Ioctl> ioctl = parse_smb2_ioctl_request(message);
  if (!ioctl) return broken("a control request is cut short");
  if (ioctl->code != kSmb2PipeTransceive) return;
  remember(ioctls2_, "ioctl", header.message_id, {header.tree_id, number_of(ioctl->file), 0});
  pipe_data(Side::kOrig, number_of(ioctl->file), ioctl->input);
}

void SmbAnalyzer::ioctl_response2(const Whose& asked, ByteSpan message) {
  std::optional<Smb2Ioctl> ioctl = parse_smb2_ioctl_response(message);
  if (!ioctl) return broken("the answer to a control request is cut short");
  if (ioctl->code != kSmb2PipeTransceive) return;
  uint64_t file = asked.file != 0 ? asked.file : number_of(ioctl->file);
  pipe_data(Side::kResp, file, ioctl->output);
}

}  // namespace avocet
