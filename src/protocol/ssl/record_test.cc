#include "protocol/ssl/record.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/ssl/dtls_record.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

// Writes down what it is told, and wants bodies unless they are application data.
struct Notes final : TlsRecordSink {
  bool wants_body(const TlsRecord& header) override { return header.type != kTlsApplicationData; }
  bool record(const TlsRecord& record) override {
    text += std::to_string(record.type) + ":" + std::to_string(record.length) + ":";
    text.append(record.body.begin(), record.body.end());
    text += ' ';
    return true;
  }
  std::string text;
};

TEST(TlsRecordReader, ReadsRecordsInAnyPieces) {
  Bytes stream{22, 3, 1, 0, 3, 'a', 'b', 'c', 23, 3, 3, 0, 2, 'x', 'y', 21, 3, 3, 0, 0};
  for (size_t piece = 1; piece <= stream.size(); ++piece) {
    TlsRecordReader reader;
    Notes notes;
    for (size_t at = 0; at < stream.size(); at += piece)
      EXPECT_EQ(
          reader.feed(ByteSpan(stream).subspan(at, std::min(piece, stream.size() - at)), notes),
          TlsRecordReader::Result::kMore);
    EXPECT_EQ(notes.text, "22:3:abc 23:2: 21:0: ") << piece;
  }
}

TEST(TlsRecordReader, ReadsHellosOfVersion2AndTlsBehindThem) {
  Bytes stream{0x80, 5, 1, 3, 1, 'a', 'b', 22, 3, 1, 0, 1, 'c'};
  TlsRecordReader reader;
  Notes notes;
  EXPECT_EQ(reader.feed(stream, notes), TlsRecordReader::Result::kMore);
  EXPECT_EQ(notes.text, std::string("301:5:\x01\x03\x01") + "ab 22:1:c ");
}

TEST(TlsRecordReader, RefusesOtherBytes) {
  for (const char* text :
       {"GET / HTTP/1.1", "SSH-2.0-x", "\x16\x02\x01\x00\x01", "\x80\x03\x05\x00"}) {
    Bytes bytes(text, text + 5);
    TlsRecordReader reader;
    Notes notes;
    EXPECT_EQ(reader.feed(bytes, notes), TlsRecordReader::Result::kBroken);
    EXPECT_EQ(notes.text, "");
  }
}

Bytes dtls(uint8_t type, uint8_t epoch, Bytes body) {
  Bytes bytes{type, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 1, 0, uint8_t(body.size())};
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

TEST(DtlsRecord, ReadsOneAfterTheOther) {
  Bytes datagram = dtls(22, 0, {1, 2});
  Bytes second = dtls(23, 1, {3});
  datagram.insert(datagram.end(), second.begin(), second.end());
  ByteSpan rest = datagram;
  auto first = next_dtls_record(rest);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->record.type, 22);
  EXPECT_EQ(first->record.body.size(), 2u);
  auto next = next_dtls_record(rest);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->epoch, 1);
  EXPECT_TRUE(rest.empty());
}

TEST(DtlsRecord, ReadsTheShortHeader) {
  Bytes datagram{0x2C, 0, 1, 0, 2, 'a', 'b', 0x20, 7, 'c'};
  ByteSpan rest = datagram;
  auto first = next_dtls_record(rest);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->is_unified);
  EXPECT_EQ(first->record.length, 2u);
  auto second = next_dtls_record(rest);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->record.length, 1u);
}

TEST(DtlsRecord, RefusesOtherDatagrams) {
  for (Bytes datagram : {Bytes{0, 1, 0, 0}, Bytes{22, 3, 1, 0, 0}, Bytes{22, 0xFE, 0xFD, 0, 0}}) {
    ByteSpan rest = datagram;
    EXPECT_FALSE(next_dtls_record(rest));
  }
}

DtlsFragment fragment(uint16_t sequence, uint32_t offset, ByteSpan bytes) {
  return {1, 6, sequence, offset, bytes};
}

TEST(DtlsFragments, PutsPiecesInOrder) {
  Bytes text{'a', 'b', 'c', 'd', 'e', 'f'};
  ByteSpan all = text;
  DtlsFragments fragments;
  EXPECT_EQ(fragments.add(fragment(3, 4, all.subspan(4))), DtlsFragments::Result::kMore);
  EXPECT_EQ(fragments.add(fragment(3, 0, all.first(3))), DtlsFragments::Result::kMore);
  EXPECT_EQ(fragments.add(fragment(3, 2, all.subspan(2, 3))), DtlsFragments::Result::kComplete);
  EXPECT_EQ(Bytes(fragments.whole().begin(), fragments.whole().end()), text);
  // It came already.
  EXPECT_EQ(fragments.add(fragment(3, 0, all.first(3))), DtlsFragments::Result::kMore);
}

TEST(DtlsFragments, HasLimits) {
  Bytes text{'a', 'b', 'c', 'd', 'e', 'f'};
  ByteSpan all = text;
  DtlsFragments fragments;
  EXPECT_EQ(fragments.add(fragment(0, 0, all.first(1))), DtlsFragments::Result::kMore);
  EXPECT_EQ(fragments.add(fragment(10, 0, all.first(1))), DtlsFragments::Result::kTooFar);
  EXPECT_EQ(fragments.add(fragment(0, 3, all)), DtlsFragments::Result::kBroken);
  DtlsFragment long_one{1, DtlsFragments::kMaxMessage + 1, 0, 0, all};
  EXPECT_EQ(fragments.add(long_one), DtlsFragments::Result::kTooLong);
}

TEST(DtlsFragments, KeepsNoMoreThanItsShare) {
  constexpr uint32_t kLength = DtlsFragments::kMaxMessage;
  Bytes bytes(DtlsFragments::kMaxKept, 'x');
  DtlsFragments fragments;
  // Where a byte lies costs nothing; many that lie apart do.
  DtlsFragments::Result result = DtlsFragments::Result::kMore;
  uint32_t pieces = 0;
  for (; result == DtlsFragments::Result::kMore && pieces < kLength / 2; ++pieces)
    result = fragments.add({1, kLength, 0, kLength - 1 - 2 * pieces, ByteSpan(bytes).first(1)});
  EXPECT_EQ(result, DtlsFragments::Result::kTooMuch);
  EXPECT_EQ(pieces - 1, DtlsFragments::kMaxKept / (DtlsFragments::kPieceCost + 1));
  DtlsFragments other;
  EXPECT_EQ(other.add({1, kLength, 0, 9, bytes}), DtlsFragments::Result::kTooMuch);
}

TEST(DtlsFragments, KeepsWhatIsNewOfPiecesThatOverlap) {
  Bytes text{'a', 'b', 'c', 'd', 'e', 'f'};
  ByteSpan all = text;
  DtlsFragments fragments;
  // What is done costs nothing any more, so that this goes on for ever.
  for (uint16_t sequence = 0; sequence < 2000; ++sequence) {
    EXPECT_EQ(fragments.add(fragment(sequence, 1, all.subspan(1, 1))),
              DtlsFragments::Result::kMore);
    EXPECT_EQ(fragments.add(fragment(sequence, 3, all.subspan(3, 1))),
              DtlsFragments::Result::kMore);
    EXPECT_EQ(fragments.add(fragment(sequence, 1, all.subspan(1, 4))),
              DtlsFragments::Result::kMore);
    EXPECT_EQ(fragments.add(fragment(sequence, 0, all)), DtlsFragments::Result::kComplete);
    EXPECT_EQ(Bytes(fragments.whole().begin(), fragments.whole().end()), text);
  }
}

}  // namespace
}  // namespace avocet
