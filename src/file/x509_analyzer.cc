#include "file/x509_analyzer.h"

#include <openssl/objects.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "file/gathered_file.h"
#include "file/record_filler.h"
#include "file/signed_timestamps.h"
#include "file/x509.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

std::string sha256_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  for (unsigned char byte : digest) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string_view view(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          size_t(ASN1_STRING_length(string))};
}

// A certificate, once it is all there.
class X509Analyzer final : public GatheredFile {
 public:
  explicit X509Analyzer(Files& files)
      : certificate_(handle(files, "x509_certificate")),
        extension_(handle(files, "x509_extension")),
        constraints_(handle(files, "x509_ext_basic_constraints")),
        names_(handle(files, "x509_ext_subject_alternative_name")), timestamps_(files) {}

 private:
  void whole(std::string_view bytes) override {
    if (is_known(bytes)) return;
    X509* found = parse_x509(bytes);
    if (!found) return;
    Owned object(make_x509(machine(), found));
    if (certificate_.wanted())
      certificate_.raise(
          {files().record_of(file()), retained(object.get()), x509_record(machine(), found)});
    for (int i = 0; i < X509_get_ext_count(found); ++i) extension(X509_get_ext(found, i));
    files().drain();
  }

  // Asks the cache of scripts.
  bool is_known(std::string_view bytes) {
    CertificateCache& cache = files().certificate_cache();
    if (cache.table.get().is_null() || cache.hook.get().is_null()) return false;
    Table* table = cache.table.get().table();
    if (table->size() == 0) return false;
    Owned digest(files().text(sha256_hex(bytes)));
    Value* held = peek_string(table, digest.get().string());
    if (!held) return false;
    touch_last(table, machine().network_time());
    call_hook(cache.hook.get().function(), table->type->value, retained(*held), digest.get());
    return true;
  }

  void call_hook(Function* hook, const Type* type, Value taken, Value digest) {
    auto parameters = hook->type->parameters;
    bool boxes = parameters.size() > 1 && parameters[1].type->kind == TypeKind::kAny &&
                 type->kind != TypeKind::kAny;
    Owned entry(boxes ? Value::of(make_box(machine().heap(), type, taken)) : taken);
    Owned of(files().record_of(file()));
    Value arguments[] = {of.get(), entry.get(), digest};
    machine().run_hook(hook->id, arguments);
  }

  void extension(X509_EXTENSION* extension) {
    if (extension_.wanted())
      extension_.raise({files().record_of(file()), x509_extension_record(machine(), extension)});
    switch (OBJ_obj2nid(X509_EXTENSION_get_object(extension))) {
    case NID_basic_constraints: basic_constraints(extension); break;
    case NID_subject_alt_name: alternative_names(extension); break;
    case NID_ct_precert_scts: timestamps_.raise(files(), file(), value_of(extension)); break;
    default: break;
    }
  }

  static std::string_view value_of(X509_EXTENSION* extension) {
    return view(X509_EXTENSION_get_data(extension));
  }

  void basic_constraints(X509_EXTENSION* extension) {
    if (!constraints_.wanted()) return;
    std::unique_ptr<BASIC_CONSTRAINTS, decltype(&BASIC_CONSTRAINTS_free)> found(
        static_cast<BASIC_CONSTRAINTS*>(X509V3_EXT_d2i(extension)), &BASIC_CONSTRAINTS_free);
    if (!found) return;
    RecordFiller to(machine(), "X509::BasicConstraints");
    to.flag("ca", found->ca != 0);
    if (found->pathlen) to.count("path_len", uint64_t(ASN1_INTEGER_get(found->pathlen)));
    constraints_.raise({files().record_of(file()), to.take()});
  }

  void alternative_names(X509_EXTENSION* extension) {
    if (!names_.wanted()) return;
    std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all(
        static_cast<GENERAL_NAMES*>(X509V3_EXT_d2i(extension)), &GENERAL_NAMES_free);
    if (!all) return;
    RecordFiller to(machine(), "X509::SubjectAlternativeName");
    bool has_others = false;
    for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i)
      has_others |= !add_name(to, sk_GENERAL_NAME_value(all.get(), i));
    to.flag("other_fields", has_others);
    names_.raise({files().record_of(file()), to.take()});
  }

  // False: a name of another kind.
  bool add_name(RecordFiller& to, const GENERAL_NAME* name) {
    int kind = 0;
    void* value = GENERAL_NAME_get0_value(name, &kind);
    std::string_view field = kind == GEN_DNS     ? "dns"
                             : kind == GEN_URI   ? "uri"
                             : kind == GEN_EMAIL ? "email"
                             : kind == GEN_IPADD ? "ip"
                                                 : "";
    if (field.empty()) return false;
    std::string_view bytes = view(static_cast<const ASN1_STRING*>(value));
    if (kind != GEN_IPADD) {
      to.append(field, files().text(bytes));
      return true;
    }
    auto* raw = ASN1_STRING_get0_data(static_cast<const ASN1_STRING*>(value));
    ByteReader reader(ByteSpan(raw, bytes.size()));
    if (bytes.size() == 4) {
      to.append(field, make_address(machine().heap(), IpAddress::v4(reader.u32())));
    } else if (bytes.size() == 16) {
      uint64_t high = reader.u64();
      to.append(field, make_address(machine().heap(), IpAddress::v6(high, reader.u64())));
    }
    return true;
  }

  EventHandle certificate_, extension_, constraints_, names_;
  TimestampEvents timestamps_;
};

}  // namespace

std::unique_ptr<FileAnalyzer> make_x509_analyzer(Files& files) {
  return std::make_unique<X509Analyzer>(files);
}

}  // namespace avocet
