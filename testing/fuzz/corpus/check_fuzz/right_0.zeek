# 0
global i: int = 5; global d: double = 5; global e: double = -5; print i, d, e;
# 1
print network_time() + 5sec, network_time() - network_time(), 2 * 1min, 1min / 2, 1min / 1sec, 10.0.0.0 / 8;
# 2
print network_time() == 0.0, 5sec > 3;
# 3
print "a" + "b", "a" == /a/, /a/ in "b", "a" in "b", 1.2.3.4 in 1.0.0.0/8, 1 in vector(1);
# 4
print set(1) & set(2), set(1) | set(2), set(1) - set(2), set(1) <= set(2), /a/ | /b/, /a/ & /b/, 1 & 2, 1 << 2;
# 5
print vector(1, 2) + vector(3, 4), vector(1) == vector(1), vector(1.0, 2);
