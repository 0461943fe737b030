#include "protocol/http/side.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "protocol/http/lines.h"

namespace avocet {
namespace {

// Takes every first line for the begin of a message, and looks for lengths in the header alone.
class Recorder : public HttpObserver {
 public:
  HttpNext start_line(Side, std::string_view line) override {
    if (line.empty()) return HttpNext::kSkip;
    add("start:" + std::string(line));
    return line == "bad" ? HttpNext::kIgnore : HttpNext::kMessage;
  }
  void bare_reply() override { add("bare"); }
  void begin_entity(Side, const MimeEntity&) override { add("begin"); }
  void header(Side, const MimeEntity&, const MimeHeader& header) override { add(header.name); }
  void all_headers(Side, const MimeEntity&) override {}
  HttpBody body_of(Side, const MimeEntity& message) override {
    HttpBody body = wanted;
    if (const std::string* length = message.find("content-length")) {
      body.framing = HttpFraming::kLength;
      body.length = parse_http_number(*length).value_or(0);
    }
    if (message.find("transfer-encoding")) body.framing = HttpFraming::kChunked;
    return body;
  }
  void body(Side, const MimeEntity&, std::string_view bytes) override { body_ += bytes; }
  void body_gap(Side, const MimeEntity&, uint64_t length) override {
    body_ += "[" + std::to_string(length) + "]";
  }
  void end_entity(Side, const MimeEntity&) override { add("end"); }
  void message_done(Side, const HttpTotals& totals) override {
    add((totals.interrupted ? "broken:" : "done:") + std::to_string(totals.body));
  }
  void tunnelled(Side, ByteSpan bytes) override { add("raw" + std::to_string(bytes.size())); }
  void oddity(Side, std::string_view name, std::string_view) override {
    add("!" + std::string(name));
  }
  void illegal(Side, std::string_view what, std::string_view) override {
    add("?" + std::string(what));
  }

  std::string take() {
    flush();
    return std::move(told_);
  }
  HttpBody wanted;

