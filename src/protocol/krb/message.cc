#include "protocol/krb/message.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr size_t kMaxRepeated = 256;
constexpr uint8_t kGeneralizedTime = 0x18, kTicketTag = ber_application(1);
constexpr uint8_t kNumberMask = 0x1f, kBerSet = 0x31;

// The fields of a sequence, which are tagged by their numbers. `take(number, BerReader, content)`
// answers whether the field is as it should be.
template <class Take> bool read_fields(ByteSpan bytes, Take take) {
  BerReader outer(bytes);
  BerReader fields = outer.inside(kBerSequence);
  while (!outer.failed() && !fields.at_end()) {
    BerElement field = fields.element();
    if (fields.failed()) return false;
    if ((field.tag & 0xe0) != 0xa0) continue;
    BerReader reader(field.content);
    if (!take(field.tag & kNumberMask, reader, field.content) || reader.failed()) return false;
  }
  return !outer.failed() && !fields.failed();
}

// The elements of a sequence. `take(BerElement)` answers whether it is as it should be.
template <class Take> bool read_list(ByteSpan bytes, Take take) {
  BerReader outer(bytes);
  BerReader list = outer.inside(kBerSequence);
  size_t count = 0;
  while (!outer.failed() && !list.at_end()) {
    BerElement element = list.element();
    if (list.failed() || ++count > kMaxRepeated || !take(element)) return false;
  }
  return !outer.failed() && !list.failed();
}

bool read_name(ByteSpan bytes, std::string& name) {
  return read_fields(bytes, [&](int number, BerReader&, ByteSpan content) {
    if (number != 1) return true;
    return read_list(content, [&](const BerElement& part) {
      if (!name.empty()) name += '/';
      name.append(part.content.begin(), part.content.end());
      return true;
    });
  });
}

bool read_name(ByteSpan bytes, std::optional<std::string>& name) {
  name.emplace();
  return read_name(bytes, *name);
}

// Of any kind of string.
ByteSpan read_text(BerReader& reader) { return reader.element().content; }

bool read_time(BerReader& reader, std::optional<double>& time) {
  time = krb_time(reader.content(kGeneralizedTime));
  return true;
}

// The first 32 bits; the first of all is the highest.
uint32_t read_bits(BerReader& reader) {
  ByteSpan content = reader.content(kBerBitString);
  uint32_t bits = 0;
  for (size_t i = 1; i <= sizeof bits; ++i)
    bits = bits << 8 | (i < content.size() ? content[i] : 0u);
  return bits;
}

// A sequence of a number and a value, tagged by `type_at` and the number behind it.
bool read_typed(ByteSpan content, int type_at, KrbTypedData& data) {
  BerReader fields(content);
  while (!fields.at_end()) {
    BerElement field = fields.element();
    if (fields.failed()) return false;
    BerReader reader(field.content);
    int number = field.tag & kNumberMask;
    if (number == type_at) data.type = reader.integer();
    if (number == type_at + 1) data.value = reader.octets();
    if (reader.failed()) return false;
  }
  return true;
}

bool read_typed_list(ByteSpan bytes, int type_at, std::vector<KrbTypedData>& list) {
  return read_list(bytes, [&](const BerElement& element) {
    list.emplace_back();
    return element.tag == kBerSequence && read_typed(element.content, type_at, list.back());
  });
}

bool read_encrypted(ByteSpan bytes, KrbEncrypted& encrypted) {
  return read_fields(bytes, [&](int number, BerReader& reader, ByteSpan) {
    switch (number) {
    case 0: encrypted.cipher = uint64_t(reader.integer()); break;
    case 1: encrypted.key_version = reader.positive(); break;
    case 2: encrypted.text = reader.octets(); break;
    default: break;
    }
    return true;
  });
}

// What is inside the tag of a ticket.
bool read_ticket(ByteSpan bytes, KrbTicket& ticket) {
  return read_fields(bytes, [&](int number, BerReader& reader, ByteSpan content) {
    switch (number) {
    case 0: ticket.version = reader.positive(); return true;
    case 1: ticket.realm = read_text(reader); return true;
    case 2: return read_name(content, ticket.service);
    case 3: return read_encrypted(content, ticket.encrypted);
    default: return true;
    }
  });
}

bool read_tagged_ticket(BerReader& reader, KrbTicket& ticket) {
  ByteSpan inside = reader.content(kTicketTag);
  return !reader.failed() && read_ticket(inside, ticket);
}

