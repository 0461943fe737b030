##! Where the program is installed, as far as that can be told from where its scripts lie.

module Installation;

# The scripts lie in share/avocet/scripts below the root, or beside other folders of a working copy.
const scripts_dir = compress_path(@DIR + "/../..");

export {
	## The folder of the installation.
	const root_dir = sub(scripts_dir, /(\/share\/avocet)?\/scripts$/, "");

	## Configuration.
	const etc_dir = root_dir + "/etc";

	## Logs.
	const log_dir = root_dir + "/logs";

	## Files at work.
	const spool_dir = root_dir + "/spool";

	## What lasts longer than a run.
	const state_dir = root_dir + "/var/lib";
}
