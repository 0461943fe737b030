#include "file/files.h"

#include <algorithm>

#include "base/hash.h"
#include "base/seeds.h"
#include "event/salted_key.h"
#include "file/record_filler.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

int field_of(const RecordShape* shape, std::string_view name) {
  return shape ? shape->type->find(name) : -1;
}

HighwayHash::Key key_of_ids(const Machine& machine) {
  const Value* salt = machine.find_global("digest_salt");
  std::string_view text = salt && !salt->is_null() ? salt->string()->view() : std::string_view();
  return salted_key(text);
}

}  // namespace

Files::Files(Machine& machine, EventQueue& queue, const ShapeOf& shape_of, std::string& errors)
    : machine_(machine), queue_(queue), shape_(shape_of("fa_file")),
      metadata_(shape_of("fa_metadata")), match_(shape_of("mime_match")) {
  const Program& program = machine.program();
  if (!shape_ || !metadata_ || !match_)
    errors += "the scripts lack one of the records fa_file, fa_metadata, mime_match\n";
  fields_ = {field_of(shape_, "id"),
             field_of(shape_, "parent_id"),
             field_of(shape_, "source"),
             field_of(shape_, "is_orig"),
             field_of(shape_, "conns"),
             field_of(shape_, "last_active"),
             field_of(shape_, "seen_bytes"),
             field_of(shape_, "total_bytes"),
             field_of(shape_, "missing_bytes"),
             field_of(shape_, "overflow_bytes"),
             field_of(shape_, "timeout_interval"),
             field_of(shape_, "bof_buffer_size"),
             field_of(shape_, "bof_buffer")};
  default_timeout_ = machine.find_global("default_file_timeout_interval");
  bits_per_uid_ = machine.find_global("bits_per_uid");
  default_bof_size_ = machine.find_global("default_file_bof_buffer_size");
  tags_ = as_enum(program.find_type("Files::Tag"));
  arguments_ = as_record(program.find_type("Files::AnalyzerArgs"));
  auto bind = [&](EventHandle& handle, std::string_view name) {
    handle = EventHandle(queue, program, name);
  };
  bind(ask_, "get_file_handle");
  bind(new_, "file_new");
  bind(over_connection_, "file_over_new_connection");
  bind(sniff_, "file_sniff");
  bind(gap_, "file_gap");
  bind(overflow_, "file_reassembly_overflow");
  bind(timeout_, "file_timeout");
  bind(remove_, "file_state_remove");
  bind(violation_, "analyzer_violation_info");
  machine.set_service(this);
}

Files::~Files() { machine_.set_service<Files>(nullptr); }

void Files::drain() {
  if (machine_.depth() == 0) queue_.drain();
}

void FileAnalyzer::violate(std::string_view reason) { files_->violate(*this, reason); }

Value Files::text(std::string_view bytes) const {
  return Value::of(make_string(machine_.heap(), bytes));
}

void Files::set(Record* record, int field, Value taken) {
  if (field >= 0) record->set(uint32_t(field), taken);
}

std::string_view Files::name_of(int64_t tag) const {
  constexpr std::string_view kPrefix = "Files::ANALYZER_";
  std::string_view label = tags_ ? tags_->label_of(tag) : std::string_view();
  return label.starts_with(kPrefix) ? label.substr(kPrefix.size()) : std::string_view();
}

// Zeek's ids are the same, where handles and salts are.
std::string Files::id_of(std::string_view handle) {
  // The first one makes the library for digests set itself up, which takes a while.
  if (!id_key_) id_key_ = key_of_ids(machine_);
  auto [first, second] = HighwayHash(*id_key_, handle).finish_128();
  uint64_t bits = bits_per_uid_ ? std::min<uint64_t>(bits_per_uid_->u, 128) : 96;
  bool is_short = bits <= 64;
  uint64_t high = bits == 0 ? 0 : first >> ((is_short ? 64 : 128) - bits);
  return "F" + base62(high) + base62(is_short ? 0 : second);
}

std::string Files::ask_id(int64_t tag, const FileConnection& connection) {
  handle_.clear();
  if (ask_.wanted()) {
    ask_.raise(
        {Value::of_int(tag), retained(connection.connection), Value::of_bool(connection.is_orig)});
    drain();
  }
  return handle_.empty() ? std::string() : id_of(handle_);
}

