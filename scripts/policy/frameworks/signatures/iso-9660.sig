signature file-magic-iso-9660 {
	file-magic /.{32769}CD001/
	file-mime "application/x-iso9660-image", 99
}
