# The first packet of a client: its kind, its length in one to four bytes, the length of a name, and a name that begins
# with MQ in all versions.

signature dpd_mqtt {
  payload /^.{4,7}MQ/
  enable "mqtt"
}