// ---- Bytes ---------------------------------------------------------------------------

File* Files::find(std::string_view id) {
  auto found = files_.find(std::string(id));
  return found == files_.end() ? nullptr : found->second.get();
}

File& Files::file(const std::string& id, const FileSource& source) {
  auto [at, is_new] = files_.try_emplace(id);
  if (is_new) {
    ++all_;
    most_open_ = std::max(most_open_, files_.size());
    Record* record = make_record(machine_.heap(), *shape_);
    at->second = std::make_unique<File>(id, record);
    set(record, fields_.id, text(id));
    set(record, fields_.source, text(source.name));
    note_parent(*at->second, source.parent);
    if (source.connection) set(record, fields_.is_orig, Value::of_bool(source.connection->is_orig));
  }
  File& file = *at->second;
  file.last_active_ = machine_.network_time();
  if (is_new) {
    if (new_.wanted()) {
      new_.raise({record_of(file)});
      drain();
    }
    schedule(file);
  }
  note_connection(file, source, is_new);
  if (is_new && !source.mime.empty()) raise_kind(file, source.mime);
  return file;
}

void Files::note_parent(File& file, std::string_view parent) {
  File* outer = parent.empty() ? nullptr : find(parent);
  if (!parent.empty()) set(file.record(), fields_.parent, text(parent));
  if (!outer) return;
  outer->unpacked();
  file.nesting_ = outer->nesting_ + 1;
  file.unpacked_ = outer->unpacked_;
}

namespace {
// Most files come in one connection: then its id need not be hashed for every piece of them.
bool is_only_connection(Table* connections, Value connection) {
  uint32_t position = 0;
  TableEntry entry;
  return connections->size() == 1 && next_entry(connections, position, entry) &&
         entry.value->object == connection.object;
}
}  // namespace

void Files::note_connection(File& file, const FileSource& source, bool) {
  if (!source.connection || fields_.conns < 0) return;
  Record* record = file.record();
  if (!record->stored(uint32_t(fields_.conns))) {
    const Type* type = shape_->type->fields[size_t(fields_.conns)].type;
    set(record, fields_.conns, Value::of(make_table(machine_.heap(), as_table(type))));
  }
  Table* connections = record->at(uint32_t(fields_.conns)).table();
  if (is_only_connection(connections, source.connection->connection)) return;
  Value key = source.connection->id;
  if (contains(connections, &key)) return;
  put(machine_.heap(), connections, &key, retained(source.connection->connection));
  if (!over_connection_.wanted()) return;
  over_connection_.raise({record_of(file), retained(source.connection->connection),
                          Value::of_bool(source.connection->is_orig)});
  drain();
}

Value Files::record_of(File& file) {
  refresh(file);
  return retained(Value::of(file.record()));
}

void Files::refresh(File& file) {
  Record* record = file.record();
  set(record, fields_.last_active, Value::of_double(file.last_active_));
  set(record, fields_.seen, Value::of_count(file.seen_ + file.waiting_bytes_));
  set(record, fields_.missing, Value::of_count(file.missing_));
  set(record, fields_.overflow, Value::of_count(file.overflow_));
  if (file.has_total_) set(record, fields_.total, Value::of_count(file.total_));
}

void Files::data(const std::string& id, const FileSource& source, std::string_view bytes) {
  File& found = file(id, source);
  take(found, bytes, found.position_);
}

void Files::data_at(const std::string& id, const FileSource& source, std::string_view bytes,
                    uint64_t offset) {
  take(file(id, source), bytes, offset);
}

void Files::take(File& file, std::string_view bytes, uint64_t offset) {
  if (file.ignored_) return;
  if (offset > file.position_) {
    if (bytes.empty() || file.has_waiting(offset, bytes.size())) return;
    tell_chunk(file, bytes, offset);
    keep(file, bytes, offset);
    return;
  }
  uint64_t known = file.position_ - offset;
  if (known < bytes.size()) in_order(file, bytes.substr(size_t(known)), Age::kNew);
  if (!file.waiting_.empty()) take_waiting(file);
  if (!file.has_total_ || file.position_ < file.total_) return;
  std::string id = file.id_;
  end(id);
}

