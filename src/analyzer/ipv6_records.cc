#include "analyzer/ipv6_records.h"

#include "analyzer/named_record.h"
#include "packet/ipv6_headers.h"

namespace avocet {

namespace {

// One extension header on its way into a record.
class ExtensionRecord {
 public:
  ExtensionRecord(Heap& heap, const RecordShape& shape, const Ipv6Extension& header)
      : heap_(heap), chain_link_(heap, shape), header_(header), reader_(header.bytes) {
    chain_link_.count("id", header.type);
  }

  Value make() {
    switch (header_.type) {
    case kProtocolHopByHop: options_header("hopopts"); break;
    case kProtocolDestinationOptions: options_header("dstopts"); break;
    case kProtocolRouting: routing(); break;
    case kProtocolFragment: fragment(); break;
    case kProtocolAuthentication: authentication(); break;
    case kProtocolEsp: esp(); break;
    case kProtocolMobility: mobility(); break;
    default: break;
    }
    return chain_link_.take();
  }

 private:
  // Makes the record of the field and gives it to `fill` before it is stored.
  template <class Fill> void part(NamedRecord& owner, std::string_view field, Fill fill) {
    const RecordShape* shape = owner.shape_of(field);
    if (!shape) return;
    NamedRecord record(heap_, *shape);
    fill(record);
    owner.set(field, record.take());
  }

  // RFC 8200 4.2: kind, length, data; a single byte of padding has neither length nor data.
  void options(NamedRecord& owner) {
    const RecordShape* shape = owner.shape_of("options");
    Vector* list = owner.vector("options");
    if (!shape || !list) return;
    while (reader_.remaining() > 0) {
      uint8_t kind = reader_.u8();
      uint8_t length = kind == 0 ? 0 : reader_.u8();
      ByteSpan data = reader_.take(length);
      if (reader_.failed()) return;
      NamedRecord option(heap_, *shape);
      option.count("otype", kind).count("len", length).bytes("data", data);
      push(heap_, list, option.take());
    }
  }

  void options_header(std::string_view field) {
    part(chain_link_, field, [&](NamedRecord& r) {
      r.count("nxt", reader_.u8()).count("len", reader_.u8());
      options(r);
    });
  }

  void routing() {
    part(chain_link_, "routing", [&](NamedRecord& r) {
      r.count("nxt", reader_.u8()).count("len", reader_.u8());
      r.count("rtype", reader_.u8()).count("segleft", reader_.u8());
      r.bytes("data", reader_.rest());
    });
  }

  void fragment() {
    part(chain_link_, "fragment", [&](NamedRecord& r) {
      r.count("nxt", reader_.u8()).count("rsv1", reader_.u8());
      uint16_t word = reader_.u16();
      r.count("offset", word >> 3).count("rsv2", word >> 1 & 3).flag("more", (word & 1) != 0);
      r.count("id", reader_.u32());
    });
  }

  // RFC 4302 2.2. A length of zero leaves no room for number and checksum.
  void authentication() {
    part(chain_link_, "ah", [&](NamedRecord& r) {
      r.count("nxt", reader_.u8());
      uint8_t length = reader_.u8();
      r.count("len", length).count("rsv", reader_.u16()).count("spi", reader_.u32());
      if (length == 0) return;
      r.count("seq", reader_.u32()).bytes("data", reader_.rest());
    });
  }

  void esp() {
    part(chain_link_, "esp",
         [&](NamedRecord& r) { r.count("spi", reader_.u32()).count("seq", reader_.u32()); });
  }

  void mobility() {
    part(chain_link_, "mobility", [&](NamedRecord& r) {
      r.count("nxt", reader_.u8()).count("len", reader_.u8());
      uint8_t type = reader_.u8();
      r.count("mh_type", type).count("rsv", reader_.u8()).count("chksum", reader_.u16());
      part(r, "msg", [&](NamedRecord& message) { mobility_message(message, type); });
    });
  }

  // RFC 6275 6.1.2 to 6.1.9.
  void mobility_message(NamedRecord& message, uint8_t type) {
    message.count("id", type);
    constexpr std::string_view kFields[] = {"brr", "hoti", "coti", "hot",
                                            "cot", "bu",   "back", "be"};
    if (type >= std::size(kFields)) return;
    part(message, kFields[type], [&](NamedRecord& r) {
      switch (type) {
      case 0: r.count("rsv", reader_.u16()); break;
      case 1:
      case 2: r.count("rsv", reader_.u16()).count("cookie", reader_.u64()); break;
      case 3:
      case 4:
        r.count("nonce_idx", reader_.u16()).count("cookie", reader_.u64());
        r.count("token", reader_.u64());
        break;
      case 5: binding_update(r); break;
      case 6: binding_acknowledgement(r); break;
      default: binding_error(r); break;
      }
      options(r);
    });
  }

  void binding_update(NamedRecord& r) {
    r.count("seq", reader_.u16());
    uint16_t flags = reader_.u16();
    r.flag("a", (flags & 0x8000) != 0).flag("h", (flags & 0x4000) != 0);
    r.flag("l", (flags & 0x2000) != 0).flag("k", (flags & 0x1000) != 0);
    r.count("life", reader_.u16());
  }

  void binding_acknowledgement(NamedRecord& r) {
    r.count("status", reader_.u8()).flag("k", (reader_.u8() & 0x80) != 0);
    r.count("seq", reader_.u16()).count("life", reader_.u16());
  }

  void binding_error(NamedRecord& r) {
    r.count("status", reader_.u8());
    reader_.skip(1);
    uint64_t high = reader_.u64();
    r.address("hoa", IpAddress::v6(high, reader_.u64()));
  }

  Heap& heap_;
  NamedRecord chain_link_;
  const Ipv6Extension& header_;
  ByteReader reader_;
};

}  // namespace

void append_extension_headers(Heap& heap, const RecordShape& shape, ByteSpan packet,
                              Vector* chain) {
  Ipv6ExtensionWalk walk(packet);
  while (auto header = walk.next()) push(heap, chain, ExtensionRecord(heap, shape, *header).make());
}

}  // namespace avocet
