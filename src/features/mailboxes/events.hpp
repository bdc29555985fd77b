// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailbox.hpp"
#include "features/mailboxes/signing_key.hpp"
#include "platform/journal/changes.hpp"
#include "platform/journal/fact.hpp"

namespace heed::mailboxes {

/// Created, changed or retired. Passwords never stand here: of those only that they changed.
struct MailboxChanged {
    static constexpr std::string_view kind = "mailbox_changed";
    MailboxId mailbox;
    std::int64_t version = 0;
    std::string name;
    std::vector<std::string> addresses;
    bool active = true;
    std::vector<journal::FieldChange> changes = {};

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "mailbox", .id = mailbox.value};
    }
};
HEED_FIELDS(MailboxChanged, mailbox, version, name, addresses, active, changes)

/// A key that letters of a domain are signed by was made, switched on or off, or removed.
struct SigningKeyChanged {
    static constexpr std::string_view kind = "signing_key_changed";
    SigningKeyId key;
    std::string domain;
    std::string selector;
    crypto::KeyKind algorithm = crypto::KeyKind::rsa;
    SigningStep step = SigningStep::made;
    bool insisted = false; // switched on without its record having been looked for

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "signing_key", .id = key.value};
    }
};
HEED_FIELDS(SigningKeyChanged, key, domain, selector, algorithm, step, insisted)

} // namespace heed::mailboxes
