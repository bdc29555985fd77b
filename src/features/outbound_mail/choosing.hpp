// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/template.hpp"
#include "kernel/id.hpp"
#include "platform/db/transaction.hpp"

namespace heed::outbound_mail {

/// The languages to write to somebody in, the best first: theirs, the desk's, English; each also
/// without its region.
std::vector<std::string> languages_for(db::Transaction& tx, std::optional<PersonId> person);

/// The words in the first of the languages that has some: the desk's own before the program's.
Template
chosen_template(db::Transaction& tx, TemplateKind kind, const std::vector<std::string>& languages);

/// What a screen shows for one kind and language, also before anybody has changed it.
Template template_for(db::Transaction& tx, TemplateKind kind, std::string_view language);

} // namespace heed::outbound_mail
