// What is done with files: digests, events of their bytes, copies on disk, tests of randomness.
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "file/files.h"
#include "file/lost_bytes.h"
#include "file/pe_analyzer.h"
#include "file/randomness.h"
#include "file/x509_analyzer.h"
#include "file/zip_analyzer.h"
#include "value/format.h"

namespace avocet {

namespace {

// A field of a record by name; null if it is not set.
Value field(Record* record, std::string_view name) {
  int at = record->type()->find(name);
  return at >= 0 && record->stored(uint32_t(at)) ? record->at(uint32_t(at)) : Value::null();
}

class HashAnalyzer final : public FileAnalyzer {
 public:
  HashAnalyzer(std::string kind, const EVP_MD* algorithm, EventHandle event)
      : kind_(std::move(kind)), context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free), event_(event) {
    EVP_DigestInit_ex(context_.get(), algorithm, nullptr);
  }

  bool stream(std::string_view bytes) override {
    begun_ = true;
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    return true;
  }
  // The digest of what was seen would be that of another file.
  bool gap(uint64_t, uint64_t) override { return false; }

  void end() override {
    if (!begun_ || !event_.wanted()) return;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest, &size);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
      hex += kDigits[digest[i] >> 4];
      hex += kDigits[digest[i] & 15];
    }
    event_.raise({files().record_of(file()), files().text(kind_), files().text(hex)});
  }

 private:
  std::string kind_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
  EventHandle event_;
  bool begun_ = false;
};

// Raises the events that the arguments name.
class DataEvents final : public FileAnalyzer {
 public:
  explicit DataEvents(Record* arguments)
      : chunk_(field(arguments, "chunk_event")), stream_(field(arguments, "stream_event")) {}

  bool chunk(std::string_view bytes, uint64_t offset) override {
    if (!chunk_.is_null())
      raise(chunk_, {files().record_of(file()), files().text(bytes), Value::of_count(offset)});
    return true;
  }
  bool stream(std::string_view bytes) override {
    if (!stream_.is_null()) raise(stream_, {files().record_of(file()), files().text(bytes)});
    return true;
  }

 private:
  void raise(Value event, std::initializer_list<Value> taken) {
    files().machine().raise(event.function()->id, {taken.begin(), taken.size()});
  }
  Value chunk_, stream_;  // lent by the arguments, which live as long
};

class EntropyAnalyzer final : public FileAnalyzer {
 public:
  explicit EntropyAnalyzer(EventHandle event) : event_(event) {}
  bool stream(std::string_view bytes) override {
    begun_ = true;
    randomness_.add(bytes);
    return true;
  }
  bool gap(uint64_t, uint64_t) override { return false; }
  void end() override {
    if (!begun_ || !event_.wanted()) return;
    const RecordType* type =
        as_record(files().machine().program().find_type("entropy_test_result"));
    if (!type || !type->shape) return;
    RandomnessResult result = randomness_.result();
    Record* record = make_record(files().machine().heap(), *type->shape);
    auto set = [&](std::string_view name, double value) {
      record->set(uint32_t(type->find(name)), Value::of_double(value));
    };
    set("entropy", result.entropy);
    set("chi_square", result.chi_square);
    set("mean", result.mean);
    set("monte_carlo_pi", result.monte_carlo_pi);
    set("serial_correlation", result.serial_correlation);
    event_.raise({files().record_of(file()), Value::of(record)});
  }

 private:
  Randomness randomness_;
  EventHandle event_;
  bool begun_ = false;
};

// A copy on disk. Holes stay holes of the file there.
class ExtractAnalyzer final : public FileAnalyzer {
 public:
  ExtractAnalyzer(std::string path, int descriptor, Record* arguments, EventHandle event)
      : path_(std::move(path)), descriptor_(descriptor),
        limit_(field(arguments, "extract_limit").u), event_(event) {
    int at = arguments->type()->find("extract_limit_includes_missing");
    if (at >= 0 && arguments->stored(uint32_t(at))) counts_holes_ = arguments->at(uint32_t(at)).b();
  }
  ~ExtractAnalyzer() override { ::close(descriptor_); }

  void set_limit(uint64_t bytes) { limit_ = bytes; }

