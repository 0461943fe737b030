# @TEST-DOC: Prepared queries, queries that do not wait, wishes for encryption, other ports, and what is no PostgreSQL.
# @TEST-EXEC: avocet -b -r $TRACES/postgresql-odd.pcap %INPUT
# @TEST-EXEC: log-cut postgresql.log id.orig_p user database application_name frontend frontend_arg backend backend_arg success rows >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p failure_data >>services
# @TEST-EXEC: btest-diff services

@load base/protocols/conn
@load base/protocols/postgresql
@load base/frameworks/analyzer
