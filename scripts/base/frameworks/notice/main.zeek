##! Notices: what scripts found and somebody may want to know.
##!
##! A script that found something calls :zeek:id:`NOTICE`. The hook :zeek:id:`Notice::policy` then
##! decides which actions follow: nothing, a row in the log, a mail, an alarm. A notice with an
##! identifier silences its like for a while.

@load base/frameworks/cluster

module Notice;

export {
	redef enum Log::ID += {
		## All notices that are logged.
		LOG,
		## Those that are alarms.
		ALARM_LOG,
	};

	## The policies of the two logs.
	global log_policy: Log::PolicyHook;
	global log_policy_alarm: Log::PolicyHook;

	## What notices are about; each script adds its own.
	type Type: enum {
		## How often something else was noticed.
		Tally,
	};

	## What may follow a notice; scripts can add their own.
	type Action: enum {
		## Nothing.
		ACTION_NONE,
		## A row in the log.
		ACTION_LOG,
		## A mail to :zeek:id:`Notice::mail_dest`.
		ACTION_EMAIL,
		## A row in the log of alarms, which is mailed as a whole from time to time.
		ACTION_ALARM,
		## The host is to be locked out, by whatever script knows how.
		ACTION_DROP,
	};

	type ActionSet: set[Notice::Action];

	## How long a notice silences others with its type and identifier; 0 secs: not at all.
	option default_suppression_interval = 1hrs;

	## A notice. Scripts fill in `note`, `msg` and what they know of the rest.
	type Info: record {
		## When; now, unless given.
		ts: time &log &optional;

		## The connection it is about, by name and by its ends. Taken from `conn` where that is given.
		uid: string &log &optional;
		id: conn_id &log &optional;

		## The connection itself.
		conn: connection &optional;

		## The file itself; the next three fields are taken from it.
		f: fa_file &optional;

		fuid: string &log &optional;
		file_mime_type: string &log &optional;
		file_desc: string &log &optional;

		## The protocol of the port.
		proto: transport_proto &log &optional;

		## What it is about.
		note: Type &log;

		## A sentence for people, and what else there is to say.
		msg: string &log &optional;
		sub: string &log &optional;

		## Source, destination and port, taken from `id` where that is known.
		src: addr &log &optional;
		dst: addr &log &optional;
		p: port &log &optional;

		## A number: how often, or a status.
		n: count &log &optional;

		## The process of a cluster that noticed.
		peer_name: string &optional;
		peer_descr: string &log &optional;

		## What follows.
		actions: ActionSet &log &default=ActionSet();

		## Who gets a mail.
		email_dest: set[string] &log &default=set();

		## What mails say besides; handlers of :zeek:id:`Notice::notice` append to it.
		email_body_sections: vector of string &optional;

		## While there is something in it, mails wait, :zeek:id:`Notice::max_email_delay` at most.
		email_delay_tokens: set[string] &optional;

		## Two notices of one type with the same identifier tell the same.
		identifier: string &optional;

		## How long notices that tell the same are silenced.
		suppress_for: interval &log &default=default_suppression_interval;
	};

	## Types that nothing follows, that are mailed, that are alarms, that do not silence others.
	option ignored_types: set[Notice::Type] = {};
	option emailed_types: set[Notice::Type] = {};
	option alarmed_types: set[Notice::Type] = {};
	option not_suppressed_types: set[Notice::Type] = {};

	## How long notices silence their like, by type.
	const type_suppression_intervals: table[Notice::Type] of interval = {} &redef;

	## Decides what follows: handlers change `n$actions` and the rest. A handler that breaks
	## keeps those with lower priorities from deciding.
	global policy: hook(n: Notice::Info);

	## The program that sends mails.
	option sendmail = "/usr/sbin/sendmail";

	## Who gets mails and the log of alarms; empty: nobody.
	const mail_dest = "" &redef;

	option mail_from = "Zeek <zeek@localhost>";
	option reply_to = "";
	option mail_subject_prefix = "[Zeek]";

	## How long mails may be made to wait.
	const max_email_delay = 15secs &redef;

	## What a notice needs to know of a file.
	type FileInfo: record {
		fuid: string;             ##< Names the file in all logs.
		desc: string;             ##< Where it came from, in words.
		mime: string &optional;   ##< Its type.
		cid: conn_id &optional;   ##< A connection that it was seen in ...
		cuid: string &optional;   ##< ... and how that is named.
	};

	## In a cluster, others are told of silenced notices in batches: after so long, or so many.
	option suppression_batch_period = 10msec;
	option suppression_batch_max_size = 50;

	## Gathers what a notice needs to know of a file.
	global create_file_info: function(f: fa_file): Notice::FileInfo;

	## Fills the fields of a notice that are about a file.
	global populate_file_info: function(f: fa_file, n: Notice::Info);
	global populate_file_info2: function(fi: Notice::FileInfo, n: Notice::Info);

	## Mails a rotated log to :zeek:id:`Notice::mail_dest` and removes it.
	global log_mailing_postprocessor: function(info: Log::RotationInfo): bool;

	## Runs for each notice, when what follows has been decided.
	global notice: hook(n: Info);

	## A notice begins to silence others.
	global begin_suppression: event(ts: time, suppress_for: interval, note: Type, identifier: string);

	## Whether a notice is silenced by an earlier one.
	global is_being_suppressed: function(n: Notice::Info): bool;

	## A notice was silenced.
	global suppressed: event(n: Notice::Info);

	## Mails a notice.
	##
	## dest: To whom.
	## extend: Whether to append `n$email_body_sections`.
	global email_notice_to: function(n: Info, dest: string, extend: bool);

	## The header of a mail, without the empty line that ends it.
	global email_headers: function(subject_desc: string, dest: string): string;

	## A notice goes to the log.
	global log_notice: event(rec: Info);

	## Fills what can be derived and asks :zeek:id:`Notice::policy`.
	global apply_policy: function(n: Notice::Info);
}

