// Smb1Binding: the events and records of SMB 1 in one world.
#pragma once

#include "analyzer/protocol.h"
#include "value/vector.h"

namespace avocet {

inline Value number(uint64_t n) { return Value::of_count(n); }

struct Smb1Binding {
  explicit Smb1Binding(ProtocolWorld& world);

  RecordMaker header, raw_mode, capabilities, security, core, lan_manager, nt, negotiated,
      session_capabilities, session_request, session_response, transaction, secondary, secondary2,
      find_first;
  const VectorType* dialects;

  EventHandle message, error, empty_response, negotiate_request, negotiate_response, setup_request,
      setup_response, tree_request, tree_response, tree_disconnect, create_request, create_response,
      read_request, read_response, write_request, write_response, close_request, echo_request,
      echo_response, logoff, cancel, query_information, check_directory_request,
      check_directory_response, create_directory_request, create_directory_response,
      transaction_request, transaction_response, transaction_secondary, transaction2_request,
      transaction2_secondary, find_first_request, query_path_request, referral_request;
};

}  // namespace avocet
