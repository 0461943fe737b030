// Requests and replies of OCSP (RFC 6960), whether a certificate is still good. There is version 1
// only, which scripts know as 0.
#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include <string>

#include "file/gathered_file.h"
#include "file/signed_timestamps.h"
#include "file/x509.h"
#include "file/x509_analyzer.h"
#include "value/vector.h"

namespace avocet {

namespace {

constexpr uint64_t kVersion1 = 0;

std::string hex(const ASN1_OCTET_STRING* bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const unsigned char* data = ASN1_STRING_get0_data(bytes);
  std::string text;
  for (int i = 0; i < ASN1_STRING_length(bytes); ++i) {
    text += kDigits[data[i] >> 4];
    text += kDigits[data[i] & 15];
  }
  return text;
}

std::string_view value_of(X509_EXTENSION* extension) {
  const ASN1_OCTET_STRING* data = X509_EXTENSION_get_data(extension);
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(data)),
          size_t(ASN1_STRING_length(data))};
}

// What names a certificate: hashes, and its number.
struct CertificateId {
  std::string hash, issuer_name, issuer_key, number;

  explicit CertificateId(const OCSP_CERTID* id) {
    ASN1_OCTET_STRING *name = nullptr, *key = nullptr;
    ASN1_OBJECT* algorithm = nullptr;
    ASN1_INTEGER* serial = nullptr;
    // It changes nothing.
    OCSP_id_get0_info(&name, &algorithm, &key, &serial, const_cast<OCSP_CERTID*>(id));
    hash = x509_object_text(algorithm);
    issuer_name = hex(name);
    issuer_key = hex(key);
    number = x509_number_text(serial);
  }
};

class OcspRequestAnalyzer final : public GatheredFile {
 public:
  explicit OcspRequestAnalyzer(Files& files)
      : request_(handle(files, "ocsp_request")),
        certificate_(handle(files, "ocsp_request_certificate")) {}

 private:
  void whole(std::string_view bytes) override {
    auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::unique_ptr<OCSP_REQUEST, decltype(&OCSP_REQUEST_free)> request(
        d2i_OCSP_REQUEST(nullptr, &at, long(bytes.size())), &OCSP_REQUEST_free);
    if (!request) return;
    if (request_.wanted()) request_.raise({files().record_of(file()), Value::of_count(kVersion1)});
    for (int i = 0; i < OCSP_request_onereq_count(request.get()); ++i)
      certificate(OCSP_request_onereq_get0(request.get(), i));
  }

  void certificate(OCSP_ONEREQ* one) {
    if (!certificate_.wanted()) return;
    CertificateId id(OCSP_onereq_get0_id(one));
    certificate_.raise({files().record_of(file()), files().text(id.hash),
                        files().text(id.issuer_name), files().text(id.issuer_key),
                        files().text(id.number)});
  }

  EventHandle request_, certificate_;
};

class OcspReplyAnalyzer final : public GatheredFile {
 public:
  explicit OcspReplyAnalyzer(Files& files)
      : status_(handle(files, "ocsp_response_status")),
        certificate_(handle(files, "ocsp_response_certificate")),
        bytes_(handle(files, "ocsp_response_bytes")), extension_(handle(files, "ocsp_extension")),
        timestamps_(files) {}

 private:
  void whole(std::string_view bytes) override {
    auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> reply(
        d2i_OCSP_RESPONSE(nullptr, &at, long(bytes.size())), &OCSP_RESPONSE_free);
    if (!reply) return;
    const char* status = OCSP_response_status_str(OCSP_response_status(reply.get()));
    if (status_.wanted()) status_.raise({files().record_of(file()), files().text(status)});
    std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> basic(
        OCSP_response_get1_basic(reply.get()), &OCSP_BASICRESP_free);
    if (!basic) return;
    for (int i = 0; i < OCSP_resp_count(basic.get()); ++i) single(OCSP_resp_get0(basic.get(), i));
    if (bytes_.wanted()) raise_bytes(status, basic.get());
    for (int i = 0; i < OCSP_BASICRESP_get_ext_count(basic.get()); ++i)
      extension(OCSP_BASICRESP_get_ext(basic.get(), i), true);
  }

  void single(OCSP_SINGLERESP* single) {
    if (certificate_.wanted()) raise_certificate(single);
    for (int i = 0; i < OCSP_SINGLERESP_get_ext_count(single); ++i)
      extension(OCSP_SINGLERESP_get_ext(single, i), false);
  }

  void raise_certificate(OCSP_SINGLERESP* single) {
    CertificateId id(OCSP_SINGLERESP_get0_id(single));
    int reason = -1;
    ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *until = nullptr;
    int status = OCSP_single_get0_status(single, &reason, &revoked, &from, &until);
    certificate_.raise(
        {files().record_of(file()), files().text(id.hash), files().text(id.issuer_name),
         files().text(id.issuer_key), files().text(id.number),
         files().text(OCSP_cert_status_str(status)), Value::of_double(x509_seconds(revoked)),
         files().text(x509_revocation_text(reason)), Value::of_double(x509_seconds(from)),
         Value::of_double(x509_seconds(until))});
  }

  // A name, or the hash of a key.
  static std::string responder(const OCSP_BASICRESP* basic) {
    const ASN1_OCTET_STRING* key = nullptr;
    const X509_NAME* name = nullptr;
    if (OCSP_resp_get0_id(basic, &key, &name) != 1) return {};
    return name ? x509_long_name_text(name) : hex(key);
  }

  void raise_bytes(std::string_view status, OCSP_BASICRESP* basic) {
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, OCSP_resp_get0_tbs_sigalg(basic));
    auto* type = as_vector(machine().program().find_type("x509_opaque_vector"));
    if (!type) return;
    Vector* all = make_vector(machine().heap(), type);
    const STACK_OF(X509)* certificates = OCSP_resp_get0_certs(basic);
    for (int i = 0; i < sk_X509_num(certificates); ++i) {
      X509* one = sk_X509_value(certificates, i);
      X509_up_ref(one);
      push(machine().heap(), all, make_x509(machine(), one));
    }
    bytes_.raise({files().record_of(file()), files().text(status), Value::of_count(kVersion1),
                  files().text(responder(basic)),
                  Value::of_double(x509_seconds(OCSP_resp_get0_produced_at(basic))),
                  files().text(x509_object_text(algorithm)), Value::of(all)});
  }

  void extension(X509_EXTENSION* extension, bool is_global) {
    if (extension_.wanted())
      extension_.raise({files().record_of(file()), x509_extension_record(machine(), extension),
                        Value::of_bool(is_global)});
    if (OBJ_obj2nid(X509_EXTENSION_get_object(extension)) == NID_ct_cert_scts)
      timestamps_.raise(files(), file(), value_of(extension));
  }

  EventHandle status_, certificate_, bytes_, extension_;
  TimestampEvents timestamps_;
};

}  // namespace

std::unique_ptr<FileAnalyzer> make_ocsp_request_analyzer(Files& files) {
  return std::make_unique<OcspRequestAnalyzer>(files);
}

std::unique_ptr<FileAnalyzer> make_ocsp_reply_analyzer(Files& files) {
  return std::make_unique<OcspReplyAnalyzer>(files);
}

}  // namespace avocet
