# @TEST-DOC: type_aliases() tells the names that a type was given, by its first name.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type Color: enum { RED, GREEN };
type Colour: Color;
type Name: string;
type Surname: string;
type FamilyName: Surname;
type Words: table[count] of string;
type Dictionary: Words;

event zeek_init()
	{
	print type_aliases(RED), type_aliases(Colour);
	print type_aliases(Name), type_aliases(Surname), type_aliases(FamilyName);
	print type_aliases(Words), type_aliases(Dictionary);
	print type_aliases("text"), type_aliases(7), type_aliases(table([1] = "one"));
	}
