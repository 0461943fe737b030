#include "file/signed_timestamps.h"

#include <openssl/asn1.h>

#include "base/byte_reader.h"

namespace avocet {

std::optional<std::vector<SignedTimestamp>> parse_signed_timestamps(std::string_view value) {
  constexpr size_t kLogIdSize = 32;
  // An octet string of ASN.1 around the list.
  auto* at = reinterpret_cast<const unsigned char*>(value.data());
  long size = 0;
  int tag = 0, klass = 0;
  int flags = ASN1_get_object(&at, &size, &tag, &klass, long(value.size()));
  if ((flags & 0x80) != 0 || tag != V_ASN1_OCTET_STRING) return std::nullopt;
  ByteReader outer(ByteSpan(at, size_t(size)));
  ByteReader list(outer.take(outer.u16()));
  if (outer.failed()) return std::nullopt;
  auto view = [](ByteSpan bytes) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  std::vector<SignedTimestamp> found;
  while (list.remaining() > 0) {
    ByteReader item(list.take(list.u16()));
    SignedTimestamp stamp;
    stamp.version = item.u8();
    stamp.log_id = view(item.take(kLogIdSize));
    stamp.timestamp = item.u64();
    item.skip(item.u16());
    stamp.hash = item.u8();
    stamp.signature_kind = item.u8();
    stamp.signature = view(item.take(item.u16()));
    if (list.failed() || item.failed()) return std::nullopt;
    found.push_back(stamp);
  }
  return found;
}

TimestampEvents::TimestampEvents(Files& files)
    : event_(files.queue(), files.machine().program(),
             "x509_ocsp_ext_signed_certificate_timestamp") {}

void TimestampEvents::raise(Files& files, File& file, std::string_view value) const {
  if (!event_.wanted()) return;
  auto stamps = parse_signed_timestamps(value);
  if (!stamps) return;
  for (const SignedTimestamp& stamp : *stamps)
    event_.raise({files.record_of(file), Value::of_count(stamp.version), files.text(stamp.log_id),
                  Value::of_count(stamp.timestamp), Value::of_count(stamp.hash),
                  Value::of_count(stamp.signature_kind), files.text(stamp.signature)});
}

}  // namespace avocet
