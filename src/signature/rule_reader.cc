#include "signature/rule_reader.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/spelling.h"
#include "signature/rule_tokens.h"

namespace avocet {

namespace {

struct NamedNumber {
  std::string_view name;
  uint64_t number;
};
constexpr std::array<NamedNumber, 6> kProtocols = {
    {{"tcp", 6}, {"udp", 17}, {"icmp", 1}, {"icmp6", 58}, {"ip", 4}, {"ip6", 41}}};

struct NamedField {
  std::string_view name;
  HeaderField field;
};
constexpr std::array<NamedField, 6> kHeaders = {{{"ip", HeaderField::kIp4},
                                                 {"ip6", HeaderField::kIp6},
                                                 {"tcp", HeaderField::kTcp},
                                                 {"udp", HeaderField::kUdp},
                                                 {"icmp", HeaderField::kIcmp},
                                                 {"icmp6", HeaderField::kIcmp6}}};
constexpr std::array<NamedField, 5> kFields = {{{"ip-proto", HeaderField::kProtocol},
                                                {"src-ip", HeaderField::kSourceAddress},
                                                {"dst-ip", HeaderField::kDestinationAddress},
                                                {"src-port", HeaderField::kSourcePort},
                                                {"dst-port", HeaderField::kDestinationPort}}};

struct NamedContent {
  std::string_view name;
  ContentKind kind;
};
constexpr std::array<NamedContent, 10> kContents = {
    {{"payload", ContentKind::kPayload},
     {"http", ContentKind::kHttpRequest},
     {"http-request", ContentKind::kHttpRequest},
     {"http-request-header", ContentKind::kHttpRequestHeader},
     {"http-request-body", ContentKind::kHttpRequestBody},
     {"http-reply-header", ContentKind::kHttpReplyHeader},
     {"http-reply-body", ContentKind::kHttpReplyBody},
     {"ftp", ContentKind::kFtp},
     {"finger", ContentKind::kFinger},
     {"file-magic", ContentKind::kFileMagic}}};

struct NamedComparison {
  std::string_view name;
  Comparison comparison;
};
// A single `=` compares as well; published rules use it.
constexpr std::array<NamedComparison, 7> kComparisons = {{{"==", Comparison::kEqual},
                                                          {"=", Comparison::kEqual},
                                                          {"!=", Comparison::kNotEqual},
                                                          {"<", Comparison::kLess},
                                                          {"<=", Comparison::kLessEqual},
                                                          {">", Comparison::kGreater},
                                                          {">=", Comparison::kGreaterEqual}}};

// What else conditions and actions begin with.
constexpr std::array<std::string_view, 13> kOthers = {"header",
                                                      "requires-signature",
                                                      "requires-reverse-signature",
                                                      "tcp-state",
                                                      "udp-state",
                                                      "same-ip",
                                                      "payload-size",
                                                      "eval",
                                                      "event",
                                                      "enable",
                                                      "file-mime",
                                                      "active",
                                                      "signature"};

template <class Table> auto find_named(const Table& table, std::string_view name) {
  auto at = table.begin();
  while (at != table.end() && at->name != name) ++at;
  return at;
}

bool is_address_field(HeaderField field) {
  return field == HeaderField::kSourceAddress || field == HeaderField::kDestinationAddress;
}

class RuleReader {
 public:
  RuleReader(std::string_view text, uint32_t base, const RuleNames& names, DiagnosticSink& sink)
      : names_(names), sink_(sink), tokens_(text, base, sink) {}

  void read(std::vector<SignatureRule>& rules) {
    size_t first = rules.size();
    while (tokens_.peek().kind != RuleTokenKind::kEnd) {
      SignatureRule rule;
      if (read_rule(rule)) {
        rules.push_back(std::move(rule));
        continue;
      }
      tokens_.skip_rule();
      wrong_.push_back(std::move(rule.id));
    }
    // That what they require is wrong was said.
    for (size_t i = first; i < rules.size(); ++i)
      std::erase_if(rules[i].dependencies, [this](const RuleDependency& dependency) {
        return std::find(wrong_.begin(), wrong_.end(), dependency.id) != wrong_.end();
      });
  }

