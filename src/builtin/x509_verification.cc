// Whether certificates, replies of OCSP and promises of logs can be believed.
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "builtin/entries.h"
#include "file/x509.h"

namespace avocet {

namespace {

template <class T, void (*kFree)(T*)> struct Freer {
  void operator()(T* object) const { kFree(object); }
};
template <class T, void (*kFree)(T*)> using Held = std::unique_ptr<T, Freer<T, kFree>>;

using Store = Held<X509_STORE, X509_STORE_free>;
using StoreContext = Held<X509_STORE_CTX, X509_STORE_CTX_free>;
using Key = Held<EVP_PKEY, EVP_PKEY_free>;
using OcspReply = Held<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasic = Held<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using OcspId = Held<OCSP_CERTID, OCSP_CERTID_free>;

// Certificates that are the caller's.
struct Borrowed {
  Borrowed() : stack(sk_X509_new_null()) {}
  ~Borrowed() { sk_X509_free(stack); }
  Borrowed(const Borrowed&) = delete;
  STACK_OF(X509) * stack;
};

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

constexpr int kUnusable = -1;

Value result(NativeCall& call, int64_t code, std::string_view text) {
  RecordResult made(call, "X509::Result");
  made.set("result", Value::of_int(code));
  made.set("result_string", text);
  return made.take();
}

// What is trusted: the certificates in a table of DER texts. Null after a complaint.
Store store_of(NativeCall& call, Table* roots) {
  Store store(X509_STORE_new());
  uint32_t position = 0;
  TableEntry entry;
  while (next_entry(roots, position, entry)) {
    X509* root = parse_x509(entry.value->string()->view());
    if (!root) {
      complain(call, "a root certificate cannot be read");
      return nullptr;
    }
    X509_STORE_add_cert(store.get(), root);
    X509_free(root);
  }
  return store;
}

// The first is the one in question; the others may help.
X509* split_chain(Vector* chain, Borrowed& others) {
  if (chain->size == 0 || !chain->is_set(0)) return nullptr;
  for (uint32_t i = 1; i < chain->size; ++i)
    if (chain->is_set(i)) sk_X509_push(others.stack, x509_of(chain->items[i]));
  return x509_of(chain->items[0]);
}

time_t time_of(NativeCall& call, size_t argument) {
  double given = call.real(argument);
  return time_t(given != 0 ? given : call.network_time());
}

// The chain from the certificate to a root, or null.
Value verified_chain(NativeCall& call, X509_STORE_CTX* context) {
  const VectorType* type = as_vector(call.program().find_type("x509_opaque_vector"));
  Vector* chain = make_vector(call.heap(), type);
  STACK_OF(X509)* certificates = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    X509* one = sk_X509_value(certificates, i);
    X509_up_ref(one);
    push(call.heap(), chain, make_x509(call.machine, one));
  }
  return Value::of(chain);
}

Value verify(NativeCall& call) {
  Borrowed others;
  X509* certificate = split_chain(call.vector(0), others);
  if (!certificate) return result(call, kUnusable, "there is no certificate to verify");
  Store store = store_of(call, call.table(1));
  if (!store) return result(call, kUnusable, "a root certificate cannot be read");
  StoreContext context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), certificate, others.stack);
  X509_STORE_CTX_set_time(context.get(), 0, time_of(call, 2));
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_USE_CHECK_TIME);
  bool is_verified = X509_verify_cert(context.get()) == 1;
  int code = X509_STORE_CTX_get_error(context.get());
  RecordResult made(call, "X509::Result");
  made.set("result", Value::of_int(code));
  made.set("result_string", X509_verify_cert_error_string(code));
  if (is_verified) made.set("chain_certs", verified_chain(call, context.get()));
  return made.take();
}

// What a reply says of the certificate: good, revoked, unknown; null if nothing, or not now.
const char* status_of(OCSP_BASICRESP* reply, X509* certificate, X509* issuer, time_t now) {
  for (int i = 0; i < OCSP_resp_count(reply); ++i) {
    OCSP_SINGLERESP* one = OCSP_resp_get0(reply, i);
    ASN1_OBJECT* hash = nullptr;
    auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(one));
    OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, id);
    OcspId wanted(OCSP_cert_to_id(EVP_get_digestbyobj(hash), certificate, issuer));
    if (!wanted || OCSP_id_cmp(wanted.get(), id) != 0) continue;
    ASN1_GENERALIZEDTIME *from = nullptr, *until = nullptr;
    int status = OCSP_single_get0_status(one, nullptr, nullptr, &from, &until);
    bool is_early = from && ASN1_TIME_cmp_time_t(from, now) > 0;
    bool is_late = until && ASN1_TIME_cmp_time_t(until, now) < 0;
    return is_early || is_late ? nullptr : OCSP_cert_status_str(status);
  }
  return nullptr;
}

