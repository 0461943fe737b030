// Machine: runs the code of a Program. One script world: its globals, its stacks, its heap, its
// limits.
//
// A Machine belongs to one thread. It never prints and knows no engine part: what leaves it goes
// through Host (text, errors) and EventSink (events), and natives find the engine's parts by type
// through service().
//
// A run-time error is a status. The failing opcode records it, the frames up to the last call from
// C++ are left, and that call yields false. call() hands the failure on: a native that called must
// fail too. run(), run_hook() and run_handlers() end it: they report it to the Host and go on. As
// in Zeek, an error ends one body of an event or hook and the others still run; in a function it
// ends the caller as well.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "bytecode/program.h"
#include "value/value.h"
#include "vm/body_sequences.h"
#include "vm/fiber.h"
#include "vm/late_globals.h"
#include "vm/native.h"
#include "vm/run_time_types.h"
#include "vm/slot_stack.h"

namespace avocet {

// One line of a call stack.
struct StackEntry {
  FunctionId function = kNoFunction;
  Span span{};  // where it was
};

struct RuntimeError {
  std::string message;  // "no such index"; who shows it adds the text of the expression at the span
  std::string detail;   // may be empty: "field `note` of Conn::Info"
  std::vector<StackEntry>
      stack;  // innermost first; may be empty for an error outside of any script
  // kWarning: what ran ends all the same, but scripts are told of a warning that has no place.
  Severity severity = Severity::kError;
  Span span() const { return stack.empty() ? Span{} : stack.front().span; }
};

// Where a machine's output goes. Calls come while scripts run; do not call back into the machine
// from report().
class Host {
 public:
  virtual ~Host() = default;
  // What `print` shows, with its newline.
  virtual void print(std::string_view text) = 0;
  // An error that ended a body. Raising the event reporter_error is this one's business.
  virtual void report(const RuntimeError& error) = 0;
  // A message that ended nothing.
  virtual void warn(Span span, std::string_view message) = 0;
  // What is neither wrong nor doubtful. Raises the event reporter_info.
  virtual void inform(Span /*span*/, std::string_view /*message*/) {}
  // A message of a part of the engine about what it was asked to do. Scripts are told no place; who
  // reads it sees what ran.
  virtual void tell(Severity severity, std::string_view message) = 0;
};

// Who queues events and drives expiry (the event room).
class EventSink {
 public:
  virtual ~EventSink() = default;
  // Takes over the counts of the arguments, in the order of the parameters. Drops what nobody
  // handles.
  virtual void raise(FunctionId event, std::span<const Value> arguments) = 0;
  // The same at `time` (seconds since the epoch).
  virtual void schedule(double time, FunctionId event, std::span<const Value> arguments) = 0;
  // A table with expiry got its first element. Borrowed.
  virtual void watch(Table* table) = 0;
  // A `when` statement: evaluates its condition now and, unless its body could run at once, keeps
  // it.
  virtual void wait(WhenRequest request);
  // The same for `return when`: kDone with what the body yielded in *result, or kWaiting: the
  // condition that is being evaluated gets the answer later, by Machine::resume().
  virtual Progress wait_for_result(WhenRequest request, Returned* result);
  // A native answers later: a ticket for its answer; what it answers goes to the condition that is
  // being evaluated.
  virtual uint64_t expect_answer();
};

struct Limits {
  uint32_t frames = 1000;    // depth of calls
  uint32_t nested = 150;     // depth of natives that call scripts that call natives ...
  uint32_t slots = 1 << 20;  // of each stack
  uint64_t steps = 0;  // back edges and calls of one handler with all that it calls; 0: no limit
  size_t memory = 0;   // bytes of the heap; 0: no limit
};

// How often each limit ended something.
struct LimitCounters {
  uint64_t frames = 0;
  uint64_t steps = 0;
  uint64_t memory = 0;
  uint64_t errors = 0;  // run-time errors of every kind
};

struct Frame {
  const Code* code;
  const Instruction* pc;  // where it goes on
  Value* r;
  Value* m;
  Function* closure;  // owned; null for direct calls
};

class Machine {
 public:
  // `program` and `host` outlive the machine.
  Machine(const Program& program, Host& host, Limits limits = {});
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  const Program& program() const { return program_; }
  Heap& heap() { return heap_; }
  // Types that natives make while scripts run.
  RunTimeTypes& types() {
    if (!types_) types_ = std::make_unique<RunTimeTypes>();
    return *types_;
  }
  Host& host() { return host_; }
  void set_event_sink(EventSink* sink) { sink_ = sink; }