# An element goes when its own time, which is its value, has come.
function until_end(silenced: table[Type, string] of time, key: any): interval
	{
	local note: Type;
	local identifier: string;
	[note, identifier] = key;
	return max_interval(silenced[note, identifier] - network_time(), 0secs);
	}

# Until when notices are silenced. Elements that are over may still be there.
global silenced_until: table[Type, string] of time = {} &create_expire=10secs &expire_func=until_end;

# Where actions put rows.
const logs_of_actions: table[Action] of Log::ID = {
	[ACTION_LOG] = LOG,
	[ACTION_ALARM] = ALARM_LOG,
};

event zeek_init() &priority=5
	{
	Log::create_stream(Notice::LOG, Log::Stream($columns=Info, $ev=log_notice, $path="notice", $policy=log_policy));
	Log::create_stream(Notice::ALARM_LOG, Log::Stream($columns=Info, $path="notice_alarm", $policy=log_policy_alarm));

	if ( mail_dest != "" && ! reading_traces() )
		Log::add_filter(Notice::ALARM_LOG, Log::Filter($name="alarm-mail", $path="alarm-mail",
		                $writer=Log::WRITER_ASCII, $interv=24hrs, $postprocessor=log_mailing_postprocessor));
	}

# ---- Mail -------------------------------------------------------------------------------------

function email_headers(subject_desc: string, dest: string): string
	{
	local lines = vector(
		cat("From: ", mail_from),
		cat("Subject: ", mail_subject_prefix, " ", subject_desc),
		cat("To: ", dest),
		cat("User-Agent: Zeek/", zeek_version()));

	if ( |reply_to| > 0 )
		lines += cat("Reply-To: ", reply_to);

	return join_string_vec(lines, "\n") + "\n";
	}

# The paragraphs of a mail, a line each: what was found, in which file, and between whom.

function finding_paragraph(n: Info): string_vec
	{
	local lines: string_vec = vector();

	if ( n?$msg )
		lines += cat("Message: ", n$msg);
	if ( n?$sub )
		lines += cat("Sub-message: ", n$sub);

	return lines;
	}

