// The messages of a key exchange as events.
#include <openssl/evp.h>

#include "base/text.h"
#include "protocol/ssh/analyzer.h"
#include "value/vector.h"

namespace avocet {

namespace {

std::vector<uint8_t> digest(ByteSpan bytes, const EVP_MD* kind) {
  std::vector<uint8_t> found(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), found.data(), &size, kind, nullptr);
  found.resize(size);
  return found;
}

std::string with_colons(ByteSpan bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (uint8_t byte : bytes) {
    if (!text.empty()) text += ':';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

constexpr size_t kMd5Size = 16;

}  // namespace

void SshAnalyzer::kex_init(Side side, ByteSpan body) {
  std::optional<SshKexInit> init = parse_ssh_kex_init(body);
  if (!init) return violate("a list of algorithms is cut short");
  if (!check_lists(*init)) return;
  of(side).kex_algorithms = init->list(SshList::kKex);
  std::string_view agreed =
      agreed_ssh_name(of(Side::kOrig).kex_algorithms, of(Side::kResp).kex_algorithms);
  kex_ = ssh_kex_of(agreed);
  if (kex_ == SshKex::kUnknown && !agreed.empty()) weird("ssh_unknown_kex_algorithm", agreed);
  raise_capabilities(side, *init);
}

bool SshAnalyzer::check_lists(const SshKexInit& init) {
  constexpr std::array<std::string_view, 6> kKinds{"kex_algorithms",         "hostkey_algorithms",
                                                   "encryption_algorithms",  "mac_algorithms",
                                                   "compression_algorithms", "languages"};
  // Lists behind the second come in pairs, one for each direction.
  constexpr std::array<uint8_t, kSshLists> kKindOf{0, 1, 2, 2, 3, 3, 4, 4, 5, 5};
  bool fits = true;
  for (size_t i = 0; i < kSshLists; ++i) {
    const Value* length = binding_.max_string_length;
    const Value* names = binding_.max_names[kKindOf[i]];
    size_t count = count_ssh_names(init.lists[i]);
    if (length && length->u != 0 && init.lists[i].size() > length->u) {
      exceeded("max_string_length", init.lists[i].size(), length->u);
      fits = false;
    }
    if (names && names->u != 0 && count > names->u) {
      exceeded("max_kexinit_" + std::string(kKinds[kKindOf[i]]), count, names->u);
      fits = false;
    }
  }
  return fits;
}

Value SshAnalyzer::names(std::string_view list) const {
  Vector* found = make_vector(heap(), binding_.names);
  for (std::string_view name : ssh_names(list, SIZE_MAX)) push(heap(), found, text(name));
  return Value::of(found);
}

Value SshAnalyzer::preferences(const SshKexInit& init, SshList client, SshList server) const {
  return Value::of(
      binding_.preferences.make(heap(), {names(init.list(client)), names(init.list(server))}));
}

void SshAnalyzer::raise_capabilities(Side side, const SshKexInit& init) {
  if (!binding_.kex_capabilities.wanted()) return;
  using enum SshList;
  Record* record =
      binding_.capabilities.make(heap(), {names(init.list(kKex)), names(init.list(kHostKey)),
                                          preferences(init, kEncryptionClient, kEncryptionServer),
                                          preferences(init, kMacClient, kMacServer),
                                          preferences(init, kCompressionClient, kCompressionServer),
                                          Value::of_bool(side == Side::kResp)});
  constexpr size_t kLanguages = 6;
  if (!init.list(kLanguageClient).empty() || !init.list(kLanguageServer).empty())
    binding_.capabilities.set(record, kLanguages,
                              preferences(init, kLanguageClient, kLanguageServer));
  binding_.kex_capabilities.raise({connection(), text(init.cookie), Value::of(record)});
}

void SshAnalyzer::kex_message(Side side, uint8_t type, ByteSpan body) {
  ByteReader reader(body);
  switch (kex_) {
  case SshKex::kUnknown: return;
  case SshKex::kFixedGroup: fixed_group(side, type, reader); break;
  case SshKex::kGroupExchange: group_exchange(side, type, reader); break;
  case SshKex::kEllipticCurve: elliptic_curve(side, type, reader); break;
  case SshKex::kGss: gss(side, type, reader); break;
  case SshKex::kRsa: rsa(side, type, reader); break;
  }
  if (reader.failed()) violate("a message of the key exchange is cut short");
}

void SshAnalyzer::raise_side(const EventHandle& event, Side side) {
  if (event.wanted()) event.raise({connection(), Value::of_bool(side == Side::kOrig)});
}

// RFC 4253, section 8.
void SshAnalyzer::fixed_group(Side side, uint8_t type, ByteReader& body) {
  if (type == 30) raise_side(binding_.dh_init, side);
  if (type == 31) host_key(body);
}

// RFC 4419, section 5.
void SshAnalyzer::group_exchange(Side side, uint8_t type, ByteReader& body) {
  if (type == 31) {
    ByteSpan modulus = take_ssh_string(body), generator = take_ssh_string(body);
    if (!body.failed() && binding_.dh_params.wanted())
      binding_.dh_params.raise({connection(), text(modulus), text(generator)});
  }
  if (type == 32) raise_side(binding_.dh_init, side);
  if (type == 33) host_key(body);
}

// RFC 5656, section 4; exchanges with several keys at once are framed alike.
void SshAnalyzer::elliptic_curve(Side side, uint8_t type, ByteReader& body) {
  if (type != 30 && type != 31) return;
  if (type == 30) raise_side(binding_.ecc_init, side);
  if (type == 31) host_key(body);
  ByteSpan key = take_ssh_string(body);
  if (!body.failed() && binding_.ecc_key.wanted())
    binding_.ecc_key.raise({connection(), Value::of_bool(side == Side::kOrig), text(key)});
}

// RFC 4462, section 2.
void SshAnalyzer::gss(Side side, uint8_t type, ByteReader& body) {
  if (type == 30) raise_side(binding_.gss_init, side);
  if (type == 33) host_key(body);
  if (type != 34) return;
  uint32_t major = body.u32(), minor = body.u32();
  ByteSpan message = take_ssh_string(body);
  if (!body.failed() && binding_.gss_error.wanted())
    binding_.gss_error.raise(
        {connection(), Value::of_count(major), Value::of_count(minor), text(message)});
}

// RFC 4432, section 4.
void SshAnalyzer::rsa(Side side, uint8_t type, ByteReader& body) {
  if (type == 30) host_key(body);
  if (type == 31) raise_side(binding_.rsa_secret, side);
}

void SshAnalyzer::host_key(ByteReader& body) {
  ByteSpan key = take_ssh_string(body);
  if (body.failed()) return;
  const Value* limit = binding_.max_string_length;
  if (limit && limit->u != 0 && key.size() > limit->u)
    return exceeded("max_string_length", key.size(), limit->u);
  if (binding_.host_key_md5.wanted())
    binding_.host_key_md5.raise({connection(), text(with_colons(digest(key, EVP_md5())))});
  if (binding_.host_key_2.wanted()) binding_.host_key_2.raise({connection(), text(key)});
  raise_sha256(key);
}

// As scripts know it: the first 24 of the 32 bytes.
void SshAnalyzer::raise_sha256(ByteSpan key) {
  if (!binding_.host_key_sha256.wanted()) return;
  constexpr int kShown = 24, kDigits = 32;
  std::array<uint8_t, kDigits + 1> digits{};
  EVP_EncodeBlock(digits.data(), digest(key, EVP_sha256()).data(), kShown);
  std::string shown = "SHA256:" + std::string(view(ByteSpan(digits).first(kDigits)));
  binding_.host_key_sha256.raise({connection(), text(shown)});
}

// What scripts get for a digest is the begin of the one by SHA256.
void SshAnalyzer::host_key_1(const Ssh1PublicKey& key) {
  std::vector<uint8_t> whole(key.modulus.begin(), key.modulus.end());
  whole.insert(whole.end(), key.exponent.begin(), key.exponent.end());
  if (binding_.host_key_md5.wanted()) {
    std::vector<uint8_t> found = digest(whole, EVP_sha256());
    binding_.host_key_md5.raise({connection(), text(with_colons(ByteSpan(found).first(kMd5Size)))});
  }
  raise_sha256(whole);
  if (binding_.host_key_1.wanted())
    binding_.host_key_1.raise({connection(), text(key.modulus), text(key.exponent)});
}

}  // namespace avocet
