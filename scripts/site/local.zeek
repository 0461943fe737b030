##! What a site loads besides what is loaded anyway. This file is meant to be changed; its copy that is shipped is a
##! beginning.

# What was loaded, in loaded_scripts.log.
@load misc/loaded-scripts

# What of the traffic did not arrive, and how the program goes.
@load misc/capture-loss
@load misc/stats

# Notices of vulnerable software, and of other versions than before.
@load frameworks/software/vulnerable
@load frameworks/software/version-changes

# Shells where there should be none.
@load-sigs frameworks/signatures/detect-windows-shells

# What programs say they are.
@load protocols/ftp/software
@load protocols/smtp/software
@load protocols/ssh/software
@load protocols/http/software

# Names of hosts of ours that others answer for.
@load protocols/dns/detect-external-names

# Commands of FTP that nobody should be allowed.
@load protocols/ftp/detect

# What there is in the networks of Site::local_nets.
@load protocols/conn/known-hosts
@load protocols/conn/known-services
@load protocols/ssl/known-certs

# Certificates: whether they are valid, and only those of hosts in the log.
@load protocols/ssl/validate-certs
@load protocols/ssl/log-hostcerts-only

# Logins: from where, by guessing, from hosts that have no business with it.
@load protocols/ssh/geo-data
@load protocols/ssh/detect-bruteforcing
@load protocols/ssh/interesting-hostnames

# Requests that try to reach a database.
@load protocols/http/detect-sql-injection

# Digests of all files, and who warns of them.
@load frameworks/files/hash-all-files
@load frameworks/files/detect-MHR

# Mail about notices says the names of hosts.
@load policy/frameworks/notice/extend-email/hostnames

# Not loaded, but there:
# @load misc/detect-traceroute
# @load protocols/http/detect-webapps
# @load policy/frameworks/notice/community-id
# @load policy/frameworks/telemetry/log
# @load policy/protocols/ssl/heartbleed
# @load policy/protocols/conn/community-id-logging
# @load policy/protocols/conn/vlan-logging
# @load policy/protocols/conn/mac-logging
# @load policy/frameworks/intel/seen
# @load packages