function file_paragraph(n: Info): string_vec
	{
	local lines: string_vec = vector();

	if ( n?$file_desc )
		lines += cat("File Description: ", n$file_desc);
	if ( n?$file_mime_type )
		lines += cat("File MIME Type: ", n$file_mime_type);

	return lines;
	}

function ends_paragraph(n: Info): string_vec
	{
	local lines: string_vec = vector();

	if ( ! n?$id )
		return n?$src ? vector(cat("Address: ", n$src)) : lines;

	lines += fmt("Connection: %s:%d -> %s:%d", n$id$orig_h, n$id$orig_p, n$id$resp_h, n$id$resp_p);

	if ( n?$uid )
		lines += cat("Connection uid: ", n$uid);

	return lines;
	}

function email_lines(n: Info): string_vec
	{
	local lines = finding_paragraph(n);
	local about_file = file_paragraph(n);
	lines += "";

	if ( |about_file| > 0 )
		{
		lines += about_file;
		lines += "";
		}

	lines += ends_paragraph(n);
	return lines;
	}

# Whether a mail has to wait for what others have to add to it.
function must_wait(n: Info): bool
	{
	if ( ! n?$email_delay_tokens || |n$email_delay_tokens| == 0 )
		return F;

	if ( network_time() < n$ts + max_email_delay )
		return T;

	Reporter::info(fmt("mail about %s goes out without what was waited for: %s", n$note,
	                   join_string_set(n$email_delay_tokens, ", ")));
	return F;
	}

event email_again(waiting: Notice::Info, recipient: string)
	{
	email_notice_to(waiting, recipient, T);
	}

function email_notice_to(n: Notice::Info, dest: string, extend: bool)
	{
	if ( dest == "" || reading_traces() )
		return;

	if ( extend && must_wait(n) )
		{
		schedule 1sec { email_again(n, dest) };
		return;
		}

	local lines = email_lines(n);

	if ( extend && n?$email_body_sections )
		{
		lines += "";
		lines += "Email Extensions";
		lines += "----------------";
		lines += n$email_body_sections;
		}

	local body = join_string_vec(lines, "\n");
	local mail = cat(email_headers(cat(n$note), dest), "\n", body, "\n\n\n--\n[Automatically generated]\n\n");

	if ( ! piped_exec(cat(sendmail, " -t -oi"), mail) )
		Reporter::warning(fmt("the mail about a notice %s to %s is lost: `%s` failed; Notice::sendmail names the program",
		                      n$note, dest, sendmail));
	}

function log_mailing_postprocessor(info: Log::RotationInfo): bool
	{
	if ( mail_dest == "" || reading_traces() )
		return T;

	local header_name = cat(info$fname, ".mailheaders.tmp");
	local header = open(header_name);
	write_file(header, cat(email_headers(cat("Log Contents: ", info$fname), mail_dest), "\n"));
	close(header);

	local both = cat(safe_shell_quote(header_name), " ", safe_shell_quote(info$fname));
	system(fmt("cat %s | %s -t -oi && rm %s", both, sendmail, both));
	return T;
	}

# ---- What follows -----------------------------------------------------------------------------

hook Notice::policy(n: Notice::Info) &priority=10
	{
	local note = n$note;

	if ( note in ignored_types )
		break;

	if ( note in type_suppression_intervals )
		n$suppress_for = type_suppression_intervals[note];
	else if ( note in not_suppressed_types )
		n$suppress_for = 0secs;

	local follows = ActionSet();

	if ( note in alarmed_types )
		add follows[ACTION_ALARM];
	if ( note in emailed_types )
		add follows[ACTION_EMAIL];

	add follows[ACTION_LOG];
	n$actions += follows;
	}

hook Notice::notice(n: Notice::Info)
	{
	if ( ACTION_EMAIL in n$actions )
		add n$email_dest[mail_dest];
	}

# Silences notices that tell the same as this one. Those still silenced stay so no longer than they would have.
function silence_others(n: Info)
	{
	if ( ! n?$identifier || n$suppress_for == 0secs || [n$note, n$identifier] in silenced_until )
		return;

	# The handler of the event does the same, but only after notices of the event at hand.
	silenced_until[n$note, n$identifier] = n$ts + n$suppress_for;
	event begin_suppression(n$ts, n$suppress_for, n$note, n$identifier);
	}

