// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/commands.hpp"   // IWYU pragma: export
#include "features/mailboxes/connecting.hpp" // IWYU pragma: export
#include "features/mailboxes/lease.hpp"      // IWYU pragma: export
#include "features/mailboxes/mailbox.hpp"
#include "features/mailboxes/sending.hpp" // IWYU pragma: export
#include "features/mailboxes/signing.hpp" // IWYU pragma: export
#include "features/mailboxes/signing_key.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"
#include "platform/dns/resolver.hpp"
#include "platform/http/router.hpp"
#include "platform/imap/imap_source.hpp"
#include "platform/smtp/smtp_transport.hpp"

#include <span>
#include <stop_token>
#include <string_view>

namespace heed {
struct Described;
struct Route;
class Desk;
} // namespace heed

namespace heed::mailboxes {

std::vector<Mailbox> all_mailboxes(db::Transaction& tx);
std::optional<Mailbox> find_mailbox(db::Transaction& tx, MailboxId id);
/// Whose address it is, in any spelling, signed reply addresses included.
std::optional<MailboxId> mailbox_of_address(db::Transaction& tx, std::string_view address);
/// The first is what letters come from.
std::vector<std::string> addresses_of(db::Transaction& tx, MailboxId id);
std::vector<std::string> all_addresses(db::Transaction& tx);
bool is_own_address(db::Transaction& tx, std::string_view address);
/// Whether a mailbox has an address there.
bool is_own_domain(db::Transaction& tx, std::string_view domain);

/// By which mailbox an answer leaves: the one its question came to, else the team's, else the
/// first active one, if possible one that has a server to send by. Nothing on a desk without
/// mailboxes.
std::optional<MailboxId>
mailbox_for(db::Transaction& tx, std::optional<std::int64_t> asked, std::optional<TeamId> team);

MailboxState state_of(db::Transaction& tx, MailboxId id);
imap::Cursor cursor_of(db::Transaction& tx, MailboxId id);
/// Whether its folder has been read, if only to learn where its end is.
bool has_started(const imap::Cursor& cursor);
void save_cursor(db::Transaction& tx, MailboxId id, const imap::Cursor& cursor);
/// A letter has come: silence begins anew.
void note_letter(db::Transaction& tx, MailboxId id, Instant at);

/// What stood in the way: a word for the desk and a sentence for people.
struct Problem {
    std::string code = {};
    std::string text = {}; // empty means that all went well
};

/// Notes how a round went.
void note_fetch(db::Transaction& tx, MailboxId id, const Problem& problem, Instant at);
void note_send(db::Transaction& tx, MailboxId id, const Problem& problem, Instant at);

/// Why a mailbox cannot sign in, as its passwords or tokens do not open with this key or its
/// provider gives no leave: in words for its state; empty when it can.
std::string secret_trouble(const Mailbox& mailbox, const crypto::Sealer& sealer);

/// The servers of a mailbox with opened passwords; nothing when it has none. Expects that there
/// is no `secret_trouble`.
std::optional<imap::Account> imap_account(const Mailbox& mailbox, const crypto::Sealer& sealer);
std::optional<smtp::Account> smtp_account(const Mailbox& mailbox, const crypto::Sealer& sealer);

/// Keys of the domain that letters of a mailbox come from, those that do not sign included.
std::vector<SigningKey> signing_keys_of(db::Transaction& tx, MailboxId id);
/// With the signatures of all keys that sign. One that cannot, as the file that it was sealed with
/// is lost, is left out and logged: a letter without it is worth more than none.
std::string signed_letter(
    std::string letter,
    const std::vector<SigningKey>& keys,
    const crypto::Sealer& sealer,
    Instant now
);

/// The desk's secret for signed reply addresses and Message-IDs, and its name in X-Heed-Loop.
/// Made by `ensure_desk_key`.
struct DeskKey {
    std::string signing_key;
    std::string desk_id;
};

DeskKey desk_key(db::Transaction& tx);
/// For the start of the server, so that reading never has to write.
void ensure_desk_key(db::Transaction& tx);

struct Trouble {
    MailboxId id;
    std::string code;               // mailbox_cannot_send | _cannot_be_read | _forgotten | _silent
    std::string text;               // for a banner
    std::string about;              // the name of the mailbox
    std::optional<std::string> why; // what a server said, or for how many days it is silent
};

/// Mailboxes that need an administrator: at once where nothing heals by itself (a wrong password),
/// after 10 minutes of other failures, when nobody has looked into one for long, and when one is
/// silent for unusually long, but never before three days.
std::vector<Trouble> troubled(db::Transaction& tx, Instant now);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

/// What a connection test reaches the world by.
struct Trial {
    net::AddressCheck check;
    dns::Resolvers resolvers = {}; // without them nothing is asked about the mailbox's domain
    std::stop_token stop = {};
};

/// `POST /mailboxes/{id}/test`: connects through `check` and says in fixed words how it went, and
/// what receivers find on the domain it sends for. Takes a silent server a few seconds, and refuses
/// `stopped` at once when `stop` is asked for.
http::Route test_route(Desk& desk, Trial trial);

/// Keys of the domain of a mailbox: listed, made, switched and removed. Switching one on looks for
/// its record by `resolvers`, unless somebody insists; without resolvers nobody else can.
std::vector<http::Route> signing_routes(Desk& desk, dns::Resolvers resolvers);

} // namespace heed::mailboxes
