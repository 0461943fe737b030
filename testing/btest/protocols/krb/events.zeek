# @TEST-DOC: Messages of Kerberos: requests, answers, errors, and the ticket within a request for another one.
# @TEST-EXEC: avocet -b -r $TRACES/kerberos.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_KRB, 88/udp);
	}

function kinds(given: vector of KRB::Type_Value): vector of count
	{
	local all: vector of count;

	for ( _, data in given )
		all += data$data_type;

	return all;
	}

event krb_as_request(c: connection, msg: KRB::KDC_Request)
	{
	print "AS", msg$pvno, msg$msg_type, kinds(msg$pa_data), msg$client_name, msg$service_realm, msg$service_name;
	print msg$kdc_options, |msg$encryption_types| > 2, msg?$from, msg$till > double_to_time(0.0);
	}

event krb_as_response(c: connection, msg: KRB::KDC_Response)
	{
	print "ticket", msg$client_name, msg$client_realm, msg$ticket$service_name, msg$ticket$realm, msg$ticket$cipher;
	print msg$enc_part?$kvno, msg$enc_part$cipher, kinds(msg?$pa_data ? msg$pa_data : KRB::Type_Value_Vector());
	}

event krb_tgs_request(c: connection, msg: KRB::KDC_Request)
	{
	print "TGS", msg?$client_name, msg$service_name, kinds(msg$pa_data);
	}

event krb_ap_request(c: connection, ticket: KRB::Ticket, opts: KRB::AP_Options, in_kdc_padata: bool)
	{
	print "shown", ticket$realm, ticket$service_name, |ticket$ciphertext| > 0, opts, in_kdc_padata;
	}

event krb_tgs_response(c: connection, msg: KRB::KDC_Response)
	{
	print "ticket", msg$client_name, msg$ticket$service_name;
	}

event krb_error(c: connection, msg: KRB::Error_Msg)
	{
	print "error", msg$error_code, msg?$error_text ? msg$error_text : "-", msg$service_name, kinds(msg?$pa_data ? msg$pa_data : KRB::Type_Value_Vector());
	}
