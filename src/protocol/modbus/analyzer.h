// ModbusAnalyzer: Modbus on one TCP flow. The client asks, the device answers; each message raises
// an event for its header and one for its function.
#pragma once

#include <array>
#include <memory>

#include "analyzer/protocol.h"
#include "protocol/modbus/stream.h"
#include "value/vector.h"

namespace avocet {

struct ModbusBinding final : ProtocolBinding {
  explicit ModbusBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker headers, file_asked, file_read, file_written;
  const VectorType *coils, *registers, *files_asked, *files_read, *files_written;
  EventHandle message, exception, net_weird;
  std::vector<std::array<EventHandle, 2>> functions;  // by place in modbus_functions(), and side
};

class ModbusAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit ModbusAnalyzer(const ModbusBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t) override { streams_[size_t(side)].gap(); }

 private:
  void header(Side side, const ModbusHeader& header);
  bool body(Side side, const ModbusHeader& header, ByteSpan bytes);
  bool exception(const ModbusHeader& header, ByteSpan bytes);
  bool function(Side side, size_t place, const ModbusHeader& header, ByteSpan bytes);
  void check_diagnostics(Side side, uint32_t subfunction);

  Value headers(const ModbusHeader& header) const;
  Value part(const ModbusValue& value) const;
  Value bits(const ModbusValue& value) const;
  Value words(ByteSpan bytes) const;
  Value files(const ModbusValue& value) const;
  Value file(ModbusPart part, const ModbusFileRecord& record) const;

  const ModbusBinding& binding_;
  std::array<ModbusStream, 2> streams_;
};

}  // namespace avocet
