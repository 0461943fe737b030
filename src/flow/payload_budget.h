// PayloadBudget: how much payload all flows together may have kept while it is not known yet what
// they speak.
//
// Each flow may keep little, but there may be a million of them. Whoever keeps something of a flow
// has an account here; when all of it is too much, those that began first are told to give up, as
// if they had seen all that they may see.
#pragma once

#include <cstdint>
#include <list>

#include "flow/flow.h"

namespace avocet {

class PayloadHolder {
 public:
  // Closes the account of the flow, and frees what it stood for.
  virtual void give_up(Flow& flow) = 0;

 protected:
  ~PayloadHolder() = default;
};

class PayloadBudget {
  struct Entry {
    PayloadHolder& holder;
    Flow& flow;
    uint64_t bytes;
  };

 public:
  // Zero: any number of bytes.
  explicit PayloadBudget(uint64_t limit) : limit_(limit) {}

  // What is kept of one flow, from its beginning on. Both of its kind outlive it.
  class Account {
   public:
    Account(PayloadBudget& budget, PayloadHolder& holder, Flow& flow)
        : budget_(budget),
          entry_(budget.entries_.insert(budget.entries_.end(), Entry{holder, flow, 0})) {}
    ~Account() {
      budget_.held_ -= entry_->bytes;
      budget_.entries_.erase(entry_);
    }
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;

    void add(uint64_t bytes) {
      entry_->bytes += bytes;
      budget_.held_ += bytes;
    }

   private:
    PayloadBudget& budget_;
    std::list<Entry>::iterator entry_;
  };

  bool is_over() const { return limit_ > 0 && held_ > limit_; }
  // Between packets: has the oldest give up until it fits.
  void shrink() {
    while (is_over() && !entries_.empty()) {
      ++limit_hits_;
      const Entry& oldest = entries_.front();
      oldest.holder.give_up(oldest.flow);
    }
  }

  uint64_t held() const { return held_; }
  uint64_t limit_hits() const { return limit_hits_; }

 private:
  uint64_t limit_;
  uint64_t held_ = 0;
  uint64_t limit_hits_ = 0;
  std::list<Entry> entries_;  // the oldest first
};

}  // namespace avocet
