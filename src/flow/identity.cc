#include "flow/identity.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "base/seeds.h"
#include "flow/flow_detail.h"

namespace avocet {
namespace {

struct Parts {
  uint64_t endpoints;  // the same for both senses
  uint64_t kind;
  NetTime start;
};

// Logs hold uids, and test suites compare them: a flow has the same one in every version of the
// program, whatever becomes of the hashes of tables in memory.
uint64_t join(uint64_t hash, uint64_t part) {
  __extension__ typedef unsigned __int128 Wide;
  Wide product = static_cast<Wide>(hash ^ 0x9e3779b97f4a7c15ULL) * (part ^ 0xe7037ed1a0b428dbULL);
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64) ^ part;
}

uint64_t endpoint_hash(const IpAddress& address, uint16_t port) {
  return mix64(join(join(join(0, address.high()), address.low()), port));
}

UidBits bits_of(const Parts& parts, uint64_t seed) {
  auto half = [&](uint64_t salt) {
    uint64_t hash = join(mix64(seed ^ salt), parts.endpoints);
    hash = join(hash, parts.kind);
    return mix64(join(hash, static_cast<uint64_t>(parts.start.nanos)));
  };
  return {half(0x2545f4914f6cdd1dULL), half(0x9e6c63d0876a9a47ULL)};
}

UidBits bits_of(const Flow& flow, uint64_t seed) {
  uint64_t kind = uint64_t{flow.ip_protocol} << 32 | uint64_t{flow.vlan} << 16 | flow.inner_vlan;
  for (const Encapsulation& layer : flow.tunnels()) {
    kind = join(kind, layer.uid_high ^ layer.uid_low);
  }
  uint64_t endpoints =
      endpoint_hash(flow.orig_addr, flow.orig_port) + endpoint_hash(flow.resp_addr, flow.resp_port);
  return bits_of({endpoints, kind, flow.start_time}, seed);
}

// The last `count` digits of `number` to base 62, backwards. Whether one is below 10.
bool put_base62(char* out, uint64_t number, int count) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  bool has_decimal = false;
  for (int i = 0; i < count; ++i, number /= 62) {
    uint64_t digit = number % 62;
    has_decimal |= digit < 10;
    out[i] = kDigits[digit];
  }
  return has_decimal;
}

// The pool of names that the engine itself makes.
constexpr uint64_t kEnginePool = 1;

}  // namespace

UidBits FlowUids::next() {
  auto number = [this] { return unique_number(*key_, kEnginePool, ++count_); };
  if (bits_ == 0) return {};
  if (bits_ <= 64) return {number() >> (64 - bits_), 0};
  uint64_t high = number() >> (128 - std::min<uint64_t>(bits_, 128));
  return {high, number()};
}

UidBits FlowUids::of(Flow& flow) {
  if (!key_) return bits_of(flow, seed_);
  FlowOddities& kept = flow.ensure_oddities();
  if (!kept.has_uid) {
    UidBits uid = next();
    kept.has_uid = true;
    kept.uid_high = uid.high;
    kept.uid_low = uid.low;
  }
  return {kept.uid_high, kept.uid_low};
}

UidBits FlowUids::of_tunnel(const IpAddress& one, const IpAddress& other, uint8_t protocol,
                            NetTime start) {
  if (key_) return next();
  return bits_of({endpoint_hash(one, 0) + endpoint_hash(other, 0), protocol, start}, seed_);
}

std::string FlowUids::text(UidBits uid) const {
  if (key_) return "C" + base62(uid.high) + base62(uid.low);
  std::string text(18, 'C');
  bool has_decimal = put_base62(text.data() + 1, uid.high, 10);
  has_decimal |= put_base62(text.data() + 11, uid.low, 7);
  // Programs that read logs know a uid by its digits.
  if (!has_decimal) text.back() = char('0' + uid.low % 10);
  return text;
}

}  // namespace avocet
