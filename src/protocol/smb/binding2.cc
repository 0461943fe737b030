#include "protocol/smb/binding2.h"

#include "protocol/smb/binding_terms.h"

namespace avocet {

namespace {

const VectorType* vector_field(const RecordMaker& maker, std::string_view name) {
  int at = maker.shape() ? maker.shape()->type->find(name) : -1;
  return at < 0 ? nullptr : as_vector(maker.shape()->type->fields[size_t(at)].type);
}

// All but one of these events begin with the connection and the header.
EventHandle smb2_event(ProtocolWorld& world, std::string_view name,
                       std::initializer_list<std::string_view> further = {}) {
  std::vector<std::string_view> types{"connection", "SMB2::Header"};
  types.insert(types.end(), further.begin(), further.end());
  return world.event(name, types);
}

constexpr std::string_view kId = "SMB2::GUID";

void bind_set_info(ProtocolWorld& world, Smb2Binding& to) {
  to.file_allocation = smb2_event(world, "smb2_file_allocation", {kId, "int"});
  to.file_delete = smb2_event(world, "smb2_file_delete", {kId, "bool"});
  to.file_end = smb2_event(world, "smb2_file_endoffile", {kId, "int"});
  to.file_fscontrol = smb2_event(world, "smb2_file_fscontrol", {kId, "SMB2::Fscontrol"});
  to.file_object_id = smb2_event(world, "smb2_file_fsobjectid", {kId, kId, "string"});
  to.file_full_ea = smb2_event(world, "smb2_file_fullea", {kId, "vector of SMB2::FileEA"});
  to.file_link = smb2_event(world, "smb2_file_link", {kId, "count", "string"});
  to.file_mode = smb2_event(world, "smb2_file_mode", {kId, "count"});
  to.file_pipe = smb2_event(world, "smb2_file_pipe", {kId, "count", "count"});
  to.file_position = smb2_event(world, "smb2_file_position", {kId, "int"});
  to.file_rename = smb2_event(world, "smb2_file_rename", {kId, "string"});
  to.file_attributes =
      smb2_event(world, "smb2_file_sattr", {kId, "SMB::MACTimes", "SMB2::FileAttrs"});
  to.file_short_name = smb2_event(world, "smb2_file_shortname", {kId, "string"});
  to.file_valid_length = smb2_event(world, "smb2_file_validdatalength", {kId, "int"});
}

void bind_commands(ProtocolWorld& world, Smb2Binding& to) {
  to.message = smb2_event(world, "smb2_message", {"bool"});
  to.discarded = world.event("smb2_discarded_messages_state", {"connection", "string"});
  to.negotiate_request = smb2_event(world, "smb2_negotiate_request", {"vector of count"});
  to.negotiate_response = smb2_event(world, "smb2_negotiate_response", {"SMB2::NegotiateResponse"});
  to.session_setup_request =
      smb2_event(world, "smb2_session_setup_request", {"SMB2::SessionSetupRequest"});
  to.session_setup_response =
      smb2_event(world, "smb2_session_setup_response", {"SMB2::SessionSetupResponse"});
  to.tree_connect_request = smb2_event(world, "smb2_tree_connect_request", {"string"});
  to.tree_connect_response =
      smb2_event(world, "smb2_tree_connect_response", {"SMB2::TreeConnectResponse"});
  to.tree_disconnect_request = smb2_event(world, "smb2_tree_disconnect_request");
  to.tree_disconnect_response = smb2_event(world, "smb2_tree_disconnect_response");
  to.create_requested = smb2_event(world, "smb2_create_request", {"SMB2::CreateRequest"});
  to.create_responded = smb2_event(world, "smb2_create_response", {"SMB2::CreateResponse"});
  to.close_request = smb2_event(world, "smb2_close_request", {kId});
  to.close_response = smb2_event(world, "smb2_close_response", {"SMB2::CloseResponse"});
  to.read_request = smb2_event(world, "smb2_read_request", {kId, "count", "count"});
  to.write_request = smb2_event(world, "smb2_write_request", {kId, "count", "count"});
  to.write_response = smb2_event(world, "smb2_write_response", {"count"});
  to.transformed = world.event("smb2_transform_header", {"connection", "SMB2::Transform_header"});
}

}  // namespace

Smb2Binding::Smb2Binding(ProtocolWorld& world)
    : header(world.shapes, "SMB2::Header",
             {{"credit_charge", kCount},
              {"status", kCount},
              {"command", kCount},
              {"credits", kCount},
              {"flags", kCount},
              {"message_id", kCount},
              {"process_id", kCount},
              {"tree_id", kCount},
              {"session_id", kCount},
              {"signature", kString}},
             world.errors),
      guid(world.shapes, kId, {{"persistent", kCount}, {"volatile", kCount}}, world.errors),
      attributes(world.shapes, "SMB2::FileAttrs",
                 {{"read_only", kBool},
                  {"hidden", kBool},
                  {"system", kBool},
                  {"directory", kBool},
                  {"archive", kBool},
                  {"normal", kBool},
                  {"temporary", kBool},
                  {"sparse_file", kBool},
                  {"reparse_point", kBool},
                  {"compressed", kBool},
                  {"offline", kBool},
                  {"not_content_indexed", kBool},
                  {"encrypted", kBool},
                  {"integrity_stream", kBool},
                  {"no_scrub_data", kBool}},
                 world.errors),
      close(world.shapes, "SMB2::CloseResponse",
            {{"alloc_size", kCount}, {"eof", kCount}, {"times", kRecord}, {"attrs", kRecord}},
            world.errors),
      negotiate(world.shapes, "SMB2::NegotiateResponse",
                {{"dialect_revision", kCount},
                 {"security_mode", kCount},
                 {"server_guid", kRecord},
                 {"system_time", kTime},
                 {"server_start_time", kTime},
                 {"negotiate_context_count", kCount},
                 {"negotiate_context_values", kVector}},
                world.errors),
      context(world.shapes, "SMB2::NegotiateContextValue",
              {{"context_type", kCount},
               {"data_length", kCount},
               {"preauth_info", kRecord},
               {"encryption_info", kRecord},
               {"compression_info", kRecord},
               {"netname", kString}},
              world.errors),
      preauth(world.shapes, "SMB2::PreAuthIntegrityCapabilities",
              {{"hash_alg_count", kCount},
               {"salt_length", kCount},
               {"hash_alg", kVector},
               {"salt", kString}},
              world.errors),
      encryption(world.shapes, "SMB2::EncryptionCapabilities",
                 {{"cipher_count", kCount}, {"ciphers", kVector}}, world.errors),
      compression(world.shapes, "SMB2::CompressionCapabilities",
                  {{"alg_count", kCount}, {"algs", kVector}}, world.errors),
      session_request(world.shapes, "SMB2::SessionSetupRequest", {{"security_mode", kCount}},
                      world.errors),
      session_flags(world.shapes, "SMB2::SessionSetupFlags",
                    {{"guest", kBool}, {"anonymous", kBool}, {"encrypt", kBool}}, world.errors),
      session_response(world.shapes, "SMB2::SessionSetupResponse", {{"flags", kRecord}},
                       world.errors),
      tree(world.shapes, "SMB2::TreeConnectResponse", {{"share_type", kCount}}, world.errors),
      create_request(world.shapes, "SMB2::CreateRequest",
                     {{"filename", kString}, {"disposition", kCount}, {"create_options", kCount}},
                     world.errors),
      create_response(world.shapes, "SMB2::CreateResponse",
                      {{"file_id", kRecord},
                       {"size", kCount},
                       {"times", kRecord},
                       {"attrs", kRecord},
                       {"create_action", kCount}},
                      world.errors),
      fscontrol(world.shapes, "SMB2::Fscontrol",
                {{"free_space_start_filtering", kInt},
                 {"free_space_threshold", kInt},
                 {"free_space_stop_filtering", kInt},
                 {"delete_quota_threshold", kCount},
                 {"default_quota_limit", kCount},
                 {"fs_control_flags", kCount}},
                world.errors),
      extended_attribute(world.shapes, "SMB2::FileEA",
                         {{"ea_name", kString}, {"ea_value", kString}}, world.errors),
      transform(world.shapes, "SMB2::Transform_header",
                {{"signature", kString},
                 {"nonce", kString},
                 {"orig_msg_size", kCount},
                 {"flags", kCount},
                 {"session_id", kCount}},
                world.errors),
      dialects(last_parameter(world.machine.program(), "smb2_negotiate_request")),
      contexts(vector_field(negotiate, "negotiate_context_values")),
      algorithms(vector_field(encryption, "ciphers")),
      extended_attributes(last_parameter(world.machine.program(), "smb2_file_fullea")) {
  bind_commands(world, *this);
  bind_set_info(world, *this);
}

}  // namespace avocet
