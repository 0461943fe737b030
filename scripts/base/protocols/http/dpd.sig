# HTTP on any port: the client begins with a method (RFC 9110, WebDAV, and what others added), the server with a
# version. Either is enough.

signature dpd_http_client {
  ip-proto == tcp
  payload /^[[:space:]]*(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|QUERY|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|ACL|REPORT|SEARCH|VERSION-CONTROL|CHECKOUT|CHECKIN|UNCHECKOUT|MKWORKSPACE|UPDATE|LABEL|MERGE|BASELINE-CONTROL|MKACTIVITY|ORDERPATCH|BIND|UNBIND|REBIND|LINK|UNLINK|MKCALENDAR|MKREDIRECTREF|UPDATEREDIRECTREF|PRI|SUBSCRIBE|UNSUBSCRIBE|NOTIFY|POLL|BCOPY|BDELETE|BMOVE|BPROPFIND|BPROPPATCH|RPC_IN_DATA|RPC_OUT_DATA|RPC_CONNECT|CCM_POST)[[:space:]]/
  tcp-state originator
  enable "http"
}

signature dpd_http_server {
  ip-proto == tcp
  payload /^[hH][tT][tT][pP]\/[0-9]/
  tcp-state responder
  enable "http"
}
