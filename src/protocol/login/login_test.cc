#include <gtest/gtest.h>

#include "protocol/login/dialogue.h"
#include "protocol/login/nvt.h"
#include "protocol/login/prolog.h"

namespace avocet {
namespace {

ByteSpan bytes(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};  // lint: allow(cast): a test
}

std::string zero() { return std::string(1, '\0'); }

struct NvtNotes final : NvtListener {
  std::string said;
  void line(std::string_view text) override { said += std::string(text) + ";"; }
  void command(NvtCommand command, uint8_t option) override {
    said += std::to_string(int(command)) + ":" + std::to_string(option) + ";";
  }
  void parameters(uint8_t option, ByteSpan data) override {
    said += std::to_string(option) + "=" + std::string(data.begin(), data.end()) + ";";
  }
  void badly_ended() override { said += "bad;"; }
  void endless(std::string_view what) override { said += std::string(what) + ";"; }
};

std::string read(const std::string& stream) {
  NvtNotes notes;
  NvtStream nvt(notes);
  for (char c : stream) nvt.feed(bytes(std::string(1, c)));
  return notes.said;
}

TEST(Nvt, TellsTextFromOptions) {
  EXPECT_EQ(read("one\r\ntw\xff\xfb\x01o\r" + zero() + "three\rfour\n"),
            "one;251:1;two;three;four;");
  EXPECT_EQ(read("a\xff\xff"
                 "b\xff\xf1\n"),
            "a\xff"
            "b;");
  EXPECT_EQ(read("\xff\xfa\x18"
                 "xt\xff\xff"
                 "erm\xff\xf0\n"),
            "24=xt\xff"
            "erm;;");
  EXPECT_EQ(read("\xff\xfa\x18x\xff\x01text\n"), "bad;text;");
  EXPECT_EQ(read("passx\x7fword\n"), "password;");
}

TEST(Nvt, TellsOfWhatHasNoEnd) {
  NvtNotes notes;
  NvtStream line(notes, 100), option(notes, 100);
  std::string piece(10, 'x');
  option.feed(bytes("\xff\xfa"));
  for (int i = 0; i < 11; ++i) {
    line.feed(bytes(piece));
    option.feed(bytes(piece));
  }
  EXPECT_EQ(notes.said, "nvt_line_size_exceeded;nvt_option_size_exceeded;");
}

TEST(LoginProlog, ReadsFieldsInPieces) {
  LoginProlog prolog;
  std::string first = "0" + zero() + "me",
              second = zero() + "you" + zero() + "ls" + zero() + "rest";
  ByteSpan rest = bytes(first);
  EXPECT_FALSE(prolog.take(rest));
  rest = bytes(second);
  EXPECT_TRUE(prolog.take(rest));
  EXPECT_EQ(rest.size(), 4u);
  EXPECT_EQ(prolog.field(1), "me");
  EXPECT_EQ(prolog.field(3), "ls");
}

struct LoginNotes final : LoginListener {
  std::string said;
  LoginSigns signs(std::string_view line) override {
    auto has = [&](std::string_view what) { return line.find(what) != std::string_view::npos; };
    LoginSigns signs;
    signs.skips = has("no login");
    signs.is_direct = has("name only");
    signs.failed = has("incorrect");
    signs.succeeded = has("Last login");
    signs.timed_out = has("timed out");
    return signs;
  }
  void note(const char* what, std::string_view user, std::string_view password) {
    said += std::string(what) + "=" + std::string(user) + "/" + std::string(password) + " ";
  }
  void skipped() override { said += "skipped "; }
  void failed(std::string_view user, std::string_view password, std::string_view) override {
    note("failed", user, password);
  }
  void succeeded(std::string_view user, std::string_view password, std::string_view) override {
    note("in", user, password);
  }
  void confused(std::string_view why, std::string_view) override {
    said += "confused=" + std::string(why) + " ";
  }
  void typed_while_confused(std::string_view line) override {
    said += "?" + std::string(line) + " ";
  }
};

// Lines: what begins with '>' is typed.
std::string play(std::initializer_list<std::string_view> lines, std::string_view user = {}) {
  LoginNotes notes;
  LoginDialogue dialogue(notes);
  dialogue.set_user(user);
  for (std::string_view line : lines) {
    if (line[0] == '>')
      dialogue.typed(line.substr(1));
    else
      dialogue.shown(line.substr(1));
  }
  return notes.said;
}

TEST(LoginDialogue, FollowsLogins) {
  EXPECT_EQ(play({">anna", "<login: anna", ">secret", "<Password:", "<Login incorrect", ">anna",
                  ">better", "<Last login: today", ">ls", "<incorrect"}),
            "failed=anna/secret in=anna/better ");
  EXPECT_EQ(play({">secret", "<Last login"}, "root"), "in=root/secret ");
  EXPECT_EQ(play({"<name only:", ">guest"}), "in=guest/ ");
  EXPECT_EQ(play({"<no login here", ">ls", "<incorrect"}), "skipped ");
  EXPECT_EQ(play({">a", "<timed out", ">b", "<incorrect"}), "failed=b/ ");
}

TEST(LoginDialogue, KnowsWhenItIsConfused) {
  EXPECT_EQ(play({"<Login incorrect", ">x"}), "confused=no_username ?x ");
  LoginNotes notes;
  LoginDialogue dialogue(notes);
  for (size_t i = 0; i <= LoginDialogue::kMaxTyped; ++i) dialogue.typed("y");
  EXPECT_EQ(notes.said, "confused=excessive_typeahead ");
  EXPECT_EQ(dialogue.state(), LoginState::kConfused);
}

}  // namespace
}  // namespace avocet
