##! What can be loaded.

## Whether there is a script, or a folder of scripts, that `@load` would find by this name. Meant for
## ``@if ( can_load("...") )``.
function can_load(p: string): bool
	{
	return find_in_zeekpath(p) != "";
	}
