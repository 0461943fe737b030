#include "file/pe_analyzer.h"

#include <string>

#include "file/pe.h"
#include "file/record_filler.h"
#include "value/table.h"

namespace avocet {

namespace {

// Headers behind that are not looked at.
constexpr size_t kMaxBytes = 1 << 20;

// Names of fields in the order of the header.
constexpr std::string_view kDosFields[] = {"used_bytes_in_last_page",
                                           "file_in_pages",
                                           "num_reloc_items",
                                           "header_in_paragraphs",
                                           "min_extra_paragraphs",
                                           "max_extra_paragraphs",
                                           "init_relative_ss",
                                           "init_sp",
                                           "checksum",
                                           "init_ip",
                                           "init_relative_cs",
                                           "addr_of_reloc_table",
                                           "overlay_num",
                                           "oem_id",
                                           "oem_info"};
constexpr std::string_view kVersions[] = {"os_version_major",     "os_version_minor",
                                          "major_image_version",  "minor_image_version",
                                          "major_subsys_version", "minor_subsys_version"};
constexpr std::string_view kSectionFields[] = {"virtual_size",     "virtual_addr",
                                               "size_of_raw_data", "ptr_to_raw_data",
                                               "ptr_to_relocs",    "ptr_to_line_nums"};

class PeAnalyzer final : public FileAnalyzer {
 public:
  explicit PeAnalyzer(Files& files)
      : dos_header_(handle(files, "pe_dos_header")), dos_code_(handle(files, "pe_dos_code")),
        file_header_(handle(files, "pe_file_header")),
        optional_header_(handle(files, "pe_optional_header")),
        section_header_(handle(files, "pe_section_header")) {}

  // The bytes are kept from the part on that is to come.
  bool stream(std::string_view bytes) override {
    if (bytes_.size() >= kMaxBytes) return false;
    bytes_ += bytes.substr(0, kMaxBytes - bytes_.size());
    while (step()) {
    }
    files().drain();
    return state_ != State::kOver;
  }
  bool gap(uint64_t, uint64_t) override { return false; }

 private:
  enum class State : uint8_t { kDos, kCode, kFile, kOptional, kSections, kOver };

  static EventHandle handle(Files& files, std::string_view name) {
    return EventHandle(files.queue(), files.machine().program(), name);
  }

  // One part; false if there are too few bytes for it, or nothing more to come.
  bool step() {
    switch (state_) {
    case State::kDos: return read(kPeDosSize, &PeAnalyzer::dos);
    case State::kCode: return read(code_size_, &PeAnalyzer::code);
    case State::kFile: return read(kPeFileSize, &PeAnalyzer::file_part);
    case State::kOptional: return read(optional_size_, &PeAnalyzer::optional_part);
    case State::kSections: return read(kPeSectionSize, &PeAnalyzer::section);
    case State::kOver: return false;
    }
    return false;
  }

  bool read(size_t size, State (PeAnalyzer::*part)(std::string_view)) {
    if (bytes_.size() < size) return false;
    std::string taken = bytes_.substr(0, size);
    bytes_.erase(0, size);
    state_ = (this->*part)(taken);
    return state_ != State::kOver;
  }

  State give_up(std::string_view reason) {
    violate(reason);
    return State::kOver;
  }

  static ByteSpan span(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()),  // lint: allow(pointer-cast): text
            text.size()};
  }

  void raise(const EventHandle& event, RecordFiller& filler) {
    event.raise({files().record_of(file()), filler.take()});
  }

