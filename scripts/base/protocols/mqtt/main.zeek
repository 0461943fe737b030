##! Logs MQTT: who connects, who wants to hear of what, and what is published.

@load base/protocols/conn/removal-hooks
@load base/protocols/mqtt/consts

module MQTT;

export {
	redef enum Log::ID += { CONNECT_LOG, SUBSCRIBE_LOG, PUBLISH_LOG };

	## Ports of MQTT.
	const ports = { 1883/tcp } &redef;

	## The policies of the logs.
	global log_policy_connect: Log::PolicyHook;
	global log_policy_subscribe: Log::PolicyHook;
	global log_policy_publish: Log::PolicyHook;

	## What a client does with topics.
	type MQTT::SubUnsub: enum { MQTT::SUBSCRIBE, MQTT::UNSUBSCRIBE } &redef;

	## A row about a client that connects.
	type ConnectInfo: record {
		## When it did.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The name of the protocol.
		proto_name: string &log &optional;
		## Its version.
		proto_version: string &log &optional;
		## How the client calls itself.
		client_id: string &log &optional;
		## What the server says to it.
		connect_status: string &log &optional;
		## What is published once the client is gone: the topic
		will_topic: string &log &optional;
		## and what is said.
		will_payload: string &log &optional;
	};

	## A row about what a client wants to hear of.
	type SubscribeInfo: record {
		## When it said so.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Whether it wants to, or does not any more.
		action: SubUnsub &log;
		## The topics, or patterns of them.
		topics: string_vec &log;
		## How sure it wants to be that it hears everything, by topic.
		qos_levels: index_vec &log &optional;
		## How sure it can be.
		granted_qos_level: count &log &optional;
		## Whether the server agreed.
		ack: bool &log &default=F;
	};

	## A row about something published.
	type PublishInfo: record {
		## When it was.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Whether the client said it, or was told.
		from_client: bool &log;
		## Whether the server shall keep it for those to come.
		retain: bool &log;
		## How sure it is that it comes.
		qos: string &log;
		## "ok" if all that this needs was seen.
		status: string &log &default="incomplete_qos";
		## The topic.
		topic: string &log;
		## What is said, at most :zeek:id:`MQTT::max_payload_size` bytes of it.
		payload: string &log;
		## How long it is.
		payload_len: count &log;
		## Which acknowledgements were seen: of what comes at least once,
		ack: bool &default=F;
		## and the three of what comes exactly once.
		rec: bool &default=F;
		rel: bool &default=F;
		comp: bool &default=F;
		## The number of *qos*.
		qos_level: count &default=0;
	};

	## A row about a client that connects, as it goes to the log.
	global MQTT::log_mqtt: event(rec: ConnectInfo);

	## Log what nobody acknowledged in time.
	global publish_expire: function(tbl: table[count] of PublishInfo, idx: count): interval;
	global subscribe_expire: function(tbl: table[count] of SubscribeInfo, idx: count): interval;

	## What waits for acknowledgements, by the number of the packet.
	type State: record {
		publish: table[count] of PublishInfo &optional &write_expire=5secs &expire_func=publish_expire;
		subscribe: table[count] of SubscribeInfo &optional &write_expire=5secs &expire_func=subscribe_expire;
	};
}

redef record connection += {
	mqtt: ConnectInfo &optional;
	mqtt_state: State &optional;
};

# Runs when a connection with MQTT is removed, and logs what still waits.
global finalize_mqtt: Conn::RemovalHook;

event zeek_init() &priority=5
	{
	Log::create_stream(MQTT::CONNECT_LOG, Log::Stream($columns=ConnectInfo, $path="mqtt_connect", $ev=log_mqtt,
		$policy=log_policy_connect));
	Log::create_stream(MQTT::SUBSCRIBE_LOG, Log::Stream($columns=SubscribeInfo, $path="mqtt_subscribe",
		$policy=log_policy_subscribe));
	Log::create_stream(MQTT::PUBLISH_LOG, Log::Stream($columns=PublishInfo, $path="mqtt_publish",
		$policy=log_policy_publish));
	Analyzer::register_for_ports(Analyzer::ANALYZER_MQTT, ports);
	}

function publish_expire(tbl: table[count] of PublishInfo, idx: count): interval
	{
	Log::write(PUBLISH_LOG, tbl[idx]);
	return 0sec;
	}

function subscribe_expire(tbl: table[count] of SubscribeInfo, idx: count): interval
	{
	Log::write(SUBSCRIBE_LOG, tbl[idx]);
	return 0sec;
	}

function state_of(c: connection): State
	{
	if ( ! c?$mqtt_state )
		{
		Conn::register_removal_hook(c, finalize_mqtt);
		c$mqtt_state = State($publish=table(), $subscribe=table());
		}

	return c$mqtt_state;
	}

# ---- Connecting -----------------------------------------------------------------------

function set_session(c: connection): ConnectInfo
	{
	if ( ! c?$mqtt )
		c$mqtt = ConnectInfo($ts=network_time(), $uid=c$uid, $id=c$id);

	return c$mqtt;
	}

# A client that asked in vain.
function log_unanswered(c: connection)
	{
	if ( c?$mqtt && c$mqtt?$client_id && ! c$mqtt?$connect_status )
		Log::write(CONNECT_LOG, c$mqtt);

	delete c$mqtt;
	}

