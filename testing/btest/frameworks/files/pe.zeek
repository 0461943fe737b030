# @TEST-DOC: Headers of programs of Windows: events, pe.log, and nothing of half a header.
# @TEST-EXEC: avocet -b -r $TRACES/http-archives.pcap %INPUT >out
# @TEST-EXEC: log-cut pe.log machine compile_ts os subsystem is_exe is_64bit uses_aslr uses_dep uses_code_integrity uses_seh has_import_table has_export_table has_cert_table has_debug_data section_names >rows
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff rows

@load base/protocols/http
@load base/files/pe

event pe_dos_header(f: fa_file, h: PE::DOSHeader) { print h; }
event pe_dos_code(f: fa_file, code: string) { print code; }
event pe_file_header(f: fa_file, h: PE::FileHeader) { print h; }
event pe_optional_header(f: fa_file, h: PE::OptionalHeader) { print h; }
event pe_section_header(f: fa_file, h: PE::SectionHeader) { print h; }
