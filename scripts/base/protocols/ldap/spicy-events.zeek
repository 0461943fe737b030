##! The events of LDAP and the types of their parameters are known to every script; this file is loaded where others
##! expect them here.
