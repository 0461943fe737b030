##! Tells connections apart by their VLANs, too: the same addresses and ports in two VLANs are two connections.

redef record conn_id_ctx += {
	## The outermost VLAN.
	vlan: int &log &optional;
	## The VLAN within that.
	inner_vlan: int &log &optional;
};

redef ConnKey::factory = ConnKey::CONNKEY_VLAN_FIVETUPLE;
