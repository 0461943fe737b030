#include "file/x509.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "file/record_filler.h"

namespace avocet {

namespace {

// Text that OpenSSL writes.
class TextBio {
 public:
  TextBio() : bio_(BIO_new(BIO_s_mem()), &BIO_free) {}
  BIO* get() const { return bio_.get(); }
  std::string text() const {
    char* bytes = nullptr;
    long size = BIO_get_mem_data(bio_.get(), &bytes);
    return size > 0 ? std::string(bytes, size_t(size)) : std::string();
  }

 private:
  std::unique_ptr<BIO, decltype(&BIO_free)> bio_;
};

std::string_view key_type(int kind) {
  switch (kind) {
  case EVP_PKEY_RSA:
  case EVP_PKEY_RSA_PSS: return "rsa";
  case EVP_PKEY_DSA: return "dsa";
  case EVP_PKEY_EC: return "ecdsa";
  case EVP_PKEY_DH: return "dh";
  default: return "unknown";
  }
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// Windows' terminal servers name a way to sign with RSA where the kind of the key belongs.
Key misnamed_key(X509* certificate) {
  ASN1_OBJECT* kind = nullptr;
  const unsigned char* bytes = nullptr;
  int size = 0;
  X509_PUBKEY_get0_param(&kind, &bytes, &size, nullptr, X509_get_X509_PUBKEY(certificate));
  bool is_misnamed = OBJ_obj2nid(kind) == NID_md5WithRSAEncryption;
  EVP_PKEY* key = is_misnamed ? d2i_PublicKey(EVP_PKEY_RSA, nullptr, &bytes, long(size)) : nullptr;
  return {key, &EVP_PKEY_free};
}

void fill_key(RecordFiller& to, X509* certificate) {
  Key misnamed = misnamed_key(certificate);
  // Lent by the certificate, otherwise.
  EVP_PKEY* key = misnamed ? misnamed.get() : X509_get0_pubkey(certificate);
  if (!key) return;
  int kind = EVP_PKEY_get_base_id(key);
  to.text("key_type", key_type(kind));
  to.count("key_length", uint64_t(EVP_PKEY_get_bits(key)));
  if (kind == EVP_PKEY_RSA) {
    BIGNUM* exponent = nullptr;
    if (EVP_PKEY_get_bn_param(key, "e", &exponent) == 1) {
      char* digits = BN_bn2dec(exponent);
      if (digits) to.text("exponent", digits);
      OPENSSL_free(digits);
      BN_free(exponent);
    }
  }
  if (kind == EVP_PKEY_EC) {
    char curve[80];
    size_t size = 0;
    if (EVP_PKEY_get_group_name(key, curve, sizeof curve, &size) == 1)
      to.text("curve", std::string_view(curve, size));
  }
}

}  // namespace

X509Object::~X509Object() { X509_free(certificate); }

Opaque* X509Object::clone(Heap& heap) const {
  X509_up_ref(certificate);
  return make_object<X509Object>(heap, type, certificate);
}

Value make_x509(Machine& machine, X509* taken) {
  const VectorType* list = as_vector(machine.program().find_type("x509_opaque_vector"));
  CHECK(list);
  return Value::of(make_object<X509Object>(machine.heap(),
                                           static_cast<const OpaqueType*>(list->element), taken));
}

X509* parse_x509(std::string_view der) {
  auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = at + der.size();
  X509* found = d2i_X509(nullptr, &at, long(der.size()));
  if (found && at != end) {
    X509_free(found);
    return nullptr;
  }
  return found;
}

std::string x509_der(X509* certificate) {
  unsigned char* bytes = nullptr;
  int size = i2d_X509(certificate, &bytes);
  if (size < 0) return {};
  std::string der(reinterpret_cast<char*>(bytes), size_t(size));
  OPENSSL_free(bytes);
  return der;
}

std::string x509_pem(X509* certificate) {
  TextBio text;
  PEM_write_bio_X509(text.get(), certificate);
  return text.text();
}

std::string x509_name_text(const X509_NAME* name) {
  TextBio text;
  X509_NAME_print_ex(text.get(), name, 0, XN_FLAG_RFC2253);
  return text.text();
}

std::string x509_long_name_text(const X509_NAME* name) {
  TextBio text;
  X509_NAME_print_ex(text.get(), name, 0, XN_FLAG_ONELINE);
  return text.text();
}

std::string x509_object_text(const ASN1_OBJECT* object) {
  TextBio text;
  i2a_ASN1_OBJECT(text.get(), object);
  return text.text();
}

std::string x509_number_text(const ASN1_INTEGER* number) {
  TextBio text;
  i2a_ASN1_INTEGER(text.get(), number);
  return text.text();
}

std::optional<std::string> x509_common_name(X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  int at = -1, last = -1;
  while ((at = X509_NAME_get_index_by_NID(subject, NID_commonName, at)) >= 0) last = at;
  if (last < 0) return std::nullopt;
  const ASN1_STRING* data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, last));
  unsigned char* utf8 = nullptr;
  int size = ASN1_STRING_to_UTF8(&utf8, data);
  if (size < 0) return std::nullopt;
  std::string name(reinterpret_cast<char*>(utf8), size_t(size));
  OPENSSL_free(utf8);
  return name;
}

