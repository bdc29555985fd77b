// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/signing_in.hpp"

namespace heed::imap {

Result<Client>
signed_in(const Account& account, const net::AddressCheck& check, const net::Until& until) {
    const auto address = TRY(check(account.endpoint.host, account.endpoint.port));
    auto client = TRY(Client::connect(account.endpoint, address, until));
    if (account.access_token.empty()) {
        TRY(client.sign_in(account.user, account.password, until));
    } else {
        TRY(client.sign_in_by_token(account.user, account.access_token, until));
    }
    return client;
}

} // namespace heed::imap