event mqtt_connect(c: connection, msg: MQTT::ConnectMsg) &priority=5
	{
	# Whoever asks again waits for another answer.
	log_unanswered(c);
	state_of(c);
	local row = set_session(c);
	row$proto_name = msg$protocol_name;
	row$proto_version = versions[msg$protocol_version];
	row$client_id = msg$client_id;

	if ( msg?$will_topic )
		row$will_topic = msg$will_topic;

	if ( msg?$will_msg )
		row$will_payload = msg$will_msg;
	}

event mqtt_connack(c: connection, msg: MQTT::ConnectAckMsg) &priority=5
	{
	local row = set_session(c);
	row$connect_status = return_codes[msg$return_code];
	Log::write(CONNECT_LOG, row);
	}

# ---- Publishing -----------------------------------------------------------------------

event mqtt_publish(c: connection, is_orig: bool, msg_id: count, msg: MQTT::PublishMsg) &priority=5
	{
	local waiting = state_of(c)$publish;

	# The number is used anew: of what had it, nothing more will come.
	if ( msg_id in waiting && ! msg$dup )
		{
		Log::write(PUBLISH_LOG, waiting[msg_id]);
		delete waiting[msg_id];
		}

	waiting[msg_id] = PublishInfo($ts=network_time(), $uid=c$uid, $id=c$id, $from_client=is_orig, $retain=msg$retain,
		$qos=qos_levels[msg$qos], $qos_level=msg$qos, $topic=msg$topic, $payload=msg$payload,
		$payload_len=msg$payload_len);
	}

# Logs what is complete.
function log_published(c: connection, msg_id: count)
	{
	local waiting = state_of(c)$publish;
	waiting[msg_id]$status = "ok";
	Log::write(PUBLISH_LOG, waiting[msg_id]);
	delete waiting[msg_id];
	}

# Whether something of that quality waits for its acknowledgement.
function waits(c: connection, msg_id: count, qos_level: count): bool
	{
	if ( ! c?$mqtt_state || msg_id !in c$mqtt_state$publish )
		return F;

	return c$mqtt_state$publish[msg_id]$qos_level == qos_level;
	}

event mqtt_publish(c: connection, is_orig: bool, msg_id: count, msg: MQTT::PublishMsg) &priority=-5
	{
	if ( msg$qos == 0 )
		log_published(c, msg_id);
	}

event mqtt_puback(c: connection, is_orig: bool, msg_id: count) &priority=5
	{
	if ( waits(c, msg_id, 1) )
		c$mqtt_state$publish[msg_id]$ack = T;
	}

event mqtt_puback(c: connection, is_orig: bool, msg_id: count) &priority=-5
	{
	if ( waits(c, msg_id, 1) )
		log_published(c, msg_id);
	}

event mqtt_pubrec(c: connection, is_orig: bool, msg_id: count) &priority=5
	{
	if ( waits(c, msg_id, 2) )
		c$mqtt_state$publish[msg_id]$rec = T;
	}

event mqtt_pubrel(c: connection, is_orig: bool, msg_id: count) &priority=5
	{
	if ( waits(c, msg_id, 2) )
		c$mqtt_state$publish[msg_id]$rel = T;
	}

event mqtt_pubcomp(c: connection, is_orig: bool, msg_id: count) &priority=5
	{
	if ( waits(c, msg_id, 2) )
		c$mqtt_state$publish[msg_id]$comp = T;
	}

event mqtt_pubcomp(c: connection, is_orig: bool, msg_id: count) &priority=-5
	{
	if ( ! waits(c, msg_id, 2) )
		return;

	local row = c$mqtt_state$publish[msg_id];

	if ( row$rec && row$rel && row$comp )
		log_published(c, msg_id);
	}

# ---- Subscribing ----------------------------------------------------------------------

event mqtt_subscribe(c: connection, msg_id: count, topics: string_vec, requested_qos: index_vec) &priority=5
	{
	state_of(c)$subscribe[msg_id] = SubscribeInfo($ts=network_time(), $uid=c$uid, $id=c$id, $action=MQTT::SUBSCRIBE,
		$topics=topics, $qos_levels=requested_qos);
	}

event mqtt_unsubscribe(c: connection, msg_id: count, topics: string_vec) &priority=5
	{
	state_of(c)$subscribe[msg_id] = SubscribeInfo($ts=network_time(), $uid=c$uid, $id=c$id, $action=MQTT::UNSUBSCRIBE,
		$topics=topics);
	}

function log_subscription(c: connection, msg_id: count)
	{
	local waiting = c$mqtt_state$subscribe;
	waiting[msg_id]$ack = T;
	Log::write(MQTT::SUBSCRIBE_LOG, waiting[msg_id]);
	delete waiting[msg_id];
	}

event mqtt_suback(c: connection, msg_id: count, granted_qos: count) &priority=5
	{
	if ( ! c?$mqtt_state || msg_id !in c$mqtt_state$subscribe )
		return;

	c$mqtt_state$subscribe[msg_id]$granted_qos_level = granted_qos;
	log_subscription(c, msg_id);
	}

event mqtt_unsuback(c: connection, msg_id: count) &priority=-5
	{
	if ( c?$mqtt_state && msg_id in c$mqtt_state$subscribe )
		log_subscription(c, msg_id);
	}

# ---- The end --------------------------------------------------------------------------

hook finalize_mqtt(c: connection)
	{
	if ( ! c?$mqtt_state )
		return;

	log_unanswered(c);

	for ( _, row in c$mqtt_state$publish )
		Log::write(PUBLISH_LOG, row);

	for ( _, asked in c$mqtt_state$subscribe )
		Log::write(SUBSCRIBE_LOG, asked);

	# Nothing is left to expire.
	c$mqtt_state = State($publish=table(), $subscribe=table());
	}
