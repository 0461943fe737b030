##! Mails notices to a pager.

@load ../main

module Notice;

export {
	redef enum Action += {
		## A mail to :zeek:id:`Notice::mail_page_dest`.
		ACTION_PAGE
	};

	## The address of the pager; empty: there is none.
	option mail_page_dest = "";
}

hook notice(n: Notice::Info)
	{
	if ( ACTION_PAGE in n$actions )
		add n$email_dest[mail_page_dest];
	}
