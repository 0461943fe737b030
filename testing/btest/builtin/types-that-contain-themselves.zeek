# @TEST-DOC: Whether events can carry values of a type is found at once, by however many ways the type contains itself.
# @TEST-EXEC: timeout 10 avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type A: record { n: count &optional; };
type B: record { a1: A &optional; a2: A &optional; a3: set[A] &optional; };
type C: record { b: B; f: vector of file; };
redef record A += { b1: B &optional; b2: B &optional; b3: table[count] of B &optional; };
redef enum EventMetadata::ID += { X1 = 77, X2 = 78 };

event zeek_init()
	{
	print EventMetadata::register(X1, A), EventMetadata::register(X2, C);
	}