 private:
  // What was found instead of something else; one error for each mistake.
  bool fail(const RuleToken& at, const std::string& expected, std::string hint = {}) {
    if (at.kind == RuleTokenKind::kBad) return false;
    std::string found =
        at.kind == RuleTokenKind::kEnd ? "the file ends" : "there is `" + at.text + "`";
    sink_.error(at.span, found + " where " + expected + " should be", std::move(hint));
    return false;
  }

  bool take_symbol(std::string_view symbol, std::string hint = {}) {
    if (!tokens_.peek().is(symbol))
      return fail(tokens_.peek(), "`" + std::string(symbol) + "`", std::move(hint));
    tokens_.take();
    return true;
  }

  bool read_rule(SignatureRule& rule) {
    RuleToken keyword = tokens_.take();
    if (!keyword.is_word("signature"))
      return fail(keyword, "`signature`",
                  keyword.is("/") ? "comments begin with `#`"
                                  : "a file of signatures holds `signature ID { ... }` alone");
    RuleToken id = tokens_.take();
    if (id.kind != RuleTokenKind::kWord) return fail(id, "the id of the signature");
    rule.id = id.text;
    rule.span = id.span;
    if (!take_symbol("{")) return false;
    while (!tokens_.peek().is("}")) {
      if (tokens_.peek().kind == RuleTokenKind::kEnd || tokens_.peek().is_word("signature"))
        return fail(tokens_.peek(), "a condition, an action or `}`",
                    "the signature `" + rule.id + "` is not closed");
      if (!read_attribute(rule)) return false;
    }
    tokens_.take();
    return true;
  }

  bool read_attribute(SignatureRule& rule) {
    RuleToken word = tokens_.take();
    if (word.kind != RuleTokenKind::kWord) return fail(word, "a condition or an action");
    if (auto field = find_named(kFields, word.text); field != kFields.end())
      return read_field(rule, field->field);
    if (word.text == "header") return read_header(rule);
    if (auto content = find_named(kContents, word.text); content != kContents.end())
      return read_content(rule, content->kind);
    if (word.text == "requires-signature") return read_dependency(rule, false);
    if (word.text == "requires-reverse-signature") return read_dependency(rule, true);
    if (word.text == "tcp-state") return read_state(word.text, rule.tcp_state);
    if (word.text == "udp-state") return read_state(word.text, rule.udp_state);
    if (word.text == "payload-size") return read_size(rule);
    if (word.text == "same-ip") return rule.same_ip = true;
    return read_context_or_action(rule, word);
  }

  bool read_context_or_action(SignatureRule& rule, const RuleToken& word) {
    if (word.text == "eval") {
      RuleToken name = tokens_.take();
      if (name.kind != RuleTokenKind::kWord) return fail(name, "the name of a function");
      rule.evals.push_back({name.text, name.span});
      return true;
    }
    if (word.text == "event") return read_event(rule);
    if (word.text == "enable") {
      RuleToken name = tokens_.take();
      if (name.kind != RuleTokenKind::kString)
        return fail(name, "the name of an analyzer", "it is written in quotes: enable \"http\"");
      rule.enables.push_back({name.text, name.span});
      return true;
    }
    if (word.text == "file-mime") return read_mime(rule);
    if (word.text == "active") {
      RuleToken value = tokens_.take();
      bool on = value.is_word("T") || value.is_word("true");
      if (!on && !value.is_word("F") && !value.is_word("false")) return fail(value, "`T` or `F`");
      rule.active = on;
      return true;
    }
    Nearest nearest(word.text);
    for (const auto& known : kFields) nearest.offer(known.name);
    for (const auto& known : kContents) nearest.offer(known.name);
    for (std::string_view known : kOthers) nearest.offer(known);
    if (!nearest.found().empty()) return fail(word, "a condition or an action", nearest.hint());
    return fail(
        word, "a condition or an action",
        "conditions: header ip-proto src-ip dst-ip src-port dst-port payload http-request "
        "http-request-header http-request-body http-reply-header http-reply-body ftp finger "
        "file-magic requires-signature requires-reverse-signature eval payload-size same-ip "
        "tcp-state udp-state; actions: event enable file-mime");
  }

