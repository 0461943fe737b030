# @TEST-DOC: What a field's default computes is computed when the field is declared, for the records there are.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

module Shelf;

global numbers = 0;

function next_number(who: string): count
	{
	print "numbered", who;
	return ++numbers;
	}

type Page: record { };

type Book: record
	{
	number: count &default = next_number("book");
	page: Page;
	};

global first = Book();
global second = Book();

redef record Page += {
	number: count &default = next_number("page");
};

print "now";
print first;
print second;
print Book();
