##! Sun RPC: the port mapper, NFS and MOUNT (RFC 1831, 1833, 1813).

## How a call ended.
type rpc_status: enum {
	RPC_SUCCESS,
	RPC_PROG_UNAVAIL,
	RPC_PROG_MISMATCH,
	RPC_PROC_UNAVAIL,
	RPC_GARBAGE_ARGS,
	RPC_SYSTEM_ERR,
	RPC_TIMEOUT,
	RPC_VERS_MISMATCH,
	RPC_AUTH_ERROR,
	RPC_UNKNOWN_ERROR,
};

## A program and where it listens.
type pm_mapping: record {
	program: count;
	version: count;
	p: port;
};

type pm_mappings: table[count] of pm_mapping;

## A question for a port.
type pm_port_request: record {
	program: count;
	version: count;
	is_tcp: bool;
};

## A call that the port mapper is to pass on.
type pm_callit_request: record {
	program: count;
	version: count;
	proc: count;
	arg_size: count;
};

## How a call ended, in words.
const RPC_status = {
	[RPC_SUCCESS] = "ok",
	[RPC_PROG_UNAVAIL] = "prog unavail",
	[RPC_PROG_MISMATCH] = "mismatch",
	[RPC_PROC_UNAVAIL] = "proc unavail",
	[RPC_GARBAGE_ARGS] = "garbage args",
	[RPC_SYSTEM_ERR] = "system err",
	[RPC_TIMEOUT] = "timeout",
	[RPC_AUTH_ERROR] = "auth error",
	[RPC_UNKNOWN_ERROR] = "unknown"
};

module NFS3;

