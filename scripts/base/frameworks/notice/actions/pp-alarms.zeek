##! Writes alarms as people like to read them, and mails them from time to time instead of the plain log.

@load base/frameworks/cluster
@load ../main

module Notice;

export {
	## Whether this is done.
	const pretty_print_alarms = T &redef;

	## Who gets the mails; empty: :zeek:id:`Notice::mail_dest`.
	const mail_dest_pretty_printed = "" &redef;

	## Alarms about these networks are quoted once more, for readers that colour such lines.
	global flag_nets: set[subnet] &redef;

	## Writes one alarm.
	global pretty_print_alarm: function(out: file, n: Info) &redef;

	## Writes the file of alarms also where there is nobody to mail it to.
	global force_email_summaries = F &redef;
}

const alarms_name = "alarm-mail.txt";
global alarms: file;
global alarms_open = F;

function is_wanted(): bool
	{
	local has_reader = mail_dest + mail_dest_pretty_printed != "";
	return force_email_summaries || (pretty_print_alarms && has_reader && ! reading_traces());
	}

function mail_alarms(info: Log::RotationInfo): bool
	{
	if ( ! alarms_open || ! is_wanted() )
		return T;

	write_file(alarms, "\n\n--\n[Automatically generated]\n\n");
	close(alarms);
	alarms_open = F;

	local dest = mail_dest_pretty_printed == "" ? mail_dest : mail_dest_pretty_printed;

	if ( dest == "" )
		return T;

	local span = fmt("Alarm summary from %s-%s", strftime("%H:%M:%S", info$open), strftime("%H:%M:%S", info$close));
	local head_name = alarms_name + ".tmp";
	local head = open(head_name);
	write_file(head, cat(email_headers(span, dest), "\n"));
	close(head);

	system(fmt("cat %s %s | %s -t -oi && rm -f %s %s", head_name, alarms_name, sendmail, head_name, alarms_name));
	return T;
	}

event zeek_init()
	{
	if ( is_wanted() )
		Log::add_filter(Notice::ALARM_LOG, Log::Filter($name="alarm-mail", $writer=Log::WRITER_NONE,
		                $interv=Log::default_mail_alarms_interval, $postprocessor=mail_alarms));
	}

hook notice(n: Notice::Info) &priority=-5
	{
	if ( ACTION_ALARM !in n$actions || ! is_wanted() )
		return;

	if ( ! alarms_open )
		{
		alarms = open(alarms_name);
		alarms_open = T;
		}

	pretty_print_alarm(alarms, n);
	}

# Writes an alarm whose hosts were looked up, or not.
function write_alarm(out: file, lines: string_vec, hosts: addr_vec, names: string_vec)
	{
	for ( _, line in lines )
		print out, line;

	local who_is_who: string_vec = vector();

	for ( i, host in hosts )
		who_is_who += fmt("%s = %s", host, names[i]);

	if ( |who_is_who| > 0 )
		print out, cat("   # ", join_string_vec(who_is_who, "  "));

	print out, "";
	}

# Looks up the hosts one after the other, then writes the alarm.
function resolve_and_write(out: file, lines: string_vec, hosts: addr_vec, names: string_vec)
	{
	if ( |names| == |hosts| )
		{
		write_alarm(out, lines, hosts, names);
		return;
		}

	local host = hosts[|names|];

	# Names of today say little of hosts in a capture.
	if ( reading_traces() )
		{
		names += "<skipped>";
		resolve_and_write(out, lines, hosts, names);
		return;
		}

	when [out, lines, hosts, names, host] ( local name = lookup_addr(host) )
		{
		names += name;
		resolve_and_write(out, lines, hosts, names);
		}
	timeout 5secs
		{
		names += "(dns timeout)";
		resolve_and_write(out, lines, hosts, names);
		}
	}

function alarm_hosts(n: Info): addr_vec
	{
	if ( n?$id )
		return vector(n$id$orig_h, n$id$resp_h);

	if ( ! n?$src )
		return vector();

	return n?$dst ? vector(n$src, n$dst) : vector(n$src);
	}

function alarm_subject(n: Info): string
	{
	local who = "";

	if ( n?$id )
		who = fmt("%s:%s -> %s:%s", n$id$orig_h, n$id$orig_p, n$id$resp_h, n$id$resp_p);
	else if ( n?$src )
		{
		who = cat(n$src);

		if ( n?$dst )
			who += cat(" -> ", n$dst);
		else if ( n?$p )
			who += cat(":", n$p);
		}

	return n?$uid ? fmt("%s (uid %s)", who, n$uid) : who;
	}

function alarm_peer(n: Info): string
	{
	if ( ! Cluster::is_enabled() )
		return "";

	return fmt("<%s> ", n?$peer_descr ? n$peer_descr : (n?$peer_name ? n$peer_name : "local"));
	}

# Where the host outside the site is, if that was looked up.
function alarm_country(n: Info): string
	{
@ifdef ( Notice::ACTION_ADD_GEODATA )
	if ( n?$remote_location && n$remote_location?$country_code )
		return fmt(" (remote location %s)", n$remote_location$country_code);
@endif

	return "";
	}

function pretty_print_alarm(out: file, n: Info)
	{
	local hosts = alarm_hosts(n);
	local quote = " ";

	for ( _, host in hosts )
		if ( host in flag_nets )
			quote = ">";

	local lines: string_vec = vector();
	lines += fmt(">%s %D %s %s%s", quote, network_time(), n$note, alarm_subject(n), alarm_country(n));
	lines += fmt("   %s%s", alarm_peer(n), n?$msg ? n$msg : "");

	if ( n?$sub )
		lines += fmt("   %s", n$sub);

	resolve_and_write(out, lines, hosts, vector());
	}
