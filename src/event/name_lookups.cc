#include "event/name_lookups.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "event/salted_key.h"

namespace avocet {

namespace {

constexpr size_t kMaxThreads = 8;
constexpr size_t kMaxKept = 10'000;
constexpr size_t kMaxQuestions = 10'000;  // waiting for a thread; more fail at once
constexpr auto kKeepFound = std::chrono::minutes(5);
constexpr auto kKeepMissing = std::chrono::seconds(30);

// ---- Asking the system: its files and services of names --------------------------------------

std::optional<IpAddress> address_of(const sockaddr* from) {
  if (from->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, from, sizeof v4);
    return IpAddress::v4(ntohl(v4.sin_addr.s_addr));
  }
  if (from->sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6{};
  std::memcpy(&v6, from, sizeof v6);
  std::array<uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, 16);
  return IpAddress::from_bytes(bytes);
}

void add_new(std::vector<IpAddress>& to, const IpAddress& address) {
  if (std::find(to.begin(), to.end(), address) == to.end()) to.push_back(address);
}

LookupReply system_addresses(const std::string& name) {
  LookupReply reply;
  addrinfo hints{}, *found = nullptr;
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return reply;
  for (addrinfo* at = found; at; at = at->ai_next)
    if (auto address = address_of(at->ai_addr)) add_new(reply.addresses, *address);
  freeaddrinfo(found);
  reply.found = !reply.addresses.empty();
  return reply;
}

LookupReply system_name(const IpAddress& address) {
  LookupReply reply;
  sockaddr_storage to{};
  socklen_t size = 0;
  auto bytes = address.bytes();
  if (address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(address.v4_bits());
    std::memcpy(&to, &v4, size = sizeof v4);
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    std::memcpy(&v6.sin6_addr, bytes.data(), 16);
    std::memcpy(&to, &v6, size = sizeof v6);
  }
  char name[NI_MAXHOST] = "";
  auto* generic = reinterpret_cast<const sockaddr*>(&to);
  if (getnameinfo(generic, size, name, sizeof name, nullptr, 0, NI_NAMEREQD) == 0) {
    reply.found = true;
    reply.text = name;
  }
  return reply;
}

// ---- Asking a name server --------------------------------------------------------------------

// The state of the resolver library, closed in the end. Points at `server` if one is given.
class Resolver {
 public:
  explicit Resolver(const std::optional<NameServer>& server) {
    ready_ = res_ninit(&state_) == 0;
    state_.retrans = 2;
    state_.retry = 2;
    if (ready_ && server) ready_ = point_at(*server);
  }
  Resolver(const Resolver&) = delete;
  ~Resolver() { res_nclose(&state_); }

  // The records of that type; nothing if there are none or nobody answers.
  template <class Take> void query(const std::string& name, int type, Take take) {
    if (!ready_) return;
    std::vector<unsigned char> bytes(64 * 1024);
    int size = res_nquery(&state_, name.c_str(), ns_c_in, type, bytes.data(), int(bytes.size()));
    ns_msg message{};
    if (size < 0 || ns_initparse(bytes.data(), std::min(size, int(bytes.size())), &message) < 0)
      return;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
      ns_rr record{};
      if (ns_parserr(&message, ns_s_an, i, &record) == 0 && ns_rr_type(record) == type)
        take(message, record);
    }
  }

 private:
  // Addresses of IPv6 have a list of their own in the library, which frees what is in it: an entry
  // there counts where the usual list has none of that number.
  bool point_at(const NameServer& server) {
    drop_servers();
    state_.nscount = 1;
    sockaddr_in& v4 = state_.nsaddr_list[0];
    if (server.address.is_v4()) {
      v4.sin_family = AF_INET;
      v4.sin_port = htons(server.port);
      v4.sin_addr.s_addr = htonl(server.address.v4_bits());
      return true;
    }
    v4.sin_family = 0;
    auto* v6 = static_cast<sockaddr_in6*>(
        std::calloc(1, sizeof(sockaddr_in6)));  // lint: allow(new): the library frees it
    if (!v6) return false;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(server.port);
    auto bytes = server.address.bytes();
    std::memcpy(&v6->sin6_addr, bytes.data(), bytes.size());
    state_._u._ext.nsaddrs[0] = v6;
    return true;
  }

  void drop_servers() {
    for (sockaddr_in6*& address : state_._u._ext.nsaddrs) {
      std::free(address);  // lint: allow(new): the library allocated it
      address = nullptr;
    }
    state_._u._ext.nscount = 0;
  }

