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

## Each message of SMB 1, before the events of its commands.
global smb1_message: event(c: connection, hdr: SMB1::Header, is_orig: bool);

## An answer that says that something went wrong.
global smb1_error: event(c: connection, hdr: SMB1::Header, is_orig: bool);

## An answer with nothing in it, where there should be something.
global smb1_empty_response: event(c: connection, hdr: SMB1::Header);

## A client offers dialects.
global smb1_negotiate_request: event(c: connection, hdr: SMB1::Header, dialects: string_vec);

## A server chooses one of them.
global smb1_negotiate_response: event(c: connection, hdr: SMB1::Header, response: SMB1::NegotiateResponse);

## A client logs in.
global smb1_session_setup_andx_request: event(c: connection, hdr: SMB1::Header, request: SMB1::SessionSetupAndXRequest);

## It is logged in, or has to go on.
global smb1_session_setup_andx_response: event(c: connection, hdr: SMB1::Header, response: SMB1::SessionSetupAndXResponse);

## A client connects to a share.
global smb1_tree_connect_andx_request: event(c: connection, hdr: SMB1::Header, path: string, service: string);

## It is connected.
global smb1_tree_connect_andx_response: event(c: connection, hdr: SMB1::Header, service: string, native_file_system: string);

## A client leaves a share, or is told that it did.
global smb1_tree_disconnect: event(c: connection, hdr: SMB1::Header, is_orig: bool);

## A client logs off, or is told that it did.
global smb1_logoff_andx: event(c: connection, is_orig: bool);

## A client opens or creates a file, or a pipe.
global smb1_nt_create_andx_request: event(c: connection, hdr: SMB1::Header, file_name: string);

## It is open.
global smb1_nt_create_andx_response: event(c: connection, hdr: SMB1::Header, file_id: count, file_size: count, times: SMB::MACTimes);

## A client reads.
global smb1_read_andx_request: event(c: connection, hdr: SMB1::Header, file_id: count, offset: count, length: count);

## What it read.
global smb1_read_andx_response: event(c: connection, hdr: SMB1::Header, data_len: count);

## A client writes.
global smb1_write_andx_request: event(c: connection, hdr: SMB1::Header, file_id: count, offset: count, data_len: count);

## It is written.
global smb1_write_andx_response: event(c: connection, hdr: SMB1::Header, written_bytes: count);

## A client closes a file.
global smb1_close_request: event(c: connection, hdr: SMB1::Header, file_id: count);

## A client asks about a file.
global smb1_query_information_request: event(c: connection, hdr: SMB1::Header, filename: string);

## A client asks whether there is a directory.
global smb1_check_directory_request: event(c: connection, hdr: SMB1::Header, directory_name: string);

## There is.
global smb1_check_directory_response: event(c: connection, hdr: SMB1::Header);

## A client makes a directory.
global smb1_create_directory_request: event(c: connection, hdr: SMB1::Header, directory_name: string);

## It is made.
global smb1_create_directory_response: event(c: connection, hdr: SMB1::Header);

## A client wants to hear something back.
global smb1_echo_request: event(c: connection, echo_count: count, data: string);

## It hears it.
global smb1_echo_response: event(c: connection, seq_num: count, data: string);

## A client does not want an answer any more.
global smb1_nt_cancel_request: event(c: connection, hdr: SMB1::Header);

## A transaction with a pipe or a mailbox.
##
## sub_cmd: What it does, see :zeek:id:`SMB1::trans_sub_commands`.
global smb1_transaction_request: event(c: connection, hdr: SMB1::Header, name: string, sub_cmd: count, parameters: string, data: string);

## The answer to it.
global smb1_transaction_response: event(c: connection, hdr: SMB1::Header, parameters: string, data: string);

## A further part of it.
global smb1_transaction_secondary_request: event(c: connection, hdr: SMB1::Header, args: SMB1::Trans_Sec_Args, parameters: string, data: string);

## A transaction with files, before the event of what it does.
##
## sub_cmd: What it does, see :zeek:id:`SMB1::trans2_sub_commands`.
global smb1_transaction2_request: event(c: connection, hdr: SMB1::Header, args: SMB1::Trans2_Args, sub_cmd: count);

## A further part of it.
global smb1_transaction2_secondary_request: event(c: connection, hdr: SMB1::Header, args: SMB1::Trans2_Sec_Args, parameters: string, data: string);

## A client looks for files.
global smb1_trans2_find_first2_request: event(c: connection, hdr: SMB1::Header, args: SMB1::Find_First2_Request_Args);

## A client asks about a path.
global smb1_trans2_query_path_info_request: event(c: connection, hdr: SMB1::Header, file_name: string);

## A client asks where a path really is.
global smb1_trans2_get_dfs_referral_request: event(c: connection, hdr: SMB1::Header, file_name: string);

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
