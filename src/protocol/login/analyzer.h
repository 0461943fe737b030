// Telnet, Rlogin and Rsh on one flow.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"
#include "protocol/login/dialogue.h"
#include "protocol/login/nvt.h"
#include "protocol/login/prolog.h"

namespace avocet {

enum class LoginProtocol : uint8_t { kTelnet, kRlogin, kRsh };

struct LoginBinding final : ProtocolBinding {
  LoginBinding(ProtocolWorld& world, LoginProtocol protocol);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;
  // What a line says by the texts of scripts, which are read when the first line is asked for.
  LoginSigns signs(std::string_view line);

  LoginProtocol protocol;
  Machine& machine;
  EventHandle rsh_request, rsh_reply, failure, success, input_line, output_line, confused,
      confused_text, terminal, display, prompt, accepted, rejected, skipped, encryption,
      inconsistent_option, bad_option, bad_option_termination;

 private:
  // A set of expressions as one; nothing: the set is empty.
  struct Texts {
    const Value* set = nullptr;
    Owned pattern;
    bool has_any = false;
  };
  enum : size_t { kSkips, kDirect, kAsks, kNoFailure, kFailure, kSuccess, kTimeout, kSets };
  void read_texts();
  bool says(size_t which, std::string_view line) const;

  std::array<Texts, kSets> texts_;
  bool were_read_ = false;
};

// What Telnet and Rlogin have in common.
class LoginAnalyzer : public ProtocolAnalyzer, protected LoginListener {
 public:
  explicit LoginAnalyzer(LoginBinding& binding) : binding_(binding) {}
  // "is_state" and "set_state", with a number.
  bool command(std::string_view name, std::string_view argument) override;

 protected:
  void line(Side side, std::string_view text);
  void set_users(std::string_view client_user, std::string_view user);
  void tell(const EventHandle& event, std::string_view what);

  LoginBinding& binding_;

 private:
  LoginSigns signs(std::string_view line) override { return binding_.signs(line); }
  void skipped() override;
  void failed(std::string_view user, std::string_view password, std::string_view line) override;
  void succeeded(std::string_view user, std::string_view password, std::string_view line) override;
  void confused(std::string_view why, std::string_view line) override;
  void typed_while_confused(std::string_view line) override;
  void raise_login(const EventHandle& event, std::string_view user, std::string_view password,
                   std::string_view line);

  LoginDialogue dialogue_{*this};
  std::string client_user_;
};

class TelnetAnalyzer final : public LoginAnalyzer {
 public:
  explicit TelnetAnalyzer(LoginBinding& binding) : LoginAnalyzer(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  // One direction, and what is known of its options.
  struct Half final : NvtListener {
    Half(TelnetAnalyzer& to, Side whose) : owner(to), side(whose), stream(*this) {}
    void line(std::string_view text) override { owner.line(side, text); }
    void command(NvtCommand command, uint8_t option) override {
      owner.option(side, command, option);
    }
    void parameters(uint8_t option, ByteSpan data) override {
      owner.parameters(side, option, data);
    }
    void badly_ended() override { owner.tell(owner.binding_.bad_option_termination); }
    void endless(std::string_view what) override { owner.endless(what); }

    TelnetAnalyzer& owner;
    Side side;
    NvtStream stream;
    std::array<bool, 256> refuses{}, is_forbidden{};
  };

  using LoginAnalyzer::tell;
  void tell(const EventHandle& event);
  void option(Side side, NvtCommand command, uint8_t option);
  void parameters(Side side, uint8_t option, ByteSpan data);
  void environment(ByteSpan data);
  void variable(std::string_view name, std::string_view value);
  void authentication(Side side, ByteSpan data);
  void endless(std::string_view what);

  std::array<Half, 2> halves_{Half(*this, Side::kOrig), Half(*this, Side::kResp)};
  std::string authenticated_name_;
  bool is_over_ = false;
};

class RloginAnalyzer final : public LoginAnalyzer {
 public:
  explicit RloginAnalyzer(LoginBinding& binding) : LoginAnalyzer(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  bool take_prolog(ByteSpan& bytes);
  void give_up(std::string_view name);

  LoginProlog prolog_;
  std::array<LineSplitter, 2> lines_{LineSplitter{NvtStream::kMaxLine},
                                     LineSplitter{NvtStream::kMaxLine}};
  bool has_prolog_ = false, has_answer_ = false, is_over_ = false;
};

class RshAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit RshAnalyzer(const LoginBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  enum class Kind : uint8_t { kCommand, kInput };

  bool take_prolog(ByteSpan& bytes);
  void give_up(std::string_view name);
  void request(std::string_view line, Kind kind);
  void reply(std::string_view line);

  const LoginBinding& binding_;
  LoginProlog prolog_;
  std::array<LineSplitter, 2> lines_{LineSplitter{NvtStream::kMaxLine},
                                     LineSplitter{NvtStream::kMaxLine}};
  bool has_prolog_ = false, has_answer_ = false, was_rejected_ = false, is_over_ = false;
};

}  // namespace avocet