bool read_tickets(ByteSpan bytes, std::vector<KrbTicket>& tickets) {
  return read_list(bytes, [&](const BerElement& element) {
    tickets.emplace_back();
    return element.tag == kTicketTag && read_ticket(element.content, tickets.back());
  });
}

bool read_request_body(ByteSpan bytes, KrbKdcRequest& request) {
  return read_fields(bytes, [&](int number, BerReader& reader, ByteSpan content) {
    switch (number) {
    case 0: request.options = read_bits(reader); return true;
    case 1: return read_name(content, request.client);
    case 2: request.realm = read_text(reader); return true;
    case 3: return read_name(content, request.service);
    case 4: return read_time(reader, request.from);
    case 5: return read_time(reader, request.till);
    case 6: return read_time(reader, request.renew_till);
    case 7: request.nonce = uint64_t(uint32_t(reader.integer())); return true;
    case 8:
      return read_list(content, [&](const BerElement& element) {
        std::optional<int64_t> cipher = ber_integer(element.content);
        if (cipher) request.ciphers.push_back(uint64_t(*cipher));
        return cipher.has_value();
      });
    case 9: return read_typed_list(content, 0, request.addresses);
    case 11: return read_tickets(content, request.tickets);
    default: return true;
    }
  });
}

template <class Parts> std::optional<Parts> if_good(bool is_good, Parts parts) {
  if (!is_good) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<KrbMessage> parse_krb(ByteSpan bytes) {
  constexpr uint8_t kApplication = 0x60;
  BerReader reader(bytes);
  BerElement element = reader.element();
  if (reader.failed() || (element.tag & 0xe0) != kApplication) return std::nullopt;
  KrbMessage message;
  message.type = KrbType(element.tag & kNumberMask);
  message.content = element.content;
  return message;
}

std::optional<KrbKdcRequest> parse_krb_kdc_request(ByteSpan content) {
  KrbKdcRequest request;
  bool is_good = read_fields(content, [&](int number, BerReader& reader, ByteSpan inside) {
    switch (number) {
    case 1: request.version = reader.positive(); return true;
    case 2: request.type = reader.positive(); return true;
    case 3:
      request.has_pre_authentication = true;
      return read_typed_list(inside, 1, request.pre_authentication);
    case 4: return read_request_body(inside, request);
    default: return true;
    }
  });
  return if_good(is_good, std::move(request));
}

std::optional<KrbKdcResponse> parse_krb_kdc_response(ByteSpan content) {
  KrbKdcResponse response;
  bool is_good = read_fields(content, [&](int number, BerReader& reader, ByteSpan inside) {
    switch (number) {
    case 0: response.version = reader.positive(); return true;
    case 1: response.type = reader.positive(); return true;
    case 2:
      response.has_pre_authentication = true;
      return read_typed_list(inside, 1, response.pre_authentication);
    case 3: response.realm = read_text(reader); return true;
    case 4: return read_name(inside, response.client);
    case 5: return read_tagged_ticket(reader, response.ticket);
    case 6: return read_encrypted(inside, response.encrypted);
    default: return true;
    }
  });
  return if_good(is_good, std::move(response));
}

std::optional<KrbApRequest> parse_krb_ap_request(ByteSpan content) {
  KrbApRequest request;
  bool is_good = read_fields(content, [&](int number, BerReader& reader, ByteSpan) {
    if (number == 2) request.options = read_bits(reader);
    return number != 3 || read_tagged_ticket(reader, request.ticket);
  });
  return if_good(is_good, std::move(request));
}

std::optional<KrbSafe> parse_krb_safe(ByteSpan content) {
  KrbSafe safe;
  auto address = [](ByteSpan bytes, std::optional<KrbTypedData>& to) {
    to.emplace();
    BerReader reader(bytes);
    ByteSpan inside = reader.content(kBerSequence);
    return !reader.failed() && read_typed(inside, 0, *to);
  };
  auto body = [&](int number, BerReader& reader, ByteSpan inside) {
    switch (number) {
    case 0: safe.data = reader.octets(); return true;
    case 1: return read_time(reader, safe.time);
    case 3: safe.sequence = uint64_t(uint32_t(reader.integer())); return true;
    case 4: return address(inside, safe.sender);
    case 5: return address(inside, safe.recipient);
    default: return true;
    }
  };
  bool is_good = read_fields(content, [&](int number, BerReader& reader, ByteSpan inside) {
    switch (number) {
    case 0: safe.version = reader.positive(); return true;
    case 1: safe.type = reader.positive(); return true;
    case 2: return read_fields(inside, body);
    default: return true;
    }
  });
  return if_good(is_good, std::move(safe));
}

std::optional<KrbErrorMessage> parse_krb_error(ByteSpan content) {
  constexpr uint64_t kPreAuthenticationRequired = 25;
  KrbErrorMessage error;
  ByteSpan data;
  bool is_good = read_fields(content, [&](int number, BerReader& reader, ByteSpan inside) {
    switch (number) {
    case 0: error.version = reader.positive(); return true;
    case 1: error.type = reader.positive(); return true;
    case 2: return read_time(reader, error.client_time);
    case 4: return read_time(reader, error.server_time);
    case 6: error.code = reader.positive(); return true;
    case 7: error.client_realm = read_text(reader); return true;
    case 8: return read_name(inside, error.client);
    case 9: error.service_realm = read_text(reader); return true;
    case 10: return read_name(inside, error.service);
    case 11: error.text = read_text(reader); return true;
    // Some leave out what wraps it.
    case 12: data = reader.next_tag() == kBerOctets ? reader.octets() : inside; return true;
    default: return true;
    }
  });
  // What comes with other errors is for those alone who know them.
  if (is_good && error.code == kPreAuthenticationRequired && !data.empty() &&
      !read_typed_list(data, 1, error.pre_authentication))
    error.pre_authentication.clear();
  return if_good(is_good, std::move(error));
}

std::optional<std::vector<KrbTicket>> parse_krb_credentials(ByteSpan content) {
  std::vector<KrbTicket> tickets;
  bool is_good = read_fields(content, [&](int number, BerReader&, ByteSpan inside) {
    return number != 2 || read_tickets(inside, tickets);
  });
  return if_good(is_good, std::move(tickets));
}

std::optional<KrbEncrypted> parse_krb_encrypted(ByteSpan bytes) {
  KrbEncrypted encrypted;
  return if_good(read_encrypted(bytes, encrypted), encrypted);
}

// A choice or a sequence, whose first field is a message in the syntax of RFC 5652; in answers it
// is one level further in.
std::vector<ByteSpan> krb_certificates(ByteSpan value) {
  constexpr uint8_t kImplicit = 0x80, kField = ber_context(0);
  std::vector<ByteSpan> found;
  BerReader outer(value);
  BerElement first = outer.element();
  BerReader choice(first.content);
  if (choice.next_tag() == kBerSequence) choice = choice.inside(kBerSequence);
  BerReader content(choice.content(kImplicit));
  BerReader info = content.inside(kBerSequence);
  info.content(kBerOid);
  BerReader wrapped = info.inside(kField);
  BerReader signed_data = wrapped.inside(kBerSequence);
  signed_data.integer();
  signed_data.content(kBerSet);
  signed_data.content(kBerSequence);
  if (outer.failed() || choice.failed() || info.failed() || signed_data.failed()) return found;
  ByteSpan certificates;
  if (signed_data.next_tag() == kField) certificates = signed_data.content(kField);
  while (!certificates.empty() && found.size() < kMaxRepeated) {
    BerReader reader(certificates);
    ByteSpan inside = reader.content(kBerSequence);
    if (reader.failed()) break;
    // With its tag and its length in front.
    size_t size = size_t(inside.data() - certificates.data()) + inside.size();
    found.push_back(certificates.first(size));
    certificates = certificates.subspan(size);
  }
  return found;
}

std::optional<double> krb_time(ByteSpan text) {
  constexpr size_t kDigits = 14;
  if (text.size() < kDigits) return std::nullopt;
  for (uint8_t digit : text.first(kDigits))
    if (digit < '0' || digit > '9') return std::nullopt;
  auto number = [&](size_t at, size_t size) {
    int64_t value = 0;
    for (uint8_t digit : text.subspan(at, size)) value = value * 10 + (digit - '0');
    return value;
  };
  // Days since 1970, counted in years that begin with March.
  int64_t year = number(0, 4), month = number(4, 2), day = number(6, 2);
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  year -= month <= 2;
  int64_t era = year / 400, of_era = year - era * 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t days = era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
  return double(days * 86'400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2));
}

}  // namespace avocet
