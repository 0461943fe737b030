##! The decoders of tunnels are part of the engine, and their ports are in base/packet-protocols; there is nothing
##! left to load.
