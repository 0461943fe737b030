##! A writer that throws everything away: for measuring, and for streams that are wanted for their
##! events alone.

module LogNone;

export {
	## Writes what it is told on standard output.
	const debug = F &redef;
}

function default_rotation_postprocessor_func(info: Log::RotationInfo): bool
	{
	return T;
	}

redef Log::default_rotation_postprocessors += { [Log::WRITER_NONE] = default_rotation_postprocessor_func };
