##! Summary statistics: many observations go in, a few numbers for each key come out, at the end of an
##! epoch or as soon as a threshold is crossed.
##!
##! Scripts say what they observe with :zeek:id:`SumStats::observe`. A reducer picks the observations of one
##! stream and hands them to calculations; a summary joins reducers and says what to do with the
##! results. Calculations are plugins: each adds a label, fields to reducers and results, and a function that
##! takes an observation into account.

module SumStats;

export {
	## What can be calculated; each plugin adds its own label.
	type Calculation: enum {
		PLACEHOLDER
	};

	## What results are kept for: a host, a text, or both.
	type Key: record {
		str: string &optional;
		host: addr &optional;
	};

	## What was observed: one of these.
	type Observation: record {
		num: count &optional;
		dbl: double &optional;
		str: string &optional;
	};

	## Takes observations of one stream and calculates.
	type Reducer: record {
		## The stream.
		stream: string;

		## The calculations.
		apply: set[Calculation];

		## Says which observations count; all if it is missing.
		pred: function(key: SumStats::Key, obs: SumStats::Observation): bool &optional;

		## Maps keys that are to be taken for the same to one key.
		normalize_key: function(key: SumStats::Key): Key &optional;
	};

	## What a reducer calculated for a key. Plugins add fields.
	type ResultVal: record {
		begin: time;               ##< Time of the first observation.
		end: time;                 ##< Time of the last one.
		num: count &default=0;     ##< How many there were.
	};

	## Results by stream, and these by key.
	type Result: table[string] of ResultVal;
	type ResultTable: table[Key] of Result;

	## A summary.
	type SumStat: record {
		## Tells summaries apart.
		name: string;

		## How long observations are gathered before everything begins anew. 0 secs: until
		## :zeek:id:`SumStats::next_epoch` is called.
		epoch: interval;

		reducers: set[Reducer];

		## What is compared with the thresholds. Has to be there if there is a threshold.
		threshold_val: function(key: SumStats::Key, result: SumStats::Result): double &optional;

		## A threshold, or several in ascending order.
		threshold: double &optional;
		threshold_series: vector of double &optional;

		## A key has reached a threshold, for the first time within the epoch.
		threshold_crossed: function(key: SumStats::Key, result: SumStats::Result) &optional;

		## The epoch is over: runs for each key ...
		epoch_result: function(ts: time, key: SumStats::Key, result: SumStats::Result) &optional;

		## ... and then once.
		epoch_finished: function(ts: time) &optional;
	};

	## Begins a summary.
	global create: function(ss: SumStats::SumStat);

	## Tells an observation.
	##
	## id: The stream it belongs to.
	## key: What it is about.
	## obs: What it is.
	global observe: function(id: string, orig_key: SumStats::Key, obs: SumStats::Observation);

	## The present results for a key, empty if there are none. For conditions of `when`.
	global request_key: function(ss_name: string, key: Key): Result;

	## A key as text.
	global key2str: function(key: SumStats::Key): string;

	## Ends the epoch of a summary that has no epochs of its own.
	##
	## Returns: F if there is no such summary, or its epochs end by themselves.
	global next_epoch: function(ss_name: string): bool;
}

# ---- For plugins ------------------------------------------------------------------------------

# Takes an observation into account. `val` is the observed number, 1.0 for a text.
type ObserveFunc: function(r: Reducer, val: double, data: Observation, rv: ResultVal);

redef record Reducer += {
	# The summary it belongs to.
	ssname: string &optional;

	# The calculations, those that others depend on first, and their functions.
	calc_funcs: vector of Calculation &optional;
	observers: vector of ObserveFunc &optional;
};

# Plugins call the next two functions in a body of this hook.
global register_observe_plugins: hook();

# Plugins prepare new results, and put two results together, in bodies of these.
global init_resultval_hook: hook(r: Reducer, rv: ResultVal);
global compose_resultvals_hook: hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal);

global observers: table[Calculation] of ObserveFunc = table();
global dependencies: table[Calculation] of vector of Calculation = table();

# Offers a calculation.
function register_observe_plugin(calc: Calculation, func: ObserveFunc) &is_used
	{
	observers[calc] = func;
	}

# Says that a calculation needs another one to run before it.
function add_observe_plugin_dependency(calc: Calculation, depends_on: Calculation) &is_used
	{
	if ( calc !in dependencies )
		dependencies[calc] = vector();

	dependencies[calc] += depends_on;
	}

# Before any script that creates a summary.
event zeek_init() &priority=100000
	{
	hook register_observe_plugins();
	}