export {
	## Procedures of NFS.
	type proc_t: enum {
		PROC_NULL     = 0,
		PROC_GETATTR  = 1,
		PROC_SETATTR  = 2,
		PROC_LOOKUP   = 3,
		PROC_ACCESS   = 4,
		PROC_READLINK = 5,
		PROC_READ     = 6,
		PROC_WRITE    = 7,
		PROC_CREATE   = 8,
		PROC_MKDIR    = 9,
		PROC_SYMLINK  = 10,
		PROC_MKNOD    = 11,
		PROC_REMOVE   = 12,
		PROC_RMDIR    = 13,
		PROC_RENAME   = 14,
		PROC_LINK     = 15,
		PROC_READDIR  = 16,
		PROC_READDIRPLUS  = 17,
		PROC_FSSTAT   = 18,
		PROC_FSINFO   = 19,
		PROC_PATHCONF = 20,
		PROC_COMMIT   = 21,
		PROC_END_OF_PROCS = 22,
	};

	## Results of procedures.
	type status_t: enum {
		NFS3ERR_OK          = 0,
		NFS3ERR_PERM        = 1,
		NFS3ERR_NOENT       = 2,
		NFS3ERR_IO          = 5,
		NFS3ERR_NXIO        = 6,
		NFS3ERR_ACCES       = 13,
		NFS3ERR_EXIST       = 17,
		NFS3ERR_XDEV        = 18,
		NFS3ERR_NODEV       = 19,
		NFS3ERR_NOTDIR      = 20,
		NFS3ERR_ISDIR       = 21,
		NFS3ERR_INVAL       = 22,
		NFS3ERR_FBIG        = 27,
		NFS3ERR_NOSPC       = 28,
		NFS3ERR_ROFS        = 30,
		NFS3ERR_MLINK       = 31,
		NFS3ERR_NAMETOOLONG = 63,
		NFS3ERR_NOTEMPTY    = 66,
		NFS3ERR_DQUOT       = 69,
		NFS3ERR_STALE       = 70,
		NFS3ERR_REMOTE      = 71,
		NFS3ERR_BADHANDLE   = 10001,
		NFS3ERR_NOT_SYNC    = 10002,
		NFS3ERR_BAD_COOKIE  = 10003,
		NFS3ERR_NOTSUPP     = 10004,
		NFS3ERR_TOOSMALL    = 10005,
		NFS3ERR_SERVERFAULT = 10006,
		NFS3ERR_BADTYPE     = 10007,
		NFS3ERR_JUKEBOX     = 10008,
		NFS3ERR_UNKNOWN     = 0xffffffff,
	};

	## Types of files.
	type file_type_t: enum {
		FTYPE_REG   = 1,
		FTYPE_DIR   = 2,
		FTYPE_BLK   = 3,
		FTYPE_CHR   = 4,
		FTYPE_LNK   = 5,
		FTYPE_SOCK  = 6,
		FTYPE_FIFO  = 7,
	};

	## How a time is to be set.
	type time_how_t: enum {
		DONT_CHANGE = 0,
		SET_TO_SERVER_TIME = 1,
		SET_TO_CLIENT_TIME = 2,
	};

	## How sure a write has to be.
	type stable_how_t: enum {
		UNSTABLE = 0,
		DATA_SYNC = 1,
		FILE_SYNC = 2,
	};

	## What to do where a file exists.
	type createmode_t: enum {
		UNCHECKED = 0,
		GUARDED = 1,
		EXCLUSIVE = 2,
	};

	## Hands over what is read and written ...
	const return_data = F &redef;

	## ... up to so many bytes ...
	const return_data_max = 512 &redef;

	## ... at offset 0 only.
	const return_data_first_only = T &redef;

	## How a call went.
	type info_t: record {
		rpc_stat: rpc_status;
		nfs_stat: status_t;
		req_start: time;
		req_dur: interval;
		req_len: count;
		rep_start: time;
		rep_dur: interval;
		rep_len: count;
		rpc_uid: count;
		rpc_gid: count;
		rpc_stamp: count;
		rpc_machine_name: string;
		rpc_auxgids: index_vec;
	};

	## Attributes to set.
	type sattr_t: record {
		mode: count &optional;
		uid: count &optional;
		gid: count &optional;
		size: count &optional;
		atime: time_how_t &optional;
		mtime: time_how_t &optional;
	};

	## Attributes of a file.
	type fattr_t: record {
		ftype: file_type_t;
		mode: count;
		nlink: count;
		uid: count;
		gid: count;
		size: count;
		used: count;
		rdev1: count;
		rdev2: count;
		fsid: count;
		fileid: count;
		atime: time;
		mtime: time;
		ctime: time;
	};

	## A symbolic link.
	type symlinkdata_t: record {
		symlink_attributes: sattr_t;
		nfspath: string &optional;
	};

	## A name in a folder.
	type diropargs_t: record {
		dirfh: string;
		fname: string;
	};

	## From where to where.
	type renameopargs_t: record {
		src_dirfh: string;
		src_fname: string;
		dst_dirfh: string;
		dst_fname: string;
	};

	## A symbolic link to make.
	type symlinkargs_t: record {
		link: diropargs_t;
		symlinkdata: symlinkdata_t;
	};

	## A hard link to make.
	type linkargs_t: record {
		fh: string;
		link: diropargs_t;
	};

	## Attributes to set for a file.
	type sattrargs_t: record {
		fh: string;
		new_attributes: sattr_t;
	};

	## What a name stands for.
	type lookup_reply_t: record {
		fh: string &optional;
		obj_attr: fattr_t &optional;
		dir_attr: fattr_t &optional;
	};

	## What to read.
	type readargs_t: record {
		fh: string;
		offset: count;
		size: count;
	};

	## What was read.
	type read_reply_t: record {
		attr: fattr_t &optional;
		size: count &optional;
		eof: bool &optional;
		data: string &optional;
	};

	## Where a symbolic link leads.
	type readlink_reply_t: record {
		attr: fattr_t &optional;
		nfspath: string &optional;
	};

	## What to write.
	type writeargs_t: record {
		fh: string;
		offset: count;
		size: count;
		stable: stable_how_t;
		data: string &optional;
	};

	## Attributes by which a client sees that its cache is stale.
	type wcc_attr_t: record {
		size: count;
		atime: time;
		mtime: time;
	};

	## Attributes after a link was made.
	type link_reply_t: record {
		post_attr: fattr_t &optional;
		preattr: wcc_attr_t &optional;
		postattr: fattr_t &optional;
	};

	## Attributes before and after.
	type sattr_reply_t: record {
		dir_pre_attr: wcc_attr_t &optional;
		dir_post_attr: fattr_t &optional;
	};

	## What was written.
	type write_reply_t: record {
		preattr: wcc_attr_t &optional;
		postattr: fattr_t &optional;
		size: count &optional;
		commited: stable_how_t &optional;
		verf: count &optional;
	};

	## What was created.
	type newobj_reply_t: record {
		fh: string &optional;
		obj_attr: fattr_t &optional;
		dir_pre_attr: wcc_attr_t &optional;
		dir_post_attr: fattr_t &optional;
	};

	## What remains after a removal.
	type delobj_reply_t: record {
		dir_pre_attr: wcc_attr_t &optional;
		dir_post_attr: fattr_t &optional;
	};

	## Both folders after a change of names.
	type renameobj_reply_t: record {
		src_dir_pre_attr: wcc_attr_t;
		src_dir_post_attr: fattr_t;
		dst_dir_pre_attr: wcc_attr_t;
		dst_dir_post_attr: fattr_t;
	};

	## Which part of a folder to list.
	type readdirargs_t: record {
		isplus: bool;
		dirfh: string;
		cookie: count;
		cookieverf: count;
		dircount: count;
		maxcount: count &optional;
	};

	## An entry of a folder.
	type direntry_t: record {
		fileid: count;
		fname: string;
		cookie: count;
		attr: fattr_t &optional;
		fh: string &optional;
	};

	## Entries of a folder.
	type direntry_vec_t: vector of direntry_t;

	## A part of a folder.
	type readdir_reply_t: record {
		isplus: bool;
		dir_attr: fattr_t &optional;
		cookieverf: count &optional;
		entries: direntry_vec_t &optional;
		eof: bool;
	};

	## Sizes of a file system, in bytes and in files.
	type fsstat_t: record {
		attrs: fattr_t &optional;
		tbytes: double;
		fbytes: double;
		abytes: double;
		tfiles: double;
		ffiles: double;
		afiles: double;
		invarsec: interval;
	};
}

