##! Finds hosts that look for the way to another one: they send packets that may pass few routers only, and routers
##! on the way tell them that the time of those is over.

@load base/frameworks/signatures
@load base/frameworks/sumstats
@load-sigs ./low-ttl.sig

module Traceroute;

redef Signatures::ignored_ids += /traceroute-detector.*/;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	redef enum Notice::Type += {
		## A host looks for the way to another one.
		Detected,
	};

	## Whether packets that may pass fewer than ten routers must have been seen, besides what routers said.
	const require_low_ttl_packets = T &redef;

	## How many messages of routers there have to be, for one host about one other, and within what time.
	const icmp_time_exceeded_threshold: double = 3 &redef;
	const icmp_time_exceeded_interval = 3min &redef;

	## A row of the log.
	type Info: record {
		ts: time &log;        ##< When it was noticed.
		src: addr &log;       ##< Who looks for the way.
		dst: addr &log;       ##< Where to.
		proto: string &log;   ##< With packets of which protocol.
	};

	## A row goes to the log.
	global log_traceroute: event(rec: Traceroute::Info);
}

const expired = "traceroute.time_exceeded";
const short_lived = "traceroute.low_ttl_packet";

function observe(stream: string, id: conn_id)
	{
	local proto = get_port_transport_proto(id$resp_p);
	SumStats::observe(stream, SumStats::Key($host=id$orig_h, $str=fmt("%s %s", id$resp_h, proto)),
	                  SumStats::Observation($num=1));
	}

function messages(key: SumStats::Key, result: SumStats::Result): double
	{
	if ( expired !in result || (require_low_ttl_packets && short_lived !in result) )
		return 0.0;

	return result[expired]$sum;
	}

function report(key: SumStats::Key, result: SumStats::Result)
	{
	local parts = split_string(key$str, / /);
	local dst = to_addr(parts[0]);
	Log::write(LOG, Info($ts=network_time(), $src=key$host, $dst=dst, $proto=parts[1]));
	NOTICE([$note=Detected, $msg=fmt("%s looks for the way to %s with packets of %s", key$host, dst, parts[1]),
	        $src=key$host, $dst=dst, $identifier=cat(key$host)]);
	}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_traceroute, $path="traceroute", $policy=log_policy));

	local seen = SumStats::Reducer($stream=expired, $apply=set(SumStats::SUM));
	local sent = SumStats::Reducer($stream=short_lived, $apply=set(SumStats::SUM));
	SumStats::create(SumStats::SumStat($name="traceroute-detection", $epoch=icmp_time_exceeded_interval,
	                 $reducers=set(seen, sent), $threshold=icmp_time_exceeded_threshold, $threshold_val=messages,
	                 $threshold_crossed=report));
	}

event signature_match(state: signature_state, msg: string, data: string)
	{
	if ( /traceroute-detector/ in state$sig_id )
		observe(short_lived, state$conn$id);
	}

event icmp_time_exceeded(c: connection, info: icmp_info, code: count, context: icmp_context)
	{
	observe(expired, context$id);
	}
