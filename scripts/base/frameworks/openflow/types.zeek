##! What is said to switches, and what stands between the framework and a kind of controller.

@load ./consts

module OpenFlow;

export {
	## Kinds of controllers.
	type Plugin: enum {
		## None.
		INVALID,
	};

	## One controller at work. Plugins add fields of their own.
	type ControllerState: record {
		_plugin: Plugin &optional;    ##< Its kind.
		_name: string &optional;      ##< Its name, which no other has.
		_activated: bool &default=F;  ##< Whether it is ready.
	} &redef;

	## Packets that are meant: those that have what is given here.
	type ofp_match: record {
		in_port: count &optional;
		dl_src: string &optional;
		dl_dst: string &optional;
		dl_vlan: count &optional;
		dl_vlan_pcp: count &optional;
		dl_type: count &optional;
		nw_tos: count &optional;
		nw_proto: count &optional;
		nw_src: subnet &optional;
		nw_dst: subnet &optional;
		tp_src: count &optional;
		tp_dst: count &optional;
	} &log;

	## What is done with them: where they go (nowhere: they are dropped), and what is set before.
	type ofp_flow_action: record {
		out_ports: vector of count &default=vector();
		vlan_vid: count &optional;
		vlan_pcp: count &optional;
		vlan_strip: bool &default=F;
		dl_src: string &optional;
		dl_dst: string &optional;
		nw_tos: count &optional;
		nw_src: addr &optional;
		nw_dst: addr &optional;
		tp_src: count &optional;
		tp_dst: count &optional;
	} &log;

	## A change of the table of flows.
	type ofp_flow_mod: record {
		cookie: count;                ##< Comes back with what is told of the flow.
		table_id: count &optional;
		command: ofp_flow_mod_command;
		idle_timeout: count &default=0;  ##< Seconds without a packet after which the flow ends; 0: none.
		hard_timeout: count &default=0;  ##< Seconds after which it ends; 0: none.
		priority: count &default=0;
		out_port: count &optional;       ##< In deletions: only flows that go there.
		out_group: count &optional;
		flags: count &default=0;         ##< OFPFF_ and so on.
		actions: ofp_flow_action &default=ofp_flow_action();
	} &log;

	## A controller: what a plugin makes. What it does not have it cannot do.
	type Controller: record {
		state: ControllerState;

		## Whether it tells when a flow ends, by :zeek:id:`OpenFlow::flow_removed`.
		supports_flow_removed: bool;

		## Its name, for logs.
		describe: function(state: ControllerState): string;

		## Called first. A controller that has it calls :zeek:id:`OpenFlow::controller_init_done` when it is ready.
		init: function(state: ControllerState) &optional;

		## Called last.
		destroy: function(state: ControllerState) &optional;

		## Changes the table of flows; F: it cannot.
		flow_mod: function(state: ControllerState, match: ofp_match, flow_mod: ofp_flow_mod): bool &optional;

		## Empties it.
		flow_clear: function(state: ControllerState): bool &optional;
	};
}