 private:
  void flush() {
    if (!body_.empty()) told_ += "<" + body_ + "> ";
    body_.clear();
  }
  void add(const std::string& word) {
    flush();
    told_ += word + " ";
  }
  std::string told_, body_;
};

struct Fixture : ::testing::Test {
  Recorder recorder;
  HttpSide side{Side::kResp, recorder, {}};
  void feed(std::string_view text, size_t piece) {
    for (size_t i = 0; i < text.size(); i += piece) side.data(bytes_of(text.substr(i, piece)));
  }
};
using HttpSideTest = Fixture;

void expect(std::string_view text, std::string_view told) {
  for (size_t piece : {text.size(), size_t(1), size_t(3), size_t(7)}) {
    Recorder recorder;
    HttpSide side(Side::kResp, recorder, {});
    for (size_t i = 0; i < text.size(); i += piece) side.data(bytes_of(text.substr(i, piece)));
    EXPECT_EQ(recorder.take(), told) << piece;
  }
}

TEST_F(HttpSideTest, ReadsMessagesBehindEachOther) {
  expect("one\r\nContent-Length: 3\r\n\r\nabc\r\ntwo\nA: b\n\n",
         "start:one begin Content-Length <abc> end done:3 start:two begin A end done:0 ");
}

TEST_F(HttpSideTest, ReadsChunks) {
  expect("x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;q\r\nde\r\n0\r\nTrailer: "
         "y\r\n\r\nz\r\n\r\n",
         "start:x begin Transfer-Encoding <abcde> Trailer end done:5 start:z begin end done:0 ");
  expect("x\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\nz\r\n",
         "start:x begin Transfer-Encoding !HTTP_bad_chunk_size end done:0 start:z begin ");
}

TEST_F(HttpSideTest, ReadsUpToTheEnd) {
  recorder.wanted.framing = HttpFraming::kUntilEnd;
  feed("x\r\n\r\nabc\r\n", 4);
  side.end(false);
  EXPECT_EQ(recorder.take(), "start:x begin <abc\r\n> end done:5 ");
}

TEST_F(HttpSideTest, CountsTheLastLineOfAnOpenBodyAsWhole) {
  recorder.wanted.framing = HttpFraming::kUntilEnd;
  feed("x\r\n\r\nabc", 2);
  side.end(false);
  EXPECT_EQ(recorder.take(), "start:x begin <abc> end done:5 ");
}

TEST_F(HttpSideTest, SpansHolesInBodies) {
  feed("x\r\nContent-Length: 9\r\n\r\nabc", 100);
  side.gap(4);
  feed("hiy\r\n", 100);
  EXPECT_EQ(recorder.take(), "start:x begin Content-Length <abc[4]hi> end done:9 start:y begin ");
}

TEST_F(HttpSideTest, GivesUpAtHolesElsewhere) {
  feed("x\r\nContent-", 100);
  side.gap(4);
  feed("9\r\n\r\ny\r\n", 100);
  EXPECT_EQ(recorder.take(), "start:x begin end broken:0 ");
}

TEST_F(HttpSideTest, IgnoresWhatBeginsWrong) { expect("bad\r\nx\r\n\r\n", "start:bad "); }

// What came along is looked at, what comes later is not.
TEST_F(HttpSideTest, LooksForReturnsBesideWhatBeginsWrong) {
  feed("bad\nx\r\ny", 100);
  feed("\rz\r", 100);
  EXPECT_EQ(recorder.take(), "start:bad ");
  HttpSide other(Side::kResp, recorder, {});
  other.data(bytes_of("bad\nx\ry\rz"));
  EXPECT_EQ(recorder.take(), "start:bad !line_terminated_with_single_CR ");
}

TEST_F(HttpSideTest, EndsLinesAtReturnsAlone) {
  feed("x\rA: b\r\n\r\n", 100);
  EXPECT_EQ(recorder.take(), "start:x begin !line_terminated_with_single_CR A end done:0 ");
}

// What follows the last line end may be another protocol, so it has to be whole.
TEST_F(HttpSideTest, WaitsForTheOtherHalfOfALineEnd) {
  feed("x\r\n\r", 100);
  EXPECT_EQ(recorder.take(), "start:x begin ");
  feed("\ny\r", 100);
  EXPECT_EQ(recorder.take(), "end done:0 ");
  side.end(true);
  EXPECT_EQ(recorder.take(), "start:y begin end broken:0 ");
}

TEST_F(HttpSideTest, HandsOnWhatIsNoHttp) {
  feed("x\r\n\r\n", 100);
  side.tunnel();
  feed("abc", 100);
  EXPECT_EQ(recorder.take(), "start:x begin end done:0 raw3 ");
}

TEST_F(HttpSideTest, TakesAllForTheBodyOfABareReply) {
  side.expect_bare_reply();
  feed("<html>\r\n", 4);
  side.end(false);
  EXPECT_EQ(recorder.take(), "bare begin <<html>\r\n> end done:8 ");
}

TEST_F(HttpSideTest, Uncompresses) {
  // "hello" in gzip, in zlib's format, and without any header.
  std::string_view gzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86"
                        "\xa6\x10\x36\x05\x00\x00\x00",
                        25);
  std::string_view zlib("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15", 13);
  std::string_view raw("\xcb\x48\xcd\xc9\xc9\x07\x00", 7);
  using Format = Inflater::Format;
  for (auto [text, format] : {std::pair(gzip, Format::kGzip), std::pair(zlib, Format::kDeflate),
                              std::pair(raw, Format::kDeflate)}) {
    Inflater inflater(format);
    std::string plain;
    EXPECT_TRUE(inflater.feed(bytes_of(text), [&](std::string_view piece) { plain += piece; }));
    EXPECT_EQ(plain, "hello");
    // Whether there is a header is seen in its second byte.
    Inflater slow(format);
    for (char byte : text)
      EXPECT_TRUE(slow.feed(bytes_of({&byte, 1}), [&](std::string_view piece) { plain += piece; }));
    EXPECT_EQ(plain, "hellohello");
  }
  Inflater wrong(Format::kGzip);
  EXPECT_FALSE(wrong.feed(bytes_of("plain text"), [](std::string_view) {}));
}

}  // namespace
}  // namespace avocet
