# @TEST-DOC: ntp.log, ntp_control.log and ntp_private.log to the letter.
# @TEST-EXEC: avocet -b -r $TRACES/ntp.pcap base/protocols/ntp
# @TEST-EXEC: btest-diff ntp.log
# @TEST-EXEC: btest-diff ntp_control.log
# @TEST-EXEC: btest-diff ntp_private.log
