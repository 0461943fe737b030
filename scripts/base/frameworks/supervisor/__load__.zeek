@load ./api
@load ./main
@load ./control
