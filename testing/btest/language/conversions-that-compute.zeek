# @TEST-DOC: What is converted stays while the defaults of the new records change what it was taken from.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type Number: record { n: count; };
type Pair: record { first: Number; second: Number; };

global pairs: vector of Pair;
global numbered: table[count] of Pair;
global others: vector of Pair;

function a_pair(n: count): Pair
	{
	return Pair($first=Number($n=n), $second=Number($n=n + 1));
	}

function disturb(): string
	{
	if ( |others| > 0 )
		return "computed later";
	pairs = vector();
	delete numbered;
	local i = 0;
	while ( i < 20 )
		{
		others += a_pair(100);
		numbered[i + 100] = a_pair(100);
		++i;
		}
	return "computed";
	}

type Told: record {
	n: count;
	text: string &default=disturb();
};
type TwoTold: record { first: Told; second: Told; };

event zeek_init()
	{
	pairs += a_pair(1);
	local told: vector of TwoTold = pairs;
	print told;
	}

event zeek_init() &priority=-1
	{
	others = vector();
	numbered = table([7] = a_pair(3));
	local told: table[count] of TwoTold = numbered;
	print told[7];
	}
