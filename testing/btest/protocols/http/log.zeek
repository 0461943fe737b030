# @TEST-DOC: http.log to the letter, of what curl and nginx say; bodies are files.
# @TEST-EXEC: avocet -b -r $TRACES/http-persistent.pcap base/protocols/http
# @TEST-EXEC: btest-diff http.log
# @TEST-EXEC: avocet -b -r $TRACES/http-chunked.pcap base/protocols/http base/files/hash policy/frameworks/files/hash-all-files
# @TEST-EXEC: grep -v '^#' files.log | cut -f 7-16,22-24 >files
# @TEST-EXEC: btest-diff files
