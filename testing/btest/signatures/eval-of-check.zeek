# @TEST-DOC: avocet check looks at the functions and analyzers that signatures name.
# @TEST-EXEC: expect-exit 1 avocet check %INPUT 2>err
# @TEST-EXEC: btest-diff err

@load-sigs ./rules

function is_bad(state: signature_state, data: string): count
	{
	return 1;
	}

event zeek_init()
	{
	print is_bad;
	}

# @TEST-START-FILE rules.sig
signature unknown-function {
	ip-proto == tcp
	eval is_badd
}
signature other-result {
	ip-proto == tcp
	eval is_bad
}
signature unknown-analyzer {
	ip-proto == tcp
	enable "htp"
}
# @TEST-END-FILE
