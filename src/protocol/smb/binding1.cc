#include "protocol/smb/binding1.h"

#include "protocol/smb/binding_terms.h"

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
             {{"command", kCount},
              {"status", kCount},
              {"flags", kCount},
              {"flags2", kCount},
              {"tid", kCount},
              {"pid", kCount},
              {"uid", kCount},
              {"mid", kCount}},
             world.errors),
      raw_mode(world.shapes, "SMB1::NegotiateRawMode", {{"read_raw", kBool}, {"write_raw", kBool}},
               world.errors),
      capabilities(world.shapes, "SMB1::NegotiateCapabilities",
                   {{"raw_mode", kBool},
                    {"mpx_mode", kBool},
                    {"unicode", kBool},
                    {"large_files", kBool},
                    {"nt_smbs", kBool},
                    {"rpc_remote_apis", kBool},
                    {"status32", kBool},
                    {"level_2_oplocks", kBool},
                    {"lock_and_read", kBool},
                    {"nt_find", kBool},
                    {"dfs", kBool},
                    {"infolevel_passthru", kBool},
                    {"large_readx", kBool},
                    {"large_writex", kBool},
                    {"unix", kBool},
                    {"bulk_transfer", kBool},
                    {"compressed_data", kBool},
                    {"extended_security", kBool}},
                   world.errors),
      security(world.shapes, "SMB1::NegotiateResponseSecurity",
               {{"user_level", kBool},
                {"challenge_response", kBool},
                {"signatures_enabled", kBool},
                {"signatures_required", kBool}},
               world.errors),
      core(world.shapes, "SMB1::NegotiateResponseCore", {{"dialect_index", kCount}}, world.errors),
      lan_manager(world.shapes, "SMB1::NegotiateResponseLANMAN",
                  {{"word_count", kCount},
                   {"dialect_index", kCount},
                   {"security_mode", kRecord},
                   {"max_buffer_size", kCount},
                   {"max_mpx_count", kCount},
                   {"max_number_vcs", kCount},
                   {"raw_mode", kRecord},
                   {"session_key", kCount},
                   {"server_time", kTime},
                   {"encryption_key", kString},
                   {"primary_domain", kString}},
                  world.errors),
      nt(world.shapes, "SMB1::NegotiateResponseNTLM",
         {{"word_count", kCount},
          {"dialect_index", kCount},
          {"security_mode", kRecord},
          {"max_buffer_size", kCount},
          {"max_mpx_count", kCount},
          {"max_number_vcs", kCount},
          {"max_raw_size", kCount},
          {"session_key", kCount},
          {"capabilities", kRecord},
          {"server_time", kTime},
          {"security_blob", kString},
          {"encryption_key", kString},
          {"domain_name", kString},
          {"guid", kString}},
         world.errors),
      negotiated(world.shapes, "SMB1::NegotiateResponse",
                 {{"core", kRecord}, {"lanman", kRecord}, {"ntlm", kRecord}}, world.errors),
      session_capabilities(world.shapes, "SMB1::SessionSetupAndXCapabilities",
                           {{"unicode", kBool},
                            {"large_files", kBool},
                            {"nt_smbs", kBool},
                            {"status32", kBool},
                            {"level_2_oplocks", kBool},
                            {"nt_find", kBool}},
                           world.errors),
      session_request(world.shapes, "SMB1::SessionSetupAndXRequest",
                      {{"word_count", kCount},
                       {"max_buffer_size", kCount},
                       {"max_mpx_count", kCount},
                       {"vc_number", kCount},
                       {"session_key", kCount},
                       {"native_os", kString},
                       {"native_lanman", kString},
                       {"account_name", kString},
                       {"account_password", kString},
                       {"primary_domain", kString},
                       {"case_insensitive_password", kString},
                       {"case_sensitive_password", kString},
                       {"security_blob", kString},
                       {"capabilities", kRecord}},
                      world.errors),
      session_response(world.shapes, "SMB1::SessionSetupAndXResponse",
                       {{"word_count", kCount},
                        {"is_guest", kBool},
                        {"native_os", kString},
                        {"native_lanman", kString},
                        {"primary_domain", kString},
                        {"security_blob", kString}},
                       world.errors),
      transaction(world.shapes, "SMB1::Trans2_Args",
                  {{"total_param_count", kCount},
                   {"total_data_count", kCount},
                   {"max_param_count", kCount},
                   {"max_data_count", kCount},
                   {"max_setup_count", kCount},
                   {"flags", kCount},
                   {"trans_timeout", kCount},
                   {"param_count", kCount},
                   {"param_offset", kCount},
                   {"data_count", kCount},
                   {"data_offset", kCount},
                   {"setup_count", kCount}},
                  world.errors),
      secondary(world.shapes, "SMB1::Trans_Sec_Args",
                {{"total_param_count", kCount},
                 {"total_data_count", kCount},
                 {"param_count", kCount},
                 {"param_offset", kCount},
                 {"param_displacement", kCount},
                 {"data_count", kCount},
                 {"data_offset", kCount},
                 {"data_displacement", kCount}},
                world.errors),
      secondary2(world.shapes, "SMB1::Trans2_Sec_Args",
                 {{"total_param_count", kCount},
                  {"total_data_count", kCount},
                  {"param_count", kCount},
                  {"param_offset", kCount},
                  {"param_displacement", kCount},
                  {"data_count", kCount},
                  {"data_offset", kCount},
                  {"data_displacement", kCount},
                  {"FID", kCount}},
                 world.errors),
      find_first(world.shapes, "SMB1::Find_First2_Request_Args",
                 {{"search_attrs", kCount},
                  {"search_count", kCount},
                  {"flags", kCount},
                  {"info_level", kCount},
                  {"search_storage_type", kCount},
                  {"file_name", kString}},
                 world.errors),
      dialects(last_parameter(world.machine.program(), "smb1_negotiate_request")) {
  bind_sessions(world, *this);
  bind_files(world, *this);
  bind_transactions(world, *this);
}

}  // namespace avocet
