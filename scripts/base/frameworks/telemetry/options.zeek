##! Where metrics can be fetched.

module Telemetry;

export {
	## The address and port where metrics are served by HTTP in the format of Prometheus; 0/unknown: nowhere.
	const metrics_address = "" &redef;
	const metrics_port = 0/unknown &redef;

	## A label that all served metrics get, and its value, which tells the processes of a cluster apart; none if
	## that is empty. Where several workers share a run, each has its number behind the value (or behind
	## :zeek:id:`peer_description`, if that is empty), and the label cannot be left out.
	const metrics_endpoint_label = "node" &redef;
	const metrics_endpoint_name = "" &redef;
}
