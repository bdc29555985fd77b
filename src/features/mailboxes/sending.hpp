// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailbox.hpp"
#include "platform/db/transaction.hpp"
#include "platform/dns/sending.hpp"

#include <optional>
#include <vector>

namespace heed::mailboxes {

/// The domain of the address that letters of this mailbox come from, and by which server they
/// leave. Nothing without a server of its own, or when the domain is none of the world (RFC 2606
/// and 6761: demo and test desks).
std::optional<dns::SendingDomain> sending_domain_of(db::Transaction& tx, const Mailbox& mailbox);

/// Of all active mailboxes, each once.
std::vector<dns::SendingDomain> sending_domains(db::Transaction& tx);

struct SendingWire;
SendingWire wire_of(dns::SendingFinding finding);

} // namespace heed::mailboxes
