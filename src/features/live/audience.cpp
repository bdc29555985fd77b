// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/audience.hpp"

#include <algorithm>
#include <array>

namespace heed::live {

namespace {

struct Declared {
    std::string_view kind;
    Audience audience;
};

using enum Audience;

// Of what has a ticket, its ticket decides. It stands here too: whatever comes without one is told
// to those alone who read everything.
constexpr auto declared = std::to_array<Declared>({
    // access
    {.kind = "agent_deactivated", .audience = staff},
    {.kind = "agent_invited", .audience = staff},
    {.kind = "agent_reactivated", .audience = staff},
    {.kind = "authenticator_begun", .audience = auditor},
    {.kind = "desk_set_up", .audience = auditor},
    {.kind = "factor_added", .audience = auditor},
    {.kind = "factor_policy_changed", .audience = auditor},
    {.kind = "factor_removed", .audience = auditor},
    {.kind = "factors_reset", .audience = auditor},
    {.kind = "link_withheld", .audience = auditor},
    {.kind = "passkey_counter_went_back", .audience = auditor},
    {.kind = "passkey_renamed", .audience = auditor},
    {.kind = "password_changed", .audience = auditor},
    {.kind = "password_reset_asked", .audience = auditor},
    {.kind = "recovery_code_used", .audience = auditor},
    {.kind = "recovery_codes_made", .audience = auditor},
    {.kind = "request_link_issued", .audience = auditor},
    {.kind = "request_links_revoked", .audience = auditor},
    {.kind = "role_changed", .audience = staff},
    {.kind = "roles_changed", .audience = staff},
    {.kind = "sessions_ended", .audience = auditor},
    {.kind = "sign_in_link_asked", .audience = auditor},
    {.kind = "sign_ins_failed", .audience = auditor},
    {.kind = "signed_in", .audience = auditor},
    {.kind = "token_created", .audience = auditor},
    {.kind = "token_revoked", .audience = auditor},
    // people
    {.kind = "address_added", .audience = staff},
    {.kind = "address_deliverable", .audience = reviewer},
    {.kind = "address_made_primary", .audience = staff},
    {.kind = "address_removed", .audience = staff},
    {.kind = "address_undeliverable", .audience = reviewer},
    {.kind = "language_learned", .audience = staff},
    {.kind = "organisation_changed", .audience = staff},
    {.kind = "organisation_created", .audience = staff},
    {.kind = "person_changed", .audience = staff},
    {.kind = "person_created", .audience = staff},
    {.kind = "person_erased", .audience = staff},
    {.kind = "team_changed", .audience = staff},
    {.kind = "team_created", .audience = staff},
    {.kind = "team_member_added", .audience = staff},
    {.kind = "team_member_removed", .audience = staff},
    // settings
    {.kind = "category_changed", .audience = staff},
    {.kind = "category_created", .audience = staff},
    {.kind = "cause_code_changed", .audience = staff},
    {.kind = "cause_code_created", .audience = staff},
    {.kind = "priorities_changed", .audience = staff},
    {.kind = "quiet_changed", .audience = staff},
    {.kind = "backup_asked", .audience = auditor},
    {.kind = "desk_exported", .audience = auditor},
    {.kind = "desk_imported", .audience = auditor},
    {.kind = "settings_changed", .audience = staff},
    // mail
    {.kind = "letter_arrived", .audience = reviewer},
    {.kind = "letter_decided", .audience = reviewer},
    {.kind = "letter_tried_again", .audience = reviewer},
    {.kind = "mailbox_changed", .audience = staff},
    {.kind = "sender_blocked", .audience = reviewer},
    {.kind = "sender_not_blocked", .audience = reviewer},
    {.kind = "sender_unblocked", .audience = reviewer},
    {.kind = "signing_key_changed", .audience = staff},
    {.kind = "template_changed", .audience = staff},
    // tickets, what is said in them, and their files
    {.kind = "attachment_uploaded", .audience = auditor},
    {.kind = "block_asked", .audience = auditor},
    {.kind = "call_logged", .audience = auditor},
    {.kind = "delivery_changed", .audience = auditor},
    {.kind = "entry_moved", .audience = auditor},
    {.kind = "entry_redacted", .audience = auditor},
    {.kind = "content_erased", .audience = auditor},
    {.kind = "legal_hold_changed", .audience = auditor},
    {.kind = "personal_data_exported", .audience = auditor},
    {.kind = "privacy_request_changed", .audience = auditor},
    {.kind = "privacy_settings_changed", .audience = auditor},
    {.kind = "helper_joined", .audience = auditor},
    {.kind = "helper_left", .audience = auditor},
    {.kind = "judgement_made", .audience = auditor},
    {.kind = "judgement_reversed", .audience = auditor},
    {.kind = "message_discarded", .audience = auditor},
    {.kind = "message_held", .audience = auditor},
    {.kind = "message_received", .audience = auditor},
    {.kind = "message_released", .audience = auditor},
    {.kind = "note_added", .audience = auditor},
    {.kind = "payloads_rewritten", .audience = auditor},
    {.kind = "ticket_changed", .audience = auditor},
    {.kind = "ticket_deleted", .audience = staff},
    {.kind = "ticket_opened", .audience = auditor},
    {.kind = "ticket_tags_changed", .audience = auditor},
    {.kind = "tickets_linked", .audience = auditor},
    {.kind = "tickets_unlinked", .audience = auditor},
    {.kind = "watcher_joined", .audience = auditor},
    {.kind = "watcher_left", .audience = auditor},
});

} // namespace

std::optional<Audience> audience_of(std::string_view kind) {
    const auto* const found = std::ranges::find(declared, kind, &Declared::kind);
    if (found == declared.end()) return std::nullopt;
    return found->audience;
}

bool belongs_to_audience(const Actor& actor, std::string_view kind) {
    if (!actor.is_staff()) return false;
    switch (audience_of(kind).value_or(auditor)) {
        case staff: return true;
        case reviewer: return actor.may_somewhere(Permission::mail_review);
        case auditor: return actor.may_somewhere(Permission::audit_read);
    }
    return false;
}

} // namespace heed::live
