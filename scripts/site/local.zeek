##! What a site loads besides what is loaded anyway. This file is meant to be changed; its copy that is shipped is a
##! beginning.

# What was loaded, in loaded_scripts.log.
@load misc/loaded-scripts

# What of the traffic did not arrive, and how the program goes.
@load misc/capture-loss
@load misc/weird-stats

# Notices of vulnerable software, and of other versions than before.
@load frameworks/software/vulnerable
@load frameworks/software/version-changes

# Shells where there should be none.
@load-sigs frameworks/signatures/detect-windows-shells

# What there is in the networks of Site::local_nets.
@load protocols/conn/known-hosts
@load protocols/conn/known-services

# Names of hosts of ours that others answer for.
@load protocols/dns/detect-external-names

# Digests of all files, and who warns of them.
@load frameworks/files/hash-all-files
@load frameworks/files/detect-MHR

# Mail about notices says the names of hosts.
@load policy/frameworks/notice/extend-email/hostnames

# Not loaded, but there:
# @load policy/frameworks/notice/community-id
# @load policy/frameworks/telemetry/log
# @load policy/protocols/conn/community-id-logging
# @load policy/protocols/conn/vlan-logging
# @load policy/protocols/conn/mac-logging
# @load policy/frameworks/intel/seen
# @load packages