void Files::in_order(File& file, std::string_view bytes, Age age) {
  uint64_t offset = file.position_;
  file.position_ += bytes.size();
  file.seen_ += bytes.size();
  if (file.is_sniffed_) return pass_on(file, bytes, offset, age);
  file.first_.emplace_back(bytes);
  file.first_bytes_ += bytes.size();
  if (file.first_bytes_ >= sniffed_size(file)) sniff(file);
}

uint64_t Files::sniffed_size(const File& file) const {
  Record* record = file.record();
  bool is_set = fields_.bof_size >= 0 && record->stored(uint32_t(fields_.bof_size));
  if (is_set) return record->at(uint32_t(fields_.bof_size)).u;
  return default_bof_size_ ? default_bof_size_->u : 4096;
}

// Tells what kind of file it is, and passes on what was held back.
void Files::sniff(File& file) {
  if (file.is_sniffed_) return;
  file.is_sniffed_ = true;
  std::vector<std::string> held = std::move(file.first_);
  if (held.empty()) return;
  std::string first;
  for (const std::string& piece : held) first += piece;
  first.resize(size_t(std::min<uint64_t>(first.size(), sniffed_size(file))));
  set(file.record(), fields_.bof, text(first));
  raise_sniff(file);
  uint64_t offset = file.position_ - file.first_bytes_;
  for (const std::string& piece : held) {
    pass_on(file, piece, offset, Age::kNew);
    offset += piece.size();
  }
}

void Files::raise_sniff(File& file) {
  if (!sniff_.wanted() || !metadata_ || !match_) return;
  Heap& heap = machine_.heap();
  Record* metadata = make_record(heap, *metadata_);
  std::vector<MimeGuess> guesses = guess(file.record()->at(uint32_t(fields_.bof)).string()->view());
  if (!guesses.empty()) {
    int types = field_of(metadata_, "mime_types");
    set(metadata, field_of(metadata_, "mime_type"), text(guesses.front().first));
    Vector* all =
        make_vector(heap, as_vector(metadata_->type->fields[size_t(types)].type), guesses.size());
    for (auto& [type, strength] : guesses) {
      Record* match = make_record(heap, *match_);
      set(match, field_of(match_, "strength"), Value::of_int(strength));
      set(match, field_of(match_, "mime"), text(type));
      push(heap, all, Value::of(match));
    }
    set(metadata, types, Value::of(all));
  }
  sniff_.raise({record_of(file), Value::of(metadata)});
  drain();
}

// The kind is known: nothing needs to be held back to tell it.
void Files::raise_kind(File& file, std::string_view mime) {
  file.is_sniffed_ = true;
  if (!sniff_.wanted() || !metadata_) return;
  Record* metadata = make_record(machine_.heap(), *metadata_);
  set(metadata, field_of(metadata_, "mime_type"), text(mime));
  set(metadata, field_of(metadata_, "inferred"), Value::of_bool(false));
  sniff_.raise({record_of(file), Value::of(metadata)});
  drain();
}

void Files::pass_on(File& file, std::string_view bytes, uint64_t offset, Age age) {
  if (file.ignored_) return;
  for (size_t i = 0; i < file.analyzers_.size(); ++i) {
    FileAnalyzer& analyzer = *file.analyzers_[i];
    if (!analyzer.removed_ && !analyzer.stream(bytes)) analyzer.removed_ = true;
  }
  if (age == Age::kNew) tell_chunk(file, bytes, offset);
  erase_removed(file);
}

void Files::tell_chunk(File& file, std::string_view bytes, uint64_t offset) {
  for (size_t i = 0; i < file.analyzers_.size(); ++i) {
    FileAnalyzer& analyzer = *file.analyzers_[i];
    if (!analyzer.removed_ && !analyzer.chunk(bytes, offset)) analyzer.removed_ = true;
  }
}

void Files::erase_removed(File& file) {
  if (machine_.depth() > 0) return;  // a handler may be looking at one
  std::erase_if(file.analyzers_, [](const auto& analyzer) { return analyzer->removed_; });
}