  struct __res_state state_ {};
  bool ready_ = false;
};

LookupReply server_addresses(Resolver& resolver, const std::string& name) {
  LookupReply reply;
  resolver.query(name, ns_t_a, [&](const ns_msg&, const ns_rr& record) {
    if (ns_rr_rdlen(record) != 4) return;
    uint32_t bits = ns_get32(ns_rr_rdata(record));
    add_new(reply.addresses, IpAddress::v4(bits));
  });
  resolver.query(name, ns_t_aaaa, [&](const ns_msg&, const ns_rr& record) {
    if (ns_rr_rdlen(record) != 16) return;
    std::array<uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), ns_rr_rdata(record), 16);
    add_new(reply.addresses, IpAddress::from_bytes(bytes));
  });
  reply.found = !reply.addresses.empty();
  return reply;
}

std::string pointer_name(const IpAddress& address) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string name;
  if (address.is_v4()) {
    for (int shift = 0; shift < 32; shift += 8)
      name += std::to_string(address.v4_bits() >> shift & 255) + ".";
    return name + "in-addr.arpa";
  }
  auto bytes = address.bytes();
  for (size_t i = 16; i-- > 0;) {
    name += kHex[bytes[i] & 15];
    name += '.';
    name += kHex[bytes[i] >> 4];
    name += '.';
  }
  return name + "ip6.arpa";
}

LookupReply server_name(Resolver& resolver, const IpAddress& address) {
  LookupReply reply;
  resolver.query(pointer_name(address), ns_t_ptr, [&](const ns_msg& message, const ns_rr& record) {
    char name[NS_MAXDNAME] = "";
    int size = ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), ns_rr_rdata(record),
                                  name, sizeof name);
    if (size < 0 || reply.found) return;
    reply.found = true;
    reply.text = name;
  });
  return reply;
}

// The first record; its strings one behind the other (RFC 7208 3.3).
LookupReply server_text(Resolver& resolver, const std::string& name) {
  LookupReply reply;
  resolver.query(name, ns_t_txt, [&](const ns_msg&, const ns_rr& record) {
    if (reply.found) return;
    reply.found = true;
    const unsigned char* at = ns_rr_rdata(record);
    size_t left = ns_rr_rdlen(record);
    while (left > 0) {
      size_t size = std::min<size_t>(*at, left - 1);
      reply.text.append(at + 1, at + 1 + size);
      at += size + 1;
      left -= size + 1;
    }
  });
  return reply;
}

LookupReply look_up(const LookupQuestion& question, const std::optional<NameServer>& server) {
  bool own = server.has_value();
  if (!own && question.kind == LookupKind::kAddresses) return system_addresses(question.name);
  if (!own && question.kind == LookupKind::kName) return system_name(question.address);
  Resolver resolver(server);
  switch (question.kind) {
  case LookupKind::kAddresses: return server_addresses(resolver, question.name);
  case LookupKind::kName: return server_name(resolver, question.address);
  case LookupKind::kText: return server_text(resolver, question.name);
  }
  return {};
}

}  // namespace

namespace {

IpAddress made_up_address(std::string_view name, const HighwayHash::Key& key) {
  auto [first, second] = HighwayHash(key, name).finish_128();
  return IpAddress::v6(__builtin_bswap64(first), __builtin_bswap64(second));
}

}  // namespace

std::optional<NameServer> NameServer::parse(std::string_view text) {
  NameServer server;
  size_t colon = text.rfind(':');
  bool has_port = colon != std::string_view::npos && colon > 0 &&
                  (text[colon - 1] == ']' || text.find(':') == colon);
  if (has_port) {
    std::string_view number = text.substr(colon + 1);
    auto [end, fault] = std::from_chars(number.begin(), number.end(), server.port);
    if (fault != std::errc() || end != number.end() || server.port == 0) return std::nullopt;
    text = text.substr(0, colon);
  }
  auto address = IpAddress::parse(text);
  if (!address) return std::nullopt;
  server.address = *address;
  return server;
}

NameLookups::Options NameLookups::from_environment() {
  Options options;
  options.fake = std::getenv("ZEEK_DNS_FAKE") != nullptr;
  const char* server = std::getenv("ZEEK_DNS_RESOLVER");
  if (!server || !*server) return options;
  options.server = NameServer::parse(server);
  if (!options.server)
    options.mistake = "ZEEK_DNS_RESOLVER is `" + std::string(server) +
                      "`, which is no address of a name server; write it as 192.0.2.1, "
                      "192.0.2.1:53, 2001:db8::1 or [2001:db8::1]:53";
  return options;
}

