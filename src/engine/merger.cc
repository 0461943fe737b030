#include "engine/merger.h"

#include <algorithm>

#include "base/fresh_seed.h"

namespace avocet {

namespace {

// So that different rows have different texts.
void append_cells(std::string& text, std::span<const Cell> cells) {
  auto append = [&text](const auto& plain) {
    text.append(reinterpret_cast<const char*>(&plain), sizeof plain);
  };
  for (const Cell& cell : cells) {
    append(cell.kind);
    switch (cell.kind) {
    case CellKind::kUnset: break;
    case CellKind::kBool: append(cell.boolean); break;
    case CellKind::kInt: append(cell.integer); break;
    case CellKind::kCount:
    case CellKind::kPort: append(cell.number); break;
    case CellKind::kDouble:
    case CellKind::kTime:
    case CellKind::kInterval: append(cell.real); break;
    case CellKind::kText:
      append(cell.text.size);
      text.append(cell.view());
      break;
    case CellKind::kAddress: append(cell.address.bytes()); break;
    case CellKind::kSubnet:
      append(cell.subnet.address().bytes());
      append(cell.subnet.length128());
      break;
    case CellKind::kItems:
      append(cell.items.size);
      append_cells(text, cell.list());
      break;
    }
  }
}

}  // namespace

struct Merger::Channel {
  std::string path;
  std::unique_ptr<LogWriter> writer;  // null until the first row is written
  double open_time = 0;               // of the file that is written
  bool has_rows = false;              // since then
  bool failed = false;
  OrderKey written_at;  // where in the run the last row of all workers was
  Said written;         // such rows of that place
};

// What a worker's LogManager writes to.
class Merger::Writer final : public LogWriter {
 public:
  Writer(Merger& merger, const WriterRegistry::Kind& kind, Channel& channel, Part& part,
         std::function<OrderKey()> order, std::function<Standing()> standing)
      : merger_(merger), kind_(kind), channel_(channel), part_(part), order_(std::move(order)),
        standing_(std::move(standing)) {}

  Channel& channel() const { return channel_; }

  Outcome open(const WriterInfo& info, std::span<const LogField> fields) override {
    opening_ = {kind_, info, {fields.begin(), fields.end()}};
    return {};
  }

  Outcome write(std::span<const Cell> row) override {
    Standing standing = standing_();
    if (standing == Standing::kAnothers) return {};
    OrderKey key = order_();
    if (!is_open_) {
      is_open_ = true;
      part_.items_.push_back({key, Part::Kind::kOpen, standing, &channel_, part_.openings_.size()});
      part_.openings_.push_back(opening_);
    }
    std::shared_ptr<RowBatch>& rows = part_.rows_[&channel_];
    if (!rows) rows = merger_.row_batches_.take();
    part_.items_.push_back({key, Part::Kind::kRow, standing, &channel_, rows->rows()});
    rows->append(row);
    return {};
  }

  // After share_rotation() gave this worker the turn.
  Result<RotatedLog> rotate(const std::string& rotated, double open, double close) override {
    return merger_.rotate(channel_, rotated, open, close);
  }
  // The merger decides when things leave.
  Outcome flush() override { return {}; }
  Outcome set_buffered(bool) override { return {}; }
  Outcome finish(double) override { return {}; }