  bool read_comparison(Comparison& comparison) {
    RuleToken token = tokens_.take();
    auto found = kComparisons.end();
    if (token.kind == RuleTokenKind::kSymbol) found = find_named(kComparisons, token.text);
    if (found == kComparisons.end()) return fail(token, "a comparison", "one of == != < <= > >=");
    comparison = found->comparison;
    return true;
  }

  bool read_field(SignatureRule& rule, HeaderField field) {
    HeaderCondition condition;
    condition.field = field;
    if (!read_comparison(condition.comparison) || !read_values(condition)) return false;
    rule.headers.push_back(std::move(condition));
    return true;
  }

  // header PROTOCOL[OFFSET:SIZE] & MASK COMPARISON VALUES; one byte where no size is named
  bool read_header(SignatureRule& rule) {
    HeaderCondition condition;
    RuleToken protocol = tokens_.take();
    auto header = kHeaders.end();
    if (protocol.kind == RuleTokenKind::kWord) header = find_named(kHeaders, protocol.text);
    if (header == kHeaders.end())
      return fail(protocol, "a protocol", "one of ip ip6 tcp udp icmp icmp6");
    condition.field = header->field;
    if (!take_symbol("[")) return false;
    RuleToken offset = tokens_.take();
    if (offset.kind != RuleTokenKind::kNumber) return fail(offset, "an offset in bytes");
    RuleToken size = offset;
    size.number = 1;
    if (tokens_.peek().is(":")) {
      tokens_.take();
      size = tokens_.take();
    }
    if (size.kind != RuleTokenKind::kNumber) return fail(size, "a size in bytes");
    if (size.number != 1 && size.number != 2 && size.number != 4)
      return fail(size, "1, 2 or 4", "a header condition compares so many bytes");
    if (offset.number > std::numeric_limits<uint16_t>::max())
      return fail(offset, "an offset within a packet");
    condition.offset = uint32_t(offset.number);
    condition.size = uint32_t(size.number);
    if (!take_symbol("]")) return false;
    if (tokens_.peek().is("&")) {
      tokens_.take();
      RuleToken mask = tokens_.take();
      if (mask.kind != RuleTokenKind::kNumber) return fail(mask, "a mask");
      condition.mask = mask.number;
    }
    if (!read_comparison(condition.comparison) || !read_values(condition)) return false;
    rule.headers.push_back(std::move(condition));
    return true;
  }

  bool read_values(HeaderCondition& condition) {
    do {
      if (!read_value(condition)) return false;
    } while (tokens_.peek().is(",") && (tokens_.take(), true));
    return true;
  }

  bool read_value(HeaderCondition& condition) {
    RuleToken token = tokens_.take_bracketed();
    if (token.kind == RuleTokenKind::kWord) return read_named_value(condition, token);
    if (token.kind == RuleTokenKind::kAddress) return read_address(condition, token);
    if (token.kind != RuleTokenKind::kNumber || is_address_field(condition.field))
      return fail(token, is_address_field(condition.field) ? "an address" : "a number",
                  token.kind == RuleTokenKind::kSymbol ? "" : "names of constants work as well");
    NumberRange range{token.number, token.number};
    if (tokens_.peek().is("-")) {
      tokens_.take();
      RuleToken high = tokens_.take();
      if (high.kind != RuleTokenKind::kNumber) return fail(high, "the end of the range");
      range.high = high.number;
    }
    uint64_t most = condition.field == HeaderField::kSourcePort ||
                            condition.field == HeaderField::kDestinationPort
                        ? std::numeric_limits<uint16_t>::max()
                    : condition.field == HeaderField::kProtocol
                        ? std::numeric_limits<uint8_t>::max()
                        : std::numeric_limits<uint64_t>::max();
    if (range.low > most || range.high > most)
      return fail(token, "a number of at most " + std::to_string(most));
    if (!read_mask(range)) return false;
    condition.numbers.push_back(range);
    return true;
  }

