##! What members of archives (ZIP) are compressed by.

module ZIP;

export {
	## Ways to compress that are undone; others have no file of their own.
	type CompressionMethod: enum {
		Uncompressed = 0,
		Deflate = 8,
	};
}
