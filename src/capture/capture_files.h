// CaptureFiles: several captures as one, their packets in order of time.
//
// The packet with the earliest time comes next; among equals the one of the file named first.
// Within a file packets keep their order, so that a clock that steps back in one file delays
// nothing. Of very many files only those are open whose packets are due.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/dumper.h"
#include "capture/interrupt.h"
#include "capture/source.h"

namespace avocet {

class CaptureFiles {
 public:
  // `interrupt` outlives this; once it is set, waiting for a pipe ends as if the pipe did.
  explicit CaptureFiles(const Interrupt& interrupt) : interrupt_(interrupt) {}

  // A file, "-", "tcp://host:port", or a folder, which stands for its captures in order of their
  // names. `filter` as in open_capture_file(). The error says what cannot be read.
  Outcome add(const std::string& path, const std::string& filter);

  // When the earliest packet was seen; empty: there is none. Reads the first packet of each file.
  std::optional<NetTime> first_time();

  // See PacketSource::skim(). Of all files.
  void skim();

  enum class Step : uint8_t { kPacket, kFileDone, kEnd };
  // kPacket: its bytes are valid until the next call. kFileDone: finished() is at its end.
  Step next(RawPacket& packet);
  // Valid until the next call of next().
  PacketSource& finished() { return *finished_; }
  // Why it ended, if that was not its regular end.
  std::string trouble() const { return finished_->trouble(); }

  bool is_interrupted() const { return interrupt_.is_set(); }
  bool empty() const { return files_.empty(); }
  // Whether the regular file of this path, by whatever name, is one of them.
  bool holds(const std::string& path) const;
  // Files of a folder that are no captures, one sentence each.
  const std::vector<std::string>& skipped() const { return skipped_; }
  // The file that the last packet came from; null before the first.
  const PacketSource* current() const { return current_ ? current_->source.get() : nullptr; }
  // The path of that file; of the first one before; empty without files.
  std::string current_path() const {
    const File* file = current_ ? current_ : files_.empty() ? nullptr : files_.front().get();
    return file ? file->path : std::string();
  }
  // Sums over all files.
  SourceStatistics statistics() const;
  // For a dumper that writes what is read here.
  DumperOptions format() const { return format_; }

 private:
  struct File {
    std::string path;
    std::string filter;
    size_t order = 0;
    std::unique_ptr<PacketSource> source;  // null while closed
    RawPacket packet;                      // the next one
    SourceStatistics closed;               // what was counted when it was closed for good
    bool is_over = false;
  };
  static constexpr size_t kMaxOpen = 64;

  Outcome add_file(const std::string& path, const std::string& filter);
  Outcome add_folder(const std::string& path, const std::string& filter);
  Outcome open(File& file);
  void note_format(const PacketSource& source);
  // At the beginning: each file's first packet says when it is due.
  void read_first_packets();
  // Reads the next packet of the file into it and files it; false: the file is at its end.
  bool advance(File& file);
  bool reopen(File& file);
  Step end(File& file);
  static bool is_later(const File* a, const File* b);

  const Interrupt& interrupt_;
  std::vector<std::unique_ptr<File>> files_;
  std::vector<File*> heap_;  // by the time of the next packet
  std::vector<File*> ended_early_;
  std::vector<std::string> skipped_;
  File* current_ = nullptr;
  bool has_begun_ = false, is_skimmed_ = false;
  bool is_taken_ = false;  // the packet of `current_` was handed out
  std::unique_ptr<PacketSource> finished_;
  DumperOptions format_;
};

}  // namespace avocet
