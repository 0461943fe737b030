// Frames that wait: off the stacks into a Fiber, and back.

#include <algorithm>

#include "bytecode/opcodes.h"
#include "vm/operations.h"

namespace avocet {

// ---- An event sink that knows no `when` -----------------------------------------------

void EventSink::wait(WhenRequest request) { release(request.condition); }
Progress EventSink::wait_for_result(WhenRequest request, Returned*) {
  release(request.condition);
  return Progress::kFailed;
}
uint64_t EventSink::expect_answer() { return 0; }

// ---- Leaving the stacks ---------------------------------------------------------------

namespace {

// Where the answer to the native call before `pc` goes.
void note_native_answer(Fiber& fiber, const Frame& frame, const Frame& first) {
  const Instruction& call = frame.pc[-1];
  if (Opcode(call.op) == Opcode::kCallNative) {
    fiber.answer = Fiber::Answer::kPlain;
    fiber.slot = size_t(frame.r - first.r) + call.a;
  } else if (Opcode(call.op) == Opcode::kCallManagedNative) {
    fiber.answer = Fiber::Answer::kManaged;
    fiber.slot = size_t(frame.m - first.m) + call.a;
  }
}

}  // namespace

void Machine::save_frames(Frame* boundary) {
  auto fiber = std::make_unique<Fiber>();
  const Frame first = boundary[1];
  if (waiting_ == Waiting::kReturn) {
    // The frame on top has done its part: its result will stand where its windows begin.
    bool managed = info(frame_->code->owner).type->result->managed();
    fiber->answer = managed ? Fiber::Answer::kManaged : Fiber::Answer::kPlain;
    fiber->slot = size_t(managed ? frame_->m - first.m : frame_->r - first.r);
    unwind(frame_ - 1);
  } else {
    note_native_answer(*fiber, *frame_, first);
  }
  waiting_ = Waiting::kNot;
  Value* plain_end = frame_->r + frame_->code->plain_registers;
  Value* managed_end = frame_->m + frame_->code->managed_registers;
  fiber->plain.assign(first.r, plain_end);
  fiber->managed.assign(first.m, managed_end);
  std::fill(first.m, managed_end, Value::null());
  for (Frame* frame = boundary + 1; frame <= frame_; ++frame)
    fiber->frames.push_back({frame->code, frame->pc, size_t(frame->r - first.r),
                             size_t(frame->m - first.m), frame->closure});
  frame_ = boundary;
  suspended_ = std::move(fiber);
}

// ---- And back -------------------------------------------------------------------------

// Precondition: there is room. The frames lie above a boundary of their own.
void Machine::restore_frames(Fiber& fiber, Value answer) {
  Value* r = frame_->r + frame_->code->plain_registers;
  Value* m = frame_->m + frame_->code->managed_registers;
  *++frame_ = {&boundary_code_, boundary_code_.instructions.data(), r, m, nullptr};
  std::copy(fiber.plain.begin(), fiber.plain.end(), r);
  std::copy(fiber.managed.begin(), fiber.managed.end(), m);
  for (const Fiber::Saved& saved : fiber.frames)
    *++frame_ = {saved.code, saved.pc, r + saved.r, m + saved.m, saved.closure};
  if (fiber.answer == Fiber::Answer::kPlain) r[fiber.slot] = answer;
  if (fiber.answer == Fiber::Answer::kManaged) replace(m[fiber.slot], answer);
  fiber.frames.clear();
  fiber.managed.clear();
}

Progress Machine::finish_waitable(bool done, const FunctionInfo& function, Value* r, Value* m,
                                  Returned* result, std::unique_ptr<Fiber>* fiber) {
  if (suspended_) {
    *fiber = std::move(suspended_);
    return Progress::kWaiting;
  }
  if (!done) {
    report_error();
    return Progress::kFailed;
  }
  bool managed = function.type->result->managed();
  *result = Returned(managed ? *m : *r, managed);
  if (managed) *m = Value::null();
  return Progress::kDone;
}

Progress Machine::start(Function* closure, Returned* result, std::unique_ptr<Fiber>* fiber) {
  if (stopped_) return Progress::kFailed;
  if (nested_ == 0) begin_outermost();
  if (closure->id >= entries_.size()) refresh();
  const FunctionInfo& function = info(closure->id);
  const Code* code = entry(closure->id);
  if (!code || !push_frames(*code, closure)) {
    report_error();
    return Progress::kFailed;
  }
  uint32_t outer = std::exchange(waitable_, ++nested_);
  ++frame_end_;
  Value* r = frame_->r;
  Value* m = frame_->m;
  bool done = dispatch(frame_ - 1);
  --nested_;
  --frame_end_;
  waitable_ = outer;
  --frame_;  // the boundary
  return finish_waitable(done, function, r, m, result, fiber);
}

Progress Machine::resume(std::unique_ptr<Fiber> from, Value answer, Returned* result,
                         std::unique_ptr<Fiber>* fiber) {
  if (nested_ == 0) begin_outermost();
  const FunctionInfo& function = info(from->frames.front().code->owner);
  Value* r = frame_->r + frame_->code->plain_registers;
  Value* m = frame_->m + frame_->code->managed_registers;
  bool fits = frame_ + from->frames.size() < frame_end_ && r + from->plain.size() <= plain_end_ &&
              m + from->managed.size() <= managed_end_;
  if (!fits || stopped_) {
    if (from->answer == Fiber::Answer::kManaged) release(answer);
    if (!stopped_) too_deep(nullptr);
    report_error();
    return Progress::kFailed;
  }
  Frame* boundary = frame_ + 1;
  restore_frames(*from, answer);
  uint32_t outer = std::exchange(waitable_, ++nested_);
  ++frame_end_;
  bool done = dispatch(boundary);
  --nested_;
  --frame_end_;
  waitable_ = outer;
  --frame_;
  return finish_waitable(done, function, r, m, result, fiber);
}

bool Machine::suspend_native(uint64_t* ticket) {
  if (!sink_ || !may_wait())
    return fail("a result that comes later is only possible in the condition of a `when`");
  *ticket = sink_->expect_answer();
  waiting_ = Waiting::kNative;
  return true;
}

Owned Machine::make_body(const WhenRequest& request, FunctionId body,
                         std::span<const uint32_t> captures) {
  const FunctionInfo& function = info(body);
  Function* made = make_function(heap_, body, function.type, uint32_t(captures.size()),
                                 function.captures.data(), function.name);
  for (size_t i = 0; i < captures.size(); ++i) {
    Value shared = request.condition->captures[captures[i]];
    made->captures[i] = function.captures[i]->managed() ? retained(shared) : shared;
  }
  return Owned(Value::of(made));
}

// ---- The statements -------------------------------------------------------------------

WhenRequest Operations::when_request(const Code& code, uint16_t index, const Value* r,
                                     Value condition) {
  const OperandList& list = code.lists[index];
  std::span<const uint32_t> captures(list.data() + 4, list.size() - 4);
  WhenRequest request;
  request.condition = retained(condition).function();
  request.body = code.functions[list[0]];
  if (list[1] != UINT32_MAX) request.timeout_body = code.functions[list[1]];
  if (list[2] != UINT32_MAX) request.timeout = r[list[2]].d;
  request.body_captures = captures.first(list[3]);
  request.timeout_captures = captures.subspan(list[3]);
  return request;
}

void Operations::when(const Code& code, uint16_t list, const Value* r, Value condition) {
  if (machine_.sink_) machine_.sink_->wait(when_request(code, list, r, condition));
}

bool Operations::return_when(const Code& code, uint16_t list, const Value* r, Value condition,
                             Value* result) {
  if (!machine_.sink_ || !machine_.may_wait())
    return fail("nobody can wait for this `return when`: its function must be called in the "
                "condition of a `when`");
  Returned returned;
  switch (machine_.sink_->wait_for_result(when_request(code, list, r, condition), &returned)) {
  case Progress::kDone: *result = returned.take(); return true;
  case Progress::kWaiting: machine_.waiting_ = Machine::Waiting::kReturn; return false;
  case Progress::kFailed: return fail("the body of `return when` failed");
  }
  UNREACHABLE();
}

}  // namespace avocet
