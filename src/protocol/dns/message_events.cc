#include "protocol/dns/message_events.h"

#include "flow/flow_table.h"
#include "value/table.h"

namespace avocet {

namespace {

constexpr uint16_t kClassNone = 254, kClassAny = 255;

Value flag(bool b) { return Value::of_bool(b); }

}  // namespace

void DnsMessage::read() {
  std::optional<DnsHeader> header = reader_.header();
  if (!header) {
    report_problem();
    return;
  }
  header_ = *header;
  if (binding_.message.wanted())
    binding_.message.raise(
        {connection(), flag(side_ == Side::kOrig), msg(), count(reader_.message().size())});
  uint64_t limit = binding_.max_queries->u;
  if (limit > 0 && header_.questions > limit) {
    analyzer_.weird("DNS_Conn_count_too_large");
    analyzer_.violate("DNS_Conn_count_too_large");
  } else if (!is_opcode_known()) {
    analyzer_.weird("DNS_unknown_opcode", std::to_string(header_.opcode()));
    analyzer_.machine().service<FlowTable>().note_partial_analysis(analyzer_.flow());
  } else if (read_questions() && read_answers()) {
    analyzer_.confirm();
    read_other_sections();
  } else if (reader_.problem() && reader_.problem()->weird == kDnsTooManyJumps) {
    // That was enough, but nothing wrong.
    analyzer_.confirm();
  }
  if (binding_.end.wanted()) binding_.end.raise({connection(), msg()});
}

bool DnsMessage::report_problem() {
  const auto& problem = reader_.problem();
  if (!problem) return false;
  analyzer_.weird(problem->weird, problem->additional);
  if (problem->weird == kDnsTooManyJumps) analyzer_.abandon_flow();
  return false;
}

// NetBIOS has other meanings for the same numbers.
bool DnsMessage::is_opcode_known() const {
  if (analyzer_.is_netbios_) return true;
  uint8_t opcode = header_.opcode();
  return opcode == kDnsQuery || opcode == kDnsNotify || opcode == kDnsUpdate;
}

bool DnsMessage::is_update() const {
  return header_.opcode() == kDnsUpdate && !analyzer_.is_netbios_;
}

bool DnsMessage::read_questions() {
  for (uint16_t i = 0; i < header_.questions; ++i) {
    std::optional<DnsQuestion> question = reader_.question();
    if (!question) return report_problem();
    if (is_update())
      raise_update(*question);
    else
      raise_question(*question);
  }
  return true;
}

void DnsMessage::raise_question(const DnsQuestion& question) {
  bool is_empty = header_.answers == 0 && header_.authorities == 0 && header_.additionals == 0;
  const EventHandle& event = !header_.is_reply() ? binding_.request
                             : is_empty          ? binding_.rejected
                                                 : binding_.query_reply;
  if (!event.wanted()) return;
  DnsName lower = question.name;
  lower.lower();
  event.raise({connection(), msg(), text(lower), count(question.type), count(question.klass),
               text(question.name)});
}

void DnsMessage::raise_update(const DnsQuestion& zone) {
  if (!binding_.update.wanted()) return;
  DnsName lower = zone.name;
  lower.lower();
  binding_.update.raise({connection(), msg(), text(lower), count(zone.klass)});
}

bool DnsMessage::skips(const Value* all, const Value* servers) const {
  if (all->b()) return true;
  if (servers->is_null() || servers->table()->size() == 0) return false;
  Owned server(make_address(heap(), analyzer_.flow().resp_addr));
  Value key = server.get();
  return contains(servers->table(), &key);
}

bool DnsMessage::read_answers() {
  return read_section(is_update() ? Section::kPrerequisite : Section::kAnswer, header_.answers,
                      false);
}

// Records that nobody wants are passed over only for the sake of those behind them.
bool DnsMessage::read_other_sections() {
  bool update = is_update();
  Section second = update ? Section::kUpdate : Section::kAuthority;
  bool skip_second = !update && skips(binding_.skip_all_auth, binding_.skip_auth);
  bool skip_third = skips(binding_.skip_all_addl, binding_.skip_addl);
  if (skip_second && skip_third) return true;
  return read_section(second, header_.authorities, skip_second) &&
         (skip_third || read_section(Section::kAdditional, header_.additionals, false));
}

bool DnsMessage::read_section(Section section, uint16_t records, bool skip) {
  section_ = section;
  for (uint16_t i = 0; i < records; ++i) {
    std::optional<DnsRecord> record = reader_.record();
    if (!record) return report_problem();
    if (skip) continue;
    if (!read_record(*record)) return report_problem();
  }
  return true;
}

bool DnsMessage::read_record(const DnsRecord& record) {
  if (section_ == Section::kPrerequisite) {
    raise_answer(binding_.update_pre, record, {});
    return true;
  }
  bool is_deletion =
      section_ == Section::kUpdate && (record.klass == kClassAny || record.klass == kClassNone);
  if (is_deletion) {
    raise_answer(binding_.update_del, record, {});
    return true;
  }
  return read_data(record);
}

bool DnsMessage::read_data(const DnsRecord& record) {
  DnsData data{reader_, record};
  bool good = true;
  switch (DnsType(record.type)) {
  case DnsType::kA: good = address(data, binding_.a, parse_dns_a); break;
  case DnsType::kAaaa: good = address(data, binding_.aaaa, parse_dns_aaaa); break;
  case DnsType::kA6: good = address(data, binding_.a6, parse_dns_a6); break;
  case DnsType::kNetbiosName: good = netbios_name(data); break;
  case DnsType::kNs: good = name(data, binding_.ns); break;
  case DnsType::kCname: good = name(data, binding_.cname); break;
  case DnsType::kPtr: good = name(data, binding_.ptr); break;
  case DnsType::kSoa: good = soa(data); break;
  case DnsType::kWks:
    // The last that scripts hear of a message.
    raise_answer(binding_.wks, record, {});
    good = false;
    break;
  case DnsType::kHinfo: good = hinfo(data); break;
  case DnsType::kMx: good = mx(data); break;
  case DnsType::kTxt: good = strings(data, binding_.txt); break;
  case DnsType::kSpf: good = strings(data, binding_.spf); break;
  case DnsType::kCaa: good = caa(data); break;
  case DnsType::kSrv: good = srv(data); break;
  case DnsType::kNaptr: good = naptr(data); break;
  case DnsType::kLoc: good = loc(data); break;
  case DnsType::kDs: good = ds(data); break;
  case DnsType::kSshfp: good = sshfp(data); break;
  case DnsType::kRrsig: good = rrsig(data); break;
  case DnsType::kDnskey: good = dnskey(data); break;
  case DnsType::kNsec: good = nsec(data); break;
  case DnsType::kNsec3: good = nsec3(data); break;
  case DnsType::kNsec3Param: good = nsec3_param(data); break;
  case DnsType::kBindSigning: good = bind_signing(data); break;
  case DnsType::kTsig: good = tsig(data); break;
  case DnsType::kTkey: good = tkey(data); break;
  case DnsType::kSvcb: good = service(data, binding_.svcb_reply); break;
  case DnsType::kHttps: good = service(data, binding_.https); break;
  case DnsType::kOpt: good = opt(record); break;
  default:
    analyzer_.weird("DNS_RR_unknown_type", std::to_string(record.type));
    raise_answer(binding_.unknown, record, {});
    break;
  }
  for (const DnsProblem& oddity : data.oddities) analyzer_.weird(oddity.weird, oddity.additional);
  return good;
}

// ---- Values --------------------------------------------------------------------------

Value DnsMessage::msg() {
  if (msg_.get().is_null()) {
    const DnsHeader& h = header_;
    msg_ = Owned(Value::of(binding_.msg.make(
        heap(), {count(h.id), count(h.opcode()), count(h.rcode()), flag(h.is_reply()),
                 flag(h.authoritative()), flag(h.truncated()), flag(h.recursion_desired()),
                 flag(h.recursion_available()), count(h.reserved()), flag(h.authentic()),
                 flag(h.checking_disabled()), count(h.questions), count(h.answers),
                 count(h.authorities), count(h.additionals), flag(analyzer_.is_netbios_)})));
  }
  return retained(msg_.get());
}

Value DnsMessage::answer(const DnsRecord& record) {
  return Value::of(
      binding_.answer.make(heap(), {section_value(), text(record.name), count(record.type),
                                    count(record.klass), Value::of_double(record.ttl)}));
}

Value DnsMessage::texts(const std::vector<ByteSpan>& parts) const {
  Vector* vector = make_vector(heap(), binding_.strings, parts.size());
  for (ByteSpan part : parts) push(heap(), vector, text(part));
  return Value::of(vector);
}

void DnsMessage::raise_answer(const EventHandle& event, const DnsRecord& record,
                              std::initializer_list<Value> further) {
  if (!event.wanted()) return;
  std::array<Value, 8> arguments{connection(), msg(), answer(record)};
  size_t size = 3;
  for (Value value : further) arguments[size++] = value;
  event.raise(std::span(arguments.data(), size));
}

}  // namespace avocet
