// An archive is read from its begin, as it comes:
//
//   header of a member --> its bytes (stored | deflated | skipped) --> descriptor? --> header ...
//   --> headers of the directory --> the end
//
// Archives within archives are unpacked by analyzers of their own, while the outer ones wait; how
// deep that goes and how much is unpacked from one file altogether is limited.
#include "file/zip_analyzer.h"

#include <zlib.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "file/record_filler.h"
#include "file/zip.h"
#include "value/table.h"

namespace avocet {

namespace {

constexpr uint32_t kMaxNesting = 8;
constexpr uint64_t kMaxUnpacked = uint64_t(256) << 20;

// Undoes deflate, without any header.
class Unpacker {
 public:
  Unpacker() { is_good_ = inflateInit2(&stream_, -MAX_WBITS) == Z_OK; }
  ~Unpacker() { inflateEnd(&stream_); }
  Unpacker(const Unpacker&) = delete;

  bool is_good() const { return is_good_; }
  bool is_over() const { return is_over_; }
  // Takes bytes off the front; yields what they are, a piece at a time. Empty: more bytes are
  // needed, or none.
  std::string_view step(std::string_view& bytes) {
    if (!is_good_ || is_over_) return {};
    ByteSpan from = bytes_of(bytes);
    stream_.next_in = const_cast<Bytef*>(from.data());
    stream_.avail_in = uInt(std::min<size_t>(from.size(), UINT32_MAX));
    stream_.next_out = out_;
    stream_.avail_out = sizeof out_;
    uInt given = stream_.avail_in;
    int result = inflate(&stream_, Z_SYNC_FLUSH);
    bytes.remove_prefix(given - stream_.avail_in);
    is_over_ = result == Z_STREAM_END;
    is_good_ = result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
    return {reinterpret_cast<const char*>(out_), sizeof out_ - stream_.avail_out};
  }

 private:
  z_stream stream_{};
  bool is_good_ = false, is_over_ = false;
  Bytef out_[16384];
};

class ZipAnalyzer final : public FileAnalyzer {
 public:
  explicit ZipAnalyzer(Files& files)
      : member_(files.queue(), files.machine().program(), "ZIP::file"),
        end_(files.queue(), files.machine().program(), "ZIP::end_of_directory") {}

  bool stream(std::string_view bytes) override {
    if (file().nesting() >= kMaxNesting) return false;
    while (!bytes.empty() && state_ != State::kOver) step(bytes);
    if (state_ == State::kOver) end_child();
    return state_ != State::kOver;
  }
  bool gap(uint64_t, uint64_t) override {
    end_child();
    return false;
  }
  void end() override {
    if (state_ == State::kSearch) to_child(kept_);
    end_child();
  }

 private:
  enum class State : uint8_t {
    kHeader,
    kStored,      // left_ bytes
    kDeflated,    // up to where it ends by itself
    kSkipped,     // left_ bytes
    kSearch,      // stored, up to a descriptor that fits
    kDescriptor,  // behind what was deflated
    kOver,
  };

  void step(std::string_view& bytes) {
    switch (state_) {
    case State::kHeader: return header(bytes);
    case State::kStored: return stored(bytes);
    case State::kDeflated: return deflated(bytes);
    case State::kSkipped: take_left(bytes); return;
    case State::kSearch: return search(bytes);
    case State::kDescriptor: return descriptor(bytes);
    case State::kOver: return;
    }
  }

  // ---- Headers

  // Keeps bytes until there are `size` of them.
  bool keep(std::string_view& bytes, size_t size) {
    size_t taken = std::min(size - std::min(size, kept_.size()), bytes.size());
    kept_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    return kept_.size() >= size;
  }

  void header(std::string_view& bytes) {
    constexpr size_t kMark = 4, kLongestFixed = 46;
    if (!keep(bytes, kMark)) return;
    std::optional<ZipHeaderSize> found = zip_header_size(bytes_of(kept_));
    while (!found && kept_.size() < kLongestFixed) {
      if (!keep(bytes, kept_.size() + 1)) return;
      found = zip_header_size(bytes_of(kept_));
    }
    if (!found || found->kind == ZipHeaderKind::kOther) {
      state_ = State::kOver;
      return;
    }
    if (!keep(bytes, found->size)) return;
    std::string whole = std::move(kept_);
    kept_.clear();
    take_header(found->kind, bytes_of(whole));
  }

  void take_header(ZipHeaderKind kind, ByteSpan whole) {
    switch (kind) {
    case ZipHeaderKind::kMember: return begin_member(parse_zip_member(whole));
    case ZipHeaderKind::kDirectory: raise_member(parse_zip_directory(whole), true); return;
    case ZipHeaderKind::kEnd:
      if (end_.wanted())
        end_.raise({files().record_of(file()), files().text(parse_zip_end(whole))});
      files().drain();
      state_ = State::kOver;
      return;
    case ZipHeaderKind::kOther: return;
    }
  }

  void raise_member(const ZipMember& member, bool is_entry) {
    if (!member_.wanted()) return;
    RecordFiller filler(files().machine(), "ZIP::File");
    filler.flag("global_", is_entry);
    if (!is_entry && !child_.empty()) filler.text("fid", child_);
    filler.text("filename", member.name);
    filler.seconds("time_", member.time);
    filler.text("comment", member.comment);
    if (member.method == ZipMember::kStored || member.method == ZipMember::kDeflated)
      filler.set("compression", Value::of_int(member.method));
    filler.flag("encrypted", member.is_encrypted());
    member_.raise({files().record_of(file()), filler.take()});
    files().drain();
  }

  // ---- Members

