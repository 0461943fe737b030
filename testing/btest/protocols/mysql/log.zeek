# @TEST-DOC: mysql.log to the letter: a login, commands of every kind of answer, another user; services.
# @TEST-EXEC: avocet -b -r $TRACES/mysql.pcap base/protocols/mysql base/protocols/conn
# @TEST-EXEC: btest-diff mysql.log
# @TEST-EXEC: log-cut conn.log service history >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: avocet -b -r $TRACES/mysql-attributes.pcap base/protocols/mysql
# @TEST-EXEC: log-cut mysql.log cmd arg success rows >attributes
# @TEST-EXEC: btest-diff attributes
