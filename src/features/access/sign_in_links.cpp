// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/sign_in_links.hpp"

#include "features/access/spending.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

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

Result<NewSession> spend_sign_in_link(db::Database& db, const SpendLink& command, Instant now) {
    NewSession session{.person = {}, .token = crypto::random_token(), .of_customer = true};
    session.person = TRY(db.write([&](db::Transaction& tx) -> Result<PersonId> {
        const Spend spend{.purpose = Purpose::sign_in_link, .token = command.token};
        const auto person = TRY(spend_token(tx, spend, now));
        const SignIn how{
            .person = person,
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
