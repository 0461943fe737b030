##! Notices hosts that try many passwords with SSH, and reports who got in to the intelligence framework.

@load base/protocols/ssh
@load base/frameworks/sumstats
@load base/frameworks/notice
@load base/frameworks/intel

module SSH;

export {
	redef enum Notice::Type += {
		## A host failed to log in :zeek:id:`SSH::password_guesses_limit` times.
		Password_Guessing,
		## Such a host got in. Not raised yet.
		Login_By_Password_Guesser,
	};

	redef enum Intel::Where += {
		## The host that somebody logged in from.
		SSH::SUCCESSFUL_LOGIN,
	};

	## How many failures are too many.
	const password_guesses_limit: double = 30 &redef;

	## Within which time.
	const guessing_timeout = 30 mins &redef;

	## Failures that do not count: networks of clients, and the networks of servers that they may fail at.
	const ignore_guessers: table[subnet] of subnet &redef;
}

const failures_stream = "ssh.login.failure";

function failures(key: SumStats::Key, result: SumStats::Result): double
	{
	return result[failures_stream]$sum;
	}

function tell_guessing(key: SumStats::Key, result: SumStats::Result)
	{
	local seen = result[failures_stream];
	local servers = "";

	for ( _, sample in seen$samples )
		servers += (servers == "" ? " " : ", ") + sample$str;

	NOTICE(Notice::Info($note=Password_Guessing, $src=key$host, $identifier=cat(key$host),
		$msg=fmt("%s appears to be guessing SSH passwords (seen in %d connections).", key$host, seen$num),
		$sub=fmt("Sampled servers: %s", servers)));
	}

event zeek_init()
	{
	SumStats::create(SumStats::SumStat($name="detect-ssh-bruteforcing", $epoch=guessing_timeout,
		$reducers=set(SumStats::Reducer($stream=failures_stream, $apply=set(SumStats::SUM, SumStats::SAMPLE),
		                                $num_samples=5)),
		$threshold_val=failures, $threshold=password_guesses_limit, $threshold_crossed=tell_guessing));
	}

event ssh_auth_successful(c: connection, auth_method_none: bool)
	{
	Intel::seen(Intel::Seen($host=c$id$orig_h, $conn=c, $where=SSH::SUCCESSFUL_LOGIN));
	}

event ssh_auth_failed(c: connection)
	{
	local id = c$id;

	# All networks that hold the client count, not just the smallest.
	for ( clients, servers in ignore_guessers )
		if ( id$orig_h in clients && id$resp_h in servers )
			return;

	SumStats::observe(failures_stream, SumStats::Key($host=id$orig_h), SumStats::Observation($str=cat(id$resp_h)));
	}
