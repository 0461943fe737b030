// Digests: of values at once, of strings bit by bit, and keyed ones.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>

#include "builtin/entries.h"
#include "builtin/hex.h"
#include "builtin/state.h"
#include "value/value.h"

namespace avocet {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Context new_context() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

std::string finish(EVP_MD_CTX* context) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(context, digest, &size);
  return hex(digest, size);
}

// All arguments as text, one behind the other.
std::string text_of_arguments(NativeCall& call) {
  std::string text;
  for (size_t i = 0; i < call.count; ++i) {
    auto [type, value] = call.typed(i);
    append(text, type, value);
  }
  return text;
}

// A digest under way.
struct HashObject : Opaque {
  HashObject(const OpaqueType* of, const EVP_MD* algorithm) : Opaque(of), context(new_context()) {
    EVP_DigestInit_ex(context.get(), algorithm, nullptr);
  }
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    auto* copy = make_object<HashObject>(heap, type, EVP_MD_CTX_get0_md(context.get()));
    copy->finished = finished;
    if (!finished) EVP_MD_CTX_copy_ex(copy->context.get(), context.get());
    return copy;
  }

  Context context;
  bool finished = false;
};

template <const EVP_MD* (*Kind)()> Value hash_at_once(NativeCall& call) {
  Context context = new_context();
  EVP_DigestInit_ex(context.get(), Kind(), nullptr);
  std::string text = text_of_arguments(call);
  EVP_DigestUpdate(context.get(), text.data(), text.size());
  return call.make_string(finish(context.get()));
}

template <const EVP_MD* (*Kind)()> Value hash_init(NativeCall& call) {
  auto* type = static_cast<const OpaqueType*>(call.result_type());
  return Value::of(make_object<HashObject>(call.heap(), type, Kind()));
}

Value hash_update(NativeCall& call) {
  auto* hash = static_cast<HashObject*>(call.args[0].object);
  if (hash->finished) return Value::of_bool(false);
  EVP_DigestUpdate(hash->context.get(), call.text(1).data(), call.text(1).size());
  return Value::of_bool(true);
}

Value hash_finish(NativeCall& call) {
  auto* hash = static_cast<HashObject*>(call.args[0].object);
  if (hash->finished) return call.make_string("");
  hash->finished = true;
  return call.make_string(finish(hash->context.get()));
}

// The key is the digest of some of the seeds.
std::array<unsigned char, 16> digest_key(const Seeds& seeds) {
  unsigned char bytes[64];
  for (size_t i = 0; i < sizeof bytes; ++i)
    bytes[i] = static_cast<unsigned char>(seeds.numbers[1 + i / 4] >> (i % 4 * 8));
  std::array<unsigned char, 16> key;
  EVP_Digest(bytes, sizeof bytes, key.data(), nullptr, EVP_md5(), nullptr);
  return key;
}

// The digest of the digest of the text, with the key laid over it: what users of the name get
// everywhere, and older than RFC 2104.
Value keyed_md5(NativeCall& call) {
  std::array<unsigned char, 16> key = digest_key(state_of(call).seeds), digest;
  std::string text = text_of_arguments(call);
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_md5(), nullptr);
  for (size_t i = 0; i < digest.size(); ++i) digest[i] ^= key[i];
  EVP_Digest(digest.data(), digest.size(), digest.data(), nullptr, EVP_md5(), nullptr);
  return call.make_string(hex(digest.data(), digest.size()));
}

// The key is the salt that scripts choose.
Value keyed_sha256(NativeCall& call) {
  const Value* salt = call.machine.find_global("digest_salt");
  std::string_view key = salt && !salt->is_null() ? salt->string()->view() : std::string_view();
  std::string text = text_of_arguments(call);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), int(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
  return call.make_string(hex(digest, size));
}

uint64_t fnv1a(std::string_view bytes, uint64_t basis, uint64_t prime) {
  for (char c : bytes) basis = (basis ^ uint8_t(c)) * prime;
  return basis;
}

// What of a value is hashed: strings as they are, numbers as the number of their type in four bytes
// and themselves in eight, little-endian; anything else as text.
std::string bytes_of(NativeCall& call, size_t i) {
  auto [type, value] = call.typed(i);
  int number = type->kind == TypeKind::kBool     ? 1
               : type->kind == TypeKind::kInt    ? 2
               : type->kind == TypeKind::kCount  ? 3
               : type->kind == TypeKind::kDouble ? 4
                                                 : 0;
  if (number == 0) return to_string(type, value);
  std::string bytes{char(number), 0, 0, 0};
  uint64_t word = type->kind == TypeKind::kBool ? value.b() : value.u;
  for (int shift = 0; shift < 64; shift += 8) bytes += char(word >> shift);
  return bytes;
}

}  // namespace

