##! Leaves the operation out of dns.log.

@load base/protocols/dns

redef record DNS::Info$opcode -= { &log };
redef record DNS::Info$opcode_name -= { &log };