  // ---- Globals ------------------------------------------------------------------------
  // The slot of a global. For managed types null means unset.
  Value global(GlobalId id) const {
    late_.want(id);
    return globals_[id];
  }
  bool global_is_set(GlobalId id) const;
  // Takes over the count of `v`.
  void set_global(GlobalId id, Value v);
  // Null if there is no such global; for C++ that reads options.
  const Value* find_global(std::string_view name) const;

  // Runs Program::initialisers that have not run yet; false if one failed (reported).
  // None runs after a statement at top level that failed.
  bool run_initialisers();
  bool statement_failed() const { return statement_failed_; }

  // ---- Calls from C++ -----------------------------------------------------------------
  // Arguments in the order of the parameters, borrowed. The result, if the function has one, goes
  // to *result (may be null). False: it failed and the error is pending; only for natives, which
  // must then fail as well.
  bool call(FunctionId id, std::span<const Value> arguments, Returned* result = nullptr);
  bool call(Function* function, std::span<const Value> arguments, Returned* result = nullptr);

  // The same for everybody else: a failure is reported and ends here.
  bool run(FunctionId id, std::span<const Value> arguments, Returned* result = nullptr);
  // `from`: what in the scripts caused the call, for the report.
  bool run(Function* function, std::span<const Value> arguments, Returned* result = nullptr,
           Span from = {});

  // All enabled bodies of an event by priority. Takes over the counts of the arguments.
  void run_handlers(FunctionId event, std::span<Value> arguments);
  // All enabled bodies of a hook until one breaks: false if one did.
  bool run_hook(FunctionId hook, std::span<const Value> arguments);

  // ---- Waiting ------------------------------------------------------------------------
  // Evaluates a closure without parameters that may wait. kWaiting: *fiber goes on with resume().
  // Errors are reported.
  Progress start(Function* closure, Returned* result, std::unique_ptr<Fiber>* fiber);
  // Goes on; takes over the count of `answer`.
  Progress resume(std::unique_ptr<Fiber> from, Value answer, Returned* result,
                  std::unique_ptr<Fiber>* fiber);
  // Whether what runs was called by start() or resume() with script frames alone between, so that
  // it may wait.
  bool may_wait() const { return waitable_ != 0 && nested_ == waitable_; }
  // A native's answer comes later; false: it cannot wait here (an error is recorded).
  bool suspend_native(uint64_t* ticket);
  // A closure for one of the bodies of a request, its captures shared with the condition.
  Owned make_body(const WhenRequest& request, FunctionId body, std::span<const uint32_t> captures);

  // ---- Events -------------------------------------------------------------------------
  // Some enabled body exists. Cheap.
  bool has_handlers(FunctionId event) const {
    return !some_group_disabled_ ? !info(event).bodies.empty()
                                 : enabled_bodies(event) != EnabledBodies::kNone;
  }
  // Whether to raise it: somebody handles it, or wants to hear of all events.
  bool wants(FunctionId event) const { return has_handlers(event) || raises_all_; }
  // From now on events without a handler are raised, too.
  void raise_all() { raises_all_ = true; }
  bool raises_all() const { return raises_all_; }
  void set_group_enabled(uint32_t group, bool enabled);
  bool is_group_enabled(uint32_t group) const;
  // Takes over the counts of the arguments; drops the event if nobody wants it.
  void raise(FunctionId event, std::span<const Value> arguments);
  void schedule(double time, FunctionId event, std::span<const Value> arguments);

  // ---- Time, chance, limits -----------------------------------------------------------
  double network_time() const { return network_time_; }
  void set_network_time(double seconds) { network_time_ = seconds; }
  // The time that the event being handled was raised for: when a scheduled one was due. Set by the
  // event queue.
  double event_time() const { return event_time_; }
  void set_event_time(double seconds) { event_time_ = seconds; }
  const Limits& limits() const { return limits_; }
  void set_limits(const Limits& limits);  // frames and slots keep what they were
  // How deep calls may be nested; 0: as deep as the stacks, which were made for Limits::frames at
  // the start, allow, and never deeper.
  void set_max_depth(uint32_t frames);
  const LimitCounters& limit_counters() const { return counters_; }
  // Ends the running handler at its next back edge or call with this error. From any thread or a
  // signal handler.
  void interrupt() { interrupted_.store(true, std::memory_order_relaxed); }
  // Nothing of the scripts runs from now on: what is running ends at its next back edge or call,
  // without an error, and what is called later does nothing.
  void stop();
  bool stopped() const { return stopped_; }
  // A reproducible stream of numbers.
  void seed(uint64_t seed) { random_state_ = seed; }
  uint64_t random();

  // ---- Errors -------------------------------------------------------------------------
  // Records a run-time error; yields false. Only while something runs.
  bool fail(std::string_view message);
  bool fail(std::string_view message, std::string detail);
  // A function ends without the result it owes, which is a warning. False: its caller needed it,
  // and ends as after an error.
  bool end_without_result(std::string_view message);
  bool failing() const { return error_.has_value(); }
  // The call stack now, innermost first.
  std::vector<StackEntry> call_stack() const;
  // Depth of script frames now.
  size_t depth() const;

