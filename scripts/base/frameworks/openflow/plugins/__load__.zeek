@load ./log
@load ./broker
@load ./ryu