// ---- Holes ---------------------------------------------------------------------------

void Files::keep(File& file, std::string_view bytes, uint64_t offset) {
  if (!file.reassembles_) {
    // Nobody puts things in order: what lies between is missing, as far as order goes.
    skip_hole(file, offset - file.position_);
    in_order(file, bytes, Age::kKept);
    return;
  }
  if (file.waiting_bytes_ + bytes.size() > file.reassembly_limit_ && file.reassembly_limit_ > 0) {
    uint64_t first =
        file.waiting_.empty() ? offset : std::min(offset, file.waiting_.begin()->first);
    uint64_t skipped = first - file.position_;
    file.overflow_ += skipped;
    if (overflow_.wanted())
      overflow_.raise({record_of(file), Value::of_count(file.position_), Value::of_count(skipped)});
    skip_hole(file, skipped);
    take_waiting(file);
    if (offset <= file.position_) {
      uint64_t known = file.position_ - offset;
      if (known < bytes.size()) in_order(file, bytes.substr(size_t(known)), Age::kKept);
      take_waiting(file);
      return;
    }
  }
  auto [at, is_new] = file.waiting_.try_emplace(offset, bytes);
  if (is_new) {
    file.waiting_bytes_ += bytes.size();
  } else if (at->second.size() < bytes.size()) {
    file.waiting_bytes_ += bytes.size() - at->second.size();
    at->second = bytes;
  }
}

void Files::take_waiting(File& file) {
  while (!file.waiting_.empty() && file.waiting_.begin()->first <= file.position_) {
    auto node = file.waiting_.extract(file.waiting_.begin());
    file.waiting_bytes_ -= node.mapped().size();
    uint64_t known = file.position_ - node.key();
    if (known < node.mapped().size())
      in_order(file, std::string_view(node.mapped()).substr(size_t(known)), Age::kKept);
  }
}

void Files::gap(const std::string& id, const FileSource& source, uint64_t length) {
  File& found = file(id, source);
  if (!found.ignored_) skip_hole(found, length);
}

void Files::skip_hole(File& file, uint64_t length) {
  if (length == 0) return;
  sniff(file);
  file.missing_ += length;
  if (gap_.wanted())
    gap_.raise({record_of(file), Value::of_count(file.position_), Value::of_count(length)});
  for (auto& analyzer : file.analyzers_)
    if (!analyzer->removed_ && !analyzer->gap(file.position_, length)) analyzer->removed_ = true;
  file.position_ += length;
  erase_removed(file);
}

void Files::set_size(const std::string& id, const FileSource& source, uint64_t size) {
  File& found = file(id, source);
  found.total_ = size;
  found.has_total_ = true;
  if (found.position_ >= size) end(id);
}

// ---- Ends ----------------------------------------------------------------------------

void Files::end(const std::string& id) {
  File* found = find(id);
  if (!found || found->ending_) return;
  found->ending_ = true;
  finish_file(*found);
  unschedule(*found);
  files_.erase(id);
}

void Files::finish_file(File& file) {
  while (!file.waiting_.empty()) {
    skip_hole(file, file.waiting_.begin()->first - file.position_);
    take_waiting(file);
  }
  sniff(file);
  for (auto& analyzer : file.analyzers_)
    if (!analyzer->removed_ && !file.ignored_) analyzer->end();
  if (remove_.wanted()) remove_.raise({record_of(file)});
  drain();
}

double Files::timeout_of(const File& file) const {
  Record* record = file.record();
  bool is_set = fields_.timeout >= 0 && record->stored(uint32_t(fields_.timeout));
  if (is_set) return record->at(uint32_t(fields_.timeout)).d;
  return default_timeout_ ? default_timeout_->d : 120;
}

void Files::schedule(File& file) {
  double timeout = timeout_of(file);
  if (timeout <= 0) return;
  double due = file.last_active_ + timeout;
  if (file.next_look_ <= due) return;
  unschedule(file);
  file.next_look_ = due;
  due_.insert({due, &file});
}

void Files::unschedule(File& file) {
  due_.erase({file.next_look_, &file});
  file.next_look_ = std::numeric_limits<double>::infinity();
}

