// What scripts know of TLS, SSL and DTLS, in Zeek text: the events. Types and options are in
// scripts/base/init/protocols/tls.zeek.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kTlsDeclarations;

}  // namespace avocet
