#include "protocol/smb/binding1.h"

#include "protocol/smb/last_parameter.h"

namespace avocet {

namespace {

constexpr std::string_view kStrings = "vector of string";

// Most of these events begin with the connection and the header.
EventHandle smb1_event(ProtocolWorld& world, std::string_view name,
                       std::initializer_list<std::string_view> further = {}) {
  std::vector<std::string_view> types{"connection", "SMB1::Header"};
  types.insert(types.end(), further.begin(), further.end());
  return world.event("smb1_" + std::string(name), types);
}

void bind_sessions(ProtocolWorld& world, Smb1Binding& to) {
  to.message = smb1_event(world, "message", {"bool"});
  to.error = smb1_event(world, "error", {"bool"});
  to.empty_response = smb1_event(world, "empty_response");
  to.negotiate_request = smb1_event(world, "negotiate_request", {kStrings});
  to.negotiate_response = smb1_event(world, "negotiate_response", {"SMB1::NegotiateResponse"});
  to.setup_request =
      smb1_event(world, "session_setup_andx_request", {"SMB1::SessionSetupAndXRequest"});
  to.setup_response =
      smb1_event(world, "session_setup_andx_response", {"SMB1::SessionSetupAndXResponse"});
  to.tree_request = smb1_event(world, "tree_connect_andx_request", {"string", "string"});
  to.tree_response = smb1_event(world, "tree_connect_andx_response", {"string", "string"});
  to.tree_disconnect = smb1_event(world, "tree_disconnect", {"bool"});
  to.echo_request = world.event("smb1_echo_request", {"connection", "count", "string"});
  to.echo_response = world.event("smb1_echo_response", {"connection", "count", "string"});
  to.logoff = world.event("smb1_logoff_andx", {"connection", "bool"});
  to.cancel = smb1_event(world, "nt_cancel_request");
}

void bind_files(ProtocolWorld& world, Smb1Binding& to) {
  to.create_request = smb1_event(world, "nt_create_andx_request", {"string"});
  to.create_response =
      smb1_event(world, "nt_create_andx_response", {"count", "count", "SMB::MACTimes"});
  to.read_request = smb1_event(world, "read_andx_request", {"count", "count", "count"});
  to.read_response = smb1_event(world, "read_andx_response", {"count"});
  to.write_request = smb1_event(world, "write_andx_request", {"count", "count", "count"});
  to.write_response = smb1_event(world, "write_andx_response", {"count"});
  to.close_request = smb1_event(world, "close_request", {"count"});
  to.query_information = smb1_event(world, "query_information_request", {"string"});
  to.check_directory_request = smb1_event(world, "check_directory_request", {"string"});
  to.check_directory_response = smb1_event(world, "check_directory_response");
  to.create_directory_request = smb1_event(world, "create_directory_request", {"string"});
  to.create_directory_response = smb1_event(world, "create_directory_response");
}

void bind_transactions(ProtocolWorld& world, Smb1Binding& to) {
  to.transaction_request =
      smb1_event(world, "transaction_request", {"string", "count", "string", "string"});
  to.transaction_response = smb1_event(world, "transaction_response", {"string", "string"});
  to.transaction_secondary = smb1_event(world, "transaction_secondary_request",
                                        {"SMB1::Trans_Sec_Args", "string", "string"});
  to.transaction2_request =
      smb1_event(world, "transaction2_request", {"SMB1::Trans2_Args", "count"});
  to.transaction2_secondary = smb1_event(world, "transaction2_secondary_request",
                                         {"SMB1::Trans2_Sec_Args", "string", "string"});
  to.find_first_request =
      smb1_event(world, "trans2_find_first2_request", {"SMB1::Find_First2_Request_Args"});
  to.query_path_request = smb1_event(world, "trans2_query_path_info_request", {"string"});
  to.referral_request = smb1_event(world, "trans2_get_dfs_referral_request", {"string"});
}

}  // namespace

Smb1Binding::Smb1Binding(ProtocolWorld& world)
    : header(world.shapes, "SMB1::Header",
             {{"command", TypeKind::kCount},
              {"status", TypeKind::kCount},
              {"flags", TypeKind::kCount},
              {"flags2", TypeKind::kCount},
              {"tid", TypeKind::kCount},
              {"pid", TypeKind::kCount},
              {"uid", TypeKind::kCount},
              {"mid", TypeKind::kCount}},
             world.errors),
      raw_mode(world.shapes, "SMB1::NegotiateRawMode",
               {{"read_raw", TypeKind::kBool}, {"write_raw", TypeKind::kBool}}, world.errors),
      capabilities(world.shapes, "SMB1::NegotiateCapabilities",
                   {{"raw_mode", TypeKind::kBool},
                    {"mpx_mode", TypeKind::kBool},
                    {"unicode", TypeKind::kBool},
                    {"large_files", TypeKind::kBool},
                    {"nt_smbs", TypeKind::kBool},
                    {"rpc_remote_apis", TypeKind::kBool},
                    {"status32", TypeKind::kBool},
                    {"level_2_oplocks", TypeKind::kBool},
                    {"lock_and_read", TypeKind::kBool},
                    {"nt_find", TypeKind::kBool},
                    {"dfs", TypeKind::kBool},
                    {"infolevel_passthru", TypeKind::kBool},
                    {"large_readx", TypeKind::kBool},
                    {"large_writex", TypeKind::kBool},
                    {"unix", TypeKind::kBool},
                    {"bulk_transfer", TypeKind::kBool},
                    {"compressed_data", TypeKind::kBool},
                    {"extended_security", TypeKind::kBool}},
                   world.errors),
      security(world.shapes, "SMB1::NegotiateResponseSecurity",
               {{"user_level", TypeKind::kBool},
                {"challenge_response", TypeKind::kBool},
                {"signatures_enabled", TypeKind::kBool},
                {"signatures_required", TypeKind::kBool}},
               world.errors),
      core(world.shapes, "SMB1::NegotiateResponseCore", {{"dialect_index", TypeKind::kCount}},
           world.errors),
      lan_manager(world.shapes, "SMB1::NegotiateResponseLANMAN",
                  {{"word_count", TypeKind::kCount},
                   {"dialect_index", TypeKind::kCount},
                   {"security_mode", TypeKind::kRecord},
                   {"max_buffer_size", TypeKind::kCount},
                   {"max_mpx_count", TypeKind::kCount},
                   {"max_number_vcs", TypeKind::kCount},
                   {"raw_mode", TypeKind::kRecord},
                   {"session_key", TypeKind::kCount},
                   {"server_time", TypeKind::kTime},
                   {"encryption_key", TypeKind::kString},
                   {"primary_domain", TypeKind::kString}},
                  world.errors),
      nt(world.shapes, "SMB1::NegotiateResponseNTLM",
         {{"word_count", TypeKind::kCount},
          {"dialect_index", TypeKind::kCount},
          {"security_mode", TypeKind::kRecord},
          {"max_buffer_size", TypeKind::kCount},
          {"max_mpx_count", TypeKind::kCount},
          {"max_number_vcs", TypeKind::kCount},
          {"max_raw_size", TypeKind::kCount},
          {"session_key", TypeKind::kCount},
          {"capabilities", TypeKind::kRecord},
          {"server_time", TypeKind::kTime},
          {"security_blob", TypeKind::kString},
          {"encryption_key", TypeKind::kString},
          {"domain_name", TypeKind::kString},
          {"guid", TypeKind::kString}},
         world.errors),
      negotiated(
          world.shapes, "SMB1::NegotiateResponse",
          {{"core", TypeKind::kRecord}, {"lanman", TypeKind::kRecord}, {"ntlm", TypeKind::kRecord}},
          world.errors),
      session_capabilities(world.shapes, "SMB1::SessionSetupAndXCapabilities",
                           {{"unicode", TypeKind::kBool},
                            {"large_files", TypeKind::kBool},
                            {"nt_smbs", TypeKind::kBool},
                            {"status32", TypeKind::kBool},
                            {"level_2_oplocks", TypeKind::kBool},
                            {"nt_find", TypeKind::kBool}},
                           world.errors),
      session_request(world.shapes, "SMB1::SessionSetupAndXRequest",
                      {{"word_count", TypeKind::kCount},
                       {"max_buffer_size", TypeKind::kCount},
                       {"max_mpx_count", TypeKind::kCount},
                       {"vc_number", TypeKind::kCount},
                       {"session_key", TypeKind::kCount},
                       {"native_os", TypeKind::kString},
                       {"native_lanman", TypeKind::kString},
                       {"account_name", TypeKind::kString},
                       {"account_password", TypeKind::kString},
                       {"primary_domain", TypeKind::kString},
                       {"case_insensitive_password", TypeKind::kString},
                       {"case_sensitive_password", TypeKind::kString},
                       {"security_blob", TypeKind::kString},
                       {"capabilities", TypeKind::kRecord}},
                      world.errors),
      session_response(world.shapes, "SMB1::SessionSetupAndXResponse",
                       {{"word_count", TypeKind::kCount},
                        {"is_guest", TypeKind::kBool},
                        {"native_os", TypeKind::kString},
                        {"native_lanman", TypeKind::kString},
                        {"primary_domain", TypeKind::kString},
                        {"security_blob", TypeKind::kString}},
                       world.errors),
      transaction(world.shapes, "SMB1::Trans2_Args",
                  {{"total_param_count", TypeKind::kCount},
                   {"total_data_count", TypeKind::kCount},
                   {"max_param_count", TypeKind::kCount},
                   {"max_data_count", TypeKind::kCount},
                   {"max_setup_count", TypeKind::kCount},
                   {"flags", TypeKind::kCount},
                   {"trans_timeout", TypeKind::kCount},
                   {"param_count", TypeKind::kCount},
                   {"param_offset", TypeKind::kCount},
                   {"data_count", TypeKind::kCount},
                   {"data_offset", TypeKind::kCount},
                   {"setup_count", TypeKind::kCount}},
                  world.errors),
      secondary(world.shapes, "SMB1::Trans_Sec_Args",
                {{"total_param_count", TypeKind::kCount},
                 {"total_data_count", TypeKind::kCount},
                 {"param_count", TypeKind::kCount},
                 {"param_offset", TypeKind::kCount},
                 {"param_displacement", TypeKind::kCount},
                 {"data_count", TypeKind::kCount},
                 {"data_offset", TypeKind::kCount},
                 {"data_displacement", TypeKind::kCount}},
                world.errors),
      secondary2(world.shapes, "SMB1::Trans2_Sec_Args",
                 {{"total_param_count", TypeKind::kCount},
                  {"total_data_count", TypeKind::kCount},
                  {"param_count", TypeKind::kCount},
                  {"param_offset", TypeKind::kCount},
                  {"param_displacement", TypeKind::kCount},
                  {"data_count", TypeKind::kCount},
                  {"data_offset", TypeKind::kCount},
                  {"data_displacement", TypeKind::kCount},
                  {"FID", TypeKind::kCount}},
                 world.errors),
      find_first(world.shapes, "SMB1::Find_First2_Request_Args",
                 {{"search_attrs", TypeKind::kCount},
                  {"search_count", TypeKind::kCount},
                  {"flags", TypeKind::kCount},
                  {"info_level", TypeKind::kCount},
                  {"search_storage_type", TypeKind::kCount},
                  {"file_name", TypeKind::kString}},
                 world.errors),
      dialects(last_parameter(world.machine.program(), "smb1_negotiate_request")) {
  bind_sessions(world, *this);
  bind_files(world, *this);
  bind_transactions(world, *this);
}

}  // namespace avocet