  bool stream(std::string_view bytes) override {
    if (limit_ > 0 && counted() + bytes.size() > limit_) {
      tell_limit(bytes.size());
      uint64_t left = limit_ == 0 ? bytes.size() : limit_ - std::min(limit_, counted());
      if (left < bytes.size()) {
        write(bytes.substr(0, size_t(left)));
        return false;
      }
    }
    return write(bytes);
  }
  bool gap(uint64_t, uint64_t length) override {
    if (counts_holes_ && limit_ > 0 && length > limit_ - std::min(limit_, position_)) {
      tell_limit(size_t(length));
      if (limit_ > 0 && length > limit_ - std::min(limit_, position_)) return false;
    }
    position_ += length;
    holes_ += length;
    return true;
  }
  void end() override {
    // Devices have no end.
    if (::ftruncate(descriptor_, off_t(position_)) != 0 && errno != EINVAL) fail(errno);
  }

 private:
  uint64_t counted() const { return counts_holes_ ? position_ : position_ - holes_; }

  // A handler may allow more.
  void tell_limit(size_t length) {
    if (!event_.wanted()) return;
    event_.raise({files().record_of(file()), retained(arguments()), Value::of_count(limit_),
                  Value::of_count(length)});
    files().drain();
  }

  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), off_t(position_));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return fail(written < 0 ? errno : EIO);
      position_ += uint64_t(written);
      bytes.remove_prefix(size_t(written));
    }
    return true;
  }

  // False: what comes behind is not wanted, so that this is told once.
  bool fail(int error) {
    Machine& machine = files().machine();
    machine.host().tell(Severity::kError, "cannot write to the extracted file " + path_ + ": " +
                                              std::strerror(error) + "; it is not complete");
    if (LostBytes* lost = machine.try_service<LostBytes>()) lost->any = true;
    return false;
  }

  std::string path_;
  int descriptor_;
  uint64_t limit_;
  bool counts_holes_ = true;
  EventHandle event_;
  uint64_t position_ = 0, holes_ = 0;
};

const EVP_MD* digest_named(std::string_view name) {
  if (name == "MD5") return EVP_md5();
  if (name == "SHA1") return EVP_sha1();
  if (name == "SHA224") return EVP_sha224();
  if (name == "SHA256") return EVP_sha256();
  if (name == "SHA384") return EVP_sha384();
  if (name == "SHA512") return EVP_sha512();
  return nullptr;
}

}  // namespace

std::unique_ptr<FileAnalyzer> make_file_analyzer(Files& files, std::string_view name,
                                                 Record* arguments) {
  auto event = [&](std::string_view event_name) {
    return EventHandle(files.queue(), files.machine().program(), event_name);
  };
  if (const EVP_MD* algorithm = digest_named(name)) {
    std::string kind(name);
    for (char& c : kind)
      if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return std::make_unique<HashAnalyzer>(std::move(kind), algorithm, event("file_hash"));
  }
  if (name == "DATA_EVENT") return std::make_unique<DataEvents>(arguments);
  if (name == "X509") return make_x509_analyzer(files);
  if (name == "OCSP_REQUEST") return make_ocsp_request_analyzer(files);
  if (name == "OCSP_REPLY") return make_ocsp_reply_analyzer(files);
  if (name == "PE") return make_pe_analyzer(files);
  if (name == "ZIP") return make_zip_analyzer(files);
  if (name == "ENTROPY") return std::make_unique<EntropyAnalyzer>(event("file_entropy"));
  if (name != "EXTRACT") return nullptr;
  Value path = field(arguments, "extract_filename");
  if (path.is_null()) return nullptr;
  std::string text(path.string()->view());
  bool names_file = text.find('\0') == std::string::npos;
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  int descriptor = names_file ? ::open(text.c_str(), flags, 0666) : -1;
  if (descriptor < 0) {
    std::string reason = names_file ? std::strerror(errno) : "it holds a byte of value 0";
    std::string shown;
    append_printable(shown, text);
    files.machine().host().tell(Severity::kWarning,
                                "cannot create the extracted file " + shown + ": " + reason);
    return nullptr;
  }
  return std::make_unique<ExtractAnalyzer>(std::move(text), descriptor, arguments,
                                           event("file_extraction_limit"));
}

bool set_extraction_limit(FileAnalyzer& analyzer, uint64_t bytes) {
  auto* extract = dynamic_cast<ExtractAnalyzer*>(&analyzer);
  if (extract) extract->set_limit(bytes);
  return extract != nullptr;
}

}  // namespace avocet
