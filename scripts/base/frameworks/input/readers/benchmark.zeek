##! The reader that makes rows up, as many as its source says: for measuring.

module InputBenchmark;

export {
	## The number of rows is multiplied by this from read to read.
	const factor = 1.0 &redef;

	## These belong to a reader that spreads its rows over time; they change nothing here.
	const spread = 0 &redef;
	const autospread = 0.0 &redef;
	const stopspreadat = 0 &redef;
	const timedspread = 0.0 &redef;

	## This is added to the number of rows from read to read.
	const addfactor = 0 &redef;
}
