##! Follows the commands of SMB 1.

@load ./main

module SMB1;

