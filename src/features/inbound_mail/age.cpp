// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/age.hpp"

#include <algorithm>

namespace heed::inbound_mail {

namespace {

constexpr std::size_t date_letters = 10; // "2024-03-01"

std::optional<Instant>
came_at(const LetterRow& letter, std::optional<Instant> written_at, Instant now) {
    std::optional<Instant> came;
    for (const auto& said : {letter.delivered_at, written_at}) {
        if (said && *said <= now) came = std::max(came, said);
    }
    return came;
}

} // namespace

std::optional<std::string>
too_old_to_acknowledge(const LetterRow& letter, std::optional<Instant> written_at, Instant now) {
    const auto came = came_at(letter, written_at, now).value_or(letter.received_at);
    if (came >= now - acknowledged_for) return std::nullopt;
    return "No acknowledgement: the letter is of " + to_rfc3339(came).substr(0, date_letters) + ".";
}

} // namespace heed::inbound_mail