  // ---- Engine parts -------------------------------------------------------------------
  // Natives find an engine part by its type: machine.service<LogManager>(). Borrowed.
  template <class T> void set_service(T* service) { set_service(&kServiceTag<T>, service); }
  template <class T> T& service() const {
    void* found = find_service(&kServiceTag<T>);
    CHECK(found);
    return *static_cast<T*>(found);
  }
  template <class T> T* try_service() const {
    return static_cast<T*>(find_service(&kServiceTag<T>));
  }
  // What `print` does; without one it joins its arguments with ", " and gives the line to the Host.
  void set_print(NativeFunction print) { print_ = print; }

  // The program has grown, or bodies were added or replaced (those of the function `id`): forget
  // what was derived from it.
  void refresh();
  void refresh(FunctionId id);

  // ---- Tables with attributes ---------------------------------------------------------
  // What scripts mean by reading, writing and deleting: expiry dates, defaults and &on_change
  // included. False: an error of a function that was called is pending. Keys are borrowed; store
  // takes over the count of `value`.
  bool store(Table* table, const Value* keys, Value value);
  bool erase(Table* table, const Value* keys);
  // Removes an entry whose time has come, as &on_change sees it. Errors are reported.
  void erase_expired(Table* table, const TableEntry& entry);
  // The seconds after which entries of `table` expire; negative: never.
  double expire_interval(const Table* table);

 private:
  friend class Execution;
  friend class Operations;
  friend class LateGlobals;
  template <class T> static constexpr char kServiceTag = 0;

  void set_service(const void* tag, void* service);
  void* find_service(const void* tag) const;

  // Runs the frames above the boundary until it is reached. False: they failed, or wait
  // (suspended_).
  bool dispatch(Frame* boundary);
  void save_frames(Frame* boundary);
  void restore_frames(Fiber& fiber, Value answer);
  Progress finish_waitable(bool done, const FunctionInfo& function, Value* r, Value* m,
                           Returned* result, std::unique_ptr<Fiber>* fiber);
  void unwind(Frame* boundary);
  void locate_error();
  Span span_of(const Code& code) const;
  void report_error(Span from = {});

  const FunctionInfo& info(FunctionId id) const { return program_.functions[id]; }
  // The code of a script function with one body; null with an error recorded if it has none.
  const Code* entry(FunctionId id) {
    const Code* code = entries_[id];
    return code ? code : compile_entry(id);
  }
  // The program has grown.
  void grow();
  const Code* compile_entry(FunctionId id);
  // The same for function values: null, without an error, for natives, hooks, events and functions
  // without a body.
  const Code* entry_of_value(FunctionId id) {
    const Code* code = entries_[id];
    return code ? code : compile_entry_of_value(id);
  }
  const Code* compile_entry_of_value(FunctionId id);
  const Code* body_code(FunctionId id, size_t body) {
    const Code* code = info(id).bodies[body].code;
    return code ? code : compile_body(id, body);
  }
  const Code* compile_body(FunctionId id, size_t body);
  // Which bodies of an event or hook run, as its groups are.
  enum class EnabledBodies : uint8_t { kUnknown, kNone, kSome, kAll };
  EnabledBodies enabled_bodies(FunctionId id) const {
    bool is_known = id < enabled_bodies_.size() && enabled_bodies_[id] != EnabledBodies::kUnknown;
    return is_known ? enabled_bodies_[id] : look_at_bodies(id);
  }
  EnabledBodies look_at_bodies(FunctionId id) const;
  bool are_all_enabled(FunctionId id) const {
    return !some_group_disabled_ || enabled_bodies(id) == EnabledBodies::kAll;
  }
  bool is_enabled(FunctionId id, size_t body) const {
    return are_all_enabled(id) || is_ungrouped(info(id).bodies[body]);
  }
  // Whether none of the groups of a body is disabled.
  bool is_ungrouped(const Body& body) const;
  // The code of a body; null if it is disabled, or cannot be run, which is an error.
  const Code* enabled_body(FunctionId id, size_t body) {
    return is_enabled(id, body) ? body_code(id, body) : nullptr;
  }
  // What runs all bodies of an event or hook; null if there are none.
  const Code* bodies_of(FunctionId id) { return sequences_.find(id); }
  // Of what nests without being a script's call, calls from C++ and defaults take of its stack.
  // Hooks that run hooks do not, and may be as many as calls of functions.
  bool can_nest() const { return nested_ < limits_.nested || can_nest_without_hooks(); }
  bool can_nest_without_hooks() const;
  // Another frame that is none of the scripts' own; false if there are too many.
  bool begin_nested() {
    if (!can_nest()) [[unlikely]]
      return false;
    ++nested_;
    ++frame_end_;
    return true;
  }
  void end_nested() {
    --nested_;
    --frame_end_;
  }
  // An error is pending: if it is one of an event's or hook's bodies above the boundary, reports it
  // and makes the next body the one that goes on.
  bool go_on_behind_error(Frame* boundary);
  // A frame that no script sees.
  bool is_hidden(const Frame& frame) const {
    return frame.code == &boundary_code_ || BodySequences::is_sequence(*frame.code);
  }

