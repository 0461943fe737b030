// Any bytes as each kind of message of Kerberos.
#include "protocol/krb/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  krb_certificates(bytes);
  krb_time(bytes);
  if (std::optional<KrbMessage> message = parse_krb(bytes)) bytes = message->content;
  parse_krb_kdc_request(bytes);
  parse_krb_kdc_response(bytes);
  parse_krb_ap_request(bytes);
  parse_krb_safe(bytes);
  parse_krb_error(bytes);
  parse_krb_credentials(bytes);
  parse_krb_encrypted(bytes);
  return 0;
}
