##! The events of Redis are known to every script; this file is loaded where others expect them here.
