// Files with the scripts that go with them: the room of files alone has no records to fill.
#include "file/files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "builtin/print.h"
#include "builtin/state.h"
#include "engine/loader.h"
#include "event/run_control.h"

namespace avocet {
#define AVOCET_BUILTIN_GROUP(name) void register_##name(NativeRegistry&);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP

namespace {

constexpr const char* kScript = R"(
@load base/frameworks/files
@load base/files/hash
@load base/files/extract

redef FileExtract::prefix = "./";

event chunk(f: fa_file, data: string, off: count) { print "chunk", off, data; }
event stream(f: fa_file, data: string) { print "stream", data; }

event file_new(f: fa_file)
	{
	print "new", f$source, f$seen_bytes;
	f$bof_buffer_size = 8;
	Files::add_analyzer(f, Files::ANALYZER_MD5);
	Files::add_analyzer(f, Files::ANALYZER_DATA_EVENT, [$chunk_event=chunk, $stream_event=stream]);
	Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="copy", $extract_limit=20]);
	}

event file_sniff(f: fa_file, meta: fa_metadata)
	{
	print "sniff", f$bof_buffer, meta;
	if ( f$bof_buffer == "abc" )
		Files::add_analyzer(f, Files::ANALYZER_SHA1);
	}
event file_gap(f: fa_file, offset: count, len: count) { print "gap", offset, len; }
event file_reassembly_overflow(f: fa_file, offset: count, skipped: count) { print "overflow", offset, skipped; }
event file_hash(f: fa_file, kind: string, hash: string) { print kind, hash; }
event file_timeout(f: fa_file) { print "timeout"; }
event file_extraction_limit(f: fa_file, args: Files::AnalyzerArgs, limit: count, len: count) { print "limit", limit, len; }
event file_state_remove(f: fa_file)
	{
	print "removed", f$seen_bytes, f$missing_bytes, f$overflow_bytes, f$info$analyzers, f$info$timedout, f$info$extracted_cutoff;
	}
)";

class FilesTest : public ::testing::Test, public Host {
 protected:
  FilesTest() {
#define AVOCET_BUILTIN_GROUP(name) register_##name(natives_);
#include "builtin/groups.inc"
#undef AVOCET_BUILTIN_GROUP
    machine_.set_service(&control_);
    machine_.set_service(&state_);
    machine_.set_print(print_values);
    options_.shipped_scripts = AVOCET_SOURCE_DIR "/scripts";
    options_.bare = true;
    options_.code = {kScript};
    loader_ = std::make_unique<Loader>(program_, machine_, natives_, sources_, sink_, options_);
    loader_->load();
    for (const Diagnostic& diagnostic : sink_.diagnostics()) ADD_FAILURE() << diagnostic.message;
    machine_.refresh();
    EXPECT_TRUE(machine_.run_initialisers());
    auto shape_of = [this](std::string_view name) -> const RecordShape* {
      const RecordType* type = as_record(program_.find_type(name));
      return type ? &program_.shape(type) : nullptr;
    };
    std::string errors;
    files_ = std::make_unique<Files>(machine_, queue_, shape_of, errors);
    EXPECT_EQ(errors, "");
    // What base/files/extract does in zeek_init.
    EventHandle init(queue_, program_, "zeek_init");
    init.raise({});
    queue_.drain();
    printed_.clear();
    folder_ = std::filesystem::current_path();
  }

  void print(std::string_view text) override { printed_ += text; }
  void report(const RuntimeError& error) override {
    // Without logs nothing can be written; the log of files is not what is tested.
    if (error.message.find("log") == std::string::npos)
      printed_ += "error: " + error.message + "\n";
  }
  void warn(Span, std::string_view message) override {
    printed_ += "warning: " + std::string(message) + "\n";
  }
  void tell(Severity, std::string_view message) override { warn({}, message); }

