// NameLookups: names and addresses asked of the resolver of the system, or of one that a user
// names, on threads of their own.
//
// A question is put with ask() and answered later: deliver(), called by the thread that asked,
// calls what the question came with. With `fake` nothing is asked of anybody: answers are made up
// from the question, the same in every run. Answers are kept for a while.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/highway_hash.h"
#include "base/ip_address.h"

namespace avocet {

enum class LookupKind : uint8_t { kAddresses, kName, kText };

struct LookupQuestion {
  LookupKind kind;
  std::string name;   // kAddresses, kText
  IpAddress address;  // kName
};

struct LookupReply {
  bool found = false;
  std::vector<IpAddress> addresses;  // kAddresses
  std::string text;                  // kName, kText
};

struct LookupCounters {
  uint64_t requests = 0;
  uint64_t successful = 0;
  uint64_t failed = 0;
  uint64_t pending = 0;
  uint64_t cached_names = 0;      // names whose addresses are kept
  uint64_t cached_addresses = 0;  // addresses whose names are kept
  uint64_t cached_texts = 0;
};

struct NameServer {
  IpAddress address;
  uint16_t port = 53;

  // An address, or `address:port`; of IPv6 with a port, the address stands in brackets.
  static std::optional<NameServer> parse(std::string_view text);
};

class NameLookups {
 public:
  struct Options {
    bool fake = false;
    std::optional<NameServer> server;  // absent: whatever the system asks
    std::string mistake;               // a sentence about what was meant as the server and is none
  };
  // ZEEK_DNS_FAKE (any value) and ZEEK_DNS_RESOLVER of the environment.
  static Options from_environment();

  explicit NameLookups(Options options);
  NameLookups(const NameLookups&) = delete;
  // Waits for questions that a thread is asking right now, a few seconds at most.
  ~NameLookups();

  // What is wrong with the options, which a run should not begin with; empty: nothing.
  const std::string& mistake() const { return options_.mistake; }

  // What made-up addresses derive from beside the name: the option `digest_salt`, once scripts are
  // loaded. They are then those that Zeek makes up.
  void set_salt(std::string_view salt);

  using Done = std::function<void(const LookupReply&)>;
  // `done` is called by deliver(), once.
  void ask(LookupQuestion question, Done done);
  // Asks and waits.
  LookupReply ask_now(const LookupQuestion& question);

  // Whether some question has no answer delivered yet.
  bool pending() const { return waiting_ > 0; }
  // Hands out the answers that are there.
  void deliver();
  // Can be read while an answer is there; -1 if the system grants none.
  int descriptor() const { return answers_are_there_; }

  LookupCounters counters() const;

 private:
  struct Job {
    LookupQuestion question;
    Done done;
    LookupReply reply;
  };
  struct Kept {
    LookupReply reply;
    std::chrono::steady_clock::time_point until;
    LookupKind kind;
  };

  static std::string key_of(const LookupQuestion& question);
  std::optional<LookupReply> find_kept(const std::string& key);
  void keep(const std::string& key, LookupKind kind, const LookupReply& reply);
  LookupReply fake(const LookupQuestion& question) const;
  void count(const LookupReply& reply) { ++(reply.found ? successful_ : failed_); }
  void work();
  // With the mutex held.
  void add_answer(Job job);

  Options options_;
  int answers_are_there_;
  HighwayHash::Key fake_key_{};
  uint64_t waiting_ = 0;
  uint64_t requests_ = 0, successful_ = 0, failed_ = 0;
  std::unordered_map<std::string, Kept> kept_;

  // Shared with the threads.
  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Job> questions_, answers_;
  size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace avocet
