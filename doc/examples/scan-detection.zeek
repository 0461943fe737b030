# Notices hosts that try many others in vain: a summary of failed connections, and a notice at a threshold.

@load base/frameworks/notice
@load base/frameworks/sumstats
@load base/utils/site
@load base/utils/time

module ScanDetection;

export {
	redef enum Notice::Type += {
		## A host tried a port of many hosts.
		Host_Scan,
		## A host tried many ports of one host.
		Port_Scan,
	};

	## How many hosts, or ports, within how much time.
	const host_threshold = 25.0 &redef;
	const port_threshold = 15.0 &redef;
	const epoch = 5min &redef;

	## Hosts that may do so.
	option scanners_of_our_own: set[subnet] = {};

	## Asked before a failure counts; `break` lets it pass.
	global failure_policy: hook(scanner: addr, victim: addr, p: port);
}

# How many different things were seen on a stream.
function different(stream: string): function(key: SumStats::Key, result: SumStats::Result): double
	{
	return function[stream](key: SumStats::Key, result: SumStats::Result): double
		{
		return result[stream]$unique + 0.0;
		};
	}

event zeek_init()
	{
	SumStats::create(SumStats::SumStat($name="host-scans", $epoch=epoch,
		$reducers=set(SumStats::Reducer($stream="failures.hosts", $apply=set(SumStats::UNIQUE))),
		$threshold_val=different("failures.hosts"),
		$threshold=host_threshold,
		$threshold_crossed(key: SumStats::Key, result: SumStats::Result) =
			{
			local rv = result["failures.hosts"];
			NOTICE(Notice::Info($note=Host_Scan, $src=key$host, $p=to_port(key$str), $n=rv$unique,
			       $msg=fmt("%s tried port %s of %d hosts in %s", key$host, key$str, rv$unique,
			                duration_to_mins_secs(rv$end - rv$begin)),
			       $sub=Site::is_local_addr(key$host) ? "local" : "remote",
			       $identifier=cat(key$host)));
			}));

	SumStats::create(SumStats::SumStat($name="port-scans", $epoch=epoch,
		$reducers=set(SumStats::Reducer($stream="failures.ports", $apply=set(SumStats::UNIQUE))),
		$threshold_val=different("failures.ports"),
		$threshold=port_threshold,
		$threshold_crossed(key: SumStats::Key, result: SumStats::Result) =
			{
			local rv = result["failures.ports"];
			NOTICE(Notice::Info($note=Port_Scan, $src=key$host, $dst=to_addr(key$str), $n=rv$unique,
			       $msg=fmt("%s tried %d ports of %s", key$host, rv$unique, key$str),
			       $identifier=cat(key$host, key$str)));
			}));
	}

hook failure_policy(scanner: addr, victim: addr, p: port)
	{
	if ( scanner in scanners_of_our_own )
		break;
	}

function count_failure(id: conn_id)
	{
	if ( ! hook failure_policy(id$orig_h, id$resp_h, id$resp_p) )
		return;

	SumStats::observe("failures.hosts", SumStats::Key($host=id$orig_h, $str=cat(id$resp_p)),
	                  SumStats::Observation($str=cat(id$resp_h)));
	SumStats::observe("failures.ports", SumStats::Key($host=id$orig_h, $str=cat(id$resp_h)),
	                  SumStats::Observation($str=cat(id$resp_p)));
	}

event connection_attempt(c: connection)
	{
	count_failure(c$id);
	}

event connection_rejected(c: connection)
	{
	count_failure(c$id);
	}
