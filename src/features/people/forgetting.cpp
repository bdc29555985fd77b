// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/forgetting.hpp"

#include "features/people/events.hpp"
#include "features/people/store.hpp"
#include "platform/journal/payloads.hpp"

namespace heed::people {

void erase_person(
    db::Transaction& tx, const Actor& actor, PersonId id, const std::string& name, Instant now
) {
    auto person = store::find_for_update(tx, id);
    CHECK(person.has_value());
    for (const auto& address : store::addresses(tx, id)) store::delete_address(tx, address.id);
    person->name = name;
    person->zone.reset();
    person->language.reset();
    person->organisation_id.reset();
    person->note.clear();
    person->active = false;
    ++person->version;
    store::save(tx, *person);
    store::forget_words(tx, id);
    journal::rewrite_payloads_of_person(
        tx, {.actor = actor, .now = now}, id, journal::without_content
    );
    journal::append(tx, actor, now, PersonErased{.person = id});
}

} // namespace heed::people
