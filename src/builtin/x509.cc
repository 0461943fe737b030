// Certificates: what is in them, whom they are for, and whether somebody vouches for them.
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

#include "builtin/entries.h"
#include "file/files.h"
#include "file/hostnames.h"
#include "file/x509.h"

namespace avocet {

namespace {

X509* certificate(NativeCall& call, size_t i) { return x509_of(call.args[i]); }

// Hashes by the numbers that TLS gave them.
const EVP_MD* hash_of(uint64_t number) {
  switch (number) {
  case 1: return EVP_md5();
  case 2: return EVP_sha1();
  case 3: return EVP_sha224();
  case 4: return EVP_sha256();
  case 5: return EVP_sha384();
  case 6: return EVP_sha512();
  default: return nullptr;
  }
}

// The digest of some part, or an empty string after a complaint.
template <class Digest> Value digest_of(NativeCall& call, Digest digest) {
  const EVP_MD* hash = hash_of(call.number(1));
  if (!hash)
    return complain(call, "there is no hash with the number " + std::to_string(call.number(1)),
                    call.make_string(""));
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (digest(hash, bytes, &size) != 1) size = 0;
  return call.make_string({reinterpret_cast<const char*>(bytes), size});
}

int digest_key(X509* of, const EVP_MD* hash, unsigned char* bytes, unsigned* size) {
  unsigned char* der = nullptr;
  int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(of), &der);
  if (length < 0) return 0;
  int result = EVP_Digest(der, size_t(length), bytes, size, hash, nullptr);
  OPENSSL_free(der);
  return result;
}

void register_parts(NativeRegistry& registry) {
  registry.add(
      {R"(
## What a certificate says.
global x509_parse: function(cert: opaque of x509): X509::Certificate;
)",
       [](NativeCall& call) -> Value { return x509_record(call.machine, certificate(call, 0)); },
       kNoEffects});

  registry.add({R"(
## The certificate that is encoded in DER. An error if there is none.
global x509_from_der: function(der: string): opaque of x509;
)",
                [](NativeCall& call) -> Value {
                  X509* found = parse_x509(call.text(0));
                  if (!found) return call.fail("these bytes are no certificate in DER");
                  return make_x509(call.machine, found);
                },
                kNoEffects});

  registry.add({R"(
## A certificate in DER, or in PEM.
global x509_get_certificate_string: function(cert: opaque of x509, pem: bool &default=F): string;
)",
                [](NativeCall& call) -> Value {
                  X509* of = certificate(call, 0);
                  return call.make_string(call.boolean(1) ? x509_pem(of) : x509_der(of));
                },
                kNoEffects});
}

void register_digests(NativeRegistry& registry) {
  registry.add({R"(
## The digest of the subject's name in DER.
##
## hash_alg: 1 for MD5, 2 for SHA-1, 3 to 6 for SHA-224 to SHA-512.
global x509_subject_name_hash: function(cert: opaque of x509, hash_alg: count): string;
)",
                [](NativeCall& call) -> Value {
                  return digest_of(call, [&](const EVP_MD* hash, unsigned char* to, unsigned* n) {
                    return X509_NAME_digest(X509_get_subject_name(certificate(call, 0)), hash, to,
                                            n);
                  });
                },
                kNoEffects});

  registry.add({R"(
## The digest of the issuer's name in DER.
global x509_issuer_name_hash: function(cert: opaque of x509, hash_alg: count): string;
)",
                [](NativeCall& call) -> Value {
                  return digest_of(call, [&](const EVP_MD* hash, unsigned char* to, unsigned* n) {
                    return X509_NAME_digest(X509_get_issuer_name(certificate(call, 0)), hash, to,
                                            n);
                  });
                },
                kNoEffects});

  registry.add({R"(
## The digest of the key in DER, with what kind of key it is.
global x509_spki_hash: function(cert: opaque of x509, hash_alg: count): string;
)",
                [](NativeCall& call) -> Value {
                  return digest_of(call, [&](const EVP_MD* hash, unsigned char* to, unsigned* n) {
                    return digest_key(certificate(call, 0), hash, to, n);
                  });
                },
                kNoEffects});
}

void register_names(NativeRegistry& registry) {
  registry.add({R"(
## Whether a name is that of a certificate, which may begin with a part that ends in a star
## (:rfc:`6125`). The star stands for the rest of one part, and needs two more behind it.
##
## Example: print x509_check_hostname("www.example.org", "*.example.org");   # T
global x509_check_hostname: function(hostname: string, certname: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(is_name_of(call.text(0), call.text(1)));
                },
                kFoldable});

  registry.add({R"(
## The name of a certificate that a host's name fits, or an empty string. Common names count only
## if there are no others (:rfc:`2818`).
global x509_check_cert_hostname: function(cert_opaque: opaque of x509, hostname: string): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(name_for(certificate(call, 0), call.text(1)));
                },
                kNoEffects});
}

Value set_cache(NativeCall& call) {
  auto [type, value] = call.typed(0);
  const TableType* table = as_table(type);
  if (!table || !table->value || table->keys.size() != 1 ||
      table->keys[0]->kind != TypeKind::kString)
    return call.fail("certificates are kept in a table by strings");
  auto* files = call.machine.try_service<Files>();
  if (files) files->certificate_cache().table = Owned(retained(value));
  return Value::of_bool(true);
}

void register_cache(NativeRegistry& registry) {
  registry.add({R"(
## Certificates whose SHA-256, in hexadecimal digits, is in the table are not taken apart.
##
## tbl: A table by strings. The table itself is asked each time, not a copy.
global x509_set_certificate_cache: function(tbl: any): bool;
)",
                set_cache});

  registry.add({R"(
## Runs for such a certificate, with what the table holds.
global x509_set_certificate_cache_hit_callback: function(f: string_any_file_hook): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* files = call.machine.try_service<Files>();
                  if (files) files->certificate_cache().hook = Owned(retained(call.args[0]));
                  return Value::of_bool(true);
                }});
}

}  // namespace

void register_x509(NativeRegistry& registry) {
  register_parts(registry);
  register_digests(registry);
  register_names(registry);
  register_cache(registry);
}

}  // namespace avocet
