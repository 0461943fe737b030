# What files are, by the bytes that they begin with.
@load-sigs ./image
@load-sigs ./audio
@load-sigs ./video
@load-sigs ./archive
@load-sigs ./document
@load-sigs ./executable
@load-sigs ./font
@load-sigs ./text
@load-sigs ./data
