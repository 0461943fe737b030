# @TEST-DOC: A script means the same when its kept image is read instead of its text: conditions that stand right behind the end of an export count.
# @TEST-EXEC: AVOCET_CACHE_DIR=images avocet -b %INPUT > first
# @TEST-EXEC: test -n "$(ls images)"
# @TEST-EXEC: AVOCET_CACHE_DIR=images avocet -b %INPUT > again
# @TEST-EXEC: cmp first again
# @TEST-EXEC: btest-diff again

module Conditions;

export {
	const low = 1;
}

@if ( F )
event zeek_init()
	{
	there_is_none();
	}
@else
event zeek_init()
	{
	print "behind a brace at the margin";
	}
@endif

export {
	const high = 2;
	}

@ifndef ( Conditions::high )
event zeek_init()
	{
	there_is_none();
	}
@endif

# Behind a comment.
export { const middle = 3; }
@ifdef ( Conditions::middle )
event zeek_init()
	{
	print "on one line";
	}
@endif