#define AVOCET_DIGEST(name, kind, bits, example)                                                   \
  registry.add({"\n## The " name                                                                   \
                " digest of values, as text, one behind the other. In hexadecimal.\n##\n"          \
                "## Example: print " name "_hash(\"abc\");   # " example "\n"                      \
                "global " name "_hash: function(va_args: any): string;\n",                         \
                hash_at_once<kind>, kNoEffects});                                                  \
  registry.add({"\n## Begins a " name " digest of strings that come one by one.\n##\n"             \
                "## Returns: A handle for " name "_hash_update() and " name "_hash_finish().\n"    \
                "global " name "_hash_init: function(): opaque of " name ";\n",                    \
                hash_init<kind>});                                                                 \
  registry.add({"\n## Adds a string to a digest. F if the digest was finished.\n"                  \
                "global " name "_hash_update: function(handle: opaque of " name                    \
                ", data: string): bool;\n",                                                        \
                hash_update});                                                                     \
  registry.add({"\n## Finishes a digest. In hexadecimal; empty if it was finished before.\n"       \
                "global " name "_hash_finish: function(handle: opaque of " name "): string;\n",    \
                hash_finish})

void register_hashes(NativeRegistry& registry) {
  AVOCET_DIGEST("md5", EVP_md5, 128, "900150983cd24fb0d6963f7d28e17f72");
  AVOCET_DIGEST("sha1", EVP_sha1, 160, "a9993e364706816aba3e25717850c26c9cd0d89d");
  AVOCET_DIGEST("sha224", EVP_sha224, 224,
                "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  AVOCET_DIGEST("sha256", EVP_sha256, 256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  AVOCET_DIGEST("sha384", EVP_sha384, 384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358"
                "baeca134c825a7");
  AVOCET_DIGEST("sha512", EVP_sha512, 512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836"
                "ba3c23a3feebbd"
                "454d4423643ce80e2a9ac94fa54ca49f");

  registry.add({R"(
## The MD5 digest of values, keyed with the seeds of the run.
##
## Example: print |md5_hmac("abc")|;   # 32
global md5_hmac: function(va_args: any): string;
)",
                keyed_md5, kNoEffects});

  registry.add({R"(
## The SHA-256 digest of values, keyed with :zeek:id:`digest_salt`.
##
## Example: print |sha256_hmac("abc")|;   # 64
global sha256_hmac: function(va_args: any): string;
)",
                keyed_sha256, kNoEffects});

  registry.add({R"(
## The 32-bit FNV-1a hash of a string or number, or of what another value looks like.
##
## Example: print fnv1a32("abc");   # 440920331
global fnv1a32: function(input: any): count;
)",
                [](NativeCall& call) -> Value {
                  uint32_t hash = 2166136261u;
                  for (char c : bytes_of(call, 0)) hash = (hash ^ uint8_t(c)) * 16777619u;
                  return Value::of_count(hash);
                },
                kNoEffects});

  registry.add({R"(
## The 64-bit FNV-1a hash of a string or number, or of what another value looks like.
##
## Example: print fnv1a64("abc");   # 16654208175385433931
global fnv1a64: function(input: any): count;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_count(
                      fnv1a(bytes_of(call, 0), 14695981039346656037ULL, 1099511628211ULL));
                },
                kNoEffects});

  registry.add({R"(
## The weight of a site for a key in highest-random-weight hashing (Thaler and Ravishankar, 1996).
##
## Example: print hrw_weight(12, 5) == hrw_weight(12, 5);   # T
global hrw_weight: function(key_digest: count, site_id: count): count;
)",
                [](NativeCall& call) -> Value {
                  // All arithmetic modulo 2^31.
                  constexpr uint64_t kMask = 0x7fffffff;
                  uint64_t digest = call.number(0) & kMask, site = call.number(1) & kMask;
                  uint64_t inner = (1103515245 * site + 12345) ^ digest;
                  return Value::of_count((1103515245 * inner + 12345) & kMask);
                },
                kFoldable});
}

#undef AVOCET_DIGEST

}  // namespace avocet