# ---- Summaries --------------------------------------------------------------------------------

# A summary at work.
type Running: record {
	ss: SumStat;
	results: ResultTable;

	# How many thresholds a key has reached.
	reached: table[Key] of count &default=table();
};

global running: table[string] of Running = table();
global reducers: table[string] of vector of Reducer = table();

global finish_epoch: event(ss: SumStat);

function begin_epoch(s: Running)
	{
	s$results = table();
	s$reached = table();
	}

# Appends a calculation to a list, behind those it depends on, if it is not there.
function append_calculation(ordered: vector of Calculation, calc: Calculation)
	{
	for ( _, listed in ordered )
		if ( listed == calc )
			return;

	if ( calc in dependencies )
		for ( _, needed in dependencies[calc] )
			append_calculation(ordered, needed);

	ordered += calc;
	}

function start_reducer(reducer: Reducer, name: string)
	{
	local r = copy(reducer);
	r$ssname = name;
	r$calc_funcs = vector();
	r$observers = vector();

	for ( calc in r$apply )
		append_calculation(r$calc_funcs, calc);

	for ( _, needed in r$calc_funcs )
		if ( needed in observers )
			r$observers += observers[needed];

	if ( r$stream !in reducers )
		reducers[r$stream] = vector();

	reducers[r$stream] += r;
	}

# Takes the reducers of a summary away, because another one gets its name.
function stop_reducers(name: string)
	{
	for ( stream, present in reducers )
		{
		local others: vector of Reducer = vector();

		for ( _, r in present )
			if ( r$ssname != name )
				others += r;

		reducers[stream] = others;
		}
	}

# Without a length, an epoch ends when a script says so.
function plan_end(ss: SumStat)
	{
	if ( ss$epoch > 0secs )
		schedule ss$epoch { finish_epoch(ss) };
	}

function create(ss: SumStat)
	{
	local name = ss$name;

	if ( ! ss?$threshold_val && (ss?$threshold || ss?$threshold_series) )
		Reporter::error(fmt("the summary '%s' has a threshold, but no function threshold_val to compare with it", name));

	# The end of an epoch is planned already if it is the same one again.
	local is_planned = name in running && same_object(running[name]$ss, ss);

	if ( name in running )
		{
		Reporter::warning(fmt("the summary '%s' takes the place of another one of that name", name));
		stop_reducers(name);
		}

	running[name] = Running($ss=ss, $results=table());

	for ( r in ss$reducers )
		start_reducer(r, name);

	if ( ! is_planned )
		plan_end(ss);
	}

function key2str(key: Key): string
	{
	local parts: string_vec = vector();

	if ( key?$host )
		parts += cat("host=", key$host);
	if ( key?$str )
		parts += cat("str=", key$str);

	return cat("sumstats_key(", join_string_vec(parts, ", "), ")");
	}

# ---- Results ----------------------------------------------------------------------------------

function new_value(r: Reducer): ResultVal
	{
	local now = network_time();
	local rv = ResultVal($begin=now, $end=now);
	hook init_resultval_hook(r, rv);
	return rv;
	}

function merged_value(rv1: ResultVal, rv2: ResultVal): ResultVal
	{
	local result = ResultVal($begin=rv1$begin < rv2$begin ? rv1$begin : rv2$begin,
	                         $end=rv1$end > rv2$end ? rv1$end : rv2$end,
	                         $num=rv1$num + rv2$num);
	hook compose_resultvals_hook(result, rv1, rv2);
	return result;
	}

# Puts the results of two sources together.
function merged_results(r1: Result, r2: Result): Result &is_used
	{
	local both: Result = table();

	for ( stream, rv in r1 )
		both[stream] = stream in r2 ? merged_value(rv, r2[stream]) : rv;

	for ( stream, rv in r2 )
		if ( stream !in r1 )
			both[stream] = rv;

	return both;
	}

# ---- Thresholds -------------------------------------------------------------------------------

function thresholds_reached(s: Running, key: Key): count
	{
	return key in s$reached ? s$reached[key] : 0;
	}

# Whether nobody will ask for more results of a key in this epoch.
function is_settled(s: Running, key: Key): bool
	{
	local ss = s$ss;

	if ( key !in s$reached )
		return F;

	if ( ss?$threshold_series && s$reached[key] == |ss$threshold_series| )
		return T;

	return ss?$threshold && ! ss?$epoch_result;
	}

