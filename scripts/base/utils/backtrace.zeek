##! The calls that led to a place, printed.

# "name(parameters) at file:line"
function describe_call(element: BacktraceElement, show_args: bool): string
	{
	local arguments: string_vec;

	if ( show_args )
		for ( _, argument in element$function_args )
			{
			local text = fmt("%s: %s", argument$name, argument$type_name);
			arguments += argument?$value ? fmt("%s = %s", text, argument$value) : text;
			}

	local call = fmt("%s(%s)", element$function_name, join_string_vec(arguments, ", "));
	return element?$file_location ? fmt("%s at %s:%s", call, element$file_location, element$line_location) : call;
	}

## Prints the calls that led here, the innermost first.
##
## show_args: With their parameters.
##
## one_line: All on one line.
##
## one_line_delim: Stands around each of them then.
##
## skip: Leaves out so many of the innermost.
##
## to_file: Where to.
function print_backtrace(show_args: bool &default=F, one_line: bool &default=F, one_line_delim: string &default="|",
	skip: count &default=1, to_file: file &default=open("/dev/stdout"))
	{
	local lines: string_vec;

	for ( i, element in backtrace() )
		if ( i >= skip )
			lines += fmt("#%s: %s", i - skip, describe_call(element, show_args));

	if ( ! one_line )
		{
		for ( _, line in lines )
			print to_file, line;

		return;
		}

	local between = fmt(" %s ", one_line_delim);
	print to_file, fmt("%s %s %s", one_line_delim, join_string_vec(lines, between), one_line_delim);
	}
