# @TEST-DOC: Types and options of protocols are there in a bare world, for scripts that only speak of them.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

redef SMB::pipe_filenames += { "spoolss" };
redef SSH::max_kexinit_languages = 5;

type Mine: record {
	header: SMB2::Header &optional;
	certificate: X509::Certificate &optional;
	reply: NFS3::readdir_reply_t &optional;
};

event zeek_init()
	{
	print |SMB::pipe_filenames|, SSH::max_kexinit_languages;
	print RPC_status[RPC_TIMEOUT], NFS3::NFS3ERR_UNKNOWN, Cluster::backend;
	print NTP::Message($version=4, $mode=3)$version;
	print Mine();
	}
