// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Problem, Refusal } from "~/api/problem";
import { m } from "~/core/messages/messages";
import { passwordCharactersMin } from "./passwords";

/** The server knows which state stands in the way, and of what; its sentence says so. */
const wrongState = ({ detail }: Problem) => detail || m.error_wrong_state();

const passwordTooShort = () => m.error_password_too_short({ count: passwordCharactersMin });
const isDay = ({ pointer }: Problem) => pointer?.startsWith("/holidays/") ?? false;
const tooLong = (problem: Problem) => (isDay(problem) ? m.error_bad_date() : m.error_too_long());
const tooShort = (problem: Problem) => {
  if (isDay(problem)) return m.error_bad_date();
  return problem.pointer === "/password" ? passwordTooShort() : m.error_too_short();
};

const sentences: Record<string, (problem: Problem) => string> = {
  network: m.error_network,
  unauthenticated: m.error_signed_out,
  wrong_credentials: m.error_wrong_credentials,
  too_many_attempts: m.error_too_many_attempts,
  too_many_requests: m.error_too_many_requests,
  forbidden: m.error_forbidden,
  not_found: m.error_not_found,
  unavailable: m.error_unavailable,
  queue_full: m.error_unavailable,
  shutting_down: m.error_unavailable,
  too_large: m.error_too_large,
  required: m.error_required,
  too_long: tooLong,
  too_short: tooShort,
  address_taken: m.error_address_taken,
  last_administrator: m.error_last_administrator,
  changed_meanwhile: m.error_changed_meanwhile,
  newer_entry: m.error_newer_entry,
  already_sent: m.error_already_sent,
  being_sent: m.error_being_sent,
  wrong_state: wrongState,
  expired: m.error_expired,
  cancelled: m.error_cancelled,
  wrong_password: m.error_wrong_password,
  no_recipient: m.error_no_recipient,
  name_taken: m.error_name_taken,
  words_not_found: m.error_words_not_found,
  reason_repeats: m.error_reason_repeats,
  on_hold: m.error_on_hold,
  already_asked: m.error_already_asked,
  already_erased: m.error_already_erased,
  nothing_held: m.error_nothing_held,
  too_much_held: m.error_too_much_held,
  second_person_needed: m.error_second_person_needed,
  busy: m.error_busy,
  nobody: m.error_nobody,
  no_password: m.error_no_password,
  inactive: m.error_inactive,
  in_the_past: m.error_in_the_past,
  bad_address: m.error_bad_address,
  is_agent: m.error_is_agent,
  already_agent: m.error_already_agent,
  not_reversible: m.error_not_reversible,
  already_reversed: m.error_already_reversed,
  too_many: m.error_too_many,
  too_many_recipients: m.error_too_many,
  already_set_up: m.error_already_set_up,
  closed: m.error_closed,
  link_expired: m.error_expired,
  not_allowed: m.error_forbidden,
  session_needed: m.error_signed_out,
  sign_in_needed: m.error_signed_out,
  unsendable_address: m.error_unsendable_address,
  own_address: m.error_own_address,
  unknown_entry: m.error_unknown_entry,
  unknown_mailbox: m.error_choice_gone,
  unknown_category: m.error_choice_gone,
  unknown_cause: m.error_choice_gone,
  unknown_organisation: m.error_choice_gone,
  unknown_owner: m.error_choice_gone,
  unknown_person: m.error_choice_gone,
  unknown_role: m.error_choice_gone,
  unknown_team: m.error_choice_gone,
  unknown_ticket: m.error_unknown_ticket,
  unknown_zone: m.error_unknown_zone,
  same_ticket: m.error_same_ticket,
  already_linked: m.error_already_linked,
  too_many_tags: m.error_too_many_tags,
  bad_tag: m.error_bad_tag,
  only_entry: m.error_only_entry,
  not_an_agent: m.error_not_an_agent,
  already_blocked: m.error_already_blocked,
  already_joined: m.error_already_joined,
  one_line: m.error_one_line,
  bad_domain: m.error_invalid_domain,
  bad_language: m.error_bad_language,
  too_common: m.error_too_common,
  administrators_only: m.error_administrators_only,
  beyond_own_permissions: m.error_beyond_own_permissions,
  last_address: m.error_last_address,
  primary_address: m.error_primary_address,
  role_in_use: m.error_role_in_use,
  wrong_code: m.error_wrong_code,
  sign_in_over: m.error_sign_in_over,
  last_factor: m.error_last_factor,
  nothing_to_confirm: m.error_nothing_to_confirm,
  no_factor: m.error_no_factor,
  own_factors: m.error_own_factors,
  second_factor_needed: m.error_second_factor_needed,
  bad_grace: m.error_bad_grace,
  wrong_passkey: m.error_wrong_passkey,
  bad_passkey: m.error_bad_passkey,
  challenge_over: m.error_challenge_over,
  passkey_taken: m.error_passkey_taken,
  too_many_passkeys: m.error_too_many_passkeys,
  record_missing: m.error_record_missing,
  record_other: m.error_record_other,
  dns_unanswered: m.error_dns_unanswered,
  too_many_keys: m.error_too_many_keys,
  no_passkeys_here: m.error_no_passkeys_here,
  csrf: m.error_reload,
  cross_site: m.error_reload,
  stopped: m.error_stopped,
  outcome_unclear: m.error_outcome_unclear,
  still_failing: ({ detail }) => m.error_still_failing({ reason: detail ?? "" }),
  not_parked: m.error_not_parked,
  no_backup_folder: m.error_no_backup_folder,
  backup_being_made: m.error_backup_being_made,
  backup_not_begun: m.error_backup_not_begun,
  no_demo: m.error_no_demo,
  begins_anew: m.error_begins_anew,
  wrong_desk_name: m.error_wrong_desk_name,
};

/**
 * What went wrong, in a sentence a person can act on. The catalogue knows the code; for a code it
 * does not know yet, the server's own sentence is better than none.
 */
export function sentence(fault: unknown): string {
  if (!(fault instanceof Refusal)) return m.error_unknown({ code: faultName(fault) });
  const { problem } = fault;
  const known = sentences[problem.code];
  if (known) return known(problem);
  if (problem.detail) return problem.detail.replaceAll("`", "");
  if (problem.incident) return m.error_incident({ incident: problem.incident });
  return m.error_unknown({ code: problem.code });
}

const faultName = (fault: unknown) => (fault instanceof Error ? fault.name : "unknown");
