// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";

/** What happened, in words, by the group it is looked for under. */
const groups = {
  access: {
    signed_in: m.journal_signed_in,
    sign_ins_failed: m.journal_sign_ins_failed,
    sessions_ended: m.journal_sessions_ended,
    agent_invited: m.journal_agent_invited,
    agent_deactivated: m.journal_agent_deactivated,
    agent_reactivated: m.journal_agent_reactivated,
    role_changed: m.journal_role_changed,
    roles_changed: m.journal_roles_changed,
    password_changed: m.journal_password_changed,
    authenticator_begun: m.journal_authenticator_begun,
    factor_added: m.journal_factor_added,
    factor_removed: m.journal_factor_removed,
    factors_reset: m.journal_factors_reset,
    recovery_codes_made: m.journal_recovery_codes_made,
    recovery_code_used: m.journal_recovery_code_used,
    factor_policy_changed: m.journal_factor_policy_changed,
    passkey_counter_went_back: m.journal_passkey_counter_went_back,
    passkey_renamed: m.journal_passkey_renamed,
    password_reset_asked: m.journal_password_reset_asked,
    sign_in_link_asked: m.journal_sign_in_link_asked,
    link_withheld: m.journal_link_withheld,
    request_link_issued: m.journal_request_link_issued,
    request_links_revoked: m.journal_request_links_revoked,
    token_created: m.journal_token_created,
    token_revoked: m.journal_token_revoked,
  },
  people: {
    person_created: m.journal_person_created,
    person_changed: m.journal_person_changed,
    language_learned: m.journal_language_learned,
    payloads_rewritten: m.journal_payloads_rewritten,
    person_erased: m.journal_person_erased,
    personal_data_exported: m.journal_personal_data_exported,
    privacy_request_changed: m.journal_privacy_request_changed,
    address_added: m.journal_address_added,
    address_removed: m.journal_address_removed,
    address_made_primary: m.journal_address_made_primary,
    address_undeliverable: m.journal_address_undeliverable,
    address_deliverable: m.journal_address_deliverable,
    organisation_created: m.journal_organisation_created,
    organisation_changed: m.journal_organisation_changed,
    team_created: m.journal_team_created,
    team_changed: m.journal_team_changed,
    team_member_added: m.journal_team_member_added,
    team_member_removed: m.journal_team_member_removed,
  },
  settings: {
    desk_set_up: m.journal_desk_set_up,
    settings_changed: m.journal_settings_changed,
    quiet_changed: m.journal_quiet_changed,
    backup_asked: m.journal_backup_asked,
    desk_exported: m.journal_desk_exported,
    desk_imported: m.journal_desk_imported,
    privacy_settings_changed: m.journal_privacy_settings_changed,
    priorities_changed: m.journal_priorities_changed,
    category_created: m.journal_category_created,
    category_changed: m.journal_category_changed,
    cause_code_created: m.journal_cause_code_created,
    cause_code_changed: m.journal_cause_code_changed,
    mailbox_changed: m.journal_mailbox_changed,
    signing_key_changed: m.journal_signing_key_changed,
    template_changed: m.journal_template_changed,
  },
  mail: {
    letter_arrived: m.journal_letter_arrived,
    letter_decided: m.journal_letter_decided,
    letter_tried_again: m.journal_letter_tried_again,
    sender_blocked: m.journal_sender_blocked,
    sender_not_blocked: m.journal_sender_not_blocked,
    sender_unblocked: m.journal_sender_unblocked,
    delivery_changed: m.journal_delivery_changed,
  },
  tickets: {
    ticket_opened: m.journal_ticket_opened,
    ticket_changed: m.journal_ticket_changed,
    ticket_tags_changed: m.journal_ticket_tags_changed,
    tickets_linked: m.journal_tickets_linked,
    tickets_unlinked: m.journal_tickets_unlinked,
    helper_joined: m.journal_helper_joined,
    helper_left: m.journal_helper_left,
    watcher_joined: m.journal_watcher_joined,
    watcher_left: m.journal_watcher_left,
    message_received: m.journal_message_received,
    message_held: m.journal_message_held,
    message_released: m.journal_message_released,
    message_discarded: m.journal_message_discarded,
    note_added: m.journal_note_added,
    call_logged: m.journal_call_logged,
    entry_moved: m.journal_entry_moved,
    entry_redacted: m.journal_entry_redacted,
    content_erased: m.journal_content_erased,
    ticket_deleted: m.journal_ticket_deleted,
    legal_hold_changed: m.journal_legal_hold_changed,
    judgement_made: m.journal_judgement_made,
    judgement_reversed: m.journal_judgement_reversed,
    block_asked: m.journal_block_asked,
    attachment_uploaded: m.journal_attachment_uploaded,
  },
} as const satisfies Record<string, Record<string, () => string>>;

export type Group = keyof typeof groups;

export const groupNames: Record<Group, () => string> = {
  access: m.journal_group_access,
  people: m.journal_group_people,
  settings: m.journal_group_settings,
  mail: m.journal_group_mail,
  tickets: m.journal_group_tickets,
};

const words = new Map<string, () => string>(
  Object.values(groups).flatMap((kinds) => Object.entries(kinds)),
);

/** A kind that a newer server has is read out as it is written. */
export const kindWords = (kind: string): string => words.get(kind)?.() ?? kind.replaceAll("_", " ");

/** As the API takes several. */
export const kindsOf = (group: Group): string => Object.keys(groups[group]).join(",");
