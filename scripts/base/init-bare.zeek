##! What every script world begins with, with `-b` too: the types, options and events of the engine
##! itself, and the logging framework. Anything else is loaded by those who need it.

@load ./init/analyzers
@load ./init/values
@load ./init/headers
@load ./init/introspection
@load ./init/connections
@load ./init/options
@load ./init/protocols
@load ./init/events
@load ./init/cluster
@load ./init/machine
@load ./init/geneve

# What is written in C++: every builtin function, declared beside its body.
@load base/bif

@load ./init/ip-protocols

@load base/packet-protocols

module GLOBAL;

## The smaller of two.
function min_double(a: double, b: double): double
	{
	return b < a ? b : a;
	}

## The larger of two.
function max_double(a: double, b: double): double
	{
	return b > a ? b : a;
	}

## The shorter of two.
function min_interval(a: interval, b: interval): interval
	{
	return b < a ? b : a;
	}

## The longer of two.
function max_interval(a: interval, b: interval): interval
	{
	return b > a ? b : a;
	}

## The smaller of two.
function min_count(a: count, b: count): count
	{
	return b < a ? b : a;
	}

## The larger of two.
function max_count(a: count, b: count): count
	{
	return b > a ? b : a;
	}

## Lists one more interface behind others, with a blank between them.
function add_interface(iold: string, inew: string): string &is_used
	{
	return iold == "" ? inew : iold + " " + inew;
	}

## Lists one more file of signatures behind others, with a blank between them.
function add_signature_file(sold: string, snew: string): string &is_used
	{
	return sold == "" ? snew : sold + " " + snew;
	}

## The interfaces given on the command line; `redef interfaces += "eth1"` adds one.
global interfaces = "" &add_func=add_interface &redef;

## Files of signatures to load; `redef signature_files += "my.sig"` adds one.
global signature_files = "" &add_func=add_signature_file &redef;

## Set once no more packets will come.
global done_with_network = F;

event net_done(t: time)
	{
	done_with_network = T;
	}

@load base/frameworks/logging
@load base/frameworks/analyzer
@load base/frameworks/input
@load base/frameworks/files
@load base/frameworks/broker
@load base/frameworks/supervisor
@load base/frameworks/cluster
@load base/frameworks/config
@load base/frameworks/telemetry/options
