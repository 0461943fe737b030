@load ./types
@load ./events
@load ./main