hook Notice::notice(n: Notice::Info) &priority=-5
	{
	for ( recipient in n$email_dest )
		email_notice_to(n, recipient, T);

	for ( action in n$actions )
		if ( action in logs_of_actions )
			Log::write(logs_of_actions[action], n);

	silence_others(n);
	}

event Notice::begin_suppression(ts: time, suppress_for: interval, note: Type, identifier: string)
	{
	silenced_until[note, identifier] = ts + suppress_for;
	}

function is_being_suppressed(n: Notice::Info): bool
	{
	if ( ! n?$identifier || [n$note, n$identifier] !in silenced_until )
		return F;

	if ( silenced_until[n$note, n$identifier] > network_time() )
		{
		event suppressed(n);
		return T;
		}

	delete silenced_until[n$note, n$identifier];
	return F;
	}

# ---- Derived fields ---------------------------------------------------------------------------

function create_file_info(f: fa_file): Notice::FileInfo
	{
	local about = FileInfo($fuid=f$id, $desc="");

@ifdef ( Files::describe )
	about$desc = Files::describe(f);

	if ( f?$info && f$info?$mime_type )
		about$mime = f$info$mime_type;
@endif

	if ( ! f?$conns )
		return about;

	for ( _, first in f$conns )
		{
		about$cid = first$id;
		about$cuid = first$uid;
		break;
		}

	return about;
	}

function populate_file_info(f: fa_file, n: Notice::Info)
	{
	populate_file_info2(create_file_info(f), n);
	}

function populate_file_info2(fi: Notice::FileInfo, n: Notice::Info)
	{
	if ( ! n?$fuid )
		n$fuid = fi$fuid;

	# A type that the script gave stays, a description does not.
	n$file_desc = fi$desc;
	if ( fi?$mime && ! n?$file_mime_type )
		n$file_mime_type = fi$mime;

	if ( fi?$cuid )
		n$uid = fi$cuid;
	if ( fi?$cid )
		n$id = fi$cid;
	}

function fill_from_connection(n: Info, c: connection)
	{
	if ( ! n?$id )
		n$id = c$id;
	if ( ! n?$uid )
		n$uid = c$uid;
	}

function fill_from_ends(n: Info, ends: conn_id)
	{
	if ( ! n?$p )
		n$p = ends$resp_p;
	if ( ! n?$src )
		n$src = ends$orig_h;
	if ( ! n?$dst )
		n$dst = ends$resp_h;
	}

# Who noticed, in a cluster.
function fill_from_process(n: Info, process: string)
	{
	if ( ! n?$peer_descr )
		n$peer_descr = process;
	if ( ! n?$peer_name )
		n$peer_name = process;
	}

function apply_policy(n: Notice::Info)
	{
	if ( ! n?$ts )
		n$ts = network_time();

	if ( Cluster::is_enabled() )
		fill_from_process(n, Cluster::node);

	# What a file came over, then what belongs to a connection, then what its ends are.
	if ( n?$f )
		populate_file_info(n$f, n);
	if ( n?$conn )
		fill_from_connection(n, n$conn);
	if ( n?$id )
		fill_from_ends(n, n$id);
	if ( n?$p )
		n$proto = get_port_transport_proto(n$p);

	# Handlers of the policy may append to these.
	if ( ! n?$email_delay_tokens )
		n$email_delay_tokens = set();
	if ( ! n?$email_body_sections )
		n$email_body_sections = vector();

	hook policy(n);

	# There is a default, but a handler may have deleted the field.
	if ( ! n?$suppress_for )
		n$suppress_for = default_suppression_interval;
	}

module GLOBAL;

## Tells that something was found.
function NOTICE(n: Notice::Info)
	{
	if ( Notice::is_being_suppressed(n) )
		return;

	Notice::apply_policy(n);
	hook Notice::notice(n);
	}