# Adds results of streams that nothing was observed on, so that callbacks find all they may ask for.
function complete_result(ss: SumStat, result: Result)
	{
	if ( |ss$reducers| == |result| )
		return;

	for ( r in ss$reducers )
		if ( r$stream !in result )
			result[r$stream] = new_value(r);
	}

function reaches_threshold(s: Running, key: Key, result: Result): bool
	{
	local ss = s$ss;
	local value = ss$threshold_val(key, result);
	local reached = thresholds_reached(s, key);

	if ( ss?$threshold && reached == 0 && value >= ss$threshold )
		return T;

	return ss?$threshold_series && reached < |ss$threshold_series| && value >= ss$threshold_series[reached];
	}

function tell_of_threshold(s: Running, key: Key, result: Result)
	{
	local ss = s$ss;

	if ( ! ss?$threshold_val )
		return;

	complete_result(ss, result);

	if ( ! reaches_threshold(s, key, result) || ! ss?$threshold_crossed )
		return;

	s$reached[key] = thresholds_reached(s, key) + 1;
	ss$threshold_crossed(key, result);
	}

# ---- Observations -----------------------------------------------------------------------------

# The number that calculations reckon with; a text counts as one.
function number_of(obs: Observation): double
	{
	if ( obs?$num )
		return obs$num;

	return obs?$dbl ? obs$dbl : 1.0;
	}

# Takes an observation into account for one reducer.
function reduce(r: Reducer, orig_key: Key, obs: Observation)
	{
	local s = running[r$ssname];
	local key = orig_key;

	if ( r?$normalize_key )
		key = r$normalize_key(copy(orig_key));

	if ( (r?$pred && ! r$pred(key, obs)) || is_settled(s, key) )
		return;

	if ( key !in s$results )
		s$results[key] = table();

	local result = s$results[key];

	if ( r$stream !in result )
		result[r$stream] = new_value(r);

	local rv = result[r$stream];
	local val = number_of(obs);
	++rv$num;
	rv$end = network_time();

	for ( _, observer in r$observers )
		observer(r, val, obs, rv);

	tell_of_threshold(s, key, result);
	}

function observe(id: string, orig_key: Key, obs: Observation)
	{
	if ( id !in reducers )
		return;

	for ( _, r in reducers[id] )
		reduce(r, orig_key, obs);
	}

# ---- Epochs -----------------------------------------------------------------------------------

# Hands out results, a few at a time, so that packets do not have to wait for all of them.
event SumStats::hand_out_results(ss: SumStat, now: time, data: ResultTable)
	{
	local done: vector of Key = vector();

	for ( key, result in data )
		{
		ss$epoch_result(now, key, result);
		done += key;

		if ( |done| == 50 )
			break;
		}

	for ( _, key in done )
		delete data[key];

	if ( |data| > 0 )
		schedule 0.01secs { SumStats::hand_out_results(ss, now, data) };
	else if ( ss?$epoch_finished )
		ss$epoch_finished(now);
	}

function hand_out_at_end(ss: SumStat, data: ResultTable)
	{
	local now = network_time();

	for ( key, result in data )
		ss$epoch_result(now, key, result);

	if ( ss?$epoch_finished )
		ss$epoch_finished(now);
	}

function end_epoch(s: Running)
	{
	local ss = s$ss;
	local data = s$results;
	begin_epoch(s);

	if ( ! ss?$epoch_result )
		return;

	if ( zeek_is_terminating() )
		hand_out_at_end(ss, data);
	else if ( |data| > 0 )
		event SumStats::hand_out_results(ss, network_time(), data);
	else if ( ss?$epoch_finished )
		ss$epoch_finished(network_time());
	}

event SumStats::finish_epoch(ss: SumStat)
	{
	# The last epoch ends with zeek_done; those of a summary whose name another one has got are over.
	if ( zeek_is_terminating() || ss$name !in running || ! same_object(running[ss$name]$ss, ss) )
		return;

	end_epoch(running[ss$name]);
	plan_end(ss);
	}

event zeek_done() &priority=10
	{
	for ( _, s in running )
		if ( s$ss$epoch != 0secs )
			end_epoch(s);
	}

function next_epoch(ss_name: string): bool
	{
	if ( ss_name !in running || running[ss_name]$ss$epoch != 0secs )
		return F;

	event SumStats::finish_epoch(running[ss_name]$ss);
	return T;
	}

function request_key(ss_name: string, key: Key): Result
	{
	return when [ss_name, key] ( T )
		{
		if ( ss_name in running && key in running[ss_name]$results )
			return running[ss_name]$results[key];

		return table();
		}
	}
