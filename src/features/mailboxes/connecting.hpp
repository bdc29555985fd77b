// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/commands.hpp"
#include "platform/http/router.hpp"
#include "platform/oauth/oauth.hpp"

#include <map>
#include <string>
#include <vector>

namespace heed {
class Desk;
} // namespace heed

namespace heed::mailboxes {

/// What a mailbox is to sign in with, instead of a password. Whatever the leave depended on and is
/// changed ends it: the mailbox must be connected again.
Result<> take_oauth(const Writing& writing, const Field<OAuthInput>& field, Mailbox& mailbox);

/// Whom the provider knows the desk as for this mailbox, with the secret opened.
oauth::Client oauth_client(const Mailbox& mailbox, const crypto::Sealer& sealer);

/// Where leave is asked for and traded, of a provider that the desk knows or as it was entered.
struct LeaveAddresses {
    std::string authorise_url;
    std::string token_url;
    std::string scope;
    std::map<std::string, std::string> parameters; // beyond those of the standard
};

LeaveAddresses leave_addresses(const Mailbox& mailbox);

/// From now on it signs in with these.
void take_tokens(
    Mailbox& mailbox, const oauth::Tokens& tokens, const crypto::Sealer& sealer, Instant now
);

/// Why a mailbox that signs in by tokens cannot, as the end of a sentence; empty when it can, or
/// needs none.
std::string oauth_trouble(const Mailbox& mailbox);

/// Asks providers for new access tokens ten minutes before the old ones run out; of several nodes
/// one asks. Returns how many were asked for.
int refresh_tokens(Desk& desk, const oauth::Exchange& exchange);

/// `POST …/{mailbox}/authorisation` says where an administrator's browser asks the provider for
/// leave; `POST /mailbox_connections` takes what it brings back. Neither holds anything in between:
/// the state is sealed, names who asked, and is good for ten minutes.
std::vector<http::Route> connect_routes(Desk& desk, oauth::Exchange exchange);

} // namespace heed::mailboxes
