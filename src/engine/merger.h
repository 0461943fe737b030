// Merger: what several engines write becomes what one would have written.
//
// Each worker gathers rows of logs and printed text, marked with their OrderKey, and hands them
// over when it is through with a batch of packets, together with how far it has come. What lies
// before the packet that every worker has passed is written out in order. Each log has one writer,
// opened by the first of its rows.
//
// What belongs to the run and to no packet (zeek_init, zeek_done, events that these scheduled) is
// done by every worker and printed by the first alone. Once there are packets, rows and messages
// come from each, since they tell what it gathered; but what several say alike is told once.
//
// A log is rotated at the same packet by every worker that writes to it, and once. Each of them
// waits until all the others have come as far or further; then what they wrote before is in the
// file, and the first of them goes on to rotate it, with its scripts, before anything later is
// written. Whoever waits has taken no batch that others lack, so all come that far.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/highway_hash.h"
#include "base/recycler.h"
#include "engine/accepted_output.h"
#include "engine/engine.h"
#include "engine/order_key.h"
#include "engine/packet_batch.h"
#include "logging/log_manager.h"
#include "logging/row_batch.h"

namespace avocet {

class Merger {
  struct Channel;

 public:
  // `output` outlives this; it is called from any thread, one at a time.
  Merger(Output& output, uint32_t workers);
  ~Merger();

  // What becomes of a row that a worker writes.
  enum class Standing : uint8_t {
    kOwn,       // nobody else writes it
    kOfAll,     // the others may write the same
    kAnothers,  // another writes it
  };

  // Everything that a worker wrote since it last handed something over. Used by its thread alone.
  class Part {
   public:
    void print(const OrderKey& key, std::string_view text);
    // For the next use.
    void clear();

   private:
    friend class Merger;
    enum class Kind : uint8_t { kRow, kOpen, kPrint };
    struct Item {
      OrderKey key;
      Kind kind;
      Standing standing;  // of rows
      Channel* channel;   // of rows
      size_t index;       // among the channel's rows, texts or openings
    };
    struct Opening {
      WriterRegistry::Kind kind;  // a copy: its engine may be gone by then
      WriterInfo info;
      std::vector<LogField> fields;
    };
    std::vector<Item> items_;
    std::vector<std::string> texts_;
    std::vector<Opening> openings_;
    std::map<Channel*, std::shared_ptr<RowBatch>> rows_;  // null: none
  };

  // The logs of a worker will come here. `order` says where in the run it is, `standing` of what
  // kind a row is; both are asked by the worker's thread, and `part` outlives its logs.
  void join(LogOptions& options, uint32_t worker, Part& part, std::function<OrderKey()> order,
            std::function<Standing()> standing);

  // Packets of batches go there once all workers are through with them.
  void set_accepted(std::unique_ptr<PacketDumper> dumper) {
    accepted_ = std::make_unique<AcceptedOutput>(std::move(dumper));
  }

  // Takes over `part`, which is empty afterwards. The worker is through with everything before the
  // packet of that number. `batch` may be null.
  void hand_over(uint32_t worker, Part& part, uint64_t through, std::shared_ptr<PacketBatch> batch);

  // Past the last packet of a run, and past what belongs to its end.
  static constexpr uint64_t kEnd = UINT64_MAX;
  // All workers are done: ends the logs.
  void finish(double close_time);
  // What could not be written.
  const std::vector<std::string>& troubles() const { return troubles_; }

  // Text of a worker that needs no order.
  void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources);
  void message(Severity severity, std::string_view text);
  // The same where the others may say it, too.
  void diagnostic_of_all(uint32_t worker, const Diagnostic& diagnostic, const SourceMap& sources);
  void message_of_all(uint32_t worker, Severity severity, std::string_view text);

 private:
  class Writer;
  // A worker that waits to rotate logs.
  struct Rotating {
    std::span<LogWriter* const> logs;
    double now;
    LogOptions::RotationTurns turns;
  };
  struct Worker {
    std::deque<Part> parts;
    size_t next_item = 0;  // of the first part
    // Nothing before that comes any more; and nothing that is there already, if it waits.
    OrderKey reached;
    Rotating* waiting = nullptr;
  };
  // How far things are written.
  struct Limit {
    OrderKey key;
    bool with_key;  // what is just there, too
    bool holds(const OrderKey& item) const { return item < key || (with_key && item == key); }
  };

  // See LogOptions. Waits for the other workers; `part` is handed over.
  LogOptions::RotationTurns share_rotation(uint32_t worker, Part& part, const OrderKey& key,
                                           std::span<LogWriter* const> logs, double now);
  Channel& channel_of(const WriterRegistry::Kind& kind, const std::string& path);
  void take(Worker& from, Part& part);
  void merge();
  void merge(const Limit& limit);
  Worker* earliest(const Limit& limit);
  const OrderKey* next_rotation() const;
  void let_rotate();
  void give_turns(Worker& worker, std::vector<const Channel*>& taken);
  Result<RotatedLog> rotate(Channel& channel, const std::string& name, double open, double close);
  void write(uint32_t worker, Part& part, const Part::Item& item);
  void write_row(uint32_t worker, Part& part, const Part::Item& item);
  void open(Channel& channel, const Part::Opening& opening);
  void write_accepted(uint64_t limit);
  void write_accepted(const PacketBatch& batch);
  void check(Channel& channel, const Outcome& outcome);

  // What workers said, by its digest, and which of them said it first.
  using Said = std::unordered_map<uint64_t, uint32_t>;
  bool is_news(Said& said, uint32_t worker, std::string_view text) const;

  Output& output_;
  const HighwayHash::Key digest_key_;  // nobody outside can make two texts look alike
  std::mutex mutex_;
  std::condition_variable turns_given_;
  std::vector<Worker> workers_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Channel>> channels_;
  WriterFactory make_writer_ = threaded_writers();
  std::shared_ptr<LogFile> stream_;
  std::unique_ptr<AcceptedOutput> accepted_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;  // whose packets were not written yet
  Recycler<RowBatch> row_batches_;
  static constexpr size_t kMostSpare = 64;
  std::vector<Part> spare_;
  std::vector<std::string> troubles_;
  static constexpr size_t kMostSaid = 10'000;
  Said said_;  // of messages
};

}  // namespace avocet