void NameLookups::set_salt(std::string_view salt) {
  if (options_.fake) fake_key_ = salted_key(salt);
}

NameLookups::NameLookups(Options options)
    : options_(std::move(options)), answers_are_there_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

NameLookups::~NameLookups() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
    questions_.clear();
  }
  asked_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  if (answers_are_there_ >= 0) ::close(answers_are_there_);
}

std::string NameLookups::key_of(const LookupQuestion& question) {
  std::string what =
      question.kind == LookupKind::kName ? question.address.to_string() : question.name;
  return char('0' + int(question.kind)) + what;
}

std::optional<LookupReply> NameLookups::find_kept(const std::string& key) {
  auto found = kept_.find(key);
  if (found == kept_.end()) return std::nullopt;
  if (found->second.until > std::chrono::steady_clock::now()) return found->second.reply;
  kept_.erase(found);
  return std::nullopt;
}

void NameLookups::keep(const std::string& key, LookupKind kind, const LookupReply& reply) {
  if (kept_.size() >= kMaxKept) kept_.clear();
  auto until = std::chrono::steady_clock::now();
  until +=
      reply.found ? std::chrono::duration_cast<std::chrono::seconds>(kKeepFound) : kKeepMissing;
  kept_[key] = {reply, until, kind};
}

LookupReply NameLookups::fake(const LookupQuestion& question) const {
  LookupReply reply;
  reply.found = true;
  switch (question.kind) {
  case LookupKind::kAddresses:
    reply.addresses.push_back(made_up_address(question.name, fake_key_));
    break;
  case LookupKind::kName:
    reply.text = "fake_addr_lookup_result_" + question.address.to_string();
    break;
  case LookupKind::kText: reply.text = "fake_lookup_result_16_" + question.name; break;
  }
  return reply;
}

void NameLookups::add_answer(Job job) {
  answers_.push_back(std::move(job));
  if (answers_are_there_ >= 0) ::eventfd_write(answers_are_there_, 1);
}

void NameLookups::ask(LookupQuestion question, Done done) {
  ++waiting_;
  Job job{std::move(question), std::move(done), {}};
  std::optional<LookupReply> known;
  if (options_.fake)
    known = fake(job.question);
  else
    known = find_kept(key_of(job.question));
  bool asks = !known;
  if (asks) ++requests_;
  std::lock_guard lock(mutex_);
  if (asks && questions_.size() < kMaxQuestions) {
    questions_.push_back(std::move(job));
    if (idle_ == 0 && threads_.size() < kMaxThreads) threads_.emplace_back([this] { work(); });
    asked_.notify_one();
    return;
  }
  if (known) job.reply = *known;
  add_answer(std::move(job));
}

LookupReply NameLookups::ask_now(const LookupQuestion& question) {
  if (options_.fake) return fake(question);
  std::string key = key_of(question);
  if (auto known = find_kept(key)) return *known;
  ++requests_;
  LookupReply reply = look_up(question, options_.server);
  count(reply);
  keep(key, question.kind, reply);
  return reply;
}

void NameLookups::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (questions_.empty()) {
      ++idle_;
      asked_.wait(lock);
      --idle_;
      continue;
    }
    Job job = std::move(questions_.front());
    questions_.pop_front();
    lock.unlock();
    job.reply = look_up(job.question, options_.server);
    lock.lock();
    add_answer(std::move(job));
  }
}

void NameLookups::deliver() {
  std::deque<Job> answers;
  eventfd_t unused;
  if (answers_are_there_ >= 0) ::eventfd_read(answers_are_there_, &unused);
  {
    std::lock_guard lock(mutex_);
    answers.swap(answers_);
  }
  for (Job& job : answers) {
    --waiting_;
    if (!options_.fake) {
      std::string key = key_of(job.question);
      if (!find_kept(key)) {
        count(job.reply);
        keep(key, job.question.kind, job.reply);
      }
    }
    job.done(job.reply);
  }
}

LookupCounters NameLookups::counters() const {
  LookupCounters counters;
  counters.requests = requests_;
  counters.successful = successful_;
  counters.failed = failed_;
  counters.pending = waiting_;
  for (const auto& [key, kept] : kept_) {
    switch (kept.kind) {
    case LookupKind::kAddresses: ++counters.cached_names; break;
    case LookupKind::kName: ++counters.cached_addresses; break;
    case LookupKind::kText: ++counters.cached_texts; break;
    }
  }
  return counters;
}

}  // namespace avocet
