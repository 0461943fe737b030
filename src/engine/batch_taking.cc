#include "engine/batch_taking.h"

#include "engine/batch_forecast.h"

namespace avocet {

namespace {

class BatchTaker {
 public:
  BatchTaker(WorkerRole& role, Traffic& traffic, const RunControl& control, PacketBatch& batch)
      : role_(role), traffic_(traffic), control_(control), batch_(batch),
        ended_(batch.ended.begin()) {}

  void take() {
    PacketBatch::Shard& own = batch_.shards[role_.index];
    BatchForecast forecast(batch_, own.packets);
    for (PacketBatch::Entry& entry : own.packets) {
      go_to(entry.place, entry.before);
      if (control_.terminate) return;
      take_own(forecast.next(), entry, own);
      ++done_;
      if (control_.terminate) return;
    }
    go_to(batch_.size(), batch_.latest);
    if (batch_.clock.is_set() && !control_.terminate) traffic_.tick(batch_.clock);
  }

 private:
  void take_own(const RawPacket& packet, PacketBatch::Entry& entry, PacketBatch::Shard& own) {
    traffic_.packet(packet);
    entry.verdict = traffic_.verdict();
    PacketDecoder::FragmentOf fragment = traffic_.fragment_of();
    if (fragment.datagram != 0) own.fragments.push_back({entry.place, fragment});
  }

  // Lets time pass with the packets of others, up to one of `latest` or no later.
  void go_to(size_t place, NetTime latest) {
    for (; ended_ != batch_.ended.end() && ended_->first <= place; ++ended_) {
      pass_each(ended_->first);
      if (!control_.terminate) traffic_.file_done(ended_->second);
    }
    if (done_ < place && traffic_.try_pass(place - done_, latest))
      done_ = place;
    else
      pass_each(place);
  }

  void pass_each(size_t to) {
    for (; done_ < to && !control_.terminate; ++done_)
      traffic_.pass(batch_.packet(batch_.at(done_)));
  }

  WorkerRole& role_;
  Traffic& traffic_;
  const RunControl& control_;
  PacketBatch& batch_;
  std::vector<std::pair<size_t, std::string>>::const_iterator ended_;
  size_t done_ = 0;  // packets of the batch
};

}  // namespace

void take_batches(WorkerRole& role, Traffic& traffic, const RunControl& control,
                  MetricsEndpoint& metrics) {
  while (std::shared_ptr<PacketBatch> batch = role.next_batch()) {
    metrics.poll();
    if (!control.terminate) BatchTaker(role, traffic, control, *batch).take();
    uint64_t through = batch->last();
    role.merger.hand_over(role.index, role.part, through, std::move(batch));
    if (control.terminate) role.stop_reading();
  }
  metrics.finish();
}

}  // namespace avocet
