// What joins the analysis of files to the input framework and to signatures.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "file/files.h"
#include "file/lost_bytes.h"
#include "input/input_manager.h"
#include "signature/file_magic.h"

namespace avocet {

// Files read for analysis go where those of the network go. Knows of all whether bytes were lost.
class InputFiles final : public FileBytesSink {
 public:
  InputFiles(Files& files, InputManager& inputs) : files_(files), inputs_(inputs) {
    inputs_.set_file_sink(this);
    files_.machine().set_service(&lost_bytes_);
  }
  ~InputFiles() override {
    inputs_.set_file_sink(nullptr);
    files_.machine().set_service<LostBytes>(nullptr);
  }
  bool lost_bytes() const { return lost_bytes_.any; }
  void bytes(std::string_view source, std::string_view data) override {
    files_.data(files_.id_of(source), {source}, data);
  }
  void end(std::string_view source) override { files_.end(files_.id_of(source)); }

 private:
  Files& files_;
  InputManager& inputs_;
  LostBytes lost_bytes_;
};

// Tells MIME types by the rules that look at files.
inline MimeSniffer mime_sniffer(const RuleSet& rules) {
  auto magic = std::make_shared<FileMagic>(rules);
  return [magic](std::string_view bytes) {
    ByteSpan begin{reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
    std::vector<MimeGuess> guesses;
    for (const MimeMatch& match : magic->match(begin))
      guesses.push_back({match.type, match.strength});
    return guesses;
  };
}

}  // namespace avocet
