// Smb2Binding: the events and records of SMB 2 and 3 in one world.
#pragma once

#include "analyzer/protocol.h"
#include "value/vector.h"

namespace avocet {

struct Smb2Binding {
  explicit Smb2Binding(ProtocolWorld& world);

  RecordMaker header, guid, attributes, close, negotiate, context, preauth, encryption, compression,
      session_request, session_flags, session_response, tree, create_request, create_response,
      fscontrol, extended_attribute, transform;
  const VectorType *dialects, *contexts, *algorithms, *extended_attributes;

  EventHandle message, discarded, negotiate_request, negotiate_response, session_setup_request,
      session_setup_response, tree_connect_request, tree_connect_response, tree_disconnect_request,
      tree_disconnect_response, create_requested, create_responded, close_request, close_response,
      read_request, write_request, write_response, transformed;
  // By what is set.
  EventHandle file_allocation, file_delete, file_end, file_fscontrol, file_object_id, file_full_ea,
      file_link, file_mode, file_pipe, file_position, file_rename, file_attributes, file_short_name,
      file_valid_length;
};

}  // namespace avocet
