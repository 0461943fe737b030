// Fiber: script frames taken off the stacks while they wait for something that answers later.
//
// Only the condition of a `when` waits: the function it calls may `return when`, and a native may
// have to ask the outside world. Its frames and windows move here, and back on top of the stacks
// when the answer is there. Windows are kept as offsets, because they come back elsewhere.
#pragma once

#include <memory>
#include <vector>

#include "bytecode/program.h"

namespace avocet {

struct Fiber {
  struct Saved {
    const Code* code;
    const Instruction* pc;
    size_t r;  // from the first frame's windows
    size_t m;
    Function* closure;  // owned; may be null
  };
  Fiber() = default;
  Fiber(const Fiber&) = delete;
  ~Fiber() {
    for (Value v : managed) release(v);
    for (const Saved& frame : frames)
      if (frame.closure) release(frame.closure);
  }

  std::vector<Saved> frames;  // the outermost first
  std::vector<Value> plain;
  std::vector<Value> managed;  // owned
  // Where the answer goes: an index into `plain` or `managed`.
  enum class Answer : uint8_t { kNone, kPlain, kManaged } answer = Answer::kNone;
  size_t slot = 0;
};

// How far something that may wait has come.
enum class Progress : uint8_t { kDone, kFailed, kWaiting };

// What a `when` statement asks for.
struct WhenRequest {
  Function* condition = nullptr;  // a closure that yields bool; the request owns a count
  FunctionId body = kNoFunction;
  FunctionId timeout_body = kNoFunction;  // or none
  // Capture i of the body is capture number body_captures[i] of the condition, which holds also the
  // locals that the condition declares. The lists live as long as the program.
  std::span<const uint32_t> body_captures;
  std::span<const uint32_t> timeout_captures;
  double timeout = -1;  // seconds; negative: none
};

}  // namespace avocet
