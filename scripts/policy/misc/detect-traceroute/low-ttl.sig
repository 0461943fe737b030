# Packets that will not get far.

signature traceroute-detector-four {
  header ip[8] < 10
  event "four"
}

signature traceroute-detector-six {
  header ip6[7] < 10
  event "six"
}
