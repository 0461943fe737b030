# @TEST-DOC: Each of a chain of hooks may add the next, however the set behind them grows.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

global h0: Conn::RemovalHook;
global h1: Conn::RemovalHook;
global h2: Conn::RemovalHook;
global h3: Conn::RemovalHook;
global h4: Conn::RemovalHook;
global h5: Conn::RemovalHook;
global h6: Conn::RemovalHook;
global h7: Conn::RemovalHook;
global h8: Conn::RemovalHook;
global h9: Conn::RemovalHook;

hook h9(c: connection) { print 9; }
hook h8(c: connection) { print 8; Conn::register_removal_hook(c, h9); Conn::unregister_removal_hook(c, h8); }
hook h7(c: connection) { print 7; Conn::register_removal_hook(c, h8); Conn::unregister_removal_hook(c, h7); }
hook h6(c: connection) { print 6; Conn::register_removal_hook(c, h7); Conn::unregister_removal_hook(c, h6); }
hook h5(c: connection) { print 5; Conn::register_removal_hook(c, h6); Conn::unregister_removal_hook(c, h5); }
hook h4(c: connection) { print 4; Conn::register_removal_hook(c, h5); Conn::unregister_removal_hook(c, h4); }
hook h3(c: connection) { print 3; Conn::register_removal_hook(c, h4); Conn::unregister_removal_hook(c, h3); }
hook h2(c: connection) { print 2; Conn::register_removal_hook(c, h3); Conn::unregister_removal_hook(c, h2); }
hook h1(c: connection) { print 1; Conn::register_removal_hook(c, h2); Conn::unregister_removal_hook(c, h1); }
hook h0(c: connection) { print 0; Conn::register_removal_hook(c, h1); Conn::unregister_removal_hook(c, h0); }

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, h0);
	}
