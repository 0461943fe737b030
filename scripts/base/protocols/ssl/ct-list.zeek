##! Public logs of certificates. None come with the program: they change often, and whom to believe is for users to say.
##! Those whose promises shall be validated are added by ``redef SSL::ct_logs += { ... }``.

@load ./main