 private:
  Merger& merger_;
  const WriterRegistry::Kind& kind_;
  Channel& channel_;
  Part& part_;
  std::function<OrderKey()> order_;
  std::function<Standing()> standing_;
  Part::Opening opening_;
  bool is_open_ = false;
};

Merger::Merger(Output& output, uint32_t workers)
    : output_(output), digest_key_{fresh_seed(), fresh_seed(), fresh_seed(), fresh_seed()},
      workers_(workers) {}

Merger::~Merger() = default;

void Merger::Part::print(const OrderKey& key, std::string_view text) {
  items_.push_back({key, Kind::kPrint, Standing::kOwn, nullptr, texts_.size()});
  texts_.emplace_back(text);
}

void Merger::Part::clear() {
  items_.clear();
  texts_.clear();
  openings_.clear();
  for (auto& [channel, rows] : rows_) rows.reset();
}

Merger::Channel& Merger::channel_of(const WriterRegistry::Kind& kind, const std::string& path) {
  std::lock_guard lock(mutex_);
  std::unique_ptr<Channel>& channel = channels_[{kind.label, path}];
  if (!channel) {
    channel = std::make_unique<Channel>();
    channel->path = path;
  }
  return *channel;
}

void Merger::join(LogOptions& options, uint32_t worker, Part& part, std::function<OrderKey()> order,
                  std::function<Standing()> standing) {
  options.make_writer = [this, &part, order, standing](const WriterRegistry::Kind& kind,
                                                       const WriterInfo& info) {
    return std::make_unique<Writer>(*this, kind, channel_of(kind, info.path), part, order,
                                    standing);
  };
  options.share_rotation = [this, worker, &part, order](std::span<LogWriter* const> logs,
                                                        double now) {
    return share_rotation(worker, part, order(), logs, now);
  };
}

void Merger::take(Worker& from, Part& part) {
  if (part.items_.empty()) return;
  for (auto& [channel, rows] : part.rows_)
    if (rows) rows->seal();
  from.parts.push_back(std::move(part));
  part = Part();
  if (spare_.empty()) return;
  part = std::move(spare_.back());
  spare_.pop_back();
}

void Merger::hand_over(uint32_t worker, Part& part, uint64_t through,
                       std::shared_ptr<PacketBatch> batch) {
  std::lock_guard lock(mutex_);
  take(workers_[worker], part);
  workers_[worker].reached = {through};
  // The first to be through with a batch brings it in.
  bool is_new = batch && (batches_.empty() || batches_.back()->first < batch->first);
  if (accepted_ && is_new && batch->size() > 0) batches_.push_back(std::move(batch));
  merge();
  let_rotate();
}

Merger::Worker* Merger::earliest(const Limit& limit) {
  Worker* first = nullptr;
  auto head = [](Worker& worker) -> Part::Item& {
    return worker.parts.front().items_[worker.next_item];
  };
  for (Worker& worker : workers_) {
    if (worker.parts.empty() || !limit.holds(head(worker).key)) continue;
    if (!first || head(worker).key < head(*first).key) first = &worker;
  }
  return first;
}

void Merger::merge() {
  OrderKey reached = workers_.front().reached;
  for (const Worker& worker : workers_) reached = std::min(reached, worker.reached);
  merge({reached, false});
  write_accepted(reached.packet);
}

void Merger::merge(const Limit& limit) {
  while (Worker* worker = earliest(limit)) {
    Part& part = worker->parts.front();
    write(uint32_t(worker - workers_.data()), part, part.items_[worker->next_item]);
    if (++worker->next_item < part.items_.size()) continue;
    part.clear();
    if (spare_.size() < kMostSpare) spare_.push_back(std::move(part));
    worker->parts.pop_front();
    worker->next_item = 0;
  }
}

// ---- Rotation -------------------------------------------------------------------------

LogOptions::RotationTurns Merger::share_rotation(uint32_t worker, Part& part, const OrderKey& key,
                                                 std::span<LogWriter* const> logs, double now) {
  std::unique_lock lock(mutex_);
  Worker& of = workers_[worker];
  Rotating rotating{logs, now, {}};
  take(of, part);
  of.reached = key;
  of.waiting = &rotating;
  merge();
  let_rotate();
  turns_given_.wait(lock, [&] { return of.waiting == nullptr; });
  return std::move(rotating.turns);
}

// Where the next one is that nobody is before any more; null: there is none.
const OrderKey* Merger::next_rotation() const {
  const OrderKey* first = nullptr;
  for (const Worker& worker : workers_)
    if (worker.waiting && (!first || worker.reached < *first)) first = &worker.reached;
  if (!first) return nullptr;
  for (const Worker& worker : workers_)
    if (worker.waiting ? worker.reached < *first : !(*first < worker.reached)) return nullptr;
  return first;
}

void Merger::let_rotate() {
  const OrderKey* next = next_rotation();
  if (!next) return;
  OrderKey key = *next;
  merge({key, true});
  std::vector<const Channel*> taken;
  for (Worker& worker : workers_)
    if (worker.waiting && worker.reached == key) give_turns(worker, taken);
  turns_given_.notify_all();
}

// Logs that got no row keep their file, which begins now.
void Merger::give_turns(Worker& worker, std::vector<const Channel*>& taken) {
  Rotating& rotating = *std::exchange(worker.waiting, nullptr);
  for (LogWriter* log : rotating.logs) {
    Channel& channel = static_cast<Writer*>(log)->channel();
    std::optional<double>& turn = rotating.turns.emplace_back();
    if (std::find(taken.begin(), taken.end(), &channel) != taken.end()) continue;
    taken.push_back(&channel);
    if (channel.has_rows && !channel.failed) turn = channel.open_time;
    if (!turn) channel.open_time = rotating.now;
  }
}

Result<RotatedLog> Merger::rotate(Channel& channel, const std::string& name, double open,
                                  double close) {
  std::lock_guard lock(mutex_);
  channel.has_rows = false;
  channel.open_time = close;
  Result<RotatedLog> log = channel.writer->rotate(name, open, close);
  if (!log) channel.failed = true;  // told by whoever rotates
  return log;
}

// ---- Writing --------------------------------------------------------------------------

void Merger::write(uint32_t worker, Part& part, const Part::Item& item) {
  switch (item.kind) {
  case Part::Kind::kPrint: return output_.print(part.texts_[item.index]);
  case Part::Kind::kOpen: return open(*item.channel, part.openings_[item.index]);
  case Part::Kind::kRow:
    if (!item.channel->failed) write_row(worker, part, item);
    return;
  }
}

void Merger::write_row(uint32_t worker, Part& part, const Part::Item& item) {
  Channel& channel = *item.channel;
  const std::shared_ptr<RowBatch>& rows = part.rows_[&channel];
  std::span<const Cell> row = rows->row(item.index);
  if (item.standing == Standing::kOfAll) {
    if (channel.written_at != item.key) channel.written.clear();
    channel.written_at = item.key;
    std::string text;
    append_cells(text, row);
    if (!is_news(channel.written, worker, text)) return;
  }
  channel.has_rows = true;
  check(channel, channel.writer->write_kept(row, rows));
}

// What a worker says twice it says twice.
bool Merger::is_news(Said& said, uint32_t worker, std::string_view text) const {
  return said.emplace(HighwayHash(digest_key_, text).finish_64(), worker).first->second == worker;
}

void Merger::open(Channel& channel, const Part::Opening& opening) {
  if (channel.writer) return;
  WriterInfo info = opening.info;
  // All logs of one stream go to one place, whichever worker opened them.
  if (info.stream && !stream_) stream_ = info.stream;
  info.stream = stream_;
  channel.writer = make_writer_(opening.kind, info);
  channel.open_time = info.open_time;
  check(channel, channel.writer->open(info, opening.fields));
}

void Merger::write_accepted(uint64_t limit) {
  for (; !batches_.empty() && batches_.front()->last() <= limit; batches_.pop_front())
    write_accepted(*batches_.front());
}

void Merger::write_accepted(const PacketBatch& batch) {
  std::vector<size_t> fragments(workers_.size());  // of each worker, written so far
  for (size_t place = 0; place < batch.size(); ++place) {
    uint32_t worker = batch.shard_at(place);
    const auto& known = batch.shards[worker].fragments;
    PacketDecoder::FragmentOf fragment;
    size_t& next = fragments[worker];
    if (next < known.size() && known[next].first == place) fragment = known[next++].second;
    // Each worker numbers its fragments by itself.
    if (fragment.datagram != 0) fragment.datagram = fragment.datagram * workers_.size() + worker;
    const PacketBatch::Entry& entry = batch.at(place);
    accepted_->packet(batch.packet(entry), entry.verdict, fragment);
  }
}

void Merger::check(Channel& channel, const Outcome& outcome) {
  if (outcome.ok()) return;
  channel.failed = true;
  troubles_.push_back("log " + channel.path + ": " + outcome.error().message +
                      "; it is not written any more");
}

void Merger::finish(double close_time) {
  std::lock_guard lock(mutex_);
  for (auto& [name, channel] : channels_)
    if (channel->writer && !channel->failed) check(*channel, channel->writer->finish(close_time));
  if (!accepted_) return;
  if (Outcome outcome = accepted_->finish(); !outcome) troubles_.push_back(outcome.error().message);
}

void Merger::diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::lock_guard lock(mutex_);
  output_.diagnostic(diagnostic, sources);
}

void Merger::message(Severity severity, std::string_view text) {
  std::lock_guard lock(mutex_);
  output_.message(severity, text);
}

void Merger::diagnostic_of_all(uint32_t worker, const Diagnostic& diagnostic,
                               const SourceMap& sources) {
  std::lock_guard lock(mutex_);
  if (said_.size() >= kMostSaid) said_.clear();
  if (is_news(said_, worker, diagnostic.message)) output_.diagnostic(diagnostic, sources);
}

void Merger::message_of_all(uint32_t worker, Severity severity, std::string_view text) {
  std::lock_guard lock(mutex_);
  if (said_.size() >= kMostSaid) said_.clear();
  if (is_news(said_, worker, text)) output_.message(severity, text);
}

}  // namespace avocet
