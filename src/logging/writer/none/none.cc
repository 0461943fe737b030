#include "logging/writer/none/none.h"

#include "logging/log_file.h"

namespace avocet {

namespace {

void append_line(TextBuffer& out, std::string_view key, std::string_view value) {
  out.append("  ");
  out.append(key);
  out.append(value);
  out.push('\n');
}

void describe(TextBuffer& out, const WriterInfo& info, std::span<const LogField> fields) {
  out.append("[logging::writer::None]\n");
  append_line(out, "path=", info.path);
  append_line(out, "rotation_interval=", std::to_string(int64_t(info.rotation_interval)));
  append_line(out, "rotation_base=", std::to_string(int64_t(info.rotation_base)));
  for (const auto& [key, value] : info.config) append_line(out, "config[" + key + "] = ", value);
  for (const LogField& field : fields) append_line(out, "field " + field.name + ": ", field.type);
  out.push('\n');
}

}  // namespace

Outcome NoneWriter::open(const WriterInfo& info, std::span<const LogField> fields) {
  auto debug = info.options.find("debug");
  if (debug == info.options.end() || debug->second != "T") return {};
  LogFile out;
  Outcome opened = out.open("/dev/stdout", 0);
  if (!opened) return opened;
  describe(out.buffer(), info, fields);
  return out.flush();
}

void register_none(WriterRegistry& registry) {
  registry.add({"Log::WRITER_NONE",
                "LogNone",
                {"debug"},
                []() -> std::unique_ptr<LogWriter> { return std::make_unique<NoneWriter>(); },
                nullptr,
                {},
                {"*"}});
}

}  // namespace avocet
