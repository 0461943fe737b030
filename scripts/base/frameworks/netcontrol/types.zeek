##! What rules for devices in the network are made of.

module NetControl;

export {
	## How much a rule counts, unless it says so itself; and how much rules count that let something pass
	## (:zeek:id:`NetControl::whitelist_address` and its like).
	option default_priority: int = +0;
	const whitelist_priority: int = +5 &redef;

	## What a rule is about.
	type EntityType: enum {
		ADDRESS,     ##< All traffic of an address or a network.
		CONNECTION,  ##< Both directions of a connection.
		FLOW,        ##< One direction, some parts of which may be left open.
		MAC,         ##< All traffic of a network card.
	};

	## One direction of traffic. What is not set may be anything.
	type Flow: record {
		src_h: subnet &optional;
		src_p: port &optional;
		dst_h: subnet &optional;
		dst_p: port &optional;
		src_m: string &optional;
		dst_m: string &optional;
	};

	## What a rule is about: the type, and the field that belongs to it.
	type Entity: record {
		ty: EntityType;
		conn: conn_id &optional;
		flow: Flow &optional;
		ip: subnet &optional;
		mac: string &optional;
	};

	## Where a rule holds: for traffic on its way, or for what is shown to this program.
	type TargetType: enum {
		FORWARD,
		MONITOR,
	};

	## What is to happen. Plugins may know more.
	type RuleType: enum {
		DROP,       ##< It goes no further.
		MODIFY,     ##< It is changed as the rule's field `mod` says.
		REDIRECT,   ##< It leaves by the port `out_port` of the device.
		WHITELIST,  ##< It passes, whatever rules that count less say.
	};

	## How packets are changed.
	type FlowMod: record {
		src_h: addr &optional;
		src_p: count &optional;
		dst_h: addr &optional;
		dst_p: count &optional;
		src_m: string &optional;
		dst_m: string &optional;
		redirect_port: count &optional;
	};

	## A rule. Of all that fit, the one with the highest priority holds.
	type Rule: record {
		ty: RuleType;
		target: TargetType;
		entity: Entity;
		expire: interval &optional;              ##< How long it holds.
		priority: int &default=default_priority;
		location: string &optional;              ##< Who made it, for people.

		out_port: count &optional;
		mod: FlowMod &optional;

		id: string &default="";                  ##< Set when it is added, as a string
		cid: count &default=0;                   ##< and as a number.
	};

	## What a device tells of traffic that a rule held for.
	type FlowInfo: record {
		duration: interval &optional;
		packet_count: count &optional;
		byte_count: count &optional;
	};
}
