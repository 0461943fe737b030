// The commands of SMB 1.
#include "base/windows.h"
#include "protocol/smb/analyzer.h"

namespace avocet {

namespace {

constexpr size_t kMaxPending = 65'536;  // numbers of messages have 16 bits

// Whether a response says that something went wrong, and not that there is more to come.
bool is_error(uint32_t status) {
  return status != 0 && status != kSmb2MoreProcessing && status != kSmb2BufferOverflow;
}

// A name on a share as others write it, without the separator that stands before all of them.
std::string share_name(std::string name) {
  if (name.starts_with('\\')) name.erase(0, 1);
  return name.empty() ? "<share_root>" : name;
}

}  // namespace

void SmbAnalyzer::message1(Side side, ByteSpan message) {
  std::optional<Smb1Header> header = parse_smb1_header(message);
  if (!header) return broken("a header of SMB is cut short");
  const Smb1Binding& v1 = binding_.v1;
  if (v1.message.wanted()) v1.message.raise({connection(), header1(*header), side_value(side)});
  if (side == Side::kResp) confirm();
  bool failed = side == Side::kResp && is_error(header->status);
  if (failed && v1.error.wanted())
    v1.error.raise({connection(), header1(*header), side_value(side)});
  uint8_t command = header->command;
  size_t at = kSmb1HeaderSize;
  for (uint64_t depth = 0;; ++depth) {
    std::optional<Smb1Block> block = parse_smb1_block(*header, message, at);
    if (!block) return broken("a command of SMB is cut short");
    if (side == Side::kOrig)
      request1(*header, command, *block);
    else
      response1(*header, command, *block);
    std::optional<Smb1Next> next = parse_smb1_next(command, *block);
    if (!next) return;
    if (next->at <= at) return weird("smb_andx_offset_not_advancing");
    if (depth >= binding_.max_andx_depth->u) return weird("smb_andx_depth_exceeded");
    command = next->command;
    at = next->at;
  }
}

void SmbAnalyzer::request1(const Smb1Header& header, uint8_t command, const Smb1Block& block) {
  const Smb1Binding& v1 = binding_.v1;
  // Of the old commands, paths have their format in front.
  auto raise_path = [&](const EventHandle& event) {
    if (!event.wanted()) return;
    Smb1Strings strings(block, 1);
    event.raise({connection(), header1(header), text(strings.next())});
  };
  switch (Smb1Command(command)) {
  case Smb1Command::kNegotiate: return negotiate_request1(header, block);
  case Smb1Command::kSessionSetup: return session_request1(header, block);
  case Smb1Command::kTreeConnect: return tree_request1(header, block);
  case Smb1Command::kNtCreate: return create_request1(header, block);
  case Smb1Command::kRead: return read_request1(header, block);
  case Smb1Command::kWrite: return write_request1(header, block);
  case Smb1Command::kClose: return close_request1(header, block);
  case Smb1Command::kTransaction: return transaction_request1(header, block);
  case Smb1Command::kTransaction2: return transaction2_request1(header, block);
  case Smb1Command::kTransactionSecondary:
  case Smb1Command::kTransaction2Secondary: return secondary1(header, command, block);
  case Smb1Command::kTreeDisconnect:
    if (v1.tree_disconnect.wanted())
      v1.tree_disconnect.raise({connection(), header1(header), Value::of_bool(true)});
    return;
  case Smb1Command::kLogoff:
    if (v1.logoff.wanted()) v1.logoff.raise({connection(), Value::of_bool(true)});
    return;
  case Smb1Command::kNtCancel:
    if (v1.cancel.wanted()) v1.cancel.raise({connection(), header1(header)});
    return;
  case Smb1Command::kEcho: return echo1(v1.echo_request, block);
  case Smb1Command::kQueryInformation: return raise_path(v1.query_information);
  case Smb1Command::kCheckDirectory: return raise_path(v1.check_directory_request);
  case Smb1Command::kCreateDirectory: return raise_path(v1.create_directory_request);
  case Smb1Command::kLocking:
  case Smb1Command::kOpen: return;
  }
}

void SmbAnalyzer::response1(const Smb1Header& header, uint8_t command, const Smb1Block& block) {
  const Smb1Binding& v1 = binding_.v1;
  Whose asked = answered(waiting1_, header.message_id, {});
  auto raise_plain = [&](const EventHandle& event) {
    if (event.wanted()) event.raise({connection(), header1(header)});
  };
  if (is_error(header.status)) return;
  switch (Smb1Command(command)) {
  case Smb1Command::kCheckDirectory: return raise_plain(v1.check_directory_response);
  case Smb1Command::kCreateDirectory: return raise_plain(v1.create_directory_response);
  case Smb1Command::kTreeDisconnect:
    if (v1.tree_disconnect.wanted())
      v1.tree_disconnect.raise({connection(), header1(header), Value::of_bool(false)});
    return;
  case Smb1Command::kLogoff:
    if (v1.logoff.wanted()) v1.logoff.raise({connection(), Value::of_bool(false)});
    return;
  case Smb1Command::kClose: return;
  case Smb1Command::kTransaction2:
    // An answer to the first part of a request has nothing in it.
    if (block.word_count == 0) raise_plain(v1.empty_response);
    return;
  default: break;
  }
  if (block.word_count == 0) return raise_plain(v1.empty_response);
  switch (Smb1Command(command)) {
  case Smb1Command::kNegotiate: return negotiate_response1(header, block);
  case Smb1Command::kSessionSetup: return session_response1(header, block);
  case Smb1Command::kTreeConnect: return tree_response1(header, block);
  case Smb1Command::kNtCreate: return create_response1(header, block);
  case Smb1Command::kRead: return read_response1(header, asked, block);
  case Smb1Command::kWrite: return write_response1(header, block);
  case Smb1Command::kTransaction: return transaction_response1(header, asked, block);
  case Smb1Command::kEcho: return echo1(v1.echo_response, block);
  default: return;
  }
}

void SmbAnalyzer::wait1(uint16_t message, Whose whose) {
  if (waiting1_.size() >= kMaxPending) waiting1_.clear();
  waiting1_[message] = whose;
}

// ---- Beginning -----------------------------------------------------------------------

void SmbAnalyzer::negotiate_request1(const Smb1Header& header, const Smb1Block& block) {
  const Smb1Binding& v1 = binding_.v1;
  if (!v1.negotiate_request.wanted()) return;
  Vector* list = make_vector(heap(), v1.dialects, 0);
  Smb1Strings strings(block, 0);
  while (strings.remaining() > 0) {
    strings.take(1);  // its format
    push(heap(), list, text(strings.next_oem()));
  }
  v1.negotiate_request.raise({connection(), header1(header), Value::of(list)});
}

void SmbAnalyzer::negotiate_response1(const Smb1Header& header, const Smb1Block& block) {
  const Smb1Binding& v1 = binding_.v1;
  constexpr uint8_t kNt = 17;
  constexpr size_t kGuid = 16;
  if (v1.negotiate_response.wanted())
    v1.negotiate_response.raise({connection(), header1(header), negotiated1(block)});
  if (block.word_count != kNt) return;
  std::optional<Smb1NtNegotiation> found = parse_smb1_nt_negotiation(block);
  if (!found || !(found->capabilities & kSmb1ExtendedSecurity)) return;
  if (block.bytes.size() > kGuid) login(Side::kResp, block.bytes.subspan(kGuid));
}

void SmbAnalyzer::session_request1(const Smb1Header& header, const Smb1Block& block) {
  std::optional<Smb1SessionRequest> request = parse_smb1_session_request(block);
  if (!request) return broken("a request for a session is cut short");
  if (binding_.v1.setup_request.wanted())
    binding_.v1.setup_request.raise(
        {connection(), header1(header), session_request1(*request, block.word_count)});
  login(Side::kOrig, request->security_blob);
}

void SmbAnalyzer::session_response1(const Smb1Header& header, const Smb1Block& block) {
  std::optional<Smb1SessionResponse> response = parse_smb1_session_response(block);
  if (!response) return broken("the answer to a request for a session is cut short");
  const Smb1Binding& v1 = binding_.v1;
  if (v1.setup_response.wanted()) {
    enum : size_t { kDomain = 4, kBlob };
    Record* made = v1.session_response.make(
        heap(), {number(block.word_count), Value::of_bool(response->action & 1),
                 text(response->native_os), text(response->native_lan_manager)});
    v1.session_response.set(made, kDomain, text(response->domain));
    if (!response->security_blob.empty())
      v1.session_response.set(made, kBlob, text(response->security_blob));
    v1.setup_response.raise({connection(), header1(header), Value::of(made)});
  }
  login(Side::kResp, response->security_blob);
}

void SmbAnalyzer::tree_request1(const Smb1Header& header, const Smb1Block& block) {
  if (!binding_.v1.tree_request.wanted()) return;
  ByteReader words(block.words);
  words.skip(6);
  Smb1Strings strings(block, words.u16_le());  // a password
  std::string path = strings.next(), service = strings.next_oem();
  binding_.v1.tree_request.raise({connection(), header1(header), text(path), text(service)});
}

void SmbAnalyzer::tree_response1(const Smb1Header& header, const Smb1Block& block) {
  Smb1Strings strings(block, 0);
  std::string service = strings.next_oem(), file_system = strings.next();
  if (service == "IPC") note_pipe_tree(header.tree_id);
  if (binding_.v1.tree_response.wanted())
    binding_.v1.tree_response.raise(
        {connection(), header1(header), text(service), text(file_system)});
}

void SmbAnalyzer::echo1(const EventHandle& event, const Smb1Block& block) {
  if (!event.wanted()) return;
  ByteReader words(block.words);
  event.raise({connection(), number(words.u16_le()), text(block.bytes)});
}

// ---- Files ---------------------------------------------------------------------------

void SmbAnalyzer::create_request1(const Smb1Header& header, const Smb1Block& block) {
  Smb1Strings strings(block, 0);
  std::string path = share_name(strings.next());
  guess_pipe(header.tree_id, path);
  if (binding_.v1.create_request.wanted())
    binding_.v1.create_request.raise({connection(), header1(header), text(path)});
}

void SmbAnalyzer::create_response1(const Smb1Header& header, const Smb1Block& block) {
  std::optional<Smb1NtCreateResponse> response = parse_smb1_nt_create_response(block);
  if (!response) return broken("the answer to a request to open is cut short");
  note_size(response->file, response->size);
  if (binding_.v1.create_response.wanted())
    binding_.v1.create_response.raise({connection(), header1(header), number(response->file),
                                       number(response->size), times(response->times)});
}

void SmbAnalyzer::read_request1(const Smb1Header& header, const Smb1Block& block) {
  std::optional<Smb1Transfer> read = parse_smb1_read_request(block);
  if (!read) return broken("a request to read is cut short");
  wait1(header.message_id, {header.tree_id, read->file, read->offset});
  if (binding_.v1.read_request.wanted())
    binding_.v1.read_request.raise({connection(), header1(header), number(read->file),
                                    number(read->offset), number(read->length)});
}

void SmbAnalyzer::read_response1(const Smb1Header& header, const Whose& asked,
                                 const Smb1Block& block) {
  std::optional<Smb1Transfer> read = parse_smb1_read_response(block);
  if (!read) return broken("the answer to a request to read is cut short");
  if (binding_.v1.read_response.wanted())
    binding_.v1.read_response.raise({connection(), header1(header), number(read->length)});
  if (is_pipe(header.tree_id))
    pipe_data(Side::kResp, asked.file, read->data);
  else
    file_data(Transfer::kRead, asked.file, asked.offset, read->data);
}

void SmbAnalyzer::write_request1(const Smb1Header& header, const Smb1Block& block) {
  std::optional<Smb1Transfer> write = parse_smb1_write_request(block);
  if (!write) return broken("a request to write is cut short");
  if (binding_.v1.write_request.wanted())
    binding_.v1.write_request.raise({connection(), header1(header), number(write->file),
                                     number(write->offset), number(write->length)});
  // A message that ends before its data does lies.
  if (write->data.size() < write->length) broken("data to be written is cut short");
  if (is_pipe(header.tree_id))
    pipe_data(Side::kOrig, write->file, write->data);
  else
    file_data(Transfer::kWritten, write->file, write->offset, write->data);
}

void SmbAnalyzer::write_response1(const Smb1Header& header, const Smb1Block& block) {
  if (!binding_.v1.write_response.wanted()) return;
  ByteReader words(block.words);
  words.skip(4);
  uint32_t low = words.u16_le();
  words.skip(2);
  uint32_t high = words.u16_le();
  binding_.v1.write_response.raise({connection(), header1(header), number(high << 16 | low)});
}

void SmbAnalyzer::close_request1(const Smb1Header& header, const Smb1Block& block) {
  ByteReader words(block.words);
  uint16_t file = words.u16_le();
  if (words.failed()) return broken("a request to close is cut short");
  if (binding_.v1.close_request.wanted())
    binding_.v1.close_request.raise({connection(), header1(header), number(file)});
  close_pipe(file);
  sizes_.erase(file);
  if (!is_pipe(header.tree_id)) end_file();
}

// ---- Transactions --------------------------------------------------------------------

void SmbAnalyzer::transaction_request1(const Smb1Header& header, const Smb1Block& block) {
  constexpr uint16_t kCallPipe = 0x26;
  std::optional<Smb1Transaction> made = parse_smb1_transaction_request(block);
  if (!made) return broken("a transaction is cut short");
  uint16_t sub_command = made->setup.empty() ? uint16_t(0) : made->setup[0];
  if (binding_.v1.transaction_request.wanted())
    binding_.v1.transaction_request.raise({connection(), header1(header), text(made->name),
                                           number(sub_command), text(made->parameters),
                                           text(made->data)});
  // The share may have been connected before the capture began.
  if (made->name.starts_with("\\PIPE\\")) note_pipe_tree(header.tree_id);
  if (!is_pipe(header.tree_id) || (!made->setup.empty() && sub_command != kCallPipe)) return;
  uint64_t file = made->setup.size() > 1 ? made->setup[1] : 0;
  wait1(header.message_id, {header.tree_id, file, 0});
  pipe_data(Side::kOrig, file, made->data);
}

void SmbAnalyzer::transaction_response1(const Smb1Header& header, const Whose& asked,
                                        const Smb1Block& block) {
  std::optional<Smb1Transaction> made = parse_smb1_transaction_response(block);
  if (!made) return broken("the answer to a transaction is cut short");
  if (binding_.v1.transaction_response.wanted())
    binding_.v1.transaction_response.raise(
        {connection(), header1(header), text(made->parameters), text(made->data)});
  if (is_pipe(header.tree_id)) pipe_data(Side::kResp, asked.file, made->data);
}

void SmbAnalyzer::transaction2_request1(const Smb1Header& header, const Smb1Block& block) {
  enum : uint16_t { kFindFirst = 1, kQueryPath = 5, kReferral = 16 };
  std::optional<Smb1Transaction> made = parse_smb1_transaction_request(block);
  if (!made) return broken("a transaction is cut short");
  const Smb1Binding& v1 = binding_.v1;
  uint16_t sub_command = made->setup.empty() ? uint16_t(0) : made->setup[0];
  if (v1.transaction2_request.wanted())
    v1.transaction2_request.raise(
        {connection(), header1(header), transaction1(*made), number(sub_command)});
  ByteReader reader(made->parameters);
  auto name = [&] {
    ByteSpan rest = reader.rest();
    return block.is_unicode ? text_of_terminated_utf16(rest) : Smb1Strings(rest).next_oem();
  };
  if (sub_command == kFindFirst && v1.find_first_request.wanted()) {
    uint16_t attributes = reader.u16_le(), count = reader.u16_le(), flags = reader.u16_le(),
             level = reader.u16_le();
    uint32_t storage = reader.u32_le();
    Record* args = v1.find_first.make(heap(), {number(attributes), number(count), number(flags),
                                               number(level), number(storage), text(name())});
    v1.find_first_request.raise({connection(), header1(header), Value::of(args)});
  } else if (sub_command == kQueryPath && v1.query_path_request.wanted()) {
    reader.skip(6);
    v1.query_path_request.raise({connection(), header1(header), text(name())});
  } else if (sub_command == kReferral && v1.referral_request.wanted()) {
    reader.skip(2);
    v1.referral_request.raise({connection(), header1(header), text(name())});
  }
}

void SmbAnalyzer::secondary1(const Smb1Header& header, uint8_t command, const Smb1Block& block) {
  std::optional<Smb1Transaction> made = parse_smb1_transaction_secondary(block);
  if (!made) return broken("a transaction is cut short");
  bool is_second = command == uint8_t(Smb1Command::kTransaction2Secondary);
  const Smb1Binding& v1 = binding_.v1;
  const EventHandle& event = is_second ? v1.transaction2_secondary : v1.transaction_secondary;
  if (!event.wanted()) return;
  const RecordMaker& maker = is_second ? v1.secondary2 : v1.secondary;
  constexpr size_t kFile = 8;
  Record* args = maker.make(heap(), {number(made->total_parameters), number(made->total_data),
                                     number(made->parameter_count), number(made->parameter_offset),
                                     number(made->parameter_displacement), number(made->data_count),
                                     number(made->data_offset), number(made->data_displacement)});
  if (is_second) maker.set(args, kFile, number(made->file));
  event.raise(
      {connection(), header1(header), Value::of(args), text(made->parameters), text(made->data)});
}

}  // namespace avocet
