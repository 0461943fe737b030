##! The answers of a process that starts no others.

@load ./api

module Supervisor;

function create(node: NodeConfig): string
	{
	return "this program starts no other processes";
	}

function destroy(node: string): bool
	{
	return F;
	}

function restart(node: string): bool
	{
	return F;
	}

function status(node: string): Status
	{
	return Status($nodes=table());
	}

function is_supervisor(): bool
	{
	return F;
	}

function is_supervised(): bool
	{
	return F;
	}

function node(): NodeConfig
	{
	return NodeConfig($name="");
	}
