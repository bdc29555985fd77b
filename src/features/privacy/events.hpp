// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/privacy/request.hpp"
#include "kernel/enums.hpp"
#include "platform/journal/changes.hpp"
#include "platform/journal/fact.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heed::privacy {

enum class What { words, entry, attachment };

} // namespace heed::privacy

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::privacy::What> = {
    "words", "entry", "attachment"
};

namespace heed::privacy {

/// Something was taken out of a conversation for good. It does not say what stood there; readers
/// that keep words of their own read the ticket anew.
struct EntryRedacted {
    static constexpr std::string_view kind = "entry_redacted";
    TicketId ticket;
    EntryId entry; // where it was seen
    What what = What::words;
    std::vector<EntryId> entries = {}; // all that had it
    std::optional<attachments::AttachmentId> attachment = {};
    std::string reason;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(EntryRedacted, ticket, entry, what, entries, attachment, reason)

/// Of a ticket nothing is left that somebody said, or of one person in another's ticket. Readers
/// that keep words of their own read the ticket anew.
struct ContentErased {
    static constexpr std::string_view kind = "content_erased";
    TicketId ticket;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(ContentErased, ticket)

struct LegalHoldChanged {
    static constexpr std::string_view kind = "legal_hold_changed";
    TicketId ticket;
    bool held = false;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(LegalHoldChanged, ticket, held)

/// A deletion or an erasure was asked for, confirmed, withdrawn, done, or nobody confirmed it. It
/// belongs to no ticket, so that it is kept when that is gone.
struct PrivacyRequestChanged {
    static constexpr std::string_view kind = "privacy_request_changed";
    std::int64_t request = 0;
    RequestKind request_kind = RequestKind::deletion;
    RequestState state = RequestState::asked;
    std::optional<TicketId> ticket_id = {};
    std::optional<PersonId> person_id = {};

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "privacy_request", .id = request};
    }
};
HEED_FIELDS(PrivacyRequestChanged, request, request_kind, state, ticket_id, person_id)

/// Somebody was handed all that is held of a person, or of themselves.
struct PersonalDataExported {
    static constexpr std::string_view kind = "personal_data_exported";
    PersonId person;
    bool notes = false; // the desk's own notes as well

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(PersonalDataExported, person, notes)

struct PrivacySettingsChanged {
    static constexpr std::string_view kind = "privacy_settings_changed";
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(PrivacySettingsChanged, changes)

} // namespace heed::privacy
