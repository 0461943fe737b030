##! Operations on a backend for conditions of `when`, which go on when the answer is there.

@load ./main

module Storage::Async;

export {
	## Opens a backend for keys and values of two types. The value of the result is its handle.
	global open_backend: function(btype: Storage::Backend, options: Storage::BackendOptions, key_type: any, val_type: any):
		Storage::OperationResult;

	## Closes a backend.
	global close_backend: function(backend: opaque of Storage::BackendHandle): Storage::OperationResult;

	## Puts in a value.
	global put: function(backend: opaque of Storage::BackendHandle, args: Storage::PutArgs): Storage::OperationResult;

	## Finds the value of a key.
	global get: function(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult;

	## Removes a key.
	global erase: function(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult;
}

# What the engine does.
global __open_backend: function(btype: Storage::Backend, options: any, key_type: any, val_type: any):
	Storage::OperationResult;
global __close_backend: function(backend: opaque of Storage::BackendHandle): Storage::OperationResult;
global __put: function(backend: opaque of Storage::BackendHandle, key: any, value: any, overwrite: bool, expire_time: interval):
	Storage::OperationResult;
global __get: function(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult;
global __erase: function(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult;

function open_backend(btype: Storage::Backend, options: Storage::BackendOptions, key_type: any, val_type: any):
	Storage::OperationResult
	{
	return __open_backend(btype, options, key_type, val_type);
	}

function close_backend(backend: opaque of Storage::BackendHandle): Storage::OperationResult
	{
	return __close_backend(backend);
	}

function put(backend: opaque of Storage::BackendHandle, args: Storage::PutArgs): Storage::OperationResult
	{
	return __put(backend, args$key, args$value, args$overwrite, args$expire_time);
	}

function get(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult
	{
	return __get(backend, key);
	}

function erase(backend: opaque of Storage::BackendHandle, key: any): Storage::OperationResult
	{
	return __erase(backend, key);
	}
