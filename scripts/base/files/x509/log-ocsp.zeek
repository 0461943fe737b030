##! Logs what replies of OCSP say, one row for a certificate.

@load base/frameworks/files

module OCSP;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the reply was seen.
		ts: time &log;
		## The id of the file that it is.
		id: string &log;
		## The hash that the next two are made by.
		hashAlgorithm: string &log;
		## The hash of the issuer's name.
		issuerNameHash: string &log;
		## The hash of the issuer's key.
		issuerKeyHash: string &log;
		## The number of the certificate.
		serialNumber: string &log;
		## Whether it is good.
		certStatus: string &log;
		## When it was revoked
		revoketime: time &log &optional;
		## and why.
		revokereason: string &log &optional;
		## Since when this is true.
		thisUpdate: time &log;
		## When more will be known.
		nextUpdate: time &log &optional;
	};

	## A row is written.
	global log_ocsp: event(rec: Info);
}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_ocsp, $path="ocsp", $policy=log_policy));
	Files::register_for_mime_type(Files::ANALYZER_OCSP_REPLY, "application/ocsp-response");
	}

event ocsp_response_certificate(f: fa_file, hashAlgorithm: string, issuerNameHash: string, issuerKeyHash: string,
    serialNumber: string, certStatus: string, revokeTime: time, revokeReason: string, thisUpdate: time,
    nextUpdate: time)
	{
	local row = Info($ts=f$info$ts, $id=f$id, $serialNumber=serialNumber, $certStatus=certStatus, $thisUpdate=thisUpdate,
	                 $hashAlgorithm=hashAlgorithm, $issuerNameHash=issuerNameHash, $issuerKeyHash=issuerKeyHash);

	if ( revokeTime > double_to_time(0.0) )
		row$revoketime = revokeTime;

	if ( revokeReason != "" )
		row$revokereason = revokeReason;

	if ( nextUpdate > double_to_time(0.0) )
		row$nextUpdate = nextUpdate;

	Log::write(LOG, row);
	}
