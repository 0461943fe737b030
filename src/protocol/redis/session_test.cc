#include "protocol/redis/session.h"

#include <gtest/gtest.h>

#include "protocol/redis/commands.h"

namespace avocet {
namespace {

struct Notes final : RedisListener {
  RespLimits bounds;
  std::string said;

  RespLimits limits() const override { return bounds; }
  void command(std::vector<std::string>& words) override {
    said += ">";
    for (const std::string& word : words) said += word + "|";
    said += " ";
  }
  void reply(RespReply& reply) override { note(reply.is_error() ? "!" : "<", reply); }
  void push(RespReply& reply) override { note("<<", reply); }
  void resumed() override { said += "resumed "; }
  void broken(std::string_view, ByteSpan) override { said += "broken "; }

  void note(std::string_view mark, const RespReply& reply) {
    said += mark;
    if (reply.attributes) said += *reply.attributes + "@";
    said += reply.text + " ";
  }
};

// Turns: what begins with '>' is the client's, a digit says who loses how much: "1<" nothing of
// the server but a byte.
std::string play(const std::vector<std::string>& turns, size_t piece, RespLimits bounds = {}) {
  Notes notes;
  notes.bounds = bounds;
  RedisSession session(notes);
  for (const std::string& turn : turns) {
    Side side = turn.find('>') < turn.find('<') ? Side::kOrig : Side::kResp;
    size_t mark = turn.find_first_of("<>");
    if (mark > 0) session.gap(side, std::stoul(turn.substr(0, mark)));
    std::vector<uint8_t> bytes(turn.begin() + ptrdiff_t(mark) + 1, turn.end());
    for (size_t at = 0; at < bytes.size(); at += piece)
      session.data(side, ByteSpan(bytes).subspan(at, std::min(piece, bytes.size() - at)));
  }
  return notes.said;
}

std::string play(const std::vector<std::string>& turns, RespLimits bounds = {}) {
  std::string whole = play(turns, 100000, bounds);
  for (size_t piece : {1u, 2u, 3u, 7u}) EXPECT_EQ(play(turns, piece, bounds), whole) << piece;
  return whole;
}

// What the server says is asked for by a command.
std::string answer(const std::string& value, RespLimits bounds = {}) {
  return play({">x\r\n", "<" + value}, bounds).substr(4);
}

TEST(Redis, ReadsCommands) {
  EXPECT_EQ(play({">*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n"}), ">GET|k| >PING| ");
  EXPECT_EQ(play({">*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"}), ">ECHO|| ");
  EXPECT_EQ(play({">*1\r\n$4\r\na\r\nb\r\n"}), ">a\r\nb| ");
  // Nothing, in several ways.
  EXPECT_EQ(play({">\r\n*0\r\n*-1\r\n\n \r\nPING\n"}), ">PING| ");
}

TEST(Redis, RefusesCommandsThatAreNone) {
  for (const char* odd : {"*2\r\n:1\r\n", "*x\r\n", "*1\r\n$-1\r\n", "*1\r\n$1\r\nab\r\n",
                          "\x16\x03\x01\n", "*1\n", "*99999999999999999999999999\r\n"})
    EXPECT_EQ(play({std::string(">") + odd}), "broken ") << odd;
  EXPECT_EQ(play({">" + std::string(kMaxRespLine + 1, 'a')}, 1000), "broken ");
}

TEST(Redis, ReadsWhatIsTyped) {
  EXPECT_EQ(play({">SET k \"a b\" 'c \"d' x\"y z\"\r\n"}), ">SET|k|\"a b\"|'c \"d'|x\"y z\"| ");
  EXPECT_EQ(play({">SET k \"a \\\" b\"  \"open c\r\n"}), ">SET|k|\"a \\\" b\"|\"open c| ");
  EXPECT_EQ(split_typed_command("\"\\").size(), 1u);
}

TEST(Redis, ReadsValues) {
  EXPECT_EQ(answer("+OK\r\n-ERR no\r\n:-7\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n"),
            "<OK !ERR no <-7 <a\r\n < <null <null ");
  EXPECT_EQ(answer("*3\r\n:1\r\n*0\r\n*2\r\n+a\r\n$-1\r\n"), "<[1, [], [a, null]] ");
  EXPECT_EQ(answer("%2\r\n+a\r\n:1\r\n+b\r\n~2\r\n#t\r\n#f\r\n"), "<{a: 1, b: {T, F}} ");
  EXPECT_EQ(answer("_\r\n,1.5e3\r\n(12345678901234567890\r\n!3\r\nERR\r\n=7\r\ntxt:abc\r\n"),
            "<null <1.5e3 <12345678901234567890 !ERR <abc ");
  EXPECT_EQ(answer(">2\r\n+message\r\n+x\r\n+OK\r\n"), "<<[message, x] <OK ");
}

TEST(Redis, ReadsWhatComesInPieces) {
  EXPECT_EQ(answer("$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n+OK\r\n"), "<abc <OK ");
  EXPECT_EQ(answer("*?\r\n:1\r\n%?\r\n+a\r\n:2\r\n.\r\n.\r\n"), "<[1, {a: 2}] ");
}

TEST(Redis, KnowsAttributes) {
  EXPECT_EQ(answer("|1\r\n+ttl\r\n%1\r\n+a\r\n,0.5\r\n*1\r\n:1\r\n"), "<{ttl: {a: 0.5}}@[1] ");
  // Those of values within are left out.
  EXPECT_EQ(answer("*2\r\n:1\r\n|1\r\n+ttl\r\n*2\r\n:3\r\n:4\r\n:2\r\n"), "<[1, 2] ");
}

TEST(Redis, RefusesValuesThatAreNone) {
  for (const char* odd :
       {"hello\r\n", "$x\r\n", "$-2\r\n", "*1\r\n;1\r\n", ".\r\n", "$3\r\nabcd\r\n", ":a\r\n",
        "+a\n", "$?\r\n+a\r\n", "*1\r\n.\r\n", "|-1\r\n", "$99999999999999\r\n"})
    EXPECT_EQ(answer(odd), "broken ") << odd;
}

TEST(Redis, LimitsValues) {
  EXPECT_EQ(answer("*2\r\n+abc\r\n+def\r\n:1\r\n", {6, 2}), "<[abc,  <1 ");
  EXPECT_EQ(answer("*2\r\n+abc\r\n*1\r\n+x\r\n", {6, 2}), "broken ");
  EXPECT_EQ(play({">*2\r\n$4\r\nabcd\r\n$1\r\ne\r\nab cde f\r\n"}, {2, 2}), ">ab|e| >ab|cd| ");
  EXPECT_EQ(play({">*3\r\n"}, {2, 2}), "broken ");
  std::string deep;
  for (size_t i = 0; i < kMaxRespDepth; ++i) deep += "*1\r\n";
  EXPECT_EQ(answer(deep + ":1\r\n").size(), 2 * kMaxRespDepth + 3);
  EXPECT_EQ(answer(deep + "*1\r\n:1\r\n"), "broken ");
}

TEST(Redis, LimitsCommandsWithoutLimits) {
  std::string long_word(size_t(kMaxRespText) + 5, 'a');
  std::string said =
      play({">*1\r\n$" + std::to_string(long_word.size()) + "\r\n" + long_word + "\r\n"}, 100000,
           {0, 0});
  EXPECT_EQ(said.size(), kMaxRespText + 3);
}

TEST(Redis, KnowsWhoBegins) {
  EXPECT_EQ(play({"<+OK\r\n", ">PING\r\n"}), "broken ");
  EXPECT_EQ(play({"<-DENIED\r\n"}), "!DENIED ");
}

TEST(Redis, LeavesOutCopiesOfEverything) {
  EXPECT_EQ(
      play({">PSYNC ? -1\r\n", "<\n\n+FULLRESYNC 1 0\r\n$9\r\nREDIS0011", "<*1\r\n", ">PING\r\n"}),
      ">PSYNC|?|-1| <FULLRESYNC 1 0 >PING| ");
  EXPECT_EQ(play({">SYNC\r\n", "<\n$9\r\nREDIS0011*?", ">PING\r\n"}), ">SYNC| >PING| ");
  EXPECT_EQ(play({">PSYNC a 1\r\n", "<-ERR\r\n", ">PING\r\n", "<+PONG\r\n"}),
            ">PSYNC|a|1| !ERR >PING| <PONG ");
}

TEST(Redis, TellsWhatIsMonitoredFromReplies) {
  std::string line = "1339518083.107412 [0 127.0.0.1:60866] \"keys\"";
  EXPECT_EQ(play({">MONITOR\r\n", "<+OK\r\n+" + line + "\r\n", ">RESET\r\n",
                  "<+RESET\r\n+" + line + "\r\n"}),
            ">MONITOR| <OK <<" + line + " >RESET| <RESET <" + line + " ");
}

TEST(Redis, GoesOnBehindGaps) {
  // Within a string nothing is lost but the string.
  EXPECT_EQ(
      play({">*1\r\n$6\r\nab", "2>cd\r\n*1\r\n$1\r\nx\r\n", "<$6\r\nab", "2<cd\r\n+OK\r\n"}, 1000),
      ">ab| >x| <ab <OK ");
  // Elsewhere everything up to the client's next turn.
  for (size_t piece : {1u, 3u, 1000u}) {
    EXPECT_EQ(play({">PING\r\n", "5<K\r\n", ">*1\r\n$4\r\nPING\r\n", "<+PONG\r\n"}, piece),
              ">PING| resumed >PING| <PONG ")
        << piece;
    EXPECT_EQ(
        play({">PING\r\n", "5<K\r\n", "<+OK\r\n", ">*1\r\n$4\r\nPING\r\n", "<+PONG\r\n"}, piece),
        ">PING| resumed >PING| <PONG ")
        << piece;
    EXPECT_EQ(play({">PING\r\n", "5>*1\r\n$4\r\nECHO\r\n", "<+PONG\r\n", ">*x\r\n", "<+OK\r\n",
                    ">*12\r\n$4\r\nPING\r\n"},
                   piece),
              ">PING| resumed ")
        << piece;
  }
}

TEST(Redis, BeginsInTheMiddle) {
  for (const char* first : {"*1\r\n$4\r\nPING\r\n", "PING\r\n"}) {
    Notes notes;
    RedisSession session(notes);
    session.begin_in_the_middle();
    std::string bytes = first;
    session.data(Side::kOrig, std::vector<uint8_t>(bytes.begin(), bytes.end()));
    EXPECT_EQ(notes.said, first[0] == '*' ? "resumed >PING| " : "");
  }
}

TEST(Redis, KnowsCommands) {
  ASSERT_TRUE(find_redis_command("bitfield_ro"));
  EXPECT_EQ(find_redis_command("Set")->value, 2);
  EXPECT_FALSE(find_redis_command("SE"));
  EXPECT_FALSE(find_redis_command(""));
  std::vector<std::string> options{"nx", "PX", "50", "get", "EXAT", "x", "KEEPTTL", "EX"};
  RedisSet set = parse_redis_set(options);
  EXPECT_TRUE(set.if_absent && set.wants_old && set.keeps_time && !set.if_present);
  EXPECT_EQ(set.milliseconds, 50u);
  EXPECT_FALSE(set.until_second || set.seconds);
}

}  // namespace
}  // namespace avocet