Value verify_ocsp(NativeCall& call) {
  Borrowed others;
  X509* certificate = split_chain(call.vector(0), others);
  if (!certificate) return result(call, kUnusable, "there is no certificate to verify");
  std::string_view bytes = call.text(1);
  const unsigned char* at = raw(bytes);
  OcspReply reply(d2i_OCSP_RESPONSE(nullptr, &at, long(bytes.size())));
  if (!reply) return result(call, kUnusable, "the reply of OCSP cannot be read");
  int status = OCSP_response_status(reply.get());
  if (status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return result(call, -2 - status, OCSP_response_status_str(status));
  OcspBasic basic(OCSP_response_get1_basic(reply.get()));
  if (!basic) return result(call, kUnusable, "the reply of OCSP cannot be read");
  Store store = store_of(call, call.table(2));
  if (!store) return result(call, kUnusable, "a root certificate cannot be read");

  // Who issued the certificate: one of the chain, or a root.
  time_t now = time_of(call, 3);
  StoreContext context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), certificate, others.stack);
  X509_STORE_CTX_set_time(context.get(), 0, now);
  X509* issuer = nullptr;
  for (int i = 0; i < sk_X509_num(others.stack) && !issuer; ++i) {
    X509* one = sk_X509_value(others.stack, i);
    if (X509_check_issued(one, certificate) == X509_V_OK) issuer = one;
  }
  Held<X509, X509_free> root;
  if (!issuer && X509_STORE_CTX_get1_issuer(&issuer, context.get(), certificate) == 1)
    root.reset(issuer);
  if (!issuer) return result(call, kUnusable, "who issued the certificate is unknown");

  X509_VERIFY_PARAM* parameters = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(parameters, now);
  int verified = OCSP_basic_verify(basic.get(), others.stack, store.get(), 0);
  if (verified != 1) return result(call, verified, "the signature of the reply is not valid");
  const char* found = status_of(basic.get(), certificate, issuer, now);
  if (!found)
    return result(call, kUnusable, "the reply says nothing of the certificate, or not now");
  return result(call, verified, found);
}

void put_number(std::string& to, uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) to += char(number >> (8 * i));
}

// The certificate as it was before promises were put into it.
std::string precertificate(X509* certificate) {
  Held<X509, X509_free> copy(X509_dup(certificate));
  int at = X509_get_ext_by_NID(copy.get(), NID_ct_precert_scts, -1);
  if (at >= 0) X509_EXTENSION_free(X509_delete_ext(copy.get(), at));
  unsigned char* der = nullptr;
  int size = i2d_re_X509_tbs(copy.get(), &der);
  if (size < 0) return {};
  std::string bytes(reinterpret_cast<char*>(der), size_t(size));
  OPENSSL_free(der);
  return bytes;
}

// What the log signed (RFC 6962, section 3.2).
std::string signed_text(NativeCall& call, std::string_view issuer_key_hash) {
  constexpr size_t kHashSize = 32;
  bool is_precertificate = !issuer_key_hash.empty();
  if (is_precertificate && issuer_key_hash.size() != kHashSize) return {};
  X509* certificate = x509_of(call.args[0]);
  std::string body = is_precertificate ? precertificate(certificate) : x509_der(certificate);
  if (body.empty()) return {};
  std::string text(2, '\0');  // version, kind of signature
  put_number(text, call.number(4), 8);
  put_number(text, is_precertificate ? 1 : 0, 2);
  text.append(issuer_key_hash);
  put_number(text, body.size(), 3);
  text += body;
  put_number(text, 0, 2);  // extensions
  return text;
}

Value verify_timestamp(NativeCall& call) {
  constexpr uint64_t kSha256 = 4;
  std::string_view key_bytes = call.text(2), signature = call.text(3);
  if (call.number(5) != kSha256) return Value::of_bool(false);
  const unsigned char* at = raw(key_bytes);
  Key key(d2i_PUBKEY(nullptr, &at, long(key_bytes.size())));
  std::string text = signed_text(call, call.text(6));
  if (!key || text.empty()) return Value::of_bool(false);
  Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  bool is_valid =
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(text), text.size()) ==
          1;
  return Value::of_bool(is_valid);
}

}  // namespace

void register_x509_verification(NativeRegistry& registry) {
  registry.add({R"(
## Whether a certificate is vouched for by a root, at some time.
##
## certs: The certificate, and those that came with it.
##
## root_certs: What is trusted, in DER.
##
## verify_time: When; 0 for now.
##
## Returns: 0 and the chain to a root, or what is wrong as OpenSSL numbers it.
global x509_verify: function(certs: x509_opaque_vector, root_certs: table_string_of_string, verify_time: time &default=double_to_time(0.0)): X509::Result;
)",
                verify, kNoEffects});

  registry.add({R"(
## What a reply of OCSP says of a certificate, if it can be believed: 1 and ``good``, ``revoked`` or
## ``unknown``. Otherwise a number that is not positive, and why not.
##
## certs: The certificate, and those that came with it.
##
## ocsp_reply: The reply in DER.
global x509_ocsp_verify: function(certs: x509_opaque_vector, ocsp_reply: string, root_certs: table_string_of_string, verify_time: time &default=double_to_time(0.0)): X509::Result;
)",
                verify_ocsp, kNoEffects});

  registry.add({R"(
## Whether a public log did promise to list a certificate (:rfc:`6962`).
##
## log_key: The key of the log, in DER.
##
## timestamp: When it promised, in milliseconds.
##
## issuer_key_hash: For promises that are in the certificate itself: the SHA-256 of its issuer's key,
##    as :zeek:id:`x509_spki_hash` tells it.
global sct_verify: function(cert: opaque of x509, logid: string, log_key: string, signature: string, timestamp: count, hash_algorithm: count, issuer_key_hash: string &default=""): bool;
)",
                verify_timestamp, kNoEffects});
}

}  // namespace avocet