  std::string take_printed() {
    queue_.drain();
    return std::exchange(printed_, {});
  }
  std::string copy() {
    std::ifstream in("copy", std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  ~FilesTest() override { std::filesystem::remove("copy"); }

  NativeRegistry natives_;
  RunControl control_;
  SourceMap sources_;
  DiagnosticSink sink_;
  Program program_;
  Machine machine_{program_, *this};
  BuiltinState state_;
  EventQueue queue_{machine_};
  LoadOptions options_;
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Files> files_;
  std::filesystem::path folder_;
  std::string printed_;
  FileSource source_{"test"};
};

// The digest of the handle, keyed with the default of `digest_salt`: as other engines have it.
TEST_F(FilesTest, IdsFollowFromHandles) {
  EXPECT_EQ(files_->id_of("a handle"), "FA6TW61zHxykgBBmu");
  EXPECT_NE(files_->id_of("a handle"), files_->id_of("another handle"));
}

TEST_F(FilesTest, HoldsTheFirstBytesUntilTheirKindIsTold) {
  files_->set_sniffer([](std::string_view bytes) {
    return std::vector<MimeGuess>{
        {bytes.starts_with("%PDF") ? "application/pdf" : "text/plain", 5}};
  });
  files_->data("F1", source_, "%PDF");
  EXPECT_EQ(take_printed(), "new, test, 0\n");
  files_->data("F1", source_, "-1.5 and");
  EXPECT_EQ(take_printed(), "sniff, %PDF-1.5, [mime_type=application/pdf, mime_types=[[strength=5, "
                            "mime=application/pdf]], inferred=T]\n"
                            "stream, %PDF\nchunk, 0, %PDF\nstream, -1.5 and\nchunk, 4, -1.5 and\n");
  files_->end("F1");
  EXPECT_EQ(take_printed(), "md5, ffd2f8eeea3f2302a08af2f172b61091\n"
                            "removed, 12, 0, 0, {\nMD5,\nDATA_EVENT,\nEXTRACT\n}, F, F\n");
  EXPECT_EQ(copy(), "%PDF-1.5 and");
  EXPECT_EQ(files_->find("F1"), nullptr);
}

TEST_F(FilesTest, PutsBytesInOrder) {
  files_->data_at("F2", source_, "89", 8);
  files_->data_at("F2", source_, "4567", 4);
  files_->data_at("F2", source_, "0123", 0);
  files_->end("F2");
  std::string printed = take_printed();
  EXPECT_NE(printed.find("stream, 0123\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("md5, 781e5e245d69b566979b86e28d23f2c7\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("removed, 10, 0, 0"), std::string::npos) << printed;
}

TEST_F(FilesTest, CountsWhatComesAgainOnce) {
  files_->data_at("F2", source_, "89", 8);
  files_->data_at("F2", source_, "89", 8);
  files_->data_at("F2", source_, "01234567", 0);
  files_->data_at("F2", source_, "0123", 0);
  files_->end("F2");
  std::string printed = take_printed();
  EXPECT_NE(printed.find("chunk, 8, 89\n"), std::string::npos) << printed;
  EXPECT_EQ(printed.find("chunk, 8, 89\n"), printed.rfind("chunk, 8, 89\n")) << printed;
  EXPECT_NE(printed.find("removed, 10, 0, 0"), std::string::npos) << printed;
}

TEST_F(FilesTest, TellsOfHolesAndGivesUpDigestsOfThem) {
  files_->data("F3", source_, "0123456789");
  files_->gap("F3", source_, 5);
  files_->data("F3", source_, "abc");
  files_->end("F3");
  std::string printed = take_printed();
  EXPECT_NE(printed.find("gap, 10, 5\n"), std::string::npos) << printed;
  EXPECT_EQ(printed.find("md5"), std::string::npos) << printed;
  EXPECT_NE(printed.find("removed, 13, 5, 0"), std::string::npos) << printed;
  EXPECT_EQ(copy(), std::string("0123456789\0\0\0\0\0abc", 18));
}

TEST_F(FilesTest, SkipsAHoleWhenTooMuchWaits) {
  files_->data("F4", source_, "0123456789");
  ASSERT_TRUE(files_->set_reassembly_limit("F4", 4));
  files_->data_at("F4", source_, "bcd", 11);
  files_->data_at("F4", source_, "fgh", 15);
  files_->end("F4");
  std::string printed = take_printed();
  EXPECT_NE(printed.find("overflow, 10, 1\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("stream, bcd\n"), std::string::npos) << printed;
}

TEST_F(FilesTest, EndsAtItsSizeAndAtTheLimitOfItsCopy) {
  files_->set_size("F5", source_, 26);
  files_->data("F5", source_, "0123456789");
  files_->data("F5", source_, "abcdefghijklmnop");
  std::string printed = take_printed();
  EXPECT_NE(printed.find("limit, 20, 16\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("removed, 26, 0, 0"), std::string::npos) << printed;
  EXPECT_EQ(copy(), "0123456789abcdefghij");
}

TEST_F(FilesTest, GivesUpWhatNobodyFeeds) {
  machine_.set_network_time(1000);
  files_->data("F6", source_, "some bytes");
  EXPECT_EQ(files_->next_due(), 1120);
  files_->expire(1119);
  EXPECT_NE(files_->find("F6"), nullptr);
  files_->expire(1120);
  EXPECT_EQ(files_->find("F6"), nullptr);
  std::string printed = take_printed();
  EXPECT_NE(printed.find("timeout\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("}, T, F\n"), std::string::npos) << printed;
}

TEST_F(FilesTest, TakesAnalyzersThatTheKindAsksForAtTheEndOfAShortFile) {
  files_->data("F7", source_, "abc");
  files_->end("F7");
  std::string printed = take_printed();
  // sha1 is added by the handler of file_sniff.
  EXPECT_NE(printed.find("sha1, a9993e364706816aba3e25717850c26c9cd0d89d\n"), std::string::npos)
      << printed;
}

TEST_F(FilesTest, DerivesIdsFromHandles) {
  std::string id = files_->id_of("handle");
  EXPECT_EQ(id.size(), 18u);
  EXPECT_EQ(id[0], 'F');
  EXPECT_EQ(id, files_->id_of("handle"));
  EXPECT_NE(id, files_->id_of("another"));
}

}  // namespace
}  // namespace avocet
