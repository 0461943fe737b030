// Execution: the view of the running frame that opcodes work on. Lives in registers of dispatch();
// never let its address escape.
#pragma once

#include "vm/operations.h"

namespace avocet {

class Execution {
 public:
  explicit Execution(Machine& m) : machine_(m) { load(*m.frame_); }

  Value* r;
  Value* m;
  const Value* constants;
  const Code* code;
  const Instruction* pc;

  // A temporary, so that slow calls get its address and not ours.
  [[gnu::always_inline]] Operations vm() const { return Operations(machine_); }

  [[gnu::always_inline]] bool jump(int32_t offset) {
    pc += offset;
    if (offset >= 0) return true;
    if (--machine_.budget_ >= 0) [[likely]]
      return true;
    return machine_.out_of_budget();
  }
  [[gnu::always_inline]] void continue_at(uint32_t index) {
    pc = code->instructions.data() + index;
  }
  [[gnu::always_inline]] bool fail(std::string_view text) { return machine_.fail(text); }
  [[gnu::always_inline]] void sync() { machine_.frame_->pc = pc; }

  // Calls a script function whose arguments are in place.
  [[gnu::always_inline]] bool enter(FunctionId id, Value* r_window, Value* m_window) {
    const Code* callee = machine_.entry(id);
    sync();
    if (!callee) [[unlikely]]
      return false;
    return push(callee, nullptr, r_window, m_window);
  }
  // Calls a function value. Takes over its count.
  [[gnu::always_inline]] bool enter_value(Function* function, Value* r_window, Value* m_window) {
    sync();
    const Code* callee = machine_.entry_of_value(function->id);
    if (!callee) [[unlikely]]
      return vm().call_value_in_window(function, r_window, m_window);
    if (push(callee, function, r_window, m_window)) [[likely]]
      return true;
    release(function);
    return false;
  }

  // Runs the bodies of a hook whose arguments are in place.
  [[gnu::always_inline]] bool enter_hook(FunctionId id, Value* r_window, Value* m_window) {
    const Code* bodies = machine_.bodies_of(id);
    sync();
    if (!bodies) [[unlikely]]
      return vm().call_hook(id, r_window, m_window);
    if (!machine_.begin_nested()) [[unlikely]]
      return machine_.too_deep(bodies);
    if (place_frame(bodies, nullptr, r_window, m_window)) [[likely]]
      return true;
    machine_.end_nested();
    return false;
  }
  // Runs a body of the event or hook whose arguments the frame holds (op::RunBody).
  [[gnu::always_inline]] bool enter_body(uint16_t body, uint16_t r_window, uint16_t m_window) {
    sync();
    machine_.begin_body();
    const Value* plain = r;
    const Value* managed = m;
    const Code* callee = BodySequences::body_of(constants[body]);
    if (!callee || !machine_.are_all_enabled(code->owner)) [[unlikely]]
      callee = vm().find_body(*code, body);
    if (!callee) [[unlikely]] {
      r[r_window] = Value::of_bool(true);
      return !machine_.failing();
    }
    if (!push(callee, nullptr, r + r_window, m + m_window)) [[unlikely]]
      return false;
    for (uint16_t i = 0; i < r_window; ++i) r[i] = plain[i];
    for (uint16_t i = 0; i < m_window; ++i) m[i] = retained(managed[i]);
    return true;
  }
  [[gnu::always_inline]] void leave_bodies() {
    machine_.end_nested();
    leave();
  }
  // The frame on top is another.
  void look_anew() { load(*machine_.frame_); }

  // Leaves the frame; its result, if any, is in r[0].
  [[gnu::always_inline]] void leave() {
    clear_window();
    pop();
  }
  // The same with a managed result, which comes with its count.
  [[gnu::always_inline]] void leave_with(Value result) {
    clear_window();
    *m = result;
    pop();
  }

 private:
  [[gnu::always_inline]] void load(const Frame& frame) {
    r = frame.r;
    m = frame.m;
    code = frame.code;
    constants = code->constants.data();
    pc = frame.pc;
  }
  [[gnu::always_inline]] bool push(const Code* callee, Function* closure, Value* r_window,
                                   Value* m_window) {
    if (--machine_.budget_ < 0) [[unlikely]]
      if (!machine_.out_of_budget()) return false;
    return place_frame(callee, closure, r_window, m_window);
  }
  [[gnu::always_inline]] bool place_frame(const Code* callee, Function* closure, Value* r_window,
                                          Value* m_window) {
    Frame* frame = machine_.frame_ + 1;
    if (frame >= machine_.frame_end_ || r_window + callee->plain_registers > machine_.plain_end_ ||
        m_window + callee->managed_registers > machine_.managed_end_) [[unlikely]]
      return machine_.too_deep(callee);
    frame->code = callee;
    frame->r = r_window;
    frame->m = m_window;
    frame->closure = closure;
    machine_.frame_ = frame;
    r = r_window;
    m = m_window;
    code = callee;
    constants = callee->constants.data();
    pc = callee->instructions.data();
    return true;
  }
  [[gnu::always_inline]] void clear_window() {
    for (Value *slot = m, *end = m + code->managed_registers; slot != end; ++slot) {
      if (slot->is_null()) continue;
      Value old = *slot;
      *slot = Value::null();
      release(old);
    }
  }
  [[gnu::always_inline]] void pop() {
    Frame* frame = machine_.frame_;
    if (frame->closure) release(frame->closure);
    machine_.frame_ = --frame;
    load(*frame);
  }

  Machine& machine_;
};

}  // namespace avocet
