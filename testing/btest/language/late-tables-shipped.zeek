# @TEST-DOC: Long tables of shipped scripts hold the same whether they are read at once, from the image of a script, or when they are wanted.
# @TEST-EXEC: AVOCET_CACHE_DIR=images avocet %INPUT > at-once
# @TEST-EXEC: AVOCET_CACHE_DIR=images avocet %INPUT > late
# @TEST-EXEC: cmp at-once late
# @TEST-EXEC: AVOCET_CACHE_DIR=images avocet --no-optimise %INPUT > plain
# @TEST-EXEC: cmp plain late
# @TEST-EXEC: grep -q 'IUnknown' late

redef DCE_RPC::ignored_operations += { ["mine"] = set("this") };

event zeek_init()
	{
	print DCE_RPC::uuid_endpoint_map, DCE_RPC::operations, DCE_RPC::ignored_operations;
	print SSL::alert_descriptions, SSL::extensions, SSL::ec_curves, SSL::cipher_desc;
	print SMB1::commands, RDP::languages, MQTT::msg_types;
	print SSL::alert_descriptions[1000], DCE_RPC::operations["none", 1];
	}