module MOUNT3;

export {
	## Procedures of MOUNT.
	type proc_t: enum {
		PROC_NULL         = 0,
		PROC_MNT          = 1,
		PROC_DUMP         = 2,
		PROC_UMNT         = 3,
		PROC_UMNT_ALL     = 4,
		PROC_EXPORT       = 5,
		PROC_END_OF_PROCS = 6,
	};

	## Results of procedures.
	type status_t: enum {
		MNT3_OK             = 0,
		MNT3ERR_PERM        = 1,
		MNT3ERR_NOENT       = 2,
		MNT3ERR_IO          = 5,
		MNT3ERR_ACCES       = 13,
		MNT3ERR_NOTDIR      = 20,
		MNT3ERR_INVAL       = 22,
		MNT3ERR_NAMETOOLONG = 63,
		MNT3ERR_NOTSUPP     = 10004,
		MNT3ERR_SERVERFAULT = 10006,
		MOUNT3ERR_UNKNOWN   = 0xffffffff,
	};

	## Ways to authenticate.
	type auth_flavor_t: enum {
		AUTH_NULL   = 0,
		AUTH_UNIX   = 1,
		AUTH_SHORT  = 2,
		AUTH_DES    = 3,
	};

	## How a call went.
	type info_t: record {
		rpc_stat: rpc_status;
		mnt_stat: status_t;
		req_start: time;
		req_dur: interval;
		req_len: count;
		rep_start: time;
		rep_dur: interval;
		rep_len: count;
		rpc_uid: count;
		rpc_gid: count;
		rpc_stamp: count;
		rpc_machine_name: string;
		rpc_auxgids: index_vec;
	};

	## What to mount.
	type dirmntargs_t: record {
		dirname: string;
	};

	## What was mounted.
	type mnt_reply_t: record {
		dirfh: string &optional;
		auth_flavors: vector of auth_flavor_t &optional;
	};
}
