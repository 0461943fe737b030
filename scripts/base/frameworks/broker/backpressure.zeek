##! What becomes of processes that cannot keep up. There are none.

@load ./main
