##! Tells images of CDs (ISO 9660). Their mark lies behind 32 KB, so more of each file has to be held back until its
##! type is told: also redef :zeek:id:`default_file_bof_buffer_size` to 40000 or so.

@load-sigs ./iso-9660.sig
