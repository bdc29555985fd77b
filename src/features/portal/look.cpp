// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/look.hpp"

#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"

#include <algorithm>

namespace heed::portal {

Actor as_customer(const Actor& actor) {
    const bool known = actor.kind == Actor::Kind::customer || actor.kind == Actor::Kind::agent;
    if (!known || !actor.person.is_set()) return {};
    Actor customer;
    customer.kind = Actor::Kind::customer;
    customer.person = actor.person;
    customer.organisation = actor.organisation;
    customer.only_ticket = actor.only_ticket;
    return customer;
}

void recognise(db::Transaction& tx, Look& look) {
    const auto settings = settings::settings_of(tx);
    look.desk_name = settings.desk_name;
    std::string language(look.browser.empty() ? settings.language : look.browser);
    auto zone = settings.zone;
    const auto person =
        look.actor.person.is_set() ? people::find_person(tx, look.actor.person) : std::nullopt;
    if (person) {
        look.person_name = person->name;
        look.address = person->email.value_or("");
        language = person->language.value_or(language);
        zone = person->zone.value_or(zone);
        if (look.actor.organisation.is_set() && person->organisation)
            look.organisation = person->organisation->name;
    }
    look.words = words_in(language);
    look.zone = tz::find_zone(zone).value_or(tz::Zone::utc());
}

std::string moment_of(const Look& look, Instant instant) {
    const auto day = [&](Instant of) {
        return std::chrono::floor<std::chrono::days>(tz::to_local(of, look.zone));
    };
    const auto ago = day(look.now) - day(instant);
    const auto time = tz::time_text(instant, look.zone);
    if (ago == std::chrono::days{0}) return filled(look.words.today, {{"time", time}});
    if (ago == std::chrono::days{1}) return filled(look.words.yesterday, {{"time", time}});
    return tz::moment_text(instant, look.now, look.zone, look.words.language);
}

Html time_of(const Look& look, Instant instant) {
    return element("time", {{"datetime", to_rfc3339(instant)}}, {moment_of(look, instant)});
}

std::string size_words(const Words& words, std::int64_t bytes) {
    constexpr std::int64_t kilo = 1000;
    if (bytes < kilo) return fmt::format("{} {}", bytes, bytes == 1 ? words.byte : words.bytes);
    if (bytes < kilo * kilo) return fmt::format("{} kB", bytes / kilo);
    const auto tenths = (bytes + kilo * kilo / 20) / (kilo * kilo / 10);
    return fmt::format("{}{}{} MB", tenths / 10, words.decimal_mark, tenths % 10);
}

} // namespace heed::portal
