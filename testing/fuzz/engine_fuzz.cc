// Any bytes as a capture, through a whole engine: connections, events, removal hooks, conn.log.
//
// A fresh engine for each input costs some milliseconds, so this one is slow and broad;
// capture_fuzz beside it is quick and narrow.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/engine.h"

using namespace avocet;

namespace {

constexpr const char* kPolicy = R"(
@load base/protocols/conn
@load base/protocols/conn/removal-hooks
@load base/protocols/dns
redef dns_skip_all_auth = F;
redef dns_skip_all_addl = F;

hook gone(c: connection) { print c$uid, c$history, c$orig, c$resp; }

event new_connection(c: connection) { Conn::register_removal_hook(c, gone); }
event new_packet(c: connection, p: pkt_hdr) { print p; }
event connection_established(c: connection) { print c$id; }
event connection_state_remove(c: connection) { print c$duration; }
event udp_contents(u: connection, is_orig: bool, contents: string) { print |contents|; }
event icmp_echo_request(c: connection, info: icmp_info, id: count, seq: count, payload: string) { print info; }
)";

class SilentOutput : public Output {
 public:
  void print(std::string_view text) override { size_ += text.size(); }
  void diagnostic(const Diagnostic& diagnostic, const SourceMap&) override {
    // Run-time errors are possible; the policy itself is known to load.
    if (diagnostic.severity == Severity::kError) size_ += diagnostic.message.size();
  }
  void message(Severity, std::string_view text) override { size_ += text.size(); }

 private:
  size_t size_ = 0;
};

// A folder for the capture and the logs of this process.
const std::string& scratch() {
  static const std::string folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "avocet-fuzz-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    return name;
  }();
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string path = scratch() + "/input.pcap";
  FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) std::abort();
  if (size > 0) std::fwrite(data, 1, size, file);
  std::fclose(file);

  SilentOutput output;
  Engine engine(output);
  LoadOptions load;
  load.shipped_scripts = AVOCET_SOURCE_DIR "/scripts";
  load.bare = true;
  load.code.emplace_back(kPolicy);
  if (!engine.load(load)) std::abort();
  RunOptions run;
  run.captures = {path};
  run.log_folder = scratch();
  engine.run(run);
  return 0;
}
