// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/marker.hpp"

#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "platform/tz/tz.hpp"

namespace heed::privacy {

namespace {

bool is_german(const settings::Settings& desk) {
    return desk.language.starts_with("de");
}

std::string name_of_actor(db::Transaction& tx, const Actor& actor) {
    if (actor.person.is_set()) {
        if (const auto person = people::find_person(tx, actor.person)) return person->name;
    }
    return actor.reason;
}

/// With the year, which is left out beside dates of the same one.
std::string day_and_time(const settings::Settings& desk, Instant now) {
    const auto zone = tz::find_zone(desk.zone).value_or(tz::Zone::utc());
    return tz::moment_text(now, now + std::chrono::days(400), zone, desk.language);
}

} // namespace

std::string
marker_of(db::Transaction& tx, const Actor& actor, const std::string& reason, Instant now) {
    const auto desk = settings::settings_of(tx);
    const auto who = name_of_actor(tx, actor);
    const auto when = day_and_time(desk, now);
    if (is_german(desk)) return "[geschwärzt von " + who + " am " + when + ": " + reason + "]";
    return "[redacted by " + who + " on " + when + ": " + reason + "]";
}

std::string erased_marker(db::Transaction& tx) {
    if (is_german(settings::settings_of(tx))) return "[gelöscht auf Wunsch der Person]";
    return "[erased at the person's request]";
}

std::string erased_name(db::Transaction& tx, PersonId person) {
    const auto number = std::to_string(person.value);
    if (is_german(settings::settings_of(tx))) return "Gelöschte Person " + number;
    return "Erased person " + number;
}

std::string deleted_marker(db::Transaction& tx) {
    if (is_german(settings::settings_of(tx))) return "[mit seiner Anfrage gelöscht]";
    return "[deleted with its ticket]";
}

} // namespace heed::privacy
