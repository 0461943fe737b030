# @TEST-DOC: Failed logins of SSH are counted by host and noticed once there are too many, but not where they do not count; versions of Windows are told by requests.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: log-cut notice.log note src msg sub >notices
# @TEST-EXEC: btest-diff notices
# @TEST-EXEC: log-cut software.log host name version.addl >software
# @TEST-EXEC: btest-diff software

@load policy/protocols/ssh/detect-bruteforcing
@load policy/frameworks/software/windows-version-detection

redef SSH::password_guesses_limit = 3;
redef SSH::ignore_guessers += { [10.0.0.0/24] = 10.0.9.0/24 };
redef Software::asset_tracking = ALL_HOSTS;

function failed(orig: addr, resp: addr)
	{
	local ep = endpoint($size=0, $state=0, $flow_label=0);
	local c = connection($id=conn_id($orig_h=orig, $orig_p=1/tcp, $resp_h=resp, $resp_p=22/tcp), $orig=ep, $resp=ep,
		$start_time=network_time(), $duration=0secs, $service=set(), $history="", $uid="C");
	event ssh_auth_failed(c);
	}

event zeek_init()
	{
	for ( _, last in vector("1", "2", "3", "4") )
		{
		failed(10.0.1.1, to_addr("10.0.2." + last));
		failed(10.0.0.1, to_addr("10.0.9." + last));
		}
	failed(10.0.0.1, 10.0.2.1);

	event HTTP::log_http(HTTP::Info($ts=network_time(), $uid="C", $trans_depth=1, $host="crl.microsoft.com",
		$user_agent="Microsoft-CryptoAPI/6.1", $id=conn_id($orig_h=10.0.3.1, $orig_p=1/tcp, $resp_h=10.0.3.2, $resp_p=80/tcp)));
	}
