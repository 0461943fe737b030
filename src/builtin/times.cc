// Time: the clock, the network's time, and times as text.

#include <chrono>
#include <ctime>
#include <thread>

#include "builtin/entries.h"
#include "capture/packet_input.h"

namespace avocet {

namespace {

double clock_now() {
  auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return double(std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()) / 1e6;
}

}  // namespace

void register_times(NativeRegistry& registry) {
  registry.add({R"(
## What the clock says.
##
## Example: print current_time() > double_to_time(1.0e9);   # T
global current_time: function(): time;
)",
                [](NativeCall&) -> Value { return Value::of_double(clock_now()); }, kNoEffects});

  registry.add({R"(
## The time of the network: that of the packet being handled, from a file as well as live.
##
## Example: print network_time() <= current_time();   # T
global network_time: function(): time;
)",
                [](NativeCall& call) -> Value { return Value::of_double(call.network_time()); },
                kNoEffects});

  registry.add({R"(
## Sets the time of the network, where no packets do.
##
## Example: print set_network_time(double_to_time(5.0));   # T
global set_network_time: function(nt: time): bool;
)",
                [](NativeCall& call) -> Value {
                  call.machine.set_network_time(call.real(0));
                  return Value::of_bool(true);
                }});

  registry.add({R"(
## The time that the event being handled was raised for; -1.0 unless :zeek:id:`EventMetadata::add_network_timestamp` is
## set, or without an event.
##
## Example: print current_event_time();   # -1.0
global current_event_time: function(): time;
)",
                [](NativeCall& call) -> Value {
                  const Value* kept =
                      call.machine.find_global("EventMetadata::add_network_timestamp");
                  return Value::of_double(kept && kept->b() ? call.machine.event_time() : -1.0);
                },
                kNoEffects});

  registry.add({R"(
## The time of the packet being handled; 0.0 without one.
##
## Example: print get_current_packet_ts();   # 0.0
global get_current_packet_ts: function(): time;
)",
                [](NativeCall& call) -> Value {
                  auto* input = call.machine.try_service<PacketInput>();
                  const RawPacket* packet = input ? input->packet : nullptr;
                  return Value::of_double(packet ? packet->time.whole_micros().seconds() : 0);
                },
                kNoEffects});

  registry.add(
      {R"(
## Renders a time by a format of the C library's function of that name, in the local time zone.
##
## Example: print strftime("%Y", double_to_time(86400.0 * 365 * 10));   # 1979
global strftime: function(fmt: string, d: time): string;
)",
       [](NativeCall& call) -> Value {
         time_t clock = time_t(call.real(1));
         tm parts{};
         char text[256];
         std::string format(call.text(0));
         if (!localtime_r(&clock, &parts)) return call.make_string("");
         return call.make_string({text, std::strftime(text, sizeof text, format.c_str(), &parts)});
       },
       kNoEffects});

  registry.add({R"(
## Reads a time by a format of the C library's function of that name, in the local time zone; 0.0 if it does not fit.
##
## Example: print strftime("%F", strptime("%Y-%m-%d", "2012-10-19"));   # 2012-10-19
global strptime: function(fmt: string, d: string): time;
)",
                [](NativeCall& call) -> Value {
                  std::string format(call.text(0)), text(call.text(1));
                  tm parts{};
                  parts.tm_isdst = -1;
                  const char* end = ::strptime(text.c_str(), format.c_str(), &parts);
                  if (!end || *end != '\0') {
                    call.machine.host().warn({}, "strptime conversion failed: fmt:" + format +
                                                     " d:" + text);
                    return Value::of_double(0);
                  }
                  return Value::of_double(double(mktime(&parts)));
                },
                kNoEffects});

  registry.add(
      {R"(
## Does nothing for some time of the clock; for tests.
##
## Returns: How long it took.
##
## Example: print sleep(1msec) >= 1msec;   # T
global sleep: function(i: interval): interval;
)",
       [](NativeCall& call) -> Value {
         auto begin = std::chrono::steady_clock::now();
         if (call.real(0) > 0)
           std::this_thread::sleep_for(std::chrono::duration<double>(call.real(0)));
         return Value::of_double(
             std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
       }});
}

}  // namespace avocet
