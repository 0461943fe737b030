##! Switches the scripts of this folder off, kind by kind, while there are no items of that kind. Then
##! :zeek:id:`Intel::seen_policy` does not run for what they would see.

@load frameworks/intel/seen
@load base/frameworks/reporter

module Intel;

export {
	## Whether to do so.
	const manage_seen_event_groups = T &redef;
}

# How many indicators there are that each group looks for.
global indicators_by_group: table[string] of count &default=0;

# The group that finds a kind of indicators: networks are found by their addresses.
function group_of(t: Intel::Type): string
	{
	return cat(t == SUBNET ? ADDR : t);
	}

event zeek_init()
	{
	if ( ! manage_seen_event_groups )
		return;

	for ( group in enum_names(Intel::Type) )
		if ( has_event_group(group) && indicators_by_group[group] == 0 )
			disable_event_group(group);
	}

hook Intel::indicator_inserted(v: string, t: Intel::Type)
	{
	local group = group_of(t);

	if ( ++indicators_by_group[group] == 1 && manage_seen_event_groups && has_event_group(group) )
		enable_event_group(group);
	}

hook Intel::indicator_removed(v: string, t: Intel::Type)
	{
	local group = group_of(t);

	if ( indicators_by_group[group] == 0 )
		return;

	if ( --indicators_by_group[group] == 0 && manage_seen_event_groups && has_event_group(group) )
		disable_event_group(group);
	}
