##! Logs programs of Windows (PE): a row for each that was seen.

@load base/frameworks/files
@load ./consts

module PE;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the file was first seen.
		ts: time &log;
		## Its id.
		id: string &log;
		## The processor that it is for.
		machine: string &log &optional;
		## When it was made, as it says.
		compile_ts: time &log &optional;
		## The Windows that it needs.
		os: string &log &optional;
		## What it runs in.
		subsystem: string &log &optional;
		## Whether it can be run; else it is a part of a program.
		is_exe: bool &log &default=T;
		## Whether it is for 64 bits.
		is_64bit: bool &log &default=T;
		## Whether it may be loaded anywhere.
		uses_aslr: bool &log &default=F;
		## Whether its data may be kept from being run.
		uses_dep: bool &log &default=F;
		## Whether its signature has to be checked.
		uses_code_integrity: bool &log &default=F;
		## Whether it handles exceptions by the system's means.
		uses_seh: bool &log &default=T;
		## Which tables it has.
		has_import_table: bool &log &optional;
		has_export_table: bool &log &optional;
		has_cert_table: bool &log &optional;
		has_debug_data: bool &log &optional;
		## Its sections, in their order.
		section_names: vector of string &log &optional;
	};

	## A row, as it goes to the log.
	global log_pe: event(rec: Info);

	## Runs for each header, before it is looked at.
	global set_file: hook(f: fa_file);
}

redef record fa_file += {
	pe: Info &optional;
};

const pe_mime_types = { "application/x-dosexec" };

event zeek_init() &priority=5
	{
	Files::register_for_mime_types(Files::ANALYZER_PE, pe_mime_types);
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_pe, $path="pe", $policy=log_policy));
	}

hook set_file(f: fa_file) &priority=5
	{
	if ( ! f?$pe )
		f$pe = Info($ts=f$info$ts, $id=f$id);
	}

event pe_dos_header(f: fa_file, h: DOSHeader) &priority=5
	{
	hook set_file(f);
	}

event pe_file_header(f: fa_file, h: FileHeader) &priority=5
	{
	hook set_file(f);

	f$pe$machine = machine_types[h$machine];
	f$pe$compile_ts = h$ts;
	f$pe$is_exe = h$optional_header_size > 0;

	# IMAGE_FILE_32BIT_MACHINE
	if ( 0x100 in h$characteristics )
		f$pe$is_64bit = F;
	}

# Whether a table is there at all.
function has_table(sizes: vector of count, number: count): bool
	{
	return number < |sizes| && sizes[number] > 0;
	}

event pe_optional_header(f: fa_file, h: OptionalHeader) &priority=5
	{
	hook set_file(f);

	local row = f$pe;
	row$os = os_versions[h$os_version_major, h$os_version_minor];
	row$subsystem = windows_subsystems[h$subsystem];
	row$uses_aslr = 0x40 in h$dll_characteristics;
	row$uses_dep = 0x100 in h$dll_characteristics;
	row$uses_code_integrity = 0x80 in h$dll_characteristics;
	row$uses_seh = 0x400 !in h$dll_characteristics;
	row$has_export_table = has_table(h$table_sizes, 0);
	row$has_import_table = has_table(h$table_sizes, 1);
	row$has_cert_table = has_table(h$table_sizes, 4);
	row$has_debug_data = has_table(h$table_sizes, 6);
	}

event pe_section_header(f: fa_file, h: SectionHeader) &priority=5
	{
	hook set_file(f);

	if ( ! f$pe?$section_names )
		f$pe$section_names = vector();

	f$pe$section_names += h$name;
	}

event file_state_remove(f: fa_file) &priority=-5
	{
	if ( f?$pe && f$pe?$machine )
		Log::write(LOG, f$pe);
	}
