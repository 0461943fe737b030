// Program: what loading scripts yields. Types, functions, constants, globals and the order
// in which they are initialised.
//
// A program is made by one loader and belongs to the one world that runs it, in one thread: bodies
// are compiled on first use, through the hook below, and shapes of records completed meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/heap.h"
#include "base/source.h"
#include "bytecode/instruction.h"
#include "type/type.h"
#include "value/record.h"
#include "value/table.h"
#include "value/value.h"

namespace avocet {

struct NativeCall;  // vm/native.h
// A function written in C++. Borrows its arguments, gives a count of a managed result away.
using NativeFunction = Value (*)(NativeCall&);

using FunctionId = uint32_t;
using GlobalId = uint32_t;
constexpr FunctionId kNoFunction = UINT32_MAX;

// What is known of a native.
enum NativeEffect : uint16_t {
  kFoldable =
      1,  // the result depends on the arguments alone; no effects: may be computed while compiling
  kNoEffects = 2,  // changes nothing, but what it reads may change (time, state)
  kCallsScripts = 4,
  kSameResult = 8,  // with kNoEffects: depends on the arguments alone, but may complain of them
};

// The code of one body.
struct Code {
  std::vector<Instruction> instructions;
  std::vector<Span> spans;       // the source of each instruction, for errors and profiles
  std::vector<Value> constants;  // plain, inline or immortal
  std::vector<const Type*> constant_types;  // of each constant
  std::vector<const Type*> types;
  std::vector<GlobalId> globals;
  std::vector<FunctionId> functions;
  std::vector<const TableAttributes*> table_attributes;
  std::vector<std::vector<uint32_t>>
      lists;  // switch tables, field lists and the like, by the opcodes that use them
  std::vector<std::string>
      register_names;  // for error reports and dumps: names of plain, then managed locals
  // Size of the windows: every register that an instruction names, arguments of calls included.
  // What a callee uses beyond its parameters lies above.
  uint16_t plain_registers = 0;
  uint16_t managed_registers = 0;
  FunctionId owner = kNoFunction;
};

// One body of a function, event or hook.
struct Body {
  const Code* code = nullptr;    // null until compiled (Program::compile_hook) unless native
  const void* source = nullptr;  // the compiler's: what to compile
  int32_t priority = 0;
  std::vector<uint32_t> groups;  // indices into Program::groups; disabled if any of them is
  Span span{};
};

struct FunctionInfo {
  std::string_view name;  // in the program's arena, with module; "lambda_<...>" for closures
  const FunctionType* type = nullptr;
  NativeFunction native = nullptr;    // if written in C++; then no bodies
  uint16_t native_effects = 0;        // NativeEffect
  std::vector<Body> bodies;           // by priority, highest first, then in order of declaration
  std::vector<const Type*> captures;  // of a closure
  uint16_t plain_parameters = 0;
  uint16_t managed_parameters = 0;
  Function* value = nullptr;  // immortal; null for closures
  bool exported = false;
  Span span{};
};

// What else a declaration says.
enum GlobalFlag : uint16_t {
  kGlobalExported = 1,
  kGlobalRedefinable = 2,
  kGlobalDeprecated = 4,
  kGlobalIsUsed = 8,
  kGlobalIsAssigned = 16,
  kGlobalRawOutput = 32,
  kGlobalBackend = 64,
};

struct GlobalInfo {
  std::string name;
  const Type* type = nullptr;
  bool is_const = false;
  bool is_option = false;
  bool initialised = false;  // set by an initialiser for certain: reads need no test
  uint16_t flags = 0;        // GlobalFlag
  const TableAttributes* attributes = nullptr;
  Span span{};
};

class Program {
 public:
  Program();
  Program(const Program&) = delete;
  ~Program();

  Arena arena;
  Heap heap;  // constants: everything in it is immortal
  TypeTable types{arena};
  std::vector<FunctionInfo> functions;
  std::vector<GlobalInfo> globals;
  std::vector<std::string> groups;        // event groups
  std::vector<std::string_view> modules;  // that scripts name
  // Run in this order to make a world's globals.
  struct Initialiser {
    FunctionId function;        // kNoFunction: `global` becomes `value`, which is immortal
    bool is_statement = false;  // a statement at top level: nothing runs once one failed
    bool may_wait = false;      // until somebody wants to see `global`, which is all it changes
    GlobalId global = 0;
    Value value = Value::null();
  };
  std::vector<Initialiser> initialisers;
  std::unordered_map<std::string_view, FunctionId> function_ids;
  std::unordered_map<std::string_view, GlobalId> global_ids;
  std::unordered_map<std::string_view, const Type*> type_names;

  // Compiles functions[id].bodies[body]; set by the loader, null once everything is compiled.
  // Never fails: what cannot be compiled was reported by the checker.
  const Code* (*compile_hook)(void* context, FunctionId id, size_t body) = nullptr;
  void* compile_context = nullptr;

  FunctionId find_function(std::string_view name) const;
  const Type* find_type(std::string_view name) const;

  // The shape of a record type, made now if it has none.
  // Fields without a default that are not optional are made when they are first read, if their type
  // is a container or record; the compiler sets what comes from &default.
  RecordShape& shape(const RecordType* type);
  // Makes the shapes of records that have grown since then fit their types.
  void refresh_shapes();

  Code* add_code();
  TableAttributes* add_table_attributes();

 private:
  void prepare_shape(RecordShape& shape);

  std::vector<std::unique_ptr<Code>> codes_;
  std::vector<std::unique_ptr<RecordShape>> shapes_;
  std::vector<std::unique_ptr<TableAttributes>> table_attributes_;
};

}  // namespace avocet
