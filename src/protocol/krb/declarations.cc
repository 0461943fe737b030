#include "protocol/krb/declarations.h"

namespace avocet {

const std::string_view kKrbDeclarations = R"(
module GLOBAL;

## A client asks the authentication service for a ticket.
global krb_as_request: event(c: connection, msg: KRB::KDC_Request);

## It gets one.
global krb_as_response: event(c: connection, msg: KRB::KDC_Response);

## A client asks the ticket granting service for a ticket.
global krb_tgs_request: event(c: connection, msg: KRB::KDC_Request);

## It gets one.
global krb_tgs_response: event(c: connection, msg: KRB::KDC_Response);

## A client shows a ticket to a service.
##
## in_kdc_padata: The service is the ticket granting one: this is part of a request to it.
global krb_ap_request: event(c: connection, ticket: KRB::Ticket, opts: KRB::AP_Options, in_kdc_padata: bool);

## The same as it was before requests within others were told apart.
global krb_ap_request: event(c: connection, ticket: KRB::Ticket, opts: KRB::AP_Options);

## A service proves to a client that it is the right one.
global krb_ap_response: event(c: connection);

## A message whose sender is proved, in the clear.
global krb_safe: event(c: connection, is_orig: bool, msg: KRB::SAFE_Msg);

## An encrypted message.
global krb_priv: event(c: connection, is_orig: bool);

## Tickets are handed over.
global krb_cred: event(c: connection, is_orig: bool, tickets: KRB::Ticket_Vector);

## Something went wrong.
global krb_error: event(c: connection, msg: KRB::Error_Msg);
)";

}  // namespace avocet
