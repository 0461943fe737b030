##! Has every archive (ZIP) looked at: its members are files of their own.

@load base/files/zip

event zeek_init()
	{
	Files::register_for_mime_type(Files::ANALYZER_ZIP, "application/zip");
	}
