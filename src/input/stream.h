// One input stream: private to the room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "input/input_manager.h"

namespace avocet {

struct InputManager::Stream {
  enum class Kind : uint8_t { kTable, kEvents, kAnalysis };

  Kind kind = Kind::kEvents;
  std::string name;
  std::string reader_label;
  ReaderInfo info;
  std::unique_ptr<InputReader> reader;
  std::vector<InputField> fields;  // those of `index` first, then those of `value`
  Owned description;
  const Type* description_type = nullptr;
  FunctionId event = kNoFunction;
  FunctionId error_event = kNoFunction;
  bool want_record = true;

  bool due = true;       // is to be read
  bool reading = false;  // a read has begun and not ended
  bool was_read = false;
  bool removed = false;  // goes as soon as it was read
  bool failed = false;   // its reader gave up
  bool over = false;     // a stream that has ended
  // The last thing complained about, and how often that was left unsaid since.
  std::string last_complaint;
  uint64_t unsaid = 0;
  struct Exit {
    int code;
    bool by_signal;
  };
  std::optional<Exit> exit;  // of a command: told after the end of its data

  // Of events.
  const RecordType* columns = nullptr;
  // Of tables.
  const RecordType* index = nullptr;
  const RecordType* value = nullptr;  // null: a set
  size_t index_fields = 0;
  Owned destination;
  Owned predicate;
  // What the source said at the last read, by the text of its index; for finding out what changed.
  struct Entry {
    std::string text;   // of its values
    Owned index;        // as the predicate left it
    uint64_t read = 0;  // the read that saw it last
  };
  std::unordered_map<std::string, Entry> entries;
  std::vector<std::string> order;  // keys of entries as they were first seen
  uint64_t reads = 0;
};

}  // namespace avocet