void Files::expire(double now) {
  std::vector<std::string> due;
  while (!due_.empty() && due_.begin()->first <= now) {
    File& file = *due_.begin()->second;
    unschedule(file);
    double timeout = timeout_of(file);
    if (timeout > 0 && file.last_active_ + timeout <= now)
      due.push_back(file.id());
    else
      schedule(file);
  }
  std::sort(due.begin(), due.end());
  for (const std::string& id : due) expire(id, now);
}

// The end of another file, or a handler, may have ended it before.
void Files::expire(const std::string& id, double now) {
  File* file = find(id);
  if (!file || file->ending_) return;
  file->postponed_ = false;
  if (timeout_.wanted()) {
    timeout_.raise({record_of(*file)});
    drain();
    file = find(id);
    if (!file || file->ending_) return;
  }
  if (!file->postponed_) return end(id);
  file->last_active_ = now;
  schedule(*file);
}

void Files::finish() {
  std::vector<std::pair<double, std::string>> all;
  for (const auto& [id, file] : files_) all.push_back({file->last_active_, id});
  std::sort(all.begin(), all.end());
  // Nothing more comes of them, which is the same as if they had been waited for.
  for (auto& [time, id] : all) {
    File* file = find(id);
    if (file && !file->ending_ && timeout_.wanted()) {
      timeout_.raise({record_of(*file)});
      drain();
    }
    end(id);
  }
}

// ---- Scripts -------------------------------------------------------------------------

bool Files::set_timeout(std::string_view id, double seconds) {
  File* file = find(id);
  if (!file) return false;
  set(file->record(), fields_.timeout, Value::of_double(seconds));
  file->postponed_ = true;
  schedule(*file);
  return true;
}

bool Files::set_reassembly(std::string_view id, bool enabled) {
  File* file = find(id);
  if (file) file->reassembles_ = enabled;
  return file != nullptr;
}

bool Files::set_reassembly_limit(std::string_view id, uint64_t bytes) {
  File* file = find(id);
  if (file) file->reassembly_limit_ = bytes;
  return file != nullptr;
}

bool Files::stop(std::string_view id) {
  File* file = find(id);
  if (file) file->ignored_ = true;
  return file != nullptr;
}

void Files::enable(int64_t tag, bool enabled) {
  std::erase(disabled_, tag);
  if (!enabled) disabled_.push_back(tag);
}

bool Files::is_enabled(int64_t tag) const {
  return !name_of(tag).empty() &&
         std::find(disabled_.begin(), disabled_.end(), tag) == disabled_.end();
}

void Files::violate(FileAnalyzer& analyzer, std::string_view reason) {
  if (!violation_.wanted()) return;
  RecordFiller filler(machine_, "AnalyzerViolationInfo");
  filler.text("reason", reason);
  filler.set("f", record_of(*analyzer.file_));
  violation_.raise({Value::of_int(analyzer.tag_), filler.take()});
}

FileAnalyzer* Files::analyzer(std::string_view id, int64_t tag, Value arguments) {
  File* file = find(id);
  if (!file || !arguments_) return nullptr;
  for (auto& analyzer : file->analyzers_)
    if (!analyzer->removed_ && analyzer->tag_ == tag &&
        equal(arguments_, analyzer->arguments(), arguments))
      return analyzer.get();
  return nullptr;
}

bool Files::add_analyzer(std::string_view id, int64_t tag, Value arguments) {
  File* file = find(id);
  if (!file) return false;
  // Once is enough.
  if (analyzer(id, tag, arguments)) return true;
  std::unique_ptr<FileAnalyzer> made = make_file_analyzer(*this, name_of(tag), arguments.record());
  if (!made) return false;
  made->files_ = this;
  made->file_ = file;
  made->tag_ = tag;
  made->arguments_ = Owned(retained(arguments));
  file->analyzers_.push_back(std::move(made));
  return true;
}

bool Files::remove_analyzer(std::string_view id, int64_t tag, Value arguments) {
  FileAnalyzer* found = analyzer(id, tag, arguments);
  if (found) found->removed_ = true;
  return found != nullptr;
}

}  // namespace avocet
