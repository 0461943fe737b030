@load ./debug
