// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/sign_in_links.hpp"

#include "features/access/spending.hpp"
#include "features/access/store.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

namespace {

/// Whom the link let in before, if that began this very session and it goes on.
std::optional<PersonId> let_in_before(db::Transaction& tx, const SpendLink& command, Instant now) {
    const auto spent = store::find_one_time_token(tx, crypto::token_digest(command.token));
    if (!spent || spent->purpose != Purpose::sign_in_link || spent->expires_at <= now) return {};
    const auto session = store::find_session(tx, crypto::token_digest(command.session_token));
    if (!session || session->person_id != spent->person_id) return {};
    const auto idle_at = session->seen_at + std::chrono::milliseconds{session->idle_ms};
    if (session->ends_at <= now || idle_at <= now) return {};
    return session->person_id;
}

} // namespace

Result<Asked> sign_in_link_for(const crypto::Sealer& sealer, const LinkRequest& request) {
    auto address = TRY(people::checked_address(request.address, "/email"));
    return Asked{
        .purpose = Purpose::sign_in_link,
        .from = people::PersonKind::customer,
        .address = std::move(address),
        .network = request.network,
        .link = fresh_token(sealer),
        .language = request.language,
    };
}

Result<PersonId> peek_sign_in_link(db::Transaction& tx, std::string_view token, Instant now) {
    return peek(tx, {.purpose = Purpose::sign_in_link, .token = token}, now);
}

std::string
session_token_of(const crypto::Sealer& sealer, std::string_view link, std::string_view page) {
    const auto both = std::string(link) + '\n' + std::string(page);
    return crypto::base64url(sealer.blind_digest(both, "session/token"));
}

Result<NewSession> spend_sign_in_link(db::Database& db, const SpendLink& command, Instant now) {
    NewSession session{.person = {}, .token = command.session_token, .of_customer = true};
    session.person = TRY(db.write([&](db::Transaction& tx) -> Result<PersonId> {
        const Spend spend{.purpose = Purpose::sign_in_link, .token = command.token};
        const auto person = spend_token(tx, spend, now);
        if (!person) {
            if (const auto before = let_in_before(tx, command, now)) return *before;
            return std::unexpected(person.error());
        }
        const SignIn how{
            .person = *person,
            .method = "link",
            .network = command.network,
            .device = command.device,
            .life = command.life,
        };
        open_session(tx, how, session.token, now);
        return person;
    }));
    return session;
}

} // namespace heed::access
