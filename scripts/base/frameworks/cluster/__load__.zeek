@load ./types
@load ./main
@load ./pools
@load ./pubsub
@load ./stores
@load ./telemetry
@load ./publish-on-change
