#include "vm/machine.h"

#include <algorithm>
#include <limits>

#include "bytecode/opcodes.h"
#include "value/adapted.h"
#include "vm/growing_records.h"
#include "vm/operations.h"

namespace avocet {

namespace {
constexpr int64_t kSlice = 16 * 1024;  // steps between looks at memory and interruption
constexpr int64_t kShortSlice = 64;    // the same while memory is short
constexpr uint32_t kMostFrames = 10'000;
constexpr uint32_t kAside = 2;  // what run_aside() may nest beyond the limit
constexpr size_t kSlack = 64;   // slots above the top window that results may use

// Where the caller goes on without the result of its call; null if it cannot.
const Instruction* landing_of(const Frame& caller) {
  const auto& instructions = caller.code->instructions;
  for (size_t n = instructions.size(); n >= 2; n -= 2) {
    const Instruction* landing = &instructions[n - 2];
    if (landing->op != uint16_t(Opcode::kLanding)) return nullptr;
    const Instruction* go_on = landing + 1;
    if (go_on + landing->bc() == caller.pc) return go_on;
  }
  return nullptr;
}

// A hook needs a frame of its own below that of each body, a call from C++ a boundary and perhaps
// the same.
size_t reserved_frames(uint32_t frames, uint32_t nested) {
  return 2 * (size_t(frames) + nested + kAside) + 4;
}

}  // namespace

// Behind a call through a value its result is taken to another place.
bool is_result_unused(const Frame& caller) {
  const Instruction* next = caller.pc;
  if (next->op == uint16_t(Opcode::kTakeManaged)) ++next;
  return next->op == uint16_t(Opcode::kResultUnused);
}

Machine::Machine(const Program& program, Host& host, Limits limits)
    : program_(program), host_(host), limits_(limits),
      frames_(reserved_frames(std::max(limits.frames, kMostFrames), limits.nested)),
      plain_(limits.slots + kSlack), managed_(limits.slots + kSlack), frame_(frames_.begin()),
      frame_end_(frames_.begin() + 1 + limits.frames), plain_end_(plain_.end() - kSlack),
      managed_end_(managed_.end() - kSlack), budget_(kSlice) {
  boundary_code_.instructions.push_back({uint16_t(Opcode::kLeaveMachine), 0, 0, 0});
  boundary_code_.spans.push_back({});
  *frame_ = {&boundary_code_, boundary_code_.instructions.data(), plain_.begin(), managed_.begin(),
             nullptr};
  refresh();
}

Machine::~Machine() {
  for (GlobalId id = 0; id < globals_.size(); ++id)
    if (program_.globals[id].type->managed()) release(globals_[id]);
}

// ---- What derives from the program ----------------------------------------------------

void Machine::grow() {
  entries_.resize(program_.functions.size());
  globals_.resize(program_.globals.size(), Value::null());
  global_set_.resize(program_.globals.size());
  late_.grow(program_.globals.size());
  group_disabled_.resize(std::max(group_disabled_.size(), program_.groups.size()));
  sequences_.grow(program_.functions.size());
}

void Machine::refresh() {
  grow();
  enabled_bodies_.clear();
  sequences_.forget_changed();
}

void Machine::refresh(FunctionId id) {
  refresh();
  entries_[id] = nullptr;
}

const Code* Machine::compile_body(FunctionId id, size_t body) {
  const Code* code = nullptr;
  if (program_.compile_hook) code = program_.compile_hook(program_.compile_context, id, body);
  grow();
  if (!code) {
    fail("function cannot be run", std::string(info(id).name) + " has no code");
    return nullptr;
  }
  late_.want_globals_of(*code);
  return code;
}

const Code* Machine::compile_entry(FunctionId id) {
  if (info(id).bodies.empty()) {
    fail("value used but not set", std::string(info(id).name));
    return nullptr;
  }
  const Code* code = body_code(id, 0);
  entries_[id] = code;
  return code;
}

const Code* Machine::compile_entry_of_value(FunctionId id) {
  const FunctionInfo& function = info(id);
  bool direct =
      !function.native && function.type->flavor == Flavor::kFunction && !function.bodies.empty();
  return direct ? compile_entry(id) : nullptr;
}

// ---- Globals ------------------------------------------------------------------------

bool Machine::global_is_set(GlobalId id) const {
  late_.want(id);
  return program_.globals[id].type->managed() ? !globals_[id].is_null() : global_set_[id] != 0;
}

void Machine::set_global(GlobalId id, Value v) {
  if (globals_.size() <= id) refresh();
  late_.want(id);
  if (program_.globals[id].type->managed()) return replace(globals_[id], v);
  globals_[id] = v;
  global_set_[id] = 1;
}

const Value* Machine::find_global(std::string_view name) const {
  auto it = program_.global_ids.find(name);
  if (it == program_.global_ids.end() || it->second >= globals_.size()) return nullptr;
  late_.want(it->second);
  return &globals_[it->second];
}

bool Machine::run_initialisers() {
  bool all = true;
  auto* growing = try_service<GrowingRecords>();
  while (initialisers_run_ < program_.initialisers.size() && !statement_failed_) {
    if (growing) growing->reach(initialisers_run_);
    Program::Initialiser initialiser = program_.initialisers[initialisers_run_++];
    if (initialiser.function == kNoFunction) {
      set_global(initialiser.global, initialiser.value);
      continue;
    }
    if (late_.set_aside(initialiser)) continue;
    bool good = run(initialiser.function, {});
    statement_failed_ = !good && initialiser.is_statement;
    all &= good;
  }
  if (growing) growing->reach(initialisers_run_);
  return all;
}

// ---- Events -------------------------------------------------------------------------

bool Machine::is_ungrouped(const Body& body) const {
  return std::none_of(body.groups.begin(), body.groups.end(),
                      [this](uint32_t group) { return !is_group_enabled(group); });
}

Machine::EnabledBodies Machine::look_at_bodies(FunctionId id) const {
  const auto& bodies = info(id).bodies;
  size_t enabled = std::count_if(bodies.begin(), bodies.end(),
                                 [this](const Body& body) { return is_ungrouped(body); });
  EnabledBodies found = enabled == 0               ? EnabledBodies::kNone
                        : enabled == bodies.size() ? EnabledBodies::kAll
                                                   : EnabledBodies::kSome;
  if (id >= enabled_bodies_.size()) enabled_bodies_.resize(program_.functions.size());
  return enabled_bodies_[id] = found;
}

void Machine::set_group_enabled(uint32_t group, bool enabled) {
  if (group >= group_disabled_.size()) group_disabled_.resize(group + 1);
  group_disabled_[group] = !enabled;
  some_group_disabled_ =
      std::find(group_disabled_.begin(), group_disabled_.end(), 1) != group_disabled_.end();
  enabled_bodies_.clear();
}

bool Machine::is_group_enabled(uint32_t group) const {
  return group >= group_disabled_.size() || !group_disabled_[group];
}

void Machine::release_arguments(const FunctionInfo& function, std::span<const Value> arguments) {
  for (size_t i = 0; i < arguments.size(); ++i)
    if (function.type->parameters[i].type->managed()) release(arguments[i]);
}

void Machine::raise(FunctionId event, std::span<const Value> arguments) {
  if (!sink_) return release_arguments(info(event), arguments);
  sink_->raise(event, arguments);
}

void Machine::schedule(double time, FunctionId event, std::span<const Value> arguments) {
  if (!sink_ || !wants(event)) return release_arguments(info(event), arguments);
  sink_->schedule(time, event, arguments);
}

// ---- Limits -------------------------------------------------------------------------

void Machine::set_limits(const Limits& limits) {
  uint32_t frames = limits_.frames, slots = limits_.slots, nested = limits_.nested;
  limits_ = limits;
  limits_.frames = frames;
  limits_.slots = slots;
  limits_.nested = std::min(nested, limits.nested);
  ceiling_ = limits.memory;
}

void Machine::set_max_depth(uint32_t frames) {
  size_t room = size_t(frames_.end() - frames_.begin() - 4) / 2 - kAside - limits_.nested;
  limits_.frames = uint32_t(frames == 0 ? room : std::min<size_t>(frames, room));
  frame_end_ = frames_.begin() + 1 + limits_.frames + nested_;
}

void Machine::run_aside(FunctionId id) {
  int64_t budget = std::exchange(budget_, INT64_MAX);
  uint64_t steps_left = steps_left_;
  size_t ceiling = ceiling_;
  Value* plain_end = std::exchange(plain_end_, plain_.end());
  Value* managed_end = std::exchange(managed_end_, managed_.end());
  ++nested_;  // what is outermost begins with limits of its own
  limits_.nested += kAside;
  frame_end_ += kAside;
  run(id, {});
  frame_end_ -= kAside;
  limits_.nested -= kAside;
  --nested_;
  plain_end_ = plain_end;
  managed_end_ = managed_end;
  ceiling_ = ceiling;
  steps_left_ = steps_left;
  budget_ = stopped_ ? 0 : budget;
}

// Steps are counted anew for each handler. Without a limit the slice goes on from handler to
// handler, so that memory is looked at from time to time however short they are.
void Machine::begin_limits() {
  if (stopped_) return;
  if (limits_.steps) {
    budget_ = std::min<int64_t>(kSlice, int64_t(limits_.steps));
    steps_left_ = limits_.steps - uint64_t(budget_);
  }
  if (!limits_.memory) return;
  // With the memory used up, a handler may still run as long as it takes no more: perhaps it is the
  // one that gives some back. Beyond a quarter more, none does.
  ceiling_ = limits_.memory;
  if (heap_.live_bytes() <= ceiling_) return;
  ceiling_ = std::min(heap_.live_bytes(), ceiling_ + ceiling_ / 4);
  if (limits_.steps) steps_left_ += uint64_t(budget_);
  budget_ = 0;
}

void Machine::stop() {
  stopped_ = true;
  budget_ = 0;
}

bool Machine::out_of_budget() {
  budget_ = 0;
  if (stopped_) return fail({});  // not a mistake: nothing is reported (see report_error)
  if (interrupted_.exchange(false)) return fail("interrupted");
  if (limits_.memory && heap_.live_bytes() > ceiling_) {
    ++counters_.memory;
    return fail("memory limit exceeded", std::to_string(heap_.live_bytes()) + " bytes are in use");
  }
  int64_t slice = ceiling_ > limits_.memory ? kShortSlice : kSlice;
  if (!limits_.steps) {
    budget_ = slice;
    return true;
  }
  if (steps_left_ == 0) {
    ++counters_.steps;
    return fail("handler ran too long", std::to_string(limits_.steps) + " steps");
  }
  budget_ = int64_t(std::min(uint64_t(slice), steps_left_));
  steps_left_ -= uint64_t(budget_);
  return true;
}

bool Machine::too_deep(const Code* callee) {
  ++counters_.frames;
  // What calls from within, such as the &default of a record that is made, is no call of a script.
  bool nests = !can_nest();
  fail("call depth limit exceeded",
       nests ? std::to_string(limits_.nested) + " calls and defaults within one another"
             : std::to_string(depth()) + " calls");
  not_entered_ = callee;
  return false;
}

uint64_t Machine::random() {
  // SplitMix64 (Steele, Lea, Flood 2014).
  uint64_t z = random_state_ += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

// ---- Errors -------------------------------------------------------------------------

bool Machine::fail(std::string_view message) { return fail(message, {}); }

bool Machine::fail(std::string_view message, std::string detail) {
  if (error_) return false;  // the first one counts
  error_.emplace();
  error_->message = message;
  error_->detail = std::move(detail);
  error_located_ = false;
  not_entered_ = nullptr;
  if (!stopped_) ++counters_.errors;
  return false;
}

bool Machine::end_without_result(std::string_view message) {
  if (error_) return false;
  Frame& caller = frame_[-1];
  bool is_unused = is_result_unused(caller);
  // Whoever stands behind an adapter owes nothing.
  if (is_unused && info(frame_->code->owner).name == kAdapterName) return true;
  const Instruction* landing = is_unused ? caller.pc : landing_of(caller);
  fail(message);
  error_->severity = Severity::kWarning;
  if (!landing) return false;
  locate_error();
  report_error({});
  caller.pc = landing;
  return true;
}

Span Machine::span_of(const Code& code) const {
  for (const Body& body : info(code.owner).bodies)
    if (body.code == &code) return body.span;
  return info(code.owner).span;
}

// The frames' pcs are behind the instruction that runs. What has no place of its own, such as the
// jump of an empty loop, stands where the function does.
std::vector<StackEntry> Machine::call_stack() const {
  std::vector<StackEntry> stack;
  for (const Frame* frame = frame_; frame > frames_.begin(); --frame) {
    if (is_hidden(*frame)) continue;
    size_t index = size_t(frame->pc - frame->code->instructions.data());
    Span span =
        index > 0 && index <= frame->code->spans.size() ? frame->code->spans[index - 1] : Span{};
    if (!span.known()) span = span_of(*frame->code);
    stack.push_back({frame->code->owner, span});
  }
  return stack;
}

size_t Machine::depth() const {
  size_t n = 0;
  for (const Frame* frame = frame_; frame > frames_.begin(); --frame) n += !is_hidden(*frame);
  return n;
}

void Machine::locate_error() {
  error_->stack = call_stack();
  if (const Code* code = std::exchange(not_entered_, nullptr))
    error_->stack.insert(error_->stack.begin(), {code->owner, span_of(*code)});
  error_located_ = true;
}

void Machine::report_error(Span from) {
  if (!error_) return;
  RuntimeError error = std::move(*error_);
  error_.reset();
  if (from.known()) error.stack.push_back({kNoFunction, from});
  // An error without a text was taken care of (op::Abandon).
  if (!error.message.empty()) host_.report(error);
}

void Machine::unwind(Frame* boundary) {
  for (; frame_ > boundary; --frame_) {
    for (Value *slot = frame_->m, *end = slot + frame_->code->managed_registers; slot < end; ++slot)
      replace(*slot, Value::null());
    if (frame_->closure) release(frame_->closure);
  }
}

bool Machine::go_on_behind_error(Frame* boundary) {
  Frame* sequence = frame_;
  while (sequence > boundary && !BodySequences::is_sequence(*sequence->code)) --sequence;
  if (sequence == boundary) return false;
  unwind(sequence);
  // A body that fails does not break.
  sequence->r[sequence->pc[-1].b] = Value::of_bool(true);
  report_error();
  return true;
}

// ---- Services -----------------------------------------------------------------------

void Machine::set_service(const void* tag, void* service) {
  for (auto& [key, value] : services_)
    if (key == tag) {
      value = service;
      return;
    }
  services_.emplace_back(tag, service);
}

void* Machine::find_service(const void* tag) const {
  for (const auto& [key, value] : services_)
    if (key == tag) return value;
  return nullptr;
}

}  // namespace avocet
