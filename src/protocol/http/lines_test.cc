#include "protocol/http/lines.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

HttpLineError parse(std::string_view line, HttpRequestLine& to) {
  to = {};
  return parse_http_request(line, to);
}

TEST(HttpLines, ReadsRequests) {
  HttpRequestLine request;
  ASSERT_EQ(parse("GET /a b HTTP/1.1", request), HttpLineError::kNone);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.uri, "/a b");
  EXPECT_EQ(request.version, (HttpVersion{1, 1}));
  ASSERT_EQ(parse("GET /x", request), HttpLineError::kNone);
  EXPECT_EQ(request.version, kHttp09);
  ASSERT_EQ(parse("OPTIONS HTTP/1.1", request), HttpLineError::kNone);
  EXPECT_TRUE(request.lacks_uri);
  EXPECT_EQ(request.uri, "");
  ASSERT_EQ(parse("GET / http/1.0", request), HttpLineError::kNone);
  EXPECT_TRUE(request.is_lowercase);
  ASSERT_EQ(parse("GET / HTTP/1.", request), HttpLineError::kNone);
  EXPECT_TRUE(request.is_bad_version);
  ASSERT_EQ(parse("CCM_POST /HTTP/1.1", request), HttpLineError::kNone);
  EXPECT_EQ(request.uri, "/HTTP/1.1");
}

TEST(HttpLines, RefusesOtherLines) {
  HttpRequestLine request;
  for (const char* line : {"", "GET", "GET ", "T /x", "GET/ HTTP/1.1", "GETHTTP/1.1", "GET a b",
                           "\xc3\x83 / HTTP/1.", "\xc3\x83/HTTP/1.1", ": x"})
    EXPECT_EQ(parse(line, request), HttpLineError::kBad) << line;
  for (const char* line : {"\xc3\x83/ HTTP/1.1", "\x01 GET / HTTP/1.0"})
    EXPECT_EQ(parse(line, request), HttpLineError::kBadWithVersion) << line;
}

TEST(HttpLines, ReadsStatuses) {
  auto status = parse_http_status("HTTP/1.1  404 Not Found ");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->code, 404u);
  EXPECT_EQ(status->reason, "Not Found");
  EXPECT_TRUE(parse_http_status("http/1.0 200")->is_lowercase);
  EXPECT_TRUE(parse_http_status("HTTP/!.4 206 t")->is_bad_version);
  for (const char* line :
       {"", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 x", "SSH-2.0-x", "HTTP/1.1 99999999999"})
    EXPECT_FALSE(parse_http_status(line)) << line;
}

TEST(HttpLines, ReadsSizesOfChunks) {
  EXPECT_EQ(parse_chunk_size("1aF ; x=y"), 0x1afu);
  EXPECT_EQ(parse_chunk_size("0"), 0u);
  for (const char* line : {"", "x", "-1", "1 2", "10000000000000000", "8000000000000000"})
    EXPECT_FALSE(parse_chunk_size(line)) << line;
}

TEST(HttpLines, ReadsRanges) {
  auto range = parse_content_range("bytes 5-9/20");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->first, 5u);
  EXPECT_EQ(range->last, 9u);
  EXPECT_EQ(range->size, 20u);
  EXPECT_FALSE(parse_content_range("bytes 5-9/*")->size);
  for (const char* value : {"", "foo-bar/baz", "bytes */20", "5-9", "bytes 5/9-20", "bytes -9/20"})
    EXPECT_FALSE(parse_content_range(value)) << value;
}

}  // namespace
}  // namespace avocet
