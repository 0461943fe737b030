// OwnReading: one worker's way through captures that all workers read, and what it does with the
// packets: its own are handled, those of others let time pass.
//
// Each worker looks at the headers of all packets. Nobody hands packets to others, waits for one
// who does, or meets memory that another processor has just written; to look at a header twice
// costs less. Packets are read a few places before their turn:
//
//        passed by | to be passed by    own | read ahead ...
//     -------------+--------------------+---+------------------> packets
//                  ^ done_              ^ at_                  ^ read_
//
// so that a packet of the worker's own is on its way from memory while those before it are handled.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "capture/capture_files.h"
#include "engine/reading_pace.h"
#include "engine/sharder.h"

namespace avocet {

class Traffic;
struct RunControl;
struct WorkerRole;

class OwnReading {
 public:
  // `pace` outlives this. The files are the same for all workers.
  OwnReading(std::unique_ptr<CaptureFiles> files, uint32_t worker, uint32_t workers,
             ReadingPace& pace)
      : files_(std::move(files)), worker_(worker), pace_(pace), sharder_(workers) {}

  // Takes all packets up to the end, or until a script or somebody else ended the run, and hands
  // over what was written meanwhile. `between` is called now and then.
  void take(WorkerRole& role, Traffic& traffic, const RunControl& control,
            const std::function<void()>& between);
  // Nothing is taken.
  void leave() {
    files_.reset();
    pace_.stop();
    pace_.leave(worker_);
  }
  // What could not be read.
  const std::vector<std::string>& troubles() const { return troubles_; }

 private:
  struct Slot {
    RawPacket packet;
    bool is_own;
  };
  static constexpr size_t kSlots = 64;  // a power of two
  // Own packets that are read before their turn.
  static constexpr size_t kAhead = 8;
  // Packets of a step: see ReadingPace.
  static constexpr uint64_t kStep = 1024;

  Slot& slot(uint64_t number) { return slots_[number % kSlots]; }
  bool may_read() const {
    return !is_at_end_ && fence_ == UINT64_MAX && own_read_ - own_done_ <= kAhead &&
           read_ - done_ < kSlots;
  }
  void read();
  void note_packet(Slot& slot);
  void reach_fence(Traffic& traffic, const RunControl& control);
  void pass_others(Traffic& traffic, const RunControl& control);
  void handle_own(Traffic& traffic);

  std::unique_ptr<CaptureFiles> files_;
  uint32_t worker_;
  ReadingPace& pace_;
  Sharder sharder_;
  std::vector<std::string> troubles_;
  bool is_at_end_ = false;

  std::array<Slot, kSlots> slots_;
  std::array<uint64_t, kSlots> own_;  // the own ones among them, by their numbers
  uint64_t done_ = 0, at_ = 0, read_ = 0;
  uint64_t own_done_ = 0, own_read_ = 0;
  NetTime latest_;  // of the packets from `done_` to `at_`, in whole microseconds
  // Nothing is read before that packet is reached: what lies before is in another window, or
  // belongs to a capture that ended there.
  uint64_t fence_ = UINT64_MAX;
  std::shared_ptr<const void> window_, window_before_;
  std::string ended_;  // the capture
};

}  // namespace avocet
