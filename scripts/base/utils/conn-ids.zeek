##! Identities of connections as text.

module GLOBAL;

export {
	## "10.0.0.1:1024 > 10.0.0.2:80"
	global id_string: function(id: conn_id): string;

	## The same with the arrow turned round.
	global reverse_id_string: function(id: conn_id): string;

	## One of the two, by who sends.
	global directed_id_string: function(id: conn_id, is_orig: bool): string;
}

function directed_id_string(id: conn_id, is_orig: bool): string
	{
	return fmt("%s:%d %s %s:%d", id$orig_h, id$orig_p, is_orig ? ">" : "<", id$resp_h, id$resp_p);
	}

function id_string(id: conn_id): string
	{
	return directed_id_string(id, T);
	}

function reverse_id_string(id: conn_id): string
	{
	return directed_id_string(id, F);
	}
