// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "features/outbound_mail/template.hpp"
#include "kernel/actor.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

namespace heed::outbound_mail {

struct TemplateName {
    TemplateKind kind = TemplateKind::reply;
    std::string language;
};

/// Refuses `bad_language` what is no language tag in lower case.
Result<> require_language(const TemplateName& name);

struct ChangeTemplate {
    Template words;
    std::optional<std::int64_t> expected_version = {};
};

/// Refuses `unknown_variable`, `missing_variable`, `bad_language`, and `changed_meanwhile` when
/// somebody else has changed the words since.
Result<Done> change_template(
    db::Transaction& tx, const Actor& actor, const ChangeTemplate& command, Instant now
);

/// Makes a letter that waits or has failed due now, for those who have not got it yet. Refuses
/// `already_sent`, and `being_sent` while an attempt is under way.
Result<Done> try_letter_again(db::Transaction& tx, const Actor& actor, OutgoingId id, Instant now);

} // namespace heed::outbound_mail
