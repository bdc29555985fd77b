// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/forgetting.hpp"

#include "features/outbound_mail/store.hpp"

namespace heed::outbound_mail {

namespace {

void forget(db::Transaction& tx, LetterRow& letter) {
    letter.address.clear();
    letter.remaining = {"[]"};
    letter.words.clear();
    letter.due_at.reset();
    if (letter.state != LetterState::sent) letter.state = LetterState::failed;
    store::save(tx, letter);
}

} // namespace

void forget_letters_of(db::Transaction& tx, TicketId ticket) {
    for (auto& letter : store::unsent_of(tx, ticket)) forget(tx, letter);
}

void forget_letters_to(db::Transaction& tx, const std::string& address) {
    for (const auto& name : enum_names<LetterKind>) {
        const auto kind = *enum_from<LetterKind>(name);
        for (auto& letter : store::letters_to(tx, kind, address)) forget(tx, letter);
    }
}

} // namespace heed::outbound_mail
