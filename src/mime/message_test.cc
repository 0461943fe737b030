#include "mime/message.h"

#include <gtest/gtest.h>

#include "mime/transfer_decoder.h"

namespace avocet {
namespace {

// Writes down what it is told, one word an event; bodies between angle brackets, joined.
class Recorder : public MimeObserver {
 public:
  void begin_entity(const MimeEntity& entity) override { add("begin" + depth(entity)); }
  void header(const MimeEntity&, const MimeHeader& header) override {
    add(header.name + "=" + header.value);
  }
  void all_headers(const MimeEntity& entity) override { add(entity.type + "/" + entity.subtype); }
  void body(const MimeEntity&, std::string_view bytes) override {
    body_ += bytes;
    has_body_ = true;
  }
  void end_entity(const MimeEntity& entity) override { add("end" + depth(entity)); }
  void folded(const MimeEntity&, std::string_view name) override {
    add("folded:" + std::string(name));
  }
  void illegal(std::string_view what, std::string_view) override {
    add("illegal:" + std::string(what));
  }
  void too_deep() override { add("deep"); }

  std::string take() {
    flush();
    return std::move(told_);
  }

 private:
  static std::string depth(const MimeEntity& entity) { return std::to_string(entity.depth); }
  void flush() {
    if (!has_body_) return;
    told_ += "<" + body_ + "> ";
    body_.clear();
    has_body_ = false;
  }
  void add(const std::string& word) {
    flush();
    told_ += word + " ";
  }
  std::string told_, body_;
  bool has_body_ = false;
};

std::string read(std::string_view text, size_t piece, MimeLimits limits = {}) {
  Recorder recorder;
  MimeMessage message(recorder, limits);
  message.begin();
  for (size_t i = 0; i < text.size(); i += piece) message.bytes(text.substr(i, piece));
  message.finish();
  return recorder.take();
}

// However it is cut.
void expect(std::string_view text, std::string_view told) {
  for (size_t piece : {text.size(), size_t(1), size_t(3), size_t(7)})
    EXPECT_EQ(read(text, piece), told) << piece;
}

TEST(Mime, ReadsHeaderAndBody) {
  expect("Subject: a\r\nX: \r\n\r\nbody\r\nmore",
         "begin0 Subject=a X= TEXT/PLAIN <body\r\nmore> end0 ");
}

TEST(Mime, JoinsFoldedHeaders) {
  expect("Content-Type: text/html;\r\n charset=x\r\n\r\n",
         "begin0 folded:Content-Type Content-Type=text/html; charset=x TEXT/HTML end0 ");
}

TEST(Mime, LinesGoOnBehindHoles) {
  Recorder recorder;
  MimeMessage message(recorder);
  message.begin();
  message.bytes("A: 1\r\nSeal: x");
  message.gap();
  message.bytes("\r\nB: 2\r\n\r\nte");
  message.gap();
  message.bytes("xt");
  message.finish();
  EXPECT_EQ(recorder.take(), "begin0 A=1 Seal=x B=2 TEXT/PLAIN <text> end0 ");
}

TEST(Mime, SplitsParts) {
  expect(
      "Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\nfor old readers\r\n--a b\r\nX: "
      "1\r\n\r\none\r\n"
      "two\r\n--a b\r\n\r\nthree\r\n\r\n--a b--\r\nbehind\r\n",
      "begin0 Content-Type=multipart/mixed; boundary=\"a b\" MULTIPART/MIXED begin1 X=1 TEXT/PLAIN "
      "<one\r\ntwo> end1 begin1 TEXT/PLAIN <three\r\n> end1 end0 ");
}

TEST(Mime, AnOuterBoundaryEndsAllWithin) {
  expect("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; "
         "boundary=y\n\n"
         "--y\n\nin\n--x\n\nout\n--x--\n",
         "begin0 Content-Type=multipart/mixed; boundary=x MULTIPART/MIXED begin1 "
         "Content-Type=multipart/mixed; "
         "boundary=y MULTIPART/MIXED begin2 TEXT/PLAIN <in> end2 end1 begin1 TEXT/PLAIN <out> end1 "
         "end0 ");
}

TEST(Mime, OpensMessagesWithinMessages) {
  expect(
      "Content-Type: message/rfc822\r\n\r\nA: b\r\n\r\ntext",
      "begin0 Content-Type=message/rfc822 MESSAGE/RFC822 begin1 A=b TEXT/PLAIN <text> end1 end0 ");
}

TEST(Mime, UndoesTransferEncodings) {
  expect("Content-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n",
         "begin0 Content-Transfer-Encoding=base64 TEXT/PLAIN <hello> end0 ");
  expect("Content-Transfer-Encoding: Quoted-Printable\r\n\r\na=3Db=\r\nc  \r\n=zz",
         "begin0 Content-Transfer-Encoding=Quoted-Printable TEXT/PLAIN <a=bc\r\n=zz> end0 ");
}

TEST(Mime, PaddingCompletesBase64AtOnce) {
  TransferDecoder decoder(TransferEncoding::kBase64);
  std::string text;
  decoder.decode("aGVsbG8=", text);
  EXPECT_EQ(text, "hello");
  decoder.decode("IQ==\r\nIQ=", text);
  EXPECT_EQ(text, "hello!");
  decoder.finish(text);
  EXPECT_EQ(text, "hello!!");
}

TEST(Mime, KeepsTheLastLineEndOfQuotedPrintableParts) {
  expect("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: "
         "quoted-printable\r\n\r\n=41\r\n--x--\r\n",
         "begin0 Content-Type=multipart/mixed; boundary=x MULTIPART/MIXED begin1 "
         "Content-Transfer-Encoding=quoted-printable TEXT/PLAIN <A\r\n> end1 end0 ");
}

TEST(Mime, TellsOfABodyThatIsAnEmptyLine) {
  expect(
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n\r\n--x\r\n\r\n--x--\r\n",
      "begin0 Content-Type=multipart/mixed; boundary=x MULTIPART/MIXED begin1 TEXT/PLAIN <> end1 "
      "begin1 TEXT/PLAIN end1 end0 ");
}

TEST(Mime, TellsOfLinesThatAreNoHeaders) {
  expect("no colon\r\n: none\r\n\r\n",
         "begin0 illegal:illegal format illegal:illegal format TEXT/PLAIN end0 ");
}

TEST(Mime, KeepsLimits) {
  MimeLimits limits;
  limits.max_depth = 2;
  limits.max_header_bytes = 40;
  EXPECT_EQ(
      read("Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nx", 5, limits),
      "begin0 Content-Type=message/rfc822 MESSAGE/RFC822 begin1 Content-Type=message/rfc822 "
      "MESSAGE/RFC822 deep <x> end1 end0 ");
  EXPECT_EQ(read("A: 1\r\nB: " + std::string(50, 'x') + "\r\nC: 2\r\n\r\n", 5, limits),
            "begin0 illegal:header too long A=1 C=2 TEXT/PLAIN end0 ");
  limits.max_headers_bytes = 40;
  std::string many;
  for (int i = 0; i < 20; ++i) many += "A: 1\r\n";
  EXPECT_EQ(
      read(many, 5, limits),
      "begin0 A=1 A=1 A=1 A=1 A=1 A=1 A=1 A=1 A=1 illegal:header too long A=1 TEXT/PLAIN end0 ");
  EXPECT_EQ(MimeLimits::of_options(0, 0).max_header_bytes, MimeLimits().max_headers_bytes);
}

TEST(Mime, FindsParameters) {
  std::string_view value = "form-data; Name=\"a\\\"b; c\"; filename = x y ; odd; z=";
  EXPECT_EQ(mime_parameter(value, "name"), "a\"b; c");
  EXPECT_EQ(mime_parameter(value, "filename"), "x y");
  EXPECT_EQ(mime_parameter(value, "z"), "");
  EXPECT_FALSE(mime_parameter(value, "odd"));
  EXPECT_FALSE(parse_mime_type("text"));
  EXPECT_EQ(parse_mime_type("(why) text / (not) x-y ; a=b")->subtype, "X-Y");
}

}  // namespace
}  // namespace avocet
