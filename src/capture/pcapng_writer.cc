#include "capture/pcapng_writer.h"

#include <algorithm>

#include "capture/pcapng_block.h"

namespace avocet {

namespace {

constexpr uint16_t kTimeResolution = 9;  // option of an interface

}  // namespace

std::unique_ptr<PcapngWriter> PcapngWriter::open(const std::string& path, int snap_length) {
  FILE* file = fopen(path.c_str(), "wb");
  if (file == nullptr) return nullptr;
  std::unique_ptr<PcapngWriter> writer(  // lint: allow(new): the constructor is private
      new PcapngWriter(file, snap_length));
  writer->begin(kSectionHeader);
  writer->put32(kByteOrderMagic);
  writer->put16(1);
  writer->put16(0);
  writer->put32(0xffffffff);  // the length of the section is not known: two words of ones
  writer->put32(0xffffffff);
  writer->end();
  return writer;
}

PcapngWriter::~PcapngWriter() { fclose(file_); }

void PcapngWriter::begin(uint32_t type) {
  block_.clear();
  put32(type);
  put32(0);  // the length, known in the end
}

void PcapngWriter::put16(uint32_t number) {
  block_.push_back(uint8_t(number));
  block_.push_back(uint8_t(number >> 8));
}

void PcapngWriter::put32(uint32_t number) {
  put16(number & 0xffff);
  put16(number >> 16);
}

void PcapngWriter::end() {
  block_.resize((block_.size() + 3) & ~size_t(3));
  uint32_t length = static_cast<uint32_t>(block_.size() + 4);
  put32(length);
  for (int i = 0; i < 4; ++i) block_[size_t(4 + i)] = uint8_t(length >> (8 * i));
  fwrite(block_.data(), 1, block_.size(), file_);
}

uint32_t PcapngWriter::interface_of(int link_number) {
  auto found = std::find(links_.begin(), links_.end(), link_number);
  if (found != links_.end()) return static_cast<uint32_t>(found - links_.begin());
  links_.push_back(link_number);
  begin(kInterfaceDescription);
  put16(static_cast<uint32_t>(link_number));
  put16(0);
  put32(static_cast<uint32_t>(snap_length_));
  put16(kTimeResolution);
  put16(1);
  put32(9);  // of ten to the power of minus nine seconds; three bytes of padding
  put32(0);  // no more options
  end();
  return static_cast<uint32_t>(links_.size() - 1);
}

void PcapngWriter::write(const RawPacket& packet, int link_number) {
  uint32_t interface = interface_of(link_number);
  auto stamp = static_cast<uint64_t>(packet.time.nanos);
  begin(kEnhancedPacket);
  put32(interface);
  put32(static_cast<uint32_t>(stamp >> 32));
  put32(static_cast<uint32_t>(stamp));
  put32(static_cast<uint32_t>(packet.data.size()));
  put32(packet.wire_length);
  block_.insert(block_.end(), packet.data.begin(), packet.data.end());
  end();
}

bool PcapngWriter::flush() { return fflush(file_) == 0 && ferror(file_) == 0; }

}  // namespace avocet
