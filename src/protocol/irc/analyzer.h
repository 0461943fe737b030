// IrcAnalyzer: IRC on one flow. IrcDataAnalyzer: a connection for a file, whose bytes are that
// file; the other side says how much it has.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"
#include "protocol/irc/message.h"

namespace avocet {

struct IrcBinding final : ProtocolBinding {
  explicit IrcBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;  // zero: the scripts know none
  const TableType *strings, *join_list;
  RecordMaker join_info;
  EventHandle request, reply, message, quit, privmsg, notice, squery, join, part, nick, who, whois,
      oper, kick, error, invite, mode, squit, user, password, dcc;
  EventHandle invalid_nick, network_info, server_info, channel_info, who_line, names_info,
      whois_operator, whois_channel, whois_user, oper_response, global_users, topic, starttls;
};

class IrcAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit IrcAnalyzer(const IrcBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  using Words = std::vector<std::string_view>;

  void line(Side side, std::string_view text);
  void reply(Side side, const IrcLine& line);
  void known_reply(Side side, const IrcLine& line, const Words& words);
  void counts(const EventHandle& event, Side side, const IrcLine& line);
  void names(Side side, const IrcLine& line, const Words& words);
  void whois_channels(Side side, const Words& words);
  void who_line(Side side, const IrcLine& line, const Words& words);
  bool command(Side side, const IrcLine& line);
  bool talk(Side side, const IrcLine& line, const Words& params);
  bool user_command(Side side, const IrcLine& line, const Words& params);
  bool channel_command(Side side, const IrcLine& line, const Words& params);
  void privmsg(Side side, const IrcLine& line, const Words& params);
  void dcc(Side side, const IrcLine& line, std::string_view target, const IrcDcc& found);
  void join(Side side, const IrcLine& line, const Words& params);
  void user(Side side, const Words& words);
  void encrypt();

  // Raises an event with the connection, the side, and texts.
  void raise(const EventHandle& event, Side side, std::initializer_list<std::string_view> texts);
  Value set_of(const Words& words) const;

  const IrcBinding& binding_;
  std::array<LineSplitter, 2> lines_{LineSplitter{kMaxIrcLine}, LineSplitter{kMaxIrcLine}};
  bool asked_for_tls_ = false;
  bool is_over_ = false;
};

struct IrcDataBinding final : ProtocolBinding {
  explicit IrcDataBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t tag = 0;
  uint32_t id_field = 0;  // of a connection record
  EventHandle ack;
};

class IrcDataAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit IrcDataAnalyzer(const IrcDataBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void done() override;

 private:
  void acknowledged(ByteSpan bytes);
  template <class Do> void with_file(Do action);

  const IrcDataBinding& binding_;
  std::string file_;             // its id; empty: not asked for yet
  std::vector<uint8_t> number_;  // the begin of one
  bool lost_ = false;            // where numbers begin
};

}  // namespace avocet
