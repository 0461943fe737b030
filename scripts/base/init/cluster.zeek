##! Clusters, metrics and storage: what is there without loading more.

## How a table changed.
type TableChange: enum {
	TABLE_ELEMENT_NEW,
	TABLE_ELEMENT_CHANGED,
	TABLE_ELEMENT_REMOVED,
	TABLE_ELEMENT_EXPIRED,
};

## What waits for another process.
type BrokerPeeringStats: record {
	num_queued: count;
	max_queued_recently: count;
	num_overflows: count;
};

## The same for each of them.
type BrokerPeeringStatsTable: table[string] of BrokerPeeringStats;

module Cluster;

export {
	## What carries messages between processes.
	type BackendTag: enum {
		CLUSTER_BACKEND_NONE,
		CLUSTER_BACKEND_BROKER,
		CLUSTER_BACKEND_BROKER_WEBSOCKET_SHIM,
		CLUSTER_BACKEND_ZEROMQ,
	};

	## How events look on the way.
	type EventSerializerTag: enum {
		EVENT_SERIALIZER_BROKER_BIN_V1,
		EVENT_SERIALIZER_BROKER_JSON_V1,
	};

	## How rows look on the way.
	type LogSerializerTag: enum {
		LOG_SERIALIZER_ZEEK_BIN_V1,
	};

	## The ones in use.
	const backend = Cluster::CLUSTER_BACKEND_NONE &redef;
	const event_serializer = Cluster::EVENT_SERIALIZER_BROKER_BIN_V1 &redef;
	const log_serializer = Cluster::LOG_SERIALIZER_ZEEK_BIN_V1 &redef;

	## Processes that share a task.
	type Pool: record {};

	## Changes of a table that are sent together, and how long they may wait for each other.
	option default_table_publish_on_change_max_batch_size = 10;
	option default_table_publish_on_change_max_batch_delay = 10msec;

	## Says which changes of a table are sent, and where to.
	type PublishOnChangeAttr: record {
		changes: set[TableChange];
		topic: any &optional;
		max_batch_size: count &default=default_table_publish_on_change_max_batch_size;
		max_batch_delay: interval &default=default_table_publish_on_change_max_batch_delay;
	};

	## A change of a table.
	type TableChangeInfo: record {
		change: TableChange;
		ts: time;
		index: vector of any;
		value: any &optional;
		previous_value: any &optional;
	};

	type TableChangeInfos: vector of TableChangeInfo;

	## Which table changed, and where.
	type TableChangeHeader: record {
		id: string;
		ts: time;
		node_id: string;
	};

	## Changes come in, are passed on, may be refused.
	global table_change_infos: event(tcheader: TableChangeHeader, tcinfos: TableChangeInfos);
	global forward_table_change_infos: event(tcheader: TableChangeHeader, tcinfos: TableChangeInfos, to_topic: string);
	global apply_table_change_infos_policy: hook(tcheader: TableChangeHeader, tcinfos: TableChangeInfos);
}

module Telemetry;

export {
	## Kinds of metrics: it only grows; it comes and goes; it is spread over ranges.
	type MetricType: enum {
		COUNTER,
		GAUGE,
		HISTOGRAM,
	};

	## What a metric is about.
	type MetricOpts: record {
		prefix: string;
		name: string;
		unit: string &optional;
		help_text: string &optional;
		label_names: vector of string &default=vector();
		is_total: bool &optional;
		bounds: vector of double &optional;
		metric_type: MetricType &optional;
	};

	## A metric and its value.
	type Metric: record {
		opts: MetricOpts;
		label_names: vector of string &default=vector();
		label_values: vector of string &optional;
		value: double &optional;
	};

	## A metric and its values by range.
	type HistogramMetric: record {
		opts: MetricOpts;
		label_names: vector of string &default=vector();
		label_values: vector of string &optional;
		values: vector of double;
		observations: double;
		sum: double;
	};

	type MetricVector: vector of Metric;
	type HistogramMetricVector: vector of HistogramMetric;

	## Metrics are about to be read: a chance to bring them up to date.
	global sync: hook();

	## How long a reader of metrics waits.
	const callback_timeout: interval = 5sec &redef;

	## How many readers are served at a time.
	const civetweb_threads: count = 2 &redef;

	## All metrics that names and prefixes fit, which may hold `*`: counters and gauges, and histograms.
	global __collect_metrics: function(prefix: string, name: string): MetricVector;
	global __collect_histogram_metrics: function(prefix: string, name: string): HistogramMetricVector;
}

module Storage;

export {
	## How often what is stored is looked at for its age.
	const expire_interval = 15.0secs &redef;

	## How an operation ended.
	type ReturnCode: enum {
		SUCCESS,
		VAL_TYPE_MISMATCH,
		KEY_TYPE_MISMATCH,
		NOT_CONNECTED,
		TIMEOUT,
		CONNECTION_LOST,
		OPERATION_FAILED,
		KEY_NOT_FOUND,
		KEY_EXISTS,
		CONNECTION_FAILED,
		DISCONNECTION_FAILED,
		INITIALIZATION_FAILED,
		IN_PROGRESS,
	} &redef;

	## What keeps the data, and how they are written. SQLite and JSON are there.
	type Backend: enum {
		STORAGE_BACKEND_REDIS,
		STORAGE_BACKEND_SQLITE,
	};
	type Serializer: enum {
		STORAGE_SERIALIZER_JSON,
	};

	# Named, so that the program finds it.
	type Handle: opaque of Storage::BackendHandle;

	## Whether a backend is open, and whether it answers at once, whichever functions are called.
	global is_open: function(backend: opaque of Storage::BackendHandle): bool;
	global is_forced_sync: function(backend: opaque of Storage::BackendHandle): bool;

	## A backend was opened, or lost.
	global backend_opened: event(tag: Storage::Backend, options: any);
	global backend_lost: event(tag: Storage::Backend, options: any, reason: string);

	## What an operation came to.
	type OperationResult: record {
		code: ReturnCode;
		error_str: string &optional;
		value: any &optional;
	};
}
