##! Notices hosts that try many users and passwords.

@load base/frameworks/sumstats
@load base/frameworks/notice
@load base/protocols/ftp
@load base/utils/time

module FTP;

export {
	redef enum Notice::Type += {
		## A host failed to log in many times.
		Bruteforcing
	};

	## How many failures are too many.
	const bruteforce_threshold: double = 20 &redef;

	## Within which time.
	const bruteforce_measurement_interval = 15mins &redef;
}

const failures_stream = "ftp.failed_auth";

function failures(key: SumStats::Key, result: SumStats::Result): double
	{
	return result[failures_stream]$num + 0.0;
	}

function tell_bruteforcing(key: SumStats::Key, result: SumStats::Result)
	{
	local seen = result[failures_stream];
	NOTICE(Notice::Info($note=Bruteforcing, $src=key$host, $identifier=cat(key$host),
		$msg=fmt("%s had %d failed logins on %d FTP server%s in %s", key$host, seen$num, seen$unique,
		         seen$unique == 1 ? "" : "s", duration_to_mins_secs(seen$end - seen$begin))));
	}

event zeek_init()
	{
	SumStats::create(SumStats::SumStat($name="ftp-detect-bruteforcing", $epoch=bruteforce_measurement_interval,
		$reducers=set(SumStats::Reducer($stream=failures_stream, $apply=set(SumStats::UNIQUE),
		                                $unique_max=double_to_count(bruteforce_threshold + 2))),
		$threshold_val=failures, $threshold=bruteforce_threshold, $threshold_crossed=tell_bruteforcing));
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool)
	{
	# Not logged in (RFC 959, section 4.2.2).
	if ( code == 530 && c?$ftp && c$ftp$cmdarg$cmd in set("USER", "PASS") )
		SumStats::observe(failures_stream, SumStats::Key($host=c$id$orig_h), SumStats::Observation($str=cat(c$id$resp_h)));
	}
