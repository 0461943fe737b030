#include "file/hostnames.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

#include "file/x509.h"

namespace avocet {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool is_name_of(std::string_view host, std::string_view name) {
  size_t star = name.find('*');
  if (star == std::string_view::npos) return same(host, name);
  size_t dot = name.find('.');
  bool is_wild = dot != std::string_view::npos && star + 1 == dot &&
                 name.find('.', dot + 1) != std::string_view::npos &&
                 name.find('*', dot) == std::string_view::npos;
  size_t host_dot = host.find('.');
  if (!is_wild || host_dot == std::string_view::npos) return false;
  return host_dot >= star && same(host.substr(0, star), name.substr(0, star)) &&
         same(host.substr(host_dot), name.substr(dot));
}

std::string name_for(X509* certificate, std::string_view host) {
  std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(
          X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      &GENERAL_NAMES_free);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int kind = 0;
    void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &kind);
    if (kind != GEN_DNS) continue;
    auto* text = static_cast<const ASN1_STRING*>(value);
    std::string name(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     size_t(ASN1_STRING_length(text)));
    if (is_name_of(host, name)) return name;
  }
  if (names) return {};
  std::string name = x509_common_name(certificate).value_or("");
  return is_name_of(host, name) ? name : "";
}

}  // namespace avocet
