# Programs.
# A higher number wins where several fit.

signature file-magic-pe {
	file-magic /^MZ/
	file-mime "application/x-dosexec", 51
}

signature file-magic-elf-executable {
	file-magic /^\x7fELF[\x00-\xff]{12}(\x02\x00|\x00\x02)/
	file-mime "application/x-executable", 100
}

signature file-magic-elf-shared {
	file-magic /^\x7fELF[\x00-\xff]{12}(\x03\x00|\x00\x03)/
	file-mime "application/x-sharedlib", 100
}

signature file-magic-elf-object {
	file-magic /^\x7fELF[\x00-\xff]{12}(\x01\x00|\x00\x01)/
	file-mime "application/x-object", 100
}

signature file-magic-elf-core {
	file-magic /^\x7fELF[\x00-\xff]{12}(\x04\x00|\x00\x04)/
	file-mime "application/x-coredump", 100
}

signature file-magic-mach-o {
	file-magic /^(\xce|\xcf)\xfa\xed\xfe|^\xfe\xed\xfa(\xce|\xcf)/
	file-mime "application/x-mach-o-executable", 100
}

signature file-magic-java-class {
	file-magic /^\xca\xfe\xba\xbe/
	file-mime "application/x-java-applet", 100
}

signature file-magic-dex {
	file-magic /^dex\x0a[0-9]{3}\x00/
	file-mime "application/x-dex", 100
}

signature file-magic-wasm {
	file-magic /^\x00asm/
	file-mime "application/wasm", 100
}

signature file-magic-shell {
	file-magic /^#! ?[^\n]*\/(env )?(ba|da|z|k)?sh/
	file-mime "text/x-shellscript", 100
}

signature file-magic-python {
	file-magic /^#! ?[^\n]*python/
	file-mime "text/x-python", 100
}

signature file-magic-perl {
	file-magic /^#! ?[^\n]*perl/
	file-mime "text/x-perl", 100
}

signature file-magic-ruby {
	file-magic /^#! ?[^\n]*ruby/
	file-mime "text/x-ruby", 100
}

signature file-magic-awk {
	file-magic /^#! ?[^\n]*awk/
	file-mime "text/x-awk", 100
}

signature file-magic-php {
	file-magic /^[\x00-\xff]{0,64}<\?php/
	file-mime "text/x-php", 80
}
