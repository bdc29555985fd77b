// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/commands.hpp"

#include "features/outbound_mail/choosing.hpp"
#include "features/outbound_mail/events.hpp"
#include "features/outbound_mail/store.hpp"
#include "kernel/require.hpp"
#include "platform/journal/changes.hpp"
#include "platform/words/language.hpp"

namespace heed::outbound_mail {

Result<> require_language(const TemplateName& name) {
    if (words::is_language_tag(name.language)) return {};
    return refuse(Refusal::invalid, "bad_language", "", "Use a language tag like `en` or `pt-BR`.");
}

Result<Done> change_template(
    db::Transaction& tx, const Actor& actor, const ChangeTemplate& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    TRY(require_language({.kind = command.words.kind, .language = command.words.language}));
    TRY(require_sound(command.words));
    const auto before = template_for(tx, command.words.kind, command.words.language);
    auto after = before;
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "subject", after.subject, command.words.subject);
    journal::change(changes, "text", after.text, command.words.text);
    journal::change(changes, "html", after.html, command.words.html);
    TRY(journal::require_current(command.expected_version, before.version, changes));
    if (changes.empty()) return Done{.id = 1};
    ++after.version;
    if (!store::save_template(tx, after))
        TRY(journal::require_current(before.version, after.version, changes));
    journal::append(tx, actor, now, TemplateChanged{.before = before, .after = after});
    return Done{.id = 1};
}

} // namespace heed::outbound_mail
