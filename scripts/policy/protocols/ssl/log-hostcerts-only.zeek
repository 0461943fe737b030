##! Logs certificates of hosts only, and not of those that vouch for them.

@load base/protocols/ssl
@load base/files/x509

hook X509::log_policy(rec: X509::Info, id: Log::ID, filter: Log::Filter)
	{
	if ( ! rec$host_cert )
		break;
	}
