// Captures over TCP ("PCAP over IP"): a server sends a capture file as it grows.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "capture/interrupt.h"

namespace avocet {

// Whether it is of the form "tcp://host:port"; an IPv6 address stands in brackets.
bool is_tcp_name(const std::string& name);

// A connected socket. The error names `name` and says why.
Result<int> connect_tcp(const std::string& name, const Interrupt& interrupt);

}  // namespace avocet
