@load ./conn-established
@load ./dns
@load ./file-hashes
@load ./file-names
@load ./pubkey-hashes
@load ./smb-filenames
