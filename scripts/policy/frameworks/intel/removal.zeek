##! Items that are inserted to remove what their source said before.

@load base/frameworks/intel

module Intel;

export {
	redef record Intel::MetaData += {
		remove: bool &default=F;   ##< Takes the item back.
	};
}

hook Intel::filter_item(item: Item)
	{
	if ( ! item$meta$remove )
		return;

	Intel::remove(item);
	break;
	}
