# A stream of XML in one of the namespaces of Jabber.
signature dpd_xmpp {
  ip-proto == tcp
  payload /(<\?xml[^>]*>)?[ \t\r\n]*<stream:stream [^>]*xmlns=['"]jabber:/
  enable "xmpp"
}
