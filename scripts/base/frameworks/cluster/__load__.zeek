@load ./types
@load ./main
@load ./pools
@load ./pubsub
@load ./stores
@load ./publish-on-change
