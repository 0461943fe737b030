# A message of NetBIOS that holds a message of SMB.
signature dpd_smb {
  ip-proto == tcp
  payload /^.{4}[\xfe\xff]SMB/
  enable "smb"
}
