// PayloadBudget: how much payload all flows together may have kept while it is not known yet what
// they speak.
//
// Each flow may keep little, but there may be a million of them. Whoever keeps something of a flow
// has an account here; when all of it is too much, those that began first are told to give up, as
// if they had seen all that they may see.
#pragma once

#include <cstdint>

#include "base/check.h"
#include "flow/flow.h"

namespace avocet {

class PayloadBudget;

// All of its accounts are with one budget.
class PayloadHolder {
 public:
  // Closes the account of the flow, and frees what it stood for.
  virtual void give_up(Flow& flow) = 0;

 protected:
  ~PayloadHolder() = default;

 private:
  friend class PayloadBudget;
  PayloadBudget* budget_ = nullptr;  // once it had an account
};

class PayloadBudget {
 public:
  // Zero: any number of bytes.
  explicit PayloadBudget(uint64_t limit) : limit_(limit) {}

  // What is kept of one flow, from its beginning on. Stays where it is: the budget has all open
  // accounts in a list.
  class Account {
   public:
    Account() = default;
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;
    ~Account() { close(); }

    bool is_open() const { return holder_ != nullptr; }
    // All of these outlive the account, or its being open. Preconditions: it is not open, and the
    // holder has no account with another budget.
    void open(PayloadBudget& budget, PayloadHolder& holder, Flow& flow) {
      DCHECK(!is_open());
      DCHECK(holder.budget_ == nullptr || holder.budget_ == &budget);
      holder.budget_ = &budget;
      holder_ = &holder;
      flow_ = &flow;
      bytes_ = 0;
      next_ = nullptr;
      previous_ = budget.newest_;
      (previous_ ? previous_->next_ : budget.oldest_) = this;
      budget.newest_ = this;
    }
    // Precondition: it is open.
    void add(uint64_t bytes) {
      bytes_ += bytes;
      holder_->budget_->held_ += bytes;
    }
    void close() {
      if (!is_open()) return;
      PayloadBudget& budget = *holder_->budget_;
      budget.held_ -= bytes_;
      (previous_ ? previous_->next_ : budget.oldest_) = next_;
      (next_ ? next_->previous_ : budget.newest_) = previous_;
      holder_ = nullptr;
    }

   private:
    friend class PayloadBudget;
    PayloadHolder* holder_ = nullptr;  // null: it is closed
    Flow* flow_ = nullptr;
    Account* previous_ = nullptr;
    Account* next_ = nullptr;
    uint64_t bytes_ = 0;
  };

  bool is_over() const { return limit_ > 0 && held_ > limit_; }
  // Between packets: has the oldest give up until it fits.
  void shrink() {
    while (is_over() && oldest_) {
      ++limit_hits_;
      oldest_->holder_->give_up(*oldest_->flow_);
    }
  }

  uint64_t held() const { return held_; }
  uint64_t limit_hits() const { return limit_hits_; }

 private:
  uint64_t limit_;
  uint64_t held_ = 0;
  uint64_t limit_hits_ = 0;
  Account* oldest_ = nullptr;
  Account* newest_ = nullptr;
};

}  // namespace avocet