  // The `/ 24` behind a number, if there is one.
  bool read_mask(NumberRange& range) {
    if (!tokens_.peek().is("/")) return true;
    tokens_.take();
    RuleToken length = tokens_.take();
    if (length.kind != RuleTokenKind::kNumber || length.number > 32)
      return fail(length, "a mask of at most 32 bits");
    range.mask = length.number == 0 ? 0 : uint32_t(~0u << (32 - length.number));
    range.low &= range.mask;
    range.high &= range.mask;
    return true;
  }

  bool read_address(HeaderCondition& condition, const RuleToken& token) {
    auto address = IpAddress::parse(token.text);
    if (!address)
      return fail(token, "an address", "IPv4 dotted, IPv6 in brackets: [fe80::1] or [fe80::]/16");
    if (!is_address_field(condition.field)) {
      if (!address->is_v4())
        return fail(token, "a number or an IPv4 address", "header fields have at most 4 bytes");
      NumberRange range{address->v4_bits(), address->v4_bits()};
      if (!read_mask(range)) return false;
      condition.numbers.push_back(range);
      return true;
    }
    uint64_t length = address->is_v4() ? 32 : 128;
    if (tokens_.peek().is("/")) {
      tokens_.take();
      RuleToken given = tokens_.take();
      if (given.kind != RuleTokenKind::kNumber || given.number > length)
        return fail(given, "a mask of at most " + std::to_string(length) + " bits");
      length = given.number;
    }
    condition.prefixes.emplace_back(*address, int(length));
    return true;
  }

  bool read_named_value(HeaderCondition& condition, const RuleToken& token) {
    if (condition.field == HeaderField::kProtocol) {
      if (auto known = find_named(kProtocols, token.text); known != kProtocols.end()) {
        condition.numbers.push_back({known->number, known->number});
        return true;
      }
    }
    NamedValues values;
    std::string problem;
    if (!names_.find(token.text, &values, &problem)) {
      sink_.error(token.span, problem);
      return false;
    }
    for (uint64_t number : values.numbers) condition.numbers.push_back({number, number});
    for (const Prefix& prefix : values.prefixes) add_prefix(condition, prefix);
    return true;
  }

  static void add_prefix(HeaderCondition& condition, const Prefix& prefix) {
    if (is_address_field(condition.field)) {
      condition.prefixes.push_back(prefix);
    } else if (prefix.address().is_v4()) {
      uint64_t bits = prefix.address().v4_bits();
      uint64_t mask = prefix.length() == 0 ? 0 : uint32_t(~0u << (32 - prefix.length()));
      condition.numbers.push_back({bits, bits, mask});
    }
  }

  bool read_content(SignatureRule& rule, ContentKind kind) {
    RuleToken pattern = tokens_.take_pattern();
    if (pattern.kind != RuleTokenKind::kPattern)
      return fail(pattern, "an expression", "it stands between slashes: /GET \\/index/");
    rule.contents.push_back({kind, pattern.text, pattern.ignore_case, pattern.span});
    return true;
  }

  bool read_dependency(SignatureRule& rule, bool reverse) {
    RuleDependency dependency;
    dependency.reverse = reverse;
    if (tokens_.peek().is("!")) {
      tokens_.take();
      dependency.negated = true;
    }
    RuleToken id = tokens_.take();
    if (id.kind != RuleTokenKind::kWord) return fail(id, "the id of a signature");
    dependency.id = id.text;
    dependency.span = id.span;
    rule.dependencies.push_back(std::move(dependency));
    return true;
  }

