##! Tells of hosts that try to inject SQL by way of URIs, and of hosts that have it tried on them.

@load base/frameworks/notice
@load base/frameworks/sumstats
@load base/protocols/http

module HTTP;

export {
	redef enum Notice::Type += {
		## A host tries to inject SQL.
		SQL_Injection_Attacker,
		## Somebody tries to inject SQL into a host.
		SQL_Injection_Victim,
	};

	redef enum Tags += {
		## The URI looks like an injection of SQL.
		URI_SQLI,
	};

	## How many such requests are told of
	const sqli_requests_threshold: double = 50.0 &redef;

	## within which time.
	const sqli_requests_interval = 5 min &redef;

	## What such a URI looks like.
	const match_sql_injection_uri =
		(
			/[\?&][^[:blank:]\x00-\x1f\|\+]+?=[\-[:alnum:]%]+([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)*'?/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/|\)?;)+.*?/i
			& /(having|union|exec|select|delete|drop|declare|create|insert)/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)+/i)
		| (
			/[\?&][^[:blank:]\x00-\x1f\|\+]+?=[\-0-9%]+([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)*'?/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/|\)?;)+(x?or|n?and)/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)+'?(([^a-zA-Z&]+)?=|exists)/i)
		| (
			/[\?&][^[:blank:]\x00-\x1f\+]+?=[\-0-9%]*([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)*'/i
			& /([[:blank:]\x00-\x1f]|\/\*.*?\*\/)*(-|=|\+|\|\|)([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)*/i
			& /([0-9]|\(?convert|cast)/i)
		| (
			/[\?&][^[:blank:]\x00-\x1f\|\+]+?=([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/)*'/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/|;)*/i
			& /(x?or|n?and|having|union|exec|select|delete|drop|declare|create|regexp|insert)/i
			& /([[:blank:]\x00-\x1f\+]|\/\*.*?\*\/|[\[(])+[a-zA-Z&]{2,}/i)
		| /[\?&][^[:blank:]\x00-\x1f\+]+?=[^\.]*?(char|ascii|substring|truncate|version|length)\(/i
		| /\/\*![[:digit:]]{5}.*?\*\// &redef;

	## Runs for each such request; `break` does not count it.
	global HTTP::sqli_policy: hook(c: connection, method: string, unescaped_URI: string);
}

redef record SumStats::Observation += {
	uid: string &optional;
};

# A notice as soon as a host has too many requests; the sample names the other end.
function watch(name: string, stream: string, note: Notice::Type, is_attacker: bool)
	{
	local reducer = SumStats::Reducer($stream=stream, $apply=set(SumStats::SUM, SumStats::SAMPLE), $num_samples=1);

	SumStats::create(SumStats::SumStat(
		$name=name,
		$epoch=sqli_requests_interval,
		$reducers=set(reducer),
		$threshold=sqli_requests_threshold,
		$threshold_val=function[stream](key: SumStats::Key, result: SumStats::Result): double
			{
			return result[stream]$sum;
			},
		$threshold_crossed=function[stream, note, is_attacker](key: SumStats::Key, result: SumStats::Result)
			{
			local sample = result[stream]$samples[0];
			local other = sample$str as addr;
			local text = is_attacker ? fmt("%s tries to inject SQL into others, such as %s", key$host, other)
				: fmt("others, such as %s, try to inject SQL into %s", other, key$host);
			NOTICE(Notice::Info($note=note, $msg=text, $uid=sample$uid, $src=is_attacker ? key$host : other,
				$dst=is_attacker ? other : key$host, $identifier=cat(key$host)));
			}));
	}

event zeek_init() &priority=3
	{
	watch("detect-sqli-attackers", "http.sqli.attacker", SQL_Injection_Attacker, T);
	watch("detect-sqli-victims", "http.sqli.victim", SQL_Injection_Victim, F);
	}

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string) &priority=3
	{
	if ( match_sql_injection_uri !in unescaped_URI || ! hook HTTP::sqli_policy(c, method, unescaped_URI) )
		return;

	add c$http$tags[URI_SQLI];
	SumStats::observe("http.sqli.attacker", SumStats::Key($host=c$id$orig_h),
		SumStats::Observation($str=cat(c$id$resp_h), $uid=c$uid));
	SumStats::observe("http.sqli.victim", SumStats::Key($host=c$id$resp_h),
		SumStats::Observation($str=cat(c$id$orig_h), $uid=c$uid));
	}
