// SPDX-License-Identifier: AGPL-3.0-or-later
// Written by tools/api_types.py from docs/api/openapi.json. Do not change it by hand: ./dev fix.

export interface paths {
  "/agents": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_agents"];
    put?: never;
    post: operations["post_agents"];
    delete?: never;
    patch?: never;
  };
  "/agents/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_agents_id"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_agents_id"];
  };
  "/agents/{id}/deactivation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_agents_id_deactivation"];
    delete: operations["delete_agents_id_deactivation"];
    patch?: never;
  };
  "/agents/{id}/factors": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_agents_id_factors"];
    patch?: never;
  };
  "/agents/{id}/invitation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_agents_id_invitation"];
    delete?: never;
    patch?: never;
  };
  "/agents/{id}/security": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_agents_id_security"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/agents/{id}/sessions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_agents_id_sessions"];
    patch?: never;
  };
  "/attachments": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_attachments"];
    delete?: never;
    patch?: never;
  };
  "/attachments/{attachment}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_attachments_attachment"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/attachments/{attachment}/redaction": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_attachments_attachment_redaction"];
    delete?: never;
    patch?: never;
  };
  "/backups": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_backups"];
    put?: never;
    post: operations["post_backups"];
    delete?: never;
    patch?: never;
  };
  "/blocked_senders": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_blocked_senders"];
    put?: never;
    post: operations["post_blocked_senders"];
    delete?: never;
    patch?: never;
  };
  "/blocked_senders/{block}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_blocked_senders_block"];
    patch?: never;
  };
  "/categories": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_categories"];
    put?: never;
    post: operations["post_categories"];
    delete?: never;
    patch?: never;
  };
  "/categories/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_categories_id"];
  };
  "/cause_codes": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_cause_codes"];
    put?: never;
    post: operations["post_cause_codes"];
    delete?: never;
    patch?: never;
  };
  "/cause_codes/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_cause_codes_id"];
  };
  "/counts": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_counts"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/demo/removal": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_demo_removal"];
    delete?: never;
    patch?: never;
  };
  "/entries/{entry}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_entries_entry"];
    patch?: never;
  };
  "/entries/{entry}/body": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_entries_entry_body"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/entries/{entry}/judgements/{judgement}/reversal": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_entries_entry_judgements_judgement_reversal"];
    delete?: never;
    patch?: never;
  };
  "/entries/{entry}/original": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_entries_entry_original"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/entries/{entry}/redactions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_entries_entry_redactions"];
    delete?: never;
    patch?: never;
  };
  "/factor_policy": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_factor_policy"];
    put: operations["put_factor_policy"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/facts": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_facts"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/facts/seal": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_facts_seal"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/invitations/{token}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_invitations_token"];
    delete?: never;
    patch?: never;
  };
  "/letters": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_letters"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/letters/{letter}/retry": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_letters_letter_retry"];
    delete?: never;
    patch?: never;
  };
  "/letters/{letter}/source": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_letters_letter_source"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/mail/inbound": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_mail_inbound"];
    delete?: never;
    patch?: never;
  };
  "/mailbox_connections": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_mailbox_connections"];
    delete?: never;
    patch?: never;
  };
  "/mailboxes": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_mailboxes"];
    put?: never;
    post: operations["post_mailboxes"];
    delete?: never;
    patch?: never;
  };
  "/mailboxes/{mailbox}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_mailboxes_mailbox"];
    put?: never;
    post?: never;
    delete: operations["delete_mailboxes_mailbox"];
    patch: operations["patch_mailboxes_mailbox"];
  };
  "/mailboxes/{mailbox}/authorisation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_mailboxes_mailbox_authorisation"];
    delete?: never;
    patch?: never;
  };
  "/mailboxes/{mailbox}/signing_keys": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_mailboxes_mailbox_signing_keys"];
    put?: never;
    post: operations["post_mailboxes_mailbox_signing_keys"];
    delete?: never;
    patch?: never;
  };
  "/mailboxes/{mailbox}/test": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_mailboxes_mailbox_test"];
    delete?: never;
    patch?: never;
  };
  "/me": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_me"];
  };
  "/me/authenticator": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_me_authenticator"];
    post: operations["post_me_authenticator"];
    delete?: never;
    patch?: never;
  };
  "/me/authenticator/removal": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_me_authenticator_removal"];
    delete?: never;
    patch?: never;
  };
  "/me/passkeys": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_me_passkeys"];
    delete?: never;
    patch?: never;
  };
  "/me/passkeys/challenge": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_me_passkeys_challenge"];
    delete?: never;
    patch?: never;
  };
  "/me/passkeys/{id}/name": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_me_passkeys_id_name"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/me/passkeys/{id}/removal": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_me_passkeys_id_removal"];
    delete?: never;
    patch?: never;
  };
  "/me/password": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_me_password"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/me/recovery_codes": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_me_recovery_codes"];
    delete?: never;
    patch?: never;
  };
  "/me/security": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_me_security"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/organisations": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_organisations"];
    put?: never;
    post: operations["post_organisations"];
    delete?: never;
    patch?: never;
  };
  "/organisations/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_organisations_id"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_organisations_id"];
  };
  "/outgoing_letters": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_outgoing_letters"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/outgoing_letters/{letter}/retry": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_outgoing_letters_letter_retry"];
    delete?: never;
    patch?: never;
  };
  "/password_resets": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_password_resets"];
    delete?: never;
    patch?: never;
  };
  "/password_resets/{token}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_password_resets_token"];
    delete?: never;
    patch?: never;
  };
  "/people": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_people"];
    put?: never;
    post: operations["post_people"];
    delete?: never;
    patch?: never;
  };
  "/people/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_people_id"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_people_id"];
  };
  "/people/{id}/addresses": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_people_id_addresses"];
    delete?: never;
    patch?: never;
  };
  "/people/{id}/addresses/{address_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_people_id_addresses_address_id"];
    patch?: never;
  };
  "/people/{id}/data_export": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_people_id_data_export"];
    delete?: never;
    patch?: never;
  };
  "/people/{id}/erasure": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_people_id_erasure"];
    put?: never;
    post: operations["post_people_id_erasure"];
    delete?: never;
    patch?: never;
  };
  "/priorities": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_priorities"];
    put: operations["put_priorities"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/privacy/requests": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_privacy_requests"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/privacy/requests/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_privacy_requests_id"];
    patch?: never;
  };
  "/privacy/requests/{id}/confirmation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_privacy_requests_id_confirmation"];
    delete?: never;
    patch?: never;
  };
  "/privacy/settings": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_privacy_settings"];
    put: operations["put_privacy_settings"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/readers": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_readers"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/readers/{reader}/retries": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_readers_reader_retries"];
    delete?: never;
    patch?: never;
  };
  "/roles": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_roles"];
    put?: never;
    post: operations["post_roles"];
    delete?: never;
    patch?: never;
  };
  "/roles/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_roles_id"];
    patch: operations["patch_roles_id"];
  };
  "/search": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_search"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/search/suggestions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_search_suggestions"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/session": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_session"];
    put?: never;
    post: operations["post_session"];
    delete: operations["delete_session"];
    patch?: never;
  };
  "/session/passkey": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_session_passkey"];
    delete?: never;
    patch?: never;
  };
  "/session/passkey_challenge": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_session_passkey_challenge"];
    delete?: never;
    patch?: never;
  };
  "/session/second_step": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_session_second_step"];
    delete?: never;
    patch?: never;
  };
  "/sessions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_sessions"];
    put?: never;
    post?: never;
    delete: operations["delete_sessions"];
    patch?: never;
  };
  "/sessions/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_sessions_id"];
    patch?: never;
  };
  "/settings": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_settings"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_settings"];
  };
  "/settings/quiet": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_settings_quiet"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/setup": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_setup"];
    delete?: never;
    patch?: never;
  };
  "/setup/demo": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_setup_demo"];
    delete?: never;
    patch?: never;
  };
  "/sign_in_links": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_sign_in_links"];
    delete?: never;
    patch?: never;
  };
  "/signing_keys/{key}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_signing_keys_key"];
    patch: operations["patch_signing_keys_key"];
  };
  "/stream": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_stream"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/teams": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_teams"];
    put?: never;
    post: operations["post_teams"];
    delete?: never;
    patch?: never;
  };
  "/teams/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_teams_id"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_teams_id"];
  };
  "/teams/{id}/members/{person_id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_teams_id_members_person_id"];
    post?: never;
    delete: operations["delete_teams_id_members_person_id"];
    patch?: never;
  };
  "/templates": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_templates"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/templates/{kind}/{language}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_templates_kind_language"];
    put: operations["put_templates_kind_language"];
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/templates/{kind}/{language}/preview": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_templates_kind_language_preview"];
    delete?: never;
    patch?: never;
  };
  "/tickets": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets"];
    put?: never;
    post: operations["post_tickets"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number"];
    put?: never;
    post?: never;
    delete?: never;
    patch: operations["patch_tickets_number"];
  };
  "/tickets/{number}/calls": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_calls"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/cancellation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_cancellation"];
    delete: operations["delete_tickets_number_cancellation"];
    patch?: never;
  };
  "/tickets/{number}/closure": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_closure"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/deletion": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_deletion"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/entries": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number_entries"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/helpers/{person}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_tickets_number_helpers_person"];
    post?: never;
    delete: operations["delete_tickets_number_helpers_person"];
    patch?: never;
  };
  "/tickets/{number}/history": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number_history"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/legal_hold": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number_legal_hold"];
    put: operations["put_tickets_number_legal_hold"];
    post?: never;
    delete: operations["delete_tickets_number_legal_hold"];
    patch?: never;
  };
  "/tickets/{number}/links": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_links"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/links/{link}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_tickets_number_links_link"];
    patch?: never;
  };
  "/tickets/{number}/notes": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_notes"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/presence": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number_presence"];
    put: operations["put_tickets_number_presence"];
    post?: never;
    delete: operations["delete_tickets_number_presence"];
    patch?: never;
  };
  "/tickets/{number}/read": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_tickets_number_read"];
    post?: never;
    delete: operations["delete_tickets_number_read"];
    patch?: never;
  };
  "/tickets/{number}/replies": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_replies"];
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/request_links": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_tickets_number_request_links"];
    patch?: never;
  };
  "/tickets/{number}/resolution": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_resolution"];
    delete: operations["delete_tickets_number_resolution"];
    patch?: never;
  };
  "/tickets/{number}/similar": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tickets_number_similar"];
    put?: never;
    post?: never;
    delete?: never;
    patch?: never;
  };
  "/tickets/{number}/tags/{tag}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_tickets_number_tags_tag"];
    post?: never;
    delete: operations["delete_tickets_number_tags_tag"];
    patch?: never;
  };
  "/tickets/{number}/waiting": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: operations["post_tickets_number_waiting"];
    delete: operations["delete_tickets_number_waiting"];
    patch?: never;
  };
  "/tickets/{number}/watchers/{person}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put: operations["put_tickets_number_watchers_person"];
    post?: never;
    delete: operations["delete_tickets_number_watchers_person"];
    patch?: never;
  };
  "/tokens": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: operations["get_tokens"];
    put?: never;
    post: operations["post_tokens"];
    delete?: never;
    patch?: never;
  };
  "/tokens/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["delete_tokens_id"];
    patch?: never;
  };
}

