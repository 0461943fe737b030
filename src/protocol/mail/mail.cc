#include "protocol/mail/mail.h"

#include <openssl/evp.h>

#include <array>

#include "base/text.h"
#include "value/table.h"

namespace avocet {

namespace {

// What handlers of whole entities and messages get at most.
constexpr size_t kMaxKept = 16 << 20;

void append_up_to(std::string& to, std::string_view bytes) {
  to += bytes.substr(0, kMaxKept - std::min(kMaxKept, to.size()));
}

uint64_t option(const Value* global, uint64_t otherwise) { return global ? global->u : otherwise; }

class Digest {
 public:
  explicit Digest(const EVP_MD* kind) : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), kind, nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string result() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> found{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), found.data(), &size);
    return std::string(found.begin(), found.begin() + size);
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

struct MailAnalyzer::Digests {
  Digest md5{EVP_md5()}, sha256{EVP_sha256()};
};

MailBinding::MailBinding(ProtocolWorld& world, std::string_view protocol)
    : name(protocol),
      connection_id(RecordBinding(world.shapes("connection"), "connection", world.errors)
                        .field("id", TypeKind::kRecord)),
      segment_length(world.global("mime_segment_length")),
      segment_overlap(world.global("mime_segment_overlap_length")),
      max_depth(world.global("MIME::max_depth")),
      max_header_bytes(world.global("MIME::max_header_bytes")),
      header(world.shapes, "mime_header_rec",
             {{"original_name", TypeKind::kString},
              {"name", TypeKind::kString},
              {"value", TypeKind::kString}},
             world.errors) {
  const Program& program = world.machine.program();
  tag = world.tag(protocol);
  ssl_tag = world.tag("SSL");
  header_list = as_table(program.find_type("mime_header_list"));
  auto bind = [&](EventHandle& handle, std::string_view event,
                  std::initializer_list<std::string_view> further) {
    std::vector<std::string_view> types{"connection"};
    types.insert(types.end(), further.begin(), further.end());
    handle = world.event(event, types);
  };
  bind(begin_entity, "mime_begin_entity", {});
  bind(end_entity, "mime_end_entity", {});
  bind(one_header, "mime_one_header", {"mime_header_rec"});
  bind(all_headers, "mime_all_headers", {"table[count] of mime_header_rec"});
  bind(segment, "mime_segment_data", {"count", "string"});
  bind(entity_data, "mime_entity_data", {"count", "string"});
  bind(all_data, "mime_all_data", {"count", "string"});
  bind(content_md5, "mime_content_hash", {"count", "string"});
  bind(content_sha256, "mime_content_hash_sha256", {"count", "string"});
  bind(mime_event, "mime_event", {"string", "string"});
}

MailAnalyzer::MailAnalyzer(const MailBinding& mail) : mail_(mail) {}
MailAnalyzer::~MailAnalyzer() = default;

// ---- Messages ------------------------------------------------------------------------

void MailAnalyzer::begin_message(Side side, Whole whole, size_t max_line) {
  MimeLimits limits;
  limits = MimeLimits::of_options(option(mail_.max_depth, limits.max_depth),
                                  option(mail_.max_header_bytes, limits.max_header_bytes));
  if (max_line > 0) limits.max_line = max_line;
  side_ = side;
  ignores_body_ = false;
  length_ = 0;
  all_data_.clear();
  wants_whole_ = whole == Whole::kFile;
  if (mail_.content_md5.wanted() || mail_.content_sha256.wanted())
    digests_ = std::make_unique<Digests>();
  // Scripts name the file of the whole before they hear of its first entity.
  if (wants_whole_) open_file(whole_file_, asked_whole_);
  message_ = std::make_unique<MimeMessage>(static_cast<MimeObserver&>(*this), limits);
  message_->begin();
}

void MailAnalyzer::message_line(std::string_view line) {
  if (!message_) return;
  if (wants_whole_) to_file(whole_file_, asked_whole_, std::string(line) + "\r\n", 0);
  message_->line(line);
}

void MailAnalyzer::message_bytes(std::string_view bytes) {
  if (!message_) return;
  if (wants_whole_) to_file(whole_file_, asked_whole_, bytes, 0);
  message_->bytes(bytes);
}

void MailAnalyzer::message_gap(uint64_t length) {
  if (!message_) return;
  if (wants_whole_) to_file(whole_file_, asked_whole_, {}, length);
  message_->gap();
  if (!ignores_body_) to_file(file_, asked_file_, {}, length);
}

void MailAnalyzer::end_message() {
  if (!message_) return;
  message_->finish();
  message_.reset();
  end_file(whole_file_, asked_whole_);
  raise_data(mail_.all_data, all_data_);
  all_data_ = {};
  if (!digests_) return;
  auto raise = [&](const EventHandle& event, Digest& digest) {
    if (event.wanted())
      event.raise({connection(), Value::of_count(length_), text(digest.result())});
  };
  raise(mail_.content_md5, digests_->md5);
  raise(mail_.content_sha256, digests_->sha256);
  digests_.reset();
}

// ---- What MIME finds -----------------------------------------------------------------

void MailAnalyzer::begin_entity(const MimeEntity&) {
  if (mail_.begin_entity.wanted()) mail_.begin_entity.raise({connection()});
}

Value MailAnalyzer::header_record(const MimeHeader& header) const {
  return Value::of(mail_.header.make(
      heap(), {text(header.name), text(ascii_upper(header.name)), text(header.value)}));
}

void MailAnalyzer::header(const MimeEntity&, const MimeHeader& header) {
  if (mail_.one_header.wanted()) mail_.one_header.raise({connection(), header_record(header)});
}

void MailAnalyzer::all_headers(const MimeEntity& entity) {
  if (!mail_.all_headers.wanted() || !mail_.header_list) return;
  Table* list = make_table(heap(), mail_.header_list);
  uint64_t number = 0;
  for (const MimeHeader& header : entity.headers) {
    Value key = Value::of_count(++number);
    put(heap(), list, &key, header_record(header));
  }
  mail_.all_headers.raise({connection(), Value::of(list)});
}

void MailAnalyzer::body(const MimeEntity&, std::string_view bytes) {
  if (ignores_body_) return;
  if (bytes.empty()) return to_file(file_, asked_file_, bytes, 0);
  length_ += bytes.size();
  if (digests_) {
    digests_->md5.add(bytes);
    digests_->sha256.add(bytes);
  }
  if (mail_.segment.wanted()) add_segment(bytes);
  if (mail_.entity_data.wanted()) append_up_to(entity_data_, bytes);
  if (mail_.all_data.wanted()) append_up_to(all_data_, bytes);
  to_file(file_, asked_file_, bytes, 0);
}

void MailAnalyzer::end_entity(const MimeEntity&) {
  if (!segment_.empty()) raise_data(mail_.segment, segment_);
  segment_.clear();
  if (!entity_data_.empty()) raise_data(mail_.entity_data, entity_data_);
  entity_data_ = {};
  if (mail_.end_entity.wanted()) mail_.end_entity.raise({connection()});
  end_file(file_, asked_file_);
}

void MailAnalyzer::illegal(std::string_view what, std::string_view detail) {
  if (mail_.mime_event.wanted()) mail_.mime_event.raise({connection(), text(what), text(detail)});
}

void MailAnalyzer::too_deep() { weird("exceeded_mime_max_depth"); }

void MailAnalyzer::raise_data(const EventHandle& event, std::string_view bytes) {
  if (event.wanted()) event.raise({connection(), Value::of_count(bytes.size()), text(bytes)});
}

void MailAnalyzer::add_segment(std::string_view bytes) {
  size_t size = std::max<size_t>(option(mail_.segment_length, 1024), 1);
  size_t overlap = std::min<size_t>(option(mail_.segment_overlap, 0), size - 1);
  while (!bytes.empty()) {
    size_t taken = std::min(size - std::min(size, segment_.size()), bytes.size());
    segment_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (segment_.size() < size) return;
    raise_data(mail_.segment, segment_);
    segment_.erase(0, size - overlap);
  }
}

// ---- Files ---------------------------------------------------------------------------

bool MailAnalyzer::open_file(std::string& id, bool& was_asked) {
  auto* files = machine().try_service<Files>();
  if (!files || (was_asked && id.empty())) return false;
  if (was_asked) return true;
  was_asked = true;
  Owned lent(connection());
  id = files->ask_id(mail_.tag, over(lent));
  return !id.empty();
}

FileConnection MailAnalyzer::over(const Owned& connection) const {
  Value lent = connection.get();
  return {lent, lent.record()->at(mail_.connection_id), side_ == Side::kOrig};
}

void MailAnalyzer::to_file(std::string& id, bool& was_asked, std::string_view bytes, uint64_t gap) {
  if (!open_file(id, was_asked)) return;
  // Handlers that run meanwhile may take this away; what belongs to the file stays until its end.
  Files& files = machine().service<Files>();
  Owned lent(connection());
  FileConnection from = over(lent);
  std::string file = id;
  if (gap > 0)
    files.gap(file, {mail_.name, &from}, gap);
  else
    files.data(file, {mail_.name, &from}, bytes);
}

void MailAnalyzer::end_file(std::string& id, bool& was_asked) {
  auto* files = machine().try_service<Files>();
  if (files && !id.empty()) files->end(id);
  id.clear();
  was_asked = false;
}

}  // namespace avocet
