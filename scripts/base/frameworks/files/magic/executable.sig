# Programs, libraries and what they are made of.

signature file-magic-dos {
	file-magic /MZ/
	file-mime "application/x-dosexec", 51
}

signature file-magic-elf-relocatable {
	file-magic /\x7fELF.{12}(\x01\x00|\x00\x01)/
	file-mime "application/x-object", 50
}

signature file-magic-elf-executable {
	file-magic /\x7fELF.{12}(\x02\x00|\x00\x02)/
	file-mime "application/x-executable", 50
}

signature file-magic-elf-shared {
	file-magic /\x7fELF.{12}(\x03\x00|\x00\x03)/
	file-mime "application/x-sharedlib", 50
}

signature file-magic-elf-core {
	file-magic /\x7fELF.{12}(\x04\x00|\x00\x04)/
	file-mime "application/x-coredump", 50
}

signature file-magic-mach-o {
	file-magic /\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe/
	file-mime "application/x-mach-o-executable", 100
}

signature file-magic-mach-o-universal {
	file-magic /\xca\xfe\xba\xbe\x00\x00\x00[\x01-\x14]/
	file-mime "application/x-mach-o-executable", 100
}

signature file-magic-java-class {
	file-magic /\xca\xfe\xba\xbe\x00[\x00-\x03]\x00[\x2d-\x7f]/
	file-mime "application/x-java-applet", 71
}

signature file-magic-jar {
	file-magic /PK\x03\x04.{26}.*META-INF\//
	file-mime "application/java-archive", 100
}

signature file-magic-flash {
	file-magic /[FCZ]WS[\x01-\x30]/
	file-mime "application/x-shockwave-flash", 60
}

signature file-magic-python-bytecode {
	file-magic /(\xfc\xc4|[\x03\x0a\x0b]\xf3|[\xc7\xd1\xdb\xe5\xb3\xb4]\xf2|[\x2a\x2b\x2d]\xed|\x87\xc6|[\x99\x9a]\x4e|[\xb8-\xff]\x0b|[\x00-\xff]\x0c|[\x00-\xff]\x0d|[\x00-\x80]\x0e)\x0d\x0a/
	file-mime "application/x-python-bytecode", 80
}

signature file-magic-minidump {
	file-magic /MDMP\x93\xa7/
	file-mime "application/x-windows-minidump", 50
}

signature file-magic-registry-hive {
	file-magic /regf/
	file-mime "application/vnd.ms-regf", 49
}

signature file-magic-shortcut {
	file-magic /L\x00\x00\x00\x01\x14\x02\x00/
	file-mime "application/x-ms-shortcut", 49
}

signature file-magic-chrome-extension {
	file-magic /Cr24/
	file-mime "application/chrome-ext", 100
}

signature file-magic-apple-disk-image {
	file-magic /x\x01\x73\x0d\x62\x62\x60/
	file-mime "application/x-dmg", 100
}

signature file-magic-webassembly {
	file-magic /\x00asm\x01\x00\x00\x00/
	file-mime "application/wasm", 100
}

signature file-magic-dalvik {
	file-magic /dex\x0a03[0-9]\x00/
	file-mime "application/x-dex", 100
}
