# What the command interpreter of Windows says when it starts: somebody got a shell over a connection that is none of
# those that shells are meant for.
signature windows_reverse_shell {
	ip-proto == tcp
	tcp-state established,originator
	event "ATTACK::Shell of Windows, from the side that connected"
	payload /.*Microsoft Windows.{0,64}Copyright.{0,16}Microsoft/
}

signature windows_shell {
	ip-proto == tcp
	tcp-state established,responder
	event "ATTACK::Shell of Windows, from the side that was connected to"
	payload /.*Microsoft Windows.{0,64}Copyright.{0,16}Microsoft/
}
