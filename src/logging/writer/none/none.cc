#include "logging/writer/none/none.h"

namespace avocet {

void register_none(WriterRegistry& registry) {
  registry.add({"Log::WRITER_NONE", "LogNone", {"debug"}, []() -> std::unique_ptr<LogWriter> {
                  return std::make_unique<NoneWriter>();
                }});
}

}  // namespace avocet
