// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/choosing.hpp"

#include "features/outbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

void add(std::vector<std::string>& languages, const std::string& tag) {
    for (const auto& one : {tag, tag.substr(0, tag.find('-'))}) {
        if (std::ranges::find(languages, one) == languages.end()) languages.push_back(one);
    }
}

bool has_built_in(std::string_view language) {
    return std::ranges::find(built_in_languages(), language) != built_in_languages().end();
}

} // namespace

std::vector<std::string> languages_for(db::Transaction& tx, std::optional<PersonId> person) {
    std::vector<std::string> languages;
    const auto brief = person ? people::find_person(tx, *person) : std::nullopt;
    if (brief && brief->language) add(languages, *brief->language);
    add(languages, settings::settings_of(tx).language);
    add(languages, "en");
    return languages;
}

Template
chosen_template(db::Transaction& tx, TemplateKind kind, const std::vector<std::string>& languages) {
    for (const auto& language : languages) {
        if (auto own = store::find_template(tx, kind, language)) return std::move(*own);
        if (has_built_in(language)) return built_in(kind, language);
    }
    return built_in(kind, "en");
}

Template template_for(db::Transaction& tx, TemplateKind kind, std::string_view language) {
    if (auto own = store::find_template(tx, kind, language)) return std::move(*own);
    return built_in(kind, language);
}

} // namespace heed::outbound_mail
