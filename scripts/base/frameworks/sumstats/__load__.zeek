@load ./main
@load ./plugins
