// The functions of module Log, and what streams switch on and off. They are declared in
// base/frameworks/logging/main.zeek, whose types they need; the texts here are for this program's
// own table.

#include "logging/log_manager.h"

#include "builtin/entries.h"

namespace avocet {

namespace {

// Null before the run has begun: there are no logs yet.
LogManager* logs(NativeCall& call) { return call.machine.try_service<LogManager>(); }

template <class F> Value with_logs(NativeCall& call, F f) {
  LogManager* manager = logs(call);
  if (!manager) {
    call.warn("there are no logs before the run has begun");
    return Value::of_bool(false);
  }
  return Value::of_bool(f(*manager));
}

// What Log::delay gives: the number of the write that waits; 0 if none does.
struct DelayToken : Opaque {
  uint64_t number;
  DelayToken(const OpaqueType* of, uint64_t n) : Opaque(of), number(n) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override { return make_object<DelayToken>(heap, type, number); }
};

Value delay(NativeCall& call) {
  auto [type, record] = call.typed(1);
  LogManager* manager = logs(call);
  LogManager::DelayedWrite* write = nullptr;
  if (manager && as_record(type))
    write = manager->delay(call.integer(0), record.record(), call.callee(2));
  return Value::of(make_object<DelayToken>(call.heap(),
                                           static_cast<const OpaqueType*>(call.result_type()),
                                           write ? LogManager::number_of(*write) : 0));
}

}  // namespace

void register_logs(NativeRegistry& registry) {
  registry.add_body("Log::__create_stream", [](NativeCall& call) -> Value {
    return with_logs(
        call, [&](LogManager& m) { return m.create_stream(call.integer(0), call.record(1)); });
  });
  registry.add_body("Log::__remove_stream", [](NativeCall& call) -> Value {
    return with_logs(call, [&](LogManager& m) { return m.remove_stream(call.integer(0)); });
  });
  registry.add_body("Log::__enable_stream", [](NativeCall& call) -> Value {
    return with_logs(call, [&](LogManager& m) { return m.set_enabled(call.integer(0), true); });
  });
  registry.add_body("Log::__disable_stream", [](NativeCall& call) -> Value {
    return with_logs(call, [&](LogManager& m) { return m.set_enabled(call.integer(0), false); });
  });
  registry.add_body("Log::__add_filter", [](NativeCall& call) -> Value {
    return with_logs(call,
                     [&](LogManager& m) { return m.add_filter(call.integer(0), call.record(1)); });
  });
  registry.add_body("Log::__remove_filter", [](NativeCall& call) -> Value {
    return with_logs(call,
                     [&](LogManager& m) { return m.remove_filter(call.integer(0), call.text(1)); });
  });
  for (std::string_view name : {"Log::write", "Log::__write"})
    registry.add_body(
        name,
        [](NativeCall& call) -> Value {
          auto [type, value] = call.typed(1);
          LogManager* manager = logs(call);
          return Value::of_bool(manager && manager->write(call.integer(0), type, value));
        },
        kCallsScripts);
  for (std::string_view name : {"Log::set_buf", "Log::__set_buf"})
    registry.add_body(name, [](NativeCall& call) -> Value {
      return with_logs(
          call, [&](LogManager& m) { return m.set_buffered(call.integer(0), call.boolean(1)); });
    });
  for (std::string_view name : {"Log::flush", "Log::__flush"})
    registry.add_body(name, [](NativeCall& call) -> Value {
      return with_logs(call, [&](LogManager& m) { return m.flush(call.integer(0)); });
    });
  registry.add_body("Log::__delay", delay);
  registry.add_body(
      "Log::__delay_finish",
      [](NativeCall& call) -> Value {
        auto [type, record] = call.typed(1);
        auto* token = dynamic_cast<DelayToken*>(call.args[2].as<Opaque>());
        if (!token || !as_record(type)) {
          call.machine.host().tell(Severity::kError,
                                   "invalid Log::delay_finish() call: invalid token provided");
          return Value::of_bool(false);
        }
        LogManager* manager = logs(call);
        return Value::of_bool(
            manager && manager->finish_delay(call.integer(0), record.record(), token->number));
      },
      kCallsScripts);
  registry.add_body("Log::__set_max_delay_interval", [](NativeCall& call) -> Value {
    return with_logs(call, [&](LogManager& m) {
      return m.set_max_delay_interval(call.integer(0), call.real(1));
    });
  });
  registry.add_body(
      "Log::__set_max_delay_queue_size",
      [](NativeCall& call) -> Value {
        return with_logs(call, [&](LogManager& m) {
          return m.set_max_delay_queue_size(call.integer(0), call.number(1));
        });
      },
      kCallsScripts);
  registry.add_body("Log::__get_delay_queue_size", [](NativeCall& call) -> Value {
    LogManager* manager = logs(call);
    return Value::of_int(manager ? manager->delay_queue_size(call.integer(0)) : -1);
  });
  registry.add_body("Log::flush_all", [](NativeCall& call) -> Value {
    Value done = with_logs(call, [&](LogManager& m) {
      m.flush_all();
      return true;
    });
    return boxed(call, call.program().types.basic(TypeKind::kBool), done);
  });
}

}  // namespace avocet
