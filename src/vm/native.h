// Natives: functions of the language that are written in C++.
//
// A native is its declaration in Zeek text, with its documentation, and a function. Declarations
// are loaded before everything else, so the checker knows them as it knows any other function. An
// entry:
//
//   void register_string_functions(NativeRegistry& registry) {
//     registry.add({R"(
//   ## Turns letters of *str* that have an upper case into it.
//   ##
//   ## str: The string to convert.
//   ##
//   ## Returns: A copy of *str* in upper case.
//   ##
//   ## Example: print to_upper("abc");   # ABC
//   global to_upper: function(str: string): string;
//   )", [](NativeCall& call) -> Value { ... return call.make_string(text); }, kFoldable});
//   }
//
// What a native gets and gives:
//   - Its arguments are slots of the declared types, borrowed: do not release them, retain what is
//   kept.
//   - Arguments of type `any`, and all of a variadic function, come unboxed, as slots of the types
//   in `types`.
//   - A managed result is given away with one count; a native without a result yields
//   Value::null().
//   - fail() records a run-time error that ends the running handler; return what it returns.
//   - It may call back into scripts through Machine::call(). Whatever it holds meanwhile it must
//   own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bytecode/program.h"
#include "value/value.h"

namespace avocet {

class Machine;

// What a call from C++ yielded. Owns a count if the result is managed.
class Returned {
 public:
  Returned() = default;
  Returned(Value taken, bool managed) : value_(taken), managed_(managed) {}
  Returned(Returned&& o) noexcept : value_(o.value_), managed_(o.managed_) { o.managed_ = false; }
  Returned& operator=(Returned&& o) noexcept {
    std::swap(value_, o.value_);
    std::swap(managed_, o.managed_);
    return *this;
  }
  Returned(const Returned&) = delete;
  ~Returned() {
    if (managed_) release(value_);
  }
  // Lent.
  Value get() const { return value_; }
  // Gives the count away.
  Value take() {
    managed_ = false;
    return value_;
  }

 private:
  Value value_ = Value::null();
  bool managed_ = false;
};

struct NativeCall {
  Machine& machine;
  const Value* args;
  const Type* const* types;  // static type of each argument
  size_t count;
  FunctionId function;
  bool failed = false;

  Heap& heap();
  const Program& program() const;
  // Packet time in seconds since the epoch.
  double network_time() const;

  // ---- Arguments by number, borrowed. Precondition: there is such an argument of that type.
  bool boolean(size_t i) const { return args[i].b(); }
  uint64_t number(size_t i) const { return args[i].u; }  // count, enum, port bits
  int64_t integer(size_t i) const { return args[i].i; }
  double real(size_t i) const { return args[i].d; }  // double, time, interval
  Port port(size_t i) const { return Port::of(args[i]); }
  IpAddress address(size_t i) const { return address_of(args[i]); }
  Prefix subnet(size_t i) const { return prefix_of(args[i]); }
  String* string(size_t i) const { return args[i].string(); }
  std::string_view text(size_t i) const { return args[i].string()->view(); }
  Pattern* pattern(size_t i) const { return args[i].pattern(); }
  Record* record(size_t i) const;
  Vector* vector(size_t i) const;
  Table* table(size_t i) const;
  Function* callee(size_t i) const { return args[i].function(); }
  const Type* type(size_t i) const { return types[i]; }
  // The type and slot of an argument, looking into a box.
  std::pair<const Type*, Value> typed(size_t i) const;

  // ---- Results
  Value make_string(std::string_view bytes);
  // A fresh record or container of a declared type. CHECKs that the type exists.
  Record* make_record(std::string_view type_name);
  const Type* named_type(std::string_view type_name) const;
  // `vector of string` and the like, by the declared result of this native.
  const Type* result_type() const;

  // A run-time error at the call. `return call.fail("...")`.
  Value fail(std::string_view message);
  // A message at the call's place that ends nothing.
  void warn(std::string_view message);

  // ---- Answering later
  // True if the call may be answered later: return anything then, and give the answer to the event
  // room's Triggers::answer(*ticket, value). False: a run-time error was recorded, because only the
  // condition of a `when` can wait.
  bool suspend(uint64_t* ticket);

  // ---- Calling back. Arguments are borrowed; the result is owned. False: it failed, and so must
  // the native (its result is then ignored).
  bool call(Function* function, std::span<const Value> arguments, Returned* result);
};

struct Native {
  std::string_view
      declaration;  // Zeek text with ## comments; lives as long as the registry (a literal)
  NativeFunction function;
  uint16_t effects = 0;
};

// Script text that a C++ part brings along (types and events it uses), loaded with the natives.
class NativeRegistry {
 public:
  struct Entry {
    std::string name;  // with module, as the declaration says: "to_upper", "Log::__write"
    Native native;
  };
  struct Prelude {
    std::string group;
    std::string text;
  };

  // Natives and declarations that follow belong to this group: one virtual file `<builtin/group>`
  // each.
  void begin_group(std::string_view group);
  // The name is taken from the declaration: the word after the first `global` at the start of a
  // line, within the `module` that is current. CHECKs that there is one and that it is new.
  void add(const Native& native);
  // A native whose declaration stands in a shipped script, because it needs types that are declared
  // there.
  void add_body(std::string_view name, NativeFunction function, uint16_t effects = 0);
  // Types, constants, events and hooks in Zeek text. May hold `module X;`, which holds for what
  // follows in the group.
  void declare(std::string_view text);

  const Entry* find(std::string_view name) const;
  const std::vector<Entry>& entries() const { return entries_; }
  // The text of every group, in order of registration.
  const std::vector<Prelude>& preludes() const { return preludes_; }

 private:
  std::vector<Entry> entries_;
  std::vector<Prelude> preludes_;
  std::unordered_map<std::string, size_t> index_;
  std::string module_;
};

}  // namespace avocet