  void begin_member(const ZipMember& member) {
    bool is_known = member.method == ZipMember::kStored || member.method == ZipMember::kDeflated;
    bool has_size = !member.is_described_behind() || member.compressed > 0;
    is_described_ = member.is_described_behind();
    is_long_ = member.is_long;
    left_ = member.compressed;
    bool is_read = is_known && !member.is_encrypted();
    if (is_read) open_child(member, !is_described_);
    raise_member(member, false);
    if (!is_read)
      state_ = has_size ? State::kSkipped : State::kOver;
    else if (member.method == ZipMember::kDeflated)
      begin_deflated();
    else
      state_ = has_size ? State::kStored : State::kSearch;
    bool counts = state_ == State::kStored || state_ == State::kSkipped;
    if (counts && left_ == 0) end_member();
  }

  void begin_deflated() {
    unpacker_ = std::make_unique<Unpacker>();
    state_ = State::kDeflated;
  }

  std::string_view take_left(std::string_view& bytes) {
    std::string_view piece = bytes.substr(0, size_t(std::min<uint64_t>(left_, bytes.size())));
    bytes.remove_prefix(piece.size());
    left_ -= piece.size();
    if (state_ == State::kSkipped && left_ == 0) end_member();
    return piece;
  }

  void stored(std::string_view& bytes) {
    to_child(take_left(bytes));
    if (state_ == State::kStored && left_ == 0) end_member();
  }

  void deflated(std::string_view& bytes) {
    while (state_ == State::kDeflated) {
      std::string_view piece = unpacker_->step(bytes);
      bool is_full = !piece.empty();
      if (is_full) to_child(piece);
      if (!unpacker_->is_good()) state_ = State::kOver;
      if (state_ == State::kDeflated && unpacker_->is_over()) return end_member();
      if (!is_full) return;
    }
  }

  // "PK", two marks, a checksum, and the size twice, which tells whether it is the descriptor.
  void search(std::string_view& bytes) {
    size_t size = is_long_ ? 24 : 16;
    kept_ += bytes;
    size_t at = 0;
    while ((at = kept_.find(kZipDescriptor, at)) != std::string::npos &&
           at + size <= kept_.size()) {
      ByteReader reader(bytes_of(kept_).subspan(at + 8));
      uint64_t said = is_long_ ? reader.u64_le() : reader.u32_le();
      if (said == found_ + at) break;
      ++at;
    }
    bool is_there = at != std::string::npos && at + size <= kept_.size();
    // What lies behind a descriptor has just come.
    bytes = is_there ? bytes.substr(bytes.size() - (kept_.size() - at - size)) : "";
    size_t sure = is_there ? at : std::min(at, kept_.size() - std::min(kept_.size(), size));
    to_child(std::string_view(kept_).substr(0, sure));
    found_ += sure;
    kept_.erase(0, sure);
    if (!is_there || state_ != State::kSearch) return;
    kept_.clear();
    is_described_ = false;
    end_member();
  }

  void descriptor(std::string_view& bytes) {
    if (!keep(bytes, kZipDescriptor.size())) return;
    size_t size = is_long_ ? 20 : 12;
    if (kept_.starts_with(kZipDescriptor)) size += kZipDescriptor.size();
    if (!keep(bytes, size)) return;
    kept_.clear();
    state_ = State::kHeader;
  }

  void end_member() {
    end_child();
    unpacker_.reset();
    found_ = 0;
    state_ = is_described_ ? State::kDescriptor : State::kHeader;
  }

  // ---- Files of members

  // The connection that the archive came over first.
  bool find_connection(FileConnection& to) {
    Record* record = file().record();
    int conns = record->type()->find("conns"), is_orig = record->type()->find("is_orig");
    if (conns < 0 || !record->stored(uint32_t(conns))) return false;
    uint32_t position = 0;
    TableEntry entry;
    if (!next_entry(record->at(uint32_t(conns)).table(), position, entry)) return false;
    bool from_orig =
        is_orig >= 0 && record->stored(uint32_t(is_orig)) && record->at(uint32_t(is_orig)).b();
    to = {*entry.value, entry.keys[0], from_orig};
    return true;
  }

  template <class Use> void with_source(Use use) {
    FileConnection connection{};
    bool is_over_connection = find_connection(connection);
    Owned lent(is_over_connection ? retained(connection.connection) : Value::null());
    Owned id(is_over_connection ? retained(connection.id) : Value::null());
    FileSource source{"ZIP", is_over_connection ? &connection : nullptr};
    source.parent = file().id();
    use(source);
  }

  void open_child(const ZipMember& member, bool has_size) {
    child_ = files().id_of(file().id() + "/" + std::to_string(++members_));
    with_source([&](const FileSource& source) {
      files().data(child_, source, {});
      if (has_size) files().set_size(child_, source, member.size);
    });
  }

  void to_child(std::string_view bytes) {
    if (child_.empty() || bytes.empty()) return;
    uint64_t& unpacked = file().unpacked();
    unpacked += bytes.size();
    if (unpacked > kMaxUnpacked) {
      state_ = State::kOver;
      return;
    }
    std::string id = child_;
    if (!files().find(id)) return;
    with_source([&](const FileSource& source) { files().data(id, source, bytes); });
  }

  void end_child() {
    std::string id = std::move(child_);
    child_.clear();
    if (!id.empty()) files().end(id);
  }

  EventHandle member_, end_;
  State state_ = State::kHeader;
  std::string kept_;  // of a header, or of what is searched
  std::unique_ptr<Unpacker> unpacker_;
  uint64_t left_ = 0, found_ = 0;
  bool is_described_ = false, is_long_ = false;
  std::string child_;  // the id of the member's file; empty: there is none
  uint64_t members_ = 0;
};

}  // namespace

std::unique_ptr<FileAnalyzer> make_zip_analyzer(Files& files) {
  return std::make_unique<ZipAnalyzer>(files);
}

}  // namespace avocet
