// DnsMessage: one message on its way to scripts. Reads it from begin to end and raises the events
// of what it meets.
#pragma once

#include "protocol/dns/analyzer.h"
#include "protocol/dns/edns.h"
#include "protocol/dns/rdata.h"

namespace avocet {

inline Value count(uint64_t n) { return Value::of_count(n); }

class DnsMessage {
 public:
  DnsMessage(DnsAnalyzer& analyzer, Side side, ByteSpan bytes)
      : analyzer_(analyzer), binding_(analyzer.binding_), side_(side),
        reader_(bytes, binding_.max_jumps->u) {}

  void read();

 private:
  // The values of scripts; also the numbers in their records.
  enum class Section : uint8_t {
    kAnswer = 1,
    kAuthority = 2,
    kAdditional = 3,
    kPrerequisite = 4,
    kUpdate = 5
  };

  // False: the rest of the message is not read.
  bool read_questions();
  bool read_answers();
  bool read_other_sections();
  bool read_section(Section section, uint16_t count, bool skip);
  bool read_record(const DnsRecord& record);
  bool read_data(const DnsRecord& record);
  bool report_problem();

  bool is_opcode_known() const;
  bool is_update() const;
  bool skips(const Value* all, const Value* servers) const;

  void raise_question(const DnsQuestion& question);
  void raise_update(const DnsQuestion& zone);

  // By the type of the record; false: its data is broken. Each needs its event to be wanted only
  // for raising it: what is wrong with data is told in any case.
  bool address(DnsData& data, const EventHandle& event,
               std::optional<IpAddress> (*parse)(DnsData&));
  bool netbios_name(DnsData& data);
  bool name(DnsData& data, const EventHandle& event);
  bool soa(DnsData& data);
  bool hinfo(DnsData& data);
  bool mx(DnsData& data);
  bool strings(DnsData& data, const EventHandle& event);
  bool caa(DnsData& data);
  bool srv(DnsData& data);
  bool naptr(DnsData& data);
  bool loc(DnsData& data);
  bool ds(DnsData& data);
  bool sshfp(DnsData& data);
  bool rrsig(DnsData& data);
  bool dnskey(DnsData& data);
  bool nsec(DnsData& data);
  bool nsec3(DnsData& data);
  bool nsec3_param(DnsData& data);
  bool bind_signing(DnsData& data);
  bool tsig(DnsData& data);
  bool tkey(DnsData& data);
  bool service(DnsData& data, const EventHandle& event);
  bool opt(const DnsRecord& record);
  void opt_value(uint16_t code, ByteSpan value);

  // Values for events, each with one count.
  Value connection() const { return analyzer_.connection(); }
  Value msg();
  Value answer(const DnsRecord& record);
  Value text(std::string_view bytes) const { return analyzer_.text(bytes); }
  Value text(ByteSpan bytes) const { return analyzer_.text(bytes); }
  Value text(const DnsName& name) const { return analyzer_.text(name.view()); }
  Value texts(const std::vector<ByteSpan>& parts) const;
  Value service_parameter(const DnsServiceParameter& parameter);
  Value section_value() const { return Value::of_count(uint64_t(section_)); }
  Value is_query() const { return Value::of_count(header_.is_reply() ? 0 : 1); }
  Heap& heap() const { return analyzer_.heap(); }

  void raise_answer(const EventHandle& event, const DnsRecord& record,
                    std::initializer_list<Value> further);

  DnsAnalyzer& analyzer_;
  const DnsBinding& binding_;
  Side side_;
  DnsReader reader_;
  DnsHeader header_;
  Section section_ = Section::kAnswer;
  Owned msg_;  // made for the first event
};

}  // namespace avocet
