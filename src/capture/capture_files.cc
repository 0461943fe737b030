#include "capture/capture_files.h"

#include <algorithm>
#include <filesystem>

#include "capture/file_source.h"

namespace avocet {

namespace fs = std::filesystem;

namespace {

// Stands for a file that could be read at the start and cannot now.
class LostSource final : public PacketSource {
 public:
  LostSource(std::string name, std::string trouble, SourceStatistics known)
      : name_(std::move(name)), trouble_(std::move(trouble)), known_(known) {}
  ReadStatus next(RawPacket&) override { return ReadStatus::kFailed; }
  const std::string& trouble() const override { return trouble_; }
  SourceStatistics statistics() const override { return known_; }
  LinkType link_type() const override { return LinkType::kUnsupported; }
  const std::string& name() const override { return name_; }

 private:
  std::string name_, trouble_;
  SourceStatistics known_;
};

}  // namespace

// A heap with the earliest on top.
bool CaptureFiles::is_later(const File* a, const File* b) {
  return a->packet.time != b->packet.time ? a->packet.time > b->packet.time : a->order > b->order;
}

Outcome CaptureFiles::add(const std::string& path, const std::string& filter) {
  std::error_code error;
  return fs::is_directory(path, error) ? add_folder(path, filter) : add_file(path, filter);
}

Outcome CaptureFiles::add_folder(const std::string& path, const std::string& filter) {
  std::error_code error;
  std::vector<std::string> found;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  if (error) return Error{"can't read " + path + ": " + error.message()};
  std::sort(found.begin(), found.end());
  size_t before = files_.size();
  for (const std::string& file : found) {
    Outcome added = add_file(file, filter);
    if (!added) skipped_.push_back(added.error().message);
  }
  if (files_.size() > before) return {};
  return Error{"can't read " + path +
               ": there is no capture in this folder; name one that has some"};
}

Outcome CaptureFiles::open(File& file) {
  SourceResult opened = open_capture_file(file.path, file.filter, &interrupt_);
  if (!opened) return opened.error();
  file.source = std::move(opened).value();
  if (is_skimmed_) file.source->skim();
  return {};
}

void CaptureFiles::note_format(const PacketSource& source) {
  if (files_.empty()) {
    format_.link = source.link_type();
    format_.link_number = source.link_number();
    format_.snap_length = source.snap_length();
  }
  format_.nanoseconds |= source.has_nanoseconds();
}

Outcome CaptureFiles::add_file(const std::string& path, const std::string& filter) {
  auto file = std::make_unique<File>();
  file->path = path;
  file->filter = filter;
  file->order = files_.size();
  if (Outcome opened = open(*file); !opened) return opened;
  note_format(*file->source);
  files_.push_back(std::move(file));
  return {};
}

bool CaptureFiles::holds(const std::string& path) const {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  return std::any_of(files_.begin(), files_.end(), [&](const auto& file) {
    std::error_code ignored;
    return fs::equivalent(file->path == "-" ? "/dev/stdin" : file->path, path, ignored);
  });
}

void CaptureFiles::skim() {
  is_skimmed_ = true;
  for (auto& file : files_)
    if (file->source) file->source->skim();
}

bool CaptureFiles::reopen(File& file) {
  Outcome opened = open(file);
  if (opened && file.source->next(file.packet) == ReadStatus::kPacket) return true;
  std::string trouble = opened ? file.source->trouble() : opened.error().message;
  if (trouble.empty()) trouble = "can't read " + file.path + " again: its packets are gone";
  file.source = std::make_unique<LostSource>(file.path, std::move(trouble), file.closed);
  return false;
}

bool CaptureFiles::advance(File& file) {
  if (file.source->next(file.packet) != ReadStatus::kPacket) return false;
  heap_.push_back(&file);
  std::push_heap(heap_.begin(), heap_.end(), is_later);
  return true;
}

CaptureFiles::Step CaptureFiles::end(File& file) {
  file.is_over = true;
  file.closed = file.source->statistics();
  file.closed.bytes_read = file.closed.bytes_total;
  finished_ = std::move(file.source);
  return Step::kFileDone;
}

void CaptureFiles::read_first_packets() {
  if (has_begun_) return;
  has_begun_ = true;
  for (auto& file : files_) {
    if (!advance(*file)) {
      ended_early_.push_back(file.get());
      continue;
    }
    // Pipes cannot be opened twice, and have no length.
    SourceStatistics known = file->source->statistics();
    if (files_.size() > kMaxOpen && known.bytes_total > 0) {
      file->closed.bytes_total = known.bytes_total;
      file->source.reset();
    }
  }
}

std::optional<NetTime> CaptureFiles::first_time() {
  read_first_packets();
  if (heap_.empty()) return std::nullopt;
  return heap_.front()->packet.time;
}

CaptureFiles::Step CaptureFiles::next(RawPacket& packet) {
  read_first_packets();
  if (!ended_early_.empty()) {
    File* file = ended_early_.front();
    ended_early_.erase(ended_early_.begin());
    return end(*file);
  }
  if (is_taken_) {
    is_taken_ = false;
    File& file = *current_;
    // The usual case: one file, or a run of packets of one.
    if (heap_.empty() && file.source->next(packet) == ReadStatus::kPacket) {
      is_taken_ = true;
      return Step::kPacket;
    }
    if (heap_.empty() || !advance(file)) return end(file);
  }
  if (heap_.empty()) return Step::kEnd;
  std::pop_heap(heap_.begin(), heap_.end(), is_later);
  current_ = heap_.back();
  heap_.pop_back();
  if (!current_->source && !reopen(*current_)) return end(*current_);
  is_taken_ = true;
  packet = current_->packet;
  return Step::kPacket;
}

SourceStatistics CaptureFiles::statistics() const {
  SourceStatistics sum;
  for (const auto& file : files_) {
    SourceStatistics one = file->source ? file->source->statistics() : file->closed;
    sum.packets += one.packets;
    sum.bytes += one.bytes;
    sum.bytes_read += one.bytes_read;
    sum.bytes_total += one.bytes_total;
  }
  return sum;
}

}  // namespace avocet