  bool read_state(const std::string& keyword, std::optional<StateCondition>& state) {
    bool udp = keyword == "udp-state";
    StateCondition read;
    do {
      RuleToken word = tokens_.take();
      if (word.is_word("originator")) {
        read.originator = true;
      } else if (word.is_word("responder")) {
        read.responder = true;
      } else if (word.is_word("established") && !udp) {
        read.established = true;
      } else if (word.is_word("stateless") && !udp) {
        read.stateless = true;
      } else {
        return fail(word, "a state of `" + keyword + "`",
                    udp ? "it is `originator` or `responder`: UDP has no established state"
                        : "one of established originator responder stateless");
      }
    } while (tokens_.peek().is(",") && (tokens_.take(), true));
    state = read;
    return true;
  }

  bool read_size(SignatureRule& rule) {
    SizeCondition condition;
    if (!read_comparison(condition.comparison)) return false;
    RuleToken size = tokens_.take();
    if (size.kind != RuleTokenKind::kNumber) return fail(size, "a number of bytes");
    condition.size = size.number;
    rule.payload_sizes.push_back(condition);
    return true;
  }

  bool read_event(SignatureRule& rule) {
    EventAction action;
    action.event = "signature_match";
    action.span = tokens_.peek().span;
    bool named = tokens_.peek().kind == RuleTokenKind::kWord && !starts_attribute(tokens_.peek());
    if (named) action.event = tokens_.take().text;
    if (tokens_.peek().kind == RuleTokenKind::kString) {
      action.message = tokens_.take().text;
    } else if (!named) {
      return fail(tokens_.peek(), "a message or the name of an event", "event \"what was found\"");
    }
    rule.events.push_back(std::move(action));
    return true;
  }

  // Whether the word is one that conditions and actions begin with.
  static bool starts_attribute(const RuleToken& word) {
    for (std::string_view other : kOthers)
      if (word.text == other) return true;
    return find_named(kFields, word.text) != kFields.end() ||
           find_named(kContents, word.text) != kContents.end();
  }

  bool read_mime(SignatureRule& rule) {
    RuleToken type = tokens_.take();
    if (type.kind != RuleTokenKind::kString)
      return fail(type, "a MIME type", "it is written in quotes: file-mime \"image/png\", 70");
    MimeAction action{type.text, 0};
    if (tokens_.peek().is(",")) {
      tokens_.take();
      bool negative = tokens_.peek().is("-");
      if (negative) tokens_.take();
      RuleToken strength = tokens_.take();
      if (strength.kind != RuleTokenKind::kNumber || strength.number > INT32_MAX)
        return fail(strength, "the strength of the type, a number");
      action.strength = negative ? -int64_t(strength.number) : int64_t(strength.number);
    }
    rule.mimes.push_back(std::move(action));
    return true;
  }

  const RuleNames& names_;
  DiagnosticSink& sink_;
  RuleTokens tokens_;
  std::vector<std::string> wrong_;  // ids of rules that could not be read
};

}  // namespace

void read_rules(const SourceMap& sources, SourceId source, const RuleNames& names,
                DiagnosticSink& sink, std::vector<SignatureRule>& rules) {
  const Source& text = sources.source(source);
  RuleReader(text.text, text.base, names, sink).read(rules);
}

namespace {

class AnyName final : public RuleNames {
 public:
  bool find(std::string_view, NamedValues*, std::string*) const override { return true; }
};

}  // namespace

std::vector<std::string> functions_named_by_rules(std::string_view text) {
  DiagnosticSink ignored;
  std::vector<SignatureRule> rules;
  RuleReader(text, 1, AnyName(), ignored).read(rules);
  std::vector<std::string> names;
  for (const SignatureRule& rule : rules) {
    for (const EventAction& action : rule.events) names.push_back(action.event);
    for (const EvalCondition& eval : rule.evals) names.push_back(eval.function);
  }
  return names;
}

}  // namespace avocet
