##! Lets notices drop the traffic of the address that they are about, by catch and release.

@load base/frameworks/notice/main
@load base/frameworks/netcontrol
@load policy/frameworks/netcontrol/catch-and-release

module Notice;

export {
	redef record Info += {
		## Whether that was done.
		dropped: bool &log &default=F;
	};
}

# Before the row is written, which says whether it was done.
hook notice(n: Notice::Info) &priority=-4
	{
	if ( ACTION_DROP !in n$actions || ! n?$src )
		return;

	local block = NetControl::drop_address_catch_release(n$src, fmt("Notice %s", n$note));
	n$dropped = block$watch_until != double_to_time(0.0);
	}
