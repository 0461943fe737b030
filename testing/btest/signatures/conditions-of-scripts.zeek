# Constants and functions of scripts in conditions; sizes; rules named by -s and by a global.
# @TEST-EXEC: avocet -b -s more -r $TRACES/dns-udp.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

redef signature_files += "rules.sig";

const servers: set[subnet] = { 10.1.1.2/32, [fe80::]/16 };
const ours: set[port] = { 53/udp };

function is_first(state: signature_state, data: string): bool
	{
	return state$conn$id$orig_p == 45705/udp && |data| > 12;
	}

event signature_match(state: signature_state, msg: string, data: string)
	{
	print state$sig_id, msg, state$conn$id$orig_p;
	}

# @TEST-START-FILE rules.sig
signature by-name { dst-ip == servers dst-port == ours payload /.+/ eval is_first event "by name" }
signature by-size { dst-ip == servers payload-size > 30 event "by size" }
# @TEST-END-FILE

# @TEST-START-FILE more.sig
signature to-a-port { header udp[2:2] == 53 payload /.+/ event "by header" }
# @TEST-END-FILE
