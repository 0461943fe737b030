// MailAnalyzer: what protocols that carry mail have in common. A message is taken apart as MIME,
// its entities raise events (mime_*) and are files; the whole of it may be a file, too.
#pragma once

#include <memory>
#include <string>

#include "analyzer/protocol.h"
#include "file/files.h"
#include "mime/message.h"

namespace avocet {

// What of a world mail needs.
struct MailBinding {
  // `name`: of the protocol, as in its tag.
  MailBinding(ProtocolWorld& world, std::string_view name);

  std::string_view name;
  int64_t tag = 0;
  int64_t ssl_tag = 0;         // zero: the scripts know none
  uint32_t connection_id = 0;  // the field `id` of a connection
  const Value *segment_length, *segment_overlap, *max_depth, *max_header_bytes;
  const TableType* header_list = nullptr;
  RecordMaker header;
  EventHandle begin_entity, end_entity, one_header, all_headers, segment, entity_data, all_data,
      content_md5, content_sha256, mime_event;
};

class MailAnalyzer : public ProtocolAnalyzer, private MimeObserver {
 public:
  explicit MailAnalyzer(const MailBinding& mail);
  ~MailAnalyzer() override;

 protected:
  // What becomes of a message as a whole.
  enum class Whole : uint8_t { kIgnored, kFile };
  // A message by `side` begins. Precondition: none is open.
  // `max_line`: of what comes as bytes; zero: as long as MIME allows.
  void begin_message(Side side, Whole whole, size_t max_line = 0);
  bool has_message() const { return message_ != nullptr; }
  // A line of it, or some bytes.
  void message_line(std::string_view line);
  void message_bytes(std::string_view bytes);
  void message_gap(uint64_t length);
  // It is over, if there is one.
  void end_message();
  // The rest of its body is of no interest.
  void ignore_message() { ignores_body_ = true; }

 private:
  struct Digests;

  void begin_entity(const MimeEntity& entity) override;
  void header(const MimeEntity& entity, const MimeHeader& header) override;
  void all_headers(const MimeEntity& entity) override;
  void body(const MimeEntity& entity, std::string_view bytes) override;
  void end_entity(const MimeEntity& entity) override;
  void illegal(std::string_view what, std::string_view detail) override;
  void too_deep() override;

  Value header_record(const MimeHeader& header) const;
  void add_segment(std::string_view bytes);
  void raise_data(const EventHandle& event, std::string_view bytes);
  // Whether there is a file with that id, which is asked for once.
  bool open_file(std::string& id, bool& was_asked);
  // The connection as files know it; lent as long as `connection`.
  FileConnection over(const Owned& connection) const;
  // Feeds the file, bytes or a hole; it is there from its first bytes on, be they none.
  void to_file(std::string& id, bool& was_asked, std::string_view bytes, uint64_t gap);
  void end_file(std::string& id, bool& was_asked);

  const MailBinding& mail_;
  std::unique_ptr<MimeMessage> message_;
  std::unique_ptr<Digests> digests_;
  Side side_ = Side::kOrig;
  bool ignores_body_ = false;
  uint64_t length_ = 0;  // of all bodies of the message
  std::string segment_, entity_data_, all_data_;
  std::string file_, whole_file_;  // ids
  bool asked_file_ = false, asked_whole_ = false, wants_whole_ = false;
};

}  // namespace avocet
