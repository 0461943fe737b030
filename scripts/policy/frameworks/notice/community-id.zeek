##! Adds the Community ID of the connection to notices.

@load base/protocols/conn
@load base/frameworks/notice
@load policy/protocols/conn/community-id-logging

module CommunityID::Notice;

export {
	## Whether this is done. The column is there in any case.
	option enabled: bool = T;

	redef record Notice::Info += {
		community_id: string &optional &log;
	};
}

hook Notice::notice(n: Notice::Info)
	{
	if ( ! enabled || ! n?$conn || ! n$conn?$conn )
		return;

	if ( n$conn$conn?$community_id )
		n$community_id = n$conn$conn$community_id;
	}
