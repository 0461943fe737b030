##! How the framework works in a process by itself: rules go straight to its plugins, and what these tell changes what is
##! known of rules.

@load ./main

module NetControl;

# The time of a rule is over at a plugin that does not look after that.
global time_is_over: event(r: Rule, p: PluginState);

function activate(p: PluginState, priority: int)
	{
	p$_id = ++last_plugin;
	p$_priority = priority;
	plugins_by_number[p$_id] = p;
	line_up(p);
	write_for(p, message(cat("activating plugin with priority ", priority)));

	# A plugin that has nothing to prepare is ready.
	if ( ! p$plugin?$init )
		plugin_activated(p);
	else
		p$plugin$init(p);
	}

# ---- Adding -----------------------------------------------------------------------------------

function refuse(r: Rule, why: string): string
	{
	tell_own(r, FAILED, why);
	return "";
	}

# Offers a rule to plugins: the first one that takes it on, and others of the same priority. F: there is none.
function offer(r: Rule): bool
	{
	local is_taken = F;
	local lowest: int = +0;

	for ( _, p in plugins )
		{
		if ( is_taken && p$_priority < lowest )
			break;

		local kind = p$plugin;

		if ( ! kind?$add_rule || ! kind$add_rule(p, r) )
			next;

		lowest = p$_priority;
		is_taken = T;
		add r$_plugin_ids[p$_id];
		tell(r, p, "ADD", REQUESTED);
		}

	return is_taken;
	}

function add_rule(r: Rule): string
	{
	if ( ! is_ready )
		return refuse(r, "plugins not initialized yet");

	r$cid = ++last_rule;
	r$id = cat(r$cid);

	if ( ! hook rule_policy(r) )
		return "";

	if ( [r$entity, r$ty] in rule_entities )
		return refuse(r, "discarded duplicate insertion");

	if ( ! offer(r) )
		return refuse(r, "not supported");

	take_on(r);
	event rule_new(r);
	return r$id;
	}

# ---- Removing ---------------------------------------------------------------------------------

# Asks a plugin to remove a rule.
function ask_to_remove(r: Rule, p: PluginState, reason: string): bool
	{
	local kind = p$plugin;
	local is_asked = kind?$remove_rule && kind$remove_rule(p, r, reason);

	if ( is_asked )
		tell(r, p, "REMOVE", REQUESTED);
	else
		tell_error(r, p, "remove not supported");

	return is_asked;
	}

function delete_rule(id: string, reason: string &default=""): bool
	{
	if ( id !in rules )
		{
		Reporter::error(fmt("NetControl::delete_rule: there is no rule %s", id));
		return F;
		}

	local deleted = rules[id];
	deleted$_active_plugin_ids = set();
	forget(deleted);
	tell_own(deleted, REMOVED, |reason| > 0 ? cat("delete_rule: ", reason) : "delete_rule");
	return T;
	}

function remove_rule(id: string, reason: string &default=""): bool
	{
	if ( id !in rules )
		{
		Reporter::error(fmt("NetControl::remove_rule: there is no rule %s", id));
		return F;
		}

	local removed = rules[id];

	for ( number in removed$_active_plugin_ids )
		if ( ! ask_to_remove(removed, plugins_by_number[number], reason) )
			return F;

	return T;
	}

# ---- What plugins tell ------------------------------------------------------------------------

# Whether a plugin speaks of a rule that there is.
function is_known(r: Rule, p: PluginState, complaint: string): bool
	{
	if ( r$id in rules )
		return T;

	tell_error(r, p, complaint);
	return F;
	}

# A rule is in place at a plugin, which put it there or found it.
function in_place(r: Rule, p: PluginState, was_there: bool, msg: string)
	{
	if ( ! is_known(r, p, "Addition of unknown rule") )
		return;

	local known = rules[r$id];
	add known$_active_plugin_ids[p$_id];
	known$_added = known$_added || |known$_active_plugin_ids| == |known$_plugin_ids|;
	tell(r, p, "ADD", was_there ? EXISTS : SUCCEEDED, msg);

	# What was there before somebody else may need.
	if ( was_there )
		add known$_no_expire_plugins[p$_id];

	hook rule_added_policy(known, p, was_there, msg);

	local is_ours_to_end = ! p$plugin$can_expire && p$_id !in known$_no_expire_plugins;

	if ( is_ours_to_end && known?$expire && known$expire > 0secs )
		schedule known$expire { time_is_over(known, p) };
	}

event rule_added(r: Rule, p: PluginState, msg: string) &priority=5
	{
	in_place(r, p, F, msg);
	}

event rule_exists(r: Rule, p: PluginState, msg: string) &priority=5
	{
	in_place(r, p, T, msg);
	}

event time_is_over(r: Rule, p: PluginState) &priority=-5
	{
	# It may have been removed meanwhile, and at the end of a run timers come early.
	if ( zeek_is_terminating() || r$id !in rules || p$_id !in rules[r$id]$_active_plugin_ids )
		return;

	event rule_timeout(rules[r$id], FlowInfo(), p);
	}

event rule_removed(r: Rule, p: PluginState, msg: string) &priority=-5
	{
	if ( ! is_known(r, p, "Removal of non-existing rule") )
		return;

	local removed = rules[r$id];
	part(removed, p);
	tell(removed, p, "REMOVE", SUCCEEDED, msg);
	forget(removed);
	}

event rule_timeout(r: Rule, i: FlowInfo, p: PluginState) &priority=-5
	{
	if ( ! is_known(r, p, "Timeout of non-existing rule") )
		return;

	local over = rules[r$id];
	local seen: string_vec = vector();

	if ( i?$duration )
		seen += cat("Duration: ", i$duration);
	if ( i?$packet_count )
		seen += cat("Packet count: ", i$packet_count);
	if ( i?$byte_count )
		seen += cat("Byte count: ", i$byte_count);

	tell(over, p, "EXPIRE", TIMEOUT, join_string_vec(seen, " "));

	if ( p$plugin$can_expire )
		{
		part(over, p);
		forget(over);
		}
	else
		# It is over, but still in place.
		ask_to_remove(over, p, "");
	}

event rule_error(r: Rule, p: PluginState, msg: string) &priority=-5
	{
	if ( ! is_known(r, p, cat("Error for non-existing rule: ", msg)) )
		return;

	local failed = rules[r$id];
	tell_error(failed, p, msg);
	part(failed, p);

	# The last one that could have put it in place did not.
	local left = |failed$_plugin_ids|;

	if ( left == 0 )
		forget(failed);
	else if ( |failed$_active_plugin_ids| == left )
		failed$_added = T;
	}
