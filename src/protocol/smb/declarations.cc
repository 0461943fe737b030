#include "protocol/smb/declarations.h"

namespace avocet {

const std::string_view kSmbDeclarations = R"(
module GLOBAL;

## So many pipes were open at a time that all that was known of them was forgotten; see
## :zeek:id:`SMB::max_dce_rpc_analyzers`.
global smb_discarded_dce_rpc_analyzers: event(c: connection);

## Something was opened whose name says that its share, of which nothing is known, is one of pipes.
global smb_pipe_connect_heuristic: event(c: connection);

## More requests than :zeek:id:`SMB::max_pending_messages` wait for answers, and were forgotten.
##
## state: What was kept of them: "tree", "read" or "ioctl".
global smb2_discarded_messages_state: event(c: connection, state: string);

## Each message of SMB 2 or 3, before the event of its command.
global smb2_message: event(c: connection, hdr: SMB2::Header, is_orig: bool);

## A client closes a file.
global smb2_close_request: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID);

## It is closed, and was this.
global smb2_close_response: event(c: connection, hdr: SMB2::Header, response: SMB2::CloseResponse);

## A client opens or creates a file, or a pipe.
global smb2_create_request: event(c: connection, hdr: SMB2::Header, request: SMB2::CreateRequest);

## It is open.
global smb2_create_response: event(c: connection, hdr: SMB2::Header, response: SMB2::CreateResponse);

## A client offers versions of SMB.
global smb2_negotiate_request: event(c: connection, hdr: SMB2::Header, dialects: index_vec);

## A server chooses one of them.
global smb2_negotiate_response: event(c: connection, hdr: SMB2::Header, response: SMB2::NegotiateResponse);

## A client reads.
global smb2_read_request: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count);

## A client logs in. How is said by events of GSS-API and NTLM.
global smb2_session_setup_request: event(c: connection, hdr: SMB2::Header, request: SMB2::SessionSetupRequest);

## It is logged in, or has to go on.
global smb2_session_setup_response: event(c: connection, hdr: SMB2::Header, response: SMB2::SessionSetupResponse);

## A client says how much room a file shall have.
global smb2_file_allocation: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, alloc_size: int);

## A client says whether a file shall be deleted once it is closed.
global smb2_file_delete: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, delete_pending: bool);

## A client says where a file shall end.
global smb2_file_endoffile: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, end_of_file: int);

## A client sets limits of a file system.
global smb2_file_fscontrol: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, fs_control: SMB2::Fscontrol);

## A client sets the id of a volume.
global smb2_file_fsobjectid: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, object_id: SMB2::GUID, extended_info: string);

## A client sets extended attributes.
global smb2_file_fullea: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, file_eas: SMB2::FileEAs);

## A client makes another name for a file.
global smb2_file_link: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, root_directory: count, file_name: string);

## A client says how a file shall be accessed.
global smb2_file_mode: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, mode: count);

## A client says how a pipe shall be read.
global smb2_file_pipe: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, read_mode: count, completion_mode: count);

## A client sets the place in a file.
global smb2_file_position: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, current_byte_offset: int);

## A client renames a file.
global smb2_file_rename: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, dst_filename: string);

## A client sets times and attributes. A time of zero is to stay as it is.
global smb2_file_sattr: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, times: SMB::MACTimes, attrs: SMB2::FileAttrs);

## A client sets the short name of a file.
global smb2_file_shortname: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, file_name: string);

## A client says how much of a file is valid.
global smb2_file_validdatalength: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, valid_data_length: int);

## An encrypted message, of which this is all there is to know.
global smb2_transform_header: event(c: connection, hdr: SMB2::Transform_header);

## A client connects to a share.
global smb2_tree_connect_request: event(c: connection, hdr: SMB2::Header, path: string);

## It is connected.
global smb2_tree_connect_response: event(c: connection, hdr: SMB2::Header, response: SMB2::TreeConnectResponse);

## A client leaves a share.
global smb2_tree_disconnect_request: event(c: connection, hdr: SMB2::Header);

## It left.
global smb2_tree_disconnect_response: event(c: connection, hdr: SMB2::Header);

## A client writes.
global smb2_write_request: event(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count);

## It is written.
global smb2_write_response: event(c: connection, hdr: SMB2::Header, length: count);
)";

}  // namespace avocet
