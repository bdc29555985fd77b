// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/people/people.hpp"

namespace heed::outbound_mail {

namespace {

access::InvitationLetter told(db::Transaction& tx, const LetterRow& letter) {
    access::InvitationLetter told{
        .state = std::string(name_of(letter.state)),
        .text = letter.words,
        .at = letter.created_at,
    };
    if (letter.state == LetterState::sent && people::is_undeliverable(tx, letter.address)) {
        told.state = name_of(LetterState::failed);
        told.text = "Letters to " + letter.address + " come back.";
    }
    if (told.text.empty()) told.text = "It waits to be sent.";
    return told;
}

} // namespace

std::vector<std::optional<access::InvitationLetter>>
invitation_letters(db::Transaction& tx, const std::vector<PersonId>& people) {
    std::vector<std::optional<access::InvitationLetter>> result;
    result.reserve(people.size());
    for (const auto person : people) {
        const auto letter = store::newest_invitation(tx, person);
        result.push_back(letter ? std::optional(told(tx, *letter)) : std::nullopt);
    }
    return result;
}

} // namespace heed::outbound_mail
