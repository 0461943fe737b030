##! Parts of the engine that scripts may tune or look at.

## Packets that match a filter raise an event, whatever else becomes of them.
global secondary_filters: table[string] of event(filter: string, pkt: pkt_hdr) &redef;

## Bytes of a packet that the next functions see.
global discarder_maxlen = 128 &redef;

## If a script defines one of these, it says T for packets to be ignored.
global discarder_check_ip: function(p: pkt_hdr): bool &is_used;
global discarder_check_tcp: function(p: pkt_hdr, d: string): bool &is_used;
global discarder_check_udp: function(p: pkt_hdr, d: string): bool &is_used;
global discarder_check_icmp: function(p: pkt_hdr): bool &is_used;

module BinPAC;

export {
	## Buffers of parsers, in bytes.
	const flowbuffer_capacity_max = 10 * 1024 * 1024 &redef;
	const flowbuffer_capacity_min = 512 &redef;
	const flowbuffer_contract_threshold = 2 * 1024 * 1024 &redef;
}

module AF_Packet;

export {
	## How packets are spread over processes.
	type FanoutMode: enum {
		FANOUT_HASH,
		FANOUT_CPU,
		FANOUT_QM,
		FANOUT_CBPF,
		FANOUT_EBPF,
	};

	## Who looks at checksums.
	type ChecksumMode: enum {
		CHECKSUM_OFF,
		CHECKSUM_ON,
		CHECKSUM_KERNEL,
	};

	## Sources of the Linux kernel.
	const buffer_size = 128 * 1024 * 1024 &redef;
	const block_size = 4096 * 8 &redef;
	const block_timeout = 10msec &redef;
	const enable_hw_timestamping = F &redef;
	const enable_fanout = T &redef;
	const enable_defrag = F &redef;
	const fanout_mode = FANOUT_HASH &redef;
	const fanout_id = 23 &redef;
	const link_type = 1 &redef;
	const checksum_validation_mode: ChecksumMode = CHECKSUM_ON &redef;
}

module ZAM::Prof;

export {
	## What functions of a module cost.
	type Profile: record {
		num_bodies: count &default=0;
		num_calls: count &optional;
		num_inst: count &default=0;
		CPU: interval &optional;
		mem: count &optional;
	};
}
