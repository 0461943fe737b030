@load-sigs ./archive
@load-sigs ./document
@load-sigs ./executable
@load-sigs ./media
@load-sigs ./text