export interface components {
  schemas: {
    AcceptInvitation: {
      password: string;
      name?: string | null;
    };
    Accepted: {
      email: string | null;
    };
    AccountEvent: {
      at: string;
      kind: string;
      network: string | null;
      method: string | null;
      tries: number | null;
      name: string | null;
      by_another: boolean;
    };
    AddAddress: {
      address: string;
      is_primary?: boolean | null;
    };
    AddPasskey: {
      name: string;
      client_data: string;
      attestation: string;
    };
    Address: {
      name: string;
      email: string;
    };
    AgentSecurityView: {
      security: components["schemas"]["SecurityView"];
      sessions: components["schemas"]["OwnSession"][];
    };
    AgentView: {
      settled?: boolean;
      id: number;
      name: string;
      email: string | null;
      active: boolean;
      roles: components["schemas"]["HeldRole"][];
      teams: number[];
      last_seen_at: string | null;
      invited: boolean;
      invitation: components["schemas"]["InvitationLetter"] | null;
      version: number;
    };
    AgentsAnswer: {
      items: components["schemas"]["AgentView"][];
      next: string | null;
    };
    Allowed: {
      states: ("new" | "open" | "waiting" | "resolved" | "closed" | "cancelled")[];
      change: boolean;
    };
    Ask: {
      reason: string;
    };
    AskDemo: {
      token: string | null;
    };
    AskLink: {
      email: string;
    };
    AskPasskeyChallenge: {
      second_step?: string | null;
    };
    Attachment: {
      settled?: boolean;
      id: number;
      filename: string;
      content_type: string;
      size: number;
      content_id: string | null;
      inline: boolean;
      url: string;
    };
    AuthenticatorView: {
      settled?: boolean;
      secret: string;
      url: string;
    };
    Author: {
      id: number;
      name: string;
      kind: "customer" | "agent";
    };
    Authorisation: {
      url: string;
      redirect_url: string;
    };
    Backup: {
      name: string;
      written_at: string;
      bytes: number;
    };
    Backups: {
      into: string | null;
      every_seconds: number;
      keep: number;
      with_key: boolean;
      making_since: string | null;
      due_at: string | null;
      failed: components["schemas"]["FailedBackup"] | null;
      items: components["schemas"]["Backup"][];
    };
    Banner: {
      code: string;
      text: string;
      link: string | null;
      about: string | null;
      why: string | null;
    };
    BlockList: {
      items: components["schemas"]["Blocked"][];
      next: string | null;
    };
    Blocked: {
      id: number;
      pattern: string;
      ticket_id: number | null;
      created_at: string;
      created_by: number | null;
    };
    Bounce: {
      action: string;
      status: string | null;
      hard: boolean;
      reason: string | null;
      recipient: string | null;
      number: number | null;
      letter_id: number;
    };
    Call: {
      direction: "in" | "out";
    };
    CancelBody: {
      as: "duplicate" | "error" | "withdrawn" | "spam";
      reason?: string | null;
      duplicate_of?: number | null;
      block?: "none" | "sender" | "domain" | null;
    };
    Categories: {
      items: components["schemas"]["Category"][];
      next: string | null;
    };
    Category: {
      settled?: boolean;
      id: number;
      name: string;
      parent_id: number | null;
      kind: "opening" | "closing" | "both";
      active: boolean;
      version: number;
    };
    CauseCode: {
      settled?: boolean;
      id: number;
      name: string;
      active: boolean;
      version: number;
    };
    CauseCodes: {
      items: components["schemas"]["CauseCode"][];
      next: string | null;
    };
    ChangeAgent: {
      expected_version?: number | null;
      name?: string | null;
      roles?: components["schemas"]["HeldRoleInput"][] | null;
      teams?: number[] | null;
    };
    ChangeCategory: {
      expected_version?: number | null;
      name?: string | null;
      parent_id?: number | null;
      kind?: "opening" | "closing" | "both" | null;
      active?: boolean | null;
    };
    ChangeCauseCode: {
      expected_version?: number | null;
      name?: string | null;
      active?: boolean | null;
    };
    ChangeMe: {
      name?: string | null;
      language?: string | null;
      zone?: string | null;
    };
    ChangeOrganisation: {
      expected_version?: number | null;
      name?: string | null;
      domains?: string[] | null;
      note?: string | null;
      shares_tickets?: boolean | null;
    };
    ChangePerson: {
      expected_version?: number | null;
      name?: string | null;
      organisation_id?: number | null;
      language?: string | null;
      zone?: string | null;
      note?: string | null;
      active?: boolean | null;
    };
    ChangePriorities: {
      matrix?: number[][];
      expected_version?: number | null;
    };
    ChangePrivacySettings: {
      expected_version?: number | null;
      needs_two: boolean;
    };
    ChangeRole: {
      expected_version?: number | null;
      name?: string | null;
      permissions?: ("ticket:read" | "ticket:write" | "ticket:create" | "person:read" | "person:write" | "agent:manage" | "settings:read" | "settings:manage" | "mail:ingest" | "mail:review" | "token:manage" | "audit:read" | "operations:manage" | "ticket:redact" | "privacy:manage")[] | null;
    };
    ChangeSettings: {
      expected_version?: number | null;
      desk_name?: string | null;
      zone?: string | null;
      language?: string | null;
      auto_close_days?: number | null;
      acknowledge?: boolean | null;
      holidays?: string[] | null;
    };
    ChangeTeam: {
      expected_version?: number | null;
      name?: string | null;
      mailbox_id?: number | null;
    };
    ChangeTicket: {
      expected_version?: number | null;
      subject?: string | null;
      kind?: "question" | "incident" | "request" | "complaint" | "compliment" | null;
      team_id?: number | null;
      owner_id?: number | null;
      impact?: number | null;
      urgency?: number | null;
      priority?: number | null;
      priority_reason?: string | null;
      opening_category_id?: number | null;
      closing_category_id?: number | null;
    };
    ComingDemo: {
      email: string;
      password: string;
    };
    ConnectionInput: {
      state: string;
      code: string;
    };
    Count: {
      team_id: number | null;
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      owner_id: number | null;
      count: number;
    };
    Counts: {
      items: components["schemas"]["Count"][];
      position: number;
    };
    CreateCategory: {
      name: string;
      parent_id?: number | null;
      kind?: "opening" | "closing" | "both" | null;
    };
    CreateCauseCode: {
      name: string;
    };
    CreateOrganisation: {
      name: string;
      domains?: string[];
      note?: string | null;
      shares_tickets?: boolean | null;
    };
    CreatePerson: {
      name: string;
      addresses?: string[];
      organisation_id?: number | null;
      language?: string | null;
      zone?: string | null;
      note?: string | null;
    };
    CreateRole: {
      name: string;
      permissions?: ("ticket:read" | "ticket:write" | "ticket:create" | "person:read" | "person:write" | "agent:manage" | "settings:read" | "settings:manage" | "mail:ingest" | "mail:review" | "token:manage" | "audit:read" | "operations:manage" | "ticket:redact" | "privacy:manage")[];
    };
    CreateTeam: {
      name: string;
      mailbox_id?: number | null;
    };
    CreateToken: {
      name: string;
      scopes?: string[];
      expires_at?: string | null;
    };
    Customer: {
      id: number;
      name: string;
      email: string | null;
      organisation: components["schemas"]["OrganisationBrief"] | null;
    };
    CustomerOf: {
      id?: number | null;
      email?: string | null;
      name?: string | null;
    };
    DeactivateAgent: {
      hand_over?: components["schemas"]["HandOver"] | null;
    };
    Delivery: {
      state: "held" | "queued" | "sending" | "sent" | "delivered" | "bounced" | "failed";
      text: string | null;
      at: string | null;
      attempts: number;
    };
    DeskView: {
      name: string;
      language: string;
      zone: string;
      base_url: string;
      quiet: boolean;
      demo: boolean;
      insecure: boolean;
    };
    EmptyDesk: {
      token: string;
    };
    Entry: {
      id: number;
      kind: "message_in" | "message_out" | "note" | "call";
      channel: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor" | null;
      at: string;
      from: components["schemas"]["Address"] | null;
      author: components["schemas"]["Author"] | null;
      to: components["schemas"]["Address"][];
      cc: components["schemas"]["Address"][];
      subject: string | null;
      body_text: string;
      body_html: string | null;
      reply_text: string;
      quoted: boolean;
      has_html: boolean;
      attachments: components["schemas"]["Attachment"][];
      delivery: components["schemas"]["Delivery"] | null;
      release_at: string | null;
      then: "open" | "waiting" | "resolved" | null;
      judgements: components["schemas"]["Judgement"][];
      letter_id: number | null;
      call: components["schemas"]["Call"] | null;
    };
    EntryPage: {
      items: components["schemas"]["Entry"][];
      earlier: string | null;
    };
    ErasurePreview: {
      tickets: number;
      taking_part: number;
      addresses: number;
      held: number[];
    };
    ExportOptions: {
      notes: boolean;
    };
    FactActor: {
      kind: string;
      id: number | null;
      name: string | null;
      reason: string | null;
    };
    FactEvent: {
      position: number;
      kind: string;
      subject_type: string;
      subject_id: number;
      ticket: number | null;
      version: number | null;
      fields: string[];
    };
    FactItem: {
      position: number;
      at: string;
      actor: components["schemas"]["FactActor"];
      kind: string;
      subject_type: string;
      subject_id: number;
      number: number | null;
      data: unknown;
      caused_by: number | null;
      origin: string;
    };
    FactList: {
      items: components["schemas"]["FactItem"][];
      next: string | null;
      looked_back_to: string | null;
    };
    FactorPolicy: {
      settled?: boolean;
      everybody: boolean;
      role_ids: number[];
      grace_days: number;
      since_at: string;
      version: number;
    };
    FailedBackup: {
      at: string;
      why: string;
    };
    FieldConflict: {
      yours: unknown;
      theirs: unknown;
    };
    FieldProblem: {
      pointer: string;
      code: string;
      detail?: string;
    };
    FirstAppCode: {
      code: string;
    };
    FirstMessage: {
      kind: "public" | "note" | "call" | "customer";
      body_html?: string | null;
      body_markdown?: string | null;
      body_text?: string | null;
      to?: string[] | null;
      cc?: string[] | null;
      attachments?: number[] | null;
      direction?: "in" | "out" | null;
    };
    Found: {
      kind: "ticket" | "person" | "organisation";
      ticket: components["schemas"]["FoundTicket"] | null;
      person: components["schemas"]["FoundPerson"] | null;
      organisation: components["schemas"]["FoundOrganisation"] | null;
    };
    FoundCounts: {
      tickets: number;
      people: number;
      organisations: number;
    };
    FoundOrganisation: {
      id: number;
      name: components["schemas"]["Fragment"][];
      domains: string[];
    };
    FoundPerson: {
      id: number;
      kind: "customer" | "agent";
      name: components["schemas"]["Fragment"][];
      addresses: string[];
      organisation: components["schemas"]["OrganisationBrief"] | null;
      active: boolean;
    };
    FoundTicket: {
      row: components["schemas"]["TicketRow"];
      subject: components["schemas"]["Fragment"][];
      excerpt: components["schemas"]["Fragment"][];
      entry_id: number | null;
    };
    Fragment: {
      text: string;
      found: boolean;
    };
    HandOver: {
      team_id?: number | null;
      owner_id?: number | null;
    };
    Header: {
      name: string;
      value: string;
    };
    HeldRole: {
      role_id: number;
      team_id: number | null;
    };
    HeldRoleInput: {
      role_id: number;
      team_id?: number | null;
    };
    Helper: {
      id: number;
      name: string;
      joined_at: string;
    };
    HistoryActor: {
      kind: string;
      id: number | null;
      name: string | null;
      token: string | null;
    };
    HistoryItem: {
      position: number;
      at: string;
      actor: components["schemas"]["HistoryActor"];
      kind: string;
      field: string | null;
      old_value: unknown;
      new_value: unknown;
      reason: string | null;
      caused_by: number | null;
    };
    HistoryPage: {
      items: components["schemas"]["HistoryItem"][];
      next: string | null;
    };
    HoldView: {
      settled?: boolean;
      held: boolean;
      reason: string | null;
      held_at: string | null;
    };
    Imap: {
      host: string;
      port: number;
      tls: "implicit" | "starttls" | "none";
      user: string;
      folder: string;
      poll_seconds: number;
      start_with: "all" | "new";
    };
    ImapInput: {
      host: string;
      port: number;
      tls: "implicit" | "starttls" | "none";
      user: string;
      password?: string | null;
      folder?: string | null;
      poll_seconds?: number | null;
      start_with?: "all" | "new" | null;
    };
    InvitationLetter: {
      state: string;
      text: string;
      at: string;
    };
    InviteAgent: {
      name: string;
      email: string;
      roles?: components["schemas"]["HeldRoleInput"][];
      teams?: number[];
    };
    Judgement: {
      id: number;
      kind: "thanks" | "auto_reply" | "duplicate" | "joined" | "related" | "spam" | "bounce" | "unreadable" | "unproven";
      reason: string;
      reversible: boolean;
      reversed: boolean;
    };
    Letter: {
      id: number;
      state: "arrived" | "taken" | "duplicate" | "bounce" | "auto_reply" | "blocked" | "dropped" | "unreadable";
      from_address: string | null;
      from_name: string | null;
      subject: string | null;
      size: number;
      received_at: string;
      mailbox_id: number | null;
      number: number | null;
      decisions: unknown;
    };
    LetterList: {
      items: components["schemas"]["Letter"][];
      next: string | null;
    };
    Link: {
      id: number;
      kind: string;
      number: number;
      subject: string;
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
    };
    LinkTickets: {
      kind: "duplicate_of" | "caused_by" | "related" | "follow_up_of" | "parent_of";
      number: number;
    };
    Mailbox: {
      settled?: boolean;
      id: number;
      name: string;
      addresses: string[];
      from_form: string;
      signature: string;
      team_id: number | null;
      imap: components["schemas"]["Imap"] | null;
      smtp: components["schemas"]["Smtp"] | null;
      has_imap_password: boolean;
      has_smtp_password: boolean;
      oauth: components["schemas"]["OAuth"] | null;
      state: components["schemas"]["MailboxState"];
      started: boolean;
      active: boolean;
      version: number;
    };
    MailboxInput: {
      expected_version?: number | null;
      name?: string | null;
      addresses?: string[] | null;
      from_form?: string | null;
      signature?: string | null;
      team_id?: number | null;
      imap?: components["schemas"]["ImapInput"] | null;
      smtp?: components["schemas"]["SmtpInput"] | null;
      oauth?: components["schemas"]["OAuthInput"] | null;
      active?: boolean | null;
    };
    MailboxList: {
      items: components["schemas"]["Mailbox"][];
      next: string | null;
    };
    MailboxState: {
      last_fetch_at: string | null;
      last_letter_at: string | null;
      fetch_error: string | null;
      fetch_failing_since: string | null;
      last_sent_at: string | null;
      send_error: string | null;
      send_failing_since: string | null;
      fetch_code: string | null;
      send_code: string | null;
      usual_gap_ms: number | null;
    };
    Me: {
      id: number;
      name: string;
      email: string | null;
      kind: "customer" | "agent";
      language: string;
      zone: string;
    };
    Named: {
      id: number;
      name: string;
    };
    NamedPerson: {
      id: number;
      name: string;
    };
    NamedTeam: {
      id: number;
      name: string;
    };
    NewBlock: {
      settled?: boolean;
      id: number;
    };
    NewPassword: {
      password: string;
    };
    NewSigningKey: {
      algorithm: "rsa" | "ed25519";
    };
    OAuth: {
      provider: "google" | "microsoft" | "other";
      client_id: string;
      tenant: string | null;
      authorise_url: string | null;
      token_url: string | null;
      scope: string | null;
      has_client_secret: boolean;
      connected: boolean;
      trouble: string | null;
    };
    OAuthInput: {
      provider: "google" | "microsoft" | "other";
      client_id: string;
      client_secret?: string | null;
      tenant?: string | null;
      authorise_url?: string | null;
      token_url?: string | null;
      scope?: string | null;
    };
    OrganisationBrief: {
      id: number;
      name: string;
    };
    OrganisationView: {
      settled?: boolean;
      id: number;
      name: string;
      domains: string[];
      note: string;
      shares_tickets: boolean;
      people_count: number;
      version: number;
    };
    OrganisationsAnswer: {
      items: components["schemas"]["OrganisationView"][];
      next: string | null;
    };
    Original: {
      headers: components["schemas"]["Header"][];
      decisions: unknown;
      source_url: string;
      truncated: boolean;
    };
    OutgoingLetter: {
      settled?: boolean;
      id: number;
      kind: string;
      state: string;
      address: string;
      number: number | null;
      entry_id: number | null;
      mailbox_id: number | null;
      attempts: number;
      due_at: string | null;
      text: string;
      created_at: string;
    };
    OutgoingLetterList: {
      items: components["schemas"]["OutgoingLetter"][];
      next: string | null;
    };
    OwnPassword: {
      password: string;
    };
    OwnSession: {
      id: number;
      current: boolean;
      method: string;
      network: string;
      browser: string | null;
      system: string | null;
      created_at: string;
      last_seen_at: string;
      ends_at: string;
    };
    OwnSessionsAnswer: {
      items: components["schemas"]["OwnSession"][];
      next: string | null;
    };
    Parked: {
      reactor: string;
      subject_type: string;
      subject_id: number;
      position: number;
      attempts: number;
      reason: string;
      parked_at: string;
    };
    Participant: {
      address: string;
      name: string;
      role: "customer" | "cc";
    };
    PasskeyAdded: {
      settled?: boolean;
      passkey: components["schemas"]["PasskeyView"];
      codes: string[];
    };
    PasskeyChallenge: {
      challenge: string;
      site_id: string;
      allow: string[];
    };
    PasskeyOptions: {
      challenge: string;
      site_id: string;
      site_name: string;
      user_id: string;
      user_name: string;
      exclude: string[];
      algorithms: number[];
    };
    PasskeyView: {
      id: number;
      name: string;
      created_at: string;
      last_used_at: string | null;
    };
    PeopleAnswer: {
      items: components["schemas"]["PersonView"][];
      next: string | null;
    };
    PersonAddress: {
      id: number;
      address: string;
      is_primary: boolean;
      undeliverable_at: string | null;
    };
    PersonView: {
      settled?: boolean;
      id: number;
      kind: "customer" | "agent";
      name: string;
      language: string | null;
      zone: string | null;
      organisation: components["schemas"]["OrganisationBrief"] | null;
      addresses: components["schemas"]["PersonAddress"][];
      note: string;
      active: boolean;
      created_at: string;
      version: number;
    };
    PostBlock: {
      pattern: string;
    };
    PostCall: {
      direction: "in" | "out";
      body_html?: string | null;
      body_markdown?: string | null;
      body_text?: string | null;
      attachments?: number[] | null;
    };
    PostNote: {
      body_html?: string | null;
      body_markdown?: string | null;
      body_text?: string | null;
      attachments?: number[] | null;
    };
    PostReply: {
      body_html?: string | null;
      body_markdown?: string | null;
      body_text?: string | null;
      to?: string[] | null;
      cc?: string[] | null;
      attachments?: number[] | null;
      based_on?: number | null;
      release_at?: string | null;
      then?: "open" | "waiting" | "resolved" | null;
    };
    PostTicket: {
      subject: string;
      kind?: "question" | "incident" | "request" | "complaint" | "compliment" | null;
      customer: components["schemas"]["CustomerOf"];
      team_id?: number | null;
      owner_id?: number | null;
      channel?: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor" | null;
      impact?: number | null;
      urgency?: number | null;
      opening_category_id?: number | null;
      tags?: string[] | null;
      message?: components["schemas"]["FirstMessage"] | null;
    };
    PresenceEvent: {
      ticket: number;
      people: components["schemas"]["Present"][];
    };
    Present: {
      person_id: number;
      name: string;
      doing: "viewing" | "writing";
    };
    Preview: {
      subject: string;
      text: string;
      html: string;
    };
    Priorities: {
      settled?: boolean;
      matrix: number[][];
      version: number;
    };
    PrivacyRequestView: {
      settled?: boolean;
      id: number;
      kind: "deletion" | "erasure";
      state: "asked" | "running" | "done" | "withdrawn" | "expired";
      number: number | null;
      person: components["schemas"]["Named"] | null;
      reason: string;
      asked_by: components["schemas"]["Named"] | null;
      asked_at: string;
      expires_at: string;
      confirmed_by: components["schemas"]["Named"] | null;
      ended_at: string | null;
    };
    PrivacyRequests: {
      items: components["schemas"]["PrivacyRequestView"][];
      next: string | null;
    };
    PrivacySettings: {
      settled?: boolean;
      needs_two: boolean;
      version: number;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      /** The field that is meant, as /imap/host. */
      pointer?: string;
      errors?: components["schemas"]["FieldProblem"][];
      retry_after?: number;
      incident?: string;
      allowed?: string[];
      version?: number;
      /** Both values of each field that another change stands in the way of. */
      fields?: {
        [key: string]: components["schemas"]["FieldConflict"];
      };
      /** Messages that came meanwhile. */
      entries?: number[];
    };
    PublicTicket: {
      number: number;
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      waiting_for: "customer" | "supplier" | "change" | "until" | null;
      waiting_until: string | null;
      subject: string;
      customer: components["schemas"]["NamedPerson"];
      opened_at: string;
      changed_at: string;
      last_public_from: "customer" | "agent" | null;
      entries: components["schemas"]["Entry"][];
      earlier_entries_cursor: string | null;
    };
    PutPresence: {
      doing: "viewing" | "writing";
    };
    PutRead: {
      entry_id: number;
    };
    Quiet: {
      quiet: boolean;
    };
    ReactorStatus: {
      name: string;
      kind: string;
      position: number;
      lag: number;
      parked: number;
      heard: number;
      in_batch_ms: number;
    };
    Readers: {
      readers: components["schemas"]["ReactorStatus"][];
      parked: components["schemas"]["Parked"][];
    };
    RecoveryCodesView: {
      settled?: boolean;
      codes: string[];
    };
    RedactEntry: {
      words?: string[] | null;
      everywhere?: boolean | null;
      reason: string;
    };
    RedactFile: {
      reason: string;
    };
    Redacted: {
      settled?: boolean;
      number: number;
      entry_id: number;
    };
    RemoveDemo: {
      desk_name: string;
    };
    RenamePasskey: {
      name: string;
    };
    ReplaceFactorPolicy: {
      everybody: boolean;
      role_ids?: number[];
      grace_days: number;
      expected_version?: number | null;
    };
    ReplacePassword: {
      current: string;
      password: string;
    };
    Resolution: {
      text: string | null;
      cause_code: string | null;
      will_last: boolean | null;
      resolved_at: string | null;
      resolved_by: number | null;
    };
    ResolveTicket: {
      expected_version?: number | null;
      resolution?: string | null;
      cause_code?: string | null;
      closing_category_id?: number | null;
      will_last?: boolean | null;
    };
    RetryParked: {
      subject_type: string;
      subject_id: number;
    };
    RoleView: {
      settled?: boolean;
      id: number;
      key: string | null;
      name: string;
      built_in: boolean;
      permissions: ("ticket:read" | "ticket:write" | "ticket:create" | "person:read" | "person:write" | "agent:manage" | "settings:read" | "settings:manage" | "mail:ingest" | "mail:review" | "token:manage" | "audit:read" | "operations:manage" | "ticket:redact" | "privacy:manage")[];
      version: number;
    };
    RolesAnswer: {
      items: components["schemas"]["RoleView"][];
      next: string | null;
    };
    Seal: {
      head: string;
      sealed_at: string | null;
      unsealed: number;
    };
    SearchAnswer: {
      items: components["schemas"]["Found"][];
      next: string | null;
      counts: components["schemas"]["FoundCounts"] | null;
      standing: components["schemas"]["Standing"];
    };
    SecondStepView: {
      token: string;
      expires_at: string;
      by_code: boolean;
      by_passkey: boolean;
    };
    SecurityView: {
      password_changed_at: string | null;
      authenticator_since: string | null;
      recovery_codes_left: number;
      passkeys: components["schemas"]["PasskeyView"][];
      factor_needed_from: string | null;
      events: components["schemas"]["AccountEvent"][];
    };
    Sending: {
      subject: "spf" | "dkim" | "dmarc" | "ptr";
      level: "good" | "warning" | "bad";
      code: string;
      domain: string;
      about: string;
      text: string;
      cure: string | null;
      record: string | null;
    };
    SessionView: {
      settled?: boolean;
      signed_in: boolean;
      second_step: components["schemas"]["SecondStepView"] | null;
      must_enrol: boolean;
      enrol_by: string | null;
      person: components["schemas"]["Me"] | null;
      permissions: ("ticket:read" | "ticket:write" | "ticket:create" | "person:read" | "person:write" | "agent:manage" | "settings:read" | "settings:manage" | "mail:ingest" | "mail:review" | "token:manage" | "audit:read" | "operations:manage" | "ticket:redact" | "privacy:manage")[];
      teams: components["schemas"]["TeamPermissions"][];
      csrf: string | null;
      desk: components["schemas"]["DeskView"];
      banners: components["schemas"]["Banner"][];
      setup_needed: boolean;
      position: number | null;
    };
    Settings: {
      settled?: boolean;
      desk_name: string;
      zone: string;
      language: string;
      auto_close_days: number;
      acknowledge: boolean;
      quiet: boolean;
      holidays: unknown;
      version: number;
    };
    Setup: {
      desk_name: string;
      zone?: string | null;
      language?: string | null;
      name: string;
      email: string;
      password: string;
      token?: string | null;
    };
    SignIn: {
      email: string;
      password: string;
    };
    SignInByPasskey: {
      credential: string;
      client_data: string;
      authenticator_data: string;
      signature: string;
      second_step?: string | null;
    };
    SigningKey: {
      settled?: boolean;
      id: number;
      selector: string;
      algorithm: "rsa" | "ed25519";
      signs: boolean;
      usable: boolean;
      made_at: string;
      found_at: string | null;
      record_name: string;
      record_text: string;
      record: string;
    };
    SigningKeyInput: {
      signs: boolean;
      insist?: boolean | null;
    };
    SigningKeys: {
      domain: string;
      items: components["schemas"]["SigningKey"][];
    };
    SimilarAnswer: {
      items: components["schemas"]["TicketRow"][];
    };
    Smtp: {
      host: string;
      port: number;
      tls: "implicit" | "starttls" | "none";
      user: string | null;
    };
    SmtpInput: {
      host: string;
      port: number;
      tls: "implicit" | "starttls" | "none";
      user?: string | null;
      password?: string | null;
    };
    Standing: {
      incomplete: boolean;
      behind_seconds: number | null;
    };
    SuggestionsAnswer: {
      words: string[];
      items: components["schemas"]["Found"][];
      standing: components["schemas"]["Standing"];
    };
    TakeSecondStep: {
      token: string;
      code: string;
    };
    Taken: {
      action: string;
      number: number | null;
      entry_id: number | null;
      letter_id: number;
    };
    TeamMember: {
      id: number;
      name: string;
    };
    TeamPermissions: {
      id: number;
      name: string;
      permissions: ("ticket:read" | "ticket:write" | "ticket:create" | "person:read" | "person:write" | "agent:manage" | "settings:read" | "settings:manage" | "mail:ingest" | "mail:review" | "token:manage" | "audit:read" | "operations:manage" | "ticket:redact" | "privacy:manage")[];
    };
    TeamView: {
      settled?: boolean;
      id: number;
      name: string;
      mailbox_id: number | null;
      members: components["schemas"]["TeamMember"][];
      version: number;
    };
    TeamsAnswer: {
      items: components["schemas"]["TeamView"][];
      next: string | null;
    };
    Template: {
      settled?: boolean;
      kind: "acknowledgement" | "reply" | "sign_in_link" | "invitation" | "password_reset" | "request_link" | "security_notice";
      language: string;
      subject: string;
      text: string;
      html: string;
      variables: string[];
      built_in: boolean;
      version: number;
    };
    TemplateInput: {
      subject: string;
      text: string;
      html: string;
      expected_version?: number | null;
    };
    TemplateList: {
      items: components["schemas"]["Template"][];
      next: string | null;
    };
    Test: {
      ok: boolean;
      text: string;
    };
    TestAnswer: {
      imap: components["schemas"]["Test"] | null;
      smtp: components["schemas"]["Test"] | null;
      sending: components["schemas"]["Sending"][];
    };
    Ticket: {
      number: number;
      kind: "question" | "incident" | "request" | "complaint" | "compliment";
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      waiting_for: "customer" | "supplier" | "change" | "until" | null;
      waiting_until: string | null;
      cancelled_as: "duplicate" | "error" | "withdrawn" | "spam" | null;
      subject: string;
      customer: components["schemas"]["Customer"];
      team: components["schemas"]["NamedTeam"] | null;
      owner: components["schemas"]["NamedPerson"] | null;
      priority: number;
      impact: number;
      urgency: number;
      priority_reason: string | null;
      channel: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor";
      tags: string[];
      opened_at: string;
      changed_at: string;
      last_entry_at: string | null;
      last_public_from: "customer" | "agent" | null;
      entry_count: number;
      excerpt: string;
      unread: boolean;
      version: number;
      mailbox_id: number | null;
      opening_category_id: number | null;
      closing_category_id: number | null;
      resolution: components["schemas"]["Resolution"] | null;
      closed_at: string | null;
      follow_up_of: number | null;
      helpers: components["schemas"]["Helper"][];
      watchers: components["schemas"]["Watcher"][];
      links: components["schemas"]["Link"][];
      allowed: components["schemas"]["Allowed"];
      read_until: number | null;
      participants: components["schemas"]["Participant"][];
      entries: components["schemas"]["Entry"][];
      earlier_entries_cursor: string | null;
    };
    TicketPage: {
      items: components["schemas"]["TicketRow"][];
      next: string | null;
    };
    TicketRow: {
      number: number;
      kind: "question" | "incident" | "request" | "complaint" | "compliment";
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      waiting_for: "customer" | "supplier" | "change" | "until" | null;
      waiting_until: string | null;
      cancelled_as: "duplicate" | "error" | "withdrawn" | "spam" | null;
      subject: string;
      customer: components["schemas"]["Customer"];
      team: components["schemas"]["NamedTeam"] | null;
      owner: components["schemas"]["NamedPerson"] | null;
      priority: number;
      impact: number;
      urgency: number;
      priority_reason: string | null;
      channel: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor";
      tags: string[];
      opened_at: string;
      changed_at: string;
      last_entry_at: string | null;
      last_public_from: "customer" | "agent" | null;
      entry_count: number;
      excerpt: string;
      unread: boolean;
      version: number;
    };
    TicketView: {
      settled?: boolean;
      number: number;
      kind: "question" | "incident" | "request" | "complaint" | "compliment";
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      waiting_for: "customer" | "supplier" | "change" | "until" | null;
      waiting_until: string | null;
      cancelled_as: "duplicate" | "error" | "withdrawn" | "spam" | null;
      subject: string;
      customer: components["schemas"]["Customer"];
      team: components["schemas"]["NamedTeam"] | null;
      owner: components["schemas"]["NamedPerson"] | null;
      priority: number;
      impact: number;
      urgency: number;
      priority_reason: string | null;
      channel: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor";
      tags: string[];
      opened_at: string;
      changed_at: string;
      last_entry_at: string | null;
      last_public_from: "customer" | "agent" | null;
      entry_count: number;
      excerpt: string;
      unread: boolean;
      version: number;
      mailbox_id: number | null;
      opening_category_id: number | null;
      closing_category_id: number | null;
      resolution: components["schemas"]["Resolution"] | null;
      closed_at: string | null;
      follow_up_of: number | null;
      helpers: components["schemas"]["Helper"][];
      watchers: components["schemas"]["Watcher"][];
      links: components["schemas"]["Link"][];
      allowed: components["schemas"]["Allowed"];
      read_until: number | null;
    };
    TokenView: {
      settled?: boolean;
      id: number;
      person_id: number | null;
      name: string;
      scopes: string[];
      created_at: string;
      last_used_at: string | null;
      expires_at: string | null;
      token: string | null;
    };
    TokensAnswer: {
      items: components["schemas"]["TokenView"][];
      next: string | null;
    };
    WaitBody: {
      waiting_for: "customer" | "supplier" | "change" | "until";
      until?: string | null;
    };
    Watcher: {
      id: number;
      name: string;
      since: string;
    };
    WrittenTicket: {
      settled?: boolean;
      number: number;
      kind: "question" | "incident" | "request" | "complaint" | "compliment";
      state: "new" | "open" | "waiting" | "resolved" | "closed" | "cancelled";
      waiting_for: "customer" | "supplier" | "change" | "until" | null;
      waiting_until: string | null;
      cancelled_as: "duplicate" | "error" | "withdrawn" | "spam" | null;
      subject: string;
      customer: components["schemas"]["Customer"];
      team: components["schemas"]["NamedTeam"] | null;
      owner: components["schemas"]["NamedPerson"] | null;
      priority: number;
      impact: number;
      urgency: number;
      priority_reason: string | null;
      channel: "mail" | "portal" | "form" | "chat" | "phone" | "counter" | "api" | "monitor";
      tags: string[];
      opened_at: string;
      changed_at: string;
      last_entry_at: string | null;
      last_public_from: "customer" | "agent" | null;
      entry_count: number;
      excerpt: string;
      unread: boolean;
      version: number;
      mailbox_id: number | null;
      opening_category_id: number | null;
      closing_category_id: number | null;
      resolution: components["schemas"]["Resolution"] | null;
      closed_at: string | null;
      follow_up_of: number | null;
      helpers: components["schemas"]["Helper"][];
      watchers: components["schemas"]["Watcher"][];
      links: components["schemas"]["Link"][];
      allowed: components["schemas"]["Allowed"];
      read_until: number | null;
      participants: components["schemas"]["Participant"][];
      entries: components["schemas"]["Entry"][];
      earlier_entries_cursor: string | null;
      entry_id: number | null;
    };
  };
  responses: {
    Problem: {
      headers: { [name: string]: unknown };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
}

export interface operations {
  /** All agents, by name. */
  get_agents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentsAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Invites an agent; they get a letter with a link. */
  post_agents: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InviteAgent"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** One agent. */
  get_agents_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes name, address, roles or teams of an agent. */
  patch_agents_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeAgent"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends sessions and tokens of an agent and hands over their open tickets. */
  post_agents_id_deactivation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeactivateAgent"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Lets an agent in again. */
  delete_agents_id_deactivation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes away the second factors of an agent who has lost them, and ends their sessions. */
  delete_agents_id_factors: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Sends the invitation once more; the earlier link is worthless then. */
  post_agents_id_invitation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** How a colleague's account is protected, where they are signed in and what happened to it. */
  get_agents_id_security: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AgentSecurityView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends all sessions of a colleague, within 5 seconds on every server of the desk. */
  delete_agents_id_sessions: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Uploads one file, to be named in a reply or note. */
  post_attachments: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": {
          file: string;
        };
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Attachment"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The bytes of an attachment. */
  get_attachments_attachment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        attachment: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/octet-stream": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes a file out of a message for good, with the letter that brought it. */
  post_attachments_attachment_redaction: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        attachment: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RedactFile"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Redacted"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The backups that the server makes by itself: where they go and how often, whether one is being made, why the last attempt failed, and those in the folder, the newest first, 200 at most. */
  get_backups: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Backups"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Begins a backup now. It is made beside the server's work; `GET /backups` says when it is done. Refused with `no_backup_folder` where `backup.into` is not set, and with `backup_being_made`. */
  post_backups: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Backups"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Senders whose letters are kept aside. */
  get_blocked_senders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["BlockList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Blocks an address or a domain. */
  post_blocked_senders: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PostBlock"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["NewBlock"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Hears a sender again. */
  delete_blocked_senders_block: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        block: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All categories. */
  get_categories: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Categories"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a category. */
  post_categories: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateCategory"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Category"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes a category. */
  patch_categories_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeCategory"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Category"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All causes that a resolution may name. */
  get_cause_codes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["CauseCodes"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a cause. */
  post_cause_codes: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateCauseCode"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["CauseCode"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Renames a cause, or puts it aside. */
  patch_cause_codes_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeCauseCode"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["CauseCode"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** How many tickets there are, by team, state and owner. */
  get_counts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Counts"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes a demo desk away with everything in it, whoever made it, and begins an empty one. The answer has the token for `POST /setup`. */
  post_demo_removal: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RemoveDemo"];
      };
    };
    responses: {
      202: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["EmptyDesk"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Discards an answer that has not left; its files are unused uploads again. */
  delete_entries_entry: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        entry: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The message as a page for a frame: cleaned, with its images inside. Pictures elsewhere are left out, never fetched; `data-remote-pictures` of its body counts them. */
  get_entries_entry_body: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        entry: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "text/html": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Reverses what Heed decided by itself about a message. */
  post_entries_entry_judgements_judgement_reversal: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        entry: number;
        judgement: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Headers of the letter a message came by, and what was decided about it. */
  get_entries_entry_original: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        entry: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Original"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes words out of a message for good, or all it says: from its text, its letter, the ticket's subject and the journal, and with `everywhere` from the ticket's other messages. A marker with the reason stands there instead. */
  post_entries_entry_redactions: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        entry: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RedactEntry"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Redacted"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Which agents must have a second factor. */
  get_factor_policy: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["FactorPolicy"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Says which agents must have a second factor, and how many days they have to set one up. */
  put_factor_policy: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplaceFactorPolicy"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["FactorPolicy"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The journal, the newest first. A page looks at 20,000 facts at most: `next` may stand beside an empty list, and `looked_back_to` says how far it came. */
  get_facts: {
    parameters: {
      query?: {
        /** How many lines at most; 50 when absent. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
        /** Kinds of fact, separated by commas: any of these. */
        kind?: string;
        /** The id of the person who did it. */
        actor?: number;
        /** The number of a ticket. */
        ticket?: number;
        /** What it is about: `person`, `mailbox`, `role`, … */
        subject_type?: string;
        /** With `subject_type`: which one. */
        subject_id?: number;
        /** Nothing older than this. */
        since?: string;
        /** Only what is older than this. */
        until?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["FactList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** How far the journal is sealed. Keep `head` elsewhere: `heed check --audit --head` compares it. */
  get_facts_seal: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Seal"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Accepts an invitation by the token of its letter; the answer names the address to sign in by. */
  post_invitations_token: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AcceptInvitation"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Accepted"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Letters that wait for a look: unreadable ones unless asked otherwise, with what was decided about each. */
  get_letters: {
    parameters: {
      query?: {
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
        /** `unreadable` when absent; `set_aside` for all that became part of no request. */
        state?: "arrived" | "taken" | "duplicate" | "bounce" | "auto_reply" | "blocked" | "dropped" | "unreadable" | "set_aside";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["LetterList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Reads an unreadable letter once more; takes one that is blocked or was set aside as a request, whatever the desk thought of it. */
  post_letters_letter_retry: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        letter: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Taken"] | components["schemas"]["Bounce"];
        };
      };
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Taken"] | components["schemas"]["Bounce"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The raw letter. */
  get_letters_letter_source: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        letter: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/octet-stream": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes a letter in, as message/rfc822; answers after it is safely kept. */
  post_mail_inbound: {
    parameters: {
      query?: {
        /** An address of the mailbox it came to. */
        mailbox?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "message/rfc822": string;
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Taken"] | components["schemas"]["Bounce"];
        };
      };
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Taken"] | components["schemas"]["Bounce"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes what the provider gave the browser, and connects the mailbox. */
  post_mailbox_connections: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConnectionInput"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Mailbox"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All mailboxes with how they fare. */
  get_mailboxes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["MailboxList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a mailbox; name and addresses are needed. */
  post_mailboxes: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MailboxInput"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Mailbox"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** One mailbox. */
  get_mailboxes_mailbox: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Mailbox"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Retires a mailbox. */
  delete_mailboxes_mailbox: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Mailbox"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes a mailbox; passwords that are absent stay. */
  patch_mailboxes_mailbox: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MailboxInput"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Mailbox"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Where a browser asks the provider of a mailbox for leave to sign in; good for ten minutes, for who asked. */
  post_mailboxes_mailbox_authorisation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Authorisation"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Keys by which letters of the mailbox's domain are signed (DKIM), or are to be, with the record that each needs in the zone. */
  get_mailboxes_mailbox_signing_keys: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SigningKeys"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a key for the mailbox's domain; it signs nothing yet. */
  post_mailboxes_mailbox_signing_keys: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewSigningKey"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SigningKey"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Tries both servers of a mailbox and says in words what happened, and what receivers find on the domain it sends for (SPF, DKIM, DMARC, reverse name). */
  post_mailboxes_mailbox_test: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        mailbox: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TestAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes one's own name, language or zone. */
  patch_me: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeMe"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Confirms the app with its first code. The answer alone shows the recovery codes, and sets a new cookie. */
  put_me_authenticator: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["FirstAppCode"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["RecoveryCodesView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Begins to set up an app that shows codes; it is asked for from its first code on. */
  post_me_authenticator: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["AuthenticatorView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Signs in without the app from now on. */
  post_me_authenticator_removal: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Adds the passkey that the browser made; the answer sets a new cookie. */
  post_me_passkeys: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddPasskey"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PasskeyAdded"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** What a browser needs to make a passkey for this desk, good for five minutes. */
  post_me_passkeys_challenge: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PasskeyOptions"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Calls one of one's own passkeys by another name. */
  put_me_passkeys_id_name: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RenamePasskey"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Forgets one of one's own passkeys. */
  post_me_passkeys_id_removal: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Replaces one's password; other sessions end. */
  put_me_password: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplacePassword"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ten new recovery codes, shown in this answer alone; those before are worthless. */
  post_me_recovery_codes: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["RecoveryCodesView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** How one's own account is protected. */
  get_me_security: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SecurityView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Organisations by name. */
  get_organisations: {
    parameters: {
      query?: {
        /** How many lines at most; 50 when absent. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
        /** How the name begins. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OrganisationsAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes an organisation; its mail domains attach people to it. */
  post_organisations: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateOrganisation"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OrganisationView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** One organisation. */
  get_organisations_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OrganisationView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes an organisation. */
  patch_organisations_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeOrganisation"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OrganisationView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Letters that wait or did not arrive, the newest first. */
  get_outgoing_letters: {
    parameters: {
      query?: {
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OutgoingLetterList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Tries one of them again now. */
  post_outgoing_letters_letter_retry: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        letter: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OutgoingLetter"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Mails a link to a new password; the same answer for unknown addresses. */
  post_password_resets: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AskLink"];
      };
    };
    responses: {
      202: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Sets a new password by the token of a letter. */
  post_password_resets_token: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewPassword"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** People, by name, address or organisation. */
  get_people: {
    parameters: {
      query?: {
        /** How many lines at most; 50 when absent. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
        /** How a name or an address begins. */
        q?: string;
        /** Only these. */
        kind?: "customer" | "agent";
        /** Only its people. */
        organisation_id?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PeopleAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a customer. */
  post_people: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreatePerson"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** One person. */
  get_people_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes a person. */
  patch_people_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePerson"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Gives a person one more mail address; with `is_primary` also chooses one they have. Agents sign in by the primary one. */
  post_people_id_addresses: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddAddress"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes a mail address from a person; the primary one of an agent is refused. */
  delete_people_id_addresses_address_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
        address_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PersonView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All that is held of a person as one zip file: a page to read, `data.json`, and up to 64 MiB of files; with `notes` also what the desk noted about them. That it was asked for is journalled. */
  post_people_id_data_export: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ExportOptions"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/zip": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** What erasing a person would take, and which tickets a legal hold keeps. */
  get_people_id_erasure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["ErasurePreview"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Erases all that the desk knows of a person, in steps, or asks a second person to confirm that. Tickets stay as numbers without content. */
  post_people_id_erasure: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Ask"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacyRequestView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The priority that follows from impact and urgency. */
  get_priorities: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Priorities"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Replaces that table. */
  put_priorities: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePriorities"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Priorities"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Deletions and erasures, the newest 100. */
  get_privacy_requests: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacyRequests"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Withdraws what nobody has confirmed yet. */
  delete_privacy_requests_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacyRequestView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Confirms what somebody else has asked for; it is carried out. */
  post_privacy_requests_id_confirmation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacyRequestView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Whether a second person confirms what cannot be undone. */
  get_privacy_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacySettings"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes that. */
  put_privacy_settings: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePrivacySettings"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacySettings"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The readers of the journal, how far each is, and the subjects whose facts one of them could not hear and set aside: 1,000 at most, the oldest first. */
  get_readers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Readers"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Has a reader hear again what it set aside of one subject: all of it in order, or nothing. Refused with `still_failing` and the reason when it fails as before. */
  post_readers_reader_retries: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reader: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RetryParked"];
      };
    };
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All roles with their permissions. */
  get_roles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["RolesAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a role. */
  post_roles: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRole"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["RoleView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Removes a role that nobody holds. */
  delete_roles_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes a role; those who hold it have its rights at once. */
  patch_roles_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeRole"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["RoleView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Tickets, people and organisations with these words, of what the asker may see. `standing` says when something may be missing. */
  get_search: {
    parameters: {
      query?: {
        /** Words; in quotes they stand together, with a minus before it what has it is left out. The last word may be a beginning. A ticket's number or an address is found first. */
        q?: string;
        /** Only these; all kinds when absent. */
        kind?: "ticket" | "person" | "organisation";
        /** How many lines at most; 20 when absent, 8 suggestions, 5 similar tickets. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SearchAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The best few for what is being typed, and how its last word may go on. */
  get_search_suggestions: {
    parameters: {
      query?: {
        /** Words; in quotes they stand together, with a minus before it what has it is left out. The last word may be a beginning. A ticket's number or an address is found first. */
        q?: string;
        /** How many lines at most; 20 when absent, 8 suggestions, 5 similar tickets. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SuggestionsAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Who asks, what they may do, and what a screen needs to begin; a first stream that resumes from its `position` misses nothing that is read after it. */
  get_session: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Signs in with a password; the answer sets the cookie. Who has a second factor is not signed in yet: the answer has a `second_step`. */
  post_session: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignIn"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Signs out. */
  delete_session: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Signs in by a passkey, alone or as the second step; the answer sets the cookie. */
  post_session_passkey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignInByPasskey"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** What a browser needs to sign in by a passkey, good for five minutes. */
  post_session_passkey_challenge: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AskPasskeyChallenge"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PasskeyChallenge"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The second step of signing in: a code of the app, or a recovery code; the answer sets the cookie. */
  post_session_second_step: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TakeSecondStep"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Where one is signed in: one's own sessions, the last used first. */
  get_sessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["OwnSessionsAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends all of one's own sessions but the one at hand. */
  delete_sessions: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends one of one's own sessions; the one at hand as signing out does. */
  delete_sessions_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The desk's settings. */
  get_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Settings"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes settings. */
  patch_settings: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeSettings"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Settings"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes the desk quiet (nothing fetched, nothing sent) or ends that. */
  put_settings_quiet: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Quiet"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Settings"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The first run: makes the desk and its first administrator. */
  post_setup: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Setup"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SessionView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Fills a desk that nobody has set up with a demo: a made-up company with two years of requests, from which nothing is sent. The answer says how to sign in once the server is back, some seconds later. */
  post_setup_demo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AskDemo"];
      };
    };
    responses: {
      202: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["ComingDemo"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Mails a link to sign in with; the same answer for unknown addresses. */
  post_sign_in_links: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AskLink"];
      };
    };
    responses: {
      202: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Removes a key for good. */
  delete_signing_keys_key: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        key: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Switches signing by a key on or off. It is switched on when its record is found (else 409 `record_missing`, `record_other` or `dns_unanswered`), or without looking for those who `insist`. */
  patch_signing_keys_key: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        key: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SigningKeyInput"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SigningKey"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** What changes, as it happens: events `hello` (the first of every stream; its id is the position from which on it tells), `fact`, `presence` and `reset`. `Last-Event-ID` resumes. */
  get_stream: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "text/event-stream": components["schemas"]["FactEvent"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** All teams with their members. */
  get_teams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamsAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a team. */
  post_teams: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateTeam"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** One team. */
  get_teams_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes a team. */
  patch_teams_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeTeam"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Puts an agent into a team. */
  put_teams_id_members_person_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
        person_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes an agent out of a team. */
  delete_teams_id_members_person_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
        person_id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TeamView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The words of all letters that Heed writes. */
  get_templates: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TemplateList"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** The words of one kind of letter in one language. */
  get_templates_kind_language: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kind: string;
        language: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Replaces them. */
  put_templates_kind_language: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        kind: string;
        language: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TemplateInput"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Template"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Shows how they would read. */
  post_templates_kind_language_preview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kind: string;
        language: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TemplateInput"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Preview"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Tickets that one may see, a page at a time. */
  get_tickets: {
    parameters: {
      query?: {
        /** How many lines at most; 50 when absent. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
        /** One or several states, with commas between them. */
        state?: string;
        /** A team's id, or `none`. */
        team?: string;
        /** A person's id, `me` or `none`. */
        owner?: string;
        /** Only theirs. */
        customer?: number;
        /** Only its people's. */
        organisation?: number;
        /** Only with this tag. */
        tag?: string;
        /** Only those that this person watches: a person's id, or `me`. */
        watcher?: string;
        /** Only those cancelled for this reason. */
        cancelled_as?: "duplicate" | "error" | "withdrawn" | "spam";
        /** A number, how a customer's names or addresses begin, or how words of the subject begin. Newest first, whatever `sort` says. A page looks at 20,000 tickets at most: with `next` there may be more however few it holds. */
        q?: string;
        /** `changed_at` when absent. */
        sort?: "changed_at" | "opened_at";
        /** `desc` when absent. */
        direction?: "desc" | "asc";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketPage"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Opens a ticket, with a first message, note, call or nothing. */
  post_tickets: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PostTicket"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** A ticket with the newest of its conversation; customers see what is public. */
  get_tickets_number: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["Ticket"] | components["schemas"]["PublicTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Changes fields of a ticket. */
  patch_tickets_number: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeTicket"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Logs a call. */
  post_tickets_number_calls: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PostCall"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Cancels a ticket: in error, as a duplicate, as spam. */
  post_tickets_number_cancellation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CancelBody"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Takes a cancelled ticket up again. */
  delete_tickets_number_cancellation: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Closes a resolved ticket for good. */
  post_tickets_number_closure: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Deletes a ticket for good with all that hangs on it, or asks a second person to confirm that where the desk wants two. Its number is never given again. */
  post_tickets_number_deletion: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Ask"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PrivacyRequestView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Earlier parts of a conversation, a page at a time. */
  get_tickets_number_entries: {
    parameters: {
      query?: {
        /** `earlier` of the page before, or `earlier_entries_cursor`. */
        cursor?: string;
      };
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["EntryPage"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Lets an agent help with a ticket. */
  put_tickets_number_helpers_person: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        person: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends that help. */
  delete_tickets_number_helpers_person: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        person: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** What was changed, when and by whom, newest first. */
  get_tickets_number_history: {
    parameters: {
      query?: {
        /** How many lines at most; 50 when absent. */
        limit?: number;
        /** `next` of the page before, to go on behind it. */
        cursor?: string;
      };
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["HistoryPage"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Whether a legal hold keeps a ticket, and why. */
  get_tickets_number_legal_hold: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["HoldView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Keeps a ticket from being redacted, erased or deleted. */
  put_tickets_number_legal_hold: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Ask"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["HoldView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends a legal hold; what an erasure had to leave because of it is erased now. */
  delete_tickets_number_legal_hold: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["HoldView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Links two tickets. */
  post_tickets_number_links: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkTickets"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Removes a link. */
  delete_tickets_number_links_link: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        link: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Writes a note that only agents see. */
  post_tickets_number_notes: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PostNote"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Who is at a ticket now. */
  get_tickets_number_presence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PresenceEvent"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Says that one is there; to be said again every 20 seconds. */
  put_tickets_number_presence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PutPresence"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PresenceEvent"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Says that one has left. */
  delete_tickets_number_presence: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["PresenceEvent"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Remembers up to which entry one has read. */
  put_tickets_number_read: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PutRead"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Marks a ticket as unread. */
  delete_tickets_number_read: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Answers the customer. */
  post_tickets_number_replies: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PostReply"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["WrittenTicket"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends the links to this request that letters carried; new letters carry new ones. */
  delete_tickets_number_request_links: {
    parameters: {
      query?: {
        /** Only this person's links. */
        person?: number;
      };
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Marks a ticket as resolved. */
  post_tickets_number_resolution: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResolveTicket"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Reopens a resolved ticket. */
  delete_tickets_number_resolution: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Tickets whose words are most like those of this one. */
  get_tickets_number_similar: {
    parameters: {
      query?: {
        /** How many lines at most; 20 when absent, 8 suggestions, 5 similar tickets. */
        limit?: number;
      };
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["SimilarAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Adds a tag. */
  put_tickets_number_tags_tag: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        tag: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Removes a tag. */
  delete_tickets_number_tags_tag: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        tag: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Lets a ticket wait for somebody, perhaps until an instant. */
  post_tickets_number_waiting: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WaitBody"];
      };
    };
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends the waiting. */
  delete_tickets_number_waiting: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Lets an agent watch a ticket: oneself where one may see it, others where one may change it. */
  put_tickets_number_watchers_person: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        person: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Ends the watching. */
  delete_tickets_number_watchers_person: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        number: number;
        person: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TicketView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** API tokens: one's own, or all with `token:manage`. */
  get_tokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TokensAnswer"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes an API token; this answer alone shows it. */
  post_tokens: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateToken"];
      };
    };
    responses: {
      201: {
        headers: { [name: string]: unknown };
        content: {
          "application/json": components["schemas"]["TokenView"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  /** Makes a token worthless, within 5 seconds on every server of the desk. */
  delete_tokens_id: {
    parameters: {
      query?: never;
      header?: {
        /** Makes the write safe to repeat for 24 hours: the same key answers what was done. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: { [name: string]: unknown };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
}
