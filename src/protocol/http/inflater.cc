#include "protocol/http/inflater.h"

namespace avocet {

namespace {
constexpr int kRaw = -MAX_WBITS;
constexpr int kAnyHeader = MAX_WBITS + 32;  // gzip or zlib, whichever it is
}  // namespace

Inflater::Inflater(Format format) : format_(format) {
  failed_ = inflateInit2(&stream_, kAnyHeader) != Z_OK;
}

Inflater::~Inflater() { inflateEnd(&stream_); }

void Inflater::give(ByteSpan bytes) {
  given_ = bytes;
  stream_.next_in = const_cast<Bytef*>(bytes.data());
  stream_.avail_in = uInt(bytes.size());
}

// Uncompresses one piece; false if nothing is left to do.
bool Inflater::step() {
  made_ = 0;
  if (failed_ || is_over_ || given_.empty()) return false;
  stream_.next_out = reinterpret_cast<Bytef*>(out_);  // lint: allow(pointer-cast): zlib's
  stream_.avail_out = kPiece;
  int result = inflate(&stream_, Z_SYNC_FLUSH);
  if (result == Z_DATA_ERROR && is_first_ && stream_.total_out == 0 && retry_raw()) return step();
  made_ = kPiece - stream_.avail_out;
  is_over_ = result == Z_STREAM_END;
  failed_ = result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR;
  if (stream_.avail_in == 0 && stream_.avail_out > 0) given_ = {};
  is_first_ = false;
  return made_ > 0;
}

bool Inflater::retry_raw() {
  if (format_ != Format::kDeflate || is_raw_) return false;
  is_raw_ = true;
  if (inflateReset2(&stream_, kRaw) != Z_OK) return false;
  give(given_);
  return true;
}

}  // namespace avocet
