# A body with more waiting conditions than its instructions can number ends as an error.
# @TEST-EXEC: python3 -c 'print("global x = F;\nevent zeek_init()\n\t{\n" + "\twhen ( x ) print 1;\n" * 100000 + "\t}")' >large.zeek
# @TEST-EXEC: avocet -b large.zeek 2>err
# @TEST-EXEC: grep "error:" err >out
# @TEST-EXEC: btest-diff out
