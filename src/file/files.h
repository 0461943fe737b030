// Files: all files of one script world, wherever their bytes come from.
//
// Who finds a file (a parser of a protocol, a reader of input) names it by an id and hands over its
// bytes. Handlers of file_new, file_sniff and file_timeout run at once, so that what they decide
// holds for these very bytes. A file that nobody feeds for its timeout ends.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/highway_hash.h"
#include "event/event_queue.h"
#include "file/file.h"

namespace avocet {

// The connection that bytes came over; values are lent.
struct FileConnection {
  Value connection;  // connection
  Value id;          // conn_id
  bool is_orig;
};

struct FileSource {
  std::string_view name;                       // "HTTP", or a path
  const FileConnection* connection = nullptr;  // null: none
  // What kind of file it is, where the finder knows; otherwise its first bytes tell.
  std::string_view mime = {};
  // The id of the file that it was taken from; empty: none.
  std::string_view parent = {};
};

// MIME types that some bytes may be, the surest first, with their strengths.
using MimeGuess = std::pair<std::string_view, int64_t>;
using MimeSniffer = std::function<std::vector<MimeGuess>(std::string_view bytes)>;

// Certificates that scripts know: one whose SHA-256 is a key of the table is not taken apart again,
// but the hook is called with what the table holds.
struct CertificateCache {
  Owned table;  // table[string] of any
  Owned hook;   // hook(f: fa_file, e: any, sha256: string)
};

class Files {
 public:
  // All of them outlive it. What the scripts lack is added to `errors`.
  using ShapeOf = std::function<const RecordShape*(std::string_view type)>;
  Files(Machine& machine, EventQueue& queue, const ShapeOf& shape_of, std::string& errors);
  ~Files();
  Files(const Files&) = delete;

  // How the kind of a file is told; without one nothing is known.
  void set_sniffer(MimeSniffer sniffer) { sniffer_ = std::move(sniffer); }

  // What kind of file begins like this, the surest first.
  std::vector<MimeGuess> guess(std::string_view bytes) const {
    return sniffer_ ? sniffer_(bytes) : std::vector<MimeGuess>();
  }

  // ---- For those who find files. `handle` is any text that is the same for all bytes of a file.
  std::string id_of(std::string_view handle);
  // Asks scripts for the handle of what a protocol carries just now (event get_file_handle) and
  // yields its id; empty: the bytes are not to be looked at. `tag` is one of Analyzer::Tag.
  std::string ask_id(int64_t tag, const FileConnection& connection);
  // What set_file_handle() says.
  void answer_handle(std::string_view handle) { handle_ = handle; }
  // Bytes behind those before, or at a place of their own.
  void data(const std::string& id, const FileSource& source, std::string_view bytes);
  void data_at(const std::string& id, const FileSource& source, std::string_view bytes,
               uint64_t offset);
  // Bytes that will not come, behind those before.
  void gap(const std::string& id, const FileSource& source, uint64_t length);
  void set_size(const std::string& id, const FileSource& source, uint64_t size);
  void end(const std::string& id);

  // ---- For the run.
  double next_due() const {
    return due_.empty() ? std::numeric_limits<double>::infinity() : due_.begin()->first;
  }
  void expire(double now);
  void finish();

  // Files that are being read, the most at one time, and all there were.
  size_t open() const { return files_.size(); }
  size_t most_open() const { return most_open_; }
  uint64_t all() const { return all_; }

  // ---- For scripts. Unknown files are false answers.
  File* find(std::string_view id);
  void refresh(File& file);
  bool set_timeout(std::string_view id, double seconds);
  bool set_reassembly(std::string_view id, bool enabled);
  bool set_reassembly_limit(std::string_view id, uint64_t bytes);
  bool stop(std::string_view id);
  void enable(int64_t tag, bool enabled);
  bool is_enabled(int64_t tag) const;
  // `arguments`: a Files::AnalyzerArgs, lent.
  bool add_analyzer(std::string_view id, int64_t tag, Value arguments);
  bool remove_analyzer(std::string_view id, int64_t tag, Value arguments);
  FileAnalyzer* analyzer(std::string_view id, int64_t tag, Value arguments);

  CertificateCache& certificate_cache() { return certificate_cache_; }

  // ---- For analyzers.
  Machine& machine() { return machine_; }
  EventQueue& queue() { return queue_; }
  Value record_of(File& file);  // up to date, with one count
  Value text(std::string_view bytes) const;
  void violate(FileAnalyzer& analyzer, std::string_view reason);
  // Handles what was raised, unless a handler is running.
  void drain();
  // The label of a tag without its prefix: "MD5".
  std::string_view name_of(int64_t tag) const;

 private:
  File& file(const std::string& id, const FileSource& source);
  void note_parent(File& file, std::string_view parent);
  void note_connection(File& file, const FileSource& source, bool is_new);
  void take(File& file, std::string_view bytes, uint64_t offset);
  // Bytes that have just come, or were kept and told of as a chunk then.
  enum class Age : uint8_t { kNew, kKept };
  void in_order(File& file, std::string_view bytes, Age age);
  void pass_on(File& file, std::string_view bytes, uint64_t offset, Age age);
  void tell_chunk(File& file, std::string_view bytes, uint64_t offset);
  uint64_t sniffed_size(const File& file) const;
  void sniff(File& file);
  void raise_sniff(File& file);
  void raise_kind(File& file, std::string_view mime);
  void keep(File& file, std::string_view bytes, uint64_t offset);
  void take_waiting(File& file);
  void skip_hole(File& file, uint64_t length);
  void finish_file(File& file);
  void expire(const std::string& id, double now);
  void erase_removed(File& file);
  void set(Record* record, int field, Value taken);
  double timeout_of(const File& file) const;
  // The time when a file is looked at next is never later than when it falls due.
  void schedule(File& file);
  void unschedule(File& file);

  Machine& machine_;
  EventQueue& queue_;
  std::optional<HighwayHash::Key> id_key_;  // from the option `digest_salt`
  MimeSniffer sniffer_;
  std::string handle_;
  CertificateCache certificate_cache_;
  std::unordered_map<std::string, std::unique_ptr<File>> files_;
  size_t most_open_ = 0;
  uint64_t all_ = 0;
  std::vector<int64_t> disabled_;
  std::set<std::pair<double, File*>> due_;  // times to look at files, one for each that has one

  const RecordShape* shape_;  // fa_file
  struct Fields {
    int id, parent, source, is_orig, conns, last_active, seen, total, missing, overflow, timeout,
        bof_size, bof;
  } fields_{};
  // What the fields say of which no script has asked.
  const Value *default_timeout_ = nullptr, *default_bof_size_ = nullptr, *bits_per_uid_ = nullptr;
  const RecordShape* metadata_;  // fa_metadata
  const RecordShape* match_;     // mime_match
  const EnumType* tags_ = nullptr;
  const RecordType* arguments_ = nullptr;  // Files::AnalyzerArgs
  EventHandle ask_, new_, over_connection_, sniff_, gap_, overflow_, timeout_, remove_;
  EventHandle violation_;
};

// Makes the analyzer for a tag; null if there is none of that kind or the arguments lack something.
std::unique_ptr<FileAnalyzer> make_file_analyzer(Files& files, std::string_view name,
                                                 Record* arguments);
// Changes how much the analyzer copies to disk. False if it is of another kind.
bool set_extraction_limit(FileAnalyzer& analyzer, uint64_t bytes);

}  // namespace avocet
