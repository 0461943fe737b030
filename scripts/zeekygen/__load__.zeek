##! Everything there is in one world: what :doc:`/scripts/test-all-policy.zeek` loads, and what it leaves out because it
##! changes how a run goes. For tools that look at scripts, not for running.

@load test-all-policy

@load frameworks/conn_key/vlan_fivetuple
@load frameworks/files/extract-all-files
@load frameworks/signatures/iso-9660
@load protocols/conn/speculative-service
@load protocols/dns/disable-opcode-log-fields