std::string_view x509_revocation_text(int reason) {
  constexpr int kPrivilegeWithdrawn = 9, kAttributeAuthority = 10;
  if (reason < 0) return "";
  if (reason == kPrivilegeWithdrawn) return "privilegeWithdrawn";
  return reason == kAttributeAuthority ? "aACompromise" : OCSP_crl_reason_str(reason);
}

double x509_seconds(const ASN1_TIME* time) {
  std::tm parts{};
  if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return double(timegm(&parts));
}

Value x509_record(Machine& machine, X509* certificate) {
  RecordFiller to(machine, "X509::Certificate");
  to.count("version", uint64_t(X509_get_version(certificate) + 1));
  to.text("serial", x509_number_text(X509_get0_serialNumber(certificate)));
  to.text("subject", x509_name_text(X509_get_subject_name(certificate)));
  to.text("issuer", x509_name_text(X509_get_issuer_name(certificate)));
  if (auto name = x509_common_name(certificate)) to.text("cn", *name);
  to.seconds("not_valid_before", x509_seconds(X509_get0_notBefore(certificate)));
  to.seconds("not_valid_after", x509_seconds(X509_get0_notAfter(certificate)));
  ASN1_OBJECT* algorithm = nullptr;
  X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(certificate));
  to.text("key_alg", x509_object_text(algorithm));
  const X509_ALGOR* signature = nullptr;
  X509_get0_signature(nullptr, &signature, certificate);
  const ASN1_OBJECT* signed_by = nullptr;
  X509_ALGOR_get0(&signed_by, nullptr, nullptr, signature);
  to.text("sig_alg", x509_object_text(signed_by));
  X509_ALGOR_get0(&signed_by, nullptr, nullptr, X509_get0_tbs_sigalg(certificate));
  to.text("tbs_sig_alg", x509_object_text(signed_by));
  fill_key(to, certificate);
  return to.take();
}

Value x509_extension_record(Machine& machine, X509_EXTENSION* extension) {
  RecordFiller to(machine, "X509::Extension");
  ASN1_OBJECT* object = X509_EXTENSION_get_object(extension);
  int kind = OBJ_obj2nid(object);
  char oid[256];
  OBJ_obj2txt(oid, sizeof oid, object, 1);
  to.text("name", kind == NID_undef ? oid : OBJ_nid2ln(kind));
  if (kind != NID_undef) to.text("short_name", OBJ_nid2sn(kind));
  to.text("oid", oid);
  to.flag("critical", X509_EXTENSION_get_critical(extension) != 0);
  TextBio value;
  if (X509V3_EXT_print(value.get(), extension, 0, 0) != 1)
    ASN1_STRING_print(value.get(), X509_EXTENSION_get_data(extension));
  to.text("value", value.text());
  return to.take();
}

}  // namespace avocet
