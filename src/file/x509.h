// X.509 certificates (RFC 5280): what scripts hold of them, and their parts as records. Parsing is
// OpenSSL's, which stays behind this header.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "value/record.h"
#include "vm/machine.h"

// OpenSSL's names.
typedef struct x509_st X509;
typedef struct X509_extension_st X509_EXTENSION;
typedef struct asn1_string_st ASN1_TIME;
typedef struct asn1_string_st ASN1_INTEGER;
typedef struct asn1_object_st ASN1_OBJECT;
typedef struct X509_name_st X509_NAME;

namespace avocet {

// A certificate in the hands of scripts.
struct X509Object : Opaque {
  X509Object(const OpaqueType* of, X509* taken) : Opaque(of), certificate(taken) {}
  ~X509Object() override;
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override;

  X509* certificate;  // never null, never changed
};

// One count. Takes over the certificate.
Value make_x509(Machine& machine, X509* taken);
// The certificate that a value of type `opaque of x509` holds.
inline X509* x509_of(Value value) { return static_cast<X509Object*>(value.object)->certificate; }

// Null if the bytes, all of them, are no certificate.
X509* parse_x509(std::string_view der);
std::string x509_der(X509* certificate);
std::string x509_pem(X509* certificate);

// X509::Certificate; one count.
Value x509_record(Machine& machine, X509* certificate);
// X509::Extension; one count.
Value x509_extension_record(Machine& machine, X509_EXTENSION* extension);

// Texts and times as logs have them.
std::string x509_name_text(const X509_NAME* name);
// Another form, in the order of the encoding: "C = US, O = Example".
std::string x509_long_name_text(const X509_NAME* name);
// The name of what an object id stands for, or the id.
std::string x509_object_text(const ASN1_OBJECT* object);
std::string x509_number_text(const ASN1_INTEGER* number);
// The last common name of the subject.
std::optional<std::string> x509_common_name(X509* certificate);
// Why a certificate was revoked (RFC 5280, section 5.3.1); OpenSSL's table lacks the last two.
std::string_view x509_revocation_text(int reason);
// Seconds since the epoch; zero for what is no time.
double x509_seconds(const ASN1_TIME* time);

}  // namespace avocet
