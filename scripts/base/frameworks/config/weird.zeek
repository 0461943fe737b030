##! Options about weirds. They need no functions of their own: the engine reads them when a weird comes up.

@load ./main
