##! Lets items go that were not inserted again for some time.

@load base/frameworks/intel

redef Intel::item_expiration = 10min;

hook Intel::item_expired(indicator: string, indicator_type: Intel::Type, metas: set[Intel::MetaData]) &priority=-10
	{
	break;
	}
