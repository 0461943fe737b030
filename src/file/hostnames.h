// Whether a certificate is for a host (RFC 6125, section 6.4; RFC 2818, section 3.1).
#pragma once

#include <string>
#include <string_view>

typedef struct x509_st X509;

namespace avocet {

// Letters of either case are the same. A star may end the first of at least three parts; it stands
// for the rest of that part.
bool is_name_of(std::string_view host, std::string_view name);

// The name of the certificate that fits; empty if none does. The last common name of the subject
// counts if there are no alternative names.
std::string name_for(X509* certificate, std::string_view host);

}  // namespace avocet
