// Addresses made unrecognisable, each always the same way.
//
// Which way is said by the globals orig_addr_anonymization, resp_addr_anonymization and
// other_addr_anonymization, by the class of the address. Ways that preserve prefixes map addresses
// with a common prefix to addresses with a common prefix of the same length: bit i is flipped or
// not by a keyed function of the i bits before it (Xu, Fan, Ammar, Moon, 2002). The key is the
// engine's first random number: other runs map otherwise unless they have the same seed.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <map>

#include "base/ip_address.h"
#include "builtin/entries.h"
#include "builtin/state.h"

namespace avocet {

// In the order of the labels of IPAddrAnonymization.
enum class AnonymisationMethod : uint8_t {
  kKeep,
  kSequential,
  kPrefixA50,
  kRandomMd5,
  kPrefixMd5,
  kRandomSha256,
  kPrefixSha256,
};

struct Anonymiser {
  uint64_t key;
  uint32_t given_out = 0;
  std::vector<Prefix> preserved;
  std::map<std::pair<AnonymisationMethod, IpAddress>, IpAddress> known;
};

namespace {

using Method = AnonymisationMethod;
constexpr size_t kMaxKnown = 200'000;

Anonymiser& anonymiser(NativeCall& call) {
  auto& kept = state_of(call).anonymiser;
  if (!kept) kept = std::make_shared<Anonymiser>(Anonymiser{call.machine.random(), 0, {}, {}});
  return *kept;
}

const EVP_MD* digest_of(Method method) {
  bool md5 = method == Method::kRandomMd5 || method == Method::kPrefixMd5;
  return md5 ? EVP_md5() : EVP_sha256();
}

// A keyed function of the first `length` bits of an address.
IpAddress scramble(const Anonymiser& self, Method method, const IpAddress& address, int length) {
  IpAddress prefix = address.masked128(length);
  uint64_t seed = self.key + uint64_t(length);
  if (method == Method::kPrefixA50) {
    uint64_t high = prefix.hash(seed);
    return IpAddress::v6(high, mix64(high ^ seed));
  }
  auto bytes = prefix.bytes();
  std::array<uint8_t, 18> message{};
  std::copy(bytes.begin(), bytes.end(), message.begin());
  message[16] = uint8_t(length);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(digest_of(method), &self.key, sizeof self.key, message.data(), message.size(), digest,
       &size);
  std::array<uint8_t, 16> out{};
  std::copy_n(digest, 16, out.begin());
  return IpAddress::from_bytes(out);
}

// Whether bit `i` of the address is kept: it lies within a preserved prefix, as far as the address
// follows that.
bool is_preserved(const Anonymiser& self, const IpAddress& address, int i) {
  for (const Prefix& p : self.preserved)
    if (i < p.length128() && address.masked128(i) == p.address().masked128(i)) return true;
  return false;
}

IpAddress keep_prefixes(const Anonymiser& self, Method method, const IpAddress& address) {
  uint64_t high = address.high(), low = address.low();
  for (int i = address.is_v4() ? 96 : 0; i < 128; ++i) {
    if (is_preserved(self, address, i)) continue;
    if ((scramble(self, method, address, i).high() >> 63) == 0) continue;
    (i < 64 ? high : low) ^= uint64_t(1) << (63 - i % 64);
  }
  return IpAddress::v6(high, low);
}

IpAddress map_address(Anonymiser& self, Method method, const IpAddress& address) {
  switch (method) {
  case Method::kKeep: return address;
  case Method::kSequential: return IpAddress::v4(++self.given_out);
  case Method::kRandomMd5:
  case Method::kRandomSha256: {
    IpAddress random = scramble(self, method, address, 128);
    return address.is_v4() ? IpAddress::v4(uint32_t(random.high())) : random;
  }
  case Method::kPrefixA50:
  case Method::kPrefixMd5:
  case Method::kPrefixSha256: return keep_prefixes(self, method, address);
  }
  return address;
}

Method method_for(NativeCall& call, int64_t address_class) {
  constexpr std::string_view kOptions[] = {"orig_addr_anonymization", "resp_addr_anonymization",
                                           "other_addr_anonymization"};
  if (address_class < 0 || size_t(address_class) >= std::size(kOptions)) return Method::kKeep;
  const Value* option = call.machine.find_global(kOptions[size_t(address_class)]);
  bool valid = option && option->i >= 0 && option->i <= int64_t(Method::kPrefixSha256);
  return valid ? Method(option->i) : Method::kKeep;
}

void tell_mapping(NativeCall& call, const IpAddress& mapped) {
  FunctionId event = call.program().find_function("anonymization_mapping");
  if (event == kNoFunction || !call.machine.wants(event)) return;
  Value arguments[] = {retained(call.args[0]), make_address(call.heap(), mapped)};
  call.machine.raise(event, arguments);
}

Value preserve(NativeCall& call, const Prefix& prefix) {
  Anonymiser& self = anonymiser(call);
  if (!self.known.empty())
    return complain(call, "addresses were anonymised already: a prefix cannot be preserved now");
  self.preserved.push_back(prefix);
  return Value::null();
}

}  // namespace

void register_anonymisation(NativeRegistry& registry) {
  registry.add({R"(
## Keeps the first bits of an address in what anonymisation that preserves prefixes makes of it, and in other addresses
## as far as they agree. To be called before any address is anonymised.
##
## width: How many bits.
global preserve_prefix: function(a: addr, width: count): any;
)",
                [](NativeCall& call) -> Value {
                  int width = int(std::min<uint64_t>(call.number(1), 128));
                  return preserve(call, Prefix(call.address(0), width));
                }});

  registry.add({R"(
## The same with the length of a subnet.
global preserve_subnet: function(a: subnet): any;
)",
                [](NativeCall& call) -> Value { return preserve(call, call.subnet(0)); }});

  registry.add({R"(
## Makes an address unrecognisable, the way that the globals ``orig_addr_anonymization``, ``resp_addr_anonymization`` or
## ``other_addr_anonymization`` say. Raises :zeek:id:`anonymization_mapping` for each new address.
##
## cl: Which of them counts.
##
## Returns: The address itself if there is no such global.
##
## Example: print anonymize_addr(10.0.0.1, ORIG_ADDR);   # 10.0.0.1
global anonymize_addr: function(a: addr, cl: IPAddrAnonymizationClass): addr;
)",
                [](NativeCall& call) -> Value {
                  IpAddress address = call.address(0);
                  Method method = method_for(call, call.integer(1));
                  if (method == Method::kKeep) return retained(call.args[0]);
                  Anonymiser& self = anonymiser(call);
                  auto known = self.known.find({method, address});
                  if (known != self.known.end()) return make_address(call.heap(), known->second);
                  IpAddress mapped = map_address(self, method, address);
                  if (self.known.size() < kMaxKnown) self.known[{method, address}] = mapped;
                  tell_mapping(call, mapped);
                  return make_address(call.heap(), mapped);
                }});
}

}  // namespace avocet
