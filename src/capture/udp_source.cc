#include "capture/udp_source.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/udp.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "capture/filter.h"
#include "capture/wide_count.h"
#include "packet/tunnels.h"

namespace avocet {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kUdpScheme = "udp::";
constexpr size_t kMostDatagramBytes = 65536;

using WrappingDecoder = TunnelPayload (*)(ByteSpan, uint32_t);

struct ListeningPlace {
  asio::ip::udp::endpoint endpoint;
  WrappingDecoder decode;
};

// What stands behind the last colon, which is cut off with it; empty without one.
std::string_view cut_last(std::string_view& name) {
  size_t colon = name.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::string_view last = name.substr(colon + 1);
  name = name.substr(0, colon);
  return last;
}

std::optional<ListeningPlace> place_named(std::string_view name) {
  name.remove_prefix(kUdpScheme.size());
  std::string_view kind = cut_last(name), number = cut_last(name);
  WrappingDecoder decode = kind == "vxlan"    ? decode_vxlan
                           : kind == "geneve" ? decode_geneve
                                              : nullptr;
  uint16_t port = 0;
  auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), port);
  bool is_port = fault == std::errc() && end == number.data() + number.size() && port > 0;
  if (decode == nullptr || !is_port) return std::nullopt;
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  boost::system::error_code error;
  asio::ip::address address = asio::ip::make_address(std::string(name), error);
  if (error) return std::nullopt;
  return ListeningPlace{{address, port}, decode};
}

class UdpSocket {
 public:
  explicit UdpSocket(int family)
      : descriptor_(::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}
  UdpSocket(UdpSocket&& from) noexcept : descriptor_(std::exchange(from.descriptor_, -1)) {}
  UdpSocket& operator=(UdpSocket&&) = delete;
  ~UdpSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool set(int option, int value) const {
    return ::setsockopt(descriptor_, SOL_SOCKET, option, &value, sizeof value) == 0;
  }

 private:
  int descriptor_;
};

class UdpSource final : public PacketSource {
 public:
  UdpSource(std::string name, UdpSocket socket, WrappingDecoder decode, PacketFilter filter,
            int snap_length)
      : name_(std::move(name)), socket_(std::move(socket)), decode_(decode),
        filter_(std::move(filter)), snap_length_(snap_length), datagram_(kMostDatagramBytes) {}

  ReadStatus next(RawPacket& packet) override {
    // Datagrams that wrap nothing must not keep everything else from its turn.
    constexpr int kMostInVain = 64;
    for (int i = 0; i < kMostInVain; ++i) {
      ssize_t size = receive(packet.time);
      if (size < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
          return ReadStatus::kWouldBlock;
        trouble_ = name_ + ": " + std::strerror(errno);
        return ReadStatus::kFailed;
      }
      ++received_;
      if (unwrap(ByteSpan(datagram_).first(static_cast<size_t>(size)), packet))
        return ReadStatus::kPacket;
    }
    return ReadStatus::kWouldBlock;
  }

  const std::string& trouble() const override { return trouble_; }
  int descriptor() const override { return socket_.get(); }
  SourceStatistics statistics() const override {
    SourceStatistics now;
    now.packets = packets_;
    now.bytes = bytes_;
    now.received = received_ + dropped_.total();
    now.dropped = dropped_.total();
    return now;
  }
  LinkType link_type() const override { return LinkType::kEthernet; }
  int snap_length() const override { return snap_length_; }
  const std::string& name() const override { return name_; }

 private:
  // With the time at which the kernel took it, and how many were lost before. Negative: errno.
  ssize_t receive(NetTime& time) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(uint32_t))];
    iovec place{datagram_.data(), datagram_.size()};
    msghdr message{};
    message.msg_iov = &place;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t size = ::recvmsg(socket_.get(), &message, 0);
    if (size < 0) return size;
    timespec taken{};
    for (cmsghdr* note = CMSG_FIRSTHDR(&message); note; note = CMSG_NXTHDR(&message, note)) {
      if (note->cmsg_level != SOL_SOCKET) continue;
      if (note->cmsg_type == SCM_TIMESTAMPNS) std::memcpy(&taken, CMSG_DATA(note), sizeof taken);
      if (note->cmsg_type == SO_RXQ_OVFL) {
        uint32_t told = 0;
        std::memcpy(&told, CMSG_DATA(note), sizeof told);
        dropped_.note(told);
      }
    }
    if (taken.tv_sec == 0) ::clock_gettime(CLOCK_REALTIME, &taken);
    time = NetTime::from_parts(taken.tv_sec, taken.tv_nsec);
    return size;
  }

  bool unwrap(ByteSpan datagram, RawPacket& packet) {
    TunnelPayload payload = decode_(datagram, static_cast<uint32_t>(datagram.size()));
    if (payload.parse != TunnelParse::kPacket) return false;
    bool is_ip = payload.first == LinkHeader::kIp;
    if (!is_ip && payload.first != LinkHeader::kEthernet) return false;
    packet.link = is_ip ? LinkType::kRaw : LinkType::kEthernet;
    packet.link_number = -1;
    packet.interface = 0;
    packet.data = payload.inner;
    packet.wire_length = static_cast<uint32_t>(payload.inner.size());
    if (!filter_.accepts(packet)) return false;
    packet.data = packet.data.first(
        std::min<size_t>(packet.data.size(), static_cast<size_t>(std::max(snap_length_, 0))));
    ++packets_;
    bytes_ += packet.data.size();
    return true;
  }

  std::string name_;
  UdpSocket socket_;
  WrappingDecoder decode_;
  PacketFilter filter_;
  int snap_length_;
  std::vector<uint8_t> datagram_;
  uint64_t packets_ = 0, bytes_ = 0, received_ = 0;
  WideCount dropped_;  // as the kernel told with the last datagram
  std::string trouble_;
};

}  // namespace

bool is_udp_name(const std::string& interface) { return interface.starts_with(kUdpScheme); }

SourceResult open_udp_source(const std::string& interface, const LiveOptions& options) {
  const std::string problem = "can't listen on " + interface + ": ";
  auto place = place_named(interface);
  if (!place)
    return Error{problem + "write it as udp::ADDRESS:PORT:vxlan or :geneve, with a port "
                           "from 1 to 65535"};
  auto filter = PacketFilter::parse(options.filter);
  if (!filter) return filter.error();
  UdpSocket socket(place->endpoint.protocol().family());
  bool is_open = socket.get() >= 0 && socket.set(SO_REUSEPORT, 1);
  // Without them there are fewer buffers, rougher times and no counts of losses.
  if (is_open) {
    socket.set(SO_RCVBUF, options.buffer_bytes);
    socket.set(SO_TIMESTAMPNS, 1);
    socket.set(SO_RXQ_OVFL, 1);
    is_open = ::bind(socket.get(), place->endpoint.data(),
                     static_cast<socklen_t>(place->endpoint.size())) == 0;
  }
  if (!is_open) return Error{problem + std::strerror(errno)};
  return std::unique_ptr<PacketSource>(std::make_unique<UdpSource>(
      interface, std::move(socket), place->decode, std::move(filter).value(), options.snap_length));
}

}  // namespace avocet
