# Programs send a command as its number of words and each word with its length; servers answer with a value, whose first
# byte says its type and which goes on with a number, a word or a mark. What people type has no form that would tell it.

signature dpd_redis_client {
  ip-proto == tcp
  tcp-state originator
  payload /(\r?\n)*\*[1-9][0-9]{0,6}\r\n\$[1-9][0-9]{0,3}\r\n[A-Za-z._]/
}

signature dpd_redis_server {
  ip-proto == tcp
  tcp-state responder
  payload /(\+[A-Za-z0-9]|-[A-Z]|:[+\-]?[0-9]|[$*%~>=!|](-1|\?|[0-9])|[#][tf]\r|_\r|[,(][+\-]?[0-9])/
  requires-reverse-signature dpd_redis_client
  enable "redis"
}
