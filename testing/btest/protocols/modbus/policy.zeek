# @TEST-DOC: Who masters and slaves are, and what registers change to.
# @TEST-EXEC: avocet -b -r $TRACES/modbus.pcap %INPUT
# @TEST-EXEC: btest-diff known_modbus.log
# @TEST-EXEC: btest-diff modbus_register_change.log

@load policy/protocols/modbus/known-masters-slaves
@load policy/protocols/modbus/track-memmap
