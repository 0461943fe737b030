// The writer that throws everything away. With LogNone::debug it says on standard output what it
// was told.
#pragma once

#include "logging/writer.h"

namespace avocet {

class NoneWriter : public LogWriter {
 public:
  Outcome open(const WriterInfo& info, std::span<const LogField> fields) override;
  Outcome write(std::span<const Cell>) override { return {}; }
  Outcome flush() override { return {}; }
  Outcome set_buffered(bool) override { return {}; }
  // There is no file; whoever counts on rotation, as mails of alarms do, hears of it all the same.
  Result<RotatedLog> rotate(const std::string&, double, double) override {
    return RotatedLog{"/dev/null", {}};
  }
  Outcome finish(double) override { return {}; }
};

void register_none(WriterRegistry& registry);

}  // namespace avocet
