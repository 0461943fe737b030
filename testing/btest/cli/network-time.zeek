# Network time may be kept in the hands of scripts.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

redef allow_network_time_forward = F;

event zeek_init()
	{
	print network_time();
	set_network_time(double_to_time(1.5));
	}

event zeek_done()
	{
	print network_time();
	}
