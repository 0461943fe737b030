// InputManager: the input streams of one script world: what is read from outside, and into which
// tables and events it goes.
//
// Scripts reach it through Input::add_table, Input::add_event and their kin, which only ask for a
// stream: it is read by run(), between events, when no script is running. Offline, everything that
// was asked for by zeek_init is read before the first packet, and what is asked for later is read
// before the next one. Live, tick() looks for what has changed. Events of rows are handled while a
// long source is being read.
//
// Trouble with a source or a row is a warning, and an event if the script wants one; the same
// warning is not given again and again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "event/event_queue.h"
#include "input/convert.h"
#include "input/reader.h"
#include "vm/machine.h"

namespace avocet {

// Who analyses the bytes of Input::add_analysis.
class FileBytesSink {
 public:
  virtual ~FileBytesSink() = default;
  virtual void bytes(std::string_view source, std::string_view data) = 0;
  virtual void end(std::string_view source) = 0;
};

class InputManager {
 public:
  // All of them outlive the manager, which becomes a service of the machine.
  InputManager(Machine& machine, EventQueue& queue, const ReaderRegistry& readers);
  ~InputManager();
  InputManager(const InputManager&) = delete;

  // What the functions of module Input do. A false answer was reported.
  bool add_table(Record* description);
  bool add_event(Record* description);
  bool add_analysis(Record* description);
  bool remove(std::string_view name);
  bool force_update(std::string_view name);

  // Null: nobody.
  void set_file_sink(FileBytesSink* sink) { file_sink_ = sink; }

  // Some stream waits to be read.
  bool due() const { return due_; }
  // Reads what waits, and handles the events of it.
  void run();
  // Reads on where a source had no more a moment ago.
  void poll();
  // The clock says `now`: the same, and looks for sources that have changed.
  void tick(double now);
  // Every stream that was asked for has been read to its end, as far as it has one.
  bool settled() const;

 private:
  struct Stream;
  class Sink;
  enum class Change : uint8_t { kNew, kChanged, kRemoved };

  std::unique_ptr<Stream> read_description(Record* description);
  bool open(std::unique_ptr<Stream> stream);
  Stream* find(std::string_view name);
  void read(Stream& stream);
  void end_of_read(Stream& stream, ReadState state);
  void tell_end(Stream& stream);
  void forget_removed();

  bool take_row(Stream& stream, std::span<const InputCell> cells, size_t line);
  bool convert_row(Stream& stream, std::span<const InputCell> cells, size_t line,
                   std::vector<Conversion>& values);
  void raise_row(Stream& stream, std::vector<Conversion>& values, size_t line);
  bool row_into_table(Stream& stream, std::span<const InputCell> cells,
                      std::vector<Conversion>& values, size_t line);
  void remove_missing(Stream& stream);
  bool agrees(Stream& stream, Change change, Record* index, Value value);
  void raise_change(Stream& stream, Change change, Record* index, Value value);
  std::vector<Value> table_keys(Stream& stream, Record* index);
  Record* make_filled(const RecordType* type, std::vector<Conversion>& values, size_t& at,
                      std::string& missing);
  bool option_value(Stream& stream, std::string_view id, std::string_view text,
                    const TextFormat& format, size_t line);

  bool check_event(Stream& stream, const FunctionType* type, std::vector<const Type*> arguments);
  bool add_fields(Stream& stream, const RecordType* type, const std::string& prefix);
  bool read_destination(Stream& stream, Record* description);

  // Warnings and errors. `line` 0: none.
  enum class Level : uint8_t { kWarning, kError };
  void complain(Stream& stream, Level level, std::string_view message, size_t line = 0);
  // That message with what it is about in front.
  static std::string placed(const Stream& stream, std::string_view message, size_t line);
  // Of a column that needs a value and has none.
  static std::string unset_complaint(const std::string& column);
  // The row of equal complaints is over.
  void end_complaints(Stream& stream);
  bool refuse(std::string_view message);

  Value argument(const Type* parameter, const Type* type, Value lent);
  void raise_named(std::string_view event, std::vector<std::pair<const Type*, Value>> arguments);

  // Fields of descriptions, by name; a managed one that is not set is null.
  Value field(Record* record, std::string_view name);
  std::string text_field(Record* record, std::string_view name);
  std::string option_text(std::string_view name) const;

  Machine& machine_;
  EventQueue& queue_;
  const ReaderRegistry& readers_;
  FileBytesSink* file_sink_ = nullptr;
  std::vector<std::shared_ptr<Stream>> streams_;  // in the order they were added
  bool due_ = false;
  double next_look_ = 0;  // when sources are looked at again
  bool running_ = false;
};

}  // namespace avocet
