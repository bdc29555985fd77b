// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/imap/client.hpp"
#include "platform/imap/imap_source.hpp"

namespace heed::imap {

/// A talk with the account's server, signed in, with no folder open.
Result<Client>
signed_in(const Account& account, const net::AddressCheck& check, const net::Until& until);

} // namespace heed::imap
