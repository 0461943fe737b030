##! Events of IGMP.

@load ./types

## Any message; `packet` has the headers before it.
global IGMP::message: event(packet: raw_pkt_hdr, msg_type: IGMP::MessageType);

## A router asks who listens to a group, or to any (0.0.0.0).
global IGMP::membership_query: event(source: addr, group_addr: addr);

## A host listens to a group.
global IGMP::membership_report_v1: event(source: addr, group_addr: addr);
global IGMP::membership_report_v2: event(source: addr, group_addr: addr);
global IGMP::membership_report_v3: event(source: addr, groups: vector of IGMP::Group);

## A host no longer does.
global IGMP::leave_group: event(source: addr, group_addr: addr);
