@load ./main
@load ./log
@load ./backpressure