  // Where the arguments of a call from C++ are: in the order of the parameters, or in the windows
  // of a caller.
  struct Arguments {
    const Value* ordered = nullptr;
    const Value* r = nullptr;
    const Value* m = nullptr;
    bool moved = false;  // ordered ones: their counts go to the callee
  };
  // On top of a boundary that lies on the frame which never runs.
  static constexpr size_t kOutermostSequence = 2;

  bool invoke(const Code& code, const FunctionInfo& function, Function* closure,
              const Arguments& arguments, Value* result);
  bool invoke_bodies(const Code& bodies, const Arguments& arguments, Value* result);
  void release_moved(const FunctionInfo& function, const Arguments& arguments);
  bool push_frames(const Code& code, Function* closure);
  void place_arguments(const FunctionInfo& function, const Arguments& arguments);
  bool invoke_any(FunctionId id, Function* closure, std::span<const Value> arguments,
                  Value* result);
  bool invoke_native(FunctionId id, std::span<const Value> arguments, Value* result);
  bool run_bodies(FunctionId hook, const Arguments& arguments);
  void release_arguments(const FunctionInfo& function, std::span<const Value> arguments);
  // Runs an initialiser that was set aside, whatever runs: its limits and steps are its own.
  void run_aside(FunctionId id);
  // Something runs that nothing runs below: what the program has grown by is known, and it has
  // limits of its own.
  void begin_outermost() {
    prepare();
    begin_limits();
  }
  void prepare() {
    if (entries_.size() != program_.functions.size() || globals_.size() != program_.globals.size())
        [[unlikely]]
      grow();
  }
  void begin_limits();
  // A body of an event or hook begins. If C++ called for that outside of all scripts, the body has
  // limits of its own.
  void begin_body() {
    if (frame_ == frames_.begin() + kOutermostSequence) begin_limits();
  }
  bool out_of_budget();
  bool too_deep(const Code* callee);

  const Program& program_;
  Host& host_;
  Limits limits_;
  std::unique_ptr<RunTimeTypes> types_;  // outlives the values
  Heap heap_;
  EventSink* sink_ = nullptr;
  NativeFunction print_ = nullptr;

  Reserved<Frame> frames_;
  SlotStack plain_;
  SlotStack managed_;
  Frame* frame_;      // the running one; the lowest is a boundary that never runs
  Frame* frame_end_;  // one frame more for each boundary
  Value* plain_end_;
  Value* managed_end_;
  int64_t budget_ = 0;       // steps until somebody looks
  size_t ceiling_ = 0;       // bytes that the handler may come to, if memory is limited
  uint64_t steps_left_ = 0;  // of the handler, beyond budget_
  uint32_t nested_ = 0;

  Code boundary_code_;                // what the frame below a call from C++ goes on with
  std::vector<const Code*> entries_;  // of functions with one body, once compiled
  BodySequences sequences_{program_};
  std::vector<Value> globals_;
  std::vector<uint8_t> global_set_;  // for plain ones
  mutable LateGlobals late_{*this};  // asking for a value may make it
  std::vector<uint8_t> group_disabled_;
  bool some_group_disabled_ = false;
  bool raises_all_ = false;
  // By function; what was looked at since a group changed or the program did.
  mutable std::vector<EnabledBodies> enabled_bodies_;
  size_t initialisers_run_ = 0;
  bool statement_failed_ = false;

  // How the running opcode waits: kReturn ends its frame, kNative awaits what it calls.
  enum class Waiting : uint8_t { kNot, kReturn, kNative } waiting_ = Waiting::kNot;
  std::unique_ptr<Fiber> suspended_;
  uint32_t waitable_ = 0;  // the depth of nested calls at which waiting is possible

  std::optional<RuntimeError> error_;
  bool error_located_ = false;
  const Code* not_entered_ = nullptr;  // what was called when there was no room for it
  LimitCounters counters_;
  std::atomic<bool> interrupted_ = false;
  bool stopped_ = false;
  double network_time_ = 0;
  double event_time_ = 0;
  uint64_t random_state_ = 0;
  std::vector<std::pair<const void*, void*>> services_;
};

}  // namespace avocet