  // The bits that are set, as a set.
  void flags(RecordFiller& to, std::string_view record, std::string_view field, uint32_t bits) {
    Machine& machine = files().machine();
    const RecordType* type = as_record(machine.program().find_type(record));
    Table* set = make_table(machine.heap(), as_table(type->fields[size_t(type->find(field))].type));
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
      Value key = Value::of_count(bit);
      if (bits & bit) put(machine.heap(), set, &key, Value::null());
    }
    to.set(field, Value::of(set));
  }

  State dos(std::string_view bytes) {
    ByteReader reader(span(bytes));
    std::optional<PeDosHeader> header = parse_pe_dos(reader);
    if (!header) return give_up("no header of DOS");
    if (header->new_header < kPeDosSize) return give_up("no header of Windows");
    code_size_ = header->new_header - kPeDosSize;
    if (code_size_ > kMaxBytes) return give_up("the header of Windows is too far behind");
    if (dos_header_.wanted()) {
      RecordFiller filler(files().machine(), "PE::DOSHeader");
      filler.text("signature", header->signature);
      for (size_t i = 0; i < header->fields.size(); ++i)
        filler.count(kDosFields[i], header->fields[i]);
      filler.count("addr_of_new_exe_header", header->new_header);
      raise(dos_header_, filler);
    }
    return State::kCode;
  }

  State code(std::string_view bytes) {
    if (dos_code_.wanted()) dos_code_.raise({files().record_of(file()), files().text(bytes)});
    return State::kFile;
  }

  State file_part(std::string_view bytes) {
    ByteReader reader(span(bytes));
    std::optional<PeFileHeader> header = parse_pe_file(reader);
    if (!header) return give_up("no header of Windows");
    optional_size_ = header->optional_size;
    sections_ = header->sections;
    if (file_header_.wanted()) {
      RecordFiller filler(files().machine(), "PE::FileHeader");
      filler.count("machine", header->machine);
      filler.seconds("ts", header->time);
      filler.count("sym_table_ptr", header->symbols_at);
      filler.count("num_syms", header->symbols);
      filler.count("optional_header_size", header->optional_size);
      flags(filler, "PE::FileHeader", "characteristics", header->characteristics);
      raise(file_header_, filler);
    }
    if (optional_size_ > 0) return State::kOptional;
    return sections_ > 0 ? State::kSections : State::kOver;
  }

  State optional_part(std::string_view bytes) {
    std::optional<PeOptionalHeader> header = parse_pe_optional(span(bytes));
    if (!header) return give_up("an optional header of no known kind");
    if (optional_header_.wanted()) raise_optional(*header);
    return sections_ > 0 ? State::kSections : State::kOver;
  }

  void raise_optional(const PeOptionalHeader& header) {
    RecordFiller filler(files().machine(), "PE::OptionalHeader");
    filler.count("magic", header.magic);
    filler.count("major_linker_version", header.major_linker);
    filler.count("minor_linker_version", header.minor_linker);
    filler.count("size_of_code", header.code);
    filler.count("size_of_init_data", header.data);
    filler.count("size_of_uninit_data", header.zeroed);
    filler.count("addr_of_entry_point", header.entry);
    filler.count("base_of_code", header.code_at);
    if (header.data_at) filler.count("base_of_data", *header.data_at);
    filler.count("image_base", header.image_base);
    filler.count("section_alignment", header.section_alignment);
    filler.count("file_alignment", header.file_alignment);
    for (size_t i = 0; i < header.versions.size(); ++i)
      filler.count(kVersions[i], header.versions[i]);
    filler.count("size_of_image", header.image);
    filler.count("size_of_headers", header.headers);
    filler.count("checksum", header.checksum);
    filler.count("subsystem", header.subsystem);
    flags(filler, "PE::OptionalHeader", "dll_characteristics", header.dll_characteristics);
    filler.empty("table_sizes");
    for (uint32_t size : header.table_sizes) filler.append("table_sizes", Value::of_count(size));
    raise(optional_header_, filler);
  }

  State section(std::string_view bytes) {
    ByteReader reader(span(bytes));
    std::optional<PeSection> header = parse_pe_section(reader);
    if (!header) return State::kOver;
    if (section_header_.wanted()) {
      RecordFiller filler(files().machine(), "PE::SectionHeader");
      filler.text("name", header->name);
      for (size_t i = 0; i < header->fields.size(); ++i)
        filler.count(kSectionFields[i], header->fields[i]);
      filler.count("num_of_relocs", header->relocations);
      filler.count("num_of_line_nums", header->line_numbers);
      flags(filler, "PE::SectionHeader", "characteristics", header->characteristics);
      raise(section_header_, filler);
    }
    return --sections_ > 0 ? State::kSections : State::kOver;
  }

  EventHandle dos_header_, dos_code_, file_header_, optional_header_, section_header_;
  State state_ = State::kDos;
  std::string bytes_;
  size_t code_size_ = 0, optional_size_ = 0, sections_ = 0;
};

}  // namespace

std::unique_ptr<FileAnalyzer> make_pe_analyzer(Files& files) {
  return std::make_unique<PeAnalyzer>(files);
}

}  // namespace avocet
